"""A folder at once: each file comes to one line, the sums add up, and a second run goes on."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sounds import tone, write

from coach import batch as batching
from coach.batch import batch, recordings_in, sums
from coach.cli import main
from coach.edges.jobs import Jobs, Options, State
from coach.edges.store import Store, open_store
from coach.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
WORKER = (sys.executable, str(ROOT / "tests" / "saved_worker.py"))


@pytest.fixture(autouse=True)
def code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))


@pytest.fixture
def settings(own_data_folder: None) -> Settings:
    return load_settings()


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three recordings, one of them twice, one file that is none, and what is no file to be taken."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(("a.wav", "b.wav", "c.wav")):
        write(folder / name, tone(0.5, 300 + 10 * number))
    (folder / "again.wav").write_bytes((folder / "a.wav").read_bytes())
    (folder / "broken.wav").write_bytes(b"no sound at all")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "coming.wav.part").write_bytes(b"x")
    (folder / "elsewhere.wav").symlink_to(tmp_path / "in" / ".." / "secret")
    (tmp_path / "secret").write_bytes(b"x")
    for file in folder.iterdir():
        if not file.is_symlink():
            os.utime(file, (time.time() - 60,) * 2)
    return folder


def test_hidden_and_unfinished_files_and_links_elsewhere_are_left_out(folder: Path) -> None:
    assert [path.name for path in recordings_in(folder)] == ["a.wav", "again.wav", "b.wav", "broken.wav", "c.wav"]


def test_every_file_comes_to_one_line_and_a_second_run_hears_nothing_again(
    settings: Settings, store: Store, folder: Path
) -> None:
    told = list(batch(folder, settings, store, Options(), 2, WORKER))

    found = {one.file: one for one in told}
    assert sums(told).model_dump() == {"files": 5, "done": 3, "duplicate": 1, "failed": 1}
    assert found["again.wav"].same_as == "a.wav"
    assert found["broken.wav"].error
    assert found["a.wav"].score is not None
    assert len(store.history()) == len(store.recordings()) == 3  # the one that is none was not kept


def test_a_run_that_was_stopped_is_gone_on_with(settings: Settings, store: Store, folder: Path) -> None:
    coming = batch(folder, settings, store, Options(), 1, WORKER)
    first = next(one for one in coming if one.state == "done")
    coming.close()

    jobs = Jobs(store).recent()
    assert {job.state for job in jobs} <= {State.QUEUED, State.DONE, State.FAILED}
    assert State.QUEUED in {job.state for job in jobs}
    told = list(batch(folder, settings, store, Options(), 1, WORKER))

    assert sums(told).model_dump() == {"files": 5, "done": 3, "duplicate": 1, "failed": 1}
    assert first.file in {one.file for one in told}
    assert len(store.history()) == 3


def test_a_file_that_still_grows_is_left_for_the_next_time(
    settings: Settings, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "LOOK_AGAIN_S", 0.2)
    growing = tmp_path / "growing.wav"
    growing.write_bytes(b"a")
    threading.Timer(0.1, lambda: growing.write_bytes(b"ab")).start()

    (told,) = batch(tmp_path, settings, store, Options(), 1, WORKER)

    assert (told.state, told.error) == ("failed", "Somebody still writes to this file.")
    assert store.recordings() == []


def test_the_command_prints_a_line_each_and_the_sums(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching.batch, "__defaults__", (WORKER,))

    said = CliRunner().invoke(main, ["batch", str(folder)])
    again = CliRunner().invoke(main, ["batch", str(folder), "--json"])

    assert said.exit_code == again.exit_code == 1
    assert said.stdout.splitlines()[-1] == "5 files: 3 done, 1 duplicate, 1 failed"
    assert "again.wav: the same as a.wav" in said.stdout
    assert json.loads(again.stdout.splitlines()[-1]) == {"sums": {"files": 5, "done": 3, "duplicate": 1, "failed": 1}}


def test_ctrl_c_says_how_to_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> object:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(batching, "batch", stopped)

    said = CliRunner().invoke(main, ["batch", str(folder)])

    assert said.exit_code == 1
    assert "Run it again to go on." in said.stderr
