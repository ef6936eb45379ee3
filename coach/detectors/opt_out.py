"""Kind `opt-out`: does the first SMS to a lead say how to stop the texts?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable
from coach.language.opt_out_notices import opt_outs
from coach.language.reading import Reading
from coach.models import Channel


class OptOut(Detector):
    kind: Literal["opt-out"]

    def observe(self, reading: Reading) -> Observation:
        facts = reading.facts
        first = not facts.previous if facts.first_text is None else facts.first_text
        if facts.channel is not Channel.SMS:
            return not_applicable("Only an SMS needs it.")
        if not first:
            return not_applicable("Not the first SMS to this lead.")
        found = opt_outs(reading.rep)
        if found:
            return met("Says how to stop the texts.", *found[:1])
        return missed("A first SMS has to say how to stop the texts, as in: reply STOP to opt out.")
