"""Kind `summary`: is the call summed up in a line or two near its end?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class Summary(Detector):
    kind: Literal["summary"]

    def observe(self, reading: Reading) -> Observation:
        whole, fragments = reading.summaries
        if whole:
            return met("Sums up what was discussed.", whole[-1])
        if fragments:
            return partial("Only a fragment of a summary.", fragments[-1])
        return missed("Looked through the second half of the call; nothing sums it up.")
