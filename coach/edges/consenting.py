"""Why a recording may be kept, where a person said so: kept beside it, and put before what its words show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from coach.errors import StoreError
from coach.models import Transcript
from coach.recording_consent import RecordingBasis, RecordingConsent, consent_of

if TYPE_CHECKING:
    from coach.edges.store import Store


def set_consent(store: Store, recording: str, basis: RecordingBasis | None, author: str) -> None:
    """What a person says it is; None takes that back. Raises StoreError when we do not have the recording."""
    db = store.database
    with db.write() as connection:
        if not connection.execute(db.recordings.select().where(db.recordings.c.id == recording)).first():
            raise StoreError("This recording is not kept here any more.", "It was erased in the meantime.")
        connection.execute(db.consents.delete().where(db.consents.c.recording_id == recording))
        if basis is not None:
            row = {"basis": basis.value, "author": author.strip(), "set_at": dt.datetime.now(dt.UTC)}
            connection.execute(db.consents.insert().values(recording_id=recording, **row))


def recording_consent(store: Store, recording: str, transcript: Transcript) -> RecordingConsent:
    """What holds for this recording."""
    table = store.database.consents
    with store.database.read() as connection:
        row = connection.execute(table.select().where(table.c.recording_id == recording)).mappings().one_or_none()
    return consent_of(transcript, RecordingBasis(row["basis"]) if row else None, row["author"] if row else "")
