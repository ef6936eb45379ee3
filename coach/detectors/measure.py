"""Kind `measure`: a named number held against limits."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from coach.detectors.base import Detector, Observation, met, missed, partial, unscored
from coach.language.reading import Reading

BORDERLINE_S = 0.3
"""Word times are right to about this much, so a length this near a limit is said to be borderline."""


class Measure(Detector):
    """`message_s` is the caller's message, first to last word, in seconds."""

    asks_for_absence: ClassVar[bool] = True

    kind: Literal["measure"]
    metric: Literal["message_s"]
    at_most: float = Field(gt=0, le=3600)
    partial_at_most: float = Field(gt=0, le=3600)

    @model_validator(mode="after")
    def _limits_are_in_order(self) -> Measure:
        if self.partial_at_most < self.at_most:
            hint = f"Make 'partial_at_most' {self.at_most:g} or more."
            raise PydanticCustomError("order", "'partial_at_most' is below 'at_most'", {"hint": hint})
        return self

    def observe(self, reading: Reading) -> Observation:
        span = reading.transcript.message_span
        if span is None:
            return unscored("No message was found, so there is nothing to measure.")
        # Rounded as it is shown: a message that reads "20.0 s" must not fail a limit of 20 s.
        seconds = round(span.length, 1)
        reason = f"The message lasts {seconds:.1f} s; the limit is {self.at_most:g} s."
        near = [limit for limit in (self.at_most, self.partial_at_most) if abs(span.length - limit) <= BORDERLINE_S]
        confirm = f"Borderline: within {BORDERLINE_S} s of the limit of {near[0]:g} s." if near else None
        if seconds <= self.at_most:
            return met(reason, confirm=confirm)
        if seconds <= self.partial_at_most:
            return partial(reason, confirm=confirm)
        return missed(reason, confirm=confirm)
