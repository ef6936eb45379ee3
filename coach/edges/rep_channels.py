"""The channel that the rep is usually on: noted whenever it is known otherwise, used when nothing else tells.

A dialer puts its own side on the same channel of every call, so a few calls are enough to know it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from coach.models import Basis, Casting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.casting import Habit
    from coach.edges.database import Database

LAST = 20
"""Calls that are looked back on."""
FEWEST = 3
CLEAR = 0.8
"""Share of them that must have the rep on one side."""
_KNOWN = (Basis.TOLD, Basis.SAID, Basis.VOICE)
_SIDES = ("left", "right")
_SET_SURE = 0.95


def note_side(database: Database, connection: Connection, recording: str, casting: Casting | None) -> None:
    """Notes the side of the rep of a call on two channels, where it was told, said or recognised by voice.

    What only the habit told is not noted: it would confirm itself.
    """
    from coach.casting import TELLS  # only now: the store is opened by much that never hears a call

    if casting is None or casting.rep not in _SIDES or casting.basis not in _KNOWN or casting.sure < TELLS:
        return
    table = database.rep_channels
    connection.execute(table.delete().where(table.c.recording_id == recording))
    now = dt.datetime.now(dt.UTC)
    connection.execute(table.insert().values(recording_id=recording, side=casting.rep, noted_at=now))


def channel_habit(database: Database, setting: str, recording: str | None = None) -> Habit | None:
    """Where the rep usually is: as `setting` says, or learned from the last calls other than `recording`.

    `setting` is "left", "right", "learn" or "off". None when it is off, or when no side is clear yet.
    """
    from coach.casting import Habit

    if setting in _SIDES:
        return Habit(setting, f"your settings say that the rep is on the {setting} channel", _SET_SURE)
    if setting != "learn":
        return None
    table = database.rep_channels
    query = table.select().where(table.c.recording_id != (recording or ""))
    with database.read() as connection:
        rows = connection.execute(query.order_by(table.c.noted_at.desc()).limit(LAST)).mappings().all()
    sides = [str(row["side"]) for row in rows]
    for side in _SIDES:
        count = sides.count(side)
        if count >= FEWEST and count >= CLEAR * len(sides):
            all_of = f"your last {count} calls" if count == len(sides) else f"{count} of your last {len(sides)} calls"
            return Habit(side, f"{all_of} had the rep on the {side} channel", (count + 1) / (len(sides) + 2))
    return None
