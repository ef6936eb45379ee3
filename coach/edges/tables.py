"""The tables. Values are kept as their JSON; beside it stand only the columns that we search by.

A change here needs a migration in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

OUTLIVES_ERASING = "outlives erasing"
"""Marks a table that holds no word of a recording or a lead, and stays when everything else is erased."""


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite keeps no zone, so the database holds none and Python always sees one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=dt.UTC) if value else None


def _recording_id(**options: Any) -> Column[str]:
    return Column("recording_id", ForeignKey("recordings.id", ondelete="CASCADE"), nullable=False, **options)


def _lead_id(**options: Any) -> Column[str]:
    return Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False, **options)


def _belongs_to() -> list[Column[str]]:
    """Whose row it is, which the row filter of `scope` goes by. Without a login: "local", and no team."""
    return [
        Column("owner", String(64), nullable=False, server_default="local", index=True),
        Column("team", String(80), nullable=False, server_default=""),
    ]


recordings = Table(
    "recordings",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("kind", String(20)),
    Column("lead", Text),  # case-folded: what earlier voicemails to the same lead are found by
    Column("recorded_on", Date),
    Column("body", Text),
    Column("latest", Integer),  # the scorecard that counts; no foreign key, as the two tables would need each other
    *_belongs_to(),
    Index(None, "lead"),
)

names = Table(
    "names",
    metadata,
    _recording_id(primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kept_at", Instant, nullable=False),
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("id", Integer, primary_key=True),
    _recording_id(),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("original_id", Integer),  # the transcript as heard, of which this is the corrected form
    UniqueConstraint("recording_id", "digest"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    _recording_id(index=True),
    Column("transcript_id", ForeignKey("transcripts.id", ondelete="CASCADE"), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
)

voice_samples = Table(
    "voice_samples",
    metadata,
    Column("rep", Text, primary_key=True),  # case-folded name; empty for the rep of this machine
    Column("seconds", Float, nullable=False),
    Column("model", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
)

rep_channels = Table(
    "rep_channels",
    metadata,
    _recording_id(primary_key=True),
    Column("side", String(5), nullable=False),
    Column("noted_at", Instant, nullable=False),
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("id", Integer, primary_key=True),
    _recording_id(),
    Column("transcript_id", ForeignKey("transcripts.id", ondelete="CASCADE"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("rubric", String(40)),
    Column("rubric_version", Integer),
    Column("rubric_digest", String(64)),
    Column("score", Integer),
    Column("engine", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("recording_id", "digest"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    _recording_id(index=True),
    Column("options", Text, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("stage", Text, nullable=False, default=""),
    Column("seconds_done", Float, nullable=False, default=0.0),
    Column("seconds_total", Float, nullable=False, default=0.0),
    Column("heard", Text, nullable=False, default=""),
    Column("error", Text, nullable=False, default=""),
    Column("hint", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("worker", String(32)),
    Column("lease_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    Column("next_at", Instant),  # when a job that waits for the machine is tried again
    Column("waits", Integer, nullable=False, default=0, server_default="0"),
    Column("code", String(20), nullable=False, default="", server_default=""),  # why it failed, as a stable word
)

heard_blocks = Table(
    "heard_blocks",
    metadata,
    _recording_id(primary_key=True),
    Column("run", String(64), primary_key=True),  # model, names told and versions: what makes two hearings the same
    Column("block", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("heard_at", Instant, nullable=False),
)

leads = Table(
    "leads",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("who", Text, nullable=False, index=True),  # case-folded name
    Column("touched_at", Instant, nullable=False, index=True),  # when anything was last logged
    *_belongs_to(),
)

lead_log = Table(
    "lead_log",
    metadata,
    Column("id", Integer, primary_key=True),
    _lead_id(index=True),
    Column("kind", String(10), nullable=False),
    Column("body", Text, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
)

lead_recordings = Table(
    "lead_recordings",
    metadata,
    _recording_id(primary_key=True),
    _lead_id(index=True),
    Column("linked_at", Instant, nullable=False),
)

review_log = Table(
    "review_log",
    metadata,
    Column("id", Integer, primary_key=True),
    _recording_id(index=True),
    Column("scorecard_id", ForeignKey("scorecards.id", ondelete="CASCADE"), nullable=False),  # the one looked at
    Column("kind", String(10), nullable=False),
    Column("author", Text, nullable=False),
    Column("who", Text, nullable=False),  # case-folded author
    Column("body", Text, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("touched_at", Instant, nullable=False, index=True),  # when anything was last logged
    *_belongs_to(),
)

session_log = Table(
    "session_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("recording_id", ForeignKey("recordings.id", ondelete="CASCADE"), index=True),  # whose clip it is about
    Column("kind", String(10), nullable=False),
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("logged_at", Instant, nullable=False),
)

pins = Table(
    "pins",
    metadata,
    _recording_id(primary_key=True),
    Column("pinned_at", Instant, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("issuer", Text),  # with `subject` who they are to the login's provider, known from the first login on
    Column("subject", Text),
    Column("email", Text, nullable=False, unique=True),  # case-folded
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False),
    Column("team", String(80), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("issuer", "subject"),
    info={OUTLIVES_ERASING: True},
)

logins = Table(
    "logins",
    metadata,
    Column("id", String(64), primary_key=True),  # the digest of the browser's cookie, never the cookie
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),  # NULL until their first page
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ended_at", Instant),
    info={OUTLIVES_ERASING: True},
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),  # as it was sealed, to the letter
    Column("actor", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("resource", String(120), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("seal", String(64), nullable=False),
    info={OUTLIVES_ERASING: True},
)

holds = Table(
    "holds",
    metadata,
    _recording_id(primary_key=True),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("held_at", Instant, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    _recording_id(primary_key=True),
    Column("basis", String(20), nullable=False),
    Column("author", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the recording's id
    Column("recording", String(64)),  # only until it is finished
    Column("counts", Text, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("finished_at", Instant),
)
