"""How a result comes into the tables: what a transaction that keeps one does."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from coach.edges.kept import Judgement, plain_name, same_person
from coach.edges.rep_channels import note_side
from coach.models import Facts, Result
from coach.withholding import value_without_secrets

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from coach.edges.database import Database


def name_recording(db: Database, connection: Connection, recording: str, name: str) -> None:
    """Makes sure that there is a recording of this id, which is known by this name too."""
    now, name = dt.datetime.now(dt.UTC), plain_name(name)
    connection.execute(db.insert_once(db.recordings, id=recording, name=name, kept_at=now))
    connection.execute(db.insert_once(db.names, recording_id=recording, name=name, kept_at=now))


def count_anew(db: Database, connection: Connection, recording: str) -> None:
    """Its sound came (again): how long it is kept counts from now."""
    recordings = db.recordings
    this = recordings.update().where(recordings.c.id == recording)
    connection.execute(this.values(kept_at=dt.datetime.now(dt.UTC)))


def save(db: Database, connection: Connection, result: Result, facts: Facts, original: int | None = None) -> int:
    """Keeps `result` as the latest of its recording, and gives the id of its transcript.

    Earlier results stay; an equal one makes no second row. `original` is the id of the transcript as heard, of which
    this one is the corrected form.
    """
    judgement = Judgement.of(result)
    recording, card = judgement.recording, judgement.scorecard
    told, transcript = value_without_secrets(facts).model_dump_json(), result.transcript.model_dump_json()
    text_digest = _digest(transcript)
    digest = _digest(text_digest, judgement.nameless.model_dump_json(), told)
    of_this = {"recording_id": recording.id}

    name_recording(db, connection, recording.id, recording.name)
    connection.execute(
        db.insert_once(db.transcripts, **of_this, digest=text_digest, body=transcript, original_id=original)
    )
    transcript_id: int = _only_id(connection, db.transcripts, recording.id, text_digest)
    if original is not None:  # two hearings may come to the same once they are corrected: the later one counts
        columns = db.transcripts.c
        same = db.transcripts.update().where(columns.id == transcript_id, columns.original_id.is_not(None))
        connection.execute(same.values(original_id=original))
    connection.execute(
        db.insert_once(
            db.scorecards,
            **of_this,
            transcript_id=transcript_id,
            digest=digest,
            created_at=dt.datetime.now(dt.UTC),
            kind=recording.kind,
            rubric=card and card.rubric,
            rubric_version=card and card.rubric_version,
            rubric_digest=card and card.rubric_digest,
            score=card and card.score,
            engine=result.engine.model_dump_json(),
            facts=told,
            body=judgement.model_dump_json(),
        )
    )
    connection.execute(
        db.recordings.update()
        .where(db.recordings.c.id == recording.id)
        .values(
            kind=recording.kind,
            lead=same_person(facts.lead) if facts.lead else None,
            recorded_on=facts.date,
            body=recording.model_dump_json(),
            latest=_only_id(connection, db.scorecards, recording.id, digest),
        )
    )
    note_side(db, connection, recording.id, result.transcript.casting)
    return transcript_id


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _only_id(connection: Connection, table: Table, recording: str, digest: str) -> Any:
    query = table.select().with_only_columns(table.c.id).where(table.c.recording_id == recording)
    return connection.execute(query.where(table.c.digest == digest)).scalar_one()
