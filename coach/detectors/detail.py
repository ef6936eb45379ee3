"""Kind `detail`: does the listener learn who calls, why, and what to do now?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.context import PROMOTION
from coach.language.patterns import any_of
from coach.language.reading import Reading
from coach.language.sentences import Passage

_BECAUSE = any_of("because", "since", "cos", "cause", "as we")


class Detail(Detector):
    kind: Literal["detail"]

    def observe(self, reading: Reading) -> Observation:
        intros = reading.introductions
        who: Passage | None = next((i.name or i.firm for i in intros if i.name or i.firm), None)
        context = reading.context
        claims = tuple(claim for claim in context.claims if _is_reason(claim, reading.stock_phrases))
        why = next(iter(context.matters + context.pointers + reading.offers[0] + claims), None)
        what = next((ask.where for ask in reading.asks), None)
        parts = {"who calls": who, "why": why, "what to do now": what}
        there = [passage for passage in (what, why, who) if passage is not None]
        absent = [name for name, passage in parts.items() if passage is None]
        if not absent:
            return met("Says who calls, why, and what to do now.", *there)
        if len(absent) == 1:
            return partial(f"Leaves out {absent[0]}.", *there)
        return missed(f"Leaves out {', '.join(absent[:-1])} and {absent[-1]}.", *there)


def _is_reason(claim: Passage, worn: Iterable[Passage]) -> bool:
    """Whether a claim for anybody is a reason to call: a promotion or a "because" is one, a stock phrase is none."""
    given = PROMOTION in claim or _BECAUSE in claim
    return given or not any(phrase.start < claim.end and claim.start < phrase.end for phrase in worn)
