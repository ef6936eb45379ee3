"""Backups: made while the product is used, checked byte for byte, and brought back on either kind of database.

The database comes first, as it was at one moment, then the sounds that it names: what is added meanwhile is left for
the next backup, and of what is erased meanwhile its words may be in this one, its sound is not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from coach import __version__
from coach.backed_up import SOUNDS, Backup, LastBackup, Manifest
from coach.edges.archive import CHUNK, FILES, TABLES, Writer, is_member, lines, read_through, written
from coach.edges.failpoints import failpoint
from coach.edges.kept_rubrics import KeptRubrics
from coach.edges.settings_file import file_path
from coach.edges.table_rows import check_rows, put_rows, row_lines
from coach.edges.whole_file import put
from coach.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.edges.store import Store

NAME = "callback-coach-{:%Y-%m-%d-%H%M%S}.tar"
_NOTE = "last-backup.json"


def make_backup(store: Store, data_dir: Path, to: Path) -> Backup:
    """Writes everything that is kept to the file `to`, or to a new file in the folder `to`, and reads it back.

    Raises StoreError when it cannot be written, or is not what it should be when it is read back.
    """
    now = dt.datetime.now(dt.UTC)
    path = (to / NAME.format(now) if to.is_dir() else to).absolute()
    with written(path) as out, store.database.snapshot(data_dir / "tmp") as connection:
        version, rows = _add_tables(out, connection, data_dir / "tmp")
        without, damaged = _add_sounds(out, store, connection)
        _add_files(out, data_dir)
        about = _manifest(out, connection, version, rows)
        out.close_with(about.model_copy(update={"without_sound": without, "damaged": damaged}))
    made = check_backup(path)
    note = LastBackup(at=now, path=str(path)).model_dump_json()
    put(data_dir / _NOTE, note.encode(), "backup-note")
    return made


def copy_tables(connection: Connection, path: Path) -> None:
    """The rows alone, as this transaction sees them, in a backup of their own that was read back."""
    with written(path) as out:
        version, rows = _add_tables(out, connection, path.parent)
        out.close_with(_manifest(out, connection, version, rows))
    check_backup(path)


def last_backup(data_dir: Path) -> LastBackup | None:
    """The last backup that was made of this folder, None where there was none."""
    try:
        return LastBackup.model_validate_json((data_dir / _NOTE).read_bytes())
    except (OSError, ValueError):
        return None


def check_backup(path: Path) -> Backup:
    """Reads a backup to its end and holds every byte against its manifest. Raises StoreError when it is not whole."""
    rows: dict[str, int] = {}

    def take(name: str, stream: BinaryIO) -> None:
        if name == TABLES:
            rows.update(check_rows(lines(stream)))

    manifest = read_through(path, take)
    _same_rows(path, manifest, rows)
    return Backup(path=path, manifest=manifest, bytes=path.stat().st_size)


def restore(path: Path, to: Path, url: str | None = None) -> Backup:
    """Brings a backup back: into the new folder `to`, and into the empty database at `url` (a file in `to` without).

    Everything is checked before anything counts: what is not whole leaves neither folder nor rows. Raises StoreError.
    """
    from coach.edges.database import Database, opened_empty

    to = to.absolute()
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise StoreError(f"{to} exists already.", "Name a new folder: nothing is ever overwritten.")
    version = check_backup(path).manifest.version  # once to know what to make, and so that a bad one touches nothing
    part = to.with_name(f"{to.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        part.mkdir(mode=0o700, parents=True)
        try:
            with opened_empty(url or f"sqlite:///{part / 'coach.db'}", version) as connection:
                made = _put_back(path, part, connection)
            Database(url or f"sqlite:///{part / 'coach.db'}").close()  # brings older tables up to date
            failpoint("restore-rename")
            if to.exists():
                to.rmdir()
            part.rename(to)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{to} cannot be written: {error.strerror}.", "See that there is room, then try again.") from (
            error
        )
    return made


def _put_back(path: Path, folder: Path, connection: Connection) -> Backup:
    rows: dict[str, int] = {}

    def take(name: str, stream: BinaryIO) -> None:
        if name == TABLES:
            rows.update(put_rows(connection, lines(stream)))
            return
        if name.startswith(SOUNDS):
            sound = name.removeprefix(SOUNDS)
            target = folder / "audio" / sound[:2] / sound
        else:
            target = folder / name.removeprefix(FILES)
        for parent in reversed(target.relative_to(folder).parents):
            (folder / parent).mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            shutil.copyfileobj(stream, out, CHUNK)
            failpoint("restore-write")
            out.flush()
            os.fsync(out.fileno())

    manifest = read_through(path, take)
    _same_rows(path, manifest, rows)
    return Backup(path=path, manifest=manifest, bytes=path.stat().st_size)


def _manifest(out: Writer, connection: Connection, version: str, rows: dict[str, int]) -> Manifest:
    return Manifest(
        made_at=dt.datetime.now(dt.UTC),
        product=__version__,
        version=version,
        engine=connection.dialect.name,
        rows=rows,
        members=out.members,
    )


def _add_tables(out: Writer, connection: Connection, folder: Path) -> tuple[str, dict[str, int]]:
    rows: dict[str, int] = {}
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:  # without a name: gone, however we end
        for line in row_lines(connection, rows):
            file.write(line)
        size = file.tell()
        file.seek(0)
        out.add(TABLES, file, size)
    return str(version), rows


def _add_sounds(out: Writer, store: Store, connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The recordings whose sound is not kept, and those whose sound is not what it was."""
    without, damaged = [], []
    recordings = store.database.recordings
    ids = connection.execute(recordings.select().with_only_columns(recordings.c.id).order_by(recordings.c.id)).scalars()
    for recording in ids.all():
        try:
            with store.audio_path(recording).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != recording:
                    damaged.append(recording)
                    continue
                size = file.tell()
                file.seek(0)
                out.add(SOUNDS + recording, file, size)
        except (StoreError, FileNotFoundError):
            without.append(recording)
    return tuple(without), tuple(damaged)


def _add_files(out: Writer, data_dir: Path) -> None:
    found = [file_path(data_dir), *KeptRubrics(data_dir).files()]
    for path in found:
        name = FILES + path.relative_to(data_dir).as_posix()
        if is_member(name) and path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                out.add(name, file, os.fstat(file.fileno()).st_size)


def _same_rows(path: Path, manifest: Manifest, rows: dict[str, int]) -> None:
    if {name: count for name, count in manifest.rows.items() if count} != {n: c for n, c in rows.items() if c}:
        raise StoreError(f"{path} cannot be used as a backup: rows are missing.", "Choose another one.")
