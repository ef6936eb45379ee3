"""Takes away what a crash left behind: unfinished files, sound without a row, copies without sound, heard blocks.

Nothing that somebody may still be writing: only what has not been touched for an hour.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from coach.edges.failpoints import failpoint
from coach.edges.job import ACTIVE, State
from coach.models import Value

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.edges.store import Store

UNTOUCHED_S = 3600.0
_SOUND = re.compile(r"[0-9a-f]{64}")
_COPY = re.compile(r"([0-9a-f]{64})\.playback\.(json|mp3)")


class Left(Value):
    """What is left behind, or was taken away."""

    parts: int = 0
    """Files that were never complete."""
    sounds: int = 0
    """Sounds of no recording that we know."""
    copies: int = 0
    """Copies for listening, and drawings, of sounds that are gone."""
    blocks: int = 0
    """Heard stretches of recordings that nobody goes on with."""
    leases: int = 0
    """Jobs of workers that are gone."""

    @property
    def any(self) -> bool:
        return any(self.model_dump().values())

    @property
    def line(self) -> str:
        """In the user's words; "" when nothing is left."""
        many = {
            "unfinished file": self.parts,
            "sound without a recording": self.sounds,
            "copy without its sound": self.copies,
            "heard stretch that nobody goes on with": self.blocks,
            "job of a worker that is gone": self.leases,
        }
        return "; ".join(f"{what}: {number}" for what, number in many.items() if number)


def left_behind(store: Store, data_dir: Path, untouched_s: float = UNTOUCHED_S) -> Left:
    """What a sweep would take away; nothing is touched."""
    with store.database.read() as connection:
        known = _known(store, connection)
        return Left(
            parts=len(_parts(data_dir, untouched_s)),
            sounds=len(_sounds(data_dir, known, untouched_s)),
            copies=len(_copies(data_dir, untouched_s)),
            blocks=len(_blocks(store, connection, untouched_s)),
            leases=len(_leases(store, connection)),
        )


def sweep(store: Store, data_dir: Path, untouched_s: float = UNTOUCHED_S) -> Left:
    """Takes it away and says how much it was. Broken off at any point, the next one takes the rest.

    `untouched_s` below an hour is for when nobody else runs.
    """
    if not (found := left_behind(store, data_dir, untouched_s)).any:
        return found
    for part in _parts(data_dir, untouched_s):
        _unlink(part)
    with store.database.write("sweep") as connection:  # alone in writing: no recording comes while we look
        for sound in _sounds(data_dir, _known(store, connection), untouched_s):
            _unlink(sound)
        blocks, jobs = store.database.heard_blocks, store.database.jobs
        for recording, run in set(_blocks(store, connection, untouched_s)):
            of_it = (blocks.c.recording_id == recording, blocks.c.run == run)
            connection.execute(blocks.delete().where(*of_it))
        free = {"state": State.QUEUED, "worker": None, "lease_until": None}
        connection.execute(jobs.update().where(jobs.c.id.in_(_leases(store, connection))).values(**free))
    for copy in _copies(data_dir, untouched_s):
        _unlink(copy)
    return found


def _parts(data_dir: Path, untouched_s: float) -> list[Path]:
    files = (
        *(data_dir / "tmp").glob("*.part"),
        *(data_dir / "audio").glob("??/*.part"),
        *data_dir.glob("*.part"),
        *(data_dir / "rubrics").glob("**/*.part"),
    )
    return [file for file in files if _is_old(file, untouched_s)]


def _sounds(data_dir: Path, known: set[str], untouched_s: float) -> list[Path]:
    return [
        file
        for file in (data_dir / "audio").glob("??/*")
        if _SOUND.fullmatch(file.name) and file.name not in known and _is_old(file, untouched_s)
    ]


def _copies(data_dir: Path, untouched_s: float) -> list[Path]:
    return [
        file
        for file in (data_dir / "audio").glob("??/*.playback.*")
        if (of := _COPY.fullmatch(file.name)) and not file.with_name(of[1]).exists() and _is_old(file, untouched_s)
    ]


def _known(store: Store, connection: Connection) -> set[str]:
    recordings = store.database.recordings
    return set(connection.execute(recordings.select().with_only_columns(recordings.c.id)).scalars())


def _blocks(store: Store, connection: Connection, untouched_s: float) -> list[tuple[str, str]]:
    blocks, jobs = store.database.heard_blocks, store.database.jobs
    busy = jobs.select().with_only_columns(jobs.c.recording_id).where(jobs.c.state.in_(ACTIVE))
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=untouched_s)
    old = (blocks.c.recording_id.not_in(busy), blocks.c.heard_at <= long_ago)
    query = blocks.select().with_only_columns(blocks.c.recording_id, blocks.c.run).where(*old)
    return [(row[0], row[1]) for row in connection.execute(query)]


def _leases(store: Store, connection: Connection) -> list[str]:
    jobs = store.database.jobs
    lost = (jobs.c.state == State.WORKING, jobs.c.lease_until < dt.datetime.now(dt.UTC))
    return list(connection.execute(jobs.select().with_only_columns(jobs.c.id).where(*lost)).scalars())


def _is_old(file: Path, untouched_s: float) -> bool:
    with contextlib.suppress(FileNotFoundError):  # it was just finished, or taken away
        return file.stat().st_mtime <= time.time() - untouched_s
    return False


def _unlink(file: Path) -> None:
    failpoint("sweep-unlink")
    with contextlib.suppress(PermissionError):  # Windows: somebody plays it; the next time, then
        file.unlink(missing_ok=True)
