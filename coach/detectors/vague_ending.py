"""Kind `vague-ending`: does the call end on something exact?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.promises import closes_the_matter
from coach.language.reading import Reading


class VagueEnding(Detector):
    kind: Literal["vague-ending"]

    def observe(self, reading: Reading) -> Observation:
        step = reading.agreed_step
        settled = step.stated.turn if step else 0
        close = min(reading.turns[-1].turn * CLOSE, reading.rep[-1].turn - LAST_WORDS) if reading.rep else 0
        vague = [p for p in reading.vague_promises if p.turn >= (settled if step else close)]
        if step and step.timed:
            if vague:
                return partial("A vague promise stands beside the exact step.", vague[-1], step.stated)
            return met("The call ends on an exact step.", step.stated)
        if vague:
            return missed("The call ends on a vague promise.", vague[-1])
        if step:
            return missed("The step that the call ends on has no time.", step.stated)
        if closed := next((s for s in reversed(reading.rep) if closes_the_matter(s)), None):
            return met("Both sides close the matter clearly.", closed)
        return missed("The call ends without saying what happens next.")


CLOSE = 0.6
"""Where the close of a call without a step begins, as a share of its turns."""
LAST_WORDS = 4
"""Turns that belong to the close however short the call."""
