"""Kind `wording`: is it free of apology, blame and pressure?"""

from __future__ import annotations

from typing import ClassVar, Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class Wording(Detector):
    asks_for_absence: ClassVar[bool] = True

    kind: Literal["wording"]

    def observe(self, reading: Reading) -> Observation:
        harsh, mild = reading.negative_wording
        if harsh:
            return missed("Blames, presses or denies being a sales call.", *harsh)
        if len(mild) >= 2:
            return missed("Apologises or excuses itself more than once.", *mild)
        if mild:
            return partial("One apology or excuse.", mild[0])
        return met("Nothing negative or apologetic.")
