"""A moment that somebody names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """A day, a clock time or both, with the place in the plain text that says so."""

    start: int
    end: int
    date: dt.date | None = None
    time: str | None = None
    sure: bool = True
    """False where morning or afternoon was not said, and the hour was read as business hours have it."""

    @property
    def exact(self) -> bool:
        """A calendar could hold it."""
        return self.date is not None or self.time is not None
