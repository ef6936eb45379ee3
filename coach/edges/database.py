"""Opens the database: safe settings for its engine, tables brought up to date, plain errors.

What only one kind of database understands stands in `coach.edges.sqlite` and `coach.edges.postgres`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, func, inspect, make_url, select
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

from coach.access import Actor
from coach.edges import postgres, sqlite, tables
from coach.edges.failpoints import failpoint
from coach.edges.scope import filter_rows, for_actor
from coach.edges.sqlite import CHECK_URL
from coach.errors import BusyError, StoreError

HEAD = "0009"
"""The newest migration. Known here so that opening an up-to-date database needs no Alembic."""
BEFORE = "before-"
"""How the names of copies begin that were made before an update."""
MOST_COPIES = 3
MIGRATIONS = Path(__file__).with_name("migrations")
TRY_AGAIN = "See that we may read and write there and that the disk has room, then try again."
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_CANTOPEN")
SERVER = "See that the database server runs and lets us in, then try again."
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
    heard_blocks = tables.heard_blocks
    people = tables.people
    logins = tables.logins
    audit = tables.audit
    holds = tables.holds
    consents = tables.consents
    erasures = tables.erasures

    def __init__(self, url: str, copies: Path | None = None) -> None:
        """Opens it, and brings its tables up to date: after a copy of it was put into `copies`, where that is given.

        Raises StoreError when it cannot be used.
        """
        self._engine = _engine(url)
        self._copies = copies
        filter_rows(self._engine)
        self._bring_up_to_date()

    def as_actor(self, actor: Actor) -> Database:
        """The same database as far as it is the actor's, see `scope`. Closing either closes both."""
        theirs = copy(self)
        theirs._engine = for_actor(self._engine, actor)
        return theirs

    def close(self) -> None:
        self._engine.dispose()

    def describe(self) -> str:
        """The database and its engine in a few words, without a password."""
        where = self._engine.url.render_as_string(hide_password=True)
        if self._engine.dialect.name != "sqlite":
            with self.read() as connection:
                return f"{where}, PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar()}"
        with self.read() as connection:
            version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        return f"{where}, SQLite {version}, journal {journal}"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _plain_errors(self._engine), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, name: str = "write") -> Iterator[Connection]:
        """One transaction that is alone in writing from its first statement, so that it never has to start over.

        `name` is one of `failpoints.TRANSACTIONS`: what a test cuts it off by.
        """
        with _plain_errors(self._engine), self._engine.execution_options(writes=True).begin() as connection:
            yield connection
            _commit_point(name)
        failpoint(f"{name}-committed")

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
        if self._engine.dialect.name == "sqlite":
            with _plain_errors(self._engine):
                sqlite.write_anew(self._engine)

    @contextmanager
    def snapshot(self, folder: Path) -> Iterator[Connection]:
        """Everything as it is at this moment, to read at leisure; `folder` is for a copy that goes again at the end."""
        if self._engine.dialect.name == "sqlite":
            with _plain_errors(self._engine), sqlite.snapshot(self._engine, folder) as connection:
                yield connection
        else:
            with self.read() as connection:
                yield connection

    def weaknesses(self) -> list[str]:
        """What about its place or its server could lose what was kept, a line each."""
        if self._engine.dialect.name == "sqlite":
            return sqlite.weaknesses(self._engine.url)
        with self.read() as connection:
            return postgres.weaknesses(connection)

    def problems(self) -> list[str]:
        """What is wrong with the database, a line each: torn pages, rows that belong to none."""
        with self.read() as connection:
            if self._engine.dialect.name == "sqlite":
                return sqlite.problems(connection)
            for table in tables.metadata.sorted_tables:  # PostgreSQL looks at each page that it reads
                for _ in connection.execute(table.select(), execution_options={"yield_per": 500}):
                    pass
        return []

    def forget_copies(self) -> None:
        """Removes the copies that were made before updates: what is erased now is still in them."""
        for made in self._made_copies():
            failpoint("copies-unlink")
            made.unlink(missing_ok=True)

    def insert_once(self, table: Table, **values: Any) -> sqlite_dialect.Insert | postgresql_dialect.Insert:
        """Adds the row unless its key is taken: two processes may do the same at the same time."""
        insert = sqlite_dialect.insert if self._engine.dialect.name == "sqlite" else postgresql_dialect.insert
        return insert(table).values(**values).on_conflict_do_nothing()

    def queue_up(self, connection: Connection, what: int) -> None:
        """Waits for every other transaction that queued up for the same. SQLite has one writer anyway."""
        if self._engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(what)))

    def _bring_up_to_date(self) -> None:
        with self.read() as connection:
            if _version(connection) == HEAD:
                return
        with self.write() as connection:
            version = _version(connection)  # which another process may have moved on by now
            if version not in (None, HEAD) and self._copies is not None:
                _must_be_known(version)
                self._copy_before_update(connection, self._copies)
            _migrate(connection, version)

    def _copy_before_update(self, connection: Connection, folder: Path) -> None:
        """Nobody else writes now. A copy that cannot be made, or is not sound, is an update that does not begin."""
        name = f"{BEFORE}{HEAD}-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._engine.dialect.name == "sqlite":
                sqlite.copy_to(self._engine, folder / f"{name}.db")
            else:
                from coach.edges.backups import copy_tables

                copy_tables(connection, folder / f"{name}.tar")
        except OSError as error:
            raise StoreError(
                f"The database could not be copied to {folder} before it is updated: {error.strerror}.", TRY_AGAIN
            ) from error
        for old in self._made_copies()[:-MOST_COPIES]:
            failpoint("copies-unlink")
            old.unlink(missing_ok=True)

    def _made_copies(self) -> list[Path]:
        """The oldest first."""
        found = self._copies.glob(f"{BEFORE}*") if self._copies else ()
        return sorted(found, key=lambda path: path.name.rpartition(BEFORE)[2].partition("-")[2])


@contextmanager
def opened_empty(url: str, version: str) -> Iterator[Connection]:
    """A transaction on a database that had no tables of ours and has those of `version` now; all of it, or nothing.

    Raises StoreError when it cannot be used, has tables, or when we do not know that version.
    """
    _must_be_known(version)
    engine = _engine(url)
    try:
        with _plain_errors(engine), engine.execution_options(writes=True).begin() as connection:
            if inspect(connection).get_table_names():
                raise StoreError("There is something in that database already.", "Name an empty one.")
            _migrate(connection, None, version)
            yield connection
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    try:
        place = make_url(url)
        kind = place.get_backend_name()
        if kind == "postgresql":
            return postgres.open_engine(place, sqlite.BUSY_MS)
        if kind == "sqlite":
            return sqlite.open_engine(place)
        create_engine(place)
    except ImportError as error:
        hint = postgres.INSTALL if error.name == "pg8000" else CHECK_URL
        raise StoreError(f"The driver for this database is not installed: {error.name}.", hint) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # their words may hold the password
        raise StoreError("The database address cannot be used.", CHECK_URL) from error
    raise StoreError(f"{kind} databases are not supported.", CHECK_URL)


def _commit_point(name: str) -> None:
    try:
        failpoint(f"{name}-commit")
    except OSError as error:  # an engine tells its own way of a disk that is full
        raise OperationalError("COMMIT", None, error) from error


@contextmanager
def _plain_errors(engine: Engine) -> Iterator[None]:
    where = engine.url.render_as_string(hide_password=True)
    if engine.dialect.name == "postgresql":
        with _plain_errors_of_postgres(where):
            yield
        return
    try:
        yield
    except OperationalError as error:
        kind = BusyError if _passes(error) else StoreError
        raise kind(f"The database {where} cannot be used: {_first_line(error)}.", TRY_AGAIN) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # a broken rule of ours is a mistake of ours
            raise
        raise StoreError(f"The database {where} is damaged: {_first_line(error)}.", DAMAGED) from error


def _passes(error: OperationalError) -> bool:
    """Whether the same may work later: another one writes, or the disk is full or gives errors."""
    told = str(getattr(error.orig, "sqlite_errorname", ""))
    return told.startswith(_PASSING) or (isinstance(error.orig, OSError) and not told)


@contextmanager
def _plain_errors_of_postgres(where: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:  # the driver knows few kinds of them; the server's own code tells
        if postgres.is_mistake(error):
            raise
        if postgres.is_damage(error):
            raise StoreError(f"The database {where} is damaged: {postgres.said(error)}.", DAMAGED) from error
        raise BusyError(f"The database {where} cannot be used: {postgres.said(error)}.", SERVER) from error


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).partition("\n")[0]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _must_be_known(version: str | None) -> None:
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        ScriptDirectory(str(MIGRATIONS)).get_revision(version or "base")
    except CommandError as error:
        raise StoreError(
            f"The database was written by a newer version of Callback Coach ({version}).",
            "Install that version or a later one. Nothing was changed.",
        ) from error


def _migrate(connection: Connection, version: str | None, target: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    _must_be_known(version)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
