"""What is kept on this machine, how much of it, and taking it away for good: sound, rows, and what leads hold of it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from coach.edges import settings_file
from coach.edges.failpoints import failpoint
from coach.edges.kept import read_value
from coach.edges.kept_rubrics import KeptRubrics
from coach.edges.tables import OUTLIVES_ERASING, metadata
from coach.errors import StoreError
from coach.holdings import Held
from coach.leads import Touch

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.edges.store import Store
    from coach.settings import Settings


def held(store: Store, settings: Settings) -> Held:
    """How much is kept now."""
    db = store.database
    return Held(
        recordings=db.count(db.recordings),
        leads=db.count(db.leads),
        voice_samples=db.count(db.voice_samples),
        sound_bytes=_bytes_in(settings.data_dir / "audio"),
        database_bytes=db.size(),
        model_bytes=_bytes_in(settings.models_dir),
        free_bytes=shutil.disk_usage(settings.data_dir).free,
    )


def erase_recording(store: Store, recording: str) -> None:
    """Takes away the sound, what was heard, every score and job, and what the log of a lead holds of it.

    That somebody was called, or asked not to be, stays in the log of the lead: without their words. Broken off, or
    with StoreError where the disk or another program holds on to the sound: the same again takes what is left.
    """
    try:
        with store.database.write("erase") as connection:
            erase_in(connection, store, recording)
    except OSError as error:
        raise StoreError(
            f"The sound could not be taken away: {error.strerror}.", "Close what plays it, then erase it again."
        ) from error


def erase_in(connection: Connection, store: Store, recording: str) -> None:
    """Like `erase_recording`, as a part of something bigger."""
    log = store.database.lead_log
    rows = connection.execute(log.select().where(log.c.body.contains(recording))).mappings().all()
    for row in rows:
        touch = read_value(Touch, row["body"]).model_copy(update={"recording": None, "reply": None})
        connection.execute(log.update().where(log.c.id == row["id"]).values(body=touch.model_dump_json()))
    store.delete_in(connection, recording)


def erase_everything(store: Store, settings: Settings) -> None:
    """Takes away every recording, score, lead and voice sample, own rubrics, settings and the worker's log.

    Speech models stay: they hold nothing of anybody. So do people, their logins and the audit log: no word of a
    recording or a lead stands there.
    """
    store.delete_sound()
    store.database.forget_copies()
    with store.database.write("erase-all") as connection:
        for table in reversed(metadata.sorted_tables):
            if table.info.get(OUTLIVES_ERASING):
                continue
            connection.execute(table.delete())
    settings_file.remove(settings.data_dir)
    KeptRubrics(settings.data_dir).remove_all()
    for log in settings.data_dir.glob("worker.log*"):
        with contextlib.suppress(OSError):  # a worker may just be turning it over
            failpoint("log-clear")
            log.write_bytes(b"")


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
