"""Kind `anchor`: does a follow-up name a problem, concern or outcome of the conversation?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading

SHOWN = 2
"""Places shown at most."""


class Anchor(Detector):
    """Held against what was really said where that is known (`Facts.conversation`), else against the form."""

    kind: Literal["anchor"]

    def observe(self, reading: Reading) -> Observation:
        text = reading.follow_up
        if text.matters:
            return met("Names what was talked about.", *text.matters[:SHOWN])
        if text.talked:
            if text.named and reading.facts.conversation:
                return partial("It tells of a conversation, but what it names was not said there.", text.named[0])
            return partial("Says only that you talked, not about what.", text.talked[0])
        if text.named and reading.facts.conversation:
            return missed("What it names was not said in the conversation.", text.named[0])
        if text.pointers:
            return partial("Points at what they asked without saying what it was.", text.pointers[0])
        return missed("Nothing in it comes from the conversation.")
