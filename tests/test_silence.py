"""How a prospect's silence reads from what they said last, and which neutral message answers it."""

from __future__ import annotations

import pytest

from coach.models import NextStep, Speaker, Transcript
from coach.silence import NeutralMessage, Silence, SilenceKind, silence_kind

AGREED = NextStep(action="talk on Thursday", confirmed=True)


def after(*said: str, step: NextStep | None = AGREED) -> Silence:
    turns = [(Speaker.PROSPECT if n % 2 else Speaker.REP, text) for n, text in enumerate(("Well?", *said))]
    return silence_kind(Transcript.from_turns(turns), step)


@pytest.mark.parametrize(
    "said",
    [
        "I'll have to talk it over with my husband.",
        "My boss needs to sign off on anything over five thousand.",
        "Let me run it by the team on Monday.",
        "It isn't just up to me, you know.",
        "We'd want to discuss it as a family first.",
        "The board has to see it.",
        "i need to show this to our accountant before i say anything",
    ],
)
def test_others_who_decide_read_as_internal_discussion(said: str) -> None:
    silence = after(said)

    assert (silence.kind, silence.message) == (SilenceKind.INTERNAL_DISCUSSION, NeutralMessage.FOR_THE_OTHERS)
    assert silence.evidence
    assert silence.evidence.quote == said


@pytest.mark.parametrize(
    "said", ["We're getting two other quotes.", "I'm still shopping around.", "We want to compare a few options."]
)
def test_comparing_reads_as_internal_discussion_and_asks_for_a_comparison(said: str) -> None:
    silence = after(said)

    assert (silence.kind, silence.message) == (SilenceKind.INTERNAL_DISCUSSION, NeutralMessage.COMPARISON)


@pytest.mark.parametrize(
    "said",
    [
        "We're swamped until the audit is done.",
        "It's not a priority for us right now.",
        "Maybe once things settle down a bit.",
        "There's no rush on our side.",
        "I'd rather look at it in the new year.",
        "It's been a crazy month, sorry.",
    ],
)
def test_what_can_wait_reads_as_low_priority(said: str) -> None:
    silence = after(said)

    assert (silence.kind, silence.message) == (SilenceKind.LOW_PRIORITY, NeutralMessage.NOW_OR_LATER)


@pytest.mark.parametrize(
    "said",
    [
        "I'm a bit confused about the deductible.",
        "I'm not sure how the fee works.",
        "So what happens now?",
        "That's a lot to take in.",
        "Which plan was the one with the warranty?",
    ],
)
def test_what_was_unclear_reads_as_confusion(said: str) -> None:
    silence = after(said)

    assert (silence.kind, silence.message) == (SilenceKind.CONFUSION, NeutralMessage.ONE_CLEAR_STEP)


def test_the_last_words_that_point_one_way_decide() -> None:
    silence = after(
        "I'm not sure how the fee works.", "It's a third.", "Okay. I'd have to ask my wife.", "Sure.", "Bye."
    )

    assert silence.kind is SilenceKind.INTERNAL_DISCUSSION


def test_the_reps_words_are_no_evidence() -> None:
    silence = silence_kind(Transcript.from_text("Talk to your wife and your boss.", speaker=Speaker.REP), AGREED)

    assert silence.kind is SilenceKind.UNKNOWN


def test_without_a_step_they_may_not_know_who_acts_next() -> None:
    assert after("Sounds good.", step=None).kind is SilenceKind.CONFUSION
    assert "no step was agreed" in after("Sounds good.", step=None).reason
    assert after("Sounds good.", step=NextStep(action="talk")).kind is SilenceKind.CONFUSION


def test_where_nothing_points_one_way_none_is_named() -> None:
    silence = after("The roof leaks over the kitchen.", "I see.", "Thursday at ten is fine.")

    assert (silence.kind, silence.message, silence.evidence) == (SilenceKind.UNKNOWN, NeutralMessage.OPEN_CHOICE, None)
    assert silence.about
