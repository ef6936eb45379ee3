"""Each sample still comes to its golden scorecard, and is still heard as it was."""

from __future__ import annotations

import jiwer
import pytest

from coach.models import Kind, Speaker, Verdict
from coach.samples import Sample, samples
from coach.scoring import score
from coach.workbench import Workbench, rubric_for

SAMPLES = pytest.mark.parametrize("sample", samples(), ids=lambda s: s.name)


@SAMPLES
def test_a_sample_comes_to_its_golden_scorecard(sample: Sample) -> None:
    card = score(sample.transcript, rubric_for(sample.facts.kind, None), sample.facts)

    assert card.model_copy(update={"rubric_digest": ""}) == sample.scorecard


@SAMPLES
def test_a_sample_is_heard_as_it_was(sample: Sample) -> None:
    """Another processor may round another way; kind, times and nearly all words stay."""
    recording, heard = Workbench.open().hear(sample.audio, sample.facts, None)
    golden = sample.transcript

    assert recording.kind is sample.facts.kind
    assert jiwer.wer(golden.text, heard.text) < 0.1
    assert [u.speaker for u in heard.utterances][:1] == [u.speaker for u in golden.utterances][:1]
    if recording.kind is Kind.VOICEMAIL:
        assert golden.message is not None
        assert heard.message is not None
        assert heard.message.start == pytest.approx(golden.message.start, abs=0.1)
        assert heard.message.end == pytest.approx(golden.message.end, abs=0.1)


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
