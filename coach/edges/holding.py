"""Legal holds: a recording on hold stays, whoever or whatever would take it away, until the hold is lifted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from coach.errors import CoachError, StoreError
from coach.models import Value

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.edges.store import Store

LONGEST_REASON = 300


class Hold(Value):
    """That a recording must stay, why, and who said so."""

    recording: str
    reason: str
    author: str
    held_at: dt.datetime


class HeldError(CoachError):
    """It was to be taken away, and is on hold."""

    def __init__(self, count: int = 1) -> None:
        super().__init__(
            "This recording is on hold, so nothing was erased."
            if count == 1
            else f"{count} recordings are on hold, so nothing was erased.",
            "Lift the hold first, on the recording's page or with: coach hold ID --lift",
        )


def hold(store: Store, recording: str, reason: str, author: str) -> None:
    """Puts a recording on hold, or gives the hold another reason. Raises CoachError without a reason."""
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise CoachError("A hold needs a reason.", "Say why the recording must stay, such as the name of the case.")
    db = store.database
    row = {"reason": reason, "author": author.strip(), "held_at": dt.datetime.now(dt.UTC)}
    with db.write() as connection:
        if not connection.execute(db.recordings.select().where(db.recordings.c.id == recording)).first():
            raise StoreError("This recording is not kept here.", "It may have been erased.")
        begun = db.erasures.c.recording == recording, db.erasures.c.finished_at.is_(None)
        if connection.execute(db.erasures.select().where(*begun)).first():
            raise StoreError("This recording is being erased.", "It is too late to put it on hold.")
        connection.execute(db.insert_once(db.holds, recording_id=recording, **row))
        connection.execute(db.holds.update().where(db.holds.c.recording_id == recording).values(**row))


def lift(store: Store, recording: str) -> None:
    """Ends a hold; one that is not there is fine."""
    holds = store.database.holds
    with store.database.write() as connection:
        connection.execute(holds.delete().where(holds.c.recording_id == recording))


def holds(store: Store) -> tuple[Hold, ...]:
    """Every hold, the newest first."""
    table = store.database.holds
    with store.database.read() as connection:
        rows = connection.execute(table.select().order_by(table.c.held_at.desc())).mappings().all()
    return tuple(
        Hold(recording=row["recording_id"], **{k: row[k] for k in ("reason", "author", "held_at")}) for row in rows
    )


def hold_of(store: Store, recording: str) -> Hold | None:
    """The hold on this recording."""
    return next((one for one in holds(store) if one.recording == recording), None)


def must_not_be_held(connection: Connection, store: Store, recording: str | None = None) -> None:
    """Raises HeldError where this recording is on hold, or any without one."""
    table = store.database.holds
    query = table.select() if recording is None else table.select().where(table.c.recording_id == recording)
    if count := len(connection.execute(query).all()):
        raise HeldError(count)
