"""Score a transcript against a rubric. Pure and deterministic: the same values in, the same scorecard out."""

from __future__ import annotations

from coach.detectors.base import Detector
from coach.language.reading import Reading
from coach.language.unknowns import completions
from coach.models import Facts, Finding, NextStep, Scorecard, Transcript, Verdict
from coach.rubric import Criterion, Rubric

CREDIT = {Verdict.MET: 1.0, Verdict.PARTIAL: 0.5, Verdict.MISSED: 0.0}
"""What a verdict is worth. Verdicts that are not here leave the denominator."""

PART_IS_LOST = "Part of the recording is lost, and what was said there could change this."
TELL_US_WHO_IS_THE_REP = "We cannot tell who is who on this recording. Tell us who is the rep, and this is scored."

TELL_US_WHO_SAID_IT = "Nobody knows who said some words of this recording, and they could change this. Tell us who did."


def score(transcript: Transcript, rubric: Rubric, facts: Facts) -> Scorecard:
    """All findings of `transcript` under `rubric`, in the rubric's order, and the score they come to.

    Words of unknown speakers count for nobody, and what they could change is not judged.
    """
    reading = Reading(transcript, facts)
    others = tuple(Reading(whole, facts, reading.judge) for whole in completions(transcript, facts.kind))
    findings = tuple(_finding(criterion, reading, others) for criterion in rubric.criteria)
    return Scorecard(
        rubric=rubric.id,
        rubric_version=rubric.version,
        rubric_digest=rubric.digest,
        findings=findings,
        score=points({c.id: c.weight for c in rubric.criteria}, findings),
        questions=reading.questions,
        next_step=reading.next_step if all(_same_step(reading, other) for other in others) else None,
    )


def points(weights: dict[str, int], findings: tuple[Finding, ...]) -> int | None:
    """The weighted credit of `findings`, 0 to 100; None when no finding could be judged."""
    judged = [f for f in findings if f.verdict in CREDIT]
    possible = sum(weights[f.criterion] for f in judged)
    earned = sum(weights[f.criterion] * CREDIT[f.verdict] for f in judged)
    return round(100 * earned / possible) if possible else None


def _finding(criterion: Criterion, reading: Reading, others: tuple[Reading, ...]) -> Finding:
    if not reading.transcript.rep_known:
        return _unscored(criterion, TELL_US_WHO_IS_THE_REP)
    seen = criterion.detector.observe(reading)
    if not reading.transcript.complete and _could_change(criterion.detector, seen.verdict):
        return _unscored(criterion, PART_IS_LOST)
    if any(criterion.detector.observe(other).verdict is not seen.verdict for other in others):
        return _unscored(criterion, TELL_US_WHO_SAID_IT)
    return Finding(
        criterion=criterion.id,
        verdict=seen.verdict,
        reason=seen.reason,
        evidence=seen.evidence,
        please_confirm=seen.please_confirm,
    )


def _unscored(criterion: Criterion, reason: str) -> Finding:
    return Finding(criterion=criterion.id, verdict=Verdict.UNSCORED, reason=reason)


def _could_change(detector: Detector, verdict: Verdict) -> bool:
    """Whether more words could turn this verdict: a `missed` that rests on absence, a `met` that does."""
    settled = Verdict.MISSED if detector.asks_for_absence else Verdict.MET
    return verdict in CREDIT and verdict is not settled


def _same_step(one: Reading, other: Reading) -> bool:
    """Whether both end on the same step, or on none; where its words lie does not matter."""
    return _placeless(one.next_step) == _placeless(other.next_step)


def _placeless(step: NextStep | None) -> NextStep | None:
    return step and step.model_copy(update={"start": 0.0, "end": 0.0})
