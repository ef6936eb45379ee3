"""Kind `sender`: does a text say who sends it, and for which firm?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class Sender(Detector):
    kind: Literal["sender"]

    def observe(self, reading: Reading) -> Observation:
        found = reading.follow_up.signature
        there = [passage for passage in (found.name, found.firm) if passage is not None]
        if len(there) == 2:
            return met("Says who writes, and for which firm.", *there)
        if there:
            return partial("The firm is missing." if found.name else "The sender's own name is missing.", *there)
        return missed("Neither the sender nor the firm is named.")
