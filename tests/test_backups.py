"""A backup is whole or it is refused; what comes back is what was there, on either kind of database."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import random
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres
import pytest
from click.testing import CliRunner
from kept_values import a_result, told
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    NullPool,
    Table,
    Text,
    create_engine,
)

from coach.backed_up import LastBackup
from coach.cli import main
from coach.edges import database
from coach.edges.backups import check_backup, copy_tables, last_backup, make_backup, restore
from coach.edges.database import opened_empty
from coach.edges.erasing import erase_everything, erase_recording
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_leads import Leads
from coach.edges.settings_file import write
from coach.edges.store import Store
from coach.edges.table_rows import put_rows, row_lines, tables_of
from coach.edges.voice_samples import VoiceSamples
from coach.errors import StoreError
from coach.presentation.backups import age_advice, age_line, stays_line
from coach.pursuit import LeadDetails
from coach.settings import load_settings
from coach.store_checks import examine_store

NOW = dt.datetime(2026, 11, 22, 15, tzinfo=dt.UTC)
posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def store(database_url: str, data: Path) -> Store:
    store = Store(database_url, data)
    for n in range(3):
        recording = store.keep_audio(io.BytesIO(b"sound %d" % n), f"grüß {n}.wav", 1000)
        store.save_result(a_result(recording, f"Hi Ana, take {n}."), told("Ana", date=dt.date(2026, 3, 4)))
        Jobs(store).submit(recording, Options(lead="Ana"))
    Leads(store).add(LeadDetails(name="Ana\u2028Ruiz", came_in=NOW))
    write(data, {"caller": "Dana"})
    rubric = data / "rubrics" / "voicemail" / "1.yaml"
    rubric.parent.mkdir(parents=True)
    rubric.write_text("a rubric")
    return store


def rows(store: Store) -> dict[str, list[str]]:
    with store.database.read() as connection:
        return {t.name: sorted(map(repr, connection.execute(t.select()))) for t in tables_of(connection)}


def test_what_comes_back_is_what_was_there(store: Store, data: Path, tmp_path: Path) -> None:
    made = make_backup(store, data, tmp_path / "b.tar")

    restore(made.path, tmp_path / "new")

    again = Store(f"sqlite:///{tmp_path / 'new' / 'coach.db'}", tmp_path / "new")
    assert rows(again) == rows(store)
    for kept in store.recordings():
        assert again.audio_path(kept.id).read_bytes() == store.audio_path(kept.id).read_bytes()
        assert again.result(kept.id) == store.result(kept.id)
    assert (tmp_path / "new" / "settings.toml").read_text() == (data / "settings.toml").read_text()
    assert (tmp_path / "new" / "rubrics" / "voicemail" / "1.yaml").read_text() == "a rubric"


@pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing())
def test_a_backup_of_either_engine_comes_back_on_postgresql_and_is_added_to_there(
    store: Store, data: Path, tmp_path: Path
) -> None:
    made, url = make_backup(store, data, tmp_path / "b.tar"), postgres.fresh_database()

    restore(made.path, tmp_path / "new", url)

    again = Store(url, tmp_path / "new")
    assert rows(again) == rows(store)
    recording = again.keep_audio(io.BytesIO(b"another"), "a.wav", 1000)
    again.save_result(a_result(recording), told())  # numbered after those that came back
    assert len(again.history()) == 4
    with pytest.raises(StoreError, match="something in that database already"):
        restore(made.path, tmp_path / "newer", url)
    assert not (tmp_path / "newer").exists()
    again.close()
    postgres.drop(url)


@posix
def test_nobody_else_may_read_a_backup_or_what_came_out_of_it(store: Store, data: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = make_backup(store, data, tmp_path / "b.tar")
        restore(made.path, tmp_path / "new")
    finally:
        os.umask(before)

    written = [made.path, *(tmp_path / "new").rglob("*"), tmp_path / "new"]
    assert [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_backup_that_is_made_while_others_write_is_of_one_moment(store: Store, data: Path, tmp_path: Path) -> None:
    """Each recording comes with a lead, in one transaction: a backup that is torn has more of one than of the other."""
    over, leads, names = threading.Event(), store.database.leads, store.database.recordings

    def add() -> None:
        for n in range(10_000):
            if over.is_set():
                return
            with store.database.write() as connection:
                connection.execute(names.insert().values(id=f"{n:064x}", name="x", kept_at=NOW))
                connection.execute(leads.insert().values(id=f"{n:032x}", who="x", touched_at=NOW))

    thread = threading.Thread(target=add)
    thread.start()
    try:
        found = [make_backup(store, data, tmp_path / f"{n}.tar").manifest.rows for n in range(5)]
    finally:
        over.set()
        thread.join()

    assert {counts["recordings"] - counts["leads"] for counts in found} == {2}
    assert found[-1]["leads"] > 1


def test_a_sound_that_is_damaged_or_gone_is_named_and_the_rest_is_backed_up(
    store: Store, data: Path, tmp_path: Path
) -> None:
    one, two, three = (kept.id for kept in store.recordings())
    store.audio_path(one).write_bytes(b"something else")
    store.audio_path(two).unlink()

    made = make_backup(store, data, tmp_path / "b.tar")

    assert (made.manifest.damaged, made.manifest.without_sound, made.sounds) == ((one,), (two,), 1)
    restore(made.path, tmp_path / "new")
    assert (tmp_path / "new" / "audio" / three[:2] / three).is_file()


def test_one_changed_byte_anywhere_or_a_missing_end_is_found(store: Store, data: Path, tmp_path: Path) -> None:
    whole = make_backup(store, data, tmp_path / "b.tar").path.read_bytes()
    end = whole.rindex(b"}") + 1  # what follows is padding
    chosen, accepted = random.Random(7), []
    bad = tmp_path / "bad.tar"
    for n in range(60):
        where = chosen.randrange(end)
        torn = whole[:where] if n % 3 == 0 else whole[:where] + bytes([whole[where] ^ 0x41]) + whole[where + 1 :]
        bad.write_bytes(torn)
        try:
            made = check_backup(bad)
        except StoreError:
            continue
        else:  # fields of a tar that say nothing of the content: who owned it, when
            accepted.append(where)
            assert made.manifest.members == check_backup(tmp_path / "b.tar").manifest.members

    with tarfile.open(tmp_path / "b.tar") as tar:
        contents = [range(member.offset_data, member.offset_data + member.size) for member in tar.getmembers()[:-1]]
    # The last member is the list itself: when it was made, say, is told and not sealed.
    assert not [where for where in accepted if any(where in content for content in contents)]


def test_what_is_not_whole_leaves_no_folder_and_no_rows(store: Store, data: Path, tmp_path: Path) -> None:
    path = make_backup(store, data, tmp_path / "b.tar").path
    bad = tmp_path / "bad.tar"
    bad.write_bytes(path.read_bytes().replace(b"sound 1", b"sound 9", 1))

    with pytest.raises(StoreError, match="not what was backed up"):
        restore(bad, tmp_path / "new")

    assert not list(tmp_path.glob("new*"))


def a_member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return member


@pytest.mark.parametrize(
    "member",
    [
        a_member("../outside"),
        a_member("/etc/cron.d/outside"),
        a_member("sounds/../../outside"),
        a_member("files/../outside"),
        a_member("files/rubrics/../../outside.yaml"),
        a_member("files/rubrics/a/b.yaml"),
        a_member("files/settings.toml/outside"),
        a_member("coach.db"),
        a_member("sounds/" + "a" * 63),
        a_member("sounds/" + "A" * 64),
        a_member("sounds/" + "a" * 64 + "\n"),
        a_member("sounds/" + "a" * 64, tarfile.SYMTYPE, "/etc/passwd"),
        a_member("sounds/" + "a" * 64, tarfile.LNKTYPE, "tables.jsonl"),
        a_member("sounds/" + "a" * 64, tarfile.FIFOTYPE),
        a_member("sounds/" + "a" * 64, tarfile.CHRTYPE),
        a_member("sounds/" + "a" * 64, tarfile.DIRTYPE),
        a_member("sounds/" + "a" * 64, tarfile.GNUTYPE_SPARSE),
        a_member("sounds/" + "a" * 64),
    ],
    ids=lambda member: f"{member.name[:40]} {member.type.decode()}",
)
def test_a_member_that_no_backup_has_is_refused_before_anything_is_written(
    member: tarfile.TarInfo, store: Store, data: Path, tmp_path: Path
) -> None:
    path = make_backup(store, data, tmp_path / "b.tar").path
    with tarfile.open(path) as tar, tarfile.open(bad := tmp_path / "bad.tar", "w") as out:
        out.addfile(member)
        for one in tar:
            out.addfile(one, tar.extractfile(one))

    with pytest.raises(StoreError, match="cannot be used as a backup"):
        restore(bad, tmp_path / "in" / "new")

    assert not list(tmp_path.rglob("*outside*"))
    assert not (tmp_path / "in" / "new").exists()


@pytest.mark.parametrize("content", [b"", b"\0" * 10_240, b"Dear Sir", b"PK\x03\x04" * 400])
def test_what_is_no_backup_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)

    with pytest.raises(StoreError) as refused:
        check_backup(tmp_path / "x")

    assert "\n" not in str(refused.value)


def test_nothing_is_ever_overwritten(store: Store, data: Path, tmp_path: Path) -> None:
    path = make_backup(store, data, tmp_path / "b.tar").path
    before = path.read_bytes()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()

    with pytest.raises(StoreError, match="exists already"):
        make_backup(store, data, path)
    with pytest.raises(StoreError, match="exists already"):
        restore(path, tmp_path / "full")

    assert path.read_bytes() == before


OLD = "0005"


@pytest.fixture(params=["sqlite", "postgresql"])
def old_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes a database as an earlier version left it, with three recordings, in the place of the one before."""
    made: list[str] = []
    if request.param == "postgresql" and (why := postgres.missing()):
        pytest.skip(why)

    def one() -> str:
        (tmp_path / "coach.db").unlink(missing_ok=True)
        made.append(postgres.fresh_database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/coach.db")
        with opened_empty(made[-1], OLD) as connection:
            put_three(connection)
        return made[-1]

    yield one
    for url in made if request.param == "postgresql" else ():
        postgres.drop(url)


def put_three(connection: Connection) -> None:
    (recordings,) = (table for table in tables_of(connection) if table.name == "recordings")
    for n in range(3):
        connection.execute(recordings.insert().values(id=f"{n:064}", name=f"{n}.wav", kept_at=NOW.replace(tzinfo=None)))


def test_before_an_update_a_copy_is_made_and_read_back_and_the_last_three_stay(
    old_address: Callable[[], str], data: Path
) -> None:
    for _ in range(4):
        store = Store(old_address(), data)
        assert len(store.recordings()) == 3
        store.close()

    copies = sorted((data / "backups").iterdir())
    assert len(copies) == 3
    assert all(f"before-{database.HEAD}-" in copy.name for copy in copies)
    assert [copy for copy in copies if copy.stat().st_mode & 0o077] == []
    if copies[-1].suffix == ".db":
        with sqlite3.connect(copies[-1]) as copy:
            assert copy.execute("SELECT count(*) FROM recordings").fetchone() == (3,)
            assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (OLD,)
    else:
        made = check_backup(copies[-1])
        assert (made.manifest.version, made.manifest.rows["recordings"]) == (OLD, 3)


def test_a_copy_that_cannot_be_made_is_an_update_that_does_not_begin(
    old_address: Callable[[], str], data: Path
) -> None:
    url = old_address()
    (data / "backups").write_text("no folder")

    with pytest.raises(StoreError, match=r"could not be (copied|written)"):
        Store(url, data)

    (data / "backups").unlink()
    Store(url, data).close()
    (copy,) = (data / "backups").iterdir()  # it was still of the earlier version
    assert copy.name.startswith("before-")


def test_a_backup_of_an_earlier_version_comes_back_up_to_date(tmp_path: Path) -> None:
    with opened_empty(f"sqlite:///{tmp_path / 'old.db'}", OLD) as connection:
        put_three(connection)
        copy_tables(connection, tmp_path / "b.tar")

    made = restore(tmp_path / "b.tar", tmp_path / "new")

    assert made.manifest.version == OLD
    assert len(Store(f"sqlite:///{tmp_path / 'new' / 'coach.db'}", tmp_path / "new").recordings()) == 3


@pytest.mark.parametrize("erase", ["recording", "everything", "lead", "voice"])
def test_erasing_takes_the_copies_of_updates_along(erase: str, store: Store, data: Path) -> None:
    (data / "backups").mkdir(exist_ok=True)
    (data / "backups" / "before-0006-x.db").write_bytes(b"Hi Ana")
    (data / "backups" / "mine.tar").write_bytes(b"of the user")

    if erase == "recording":
        erase_recording(store, store.recordings()[0].id)
    elif erase == "lead":
        Leads(store).erase(Leads(store).recent()[0].id)
    elif erase == "voice":
        VoiceSamples(store.database).forget()
    else:
        erase_everything(store, load_settings().model_copy(update={"data_dir": data}))

    assert [path.name for path in (data / "backups").iterdir()] == ["mine.tar"]


def test_the_last_backup_is_noted_with_its_age(store: Store, data: Path, tmp_path: Path) -> None:
    assert last_backup(data) is None

    made = make_backup(store, data, tmp_path / "b.tar")

    last = last_backup(data)
    assert last is not None
    assert last.path == str(made.path)
    assert age_line(None, NOW) == "No backup has been made of this data folder"
    old = LastBackup(at=NOW - dt.timedelta(days=40), path="/x")
    assert (age_line(old, NOW), age_advice(old, NOW)) == (
        "Last backup: 40 days ago, /x",
        "To make one: coach backup FOLDER, on another disk",
    )
    assert age_advice(LastBackup(at=NOW, path="/x"), NOW) == ""
    assert stays_line(old, NOW).endswith("The last one was made 40 days ago: /x")
    assert "not reached by erasing" in stays_line(None, NOW)


def test_the_commands_make_check_and_bring_back(tmp_path: Path) -> None:
    settings = load_settings()
    Store(settings.database_url, settings.data_dir).keep_audio(io.BytesIO(b"sound"), "a.wav", 1000)
    (tmp_path / "backups").mkdir()

    made = CliRunner().invoke(main, ["backup", str(tmp_path / "backups")])
    (path,) = (tmp_path / "backups").iterdir()
    checked = CliRunner().invoke(main, ["backup", "--check", str(path)])
    back = CliRunner().invoke(main, ["restore", str(path), "--to", str(tmp_path / "new")])

    assert (made.exit_code, checked.exit_code, back.exit_code) == (0, 0, 0)
    assert "1 recording, 1 sound, as of" in made.output == checked.output
    assert f"COACH_DATA_DIR={tmp_path / 'new'}" in back.output
    with tarfile.open(path) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        assert json.loads(manifest.read())["rows"]["recordings"] == 1


def test_every_byte_that_is_kept_can_be_looked_at(store: Store) -> None:
    one, two, _ = (kept.id for kept in store.recordings())
    assert [check.ok for check in examine_store(store)] == [True, True]
    store.audio_path(one).write_bytes(b"something else")
    store.audio_path(two).unlink()

    database, wrong, sounds = examine_store(store)

    assert database.ok
    assert (wrong.ok, wrong.what) == (False, f"Sound {one[:12]} (grüß 2.wav) is not what was kept")
    assert (sounds.ok, sounds.what) == (False, "1 sounds are as they came; 1 recordings are kept without theirs")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_row_that_belongs_to_none_is_found(store: Store, data: Path) -> None:
    with sqlite3.connect(data / "coach.db") as connection:  # which holds to no foreign keys
        connection.execute(
            "INSERT INTO pins (recording_id, pinned_at) VALUES (?, ?)", ("f" * 64, "2026-11-22 00:00:00")
        )
    connection.close()

    first = next(iter(examine_store(store)))

    assert (first.ok, first.what) == (
        False,
        "The database is damaged: a row of pins belongs to a row of recordings that is not there",
    )


ODD = Table(
    "odd",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sound", LargeBinary),
    Column("yes", Boolean),
    Column("at", DateTime),
    Column("on", Date),
    Column("share", Float),
    Column("text", Text),
)
ROWS = [
    (1, b"\x00\xff\n", True, NOW.replace(tzinfo=None), NOW.date(), 0.1, 'a\u2028"\n'),
    (2, None, False, None, None, None, None),
]


@pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing())
@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_values_of_every_kind_survive_the_way_between_the_engines(there: str, tmp_path: Path) -> None:
    server = postgres.fresh_database()
    file = create_engine(f"sqlite:///{tmp_path / 'odd.db'}")
    base = create_engine(server.replace("postgresql:", "postgresql+pg8000:"), poolclass=NullPool)
    source, target = (file, base) if there == "postgresql" else (base, file)
    with source.begin() as connection:
        ODD.create(connection)
        connection.execute(ODD.insert(), [dict(zip(ODD.columns.keys(), row, strict=True)) for row in ROWS])
        lines = list(row_lines(connection, rows := {}))
    with target.begin() as connection:
        ODD.create(connection)
        put_rows(connection, lines)
        found = [tuple(row) for row in connection.execute(ODD.select().order_by(ODD.c.id))]
        added = connection.execute(ODD.insert().values(yes=True).returning(ODD.c.id)).scalar()

    assert (found, rows, added) == (ROWS, {"odd": 2}, 3)
    postgres.drop(server)
