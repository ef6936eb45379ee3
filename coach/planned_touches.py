"""A plan of touches as values: what to do next about one lead, and where its pursuit stands."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from coach.cadence_steps import Slot, Source
from coach.leads import Instant, Lead, Stage
from coach.models import Channel, NextStep, Value


class State(StrEnum):
    """Where the pursuit of a lead stands."""

    ACTIVE = "active"
    NURTURE = "nurture"
    """Paused: a touch a quarter."""
    STOPPED = "stopped"


class PlannedTouch(Value):
    """One touch to make. `due` and `by` are on the lead's clock: from when, and until when it still is in time."""

    stage: Stage
    channel: Channel
    then: Channel | None
    """What to do where nobody answers the call."""
    due: Instant
    by: Instant
    purpose: str
    source: Source
    slot: Slot
    about: str
    fact: str | None = None
    """What fills the slot, where the lead or the call tells it; else the drafts look for it."""
    note: str | None = None
    """Why it comes later than the article says."""

    @property
    def due_utc(self) -> dt.datetime:
        return self.due.astimezone(dt.UTC)


class Cadence(Value):
    """What to do next about one lead, in order of time."""

    lead: Lead
    timezone: str
    region: str | None
    state: State
    reason: str
    touches: tuple[PlannedTouch, ...] = ()
    step: NextStep | None = None
    """The agreed step that the plan waits for."""
    notes: tuple[str, ...] = ()
