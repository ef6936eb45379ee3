"""Keeps to how long the user wants recordings kept: `keep_to_limits`, called by the worker and when a limit is set."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from coach.edges.erasing import begin_erasing, go_on_erasing
from coach.edges.holding import HeldError
from coach.edges.job import ACTIVE
from coach.errors import BusyError, StoreError
from coach.retention import Aged, Due, Limits, due

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.edges.store import Store

log = logging.getLogger(__name__)


def what_goes(store: Store, limits: Limits) -> Due:
    """What would go now; nothing is touched."""
    if not limits.any:
        return Due()
    with store.database.read() as connection:
        return due(_aged(store, connection), limits, dt.datetime.now(dt.UTC))


def keep_to_limits(store: Store, limits: Limits, data_dir: Path | None = None) -> Due:
    """Takes away what is older than the limits allow, and says what that was. `data_dir`: as `erase_recording` has it.

    One recording after the other, each looked at again before it goes: somebody may have pinned it, or asked for it
    to be listened to. Broken off at any point, what is left of one is found again the next time.
    """
    sound: list[Aged] = []
    whole: list[Aged] = []
    for recording in (found := what_goes(store, limits)).sound + found.whole:
        try:
            with store.database.write("retain") as connection:
                now_due = due(_aged(store, connection, recording.id), limits, dt.datetime.now(dt.UTC))
                for one in now_due.whole:
                    begin_erasing(connection, store, one.id)
                for one in now_due.sound:
                    store.remove_sound(one.id)
            for one in now_due.whole:
                go_on_erasing(store, one.id, data_dir)
        except HeldError:  # put on hold this very moment
            continue
        except BusyError:
            raise
        except (StoreError, OSError) as error:  # on Windows a file that is being played cannot go
            log.warning("recording %s stays until the next time: %s", recording.id, error)
            continue
        sound += now_due.sound
        whole += now_due.whole
    if sound or whole:
        store.database.leave_nothing_behind()
    return found.model_copy(update={"sound": tuple(sound), "whole": tuple(whole)})


def pin(store: Store, recording: str) -> None:
    """Keeps this recording whatever the limits say. Raises StoreError when we do not have it."""
    db = store.database
    with db.write("pin") as connection:
        if not connection.execute(db.recordings.select().where(db.recordings.c.id == recording)).first():
            raise StoreError("This recording is not kept here any more.", "It was erased in the meantime.")
        connection.execute(db.insert_once(db.pins, recording_id=recording, pinned_at=dt.datetime.now(dt.UTC)))


def unpin(store: Store, recording: str) -> None:
    """The limits hold for this recording again."""
    pins = store.database.pins
    with store.database.write("pin") as connection:
        connection.execute(pins.delete().where(pins.c.recording_id == recording))


def _aged(store: Store, connection: Connection, only: str | None = None) -> Iterable[Aged]:
    db = store.database
    columns, jobs = db.recordings.c, db.jobs.c
    rows = db.recordings.select().order_by(columns.kept_at)
    waiting = db.jobs.select().with_only_columns(jobs.recording_id).where(jobs.state.in_(ACTIVE))
    pins = db.pins.select().with_only_columns(db.pins.c.recording_id)
    held = set(connection.execute(db.holds.select().with_only_columns(db.holds.c.recording_id)).scalars())
    if only is not None:
        rows = rows.where(columns.id == only)
    busy, pinned = set(connection.execute(waiting).scalars()), set(connection.execute(pins).scalars())
    return [
        Aged(
            id=row["id"],
            name=row["name"],
            kept_at=row["kept_at"],
            sound_bytes=store.sound_bytes(row["id"]),
            is_judged=row["latest"] is not None,
            is_pinned=row["id"] in pinned,
            is_held=row["id"] in held,
            is_busy=row["id"] in busy,
        )
        for row in connection.execute(rows).mappings().all()
    ]
