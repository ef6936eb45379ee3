"""What the criteria of a call see beyond the examples in their rubric: the words shown, and how they hang together."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from coach.evaluate import load_cases, predict
from coach.models import Facts, Finding, Kind, Speaker, Transcript, Verdict
from coach.rubric import Rubric, load_rubric, packaged_rubrics
from coach.scoring import score

FACTS = Facts(kind=Kind.CALL, date=dt.date(2026, 3, 17))


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(packaged_rubrics()["call"])


STRONG = """rep: Good morning, this is Lotte from Heron Bikes. You filled in the form on our site about cargo bikes. \
Is now a good time?
prospect: Yes, go ahead.
rep: What made you look at cargo bikes?
prospect: Our vans get fined every week in the old town and the drivers are fed up.
rep: Was there anything else in the form you wanted to say?
prospect: Only that we need them before the summer.
rep: How many vans do you run now?
prospect: Six, since last year.
rep: And who services them?
prospect: A garage in the harbour.
rep: How does that affect your drivers, the fines?
prospect: Two have quit.
rep: Tell me more about those two.
prospect: They paid the fines themselves.
rep: So it's the fines that drive your people away, more than the cost.
prospect: Exactly.
rep: So, to sum up, six vans, fines every week in the old town, two drivers gone, and you need it settled by summer.
prospect: That's right.
rep: Shall we meet on Thursday at ten at your depot, so you can ride one? Does that work?
prospect: Yes, Thursday at ten works.
rep: Thank you. See you on Thursday at ten."""

WEAK = """rep: Hi, you showed interest.
prospect: I'm driving, it's a bad time.
rep: It won't take a second. We've got a cargo bike at four thousand euros and our premium package has a warranty.
prospect: That's too expensive for us.
rep: With respect, you don't understand what you lose every week.
prospect: Goodbye.
rep: I'll send you some details and we'll be in touch."""


def findings(script: str, rubric: Rubric) -> dict[str, Finding]:
    return {f.criterion: f for f in score(Transcript.from_script(script), rubric, FACTS).findings}


def test_a_call_that_follows_the_advice_meets_every_criterion_that_applies(rubric: Rubric) -> None:
    seen = findings(STRONG, rubric)

    short = {name: f.verdict for name, f in seen.items() if f.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)}

    assert short == {}


def test_a_call_that_follows_none_of_it_meets_nothing_and_shows_the_words(rubric: Rubric) -> None:
    seen = findings(WEAK, rubric)

    assert [name for name, f in seen.items() if f.verdict is Verdict.MET] == []
    assert seen["handles-no"].evidence[0].quote.startswith("With respect")
    assert seen["better-time"].evidence[0].quote == "It won't take a second."
    assert seen["no-vague-ending"].evidence[0].quote == "I'll send you some details and we'll be in touch."
    assert seen["recalls-interest"].verdict is Verdict.PARTIAL


def test_the_deciding_words_come_first_and_are_words_that_were_said_then(rubric: Rubric) -> None:
    transcript = Transcript.from_script(STRONG)
    spoken = {(word.text, word.start) for word in transcript.words}

    for finding in score(transcript, rubric, FACTS).findings:
        for evidence in finding.evidence:
            assert (evidence.quote.split()[0], evidence.start) in spoken, finding.criterion
    assert findings(STRONG, rubric)["verbal-confirmation"].evidence[0].speaker is Speaker.PROSPECT


def test_every_finding_says_why_in_a_sentence(rubric: Rubric) -> None:
    for script in (STRONG, WEAK):
        for finding in findings(script, rubric).values():
            assert finding.reason.endswith("."), finding


def test_a_call_with_unknown_speakers_is_unscored_where_it_matters_who_spoke(rubric: Rubric) -> None:
    transcript = Transcript.from_turns([(Speaker.UNKNOWN, "What made you call?"), (Speaker.UNKNOWN, "The fines.")])

    card = score(transcript, rubric, FACTS)

    assert card.finding("connecting-questions").verdict is Verdict.UNSCORED
    assert card.questions == ()
    assert card.next_step is None


def test_an_empty_call_is_judged_without_complaint(rubric: Rubric) -> None:
    card = score(Transcript(utterances=()), rubric, FACTS)

    assert len(card.findings) == len(rubric.criteria)


def test_only_the_prospect_speaking_is_judged_without_complaint(rubric: Rubric) -> None:
    seen = findings("prospect: Hello? Is anybody there? I don't want any bikes.", rubric)

    assert seen["handles-no"].verdict is Verdict.MISSED
    assert seen["next-step"].verdict is Verdict.MISSED


def test_the_same_call_gives_the_same_findings_every_time(rubric: Rubric) -> None:
    assert findings(STRONG, rubric) == findings(STRONG, rubric)


def test_the_call_rubric_has_every_criterion_of_the_guide_and_weighs_to_a_hundred(rubric: Rubric) -> None:
    heaviest = sorted(rubric.criteria, key=lambda c: -c.weight)[:4]

    assert len(rubric.criteria) == 16
    assert sum(c.weight for c in rubric.criteria) == 100
    assert {c.id for c in heaviest} == {
        "next-step",
        "verbal-confirmation",
        "connecting-questions",
        "situation-questions",
    }


def test_labelled_calls_are_judged_as_their_labels_say_far_more_often_than_by_guessing(
    shared: Path, rubric: Rubric
) -> None:
    predicted = {p["id"]: p for p in predict(load_cases(shared / "cases"), {Kind.CALL: rubric})}
    labels = [case for kind, case in load_cases(shared / "cases") if kind is Kind.CALL]

    right = total = 0
    for case in labels:
        mine = {f["criterion"]: f["verdict"] for f in predicted[case["id"]]["findings"]}
        for criterion, label in case["labels"].items():
            if criterion not in case.get("ambiguous", ()):
                total += 1
                right += mine[criterion] == label["verdict"]

    assert json.dumps(predicted)
    assert right / total > 0.85
