"""Leads as they are kept: a log that is added to, entries taken back instead of changed, until the lead is erased.

What is written down about a lead is an entry of the log too, of which the last one counts: nothing is overwritten.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from coach.edges.kept import message_text, read_value, same_person
from coach.errors import CoachError, StoreError
from coach.leads import Consent, OptOut, Touch
from coach.models import Kind, Transcript, Value
from coach.pursuit import DraftOptions, LeadDetails, LoggedConsent, LoggedOptOut, LoggedTouch, Pursuit
from coach.withholding import value_without_secrets

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

    from coach.edges.store import Store

V = TypeVar("V", bound=Value)


class _Kind(StrEnum):
    DETAILS = "details"
    CONSENT = "consent"
    OPT_OUT = "opt-out"
    TOUCH = "touch"
    OPTIONS = "options"


class ChangedLeadError(CoachError):
    """Somebody changed the same lead in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "This lead was changed elsewhere in the meantime, so nothing was saved.",
            "Look at it as it is now, and change it again.",
        )


class Leads:
    """The leads in a store."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def add(self, details: LeadDetails) -> str:
        """The id of a new lead."""
        lead = uuid.uuid4().hex
        with self._db.write() as connection:
            who, now = same_person(details.name), _now()
            connection.execute(self._db.leads.insert().values(id=lead, who=who, touched_at=now))
            self._append(connection, lead, _Kind.DETAILS, details)
        return lead

    def find(self, lead: str) -> Pursuit | None:
        """This lead, None when it is not here (any more)."""
        return next(iter(self._found(self._db.leads.c.id == lead, 1)), None)

    def recent(self, limit: int | None = None) -> list[Pursuit]:
        """All leads, the one that something was logged for last first."""
        return self._found(None, limit)

    def named(self, name: str) -> list[Pursuit]:
        """The leads of this name, however it is written."""
        return self._found(self._db.leads.c.who == same_person(name), None)

    def of(self, recording: str) -> str | None:
        """The id of the lead that this recording is of."""
        links = self._db.lead_recordings
        query = links.select().with_only_columns(links.c.lead_id).where(links.c.recording_id == recording)
        with self._db.read() as connection:
            return connection.execute(query).scalar()

    def change(self, seen: Pursuit, details: LeadDetails) -> None:
        """What is written down about the lead from now on; what stood there stays in the log.

        Raises ChangedLeadError when it no longer stands as it was `seen`.
        """
        with self._db.write() as connection:
            self._must_be_here(connection, seen.id)
            if self._last(connection, seen.id, _Kind.DETAILS) != seen.details_id:
                raise ChangedLeadError
            self._append(connection, seen.id, _Kind.DETAILS, details)
            named = self._db.leads.update().where(self._db.leads.c.id == seen.id)
            connection.execute(named.values(who=same_person(details.name)))

    def log(self, lead: str, touch: Touch) -> None:
        """Adds a touch that was made, or an answer. Raises StoreError where the lead was erased, as all below do."""
        self._add(lead, _Kind.TOUCH, touch)

    def consent(self, lead: str, consent: Consent) -> None:
        """Notes that they consented."""
        self._add(lead, _Kind.CONSENT, consent)

    def opt_out(self, lead: str, opt_out: OptOut) -> None:
        """Notes that they asked not to be contacted."""
        self._add(lead, _Kind.OPT_OUT, opt_out)

    def choose(self, lead: str, options: DraftOptions) -> None:
        """What drafts may say from now on."""
        self._add(lead, _Kind.OPTIONS, options)

    def options(self, pursuit: Pursuit, usual: DraftOptions) -> DraftOptions:
        """What was chosen for this lead, else what holds for every lead of what was chosen last, else `usual`."""
        if pursuit.options is not None:
            return pursuit.options
        log = self._db.lead_log
        query = log.select().with_only_columns(log.c.body).where(log.c.kind == _Kind.OPTIONS)
        with self._db.read() as connection:
            last = connection.execute(query.order_by(log.c.id.desc()).limit(1)).scalar()
        return read_value(DraftOptions, last).for_others if last else usual

    def take_back(self, lead: str, entry: int) -> None:
        """An entry that was a mistake: it stays in the log and counts no more."""
        log = self._db.lead_log
        mine = (log.c.id == entry, log.c.lead_id == lead, log.c.withdrawn_at.is_(None), log.c.kind != _Kind.DETAILS)
        with self._db.write() as connection:
            connection.execute(log.update().where(*mine).values(withdrawn_at=_now()))

    def link(self, lead: str, recording: str, touch: Touch | None) -> None:
        """Says that this recording is of this lead, and logs the `touch` that it was.

        One that was another lead's, or logged before, is moved: the touch logged then is taken back.
        """
        links = self._db.lead_recordings
        with self._db.write() as connection:
            self._must_be_here(connection, lead)
            if not connection.execute(
                self._db.recordings.select().where(self._db.recordings.c.id == recording)
            ).first():
                raise StoreError("There is no such recording.", "It may have been deleted. Choose another one.")
            self._unlink(connection, recording)
            connection.execute(links.insert().values(recording_id=recording, lead_id=lead, linked_at=_now()))
            if touch is not None:
                self._append(connection, lead, _Kind.TOUCH, touch)
            self._stir(connection, lead)

    def unlink(self, recording: str) -> None:
        """Says that this recording is of no lead; the touch that it was is taken back."""
        with self._db.write() as connection:
            self._unlink(connection, recording)

    def erase(self, lead: str) -> None:
        """Removes the lead with everything logged of it. Its recordings stay; one that is not there is fine."""
        with self._db.write() as connection:
            self._db.forget_copies()
            connection.execute(self._db.leads.delete().where(self._db.leads.c.id == lead))

    def previous(self, pursuit: Pursuit) -> tuple[str, ...]:
        """What this lead already read and heard from us, oldest first, as `Facts.previous` wants it."""
        heard = self._voicemails(pursuit.recordings)
        found: list[tuple[dt.datetime, str]] = []
        for touch in pursuit.touches:
            _, said = heard.pop(touch.recording or "", (None, ""))
            if text := touch.text or said:
                found.append((touch.at, text))
        found.extend(heard.values())  # of which no touch is logged
        return tuple(text for _, text in sorted(found) if text)

    def _voicemails(self, recordings: Sequence[str]) -> dict[str, tuple[dt.datetime, str]]:
        """When each of these voicemails was left, as far as we know, and what was said in it."""
        db = self._db
        columns = db.recordings.c
        query = (
            db.recordings.join(db.scorecards, db.scorecards.c.id == columns.latest)
            .join(db.transcripts, db.transcripts.c.id == db.scorecards.c.transcript_id)
            .select()
            .with_only_columns(columns.id, columns.kept_at, columns.recorded_on, db.transcripts.c.body)
            .where(columns.id.in_(recordings), columns.kind == Kind.VOICEMAIL)
        )
        with db.read() as connection:
            rows = connection.execute(query).mappings().all()
        return {
            row["id"]: (_moment(row["recorded_on"], row["kept_at"]), message_text(read_value(Transcript, row["body"])))
            for row in rows
        }

    def _found(self, which: ColumnElement[bool] | None, limit: int | None) -> list[Pursuit]:
        leads, log, links = self._db.leads, self._db.lead_log, self._db.lead_recordings
        query = leads.select().order_by(leads.c.touched_at.desc(), leads.c.id).limit(limit)
        if which is not None:
            query = query.where(which)
        with self._db.read() as connection:
            ids = [row["id"] for row in connection.execute(query).mappings()]
            entries = log.select().where(log.c.lead_id.in_(ids), log.c.withdrawn_at.is_(None)).order_by(log.c.id)
            linked = links.select().where(links.c.lead_id.in_(ids)).order_by(links.c.linked_at.desc())
            rows = connection.execute(entries).mappings().all()
            of = [(row["lead_id"], row["recording_id"]) for row in connection.execute(linked).mappings()]
        return [
            _pursuit(lead, [r for r in rows if r["lead_id"] == lead], [rec for its, rec in of if its == lead])
            for lead in ids
        ]

    def _add(self, lead: str, kind: _Kind, value: Value) -> None:
        with self._db.write() as connection:
            self._must_be_here(connection, lead)
            self._append(connection, lead, kind, value)
            self._stir(connection, lead)

    def _append(self, connection: Connection, lead: str, kind: _Kind, value: Value) -> None:
        row = {
            "lead_id": lead,
            "kind": kind,
            "body": value_without_secrets(value).model_dump_json(),
            "logged_at": _now(),
        }
        connection.execute(self._db.lead_log.insert().values(**row))

    def _stir(self, connection: Connection, lead: str) -> None:
        leads = self._db.leads
        connection.execute(leads.update().where(leads.c.id == lead).values(touched_at=_now()))

    def _unlink(self, connection: Connection, recording: str) -> None:
        links, log = self._db.lead_recordings, self._db.lead_log
        was = connection.execute(links.select().where(links.c.recording_id == recording)).mappings().one_or_none()
        if was is None:
            return
        of = (log.c.lead_id == was["lead_id"], log.c.kind == _Kind.TOUCH, log.c.withdrawn_at.is_(None))
        rows = connection.execute(log.select().where(*of)).mappings().all()
        ids = [row["id"] for row in rows if read_value(Touch, row["body"]).recording == recording]
        connection.execute(log.update().where(log.c.id.in_(ids)).values(withdrawn_at=_now()))
        connection.execute(links.delete().where(links.c.recording_id == recording))

    def _must_be_here(self, connection: Connection, lead: str) -> None:
        if not connection.execute(self._db.leads.select().where(self._db.leads.c.id == lead)).first():
            raise StoreError("This lead is not here any more.", "It was erased. Choose another one.")

    def _last(self, connection: Connection, lead: str, kind: _Kind) -> int | None:
        log = self._db.lead_log
        query = log.select().with_only_columns(log.c.id).where(log.c.lead_id == lead, log.c.kind == kind)
        return connection.execute(query.order_by(log.c.id.desc()).limit(1)).scalar()


def _pursuit(lead: str, rows: Sequence[RowMapping], recordings: Iterable[str]) -> Pursuit:
    def logged(kind: _Kind, of: type[V]) -> list[tuple[int, V]]:
        return [(row["id"], read_value(of, row["body"])) for row in rows if row["kind"] == kind]

    touches = sorted(logged(_Kind.TOUCH, Touch), key=lambda entry: entry[1].at)
    options = logged(_Kind.OPTIONS, DraftOptions)
    details_id, details = logged(_Kind.DETAILS, LeadDetails)[-1]
    return Pursuit(
        id=lead,
        details=details,
        details_id=details_id,
        log=tuple(LoggedTouch(id=entry, touch=touch) for entry, touch in touches),
        consents=tuple(LoggedConsent(id=entry, consent=c) for entry, c in logged(_Kind.CONSENT, Consent)),
        opt_outs=tuple(LoggedOptOut(id=entry, opt_out=o) for entry, o in logged(_Kind.OPT_OUT, OptOut)),
        options=options[-1][1] if options else None,
        recordings=tuple(recordings),
    )


def _moment(day: dt.date | None, kept_at: dt.datetime) -> dt.datetime:
    """Noon of the day that was told, else when it came to us."""
    return dt.datetime.combine(day, dt.time(12), dt.UTC) if day and day != kept_at.date() else kept_at


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
