"""Scoring is fair: it can be repeated, nothing is a zero that could not be judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.language.unknowns import completions
from coach.models import Facts, Finding, Kind, Speaker, Transcript, Utterance, Verdict
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import PART_IS_LOST, TELL_US_WHO_IS_THE_REP, TELL_US_WHO_SAID_IT, points, score

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


CALL_SAID = (
    ("rep", "Tom, it's Luis from Northside Heating, about the message you left us on the upstairs unit."),
    ("rep", "Did I catch you at a good time?"),
    ("prospect", "Sure, go ahead."),
    ("rep", "What made you call us?"),
    ("prospect", "It blows warm and my daughter can't sleep up there."),
    ("rep", "How old is the unit?"),
    ("prospect", "Twelve years, I think."),
    ("rep", "So it's twelve years old and your daughter can't sleep."),
    ("prospect", "Mm-hm."),
    ("rep", "I'd like to come by and look at it Thursday at four, does that suit you?"),
    ("prospect", "Yes, Thursday at four is fine."),
    ("rep", "Thank you, bye now."),
)


def call_with_unknown(*unknown: int) -> Transcript:
    return Transcript.from_turns(
        (Speaker.UNKNOWN if number in unknown else who, text) for number, (who, text) in enumerate(CALL_SAID)
    )


def test_a_murmur_that_is_nobodys_costs_nothing() -> None:
    facts = Facts(kind=Kind.CALL)

    whole, part = (score(call_with_unknown(*unknown), CALL, facts) for unknown in ((), (8,)))

    assert part.findings == whole.findings
    assert part.score == whole.score
    assert part.questions == whole.questions
    assert part.next_step == whole.next_step
    assert part.next_step is not None


def test_what_unknown_words_could_change_is_not_judged_and_the_rest_is() -> None:
    card = score(call_with_unknown(1), CALL, Facts(kind=Kind.CALL))

    assert card.finding("asks-good-time").verdict is Verdict.UNSCORED
    assert card.finding("asks-good-time").reason == TELL_US_WHO_SAID_IT
    assert card.finding("states-name").verdict is Verdict.MET
    assert card.finding("next-step").verdict is Verdict.MET
    assert card.score is not None
    assert "Did I catch you at a good time?" not in [q.text for q in card.questions]


def test_no_step_is_shown_when_it_hangs_on_who_said_it() -> None:
    card = score(call_with_unknown(9, 10), CALL, Facts(kind=Kind.CALL))

    assert card.finding("verbal-confirmation").verdict is Verdict.UNSCORED
    assert card.next_step is None


def test_no_word_of_an_unknown_speaker_is_evidence() -> None:
    said = call_with_unknown(1, 4, 6, 8, 10)
    unknown = [u for u in said.utterances if u.speaker is Speaker.UNKNOWN]

    card = score(said, CALL, Facts(kind=Kind.CALL))

    for finding in card.findings:
        for shown in finding.evidence:
            assert not [u for u in unknown if u.start <= shown.start < u.end]


def test_nothing_is_missed_that_an_unknown_voice_may_have_said() -> None:
    for number in range(len(CALL_SAID)):
        card = score(call_with_unknown(number), CALL, Facts(kind=Kind.CALL))
        for speaker in (Speaker.REP, Speaker.PROSPECT):
            turns = [(speaker if n == number else who, text) for n, (who, text) in enumerate(CALL_SAID)]
            known = score(Transcript.from_turns(turns), CALL, Facts(kind=Kind.CALL))
            for finding in card.findings:
                if finding.verdict is not Verdict.UNSCORED:
                    assert finding.verdict is known.finding(finding.criterion).verdict


def test_a_script_of_the_prospect_and_somebody_waits_for_the_rep() -> None:
    said = Transcript.from_turns([(Speaker.PROSPECT, "Hello?"), (Speaker.UNKNOWN, "Hello, this is Ola.")])

    assert {f.reason for f in score(said, CALL, Facts(kind=Kind.CALL)).findings} == {TELL_US_WHO_IS_THE_REP}


def test_many_unknown_stretches_cost_no_more_than_a_few() -> None:
    turns = [(who, text) for _ in range(4) for who, text in CALL_SAID]
    said = Transcript.from_turns((Speaker.UNKNOWN if n % 3 == 2 else who, text) for n, (who, text) in enumerate(turns))

    given = completions(said, Kind.CALL)

    assert len(given) == 4
    assert all(t.speakers_known and t.text == said.text for t in given)
    assert {u.speaker for u in completions(said, Kind.VOICEMAIL)[1].utterances} >= {Speaker.GREETING}


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
