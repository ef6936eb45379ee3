"""What only SQLite understands: a journal that loses nothing, files that nobody else may read, copies, its checks."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import OperationalError

from coach.edges.places import is_network_share, keep_to_ourselves, kind_of_disk
from coach.errors import StoreError

BUSY_MS = 60_000
"""How long a writer waits for another one. SQLite keeps no queue: where eight write without a pause, one of them may be
passed over for more than 20 s (G16)."""
WRITES = "BEGIN IMMEDIATE"
CHECK_URL = "Correct the environment variable COACH_DATABASE_URL, or remove it."


def open_engine(url: URL) -> Engine:
    """An engine with safe settings. Its file, where it makes one, and all that SQLite puts beside are for us alone."""
    engine = create_engine(url)
    path = Path(url.database) if url.database and url.database != ":memory:" else None
    # The dialect's module holds the engine that is really used, which need not be Python's own.
    journal = journal_mode(engine.dialect.dbapi.sqlite_version_info)  # type: ignore[union-attr]
    if path is not None:
        keep_to_ourselves(path, create=True)  # SQLite gives the journal the rights of the file
        if is_network_share(path):  # whose machines do not share the memory that a write-ahead log needs
            journal = "delete"
    _make_safe(engine, journal)
    return engine


def journal_mode(engine_version: tuple[int, ...]) -> str:
    """The SQLite journal that is safe with this engine and several processes.

    Engines from 3.7.0 to 3.51.2 can lose a committed write when a checkpoint meets a writer in WAL mode
    (sqlite.org/wal.html, "the WAL-reset bug"); 3.44.6 and 3.50.7 have the correction too.
    """
    corrected = (
        engine_version >= (3, 51, 3) or (3, 50, 7) <= engine_version < (3, 51) or (3, 44, 6) <= engine_version < (3, 45)
    )
    return "wal" if corrected else "delete"


def _make_safe(engine: Engine, journal: str) -> None:
    wanted = {
        "busy_timeout": BUSY_MS,
        "journal_mode": journal,
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for name, value in wanted.items():
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
            (taken,) = connection.execute(f"PRAGMA {name}").fetchone()
            if taken != value:
                raise StoreError(f"The database would not take {name} = {value}; it says {taken}.", CHECK_URL)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and asks to write later may be refused, however long it waits.
        connection.exec_driver_sql(WRITES if connection.get_execution_options().get("writes") else "BEGIN")


def copy_to(engine: Engine, path: Path) -> None:
    """Copies the database as it is committed now to a new file, while others go on reading and writing.

    Raises StoreError when what came out is not sound. A copy that was broken off is not left behind.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _copy(engine, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _copy(engine: Engine, path: Path) -> None:
    source = engine.raw_connection()
    copy = sqlite3.connect(path)
    try:
        assert isinstance(source.driver_connection, sqlite3.Connection)
        source.driver_connection.backup(copy)  # in one go: in steps, every writer in between would start it again
        found = _torn(copy.execute("PRAGMA integrity_check(3)"))
    finally:
        copy.close()
        source.close()
    if found:
        raise StoreError(f"The database is damaged: {found[0]}.", "Look at it with: coach doctor --store")


@contextmanager
def snapshot(engine: Engine, folder: Path) -> Iterator[Connection]:
    """The database as it is now, to read at leisure: nobody waits for who reads it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}.part"
    try:
        copy_to(engine, path)
        with create_engine(f"sqlite:///{path}", poolclass=NullPool).connect() as connection:
            yield connection
    finally:
        path.unlink(missing_ok=True)


def weaknesses(url: URL) -> list[str]:
    """What about the place of the file could lose what was written."""
    path = Path(url.database or "")
    if not is_network_share(path):
        return []
    return [f"the database lies on another machine's disk ({kind_of_disk(path)}), whose locks cannot be relied on"]


def problems(connection: Connection) -> list[str]:
    """What is wrong with the file, a line each; none when it is sound."""
    torn = _torn(connection.exec_driver_sql("PRAGMA integrity_check(20)"))
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return torn + [
        f"a row of {table} belongs to a row of {parent} that is not there" for table, _, parent, _ in orphans
    ]


def _torn(told: Iterable[Any]) -> list[str]:
    """What `integrity_check` answers, in single lines; nothing for a sound file."""
    lines = [line for (text,) in told for line in str(text).splitlines() if not line.startswith("***")]
    return [] if lines == ["ok"] else lines


def write_anew(engine: Engine) -> None:
    """The whole file anew, without what was deleted from it. Raises OperationalError while others are at work."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        try:  # spoken to directly, as VACUUM allows no BEGIN
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # nothing in another journal mode
        except sqlite3.Error as error:
            raise OperationalError("VACUUM", None, error) from error
