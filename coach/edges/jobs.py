"""Recordings that wait to be listened to, are being worked on, or are done. The database is the truth.

The web process only ever submits, looks and cancels; `coach.edges.worker` does the work in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol

from coach.errors import StoreError
from coach.models import Facts, Kind, Result, Value
from coach.withholding import value_without_secrets

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from coach.edges.store import Store
    from coach.settings import Settings

LEASE = dt.timedelta(seconds=20)
"""How long a job stays with a worker that gives no sign of life."""
MOST_ATTEMPTS = 3
HEARD_LENGTH = 600
"""Characters of the text heard so far that a job shows."""


class State(StrEnum):
    """How far a job is. The last three are final."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


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
    """What went wrong, in one plain line; empty unless the job failed."""
    hint: str
    """What to do about it."""
    attempts: int
    created_at: dt.datetime
    started_at: dt.datetime | None
    """When the present attempt began."""
    finished_at: dt.datetime | None

    @property
    def is_over(self) -> bool:
        return self.state not in (State.QUEUED, State.WORKING)

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


class Cancelled(Exception):  # noqa: N818  (no error: somebody asked for it)
    """Raised by the work when `cancelled()` told it to stop."""


class Report(Protocol):
    """How far the work is. Cheap: call it as often as you like."""

    def __call__(self, stage: str, seconds_done: float, seconds_total: float, heard: str = "") -> None:
        """`heard` is the whole text so far, of which the end is shown; empty leaves the one before."""


Work = Callable[[Job, "Store", "Settings", Report, Callable[[], bool]], Result]
"""`work(job, store, settings, on_progress, cancelled)`: hears and scores the job's recording, saving nothing.

Looks at `cancelled()` at least every few seconds and raises Cancelled when it is true.
"""


def known_facts(job: Job, kind: Kind, store: Store, settings: Settings) -> Facts:
    """What to score the job's recording with: what the user told, me and my firm, and earlier voicemails we kept."""
    told = Facts(kind=kind, **job.options.model_dump(exclude={"kind", "rubric", "rep_channel"}))
    mine = {"caller": told.caller or settings.caller, "firm": told.firm or settings.firm}
    return store.with_previous(told.model_copy(update=mine), job.recording)


class Jobs:
    """The queue. `submit` to `cancel` are for the app and the command, the rest is for workers."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._jobs = store.database.jobs

    def submit(self, recording: str, options: Options) -> str:
        """The id of the job. Asking for the same while the first still waits or works gives the first one."""
        columns, wanted = self._jobs.c, value_without_secrets(options).model_dump_json()
        with self._database.write() as connection:
            running = self._jobs.select().where(
                columns.recording_id == recording,
                columns.options == wanted,
                columns.state.in_([State.QUEUED, State.WORKING]),
            )
            if row := connection.execute(running).mappings().first():
                return str(row["id"])
            recordings = self._database.recordings
            if not connection.execute(recordings.select().where(recordings.c.id == recording)).first():
                raise StoreError("There is no such recording.", "Add the file first.")
            job = uuid.uuid4().hex
            connection.execute(
                self._jobs.insert().values(
                    id=job, recording_id=recording, options=wanted, state=State.QUEUED, created_at=_now()
                )
            )
        return job

    def job(self, job: str) -> Job | None:
        """This job as it stands now."""
        return next(iter(self._found(1, self._jobs.c.id == job)), None)

    def recent(self, limit: int = 20) -> list[Job]:
        """The newest jobs first, whatever their state."""
        return self._found(limit)

    def jobs_of(self, recording: str) -> list[Job]:
        """All jobs of one recording, the newest first."""
        return self._found(None, self._jobs.c.recording_id == recording)

    def waiting_before(self, job: str) -> int:
        """How many jobs are worked on or taken before this one."""
        this = self.job(job)
        if this is None:
            return 0
        columns = self._jobs.c
        waiting = columns.state.in_([State.QUEUED, State.WORKING])
        return len(self._found(None, waiting, columns.created_at < this.created_at))

    def cancel(self, job: str) -> None:
        """Cancels at once for whoever looks; the worker stops within 5 seconds. A job that is over stays as it is."""
        columns = self._jobs.c
        with self._database.write() as connection:
            connection.execute(
                self._jobs.update()
                .where(columns.id == job, columns.state.in_([State.QUEUED, State.WORKING]))
                .values(state=State.CANCELLED, **_over())
            )

    def take(self, worker: str) -> Job | None:
        """Gives the longest waiting job to `worker`; None when none waits.

        A job whose worker gives no sign of life waits again, but not for ever: a recording that ends its worker
        each time would end the next one too.
        """
        if not self._found(1, self._is_free()):  # most looks find nothing: those need not wait for writers
            return None
        with self._database.write() as connection:
            while row := self._longest_waiting(connection):
                this = self._jobs.update().where(self._jobs.c.id == row["id"])
                if row["attempts"] < MOST_ATTEMPTS:
                    taken = {
                        "state": State.WORKING,
                        "worker": worker,
                        "attempts": row["attempts"] + 1,
                        "started_at": _now(),
                        "lease_until": _now() + LEASE,
                    }
                    connection.execute(this.values(**taken, **_AT_THE_START))
                    return _job(dict(row) | taken | _AT_THE_START)
                connection.execute(
                    this.values(
                        state=State.FAILED,
                        error=f"Listening to this recording broke off {MOST_ATTEMPTS} times.",
                        hint="The machine may be short of memory. Close other programs and try again.",
                        **_over(),
                    )
                )
        return None

    def keep(self, job: str, worker: str, **progress: Any) -> bool:
        """A sign of life, with news of `stage`, `seconds_done`, `seconds_total`, `heard`. False: no longer yours."""
        return self._change(job, worker, lease_until=_now() + LEASE, **progress)

    def finish(self, job: str, worker: str) -> None:
        self._change(job, worker, state=State.DONE, **_over())

    def fail(self, job: str, worker: str, error: str, hint: str) -> None:
        self._change(job, worker, state=State.FAILED, error=error, hint=hint, **_over())

    def give_back(self, job: Job, worker: str) -> None:
        """The worker has to go before it is done; that is no fault of the recording."""
        self._change(job.id, worker, state=State.QUEUED, worker=None, attempts=job.attempts - 1)

    def _change(self, job: str, worker: str, /, **values: Any) -> bool:
        columns = self._jobs.c
        with self._database.write() as connection:
            done = connection.execute(
                self._jobs.update()
                .where(columns.id == job, columns.worker == worker, columns.state == State.WORKING)
                .values(**values)
            )
        return done.rowcount == 1

    def _is_free(self) -> Any:
        columns = self._jobs.c
        lost = (columns.state == State.WORKING) & (columns.lease_until < _now())
        return (columns.state == State.QUEUED) | lost

    def _longest_waiting(self, connection: Connection) -> RowMapping | None:
        query = self._jobs.select().where(self._is_free()).order_by(self._jobs.c.created_at, self._jobs.c.id).limit(1)
        return connection.execute(query.with_for_update(skip_locked=True)).mappings().first()

    def _found(self, limit: int | None, *conditions: Any) -> list[Job]:
        query = self._jobs.select().where(*conditions).order_by(self._jobs.c.created_at.desc(), self._jobs.c.id.desc())
        with self._database.read() as connection:
            return [_job(dict(row)) for row in connection.execute(query.limit(limit)).mappings()]


_AT_THE_START = {"stage": "", "seconds_done": 0.0, "seconds_total": 0.0, "heard": ""}


def _job(row: dict[str, Any]) -> Job:
    own = {name: row[name] for name in Job.model_fields if name not in ("recording", "options")}
    return Job(recording=row["recording_id"], options=Options.model_validate_json(row["options"]), **own)


def _over() -> dict[str, Any]:
    return {"finished_at": _now(), "heard": "", "lease_until": None}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
