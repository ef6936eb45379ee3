"""Kind `ask`: is there exactly one thing to do or expect?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.asks import different
from coach.language.reading import Reading


class Ask(Detector):
    kind: Literal["ask"]

    def observe(self, reading: Reading) -> Observation:
        things = different(reading.asks)
        if not things:
            return missed("The listener is not asked to do anything, and told of no next contact.")
        if len(things) == 1:
            return met("One clear thing to do.", things[0].where, *(a.where for a in reading.asks if a != things[0]))
        where = (ask.where for ask in things)
        return partial(f"{len(things)} different things to do; a listener does none of them.", *where)
