"""Jobs are done once, by a process that may be killed, told to stop, or left alone."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from kept_values import a_result, told

from coach.edges.jobs import MOST_ATTEMPTS, Job, Jobs, Options, State, known_facts
from coach.edges.store import Store, open_store
from coach.edges.worker import ensure_worker, log_path
from coach.errors import StoreError
from coach.models import Kind
from coach.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
WORKER = [sys.executable, str(ROOT / "tests" / "worker_with_own_work.py")]
APP = """
import sys, time
from coach.edges.worker import ensure_worker
from coach.settings import load_settings
ensure_worker(load_settings(), sys.argv[1:])
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))


@pytest.fixture
def settings(database_url: str) -> Settings:
    return load_settings()


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings)


@pytest.fixture
def jobs(store: Store) -> Jobs:
    return Jobs(store)


@pytest.fixture
def submit(store: Store, jobs: Jobs) -> Callable[[str], str]:
    """Submits a job that does what the word says (see `worker_with_own_work`)."""

    def one(about: str) -> str:
        return jobs.submit(store.keep_audio(io.BytesIO(about.encode()), f"{about}.wav", 1000), Options(about=about))

    return one


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a process, which does not outlive the test."""
    started: list[subprocess.Popen[bytes]] = []

    def one(*command: str) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(command))
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.wait()


def look(jobs: Jobs, job: str) -> Job:
    found = jobs.job(job)
    assert found is not None
    return found


def until(happens: Callable[[], object]) -> None:
    """Waits for what must happen; a minute is for a busy machine."""
    for _ in range(1200):
        if happens():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def begun(settings: Settings) -> list[tuple[str, int]]:
    """Which job was begun by which process, in order."""
    file = settings.data_dir / "begun"
    lines = file.read_text().splitlines() if file.exists() else []
    return [(line.split()[0], int(line.split()[1])) for line in lines]


def let_lease_run_out(store: Store, job: str) -> None:
    """As if its worker had been silent for long."""
    jobs = store.database.jobs
    with store.database.write() as connection:
        long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        connection.execute(jobs.update().where(jobs.c.id == job).values(lease_until=long_ago))


def test_a_job_is_done_and_its_result_kept(store: Store, jobs: Jobs, submit: Callable[[str], str]) -> None:
    job = submit("done")

    subprocess.run([*WORKER, "--once"], check=True)

    done = look(jobs, job)
    assert (done.state, done.progress, done.error, done.is_over) == (State.DONE, 1.0, "", True)
    assert store.result(done.recording) == a_result(done.recording)


def test_a_recording_that_cannot_be_scored_fails_with_the_line_that_says_why(
    store: Store, jobs: Jobs, submit: Callable[[str], str]
) -> None:
    silent, fine = submit("silence"), submit("done")

    subprocess.run([*WORKER, "--once"], check=True)

    failed = look(jobs, silent)
    assert (failed.state, failed.error, failed.hint) == (
        State.FAILED,
        "Nobody speaks on this recording.",
        "Record it again.",
    )
    assert failed.attempts == 1
    assert look(jobs, fine).state is State.DONE


def test_a_mistake_of_ours_is_told_plainly_and_its_traceback_only_logged(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = submit("mistake")

    start(*WORKER)
    until(lambda: look(jobs, job).is_over)

    failed = look(jobs, job)
    assert failed.state is State.FAILED
    assert "inner detail" not in failed.error + failed.hint
    assert str(log_path(settings)) in failed.hint
    assert "KeyError: 'an inner detail'" in log_path(settings).read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can refuse a process the network")
def test_the_worker_reaches_no_network(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = submit("network")

    start(*WORKER)
    until(lambda: look(jobs, job).is_over)

    assert look(jobs, job).error == ("There is no network here." if "sqlite" in settings.database_url else "")


def test_progress_and_the_words_heard_so_far_can_be_watched(
    jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = submit("long")

    start(*WORKER)
    until(lambda: look(jobs, job).heard)

    seen = look(jobs, job)
    assert (seen.state, seen.stage, seen.heard) == (State.WORKING, "Listening", "Hi, this is Dana")
    assert seen.progress == 0.25
    assert seen.time_left(dt.datetime.now(dt.UTC)) is not None


def test_a_cancelled_job_stops_and_the_same_process_goes_on_with_the_next(
    settings: Settings, store: Store, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., object]
) -> None:
    first, second = submit("long"), submit("done")
    start(*WORKER)
    until(lambda: begun(settings))

    jobs.cancel(first)

    assert look(jobs, first).state is State.CANCELLED
    until(lambda: look(jobs, second).is_over)
    assert look(jobs, first).state is State.CANCELLED
    assert store.result(look(jobs, first).recording) is None
    assert len({process for _, process in begun(settings)}) == 1


def test_work_that_does_not_listen_to_a_cancel_ends_with_its_process(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = submit("stuck")
    worker = start(*WORKER)
    until(lambda: begun(settings))

    jobs.cancel(job)

    assert worker.wait(timeout=60) != 0
    assert look(jobs, job).state is State.CANCELLED


def test_a_result_that_comes_after_the_cancel_is_not_kept(
    settings: Settings, store: Store, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., object]
) -> None:
    unwanted, next_one = submit("deaf"), submit("done")
    start(*WORKER)
    until(lambda: begun(settings))

    jobs.cancel(unwanted)
    (settings.data_dir / "go on").touch()
    until(lambda: look(jobs, next_one).is_over)

    assert look(jobs, unwanted).state is State.CANCELLED
    assert [row.id for row in store.history()] == [look(jobs, next_one).recording]


def test_a_job_that_was_cancelled_while_it_waited_is_never_begun(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str]
) -> None:
    unwanted, wanted = submit("unwanted"), submit("wanted")
    jobs.cancel(unwanted)

    subprocess.run([*WORKER, "--once"], check=True)

    assert [job for job, _ in begun(settings)] == [wanted]


def test_cancelling_a_job_that_is_done_changes_nothing(jobs: Jobs, submit: Callable[[str], str]) -> None:
    job = submit("done")
    subprocess.run([*WORKER, "--once"], check=True)

    jobs.cancel(job)

    assert look(jobs, job).state is State.DONE


def test_a_job_whose_worker_is_killed_is_done_by_another(
    settings: Settings, store: Store, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., object]
) -> None:
    job = submit("long")
    first = start(*WORKER)
    until(lambda: look(jobs, job).heard)

    os.kill(first.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    first.wait()  # type: ignore[attr-defined]
    assert jobs.take("too early") is None
    let_lease_run_out(store, job)
    (settings.data_dir / "go on").touch()
    subprocess.run([*WORKER, "--once"], check=True)

    assert (look(jobs, job).state, look(jobs, job).attempts) == (State.DONE, 2)
    assert len(store.history()) == 1


def test_a_recording_that_ends_its_worker_every_time_is_given_up_with_a_plain_line(
    store: Store, jobs: Jobs, submit: Callable[[str], str]
) -> None:
    job, next_one = submit("deadly"), submit("fine")

    for n in range(MOST_ATTEMPTS):
        taken = jobs.take(f"worker {n}")
        assert taken is not None
        assert taken.id == job
        let_lease_run_out(store, job)

    after = jobs.take("the last")
    assert after is not None
    assert after.id == next_one
    assert (look(jobs, job).state, look(jobs, job).error) == (
        State.FAILED,
        "Listening to this recording broke off 3 times.",
    )


def test_a_worker_that_lost_its_job_can_no_longer_change_it(
    store: Store, jobs: Jobs, submit: Callable[[str], str]
) -> None:
    job = submit("shared")
    jobs.take("slow")
    let_lease_run_out(store, job)
    jobs.take("quick")

    assert not jobs.keep(job, "slow", stage="Listening")
    jobs.fail(job, "slow", "I was slow.", "")

    assert (look(jobs, job).state, look(jobs, job).stage) == (State.WORKING, "")
    assert jobs.keep(job, "quick")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing can take a process's place")
def test_a_worker_that_begins_anew_goes_on_in_its_place(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    wanted = [submit(f"job {n}") for n in range(5)]
    code = "from coach.edges import worker; import worker_with_own_work as own; worker.MOST_JOBS = 2; "

    worker = start(sys.executable, "-c", code + "worker.main(own.work)")
    until(lambda: all(look(jobs, job).is_over for job in wanted))

    assert {process for _, process in begun(settings)} == {worker.pid}
    assert worker.poll() is None


def test_two_workers_never_take_the_same_job(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    wanted = [submit(f"job {n}") for n in range(24)]

    workers = [start(*WORKER, "--once") for _ in range(3)]

    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0]
    assert Counter(job for job, _ in begun(settings)) == Counter(wanted)
    assert {look(jobs, job).state for job in wanted} == {State.DONE}


def test_a_second_worker_process_of_the_same_folder_ends_at_once(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    submit("long")
    first = start(*WORKER)
    until(lambda: begun(settings))

    second = start(*WORKER)

    assert second.wait(timeout=60) == 0
    assert first.poll() is None


def test_a_worker_told_to_stop_gives_its_job_back_unharmed(
    jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = submit("long")
    worker = start(*WORKER)
    until(lambda: look(jobs, job).heard)

    worker.terminate()

    assert worker.wait(timeout=60) == 0
    assert (look(jobs, job).state, look(jobs, job).attempts) == (State.QUEUED, 0)


def test_when_the_app_is_killed_its_worker_gives_the_job_back_and_ends(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str], start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = submit("long")
    app = start(sys.executable, "-c", APP, *WORKER)
    until(lambda: begun(settings))
    ((_, worker),) = begun(settings)

    app.kill()
    app.wait()

    until(lambda: look(jobs, job).state is State.QUEUED)
    until(lambda: not psutil.pid_exists(worker) or psutil.Process(worker).status() == psutil.STATUS_ZOMBIE)


def test_the_app_starts_one_worker_however_often_it_asks_and_another_when_that_one_died(
    settings: Settings, jobs: Jobs, submit: Callable[[str], str]
) -> None:
    def ask() -> bool:
        ensure_worker(settings, WORKER)
        return False

    def own() -> list[psutil.Process]:
        # Other tests' servers are children of this process too.
        alive = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
        return [child for child in alive if WORKER[1] in child.cmdline()]

    first = submit("first")
    until(lambda: ask() or look(jobs, first).is_over)
    (worker,) = own()
    assert worker.nice() > psutil.Process().nice()  # pages come first

    worker.kill()
    second = submit("second")
    until(lambda: ask() or look(jobs, second).is_over)

    (another,) = own()
    assert another.pid != worker.pid
    another.kill()
    another.wait()


def test_asking_twice_for_the_same_gives_the_same_job_until_it_is_over(
    jobs: Jobs, submit: Callable[[str], str]
) -> None:
    first = submit("done")

    assert submit("done") == first

    subprocess.run([*WORKER, "--once"], check=True)
    assert submit("done") != first


def test_the_newest_job_is_listed_first_and_the_oldest_is_taken_first(jobs: Jobs, submit: Callable[[str], str]) -> None:
    ids = [submit(f"job {n}") for n in range(3)]

    assert [job.id for job in jobs.recent(2)] == [ids[2], ids[1]]
    assert [jobs.waiting_before(job) for job in ids] == [0, 1, 2]
    taken = jobs.take("worker")
    assert taken is not None
    assert taken.id == ids[0]


def test_deleting_a_recording_takes_its_jobs_along_and_stops_the_work(
    store: Store, jobs: Jobs, submit: Callable[[str], str]
) -> None:
    job = submit("long")
    taken = jobs.take("worker")
    assert taken is not None

    store.delete(taken.recording)

    assert jobs.job(job) is None
    assert jobs.jobs_of(taken.recording) == []
    assert not jobs.keep(job, "worker")


def test_a_job_for_a_recording_that_we_do_not_have_is_refused_plainly(jobs: Jobs) -> None:
    with pytest.raises(StoreError, match="no such recording"):
        jobs.submit("0" * 64, Options())


def test_a_recording_is_scored_with_me_my_firm_and_what_earlier_voicemails_to_the_lead_said(
    settings: Settings, store: Store, jobs: Jobs
) -> None:
    mine = settings.model_copy(update={"caller": "Dana", "firm": "Hale & Wren"})
    earlier, later = (store.keep_audio(io.BytesIO(sound), "v.wav", 1000) for sound in (b"earlier", b"later"))
    store.save_result(a_result(earlier, "Hi Ana, first try."), told("Ana"))
    jobs.submit(later, Options(lead="Ana", firm="Other & Sons"))
    job = jobs.take("worker")
    assert job is not None

    facts = known_facts(job, Kind.VOICEMAIL, store, mine)

    assert facts == told("Ana", caller="Dana", firm="Other & Sons", previous=("Hi Ana, first try.",))


NOON = dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("state", "done", "total", "left"),
    [
        (State.WORKING, 30.0, 120.0, 60.0),
        (State.WORKING, 120.0, 120.0, 0.0),
        (State.WORKING, 0.0, 120.0, None),
        (State.WORKING, 5.0, 0.0, None),
        (State.QUEUED, 30.0, 120.0, None),
        (State.DONE, 120.0, 120.0, None),
    ],
)
def test_the_time_left_goes_by_the_pace_so_far(state: State, done: float, total: float, left: float | None) -> None:
    job = Job(
        id="j",
        recording="r",
        options=Options(),
        state=state,
        stage="Listening",
        seconds_done=done,
        seconds_total=total,
        heard="",
        error="",
        hint="",
        attempts=1,
        created_at=NOON,
        started_at=NOON,
        finished_at=None,
    )

    assert job.time_left(NOON + dt.timedelta(seconds=20)) == left
