"""What every detector is: a frozen setting with one method, `observe`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from coach.language.reading import Reading
from coach.language.sentences import Passage
from coach.models import Evidence, Value, Verdict


class Observation(Value):
    """What a detector saw, before it belongs to a criterion."""

    verdict: Verdict
    reason: str
    evidence: tuple[Evidence, ...] = ()
    please_confirm: str | None = None


class Detector(Value):
    """One way of noticing. Subclasses set `kind`."""

    asks_for_absence: ClassVar[bool] = False
    """Whether it is met by what was not said: a bad word, too many words."""

    @abstractmethod
    def observe(self, reading: Reading) -> Observation:
        """What this detector sees in `reading`. Pure, deterministic, raises nothing."""


def met(reason: str, *where: Passage | Evidence, confirm: str | None = None) -> Observation:
    return _observation(Verdict.MET, reason, where, confirm)


def partial(reason: str, *where: Passage | Evidence, confirm: str | None = None) -> Observation:
    return _observation(Verdict.PARTIAL, reason, where, confirm)


def missed(reason: str, *where: Passage | Evidence, confirm: str | None = None) -> Observation:
    return _observation(Verdict.MISSED, reason, where, confirm)


def not_applicable(reason: str) -> Observation:
    return Observation(verdict=Verdict.NOT_APPLICABLE, reason=reason)


def unscored(reason: str) -> Observation:
    return Observation(verdict=Verdict.UNSCORED, reason=reason)


def _observation(
    verdict: Verdict, reason: str, where: Iterable[Passage | Evidence], confirm: str | None
) -> Observation:
    evidence = tuple(w.evidence if isinstance(w, Passage) else w for w in where)
    return Observation(verdict=verdict, reason=reason, evidence=evidence, please_confirm=confirm)
