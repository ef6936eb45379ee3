"""Takes secret numbers out of what was kept before the product did so by itself: `coach redact --stored`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coach.edges.kept import read_value
from coach.models import Span, Transcript, Value
from coach.spoken_secrets import secrets_said
from coach.withholding import json_without_secrets, without_secrets

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from coach.edges.store import Store


class Redacted(Value):
    """What was changed."""

    recordings: int
    texts: int
    """Notes, comments, drafts and other typed texts."""


def redact_stored(store: Store) -> Redacted:
    """Goes over everything that is kept; twice is the same as once.

    Findings keep their verdicts. Where words of a recording had been corrected by hand and hold a secret number, the
    corrected words are kept as they came out; the single corrections go, as they held the number.
    """
    db = store.database
    with db.write() as connection:
        changed = {recording for recording in _ids(connection, store) if _recording(connection, store, recording)}
        typed = (
            *((db.lead_log, "body"), (db.review_log, "body"), (db.session_log, "body"), (db.jobs, "options")),
            (db.scorecards, "facts"),
        )
        texts = sum(_texts(connection, table, column) for table, column in typed)
        texts += _texts(connection, db.corrections, "body")
    if changed or texts:
        db.leave_nothing_behind()
    return Redacted(recordings=len(changed), texts=texts)


def _ids(connection: Connection, store: Store) -> Sequence[str]:
    recordings = store.database.recordings
    return connection.execute(recordings.select().with_only_columns(recordings.c.id)).scalars().all()


def _recording(connection: Connection, store: Store, recording: str) -> bool:
    db = store.database
    transcripts, cards, corrections = db.transcripts, db.scorecards, db.corrections
    rows = connection.execute(transcripts.select().where(transcripts.c.recording_id == recording)).mappings().all()
    touched = False
    for row in rows:
        before = read_value(Transcript, row["body"])
        after = without_secrets(before)
        if after == before:
            continue
        touched = True
        body = after.model_dump_json()
        values = {"body": body, "digest": _digest(body, str(row["id"])), "original_id": None}
        connection.execute(transcripts.update().where(transcripts.c.id == row["id"]).values(**values))
        spans = [span for said in secrets_said(after) for span in said.spans]
        of = cards.select().where(cards.c.transcript_id == row["id"])
        for card in connection.execute(of).mappings().all():
            told = json.dumps(_quiet(json.loads(json_without_secrets(card["body"])), spans), ensure_ascii=False)
            new = {"body": told, "digest": _digest(told, str(card["id"]))}
            connection.execute(cards.update().where(cards.c.id == card["id"]).values(**new))
    if touched:
        connection.execute(corrections.delete().where(corrections.c.recording_id == recording))
        own = transcripts.c.recording_id == recording
        connection.execute(transcripts.update().where(own).values(original_id=None))
    return touched


def _quiet(part: Any, spans: Sequence[Span]) -> Any:
    """A judgement whose quotes from these spans are gone: a piece of a number alone looks like any other number."""
    if isinstance(part, list):
        return [_quiet(one, spans) for one in part]
    if not isinstance(part, dict):
        return part
    words = next((key for key in ("quote", "text") if key in part and "start" in part and "end" in part), None)
    if words and any(part["start"] < span.end and span.start < part["end"] for span in spans):
        return part | {words: "[not kept]"}
    return {key: _quiet(value, spans) for key, value in part.items()}


def _texts(connection: Connection, table: Table, column: str) -> int:
    changed = 0
    for row in connection.execute(table.select().with_only_columns(table.c.id, table.c[column])).mappings().all():
        after = json_without_secrets(row[column])
        if json.loads(after) != json.loads(row[column]):
            connection.execute(table.update().where(table.c.id == row["id"]).values({column: after}))
            changed += 1
    return changed


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
