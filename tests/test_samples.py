"""Each sample still comes to its golden scorecard. That it is still heard as it was: test_wheel."""

from __future__ import annotations

import pytest

from coach.models import Speaker, Verdict
from coach.samples import Sample, samples
from coach.scoring import score
from coach.workbench import rubric_for


@pytest.mark.parametrize("sample", samples(), ids=lambda s: s.name)
def test_a_sample_comes_to_its_golden_scorecard(sample: Sample) -> None:
    card = score(sample.transcript, rubric_for(sample.facts.kind, None), sample.facts)

    assert card.model_copy(update={"rubric_digest": ""}) == sample.scorecard


def verdict(name: str, criterion: str) -> Verdict:
    return next(s for s in samples() if s.name == name).scorecard.finding(criterion).verdict


def test_the_samples_show_what_they_are_there_to_show() -> None:
    scores = {s.name: s.scorecard.score or 0 for s in samples()}

    assert scores["1-strong-voicemail"] >= 90
    assert scores["2-weak-voicemail"] <= 50
    assert verdict("4-repeats-the-last-one", "differs-from-last") is Verdict.PARTIAL
    assert verdict("5-call-with-locked-step", "next-step") is Verdict.MET
    assert verdict("5-call-with-locked-step", "verbal-confirmation") is Verdict.MET


def test_the_greeting_of_somebody_else_is_not_the_message() -> None:
    greeted = next(s for s in samples() if s.name == "3-after-greeting-and-beep").transcript

    message = " ".join(u.text for u in greeted.by(Speaker.REP))
    assert "leave a message" in " ".join(u.text for u in greeted.by(Speaker.GREETING))
    assert "leave a message" not in message
    assert "Hattie" in message
