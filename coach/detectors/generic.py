"""Kind `generic`: could this message be left for anybody?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.detectors.context import SHOWN
from coach.language.reading import Reading


class Generic(Detector):
    """Met when the message is not generic."""

    kind: Literal["generic"]

    def observe(self, reading: Reading) -> Observation:
        own, stock = reading.context.matters, reading.stock_phrases
        if not own:
            where = stock[:2] or reading.context.pointers[:1] or reading.context.claims[:1]
            return missed("This could be left for anybody.", *where)
        if len(stock) >= 2:
            return missed(f"{len(stock)} worn phrases drown what is said about them.", *stock)
        if stock:
            return partial("Has its own content, and one worn phrase.", stock[0])
        return met("Could be left for this listener only.", *own[:SHOWN])
