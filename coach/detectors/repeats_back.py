"""Kind `repeats-back`: does the rep put the prospect's own point in words?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class RepeatsBack(Detector):
    kind: Literal["repeats-back"]

    def observe(self, reading: Reading) -> Observation:
        whole, _ = reading.summaries
        repeated, bare = reading.listening
        points = [*repeated, *(s for s in whole if s not in repeated)]
        if points:
            return met("Puts the prospect's own point in words.", *points[:3])
        if bare:
            return partial("Only says that it was understood, without saying what.", *bare[:3])
        return missed("Never puts into words what the prospect said.")
