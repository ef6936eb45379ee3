"""A machine that cannot just now is waited for; a bad file is never taken for a bad machine."""

from __future__ import annotations

import datetime as dt
import errno
import io
import threading
from pathlib import Path

import av
import pytest
from kept_values import a_result

from coach.edges import faults, sqlite, worker
from coach.edges.failpoints import arm
from coach.edges.faults import passing
from coach.edges.jobs import Job, Jobs, Options, Report, State
from coach.edges.store import Store, open_store
from coach.edges.worker import run_worker
from coach.errors import AudioError, BusyError, StoreError
from coach.models import Result
from coach.presentation.working import waiting_line
from coach.settings import Settings, load_settings


@pytest.fixture
def settings(own_data_folder: None) -> Settings:
    return load_settings()


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings)


@pytest.fixture
def job(store: Store) -> str:
    return Jobs(store).submit(store.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000), Options())


def number(code: int) -> OSError:
    return OSError(code, "of the machine")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (number(errno.ENOSPC), "disk-full"),
        (number(errno.EIO), "disk"),
        (number(errno.EMFILE), "files"),
        (number(errno.ENOMEM), "memory"),
        (MemoryError(), "memory"),
        (caused(StoreError("The recording could not be kept."), number(errno.ENOSPC)), "disk-full"),
        (BusyError("The database cannot be used: database is locked."), "database"),
    ],
)
def test_what_is_the_machines_fault_passes(error: Exception, code: str) -> None:
    found = passing(error)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "error",
    [
        av.error.InvalidDataError(1, "bad data"),
        av.error.PermissionError(13, "a bad file says so"),
        av.error.OSError(errno.EIO, "a bad file says so"),
        av.error.OSError(errno.ENOSPC, "a bad file says so"),
        caused(AudioError("This is no recording."), av.error.OSError(errno.EIO, "bad")),
        number(errno.ENOENT),
        number(errno.EACCES),
        AudioError("This is no recording."),
        StoreError("The database is damaged."),
        RuntimeError("a mistake of ours"),
    ],
)
def test_what_is_the_files_fault_or_ours_does_not(error: Exception) -> None:
    assert passing(error) is None


def test_a_database_that_another_one_writes_to_for_too_long_is_busy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    one, other = open_store(settings), open_store(settings)

    with one.database.write(), pytest.raises(BusyError) as found:
        other.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000)

    told = passing(found.value)
    assert told is not None
    assert told.code == "database"


def test_a_full_disk_under_the_database_is_told_as_one(store: Store) -> None:
    def fill() -> None:
        with store.database.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # the engine takes what it has for its most
            connection.exec_driver_sql("CREATE TABLE big AS SELECT zeroblob(1000000)")

    with pytest.raises(BusyError) as found:
        fill()

    told = passing(found.value)
    assert told is not None
    assert told.code == "disk-full"


def let_it_be_time(store: Store) -> None:
    jobs = store.database.jobs
    with store.database.write() as connection:
        connection.execute(jobs.update().values(next_at=dt.datetime.now(dt.UTC)))


def test_a_full_disk_makes_a_job_wait_and_it_goes_on_by_itself_without_counting_as_an_attempt(
    settings: Settings, store: Store, job: str
) -> None:
    full = True

    def work(job: Job, *_: object) -> Result:
        if full:
            raise number(errno.ENOSPC)
        return a_result(job.recording)

    jobs = Jobs(store)
    for n in range(5):  # more often than a recording may end its worker
        run_worker(settings, work, once=True)
        waiting = jobs.job(job)
        assert waiting is not None
        assert (waiting.state, waiting.error, waiting.is_over) == (State.WAITING, faults.DISK_FULL.line, False)
        assert (waiting.attempts, waiting.waits) == (0, n + 1)
        assert waiting.next_at is not None
        assert waiting.next_at > dt.datetime.now(dt.UTC)
        assert jobs.take("too early") is None
        let_it_be_time(store)
    full = False

    run_worker(settings, work, once=True)

    done = jobs.job(job)
    assert done is not None
    assert (done.state, done.error) == (State.DONE, "")


def test_the_wait_grows_to_five_minutes_and_no_further(store: Store, job: str) -> None:
    jobs, pauses = Jobs(store), []
    for _ in range(9):
        let_it_be_time(store)
        taken = jobs.take("worker")
        assert taken is not None
        before = dt.datetime.now(dt.UTC)
        jobs.wait(taken, "worker", faults.DISK_FULL)
        found = jobs.job(job)
        assert found is not None
        assert found.next_at is not None
        pauses.append(round((found.next_at - before).total_seconds()))

    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_bad_file_fails_at_once_with_its_code(settings: Settings, store: Store, job: str) -> None:
    def work(*_: object) -> Result:
        try:
            raise av.error.OSError(errno.EIO, "Input/output error")
        except av.error.FFmpegError as error:
            raise AudioError("talk.wav is damaged.", "Export it again.", "damaged") from error

    run_worker(settings, work, once=True)

    failed = Jobs(store).job(job)
    assert failed is not None
    assert (failed.state, failed.code, failed.error) == (State.FAILED, "damaged", "talk.wav is damaged.")


def test_that_a_job_waits_is_written_as_soon_as_the_database_can(
    settings: Settings, store: Store, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "DATABASE_REST_S", 0.01)

    def work(*_: object) -> Result:
        arm("wait-commit:enospc")
        raise number(errno.ENOSPC)

    try:
        run_worker(settings, work, once=True)
    finally:
        arm("")

    found = Jobs(store).job(job)
    assert found is not None
    assert found.state is State.WAITING


def test_a_worker_outlives_a_database_that_is_away_for_a_moment(
    settings: Settings, store: Store, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "DATABASE_REST_S", 0.01)
    stop = threading.Event()

    def work(job: Job, _store: Store, _settings: Settings, _report: Report, _cancelled: object) -> Result:
        stop.set()
        return a_result(job.recording)

    arm("take-commit:eio")
    try:
        run_worker(settings, work, stop=stop)
    finally:
        arm("")

    assert store.result(Jobs(store).recent()[0].recording) is None  # it was told to stop, and gave the job back
    assert Jobs(store).recent()[0].state is State.QUEUED


def test_a_worker_begins_anew_after_so_many_files(settings: Settings, store: Store) -> None:
    for n in range(3):
        Jobs(store).submit(store.keep_audio(io.BytesIO(b"sound %d" % n), "talk.wav", 1000), Options())

    assert run_worker(settings, lambda job, *_: a_result(job.recording), most=2)
    assert [job.state for job in Jobs(store).recent()] == [State.QUEUED, State.DONE, State.DONE]


def test_a_recording_for_which_there_is_no_room_is_refused_before_a_byte_is_written(tmp_path: Path) -> None:
    crowded = Store(f"sqlite:///{tmp_path / 'coach.db'}", tmp_path, room=1 << 60)

    with pytest.raises(StoreError, match="too little room") as found:
        crowded.keep_audio(io.BytesIO(b"sound"), "talk.wav", 1000)

    assert "\n" not in str(found.value)
    assert not list(tmp_path.glob("tmp/*"))
    assert crowded.recordings() == []


def test_the_page_says_what_a_recording_waits_for_and_how_long() -> None:
    now = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)

    assert waiting_line("The disk is full.", now + dt.timedelta(seconds=40), now) == (
        "The disk is full. Next try in 40 s."
    )
    assert waiting_line("The disk is full.", now + dt.timedelta(minutes=5), now) == (
        "The disk is full. Next try in 5 min."
    )
    assert waiting_line("The disk is full.", now, now) == "The disk is full."
