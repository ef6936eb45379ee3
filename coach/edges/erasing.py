"""What is kept on this machine, how much of it, and taking it away for good: sound, rows, and what leads hold of it.

An erasure is a row before anything goes, so that one that was broken off is gone on with (`finish_erasing`), and ends
as a row that says what went, without anything of whom it was about.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import logging
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from coach.access import Action
from coach.edges import settings_file
from coach.edges.failpoints import failpoint
from coach.edges.holding import must_not_be_held
from coach.edges.kept import message_text, read_value, same_person
from coach.edges.kept_rubrics import KeptRubrics
from coach.edges.tables import OUTLIVES_ERASING, metadata
from coach.errors import BusyError, CoachError, StoreError
from coach.holdings import Held
from coach.leads import Touch
from coach.models import Facts, Transcript, Value

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coach.edges.store import Store
    from coach.settings import Settings

log = logging.getLogger(__name__)

LOGS = "worker.log*"
_ENTRY = re.compile(rb"\d{4}-\d\d-\d\d ")
"""How an entry of a log begins; what follows without it belongs to the one before."""


class Erased(Value):
    """That a recording was erased: what a certificate says. Holds nothing of whom it was about."""

    digest: str
    """sha256 of the recording's id, which is the sha256 of its sound: whoever has the file can tell that it was it."""
    counts: dict[str, int]
    """How many of what went."""
    begun_at: dt.datetime
    finished_at: dt.datetime


def held(store: Store, settings: Settings) -> Held:
    """How much is kept now."""
    db = store.database
    return Held(
        recordings=db.count(db.recordings),
        leads=db.count(db.leads),
        voice_samples=db.count(db.voice_samples),
        sound_bytes=_bytes_in(settings.data_dir / "audio"),
        database_bytes=db.size(),
        model_bytes=_bytes_in(settings.models_dir),
        free_bytes=shutil.disk_usage(settings.data_dir).free,
    )


def erase_recording(store: Store, recording: str, data_dir: Path | None = None) -> Erased:
    """Takes away the sound, what was heard, every score and job, and what a lead's log and later scores hold of it.

    That somebody was called, or asked not to be, stays in the log of the lead: without their words. With `data_dir`
    lines about it go from the logs there. Raises AccessError unless the store's actor may erase it, HeldError where it
    is on hold, StoreError where the disk or another program holds on to the sound. Erasing twice is fine, and takes
    what was left.
    """
    store.must(Action.ERASE, recording)
    whole = store.of_everybody()  # scores that are not the actor's may quote it
    with whole.database.write() as connection:
        begin_erasing(connection, whole, recording)
    return go_on_erasing(whole, recording, data_dir)


def begin_erasing(connection: Connection, store: Store, recording: str) -> None:
    """Notes that it goes: from here on it will, whatever breaks off. Raises HeldError."""
    db = store.database
    must_not_be_held(connection, store, recording)
    now = dt.datetime.now(dt.UTC)
    connection.execute(
        db.insert_once(db.erasures, digest=_digest(recording), recording=recording, counts="{}", begun_at=now)
    )
    # Erased before, and here again: this is another erasure.
    again = db.erasures.update().where(db.erasures.c.digest == _digest(recording))
    is_here = connection.execute(db.recordings.select().where(db.recordings.c.id == recording)).first()
    if is_here:
        connection.execute(again.values(recording=recording, finished_at=None, counts="{}", begun_at=now))


def go_on_erasing(store: Store, recording: str, data_dir: Path | None) -> Erased:
    """Erases what was begun, or what is left of it. Raises StoreError where something holds on to the sound."""
    db = store.database
    this = db.erasures.c.digest == _digest(recording)
    sound_bytes = store.sound_bytes(recording)
    try:
        store.remove_sound(recording)
    except OSError as error:
        raise StoreError(
            f"The sound could not be taken away: {error.strerror}.", "Close what plays it, then erase it again."
        ) from error
    lines = _forget_in_logs(data_dir, store, recording) if data_dir else 0  # while its jobs are known by name
    with db.write("erase") as connection:
        if connection.execute(db.recordings.select().where(db.recordings.c.id == recording)).first():
            counts = erase_in(connection, store, recording) | {"sound_bytes": sound_bytes}
            connection.execute(db.erasures.update().where(this).values(counts=json.dumps(counts)))
    db.leave_nothing_behind()
    with db.write() as connection:
        row = connection.execute(db.erasures.select().where(this)).mappings().one_or_none()
        if row is None:
            raise StoreError("This erasure is not known here.", "Erase the recording again.")
        finished = row["finished_at"] or dt.datetime.now(dt.UTC)
        counts = json.loads(row["counts"]) | ({"log_lines": lines} if lines else {})
        done = {"recording": None, "finished_at": finished, "counts": json.dumps(counts)}
        connection.execute(db.erasures.update().where(this).values(**done))
    return Erased(digest=row["digest"], counts=counts, begun_at=row["begun_at"], finished_at=finished)


def finish_erasing(store: Store, data_dir: Path | None = None) -> int:
    """Goes on with what was broken off; how many that were. For the start of the app and of every command.

    What still cannot go, as when another program holds on to the sound, stays until the next time.
    """
    erasures = store.database.erasures
    with store.database.read() as connection:
        query = erasures.select().with_only_columns(erasures.c.recording).where(erasures.c.finished_at.is_(None))
        begun = [str(one) for one in connection.execute(query).scalars()]
    finished = 0
    for recording in begun:
        try:
            go_on_erasing(store, recording, data_dir)
            finished += 1
        except BusyError:
            raise
        except CoachError as error:
            log.warning("recording %s is not erased yet: %s", recording, error)
    return finished


def recordings_of(store: Store, lead: str | None = None, rep: str | None = None) -> tuple[str, ...]:
    """The ids of the recordings of this lead, or by this rep, however the name is written."""
    db = store.database
    with db.read() as connection:
        found: list[str] = []
        if lead is not None:
            ids = db.recordings.select().with_only_columns(db.recordings.c.id)
            found += connection.execute(ids.where(db.recordings.c.lead == same_person(lead))).scalars()
            linked = db.lead_recordings.join(db.leads).select().with_only_columns(db.lead_recordings.c.recording_id)
            found += connection.execute(linked.where(db.leads.c.who == same_person(lead))).scalars()
        if rep is not None:
            cards = db.scorecards.select().with_only_columns(db.scorecards.c.recording_id, db.scorecards.c.facts)
            for row in connection.execute(cards).mappings():
                caller = read_value(Facts, row["facts"]).caller
                found += [row["recording_id"]] if caller and same_person(caller) == same_person(rep) else []
    return tuple(dict.fromkeys(found))


def certificate(erased: Iterable[Erased], engine: str) -> str:
    """What was erased, as JSON to keep: digests, counts and moments, and what this machine cannot vouch for."""
    told = [one.model_dump(mode="json") for one in erased]
    return json.dumps({"erased": told, "engine": engine, "not_covered": NOT_COVERED}, indent=2) + "\n"


NOT_COVERED = (
    "Backups and copies that were made before, by this product or others.",
    "Files that were exported or saved elsewhere.",
    "What a language model was sent before, where one was switched on.",
    "Blocks that the disk itself keeps, of which programs know nothing.",
)


def erase_in(connection: Connection, store: Store, recording: str) -> dict[str, int]:
    """Takes it away as a part of something bigger, and says how many rows went. Raises HeldError."""
    must_not_be_held(connection, store, recording)
    counts = _counts(connection, recording)
    touches = store.database.lead_log
    rows = connection.execute(touches.select().where(touches.c.body.contains(recording))).mappings().all()
    for row in rows:
        touch = read_value(Touch, row["body"]).model_copy(update={"recording": None, "reply": None})
        connection.execute(touches.update().where(touches.c.id == row["id"]).values(body=touch.model_dump_json()))
    counts["later_scores"] = _forget_in_later_scores(connection, store, recording)
    store.delete_in(connection, recording)
    return counts


def erase_everything(store: Store, settings: Settings) -> None:
    """Takes away every recording, score, lead and voice sample, own rubrics, settings and the worker's log.

    Speech models stay: they hold nothing of anybody. So do people, their logins and the audit log: no word of a
    recording or a lead stands there. Raises HeldError while anything is on hold.
    """
    store.database.forget_copies()
    with store.database.write("erase-all") as connection:
        must_not_be_held(connection, store)
        store.delete_sound()
        for table in reversed(metadata.sorted_tables):
            if table.info.get(OUTLIVES_ERASING):
                continue
            connection.execute(table.delete())
    settings_file.remove(settings.data_dir)
    KeptRubrics(settings.data_dir).remove_all()
    for file in settings.data_dir.glob(LOGS):
        with contextlib.suppress(OSError):  # a worker may just be turning it over
            failpoint("log-clear")
            file.write_bytes(b"")
    store.database.leave_nothing_behind()


def _counts(connection: Connection, recording: str) -> dict[str, int]:
    """Rows about this recording, by table."""
    found = {"recordings": 1}
    for table in metadata.sorted_tables:
        if "recording_id" in table.c:
            count = len(connection.execute(table.select().where(table.c.recording_id == recording)).all())
            found |= {table.name: count} if count else {}
    return found


def _forget_in_later_scores(connection: Connection, store: Store, recording: str) -> int:
    """Later voicemails were held against what earlier ones said: their facts quote it. How many were changed."""
    db = store.database
    texts = db.transcripts.select().with_only_columns(db.transcripts.c.body)
    own = connection.execute(texts.where(db.transcripts.c.recording_id == recording)).scalars()
    said = {message_text(read_value(Transcript, body)) for body in own} - {""}
    changed = 0
    if not said:
        return 0
    columns = db.scorecards.c
    others = (
        db.scorecards.select().with_only_columns(columns.id, columns.facts).where(columns.recording_id != recording)
    )
    for row in connection.execute(others).mappings().all():
        facts = read_value(Facts, row["facts"])
        left = tuple(text for text in facts.previous or () if text not in said)
        if left != (facts.previous or ()):
            told = facts.model_copy(update={"previous": left or None}).model_dump_json()
            connection.execute(db.scorecards.update().where(columns.id == row["id"]).values(facts=told))
            changed += 1
    return changed


def _forget_in_logs(data_dir: Path, store: Store, recording: str) -> int:
    """Takes what names this recording, or a job of it, out of the logs, to the next entry; how many lines."""
    jobs = store.database.jobs
    with store.database.read() as connection:
        ids = connection.execute(jobs.select().with_only_columns(jobs.c.id).where(jobs.c.recording_id == recording))
        names = [recording.encode(), *(str(one).encode() for one in ids.scalars())]
    gone = 0
    for file in data_dir.glob(LOGS):
        with contextlib.suppress(OSError):
            lines, left, forget = file.read_bytes().splitlines(keepends=True), [], False
            for line in lines:
                forget = any(name in line for name in names) or (forget and not _ENTRY.match(line))
                left += [] if forget else [line]
            if len(left) != len(lines):
                gone += len(lines) - len(left)
                failpoint("log-clear")
                file.write_bytes(b"".join(left))
    return gone


def _digest(recording: str) -> str:
    return hashlib.sha256(recording.encode()).hexdigest()


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
