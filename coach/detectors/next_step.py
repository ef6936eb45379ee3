"""Kind `next-step`: is one step agreed, with action, time and purpose?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class LockedNextStep(Detector):
    kind: Literal["next-step"]

    def observe(self, reading: Reading) -> Observation:
        step = reading.agreed_step
        if step is None:
            vague = reading.vague_promises
            if vague:
                return missed("The call ends on a vague promise, not on an agreed step.", *vague[-2:])
            return missed("No step is agreed: nobody says what happens next, and when.")
        where = (step.stated, step.action) if step.action.start < step.stated.start else (step.stated,)
        if step.timed and step.purpose:
            return met("What happens next, when and what for are agreed.", *where)
        if step.timed:
            return partial("The step has a time, but nobody says what for.", *where)
        if step.purpose:
            return partial("The step has a purpose, but no day or time.", *where)
        return missed("The step has neither a time nor a purpose.", *where)
