"""What a crash left behind is found and taken away, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import os
import time
from pathlib import Path

import pytest

from coach.edges.failpoints import arm
from coach.edges.jobs import Jobs, Options, State
from coach.edges.store import Store, open_store
from coach.edges.sweeping import Left, left_behind, sweep
from coach.errors import StoreError
from coach.settings import Settings, load_settings

LONG_AGO = time.time() - 2 * 3600


@pytest.fixture
def settings(own_data_folder: None) -> Settings:
    return load_settings()


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings)


def lies(path: Path, *, old: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left")
    if old:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_what_was_left_goes_and_what_is_kept_stays(settings: Settings, store: Store) -> None:
    kept = store.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000)
    sound = store.audio_path(kept)
    drawing = lies(sound.with_name(f"{kept}.playback.json"))
    os.utime(sound, (LONG_AGO, LONG_AGO))
    gone = "ab" * 32
    left = [
        lies(settings.data_dir / "tmp" / "0123.part"),
        lies(sound.with_name(f"{kept}.playback.mp3.77.part")),
        lies(settings.data_dir / "audio" / "cd" / ("cd" * 32)),
        lies(settings.data_dir / "audio" / "ab" / f"{gone}.playback.mp3"),
    ]
    young = lies(settings.data_dir / "tmp" / "young.part", old=False)
    lies(notes := settings.data_dir / "audio" / "ab" / "notes.txt")

    found = left_behind(store, settings.data_dir)
    taken = sweep(store, settings.data_dir)

    assert found == taken == Left(parts=2, sounds=1, copies=1)
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in (sound, drawing, young, notes))
    assert left_behind(store, settings.data_dir).line == ""


def test_heard_blocks_that_nobody_goes_on_with_go(settings: Settings, store: Store) -> None:
    db, jobs = store.database, Jobs(store)
    recordings = [store.keep_audio(io.BytesIO(b"sound %d" % n), "talk.wav", 1000) for n in range(2)]
    wanted = jobs.submit(recordings[0], Options())
    for recording in recordings:
        with db.write() as connection:
            row = {"run": "r", "block": 0, "body": b"", "heard_at": dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)}
            connection.execute(db.heard_blocks.insert().values(recording_id=recording, **row))

    assert sweep(store, settings.data_dir).blocks == 1
    assert db.count(db.heard_blocks) == 1

    jobs.cancel(wanted)
    assert db.count(db.heard_blocks) == 0


def test_a_job_whose_worker_is_gone_waits_again(settings: Settings, store: Store) -> None:
    jobs = Jobs(store)
    job = jobs.submit(store.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000), Options())
    jobs.take("worker")
    assert sweep(store, settings.data_dir).leases == 0
    with store.database.write() as connection:
        ago = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
        connection.execute(store.database.jobs.update().values(lease_until=ago))

    assert sweep(store, settings.data_dir).leases == 1

    found = jobs.job(job)
    assert found is not None
    assert found.state is State.QUEUED


def test_a_sweep_that_is_cut_off_is_finished_by_the_next(settings: Settings, store: Store) -> None:
    for n in range(3):
        lies(settings.data_dir / "tmp" / f"{n}.part")
    arm("sweep-unlink:eio@2")
    try:
        with pytest.raises(OSError, match="error"):
            sweep(store, settings.data_dir)
    finally:
        arm("")

    assert sweep(store, settings.data_dir).parts == 2


def test_sound_whose_row_could_not_be_written_is_an_orphan_and_the_same_file_can_be_added_again(
    settings: Settings, store: Store
) -> None:
    arm("intake-commit:enospc")
    try:
        with pytest.raises(StoreError):
            store.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000)
    finally:
        arm("")

    assert left_behind(store, settings.data_dir, 0).sounds == 1
    again = store.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000)
    assert left_behind(store, settings.data_dir, 0).sounds == 0
    assert store.audio_path(again).is_file()
