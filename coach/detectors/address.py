"""Kind `address`: is the listener addressed by name?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed
from coach.language.reading import Reading


class Address(Detector):
    kind: Literal["address"]

    def observe(self, reading: Reading) -> Observation:
        for found in reading.introductions:
            if found.addressed is not None:
                return met("The listener is addressed by name.", found.addressed)
        return missed("The listener's name is not said.")
