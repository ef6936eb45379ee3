"""Kind `easy-step`: is there one specific, easy thing to do next?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class EasyStep(Detector):
    kind: Literal["easy-step"]

    def observe(self, reading: Reading) -> Observation:
        steps = reading.follow_up.steps
        if len(steps.specific) == 1:
            return met("One step, and an easy one.", *steps.specific)
        if steps.specific:
            return partial(f"{len(steps.specific)} different steps; one is easier.", *steps.specific)
        if steps.vague:
            return partial("The step is vague: nobody has to do anything now.", *steps.vague[:1])
        return missed("No next step.")
