"""The rep's own verdicts beside the machine's, as the page tells them."""

from __future__ import annotations

from coach.models import Finding, Scorecard, Value, Verdict
from coach.own_scores import OwnCard, Way, way
from coach.presentation.coaching import score_word, title_of
from coach.presentation.findings import LOOKS, Look
from coach.reviews import TRAINER_VERDICTS
from coach.rubric import Rubric

HEADINGS = {
    Way.KINDER: "Kinder to yourself than the machine",
    Way.STRICTER: "Stricter than the machine",
    Way.ASIDE: "Not to be compared",
    Way.SAME: "The same",
}
"""In the order in which they are read: what the rep did not notice comes first."""
WORDS = {verdict: LOOKS[verdict].word for verdict in TRAINER_VERDICTS}
"""What a rep may say of a point."""


class Beside(Value):
    """One point as the rep and as the machine see it."""

    title: str
    own: Look
    finding: Finding
    way: Way

    @property
    def machine(self) -> Look:
        return LOOKS[self.finding.verdict]


class Gap(Value):
    """The points that lie to each other in one way."""

    way: Way
    points: tuple[Beside, ...]

    @property
    def heading(self) -> str:
        return f"{HEADINGS[self.way]} ({len(self.points)})"


def gaps(own: OwnCard, card: Scorecard, rubric: Rubric | None) -> tuple[Gap, ...]:
    """Both sides of every point that both judged, by how they lie to each other."""
    found = [
        Beside(
            title=title_of(finding.criterion, rubric),
            own=LOOKS[verdict],
            finding=finding,
            way=way(verdict, finding.verdict),
        )
        for finding in card.findings
        if (verdict := own.verdict(finding.criterion)) is not None
    ]
    groups = (Gap(way=one, points=tuple(b for b in found if b.way is one)) for one in HEADINGS)
    return tuple(group for group in groups if group.points)


def gap_line(own: OwnCard, card: Scorecard) -> str:
    """Both scores and how often the two agree, in words."""
    ways = [way(verdict, f.verdict) for f in card.findings if (verdict := own.verdict(f.criterion)) is not None]
    counts = {one: ways.count(one) for one in (Way.KINDER, Way.STRICTER)}
    apart = [f"{one} on {count}" for one, count in counts.items() if count]
    told = ", ".join([f"the same on {ways.count(Way.SAME)} of {len(ways)} points", *apart])
    if own.rubric_digest != card.rubric_digest:
        return f"You scored yourself by another version of the rubric. You say {told}."
    return f"You gave yourself {score_word(own.score)}, the machine {score_word(card.score)}: {told}."


def you_said(finding: Finding, own: OwnCard | None) -> Look | None:
    """What the rep had said of this finding; None where they were not asked."""
    verdict = own.verdict(finding.criterion) if own else None
    return LOOKS[verdict] if verdict else None


def can_be_scored(card: Scorecard, rubric: Rubric) -> bool:
    """Whether a rep can score themselves: the points are still those that the machine was asked, and it judged some."""
    judged = any(f.verdict is not Verdict.UNSCORED for f in card.findings)
    return judged and rubric.digest == card.rubric_digest
