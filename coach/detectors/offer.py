"""Kind `offer`: does the caller say how they can help with this listener's situation?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class Offer(Detector):
    kind: Literal["offer"]

    def observe(self, reading: Reading) -> Observation:
        if reading.context.matters and reading.real_offers:
            return met("Says what can be done about their own matter.", reading.real_offers[0])
        if reading.bare_offers:
            return partial("Offers help without saying how.", reading.bare_offers[0])
        return missed("Nothing is offered for this listener's situation.")
