"""G16: eight processes write, one reads and one makes backups, all at the same time."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import postgres

from coach.edges import postgres as edge
from coach.edges import sqlite
from coach.edges.backups import make_backup
from coach.edges.store import Store
from coach.errors import CoachError
from torture.harness import Figure, Measured

WRITERS = 8
STUCK_S = 120.0
COUNTER = "c" * 64
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
Weaken = Callable[[], None]


def as_it_is() -> None:
    """Every guard stands."""


def without_waiting() -> None:
    """SQLite as it comes: nobody waits for another one, and a transaction asks to write when it first does."""
    sqlite.BUSY_MS, sqlite.WRITES = 0, "BEGIN"


def without_turns() -> None:
    """PostgreSQL as it comes: transactions that read and then write do not see each other."""
    edge.wait_for_our_turn = lambda connection, busy_ms: None


@contextmanager
def sqlite_url(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'coach.db'}"


@contextmanager
def postgres_url(folder: Path) -> Iterator[str]:
    url = postgres.fresh_database()
    try:
        yield url
    finally:
        postgres.drop(url)


def measured(
    database: Callable[[Path], Any],
    weaken: Weaken,
    size: int,
    seed: int,
) -> Measured:
    each = max(1, size // WRITERS)
    fork = multiprocessing.get_context("fork")
    said: Queue[tuple[str, Any]] = fork.Queue()
    with tempfile.TemporaryDirectory(prefix="coach-") as place, database(Path(place)) as url:
        store = Store(url, Path(place))
        recordings = store.database.recordings
        with store.database.write() as connection:
            connection.execute(recordings.insert().values(id=COUNTER, name="counter", kept_at=NOW, latest=0))
        store.close()
        over = fork.Event()
        writers = [
            fork.Process(target=_write, args=(url, place, n, each, weaken, said), daemon=True) for n in range(WRITERS)
        ]
        others = [
            fork.Process(target=beside, args=(url, place, over, said), daemon=True) for beside in (_look, _back_up)
        ]
        for process in (*others, *writers):
            process.start()
        told = [said.get(timeout=STUCK_S) for _ in range(each * WRITERS)]
        over.set()
        told += [said.get(timeout=STUCK_S) for _ in others]
        for process in (*others, *writers):
            process.join()
        store = Store(url, Path(place))
        counted, logged = _counted(store)
        problems = store.database.problems()
        store.close()
    took = sorted(value for kind, value in told if kind == "took")
    bad = [value for kind, value in told if kind == "error"]
    bad += [value for kind, values in told if kind == "beside" for value in values["errors"]]
    if (lost := len(took) - counted) or counted != logged:
        bad.append(f"{lost} updates lost: {len(took)} were acknowledged, {counted} counted, {logged} logged")
    beside = {f"{values['name']} meanwhile": values["times"] for kind, values in told if kind == "beside"}
    if took:
        beside["p99 of a transaction, ms"] = round(took[int(0.99 * (len(took) - 1))] * 1000)
    return Measured(each * WRITERS, (*bad, *problems), beside)


def _write(url: str, place: str, number: int, times: int, weaken: Weaken, said: Queue[tuple[str, Any]]) -> None:
    weaken()
    try:
        store = Store(url, Path(place))
    except CoachError as error:
        for _ in range(times):
            said.put(("error", f"writer {number} could not even begin: {str(error)[:200]}"))
        return
    recordings, leads = store.database.recordings, store.database.leads
    query = recordings.select().with_only_columns(recordings.c.latest).where(recordings.c.id == COUNTER)
    for n in range(times):
        began = time.monotonic()
        try:
            with store.database.write() as connection:
                before = connection.execute(query).scalar_one()
                connection.execute(recordings.update().where(recordings.c.id == COUNTER).values(latest=before + 1))
                connection.execute(leads.insert().values(id=f"{number:02d}{n:030d}", who="x", touched_at=NOW))
        except Exception as error:  # noqa: BLE001  (whatever comes to the surface is what is counted)
            said.put(("error", f"writer {number}: {str(error)[:200]}"))
        else:
            said.put(("took", time.monotonic() - began))
    store.close()


def _look(url: str, place: str, over: Any, said: Queue[tuple[str, Any]]) -> None:
    """Reads as pages do; what one transaction wrote is seen as a whole or not at all."""
    store = Store(url, Path(place))

    def look() -> str:
        store.recordings(20)
        counted, logged = _counted(store)
        return "" if counted == logged else f"half a transaction was seen: {counted} counted, {logged} logged"

    _again_and_again("looks", look, over, said, 0.01)
    store.close()


def _back_up(url: str, place: str, over: Any, said: Queue[tuple[str, Any]]) -> None:
    store = Store(url, Path(place))

    def back_up() -> str:
        path = Path(place) / "backup.tar"
        rows = make_backup(store, Path(place), path).manifest.rows
        path.unlink()
        with store.database.snapshot(Path(place) / "tmp") as connection:
            recordings, leads = store.database.recordings, store.database.leads
            counted = connection.execute(recordings.select().where(recordings.c.id == COUNTER)).one().latest
            logged = len(connection.execute(leads.select()).all())
        torn = counted != logged or rows["leads"] > logged
        return f"a torn backup: {counted} counted, {logged} logged, {rows['leads']} before" if torn else ""

    _again_and_again("backups", back_up, over, said, 0.2)
    store.close()


def _again_and_again(
    name: str, what: Callable[[], str], over: Any, said: Queue[tuple[str, Any]], pause_s: float
) -> None:
    times, errors = 0, []
    while not (times and over.is_set()):
        times += 1
        try:
            if wrong := what():
                errors.append(wrong)
        except Exception as error:  # noqa: BLE001  (whatever comes to the surface is what is counted)
            errors.append(f"{name}: {str(error)[:200]}")
        over.wait(pause_s)
    said.put(("beside", {"name": name, "times": times, "errors": errors}))


def _counted(store: Store) -> tuple[int, int]:
    """The counter, and how many rows were written with it, in one look."""
    recordings, leads = store.database.recordings, store.database.leads
    with store.database.read() as connection:
        counted = connection.execute(recordings.select().where(recordings.c.id == COUNTER)).one().latest
        return int(counted), len(connection.execute(leads.select().with_only_columns(leads.c.id)).all())


def _needs_fork() -> str:
    return "" if hasattr(os, "fork") else "processes cannot be forked here"


FIGURES = [
    Figure(
        id="G16-sqlite",
        promise="transactions of 8 processes beside a reader and backups: no error surfaces, no update is lost",
        goal="0 of 16,000",
        full=16_000,
        slice=96,
        measure=partial(measured, sqlite_url, as_it_is),
        twin=partial(measured, sqlite_url, without_waiting),
        twin_size=80,
        needs=_needs_fork,
    ),
    Figure(
        id="G16-postgres",
        promise="the same on PostgreSQL",
        goal="0 of 16,000",
        full=16_000,
        slice=96,
        measure=partial(measured, postgres_url, as_it_is),
        twin=partial(measured, postgres_url, without_turns),
        twin_size=80,
        needs=lambda: _needs_fork() or postgres.missing(),
    ),
]
