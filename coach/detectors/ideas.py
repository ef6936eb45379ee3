"""Kind `ideas`: does a text keep to one idea?"""

from __future__ import annotations

from typing import ClassVar, Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class OneIdea(Detector):
    asks_for_absence: ClassVar[bool] = True

    kind: Literal["ideas"]

    def observe(self, reading: Reading) -> Observation:
        found = reading.follow_up.ideas
        if found.count <= 1:
            return met("One idea.")
        if found.count == 2:
            return partial("Two ideas; the second can wait for the next message.", *found.others[:1])
        return missed(f"{found.count} ideas; keep the one that matters most.", *found.others)
