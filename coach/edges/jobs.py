"""Recordings that wait to be listened to, are being worked on, or are done. The database is the truth.

The web process only ever submits, looks and cancels; `coach.edges.worker` does the work in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from coach.edges.faults import Passing
from coach.edges.job import ACTIVE, POISON, Job, Options, State
from coach.errors import StoreError
from coach.models import Facts, Kind, Result
from coach.withholding import value_without_secrets

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from coach.edges.store import Store
    from coach.settings import Settings

__all__ = ["ACTIVE", "Cancelled", "Job", "Jobs", "Options", "Report", "State", "Work", "known_facts"]

LEASE = dt.timedelta(seconds=20)
"""How long a job stays with a worker that gives no sign of life."""
MOST_ATTEMPTS = 3
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=5), dt.timedelta(minutes=5)
"""How long a job waits for the machine: twice as long each time."""
HEARD_LENGTH = 600
"""Characters of the text heard so far that a job shows."""


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
        with self._database.write("submit") as connection:
            running = self._jobs.select().where(
                columns.recording_id == recording,
                columns.options == wanted,
                columns.state.in_(ACTIVE),
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
        waiting = columns.state.in_(ACTIVE)
        return len(self._found(None, waiting, columns.created_at < this.created_at))

    def cancel(self, job: str) -> None:
        """Cancels at once for whoever looks; the worker stops within 5 seconds. A job that is over stays as it is."""
        columns = self._jobs.c
        with self._database.write("cancel") as connection:
            connection.execute(
                self._jobs.update()
                .where(columns.id == job, columns.state.in_(ACTIVE))
                .values(state=State.CANCELLED, **_over())
            )
            self._forget_blocks(connection, job)

    def take(self, worker: str) -> Job | None:
        """Gives the longest waiting job to `worker`; None when none waits.

        A job whose worker gives no sign of life waits again, but not for ever: a recording that ends its worker
        each time would end the next one too.
        """
        if not self._found(1, self._is_free()):  # most looks find nothing: those need not wait for writers
            return None
        with self._database.write("take") as connection:
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
                        hint="It was set aside, so that the others go on. The machine may be short of memory: close "
                        "other programs and try again.",
                        code=POISON,
                        **_over(),
                    )
                )
                self._forget_blocks(connection, row["id"])
        return None

    def keep(self, job: str, worker: str, **progress: Any) -> bool:
        """A sign of life, with news of `stage`, `seconds_done`, `seconds_total`, `heard`. False: no longer yours."""
        return self._change("sign-of-life", job, worker, lease_until=_now() + LEASE, **progress)

    def finish(self, job: str, worker: str) -> None:
        self._change("finish", job, worker, state=State.DONE, **_over())

    def fail(self, job: str, worker: str, error: str, hint: str, code: str = "") -> None:
        """Nothing would be different the next time."""
        self._change("fail", job, worker, state=State.FAILED, error=error, hint=hint, code=code, **_over())

    def wait(self, job: Job, worker: str, why: Passing) -> None:
        """The machine cannot do it now; that is no fault of the recording, and it is tried again by itself."""
        pause = min(FIRST_WAIT * 2 ** min(job.waits, 10), LONGEST_WAIT)
        self._change(
            "wait",
            job.id,
            worker,
            state=State.WAITING,
            worker=None,
            lease_until=None,
            error=why.line,
            hint="",
            waits=self._jobs.c.waits + 1,
            next_at=_now() + pause,
            attempts=self._jobs.c.attempts - 1,
        )

    def give_back(self, job: Job, worker: str) -> None:
        """The worker has to go before it is done; that is no fault of the recording."""
        self._change("give-back", job.id, worker, state=State.QUEUED, worker=None, attempts=self._jobs.c.attempts - 1)

    def over(self, jobs: Iterable[str]) -> list[Job]:
        """Those of `jobs` that are over; one that is not known any more is in no list."""
        ids, found = list(jobs), []
        for first in range(0, len(ids), _AT_ONCE):
            these = self._jobs.c.id.in_(ids[first : first + _AT_ONCE])
            found += self._found(None, these, self._jobs.c.state.not_in(ACTIVE))
        return found

    def _change(self, what: str, job: str, worker: str, /, **values: Any) -> bool:
        columns = self._jobs.c
        with self._database.write(what) as connection:
            done = connection.execute(
                self._jobs.update()
                .where(columns.id == job, columns.worker == worker, columns.state == State.WORKING)
                .values(**values)
            )
            if done.rowcount == 1 and values.get("state", State.WORKING) not in ACTIVE:
                self._forget_blocks(connection, job)
        return done.rowcount == 1

    def _forget_blocks(self, connection: Connection, job: str) -> None:
        """What was heard on the way goes with the job's end, unless another job of the recording goes on with it."""
        blocks, columns = self._database.heard_blocks, self._jobs.c
        recording = self._jobs.select().with_only_columns(columns.recording_id).where(columns.id == job)
        busy = self._jobs.select().with_only_columns(columns.recording_id).where(columns.state.in_(ACTIVE))
        of_it = blocks.c.recording_id.in_(recording)
        connection.execute(blocks.delete().where(of_it, blocks.c.recording_id.not_in(busy)))

    def _is_free(self) -> Any:
        columns = self._jobs.c
        lost = (columns.state == State.WORKING) & (columns.lease_until < _now())
        is_time = (columns.state == State.WAITING) & (columns.next_at <= _now())
        return (columns.state == State.QUEUED) | is_time | lost

    def _longest_waiting(self, connection: Connection) -> RowMapping | None:
        query = self._jobs.select().where(self._is_free()).order_by(self._jobs.c.created_at, self._jobs.c.id).limit(1)
        return connection.execute(query.with_for_update(skip_locked=True)).mappings().first()

    def _found(self, limit: int | None, *conditions: Any) -> list[Job]:
        query = self._jobs.select().where(*conditions).order_by(self._jobs.c.created_at.desc(), self._jobs.c.id.desc())
        with self._database.read() as connection:
            return [_job(dict(row)) for row in connection.execute(query.limit(limit)).mappings()]


_AT_ONCE = 500
"""Ids in one question: engines allow only so many."""
_AT_THE_START = {
    "stage": "",
    "seconds_done": 0.0,
    "seconds_total": 0.0,
    "heard": "",
    "error": "",
    "hint": "",
    "next_at": None,
}


def _job(row: dict[str, Any]) -> Job:
    own = {name: row[name] for name in Job.model_fields if name not in ("recording", "options")}
    return Job(recording=row["recording_id"], options=Options.model_validate_json(row["options"]), **own)


def _over() -> dict[str, Any]:
    return {"finished_at": _now(), "heard": "", "lease_until": None}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
