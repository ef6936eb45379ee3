"""What a changed rubric would do to recordings that were scored already. Pure: nothing is heard and nothing kept."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from coach.models import Finding, Scorecard, Value, Verdict
from coach.rubric import Rubric
from coach.scoring import points


class FindingChange(Value):
    """A criterion whose verdict would be another one; None on the side where it is not asked."""

    criterion: str
    title: str
    now: Verdict | None
    then: Verdict | None


class Outcome(Value):
    """One recording now and under the draft."""

    recording: str
    name: str
    now: int | None
    then: int | None
    changes: tuple[FindingChange, ...] = ()

    @property
    def difference(self) -> int | None:
        """None where one of the two has no score."""
        return None if self.now is None or self.then is None else self.then - self.now


class Sum(Value):
    """All outcomes in a few numbers. `median` is of the differences; None where there is none."""

    up: int
    down: int
    same: int
    no_score: int
    median: float | None


def judged_again(card: Scorecard, was: Rubric | None, draft: Rubric) -> tuple[Finding, ...] | None:
    """The findings under `draft` where they follow from those of `card`; None where the words have to be read again.

    `was` is the version that the card was made with: a verdict holds as long as the same detector asks.
    """
    detectors = {c.id: c.detector for c in was.criteria} if was else {}
    findings = {finding.criterion: finding for finding in card.findings}
    holds = all(c.id in findings and detectors.get(c.id) == c.detector for c in draft.criteria)
    return tuple(findings[c.id] for c in draft.criteria) if holds else None


def outcome(
    recording: str, name: str, card: Scorecard, was: Rubric | None, findings: tuple[Finding, ...], draft: Rubric
) -> Outcome:
    """What comes of a recording when `findings` are those under `draft`."""
    titles = {c.id: c.title for rubric in (was, draft) if rubric for c in rubric.criteria}
    now, then = ({f.criterion: f.verdict for f in found} for found in (card.findings, findings))
    return Outcome(
        recording=recording,
        name=name,
        now=card.score,
        then=points({c.id: c.weight for c in draft.criteria}, findings),
        changes=tuple(
            FindingChange(criterion=one, title=titles.get(one, one), now=now.get(one), then=then.get(one))
            for one in dict.fromkeys((*now, *then))
            if now.get(one) is not then.get(one)
        ),
    )


def summed(outcomes: Iterable[Outcome]) -> Sum:
    outcomes = tuple(outcomes)
    differences = [one.difference for one in outcomes if one.difference is not None]
    return Sum(
        up=sum(d > 0 for d in differences),
        down=sum(d < 0 for d in differences),
        same=sum(d == 0 for d in differences),
        no_score=len(outcomes) - len(differences),
        median=statistics.median(differences) if differences else None,
    )
