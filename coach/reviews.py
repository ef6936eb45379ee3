"""A trainer's scoring beside the machine's: verdicts with reasons and evidence, as a draft and submitted. Pure.

The machine's findings are never changed: a trainer's verdict stands beside them, with who gave it and when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import AwareDatetime, StringConstraints, model_validator

from coach.agreement import CriterionAgreement, agreement
from coach.errors import CoachError
from coach.models import Evidence, Finding, Kind, Scorecard, Transcript, Value, Verdict
from coach.rubric import Rubric
from coach.scoring import points

TRAINER_VERDICTS = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NOT_APPLICABLE)
"""In the order of their keys, 1 to 4. `unscored` is the software's own: a person can always judge."""
LEAST_REASON = 3
MOST_EVIDENCE = 10
LONGEST_QUOTE = 60
"""Words of one piece of evidence."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Opinion(Value):
    """What a trainer thinks of one criterion so far."""

    criterion: str
    verdict: Verdict | None = None
    reason: Text = ""
    evidence: tuple[Evidence, ...] = ()
    blind: Verdict | None = None
    """The verdict that stood when the machine's was shown; None where it was in sight from the start."""


class ReviewDraft(Value):
    """A trainer's scoring that is not submitted yet. Each change is a new value."""

    opinions: tuple[Opinion, ...] = ()
    revealed: bool = False
    """Whether the trainer has seen the machine's verdicts."""

    def opinion(self, criterion: str) -> Opinion:
        return next((o for o in self.opinions if o.criterion == criterion), Opinion(criterion=criterion))

    def judge(self, criterion: str, verdict: Verdict) -> Self:
        return self._with(criterion, verdict=verdict)

    def because(self, criterion: str, reason: str) -> Self:
        return self._with(criterion, reason=reason)

    def pointing_to(self, criterion: str, evidence: Evidence) -> Self:
        """With these words as evidence, once. Raises CoachError where there are too many already."""
        there = self.opinion(criterion).evidence
        if evidence in there:
            return self
        if len(there) >= MOST_EVIDENCE:
            raise CoachError(f"A point has {MOST_EVIDENCE} pieces of evidence at most.", "Take one away first.")
        return self._with(criterion, evidence=(*there, evidence))

    def without(self, criterion: str, evidence: Evidence) -> Self:
        return self._with(criterion, evidence=tuple(e for e in self.opinion(criterion).evidence if e != evidence))

    def reveal(self) -> Self:
        """The machine's verdicts are in sight from now on; what was thought without them is kept beside."""
        if self.revealed:
            return self
        blind = tuple(o.model_copy(update={"blind": o.verdict}) for o in self.opinions)
        return self.model_copy(update={"opinions": blind, "revealed": True})

    def _with(self, criterion: str, **change: object) -> Self:
        new = Opinion.model_validate(self.opinion(criterion).model_dump() | change)
        others = tuple(o for o in self.opinions if o.criterion != criterion)
        return self.model_copy(update={"opinions": (*others, new)})


def overrides(machine: Verdict, trainer: Verdict) -> bool:
    """Whether the trainer says something else than the machine said; where it could not judge it said nothing."""
    return machine in TRAINER_VERDICTS and trainer is not machine


class Review(Value):
    """A trainer's verdict on a finding, with what the machine had said."""

    criterion: str
    verdict: Verdict
    machine: Verdict
    reason: Text = ""
    evidence: tuple[Evidence, ...] = ()
    blind: Verdict | None = None

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if self.verdict not in TRAINER_VERDICTS:
            raise ValueError(f"'{self.verdict}' is no verdict that a person gives")
        if self.is_override and len(self.reason) < LEAST_REASON:
            raise ValueError("a verdict that differs from the machine's needs a reason")
        return self

    @property
    def is_override(self) -> bool:
        return overrides(self.machine, self.verdict)


class TrainerCard(Value):
    """A submitted scoring: both scores, who and when. Both are by the weights of the same rubric."""

    trainer: Name
    at: AwareDatetime
    kind: Kind
    rubric: str
    rubric_version: int
    rubric_digest: str
    machine_score: int | None
    score: int | None
    reviews: tuple[Review, ...]

    @property
    def gap(self) -> int | None:
        """Points that the trainer gives more than the machine; None where one of them gives no score."""
        return None if self.score is None or self.machine_score is None else self.score - self.machine_score

    def review(self, criterion: str) -> Review | None:
        return next((r for r in self.reviews if r.criterion == criterion), None)


def unjudged(draft: ReviewDraft, card: Scorecard) -> tuple[str, ...]:
    """The criteria without a verdict of the trainer yet."""
    return tuple(f.criterion for f in card.findings if draft.opinion(f.criterion).verdict is None)


def unexplained(draft: ReviewDraft, card: Scorecard) -> tuple[str, ...]:
    """The criteria on which the trainer differs from the machine and has not said why."""
    return tuple(
        finding.criterion
        for finding in card.findings
        if (mine := draft.opinion(finding.criterion)).verdict is not None
        and overrides(finding.verdict, mine.verdict)
        and len(mine.reason) < LEAST_REASON
    )


def submitted(draft: ReviewDraft, card: Scorecard, rubric: Rubric, trainer: str, at: dt.datetime) -> TrainerCard:
    """The draft as a scoring that is kept.

    Raises CoachError where a criterion has no verdict, an override no reason, or the weights are not those of `card`.
    """
    if rubric.digest != card.rubric_digest:
        raise CoachError(
            "This recording was scored by another version of the rubric, so the two scores could not be compared.",
            "Score it again on its page, then submit.",
        )
    titles = {c.id: c.title for c in rubric.criteria}
    if missing := unjudged(draft, card):
        raise CoachError(f"No verdict yet on: {_listed(missing, titles)}.", "Judge every point, then submit.")
    if missing := unexplained(draft, card):
        raise CoachError(
            f"You differ from the machine without a reason on: {_listed(missing, titles)}.", "Say why, then submit."
        )
    findings = trainer_findings(draft, card)
    return TrainerCard(
        trainer=trainer,
        at=at,
        kind=rubric.kind,
        rubric=card.rubric,
        rubric_version=card.rubric_version,
        rubric_digest=card.rubric_digest,
        machine_score=card.score,
        score=points({c.id: c.weight for c in rubric.criteria}, findings),
        reviews=tuple(_review(draft.opinion(f.criterion), f) for f in card.findings),
    )


def trainer_findings(draft: ReviewDraft, card: Scorecard) -> tuple[Finding, ...]:
    """What the trainer has judged so far, in the form that scores and pages work with."""
    mine = (draft.opinion(f.criterion) for f in card.findings)
    return tuple(
        Finding(criterion=o.criterion, verdict=o.verdict or Verdict.UNSCORED, reason=o.reason, evidence=o.evidence)
        for o in mine
        if o.verdict or o.evidence
    )


def _review(opinion: Opinion, finding: Finding) -> Review:
    return Review(
        criterion=finding.criterion,
        verdict=opinion.verdict or Verdict.UNSCORED,
        machine=finding.verdict,
        reason=opinion.reason,
        evidence=opinion.evidence,
        blind=opinion.blind,
    )


def _listed(criteria: Iterable[str], titles: dict[str, str]) -> str:
    return ", ".join(titles.get(c, c) for c in criteria)


def words_from(transcript: Transcript, first: float, last: float) -> Evidence:
    """The words that begin from `first` to `last`, of the one who says the first of them.

    Raises CoachError where nobody says anything there, or too much.
    """
    near = 0.001
    for utterance in transcript.utterances:
        chosen = [word for word in utterance.words if first - near <= word.start <= last + near]
        if len(chosen) > LONGEST_QUOTE:
            raise CoachError(f"These are more than {LONGEST_QUOTE} words.", "Choose the few that show it.")
        if chosen:
            return Evidence(
                quote=" ".join(word.text for word in chosen),
                start=chosen[0].start,
                end=chosen[-1].end,
                speaker=utterance.speaker,
            )
    raise CoachError("There are no words there.", "Choose words in the transcript.")


def trainer_agreement(cards: Iterable[TrainerCard]) -> list[CriterionAgreement]:
    """How far the machine agrees with trainers on each criterion, by what they said before they saw its verdicts.

    What was judged with its verdict in sight does not count.
    """
    numbered = [(str(number), card) for number, card in enumerate(cards)]
    labels = [
        (card.kind, {"id": n, "labels": {r.criterion: {"verdict": r.blind} for r in card.reviews if r.blind}})
        for n, card in numbered
    ]
    said = [
        {"id": n, "findings": [{"criterion": r.criterion, "verdict": r.machine} for r in card.reviews]}
        for n, card in numbered
    ]
    return agreement(labels, said)
