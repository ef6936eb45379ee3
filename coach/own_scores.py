"""A rep's own verdicts, given before the machine's were seen, and how far the two lie apart. Pure.

They are for the rep: no trainer's verdict, and nothing that agreement is worked out from.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import AwareDatetime

from coach.errors import CoachError
from coach.models import Kind, Scorecard, Value, Verdict
from coach.reviews import Name, ReviewDraft, trainer_findings, unjudged
from coach.rubric import Rubric
from coach.scoring import CREDIT, points


class OwnVerdict(Value):
    """What the rep said of one criterion."""

    criterion: str
    verdict: Verdict


class OwnCard(Value):
    """How a rep scored a recording of their own, who and when. `score` is by the weights of the rubric named here."""

    rep: Name
    at: AwareDatetime
    kind: Kind
    rubric: str
    rubric_version: int
    rubric_digest: str
    score: int | None
    verdicts: tuple[OwnVerdict, ...]

    def verdict(self, criterion: str) -> Verdict | None:
        """The rep's verdict; None where the rubric did not ask this then."""
        return next((v.verdict for v in self.verdicts if v.criterion == criterion), None)


class Way(StrEnum):
    """How the rep's verdict lies to the machine's."""

    KINDER = "kinder"
    STRICTER = "stricter"
    ASIDE = "aside"
    """One of the two gives no verdict that counts."""
    SAME = "same"


def own_card(draft: ReviewDraft, card: Scorecard, rubric: Rubric, rep: str, at: dt.datetime) -> OwnCard:
    """The draft as it is kept. Raises CoachError where a criterion has no verdict yet."""
    if missing := unjudged(draft, card):
        titles = {c.id: c.title for c in rubric.criteria}
        points_left = ", ".join(titles.get(name, name) for name in missing)
        raise CoachError(f"No verdict of yours yet on: {points_left}.", "Judge every point, then see the result.")
    return OwnCard(
        rep=rep,
        at=at,
        kind=rubric.kind,
        rubric=card.rubric,
        rubric_version=card.rubric_version,
        rubric_digest=card.rubric_digest,
        score=points({c.id: c.weight for c in rubric.criteria}, trainer_findings(draft, card)),
        verdicts=tuple(
            OwnVerdict(criterion=f.criterion, verdict=draft.opinion(f.criterion).verdict or Verdict.UNSCORED)
            for f in card.findings
        ),
    )


def way(own: Verdict, machine: Verdict) -> Way:
    """Whether the rep was kinder to themselves than the machine, or stricter."""
    if own is machine:
        return Way.SAME
    if own not in CREDIT or machine not in CREDIT:
        return Way.ASIDE
    return Way.KINDER if CREDIT[own] > CREDIT[machine] else Way.STRICTER
