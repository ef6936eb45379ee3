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


LINES = {
    "internal-discussion": """
        I can't say yes without my partner in the room.
        My co-founder signs the checks, so.
        We'll kick it around in Monday's staff meeting.
        The kids are helping me decide, it's Dad's house after all.
        Head office has the last word on suppliers.
        I've got to get buy in from operations first.
        It goes to committee on the third.
        My sister and I own it together so I'd need her okay.
        Send me something I can forward to my manager.
        We make these decisions as a family.
        We've got a couple of other firms coming out this week.
        I'm talking to two other lawyers, to be honest.
        I want to see what State Farm comes back with first.
    """,
    "low-priority": """
        We're in the middle of harvest, honestly.
        I've got bigger fish to fry this month.
        Call me after tax season.
        It's on the list, just not near the top.
        We can live with it for now.
        Let me get through the move first.
        I'm up to my eyeballs right now.
        There's no hurry on it really.
        Maybe Q3, budgets are done for this year.
        I'll get around to it eventually.
        Work's been crazy, I barely sit down.
    """,
    "confusion": """
        I still don't get why there are two fees.
        Wait, so am I signing with you or with the insurer?
        You lost me at the escrow part.
        I'm not really clear on what you need from me.
        So do I send you the police report or do you get it?
        I don't know what half of those words mean.
        Honestly the two packages sound the same to me.
        It's a lot of paperwork, I wouldn't know where to start.
        What was it I was supposed to do next?
        I'm not following the part about the deductible.
    """,
    "unknown": """
        Thursday at ten works.
        My wife picked out the tile already.
        The roof was done in 2009.
        Thanks for explaining all that.
        Sounds good, talk then.
        We run two trucks out of the Dayton yard.
        My boss was in the car with me when it happened.
        The other driver's insurance called me.
        Yeah the email on the form is right.
        My son plays soccer on Saturdays.
        I compared it to my old bill and it was higher.
    """,
}
"""Written after the first rules, of which 20 of 45 came out right (the rest as `unknown`)."""


@pytest.mark.parametrize(
    ("kind", "said"), [(k, line.strip()) for k, v in LINES.items() for line in v.strip().splitlines()]
)
def test_lines_written_after_the_rules_read_as_a_trainer_reads_them(kind: str, said: str) -> None:
    assert after(said).kind == kind


def test_a_bad_moment_early_in_the_call_is_not_what_silence_comes_from() -> None:
    small_talk = [text for n in range(10) for text in (f"The roof has {n} leaks.", "I see.")]

    assert after("We're swamped today.", "It takes a minute.", *small_talk).kind is SilenceKind.UNKNOWN
