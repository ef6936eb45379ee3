"""Each way in which a machine can be wrong is told in a line of its own, with what to do about it."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import io
import os
import shutil
import sys
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import postgres
import pytest

from coach import surroundings
from coach.backed_up import LastBackup
from coach.checks import Check
from coach.doctor import examine
from coach.edges import formats, places
from coach.edges.store import open_store
from coach.settings import load_settings

Break = Callable[[pytest.MonkeyPatch, Path], None]


def setting(name: str, value: str) -> Break:
    return lambda monkeypatch, data: monkeypatch.setenv(name, value)


def file(name: str, text: str, mode: int = 0o600) -> Break:
    def write(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
        path = data / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)

    return write


def rights(name: str, mode: int) -> Break:
    def change(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
        path = data / name
        if name:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(mode)

    return change


def rows(statement: str) -> Break:
    def change(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
        store = open_store(load_settings())
        store.keep_audio(io.BytesIO(b"sound"), "a.wav", 100)
        with store.database.write() as connection:
            connection.exec_driver_sql(statement)
        store.close()

    return change


def old_decoder(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    check = formats.check_ffmpeg
    monkeypatch.setattr(formats, "check_ffmpeg", lambda: check("5.1.9"))


def full_disk(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 10**12, 5 * 10**8))


def torn_database(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    (data / "coach.db").write_bytes(b"Dear Sir or Madam, " * 300)


def network_disk(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    (data / "mounts").write_text("server:/ / nfs4 rw 0 0\n")
    (data / "mounts").chmod(0o600)
    monkeypatch.setattr(places, "_MOUNTS", data / "mounts")


def two_disks(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    (data / "tmp").mkdir(mode=0o700)
    real, other = Path.stat, os.stat_result((0o40700, 1, 99, 1, 0, 0, 0, 0, 0, 0))

    def stat(self: Path, **options: bool) -> os.stat_result:
        return other if self == data / "tmp" else real(self, **options)

    monkeypatch.setattr(Path, "stat", stat)


def clock(at: dt.datetime) -> Break:
    return lambda monkeypatch, data: monkeypatch.setattr(surroundings, "_now", lambda: at)


def old_library(name: str, version: str) -> Break:
    real = importlib.metadata.version

    def wrong(asked: str) -> str:
        return version if asked == name else real(asked)

    return lambda monkeypatch, data: monkeypatch.setattr(importlib.metadata, "version", wrong)


def no_driver(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    monkeypatch.setenv("COACH_DATABASE_URL", "postgresql://coach:secret-word@127.0.0.1/coach")


def old_backup(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    at = dt.datetime.now(dt.UTC) - dt.timedelta(days=45)
    file("last-backup.json", LastBackup(at=at, path="/b.tar").model_dump_json())(monkeypatch, data)


def in_the_folder_of_work(text: str) -> Break:
    def write(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
        file("../work/.streamlit/config.toml", text)(monkeypatch, data)
        monkeypatch.chdir(data.parent / "work")

    return write


def readable_secrets(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    file("../work/.streamlit/secrets.toml", "[auth]", 0o644)(monkeypatch, data)
    monkeypatch.chdir(data.parent / "work")


SHORT_OF_FLOOR = "is older than {}, which is known to be safe"
BROKEN: list[tuple[str, Break, str]] = [
    ("a setting that cannot be", setting("COACH_THREADS", "many"), "COACH_THREADS"),
    ("a data folder that cannot be made", setting("COACH_DATA_DIR", "/proc/none"), "cannot be made"),
    ("settings that cannot be read", file("settings.toml", "caller = "), "settings.toml cannot be read"),
    ("an old decoder", old_decoder, "FFmpeg"),
    ("no speech model", setting("COACH_SPEECH_MODEL", "no-such-model"), "no-such-model"),
    ("a data folder open to others", rights("", 0o755), "Other users of this machine can look into it"),
    ("a folder in it open to others", rights("audio/ab", 0o755), "Others of this machine can look at"),
    ("a file in it open to others", file("rubrics/a/1.yaml", "x", 0o644), "Others of this machine can look at"),
    ("a full disk", full_disk, "Make room"),
    ("a torn database", torn_database, "is damaged"),
    ("a newer database", rows("UPDATE alembic_version SET version_num = '0999'"), "newer version"),
    ("an address that is none", setting("COACH_DATABASE_URL", "nonsense"), "COACH_DATABASE_URL"),
    ("a database we do not know", setting("COACH_DATABASE_URL", "mysql://u:secret-word@h/d"), "COACH_DATABASE_URL"),
    ("no such folder", setting("COACH_DATABASE_URL", "sqlite:////no/where/coach.db"), "unable to open database file"),
    (
        "a server that is not there",
        setting("COACH_DATABASE_URL", "postgresql://u:secret-word@127.0.0.1:9/d"),
        "See that the database server runs",
    ),
    ("no driver", no_driver, "pip install 'callback-coach[postgres]'"),
    ("a database on a network disk", network_disk, "another machine's disk (nfs4)"),
    ("a second disk", two_disks, "lie on another disk"),
    ("an address of all", setting("STREAMLIT_SERVER_ADDRESS", "0.0.0.0"), "would answer other machines, at 0.0.0.0"),
    ("no address", setting("STREAMLIT_SERVER_ADDRESS", ""), "would answer other machines, at every address"),
    ("an address in a file", in_the_folder_of_work('[server]\naddress = "::"'), "would answer other machines, at ::"),
    ("no XSRF protection", setting("STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION", "false"), "uploads from other web pages"),
    ("no CORS protection", in_the_folder_of_work("[server]\nenableCORS = false"), "Other web pages could talk"),
    ("errors in full", setting("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full"), "the insides of an error"),
    ("figures of use", in_the_folder_of_work("[browser]\ngatherUsageStats = true"), "would send figures of use"),
    ("secrets that others read", readable_secrets, "chmod 600"),
    ("a clock that is behind", clock(dt.datetime(1970, 1, 2, tzinfo=dt.UTC)), "The clock says 1970-01-02"),
    ("a recording of tomorrow", rows("UPDATE recordings SET kept_at = '2038-01-19 03:14:07'"), "which is to come"),
    ("an old web server", old_library("starlette", "0.46.2"), "starlette 0.46.2 " + SHORT_OF_FLOOR.format("1.1")),
    ("an old Streamlit", old_library("streamlit", "1.43.0"), "streamlit 1.43.0 " + SHORT_OF_FLOOR.format("1.67")),
    ("a speech library that asks", setting("HF_HUB_OFFLINE", "0"), "lets the speech library go to the network"),
    ("an old backup", old_backup, "Last backup: 45 days ago, /b.tar"),
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without decoding the samples each time, and in the home of nobody."""
    from coach import doctor

    def fine(settings: object) -> Check:
        return Check(ok=True, what="fine")

    left = tuple(fine if check.__name__ == "_samples" else check for check in doctor._THINGS)
    monkeypatch.setattr(doctor, "_THINGS", left)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize(("breaks", "told"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_wrong_with_a_machine_is_said_in_a_line(
    breaks: Break, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = load_settings().data_dir
    breaks(monkeypatch, data)

    lines = [f"{check.what}. {check.fix}" for check in examine() if not check.ok or check.fix]

    assert [line for line in lines if told in line], lines
    assert not [line for line in lines if "secret-word" in line or "\n" in line]


def test_an_ordinary_machine_is_well() -> None:
    assert [check for check in examine() if not check.ok] == []


@pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing())
def test_a_server_that_does_not_wait_for_its_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.fresh_database()  # of a server that is like that, for the tests' sake
    monkeypatch.setenv("COACH_DATABASE_URL", url)

    assert "The server has fsync switched off" in " ".join(check.what for check in examine() if not check.ok)
    postgres.drop(url)
