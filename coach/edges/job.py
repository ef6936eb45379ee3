"""A recording on its way to a result: what is asked for, how far it is, and what came of it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from coach.models import Kind, Value

POISON = "poison"
"""The code of a job whose recording ended its worker each time."""


class State(StrEnum):
    """How far a job is. The last three are final."""

    QUEUED = "queued"
    WAITING = "waiting"
    """For the machine, not for a worker: the disk is full, say. It is tried again by itself."""
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (State.QUEUED, State.WAITING, State.WORKING)
"""Jobs that are not over."""


class Options(Value):
    """What the user asks for and tells us with a recording."""

    kind: Literal[Kind.VOICEMAIL, Kind.CALL] | None = None
    """None: find out."""
    caller: str | None = None
    firm: str | None = None
    lead: str | None = None
    company: str | None = None
    about: str | None = None
    date: dt.date | None = None
    timezone: str | None = None
    previous: tuple[str, ...] | None = None
    """None: the earlier voicemails to this lead that we have kept."""
    practice: bool | None = None
    rubric: str | None = None
    """A rubric's id or file; None: the one of its kind."""
    rep_channel: Literal["left", "right"] | None = None


class Job(Value):
    """One recording on its way to a result."""

    id: str
    recording: str
    options: Options
    state: State
    stage: str
    """What is being done, in the user's words: "Listening"."""
    seconds_done: float
    """Seconds of the recording that are behind us."""
    seconds_total: float
    heard: str
    """The last part of the text heard so far; empty once the job is over."""
    error: str
    """What went wrong, in one plain line; empty unless the job failed or waits for the machine."""
    hint: str
    """What to do about it."""
    code: str = ""
    """Why it failed, as a stable word: "unreadable", "poison"; empty unless it did."""
    attempts: int
    """How often it was begun since the last news of it."""
    waits: int = 0
    """How often it had to wait for the machine since the last news of it."""
    next_at: dt.datetime | None = None
    """When a job that waits for the machine is tried again."""
    created_at: dt.datetime
    started_at: dt.datetime | None
    """When the present attempt began."""
    finished_at: dt.datetime | None

    @property
    def is_over(self) -> bool:
        return self.state not in ACTIVE

    @property
    def is_set_aside(self) -> bool:
        """Whether it ended its worker too often to be tried once more by itself."""
        return self.code == POISON

    @property
    def progress(self) -> float:
        """0 to 1."""
        if self.state is State.DONE:
            return 1.0
        return min(1.0, self.seconds_done / self.seconds_total) if self.seconds_total else 0.0

    def time_left(self, now: dt.datetime) -> float | None:
        """Seconds until it is done, going by its pace so far; None while that cannot be told."""
        if self.state is not State.WORKING or self.started_at is None or self.progress < 0.02:
            return None
        return (now - self.started_at).total_seconds() * (1 - self.progress) / self.progress
