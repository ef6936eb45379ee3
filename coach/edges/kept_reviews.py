"""What people say of a recording, as it is kept: a log that is added to, entries taken back instead of changed.

It goes with the recording alone. The machine's scorecards lie elsewhere and are not touched from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from coach.coaching import (
    Coaching,
    Comment,
    Dispute,
    LoggedCard,
    LoggedComment,
    LoggedDispute,
    LoggedOwn,
    LoggedSettlement,
    Settlement,
    Waiting,
    doubts_of,
)
from coach.edges.kept import Judgement, read_value, same_person
from coach.errors import CoachError, StoreError
from coach.models import Facts, Value
from coach.own_scores import OwnCard
from coach.reviews import ReviewDraft, TrainerCard
from coach.withholding import value_without_secrets

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping, Select

    from coach.edges.store import Store

V = TypeVar("V", bound=Value)


class _Kind(StrEnum):
    DRAFT = "draft"
    CARD = "card"
    COMMENT = "comment"
    DISPUTE = "dispute"
    SETTLED = "settled"
    OWN_DRAFT = "own-draft"
    OWN = "own"


_BEGUN = (_Kind.DRAFT, _Kind.OWN_DRAFT)
"""What is nobody's word yet."""


class RescoredError(CoachError):
    """The machine scored the same recording again in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "This recording was scored again in the meantime, so nothing was submitted. Your verdicts are kept.",
            "Look at it as it is now, and submit again.",
        )


class Reviews:
    """What people say of the recordings in a store: trainers, and reps of their own."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def of(self, recording: str) -> Coaching:
        """Everything that people said of this recording."""
        with self._db.read() as connection:
            scorecard = self._latest(connection, recording)
            rows = self._standing(connection, recording)
        return _coaching(scorecard, rows)

    def draft(self, recording: str, trainer: str) -> ReviewDraft:
        """The scoring that this trainer began, or an empty one."""
        with self._db.read() as connection:
            last = self._last(connection, recording, trainer, _Kind.DRAFT)
        return read_value(ReviewDraft, last["body"]) if last else ReviewDraft()

    def save_draft(self, recording: str, trainer: str, draft: ReviewDraft) -> None:
        """Keeps the scoring as it stands. Raises StoreError where the recording is gone, as all below do."""
        with self._db.write() as connection:
            self._append(connection, recording, _Kind.DRAFT, trainer, draft)

    def undo(self, recording: str, trainer: str) -> None:
        """Takes back the last change of a draft since the last submission; without one nothing happens."""
        with self._db.write() as connection:
            if last := self._undoable(connection, recording, trainer):
                self._withdraw(connection, last)

    def can_undo(self, recording: str, trainer: str) -> bool:
        """Whether a draft has a change to take back."""
        with self._db.read() as connection:
            return self._undoable(connection, recording, trainer) is not None

    def submit(self, recording: str, seen: int | None, card: TrainerCard) -> None:
        """Keeps a scoring of the machine's scorecard `seen`. Raises RescoredError where that is no longer the last."""
        with self._db.write() as connection:
            if self._latest(connection, recording) != seen:
                raise RescoredError
            self._append(connection, recording, _Kind.CARD, card.trainer, card)

    def comment(self, recording: str, comment: Comment) -> None:
        """Adds a comment, or the answer to one."""
        with self._db.write() as connection:
            self._append(connection, recording, _Kind.COMMENT, comment.author, comment)

    def dispute(self, recording: str, dispute: Dispute) -> None:
        """Notes that a finding is not right."""
        with self._db.write() as connection:
            self._append(connection, recording, _Kind.DISPUTE, dispute.author, dispute)

    def settle(self, recording: str, settlement: Settlement) -> None:
        """Notes what trainers agreed on; what each of them had said stays."""
        with self._db.write() as connection:
            self._append(connection, recording, _Kind.SETTLED, settlement.author, settlement)

    def own_draft(self, recording: str, rep: str) -> ReviewDraft:
        """How far this rep has come in scoring themselves."""
        with self._db.read() as connection:
            last = self._last(connection, recording, rep, _Kind.OWN_DRAFT)
        return read_value(ReviewDraft, last["body"]) if last else ReviewDraft()

    def save_own_draft(self, recording: str, rep: str, draft: ReviewDraft) -> None:
        """Keeps what a rep said of themselves so far."""
        with self._db.write() as connection:
            self._append(connection, recording, _Kind.OWN_DRAFT, rep, draft)

    def submit_own(self, recording: str, card: OwnCard) -> None:
        """Keeps how a rep scored themselves. It is no trainer's scoring and counts in no agreement."""
        with self._db.write() as connection:
            self._append(connection, recording, _Kind.OWN, card.rep, card)

    def take_back(self, recording: str, entry: int) -> None:
        """A scoring, comment, dispute or agreement that was a mistake: it stays in the log and counts no more."""
        log = self._db.review_log
        mine = log.select().where(log.c.id == entry, log.c.recording_id == recording, log.c.kind.not_in(_BEGUN))
        with self._db.write() as connection:
            if connection.execute(mine).first():
                self._withdraw(connection, entry)

    def last_trainer(self) -> str | None:
        """Who scored last."""
        log = self._db.review_log
        query = log.select().with_only_columns(log.c.author).where(log.c.kind.in_((_Kind.DRAFT, _Kind.CARD)))
        with self._db.read() as connection:
            return connection.execute(query.order_by(log.c.id.desc()).limit(1)).scalar()

    def queue(self, limit: int | None = None) -> list[Waiting]:
        """The scored recordings, the newest first."""
        db = self._db
        columns, cards = db.recordings.c, db.scorecards.c
        query = (
            db.recordings.join(db.scorecards, cards.id == columns.latest)
            .select()
            .with_only_columns(columns.id, columns.name, columns.kept_at, cards.facts, cards.body)
            .where(cards.rubric.is_not(None))
            .order_by(columns.kept_at.desc(), columns.id)
            .limit(limit)
        )
        with db.read() as connection:
            rows = connection.execute(query).mappings().all()
            said: dict[str, list[RowMapping]] = {}
            for entry in self._standing(connection, None):
                said.setdefault(entry["recording_id"], []).append(entry)
            began: dict[str, list[str]] = {}
            for begun in connection.execute(self._drafts()).mappings():
                began.setdefault(begun["recording_id"], []).append(begun["author"])
        found = (_waiting(row, said.get(row["id"], []), began.get(row["id"], [])) for row in rows)
        return [waiting for waiting in found if waiting is not None]

    def _append(self, connection: Connection, recording: str, kind: _Kind, author: str, entry: Value) -> None:
        scorecard = self._latest(connection, recording)
        if scorecard is None:
            raise StoreError("This recording is not here any more.", "It was deleted. Choose another one.")
        connection.execute(
            self._db.review_log.insert().values(
                recording_id=recording,
                scorecard_id=scorecard,
                kind=kind,
                author=author,
                who=same_person(author),
                body=value_without_secrets(entry).model_dump_json(),
                logged_at=_now(),
            )
        )

    def _withdraw(self, connection: Connection, entry: int) -> None:
        log = self._db.review_log
        still = (log.c.id == entry, log.c.withdrawn_at.is_(None))
        connection.execute(log.update().where(*still).values(withdrawn_at=_now()))

    def _latest(self, connection: Connection, recording: str) -> int | None:
        recordings = self._db.recordings
        query = recordings.select().with_only_columns(recordings.c.latest).where(recordings.c.id == recording)
        return connection.execute(query).scalar()

    def _drafts(self) -> Select[Any]:
        """Who began a scoring of what. Each change is a row of its own, so their bodies are not read here."""
        log = self._db.review_log
        query = log.select().with_only_columns(log.c.recording_id, log.c.author).distinct()
        return query.where(log.c.kind == _Kind.DRAFT, log.c.withdrawn_at.is_(None))

    def _standing(self, connection: Connection, recording: str | None) -> Sequence[RowMapping]:
        """What was submitted or said and not taken back, in order."""
        log = self._db.review_log
        query = log.select().where(log.c.withdrawn_at.is_(None), log.c.kind.not_in(_BEGUN)).order_by(log.c.id)
        if recording is not None:
            query = query.where(log.c.recording_id == recording)
        return connection.execute(query).mappings().all()

    def _last(self, connection: Connection, recording: str, trainer: str, kind: _Kind) -> RowMapping | None:
        log = self._db.review_log
        mine = (log.c.recording_id == recording, log.c.who == same_person(trainer), log.c.kind == kind)
        query = log.select().where(*mine, log.c.withdrawn_at.is_(None)).order_by(log.c.id.desc()).limit(1)
        return connection.execute(query).mappings().one_or_none()

    def _undoable(self, connection: Connection, recording: str, trainer: str) -> int | None:
        draft = self._last(connection, recording, trainer, _Kind.DRAFT)
        card = self._last(connection, recording, trainer, _Kind.CARD)
        return draft["id"] if draft and (card is None or card["id"] < draft["id"]) else None


def _coaching(scorecard: int | None, rows: Sequence[RowMapping]) -> Coaching:
    def logged(kind: _Kind, of: type[V]) -> list[tuple[int, V]]:
        return [(row["id"], read_value(of, row["body"])) for row in rows if row["kind"] == kind]

    own = [LoggedOwn(id=entry, card=card) for entry, card in logged(_Kind.OWN, OwnCard)]
    return Coaching(
        scorecard=scorecard,
        cards=tuple(LoggedCard(id=entry, card=card) for entry, card in logged(_Kind.CARD, TrainerCard)),
        comments=tuple(LoggedComment(id=entry, comment=c) for entry, c in logged(_Kind.COMMENT, Comment)),
        disputes=tuple(LoggedDispute(id=entry, dispute=d) for entry, d in logged(_Kind.DISPUTE, Dispute)),
        settlements=tuple(LoggedSettlement(id=entry, settlement=s) for entry, s in logged(_Kind.SETTLED, Settlement)),
        own=own[-1] if own else None,
    )


def _waiting(row: RowMapping, log: Sequence[RowMapping], began: Sequence[str]) -> Waiting | None:
    judgement, facts = read_value(Judgement, row["body"]), read_value(Facts, row["facts"])
    if judgement.scorecard is None:
        return None
    people = _coaching(None, log)
    return Waiting(
        recording=row["id"],
        name=row["name"],
        kind=judgement.recording.kind,
        kept_at=row["kept_at"],
        rep=facts.caller,
        lead=facts.lead,
        score=judgement.scorecard.score,
        disputes=len(people.open_disputes),
        doubts=doubts_of(judgement.scorecard),
        cards=people.latest,
        settlements=people.settlements,
        drafts=tuple(began),
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
