"""Sessions with a group, as they are kept: a log that is added to, of which the last entry of its kind counts.

What is about a clip goes with its recording; all of it goes with the session.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from coach.edges.kept import read_value
from coach.errors import StoreError
from coach.models import Value
from coach.sessions import Clip, Details, Note, OnAgenda, Order, Session, arranged, moved
from coach.withholding import value_without_secrets

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

    from coach.edges.store import Store

V = TypeVar("V", bound=Value)


class _Kind(StrEnum):
    DETAILS = "details"
    CLIP = "clip"
    ORDER = "order"
    QUESTION = "question"
    DECISION = "decision"


class Sessions:
    """The sessions in a store. `author` is who does it, "" where nobody said their name."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def add(self, details: Details, author: str) -> str:
        """The id of a new session."""
        session = uuid.uuid4().hex
        with self._db.write() as connection:
            connection.execute(self._db.sessions.insert().values(id=session, touched_at=_now()))
            self._append(connection, session, _Kind.DETAILS, author, details)
        return session

    def find(self, session: str) -> Session | None:
        """This session, None when it is not here (any more)."""
        with self._db.read() as connection:
            return self._one(connection, session)

    def recent(self) -> list[Session]:
        """All sessions, the one that something was done to last first."""
        with self._db.read() as connection:
            return self._found(connection, None)

    def change(self, session: str, details: Details, author: str) -> None:
        """Its name and what it hides from now on. Raises StoreError where it was deleted, as all below do."""
        with self._db.write() as connection:
            self._must_be_here(connection, session)
            self._append(connection, session, _Kind.DETAILS, author, details)

    def put_on(self, session: str, clip: Clip, author: str, question: str = "") -> int:
        """Puts a clip at the end of the agenda; its id."""
        recordings = self._db.recordings
        with self._db.write() as connection:
            self._must_be_here(connection, session)
            if not connection.execute(recordings.select().where(recordings.c.id == clip.recording)).first():
                raise StoreError("This recording is not here any more.", "It was deleted. Choose another one.")
            added = self._append(connection, session, _Kind.CLIP, author, clip, clip.recording)
            if question.strip():
                note = Note(clip=added, text=question)
                self._append(connection, session, _Kind.QUESTION, author, note, clip.recording)
        return added

    def move(self, session: str, clip: int, step: int, author: str) -> None:
        """Moves a clip down the agenda, or up where `step` is below 0."""
        self._order(session, author, lambda ids: moved(ids, clip, step))

    def take_off(self, session: str, clip: int, author: str) -> None:
        """Takes a clip off the agenda; what was said of it stays."""
        self._order(session, author, lambda ids: tuple(other for other in ids if other != clip))

    def put_back(self, session: str, clip: int, author: str) -> None:
        """Puts a clip that was taken off at the end of the agenda."""
        self._order(session, author, lambda ids: (*(other for other in ids if other != clip), clip))

    def ask(self, session: str, clip: int, question: str, author: str) -> None:
        """The question to the group from now on."""
        self._note(session, clip, _Kind.QUESTION, question, author)

    def decide(self, session: str, clip: int, decision: str, author: str) -> None:
        """What the group decided on a clip from now on."""
        self._note(session, clip, _Kind.DECISION, decision, author)

    def erase(self, session: str) -> None:
        """Removes a session with everything said in it. Its recordings stay; one that is not there is fine."""
        with self._db.write() as connection:
            self._db.forget_copies()
            connection.execute(self._db.sessions.delete().where(self._db.sessions.c.id == session))

    def _order(self, session: str, author: str, change: Callable[[tuple[int, ...]], tuple[int, ...]]) -> None:
        with self._db.write() as connection:
            found = self._must_be_here(connection, session)
            if (after := change(found.ids)) != found.ids:
                self._append(connection, session, _Kind.ORDER, author, Order(clips=after))

    def _note(self, session: str, clip: int, kind: _Kind, text: str, author: str) -> None:
        with self._db.write() as connection:
            found = self._must_be_here(connection, session)
            item = next((item for item in (*found.agenda, *found.taken_off) if item.id == clip), None)
            if item is None:
                raise StoreError("This clip is not here any more.", "Its recording was deleted.")
            before = item.question if kind is _Kind.QUESTION else item.decided
            note = Note(clip=clip, text=text)
            if note.text != before:
                self._append(connection, session, kind, author, note, item.clip.recording)

    def _append(
        self, connection: Connection, session: str, kind: _Kind, author: str, entry: Value, recording: str | None = None
    ) -> int:
        now = _now()
        row = {"session_id": session, "recording_id": recording, "kind": kind, "author": author.strip()}
        values = row | {"body": value_without_secrets(entry).model_dump_json(), "logged_at": now}
        log = self._db.session_log
        added = connection.execute(log.insert().values(**values).returning(log.c.id)).scalar_one()
        sessions = self._db.sessions
        connection.execute(sessions.update().where(sessions.c.id == session).values(touched_at=now))
        return int(added)

    def _must_be_here(self, connection: Connection, session: str) -> Session:
        found = self._one(connection, session)
        if found is None:
            raise StoreError("This session is not here any more.", "It was deleted. Choose another one.")
        return found

    def _one(self, connection: Connection, session: str) -> Session | None:
        return next(iter(self._found(connection, self._db.sessions.c.id == session)), None)

    def _found(self, connection: Connection, which: ColumnElement[bool] | None) -> list[Session]:
        sessions, log = self._db.sessions, self._db.session_log
        query = sessions.select().order_by(sessions.c.touched_at.desc(), sessions.c.id)
        if which is not None:
            query = query.where(which)
        found = connection.execute(query).mappings().all()
        of = log.c.session_id.in_([row["id"] for row in found])
        entries: dict[str, list[RowMapping]] = {}
        for entry in connection.execute(log.select().where(of).order_by(log.c.id)).mappings():
            entries.setdefault(entry["session_id"], []).append(entry)
        return [_session(row, entries[row["id"]]) for row in found]


def _session(session: RowMapping, rows: Sequence[RowMapping]) -> Session:
    def logged(kind: _Kind, of: type[V]) -> list[tuple[RowMapping, V]]:
        return [(row, read_value(of, row["body"])) for row in rows if row["kind"] == kind]

    asked = {note.clip: note.text for _, note in logged(_Kind.QUESTION, Note)}
    decided = {note.clip: (note.text, row["author"]) for row, note in logged(_Kind.DECISION, Note)}
    clips = {
        row["id"]: OnAgenda(
            id=row["id"],
            clip=clip,
            question=asked.get(row["id"], ""),
            decided=(said := decided.get(row["id"], ("", "")))[0],
            decided_by=said[1] if said[0] else "",
        )
        for row, clip in logged(_Kind.CLIP, Clip)
    }
    newest_then, order = 0, Order(clips=())
    for row, last in logged(_Kind.ORDER, Order):
        newest_then, order = row["id"], last
    ids = arranged(list(clips), order.clips, newest_then)
    return Session(
        id=session["id"],
        details=logged(_Kind.DETAILS, Details)[-1][1],
        touched_at=session["touched_at"],
        agenda=tuple(clips[clip] for clip in ids),
        taken_off=tuple(item for clip, item in clips.items() if clip not in ids),
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
