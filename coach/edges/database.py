"""Opens the database: safe settings for its engine, tables brought up to date, plain errors.

Everything that only one kind of database understands stands in this module.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from coach.edges import tables
from coach.errors import StoreError

HEAD = "0009"
"""The newest migration. Known here so that opening an up-to-date database needs no Alembic."""
BUSY_MS = 20_000
"""How long a writer waits for another one."""
MIGRATIONS = Path(__file__).with_name("migrations")
CHECK_URL = "Correct the environment variable COACH_DATABASE_URL, or remove it."
TRY_AGAIN = "See that we may read and write there and that the disk has room, then try again."
DAMAGED = "Nothing was changed or deleted. Put a backup in its place, or move the file away to start anew."


class Database:
    """An open database with our tables in it. May be shared by threads."""

    recordings = tables.recordings
    names = tables.names
    transcripts = tables.transcripts
    corrections = tables.corrections
    voice_samples = tables.voice_samples
    rep_channels = tables.rep_channels
    scorecards = tables.scorecards
    jobs = tables.jobs
    leads = tables.leads
    lead_log = tables.lead_log
    lead_recordings = tables.lead_recordings
    review_log = tables.review_log
    sessions = tables.sessions
    session_log = tables.session_log
    pins = tables.pins
    holds = tables.holds
    consents = tables.consents
    erasures = tables.erasures

    def __init__(self, url: str) -> None:
        try:
            self._engine = create_engine(url)
        except ImportError as error:
            raise StoreError(f"The driver for this database is not installed: {error.name}.", CHECK_URL) from error
        except (ArgumentError, NoSuchModuleError, ValueError) as error:  # their words may hold the password
            raise StoreError("The database address cannot be used.", CHECK_URL) from error
        if self._engine.dialect.name == "sqlite":
            _make_sqlite_safe(self._engine)
        elif self._engine.dialect.name != "postgresql":
            raise StoreError(f"{self._engine.dialect.name} databases are not supported.", CHECK_URL)
        self._bring_up_to_date()

    def close(self) -> None:
        self._engine.dispose()

    def describe(self) -> str:
        """The database and its engine in a few words, without a password."""
        where = self._engine.url.render_as_string(hide_password=True)
        if self._engine.dialect.name != "sqlite":
            return where
        with self.read() as connection:
            version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        return f"{where}, SQLite {version}, journal {journal}"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _plain_errors(self._engine), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that is alone in writing from its first statement, so that it never has to start over."""
        with _plain_errors(self._engine), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def count(self, table: Table) -> int:
        """How many rows there are."""
        with self.read() as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    def size(self) -> int:
        """Bytes that the database takes."""
        sqlite_size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        is_sqlite = self._engine.dialect.name == "sqlite"
        with self.read() as connection:
            query = sqlite_size if is_sqlite else "SELECT pg_database_size(current_database())"
            return int(connection.exec_driver_sql(query).scalar_one())

    def leave_nothing_behind(self) -> None:
        """Writes the database anew without what was deleted from it; PostgreSQL does so by itself in time.

        Another one that is at work keeps it waiting, at most as long as a writer waits.
        """
        if self._engine.dialect.name != "sqlite":
            return
        with _plain_errors(self._engine), self._engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            try:
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # nothing in another journal mode
            except sqlite3.Error as error:  # not SQLAlchemy's: it is spoken to directly, as VACUUM allows no BEGIN
                raise StoreError(f"The database is busy: {error}.", TRY_AGAIN) from error

    def insert_once(self, table: Table, **values: Any) -> sqlite.Insert | postgresql.Insert:
        """Adds the row unless its key is taken: two processes may do the same at the same time."""
        insert = sqlite.insert if self._engine.dialect.name == "sqlite" else postgresql.insert
        return insert(table).values(**values).on_conflict_do_nothing()

    def _bring_up_to_date(self) -> None:
        with self.read() as connection:
            if _version(connection) == HEAD:
                return
        with self.write() as connection:
            _migrate(connection, _version(connection))  # which another process may have moved on by now


def journal_mode(engine_version: tuple[int, ...]) -> str:
    """The SQLite journal that is safe with this engine and several processes.

    Engines from 3.7.0 to 3.51.2 can lose a committed write when a checkpoint meets a writer in WAL mode
    (sqlite.org/wal.html, "the WAL-reset bug"); 3.44.6 and 3.50.7 have the correction too.
    """
    corrected = (
        engine_version >= (3, 51, 3) or (3, 50, 7) <= engine_version < (3, 51) or (3, 44, 6) <= engine_version < (3, 45)
    )
    return "wal" if corrected else "delete"


def _make_sqlite_safe(engine: Engine) -> None:
    # The dialect's module holds the engine that is really used, which need not be Python's own.
    wanted = {
        "busy_timeout": BUSY_MS,
        "journal_mode": journal_mode(engine.dialect.dbapi.sqlite_version_info),  # type: ignore[union-attr]
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
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _plain_errors(engine: Engine) -> Iterator[None]:
    where = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except OperationalError as error:
        raise StoreError(f"The database {where} cannot be used: {_first_line(error)}.", TRY_AGAIN) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # a broken rule of ours is a mistake of ours
            raise
        raise StoreError(f"The database {where} is damaged: {_first_line(error)}.", DAMAGED) from error


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).partition("\n")[0]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _migrate(connection: Connection, version: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        ScriptDirectory.from_config(config).get_revision(version or "base")
    except CommandError as error:
        raise StoreError(
            f"The database was written by a newer version of Callback Coach ({version}).",
            "Install that version or a later one. Nothing was changed.",
        ) from error
    command.upgrade(config, "head")
