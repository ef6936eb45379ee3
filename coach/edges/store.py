"""Recordings, transcripts and scorecards, kept: audio as files named by content, the rest in the database.

Importing this is cheap: the database library is loaded when a store is opened.
"""

from __future__ import annotations

import datetime as dt
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from coach.access import LOCAL, NOBODY, Action, Actor, Resource, Thing, authorize, may
from coach.edges.audio_folder import AudioFolder
from coach.edges.kept import Judgement, Kept, Scored, message_text, read_value, same_person
from coach.edges.places import keep_folder_to_ourselves
from coach.edges.saving import count_anew, name_recording, save
from coach.errors import StoreError
from coach.models import Engine, Facts, Kind, Recording, Result, Transcript

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

    from coach.settings import Settings


class Store:
    """Everything that we keep. One value may be shared by threads; each process opens its own."""

    def __init__(self, url: str, data_dir: Path, room: int = 0) -> None:
        """Opens the database, bringing its tables up to date. Raises StoreError when it cannot be used.

        `room` is how many bytes stay free on the disk: a recording that would take them is refused.
        """
        from coach.edges.database import Database

        keep_folder_to_ourselves(data_dir)
        self.database = Database(url, data_dir / "backups")
        self._audio = AudioFolder(data_dir, room)
        self._actor: Actor | None = None
        self._of_everybody: Store | None = None

    def as_actor(self, actor: Actor) -> Store:
        """The same store as far as it is the actor's: what is not theirs is as if it were not here.

        What the actor may see and not change raises AccessError. Whoever sits at the machine gets all of it.
        """
        if actor == LOCAL:
            return self
        theirs = copy(self)
        theirs._actor, theirs.database = actor, self.database.as_actor(actor)
        theirs._of_everybody = self.of_everybody()
        return theirs

    def of_everybody(self) -> Store:
        """The whole store behind an actor's part of it, for what has asked `must` first."""
        return self._of_everybody or self

    def as_owner(self, recording: str) -> Store:
        """The same store as far as it is of whoever this recording belongs to, for work on their behalf."""
        found = self.resource(recording)
        if found.owner == LOCAL.id:
            return self
        return self.as_actor(Actor(id=found.owner, team=found.team) if found.owner else NOBODY)

    def resource(self, recording: str) -> Resource:
        """Whose the recording is, as `access.authorize` asks; nobody's where it is not here (for the actor)."""
        rows = self.database.recordings
        query = rows.select().with_only_columns(rows.c.owner, rows.c.team).where(rows.c.id == recording)
        with self.database.read() as connection:
            found = connection.execute(query).one_or_none()
        owner, team = found or (None, "")
        return Resource(kind=Thing.RECORDING, id=recording, owner=owner, team=team)

    def must(self, action: Action, recording: str) -> None:
        """Raises AccessError unless the store's actor may do this to the recording."""
        if self._actor is not None:
            authorize(self._actor, action, self.resource(recording))

    def close(self) -> None:
        """Lets go of the database; the store is not used afterwards."""
        self.database.close()

    def describe(self) -> str:
        """The database and its engine in a few words, without a password."""
        return self.database.describe()

    def keep_audio(self, source: Path | BinaryIO, name: str, max_bytes: int) -> str:
        """The id of the recording, once its bytes are safe on disk. The same bytes again are the same recording.

        A stream is read to its end from where it stands. Raises AudioError for what is empty, too large or no file,
        StoreError when there is no room for it.
        """
        if isinstance(source, Path):
            recording, is_new = self._audio.keep_file(source, max_bytes)
        else:
            recording, is_new = self._audio.keep_stream(source, max_bytes)
        with self.database.write("intake") as connection:
            name_recording(self.database, connection, recording, name)
            if is_new:
                count_anew(self.database, connection, recording)
        return recording

    def audio_path(self, recording: str) -> Path:
        """Where the sound of this recording lies. Raises StoreError when we have none."""
        self.must(Action.PLAY, recording)
        path = self._audio.path(recording)
        if not path.is_file():
            raise StoreError("The sound of this recording is not kept here.", "Add the file again.")
        return path

    def save_result(self, result: Result, facts: Facts) -> None:
        """Keeps `result` as the latest of its recording. Earlier ones stay; an equal one makes no second row."""
        with self.database.write("save") as connection:
            save(self.database, connection, result, facts)

    def result(self, recording: str) -> Result | None:
        """The latest result, None when there is none (yet)."""
        row = self._latest(recording)
        if row is None:
            return None
        return read_value(Judgement, row["judgement"]).on(read_value(Transcript, row["transcript"]))

    def facts(self, recording: str) -> Facts | None:
        """What the user had told us when the latest result was made."""
        row = self._latest(recording)
        return read_value(Facts, row["facts"]) if row else None

    def transcript(self, recording: str) -> Transcript | None:
        """The transcript of the latest result."""
        row = self._latest(recording)
        return read_value(Transcript, row["transcript"]) if row else None

    def recording(self, recording: str) -> Kept | None:
        """This recording, None when we do not have it."""
        return next(iter(self._kept(self.database.recordings.c.id == recording, 1)), None)

    def name(self, recording: str) -> str:
        """The name under which the recording came first; its id where we have none."""
        kept = self.recording(recording)
        return kept.name if kept else recording

    def recordings(self, limit: int | None = None) -> list[Kept]:
        """All recordings, the newest first, with the score of their latest result."""
        return self._kept(None, limit)

    def history(self, limit: int | None = None, recording: str | None = None) -> list[Scored]:
        """Every result ever made (of `recording`), the newest first."""
        db = self.database
        cards = db.scorecards.c
        query = (
            db.scorecards.join(db.recordings, db.recordings.c.id == cards.recording_id)
            .select()
            .with_only_columns(
                cards.recording_id.label("id"),
                db.recordings.c.name,
                cards.created_at,
                cards.kind,
                cards.rubric,
                cards.rubric_version,
                cards.score,
                cards.engine,
                cards.facts,
                (cards.id == db.recordings.c.latest).label("is_latest"),
            )
            .order_by(cards.created_at.desc(), cards.id.desc())
            .limit(limit)
        )
        if recording is not None:
            query = query.where(cards.recording_id == recording)
        with db.read() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        scored = []
        for row in rows:
            engine, facts = read_value(Engine, row.pop("engine")), read_value(Facts, row.pop("facts"))
            scored.append(Scored(**row, lead=facts.lead, engine=engine.version, speech_model=engine.speech_model))
        return scored

    def previous_voicemails(
        self, lead: str, before: dt.date | None = None, recording: str | None = None
    ) -> tuple[str, ...]:
        """What earlier voicemails to this lead said, oldest first, as `Facts.previous` wants it.

        Earlier than `before` (the day of `recording`), and on that same day those kept before `recording` was. Takes
        for practice are none: nobody heard them.
        """
        db = self.database
        columns = db.recordings.c
        query = (
            db.recordings.join(db.scorecards, db.scorecards.c.id == columns.latest)
            .join(db.transcripts, db.transcripts.c.id == db.scorecards.c.transcript_id)
            .select()
            .with_only_columns(
                columns.id, columns.kept_at, columns.recorded_on, db.transcripts.c.body, db.scorecards.c.facts
            )
            .where(columns.lead == same_person(lead), columns.kind == Kind.VOICEMAIL)
        )
        with db.read() as connection:
            rows = connection.execute(query).mappings().all()
            own = db.recordings.select().where(columns.id == recording)
            kept_at = connection.execute(own).mappings().one_or_none()
        this_kept_at = kept_at["kept_at"] if kept_at else dt.datetime.now(dt.UTC)
        this = (before or this_kept_at.date(), this_kept_at)
        earlier = sorted(
            (when, message_text(read_value(Transcript, row["body"])))
            for row in rows
            if row["id"] != recording
            and (when := (row["recorded_on"] or row["kept_at"].date(), row["kept_at"])) < this
            and not read_value(Facts, row["facts"]).practice
        )
        return tuple(text for _, text in earlier if text)

    def with_previous(self, facts: Facts, recording: str) -> Facts:
        """`facts` with the earlier voicemails to this lead that we have kept, unless others were named."""
        if facts.previous is not None or not facts.lead:
            return facts
        previous = self.previous_voicemails(facts.lead, facts.date, recording)
        return facts.model_copy(update={"previous": previous or None})

    def delete(self, recording: str) -> None:
        """Removes the recording with its sound, transcripts, results and jobs. One that is not there is fine."""
        with self.database.write("delete") as connection:
            self.delete_in(connection, recording)

    def delete_in(self, connection: Connection, recording: str) -> None:
        """Like `delete`, as a part of something bigger."""
        recordings = self.database.recordings
        self.must(Action.ERASE, recording)
        self.database.forget_copies()
        self._audio.remove(recording)  # first: were we cut off here, the row would still lead to what is left
        connection.execute(recordings.delete().where(recordings.c.id == recording))

    def remove_sound(self, recording: str) -> None:
        """Removes the sound of this recording and what was made of it; its results stay."""
        self.must(Action.ERASE, recording)
        self._audio.remove(recording)

    def sound_bytes(self, recording: str) -> int:
        """How much the sound of this recording takes, with what was made of it; 0 where none is left."""
        if self._actor is not None and not may(self._actor, Action.SEE, self.resource(recording)):
            return 0
        return self._audio.size(recording)

    def delete_sound(self) -> None:
        """Removes the sound of every recording, and what was left of one that was never complete."""
        if self._actor is not None:
            authorize(self._actor, Action.ERASE, Resource(kind=Thing.SYSTEM))
        self._audio.remove_all()

    def _latest(self, recording: str) -> RowMapping | None:
        db = self.database
        query = (
            db.recordings.join(db.scorecards, db.scorecards.c.id == db.recordings.c.latest)
            .join(db.transcripts, db.transcripts.c.id == db.scorecards.c.transcript_id)
            .select()
            .with_only_columns(
                db.scorecards.c.facts,
                db.scorecards.c.body.label("judgement"),
                db.transcripts.c.body.label("transcript"),
            )
            .where(db.recordings.c.id == recording)
        )
        with db.read() as connection:
            return connection.execute(query).mappings().one_or_none()

    def _kept(self, which: ColumnElement[bool] | None, limit: int | None) -> list[Kept]:
        db = self.database
        columns, cards = db.recordings.c, db.scorecards.c
        query = (
            db.recordings.outerjoin(db.scorecards, cards.id == columns.latest)
            .outerjoin(db.pins, db.pins.c.recording_id == columns.id)
            .select()
            .with_only_columns(
                columns.id,
                columns.name,
                columns.kept_at,
                columns.body,
                cards.rubric,
                cards.score,
                cards.facts,
                db.pins.c.pinned_at,
            )
            .order_by(columns.kept_at.desc(), columns.id)
            .limit(limit)
        )
        if which is not None:
            query = query.where(which)
        with db.read() as connection:
            rows = connection.execute(query).mappings().all()
            names = db.names.select().order_by(db.names.c.kept_at, db.names.c.name)
            if limit is not None:
                names = names.where(db.names.c.recording_id.in_([row["id"] for row in rows]))
            others: dict[str, list[str]] = {}
            for row in connection.execute(names).mappings():
                others.setdefault(row["recording_id"], []).append(row["name"])
        return [
            Kept(
                id=row["id"],
                name=row["name"],
                other_names=tuple(name for name in others.get(row["id"], []) if name != row["name"]),
                kept_at=row["kept_at"],
                has_audio=self._audio.path(row["id"]).is_file(),
                is_pinned=row["pinned_at"] is not None,
                recording=read_value(Recording, row["body"]) if row["body"] else None,
                facts=read_value(Facts, row["facts"]) if row["facts"] else Facts(),
                rubric=row["rubric"],
                score=row["score"],
            )
            for row in rows
        ]


def open_store(settings: Settings) -> Store:
    """The store that the settings name."""
    return Store(settings.database_url, settings.data_dir, settings.min_free_bytes)
