"""Nobody else of the machine may look into what is kept, and a database on another machine's disk is noticed."""

from __future__ import annotations

import io
import os
import random
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_values import a_result, told

from coach.edges import places
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_leads import Leads
from coach.edges.places import is_network_share, keep_to_ourselves, kind_of_disk, open_to_others
from coach.edges.store import Store, open_store
from coach.errors import CoachError, StoreError
from coach.settings import keep, load_settings

ROOT = Path(__file__).parents[1]
WORKER = [sys.executable, str(ROOT / "tests" / "worker_with_own_work.py")]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")


@pytest.fixture
def careless() -> Iterator[None]:
    """A user whose files are open to all unless somebody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_that_we_write_is_for_the_user_alone(careless: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
    settings = load_settings()
    store = open_store(settings)
    recording = store.keep_audio(io.BytesIO(b"sound"), "a.wav", 1000)
    store.save_result(a_result(recording), told())
    keep(settings, {"caller": "Dana"})
    Jobs(store).submit(recording, Options(about="mistake"))

    subprocess.run([*WORKER, "--once"], check=True)
    inside = {path.name for path in settings.data_dir.rglob("*")}

    assert {"coach.db", "settings.toml", recording} <= inside
    ours = [path for path in open_to_others(settings.data_dir) if path.name != "begun"]  # written by the test's worker
    assert ours == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_journal_of_a_change_is_as_closed_as_the_database(
    careless: None, database_url: str, tmp_path: Path
) -> None:
    store = Store(database_url, tmp_path)

    with store.database.write() as connection:
        connection.execute(store.database.leads.delete())
        connection.exec_driver_sql("CREATE TABLE something (a)")
        beside = {path.name: mode(path) for path in tmp_path.glob("coach.db*")}

    assert len(beside) >= 2
    assert set(beside.values()) == {0o600}


def test_a_folder_and_a_database_that_were_open_to_others_are_closed_when_they_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url = f"sqlite:///{folder / 'coach.db'}"
    (folder / "audio").mkdir(parents=True)
    Store(url, folder).close()
    (folder / "worker.log").touch()
    for path in (folder, folder / "audio", folder / "coach.db", folder / "worker.log"):
        path.chmod(0o777)

    Store(url, folder)

    assert open_to_others(folder) == []
    assert (mode(folder), mode(folder / "coach.db")) == (0o700, 0o700)


def test_a_folder_that_is_meant_for_all_and_what_a_link_leads_to_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all").chmod(0o1777)
    (tmp_path / "else").touch(mode=0o644)
    (tmp_path / "link").symlink_to(tmp_path / "else")

    for name in ("all", "link", "missing"):
        keep_to_ourselves(tmp_path / name)

    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == 0o1777
    assert mode(tmp_path / "else") == 0o644
    assert not (tmp_path / "missing").exists()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/dana/local ext4 rw 0 0
//nas/share /mnt/the\\040share cifs rw 0 0
dana@host: /mnt/s fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind", "shared"),
    [
        ("/var/lib/coach.db", "ext4", False),
        ("/home/dana/coach.db", "nfs4", True),
        ("/home/dana/local/coach.db", "ext4", False),
        ("/home/dana/localised/coach.db", "nfs4", True),
        ("/mnt/the share/coach.db", "cifs", True),
        ("/mnt/s/coach.db", "fuse.sshfs", True),
    ],
)
def test_a_disk_of_another_machine_is_known_by_its_kind(
    path: str, kind: str, shared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "mounts")

    assert (kind_of_disk(Path(path)), is_network_share(Path(path))) == (kind, shared)


def test_where_the_system_does_not_tell_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "missing")

    assert (kind_of_disk(tmp_path), is_network_share(tmp_path)) == ("", False)


def all_of_it(folder: Path) -> object:
    """Everything that pages show. Raises CoachError for a database that is damaged."""
    store = Store(f"sqlite:///{folder / 'coach.db'}", folder)
    try:
        if found := store.database.problems():
            raise StoreError(found[0])
        kept = [one.model_copy(update={"has_audio": True}) for one in store.recordings()]
        return kept, store.history(), [store.result(one.id) for one in kept], Leads(store).recent()
    finally:
        store.close()


def test_fifty_torn_copies_are_refused_plainly_or_read_right_and_never_changed_by_looking(tmp_path: Path) -> None:
    folder = tmp_path / "whole"
    folder.mkdir()
    store = Store(f"sqlite:///{folder / 'coach.db'}", folder)
    for n in range(12):
        recording = store.keep_audio(io.BytesIO(b"sound %d" % n), f"{n}.wav", 1000)
        store.save_result(a_result(recording, f"Hi Ana, take {n}. " * 40), told("Ana"))
    store.close()
    right = all_of_it(folder)
    whole = (folder / "coach.db").read_bytes()
    chosen, refused = random.Random(20261122), []

    for n in range(50):
        torn = tmp_path / f"torn{n}"
        torn.mkdir()
        where = chosen.randrange(len(whole) - 1024)
        content = whole[:where] + chosen.randbytes(1024) + whole[where + 1024 :]
        (torn / "coach.db").write_bytes(content)
        try:
            assert all_of_it(torn) == right  # what was torn held nothing
        except CoachError as error:
            refused.append(str(error))
        assert (torn / "coach.db").read_bytes() == content

    assert len(refused) >= 25
    assert not [line for line in refused if "\n" in line]
