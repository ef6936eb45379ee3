"""What is kept stays, once; what is deleted is gone; what cannot be read is said plainly and left alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from kept_values import LISTENED, a_result, told
from sqlalchemy import NullPool, create_engine, inspect

from coach.edges import database, sqlite, tables
from coach.edges.store import Store
from coach.errors import AudioError, StoreError
from coach.models import Kind

ROOT = Path(__file__).parents[1]
MB = 1 << 20


SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what only a database in a file can suffer."""


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Store:
    return Store(database_url, tmp_path)


def opened(folder: Path) -> Store:
    return Store(f"sqlite:///{folder / 'coach.db'}", folder)


def kept(store: Store, sound: bytes, name: str = "message.wav") -> str:
    return store.keep_audio(io.BytesIO(sound), name, MB)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("coach.db")]


def test_a_file_is_kept_under_the_hash_of_its_content(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "message.wav"
    file.write_bytes(b"sound")

    recording = store.keep_audio(file, file.name, MB)

    assert recording == hashlib.sha256(b"sound").hexdigest()
    assert store.audio_path(recording).read_bytes() == b"sound"
    assert store.audio_path(recording) == tmp_path / "audio" / recording[:2] / recording


def test_the_same_file_under_another_name_is_the_same_recording(store: Store) -> None:
    first, second = kept(store, b"sound", "monday.wav"), kept(store, b"sound", "copy of monday.wav")

    (only,) = store.recordings()

    assert first == second == only.id
    assert (only.name, only.other_names) == ("monday.wav", ("copy of monday.wav",))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/dev/null", "nul\0in it.wav", "caf\udce9.wav", "", "n" * 5000])
def test_a_name_is_never_a_path_whatever_it_says(name: str, store: Store, tmp_path: Path) -> None:
    recording = store.keep_audio(io.BytesIO(b"sound"), name, MB)
    store.save_result(a_result(recording, name=name), told())

    assert files_in(tmp_path) == [tmp_path / "audio" / recording[:2] / recording]
    assert store.result(recording) is not None


@pytest.mark.parametrize(("sound", "code"), [(b"", "empty"), (b"x" * (MB + 1), "too-large")])
def test_a_file_that_is_refused_leaves_nothing_behind(sound: bytes, code: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(AudioError) as refused:
        kept(store, sound)

    assert refused.value.code == code
    assert store.recordings() == []
    assert files_in(tmp_path) == []


def test_a_file_just_as_large_as_allowed_is_kept(store: Store) -> None:
    assert store.audio_path(kept(store, b"x" * MB)).stat().st_size == MB


def test_a_folder_a_pipe_and_a_missing_file_are_refused_at_once(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for place in (tmp_path, tmp_path / "pipe", tmp_path / "missing.wav"):
        with pytest.raises(AudioError):
            store.keep_audio(place, place.name, MB)


@pytest.mark.parametrize("recording", ["../coach.db", "", "ab/../../coach.db", "A" * 64, "0" * 63])
def test_what_is_no_id_never_leads_to_a_file(recording: str, store: Store) -> None:
    with pytest.raises(StoreError, match="no such recording"):
        store.audio_path(recording)


def test_a_result_comes_back_as_it_was_kept(store: Store) -> None:
    recording = kept(store, b"sound")
    result, facts = a_result(recording), told("Ana", date=dt.date(2026, 3, 4), previous=("Hi Ana.",))

    store.save_result(result, facts)

    assert store.result(recording) == result
    assert store.transcript(recording) == result.transcript
    assert store.facts(recording) == facts
    assert store.recordings()[0].score == 60


def test_a_recording_without_a_result_yet_is_listed_without_a_score(store: Store) -> None:
    recording = kept(store, b"sound")

    found = store.recording(recording)

    assert found is not None
    assert found.has_audio
    assert (found.recording, found.score) == (None, None)
    assert store.result(recording) is None


def test_the_same_result_twice_is_kept_once(store: Store) -> None:
    recording = kept(store, b"sound")

    store.save_result(a_result(recording), told())
    store.save_result(a_result(recording, name="copy.wav"), told())

    assert len(store.history()) == 1


def test_a_result_of_another_engine_or_rubric_is_added_and_the_earlier_one_stays(store: Store) -> None:
    recording = kept(store, b"sound")
    better = LISTENED.model_copy(update={"speech_model": "small.en"})

    store.save_result(a_result(recording, score=60), told())
    store.save_result(a_result(recording, score=80, engine=better), told())

    assert [(row.score, row.speech_model, row.is_latest) for row in store.history()] == [
        (80, "small.en", True),
        (60, "tiny.en", False),
    ]
    assert store.recordings()[0].score == 80


def test_going_back_to_an_earlier_result_makes_it_the_latest_again(store: Store) -> None:
    recording = kept(store, b"sound")

    for score in (60, 80, 60):
        store.save_result(a_result(recording, score=score), told())

    assert [(row.score, row.is_latest) for row in store.history()] == [(80, False), (60, True)]


def test_a_result_without_its_sound_can_be_kept_too(store: Store) -> None:
    recording = "5" * 64

    store.save_result(a_result(recording), told())

    assert store.result(recording) == a_result(recording)
    with pytest.raises(StoreError, match="not kept here"):
        store.audio_path(recording)


def test_history_and_recordings_show_the_newest_first_and_no_more_than_asked_for(store: Store) -> None:
    ids = [kept(store, bytes([n])) for n in range(1, 5)]
    for recording in ids:
        store.save_result(a_result(recording), told())

    assert [row.id for row in store.recordings(2)] == [ids[3], ids[2]]
    assert [row.id for row in store.history(3)] == [ids[3], ids[2], ids[1]]
    assert [row.id for row in store.history(recording=ids[0])] == [ids[0]]


def voicemail(store: Store, text: str, lead: str, date: dt.date | None, kind: Kind = Kind.VOICEMAIL) -> str:
    recording = kept(store, text.encode())
    store.save_result(a_result(recording, text, kind=kind), told(lead, date=date))
    return recording


def test_earlier_voicemails_to_a_lead_are_found_by_day_oldest_first_and_without_the_greeting(store: Store) -> None:
    march = [dt.date(2026, 3, day) for day in range(1, 10)]
    voicemail(store, "third try", "Ana Ortiz", march[4])
    voicemail(store, "first try", "ANA  ORTIZ", march[2])
    voicemail(store, "to another", "Ana Ortega", march[2])
    voicemail(store, "a call we had", "Ana Ortiz", march[3], Kind.CALL)
    voicemail(store, "later on", "Ana Ortiz", march[8])

    assert store.previous_voicemails("ana ortiz", march[6]) == ("first try", "third try")


def test_a_voicemail_is_not_its_own_earlier_one_and_what_came_later_is_not_earlier(store: Store) -> None:
    day = dt.date(2026, 3, 4)
    first, second = (voicemail(store, text, "Ana", day) for text in ("first", "second"))

    assert store.previous_voicemails("Ana", day, first) == ()
    assert store.previous_voicemails("Ana", day + dt.timedelta(days=1), first) == ("second",)
    assert store.previous_voicemails("Ana", day, second) == ("first",)
    assert store.previous_voicemails("Ana", day) == ("first", "second")


def test_without_any_day_the_order_in_which_they_came_counts(store: Store) -> None:
    first, second = (voicemail(store, text, "Ana", None) for text in ("first", "second"))

    assert store.previous_voicemails("Ana", None, first) == ()
    assert store.previous_voicemails("Ana", None, second) == ("first",)


def test_a_corrected_lead_moves_the_voicemail_to_the_right_person(store: Store) -> None:
    recording = voicemail(store, "hello there", "Anna", None)

    store.save_result(a_result(recording, "hello there"), told("Ana"))

    assert store.previous_voicemails("Anna") == ()
    assert store.previous_voicemails("Ana") == ("hello there",)


def test_a_deleted_recording_is_gone_from_the_disk_and_can_be_added_again(store: Store, tmp_path: Path) -> None:
    recording = kept(store, b"sound", "canaryname.wav")
    store.save_result(a_result(recording, "canaryword"), told("canarylead"))

    store.delete(recording)
    store.delete(recording)

    assert (store.recordings(), store.history(), files_in(tmp_path)) == ([], [], [])
    assert not any(b"canary" in file.read_bytes() for file in tmp_path.glob("coach.db*"))
    assert kept(store, b"sound") == recording
    assert store.result(recording) is None


ADD_TWENTY = """
import io, sys
from pathlib import Path
from coach.edges.store import Store
from kept_values import a_result, told
folder = Path(sys.argv[1])
store = Store(sys.argv[2], folder)
for n in range(20):
    recording = store.keep_audio(io.BytesIO(b"sound %d" % n), f"{n}.wav", 1000)
    store.save_result(a_result(recording), told())
"""


def test_four_processes_that_add_the_same_twenty_files_make_twenty_recordings(
    database_url: str, tmp_path: Path
) -> None:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    command = [sys.executable, "-c", ADD_TWENTY, str(tmp_path), database_url]

    processes = [
        subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}, stderr=subprocess.PIPE) for _ in range(4)
    ]
    said = [process.communicate(timeout=120)[1].decode() for process in processes]

    assert said == [""] * 4
    store = Store(database_url, tmp_path)
    assert len(store.recordings()) == len(store.history()) == len(files_in(tmp_path)) == 20


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(store: Store) -> None:
    with store.database.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)

    assert differences == []


def test_opening_knows_the_newest_migration_without_loading_them() -> None:
    assert ScriptDirectory(str(database.MIGRATIONS)).get_current_head() == database.HEAD


def test_what_was_kept_is_there_after_opening_again(store: Store, database_url: str, tmp_path: Path) -> None:
    recording = kept(store, b"sound")
    store.close()

    assert [row.id for row in Store(database_url, tmp_path).recordings()] == [recording]


def change(folder: Path, statement: str) -> None:
    """Changes the database in a file behind our back."""
    with sqlite3.connect(folder / "coach.db") as connection:
        connection.execute(statement)
    connection.close()


def everything(database_url: str, tmp_path: Path) -> object:
    """All that the database holds, for comparing."""
    if database_url.startswith("sqlite"):
        return (tmp_path / "coach.db").read_bytes()
    engine = create_engine(database_url.replace("postgresql:", "postgresql+pg8000:"), poolclass=NullPool)
    with engine.begin() as connection:
        names = inspect(connection).get_table_names()
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names}


def test_a_database_of_a_newer_version_is_refused_in_one_line_and_left_as_it_is(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    with store.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    store.close()
    before = everything(database_url, tmp_path)

    with pytest.raises(StoreError, match=r"newer version of Callback Coach \(0999\)") as refused:
        Store(database_url, tmp_path)

    assert "\n" not in str(refused.value)
    assert everything(database_url, tmp_path) == before


@SQLITE
@pytest.mark.parametrize("damage", ["not a database", "torn in the middle"])
def test_a_damaged_database_is_refused_in_one_line_and_never_deleted(damage: str, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    for n in range(30):
        kept(store, bytes([n, 1]), "a" * 200)
    store.close()
    size = file.stat().st_size
    torn = file.read_bytes()[:4096] + b"\xa5" * (size - 4096)
    file.write_bytes(torn if damage == "torn in the middle" else b"Dear Sir or Madam, " * 300)
    before = file.read_bytes()

    with pytest.raises(StoreError, match="damaged") as refused:
        opened(tmp_path).recordings()

    assert "\n" not in str(refused.value)
    assert file.read_bytes() == before


def test_a_migration_that_fails_halfway_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    change(tmp_path, "CREATE TABLE jobs (somebody_elses TEXT)")

    with pytest.raises(StoreError, match="table jobs already exists"):
        opened(tmp_path)

    with sqlite3.connect(tmp_path / "coach.db") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("jobs",)]


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://coach:secret-word@db/coach",
        "oracle+nodriver://u:secret-word@db/x",
        "postgresql://u:secret-word@db:port/x",
        "postgresql+nothere://u:secret-word@db/x",
        "postgresql://u:secret-word@db/x?sslmode=perhaps",
        "sqlite://",
    ],
)
def test_an_address_that_cannot_be_used_is_one_line_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        Store(url, tmp_path)

    assert "COACH_DATABASE_URL" in str(refused.value)
    assert "secret-word" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_database_in_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open database file"):
        Store(f"sqlite:///{tmp_path}/nowhere/coach.db", tmp_path)


@pytest.mark.parametrize(
    ("engine", "journal"),
    [
        ((3, 6, 23), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 0), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 53, 0), "wal"),
    ],
)
def test_the_write_ahead_log_is_used_only_with_an_engine_that_does_not_lose_writes(
    engine: tuple[int, ...], journal: str
) -> None:
    assert sqlite.journal_mode(engine) == journal


@SQLITE
def test_every_connection_took_the_safe_settings(store: Store) -> None:
    journal = sqlite.journal_mode(sqlite3.sqlite_version_info)

    with store.database.read() as connection:
        taken = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        ]

    assert taken == [journal, 2, 1, 60_000, 1]
    assert f"journal {journal}" in store.describe()


def test_importing_loads_no_database_library_and_opening_an_up_to_date_one_no_migrations(tmp_path: Path) -> None:
    opened(tmp_path).close()
    script = f"""
import sys
from coach.edges.jobs import Jobs
from coach.edges.store import Store
assert "sqlalchemy" not in sys.modules
from pathlib import Path
Store("sqlite:///{tmp_path}/coach.db", Path("{tmp_path}"))
assert "alembic" not in sys.modules
"""

    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_a_result_kept_by_a_version_that_we_cannot_read_is_said_plainly(store: Store) -> None:
    recording = kept(store, b"sound")
    store.save_result(a_result(recording), told())
    with store.database.write() as connection:
        connection.exec_driver_sql("""UPDATE scorecards SET body = '{"shape": "of tomorrow"}'""")

    with pytest.raises(StoreError, match="Score the recording again"):
        store.result(recording)
