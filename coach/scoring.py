"""Score a transcript against a rubric. Pure and deterministic: the same values in, the same scorecard out."""

from __future__ import annotations

from coach.detectors.base import Detector
from coach.language.reading import Reading
from coach.models import Facts, Finding, Scorecard, Transcript, Verdict
from coach.rubric import Criterion, Rubric

CREDIT = {Verdict.MET: 1.0, Verdict.PARTIAL: 0.5, Verdict.MISSED: 0.0}
"""What a verdict is worth. Verdicts that are not here leave the denominator."""

PART_IS_LOST = "Part of the recording is lost, and what was said there could change this."
TELL_US_WHO_IS_THE_REP = "We cannot tell who is who on this recording. Tell us who is the rep, and this is scored."


def score(transcript: Transcript, rubric: Rubric, facts: Facts) -> Scorecard:
    """All findings of `transcript` under `rubric`, in the rubric's order, and the score they come to."""
    reading = Reading(transcript, facts)
    findings = tuple(_finding(criterion, reading) for criterion in rubric.criteria)
    return Scorecard(
        rubric=rubric.id,
        rubric_version=rubric.version,
        rubric_digest=rubric.digest,
        findings=findings,
        score=points({c.id: c.weight for c in rubric.criteria}, findings),
        questions=reading.questions,
        next_step=reading.next_step,
    )


def points(weights: dict[str, int], findings: tuple[Finding, ...]) -> int | None:
    """The weighted credit of `findings`, 0 to 100; None when no finding could be judged."""
    judged = [f for f in findings if f.verdict in CREDIT]
    possible = sum(weights[f.criterion] for f in judged)
    earned = sum(weights[f.criterion] * CREDIT[f.verdict] for f in judged)
    return round(100 * earned / possible) if possible else None


def _finding(criterion: Criterion, reading: Reading) -> Finding:
    if not reading.transcript.speakers_known:
        return Finding(criterion=criterion.id, verdict=Verdict.UNSCORED, reason=TELL_US_WHO_IS_THE_REP)
    seen = criterion.detector.observe(reading)
    if not reading.transcript.complete and _could_change(criterion.detector, seen.verdict):
        return Finding(criterion=criterion.id, verdict=Verdict.UNSCORED, reason=PART_IS_LOST)
    return Finding(
        criterion=criterion.id,
        verdict=seen.verdict,
        reason=seen.reason,
        evidence=seen.evidence,
        please_confirm=seen.please_confirm,
    )


def _could_change(detector: Detector, verdict: Verdict) -> bool:
    """Whether more words could turn this verdict: a `missed` that rests on absence, a `met` that does."""
    settled = Verdict.MISSED if detector.asks_for_absence else Verdict.MET
    return verdict in CREDIT and verdict is not settled
