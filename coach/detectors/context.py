"""Kind `context`: is something named that belongs to this listener?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading

SHOWN = 3
"""Places shown at most: a message often names its matter in several sentences, and each counts."""


class SpecificContext(Detector):
    kind: Literal["context"]

    def observe(self, reading: Reading) -> Observation:
        found = reading.context
        if found.matters:
            return met("Names something that belongs to this listener.", *found.matters[:SHOWN])
        if found.pointers:
            return partial("Points at their matter without saying what it is.", found.pointers[0])
        return missed("Nothing in the message belongs to this listener.", *found.claims[:1])
