"""Kind `reminder`: does a follow-up go on from the conversation, or only remind?"""

from __future__ import annotations

from typing import ClassVar, Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class NotAReminder(Detector):
    """Met when it does not open as a reminder."""

    asks_for_absence: ClassVar[bool] = True

    kind: Literal["reminder"]

    def observe(self, reading: Reading) -> Observation:
        text = reading.follow_up
        if not text.reminders:
            return met("It does not open as a reminder.", *text.matters[:1])
        if text.matters or text.named:
            return partial("Has something to say, and opens as a reminder.", text.reminders[0])
        return missed("A reminder and little else.", *text.reminders)
