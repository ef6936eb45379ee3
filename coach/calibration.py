"""How far trainers agree among themselves, by what each said before the machine's verdicts were in sight. Pure.

Only scorings of the same recording by the same version of a rubric are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from coach.agreement import alpha
from coach.coaching import LoggedSettlement, Waiting, same_name, settled
from coach.models import Kind, Value, Verdict
from coach.reviews import TrainerCard


class Blind(Value):
    """A verdict that a trainer gave without seeing the machine's; `at` is where the words lie that they chose."""

    trainer: str
    verdict: Verdict
    now: Verdict
    """What the trainer said in the end, with the machine's verdict in sight; `reason` is of that."""
    reason: str = ""
    at: float | None = None


class Judged(Value):
    """What trainers said of one criterion in one recording, each without seeing the machine's verdict."""

    recording: str
    name: str
    kind: Kind
    criterion: str
    verdicts: tuple[Blind, ...]
    settled: LoggedSettlement | None = None

    @property
    def differs(self) -> bool:
        return len({blind.verdict for blind in self.verdicts}) > 1

    @property
    def far_apart(self) -> bool:
        """Whether one says met and another missed: two steps, with partly met between them."""
        return {Verdict.MET, Verdict.MISSED} <= {blind.verdict for blind in self.verdicts}

    @property
    def at(self) -> float | None:
        """The first moment that one of them points to."""
        return min((blind.at for blind in self.verdicts if blind.at is not None), default=None)

    @property
    def pairs(self) -> tuple[int, int]:
        """How many pairs of trainers there are, and how many of them say the same."""
        pairs = list(combinations([blind.verdict for blind in self.verdicts], 2))
        return len(pairs), sum(one is other for one, other in pairs)

    def is_by(self, trainer: str) -> bool:
        return any(same_name(blind.trainer, trainer) for blind in self.verdicts)


class AmongTrainers(Value):
    """One criterion over all recordings that two trainers or more judged."""

    kind: Kind
    criterion: str
    recordings: int
    pairs: int
    same: int
    far_apart: int
    alpha: float | None
    """None where everybody always gave the same verdict: then chance cannot be told from agreement."""


def judged_by_several(queue: Iterable[Waiting]) -> tuple[Judged, ...]:
    """Everything that two trainers or more judged without seeing the machine's verdicts."""
    return tuple(judged for waiting in queue for judged in _of(waiting))


def among_trainers(judged: Iterable[Judged]) -> tuple[AmongTrainers, ...]:
    """Each criterion, the one on which trainers agree least first."""
    rows: dict[tuple[Kind, str], list[Judged]] = {}
    for one in judged:
        rows.setdefault((one.kind, one.criterion), []).append(one)
    found = [_among(kind, criterion, of) for (kind, criterion), of in rows.items()]
    return tuple(sorted(found, key=lambda row: (row.same / row.pairs, -row.pairs, row.criterion)))


def disagreements(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Where trainers differ: what is not settled first, and of that what is farthest apart."""
    return tuple(
        sorted((one for one in judged if one.differs), key=lambda one: (one.settled is not None, not one.far_apart))
    )


def _of(waiting: Waiting) -> Iterator[Judged]:
    by_rubric: dict[str, list[TrainerCard]] = {}
    for card in waiting.cards:
        by_rubric.setdefault(card.rubric_digest, []).append(card)
    for cards in by_rubric.values():
        for criterion in dict.fromkeys(review.criterion for card in cards for review in card.reviews):
            verdicts = tuple(blind for card in cards if (blind := _blind(card, criterion)))
            if len(verdicts) > 1:
                yield Judged(
                    recording=waiting.recording,
                    name=waiting.name,
                    kind=cards[0].kind,
                    criterion=criterion,
                    verdicts=verdicts,
                    settled=settled(waiting.settlements, criterion),
                )


def _blind(card: TrainerCard, criterion: str) -> Blind | None:
    review = card.review(criterion)
    if review is None or review.blind is None:
        return None
    at = review.evidence[0].start if review.evidence else None
    return Blind(trainer=card.trainer, verdict=review.blind, now=review.verdict, reason=review.reason, at=at)


def _among(kind: Kind, criterion: str, of: list[Judged]) -> AmongTrainers:
    pairs = [one.pairs for one in of]
    return AmongTrainers(
        kind=kind,
        criterion=criterion,
        recordings=len(of),
        pairs=sum(n for n, _ in pairs),
        same=sum(same for _, same in pairs),
        far_apart=sum(one.far_apart for one in of),
        alpha=alpha([blind.verdict.value for blind in one.verdicts] for one in of),
    )
