"""Kind `offer`: does the caller say how they can help with this listener's situation?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.detectors.context import SHOWN
from coach.language.reading import Reading
from coach.language.sentences import apart


class Offer(Detector):
    kind: Literal["offer"]

    def observe(self, reading: Reading) -> Observation:
        real, bare = reading.offers
        if real and reading.context.matters:
            return met("Says what can be done about their own matter.", *apart(real)[:SHOWN])
        if bare:
            return partial("Offers help without saying how.", bare[0])
        return missed("Nothing is offered for this listener's situation.")
