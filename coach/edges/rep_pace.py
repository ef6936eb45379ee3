"""The rep's own pace, measured on the voicemails that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.edges.kept import read_value, same_person
from coach.models import Facts, Kind, Transcript
from coach.pace import LAST, RepPace, rep_pace, spoken

if TYPE_CHECKING:
    from coach.edges.store import Store

_LOOKED_AT = 5 * LAST
"""Voicemails that are opened at most: some may be of another rep, or too short."""


def stored_pace(store: Store, caller: str | None) -> RepPace:
    """The pace of `caller` on the last voicemails; those of which no caller was told count as theirs.

    Without a caller all count: this machine is one rep's.
    """
    db = store.database
    columns, cards = db.recordings.c, db.scorecards.c
    query = (
        db.recordings.join(db.scorecards, cards.id == columns.latest)
        .join(db.transcripts, db.transcripts.c.id == cards.transcript_id)
        .select()
        .with_only_columns(cards.facts, db.transcripts.c.body)
        .where(columns.kind == Kind.VOICEMAIL)
        .order_by(columns.kept_at.desc(), columns.id)
        .limit(_LOOKED_AT)
    )
    with db.read() as connection:
        rows = connection.execute(query).mappings().all()
    own = (row for row in rows if _is_of(read_value(Facts, row["facts"]).caller, caller))
    measured = (spoken(read_value(Transcript, row["body"])) for row in own)
    return rep_pace(message for message in measured if message)


def _is_of(said: str | None, caller: str | None) -> bool:
    return not said or not caller or same_person(said) == same_person(caller)
