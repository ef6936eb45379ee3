"""Scoring is fair: it can be repeated, nothing is a zero that could not be judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.models import Facts, Finding, Kind, Speaker, Transcript, Utterance, Verdict
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import PART_IS_LOST, TELL_US_WHO_IS_THE_REP, points, score

VOICEMAIL = load_rubric(packaged_rubrics()["voicemail"])
CALL = load_rubric(packaged_rubrics()["call"])
GOOD = (
    "Hi Ruth, this is Ola Brandt from Fern Legal. It's about the fence that your neighbour moved in August. "
    "I can tell you what the boundary plan means for it. Call me on 512-555-0148."
)


def finding(criterion: str, verdict: Verdict) -> Finding:
    return Finding(criterion=criterion, verdict=verdict, reason="because")


def test_partial_is_worth_half_and_weights_count() -> None:
    found = (finding("a", Verdict.MET), finding("b", Verdict.PARTIAL), finding("c", Verdict.MISSED))

    assert points({"a": 50, "b": 20, "c": 30}, found) == 60


@pytest.mark.parametrize("verdict", [Verdict.UNSCORED, Verdict.NOT_APPLICABLE])
def test_what_could_not_be_judged_leaves_the_denominator(verdict: Verdict) -> None:
    found = (finding("a", Verdict.MET), finding("b", verdict))

    assert points({"a": 1, "b": 99}, found) == 100


def test_there_is_no_score_when_nothing_could_be_judged() -> None:
    assert points({"a": 1}, (finding("a", Verdict.UNSCORED),)) is None


def test_the_same_words_come_to_the_same_scorecard() -> None:
    transcript, facts = Transcript.from_text(GOOD), Facts(lead="Ruth")

    cards = {score(transcript, VOICEMAIL, facts).model_dump_json() for _ in range(10)}

    assert len(cards) == 1


def test_findings_stand_in_the_order_of_the_rubric() -> None:
    card = score(Transcript.from_text(GOOD), VOICEMAIL, Facts())

    assert [f.criterion for f in card.findings] == [c.id for c in VOICEMAIL.criteria]


def test_a_call_of_unknown_speakers_is_asked_about_and_not_marked_down() -> None:
    said = Transcript.from_turns([(Speaker.UNKNOWN, "Hello, this is Ola from Fern Legal."), (Speaker.UNKNOWN, "Hi.")])

    card = score(said, CALL, Facts(kind=Kind.CALL))

    unscored = [f for f in card.findings if f.verdict is Verdict.UNSCORED]
    assert {f.reason for f in unscored} == {TELL_US_WHO_IS_THE_REP}
    assert not [f for f in card.findings if f.verdict is Verdict.MISSED]
    assert card.score is None


def test_words_that_may_be_in_the_lost_part_are_not_missed() -> None:
    start = Transcript.from_text("Hi Ruth, this is Ola Brandt from Fern Legal.")
    cut_off = start.model_copy(update={"complete": False})

    whole, part = score(start, VOICEMAIL, Facts()), score(cut_off, VOICEMAIL, Facts())

    assert whole.finding("callback-number").verdict is Verdict.MISSED
    assert part.finding("callback-number").verdict is Verdict.UNSCORED
    assert part.finding("callback-number").reason == PART_IS_LOST
    assert part.finding("caller-name").verdict is Verdict.MET


def test_a_lost_part_does_not_make_a_message_short_or_friendly() -> None:
    cut_off = Transcript.from_text(GOOD).model_copy(update={"complete": False})

    card = score(cut_off, VOICEMAIL, Facts())

    assert card.finding("length").verdict is Verdict.UNSCORED
    assert card.finding("positive-wording").verdict is Verdict.UNSCORED


def test_blame_that_was_heard_stays_whatever_was_lost() -> None:
    rude = Transcript.from_text("You haven't returned my calls. You never called me back.")
    cut_off = rude.model_copy(update={"complete": False})

    assert score(cut_off, VOICEMAIL, Facts()).finding("positive-wording").verdict is Verdict.MISSED


def test_every_quote_was_really_said_by_that_speaker_at_that_time() -> None:
    words = tuple(Transcript.from_text(GOOD, pace_wpm=170).words)
    transcript = Transcript(utterances=(Utterance(speaker=Speaker.REP, words=words),))

    card = score(transcript, VOICEMAIL, Facts(lead="Ruth"))

    shown = [e for f in card.findings for e in f.evidence]
    assert shown
    for e in shown:
        said = [w for w in words if e.start <= w.start and w.end <= e.end]
        assert " ".join(w.text for w in said) == e.quote
        assert e.speaker is Speaker.REP


def test_a_length_near_the_limit_says_so() -> None:
    close = Transcript.from_text(" ".join(["word"] * 50), pace_wpm=150.5)
    far = Transcript.from_text(" ".join(["word"] * 50), pace_wpm=200)

    assert "20 s" in (score(close, VOICEMAIL, Facts()).finding("length").please_confirm or "")
    assert score(far, VOICEMAIL, Facts()).finding("length").please_confirm is None


def test_a_text_takes_as_long_as_it_takes_to_read() -> None:
    card = score(Transcript.from_text(" ".join(["word"] * 60), pace_wpm=150), VOICEMAIL, Facts())

    assert "24.0 s" in card.finding("length").reason
    assert card.finding("length").verdict is Verdict.PARTIAL


def test_rubrics_lie_where_the_package_can_find_them() -> None:
    assert {Path(p).name for p in packaged_rubrics().values()} >= {"voicemail.yaml", "call.yaml"}
