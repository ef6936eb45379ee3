"""Corrections as they are kept: beside the transcript as heard, added and withdrawn, never changed.

They belong to the words as heard. When the file is listened to again and the same words come out, they still stand;
for other words they wait until those words come back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from coach.corrected import corrected, heard_key
from coach.corrections import Correction
from coach.edges.kept import Judgement, read_value
from coach.edges.saving import save
from coach.errors import CoachError, StoreError
from coach.models import Facts, Result, Transcript, Value

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from coach.edges.store import Store

_CORRECTION: TypeAdapter[Correction] = TypeAdapter(Correction)


class Standing(Value):
    """Where a recording stands: as heard, what was put right since, what that gives, and its latest result."""

    recording: str
    heard: Transcript
    heard_id: int
    made: tuple[Correction, ...]
    token: str
    """Names this state: it changes with every correction, every undo and every other result."""
    transcript: Transcript
    """`heard` with `made` applied."""
    result: Result
    """The latest result, which is of `transcript` unless nobody has scored it yet."""
    facts: Facts
    left_out: int
    """Corrections of other words than those that are heard now."""

    @property
    def is_scored(self) -> bool:
        return self.result.transcript == self.transcript


class OutdatedError(CoachError):
    """Somebody corrected the same recording in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "This recording was corrected elsewhere in the meantime, so nothing was changed.",
            "Look at it as it is now, and correct it again.",
        )


class Corrections:
    """The corrections of the recordings in a store."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def standing(self, recording: str) -> Standing | None:
        """Where this recording stands; None when it has no result yet."""
        with self._db.read() as connection:
            return self._standing(connection, recording)

    def token(self, recording: str) -> str:
        """The name of the state in which this recording stands now."""
        with self._db.read() as connection:
            return self._token(connection, recording)

    def add(self, seen: Standing, new: Sequence[Correction], result: Result, facts: Facts) -> None:
        """Keeps `new` and the `result` that follows from them, both or neither.

        Raises OutdatedError when the recording no longer stands as it was `seen`.
        """
        table, now = self._db.corrections, dt.datetime.now(dt.UTC)
        with self._db.write("correct") as connection:
            self._unchanged(connection, seen)
            for correction in new:
                connection.execute(
                    table.insert().values(
                        recording_id=seen.recording,
                        transcript_id=seen.heard_id,
                        body=correction.model_dump_json(),
                        created_at=now,
                    )
                )
            save(self._db, connection, result, facts, self._original(seen, result))

    def withdraw(self, seen: Standing, result: Result, facts: Facts) -> None:
        """Takes back the corrections that were made last, together; `result` is what follows without them.

        Raises OutdatedError when the recording no longer stands as it was `seen`.
        """
        columns, now = self._db.corrections.c, dt.datetime.now(dt.UTC)
        with self._db.write("undo") as connection:
            self._unchanged(connection, seen)
            ids = [row["id"] for row in self._last(connection, seen.recording, seen.heard_id, seen.heard)]
            connection.execute(self._db.corrections.update().where(columns.id.in_(ids)).values(withdrawn_at=now))
            save(self._db, connection, result, facts, self._original(seen, result))

    def without_last(self, seen: Standing) -> tuple[Correction, ...]:
        """The corrections that stand once those made last, together, are taken back."""
        with self._db.read() as connection:
            taken = self._last(connection, seen.recording, seen.heard_id, seen.heard)
        return seen.made[: len(seen.made) - len(taken)]

    def find(self, start_of_id: str) -> list[str]:
        """The recordings whose id begins so, two at most."""
        columns = self._db.recordings.c
        query = self._db.recordings.select().with_only_columns(columns.id).order_by(columns.id).limit(2)
        with self._db.read() as connection:
            found = connection.execute(query.where(columns.id.startswith(start_of_id, autoescape=True)))
            return [str(row[0]) for row in found]

    def _standing(self, connection: Connection, recording: str) -> Standing | None:
        latest = self._latest(connection, recording)
        if latest is None:
            return None
        now = read_value(Transcript, latest["transcript"])
        heard, heard_id = now, latest["transcript_id"]
        if latest["original_id"] is not None:
            heard_id = latest["original_id"]
            heard = self._transcript(connection, heard_id)
        rows = self._made(connection, recording, heard_id, heard)
        made, transcript = _applied(heard, rows)
        if now not in (heard, transcript):  # other words, which happen to be a corrected form of earlier ones
            heard, heard_id, rows, made, transcript = now, latest["transcript_id"], [], (), now
        everything = len(self._all(connection, recording))
        return Standing(
            recording=recording,
            heard=heard,
            heard_id=heard_id,
            made=made,
            token=self._token(connection, recording),
            transcript=transcript,
            result=read_value(Judgement, latest["judgement"]).on(now),
            facts=read_value(Facts, latest["facts"]),
            left_out=everything - len(made),
        )

    def _latest(self, connection: Connection, recording: str) -> RowMapping | None:
        db = self._db
        cards, transcripts = db.scorecards.c, db.transcripts.c
        query = (
            db.recordings.join(db.scorecards, cards.id == db.recordings.c.latest)
            .join(db.transcripts, transcripts.id == cards.transcript_id)
            .select()
            .with_only_columns(
                cards.facts,
                cards.body.label("judgement"),
                transcripts.body.label("transcript"),
                transcripts.id.label("transcript_id"),
                transcripts.original_id,
            )
            .where(db.recordings.c.id == recording)
        )
        return connection.execute(query).mappings().one_or_none()

    def _all(self, connection: Connection, recording: str) -> list[RowMapping]:
        """The corrections that were not withdrawn, in order."""
        columns = self._db.corrections.c
        query = self._db.corrections.select().where(columns.recording_id == recording, columns.withdrawn_at.is_(None))
        return list(connection.execute(query.order_by(columns.id)).mappings())

    def _made(self, connection: Connection, recording: str, heard_id: int, heard: Transcript) -> list[RowMapping]:
        """Those of the same words, in order: who is taken for the rep as heard may differ between hearings."""
        rows = self._all(connection, recording)
        others = {row["transcript_id"] for row in rows} - {heard_id}
        key = heard_key(heard) if others else ""
        same = {heard_id, *(i for i in others if heard_key(self._transcript(connection, i)) == key)}
        return [row for row in rows if row["transcript_id"] in same]

    def _last(self, connection: Connection, recording: str, heard_id: int, heard: Transcript) -> list[RowMapping]:
        rows = self._made(connection, recording, heard_id, heard)
        return [row for row in rows if row["created_at"] == rows[-1]["created_at"]]

    def _transcript(self, connection: Connection, transcript_id: int) -> Transcript:
        table = self._db.transcripts
        query = table.select().with_only_columns(table.c.body).where(table.c.id == transcript_id)
        return read_value(Transcript, connection.execute(query).scalar_one())

    def _unchanged(self, connection: Connection, seen: Standing) -> None:
        if self._token(connection, seen.recording) != seen.token:
            raise OutdatedError

    def _token(self, connection: Connection, recording: str) -> str:
        made, recordings = self._db.corrections, self._db.recordings
        stand = made.select().where(made.c.recording_id == recording, made.c.withdrawn_at.is_(None))
        last = connection.execute(stand.with_only_columns(made.c.id).order_by(made.c.id.desc()).limit(1)).scalar()
        latest = recordings.select().with_only_columns(recordings.c.latest).where(recordings.c.id == recording)
        return f"{connection.execute(latest).scalar()}-{last or 0}"

    def _original(self, seen: Standing, result: Result) -> int | None:
        return None if result.transcript == seen.heard else seen.heard_id


def _applied(heard: Transcript, rows: Sequence[RowMapping]) -> tuple[tuple[Correction, ...], Transcript]:
    """The corrections and what they give."""
    try:
        made = tuple(_CORRECTION.validate_json(row["body"]) for row in rows)
        return made, corrected(heard, made)
    except (ValidationError, CoachError) as error:
        raise StoreError(
            "The corrections of this recording were made by another version of Callback Coach and cannot be read.",
            "Use that version.",
        ) from error
