"""The process that takes jobs and does them, one at a time: `python -m coach.edges.worker`.

The speech model stays loaded between jobs, because the process stays.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import math
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import filelock

from coach.edges.erasing import finish_erasing
from coach.edges.failpoints import failpoint
from coach.edges.faults import passing
from coach.edges.hiding import hide, hide_in_what_is_written
from coach.edges.jobs import Cancelled, Job, Jobs, Work, known_facts
from coach.edges.limits import Limits, limit_this_process
from coach.edges.memory import give_memory_back, keep_memory_small
from coach.edges.retaining import keep_to_limits
from coach.edges.store import Store, open_store
from coach.edges.sweeping import sweep
from coach.edges.watch import STOP_WITHIN_S, Watch
from coach.errors import BusyError, CoachError
from coach.settings import Settings, load_settings

LOOK_EVERY_S = 0.5
TIDY_EVERY_S = 3600.0
DATABASE_REST_S = 5.0
"""How long a database that is busy or away is left alone."""
MOST_JOBS = 50
"""After which the process begins anew: libraries that decode and listen may keep a little memory each time."""
LOCK_WAIT_S = 2.0
"""Longer than a look at whether the lock is held."""
RESTART_AFTER_S = 3.0
"""So that a worker that cannot start is not started over and over."""
OPEN_FILES = 1024
LEAST_MEMORY = 8 << 30
"""Bytes of addresses, of which libraries reserve far more than they use."""
WITH_APP = "--with-app"
PLACE = "--place="
COMMAND = (sys.executable, "-m", "coach.edges.worker")
GIVES_WAY = 10
"""How much nicer the worker is than the app: it takes whole cores, and a page should not wait for them."""

log = logging.getLogger(__name__)


Settle = Callable[[Store, str], object]
"""`settle(store, recording)`: brings a new result together with what was put right by hand before."""


def leave_it(_store: Store, _recording: str) -> None:
    """Nothing is put right by hand."""


def run_worker(
    settings: Settings,
    work: Work,
    once: bool = False,
    stop: threading.Event | None = None,
    settle: Settle = leave_it,
    most: int | None = None,
) -> bool:
    """Takes and does jobs until `stop`, with `once` until none waits, or until `most` are done: then it is True.

    For a process of its own: work that doesn't stop when it is told to takes this process with it.
    """
    stop = stop or threading.Event()
    store = open_store(settings)
    jobs, name = Jobs(store), uuid.uuid4().hex
    looked_at, done = -math.inf, 0
    while not stop.is_set() and (most is None or done < most):
        if time.monotonic() - looked_at > TIDY_EVERY_S:
            looked_at = time.monotonic()
            _tidy(store, settings)
        try:
            job = jobs.take(name)
        except BusyError as error:
            if once:
                raise
            log.warning("no job can be taken: %s", error)
            stop.wait(DATABASE_REST_S)
            continue
        if job is not None:
            _do(job, name, jobs, store, settings, work, settle, stop)
            give_memory_back()
            done += 1
        elif once:
            break
        else:
            stop.wait(LOOK_EVERY_S)
    store.close()
    return not stop.is_set() and most is not None and done >= most


def _tidy(store: Store, settings: Settings) -> None:
    """Takes away what is older than the user wants to keep, and what a crash left; never at the cost of the work."""
    try:
        finish_erasing(store, settings.data_dir)
        keep_to_limits(store, settings.with_kept().limits, settings.data_dir)
    except CoachError as error:  # settings that cannot be read, or a database that is busy
        log.warning("old recordings stay until the next time: %s", error)
    try:
        if (taken := sweep(store, settings.data_dir)).any:
            log.info("swept: %s", taken.line)
    except (CoachError, OSError) as error:
        log.warning("what was left behind stays until the next time: %s", error)


def _do(
    job: Job,
    worker: str,
    jobs: Jobs,
    store: Store,
    settings: Settings,
    work: Work,
    settle: Settle,
    stop: threading.Event,
) -> None:
    with Watch(job, worker, jobs, stop) as watch:
        try:
            settings = settings.with_kept()  # which the user may have changed since the worker started
            theirs = store.as_owner(job.recording)  # what others told of the same lead is not for this score
            result = work(job, theirs, settings, watch.report, watch.cancelled)
            if watch.cancelled() or not jobs.keep(job.id, worker):
                raise Cancelled
            theirs.save_result(result, known_facts(job, result.recording.kind, theirs, settings))
            failpoint("settle")
            settle(theirs, job.recording)
            jobs.finish(job.id, worker)  # last: cut off before, another worker comes to the same and finishes it
        except Cancelled:
            if stop.is_set():
                jobs.give_back(job, worker)
            elif store.recording(job.recording) is None:
                store.delete(job.recording)  # it was erased while we made something of it
        except Exception as error:  # noqa: BLE001  (what it is, `_put_down` tells apart)
            _until_written(partial(_put_down, job, worker, jobs, settings, error), stop)


def _put_down(job: Job, worker: str, jobs: Jobs, settings: Settings, error: Exception) -> None:
    """Says why the job was not done: it waits for the machine, or has failed for good."""
    if (why := passing(error)) is not None:
        log.warning("job %s waits: %s (%s)", job.id, why.code, error)
        jobs.wait(job, worker, why)
    elif isinstance(error, CoachError):
        jobs.fail(job.id, worker, hide(error.message), hide(error.hint), str(getattr(error, "code", "")))
    else:
        log.error("job %s failed", job.id, exc_info=error)
        jobs.fail(
            job.id,
            worker,
            "Something unexpected went wrong with this recording.",
            f"Try again. If it happens again, {log_path(settings)} says what it was.",
        )


def _until_written(write: Callable[[], None], stop: threading.Event) -> None:
    """On a full disk not even that it is full can be written: tried until it can, or we have to go."""
    while True:
        try:
            write()
        except BusyError as error:
            log.warning("what became of a job cannot be written yet: %s", error)
            if not stop.wait(DATABASE_REST_S):
                continue
        return


_starting = threading.Lock()
_started: dict[tuple[Path, int], tuple[subprocess.Popen[bytes], float]] = {}


def ensure_worker(settings: Settings, command: Sequence[str] = COMMAND, place: int = 0) -> None:
    """Starts the worker of this data folder unless one lives, of this process or another. It ends with this process.

    Cheap: call it at the start, and whenever a page shows a job that is not over, so that a dead one is replaced.
    Several work beside each other in several places, from 0.
    """
    with _starting:
        process, since = _started.get((settings.data_dir, place), (None, 0.0))
        if process is not None:
            if process.poll() is None or time.monotonic() - since < RESTART_AFTER_S:
                return
            assert process.stdin is not None
            process.stdin.close()
        if _is_held(_lock(settings, place)):
            return
        with open(log_path(settings), "ab", opener=_for_us_alone) as errors:
            process = subprocess.Popen(  # noqa: S603  (our own command)
                [*command, WITH_APP, f"{PLACE}{place}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=os.environ | settings.as_environment(),
                start_new_session=True,  # Ctrl+C is for the app; the worker sees it gone and hands its job back
            )
        _started[settings.data_dir, place] = process, time.monotonic()


def let_go(settings: Settings) -> None:
    """Ends the workers that this process started: they give their jobs back. Waits until they have."""
    with _starting:
        mine = [key for key in _started if key[0] == settings.data_dir]
        ended = [_started.pop(key)[0] for key in mine]
        for process in ended:
            assert process.stdin is not None
            process.stdin.close()
        for process in ended:
            try:
                process.wait(STOP_WITHIN_S + LOCK_WAIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def log_path(settings: Settings) -> Path:
    """Where the worker writes what only its makers understand."""
    return settings.data_dir / "worker.log"


def main(work: Work, settle: Settle = leave_it) -> None:
    """The worker process. A second one for the same data folder ends at once."""
    os.umask(0o077)  # whatever this process writes is for nobody else
    keep_memory_small()
    try:
        settings = load_settings()
        _write_log(log_path(settings))
        place = next((int(word.removeprefix(PLACE)) for word in sys.argv if word.startswith(PLACE)), 0)
        limit_this_process(_limits(settings))
        with _lock(settings, place).acquire(timeout=LOCK_WAIT_S):
            most = MOST_JOBS if os.name == "posix" else None  # elsewhere nothing can take a process's place
            anew = run_worker(settings, work, stop=_stop_event(), settle=settle, most=most)
        if anew:
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  (our own command)
    except filelock.Timeout:
        return
    except CoachError as error:
        sys.exit(str(error))


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _limits(settings: Settings) -> Limits:
    """No network but for a database that lies there, no more memory than the machine has, no file left open for ever.

    It starts processes: the one that decodes, and itself anew.
    """
    has_all = hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if has_all else 0
    return Limits(
        memory=max(memory, LEAST_MEMORY),
        open_files=OPEN_FILES,
        may_reach_network=not settings.database_url.startswith("sqlite"),
        may_start_processes=True,
        ends_with_parent=False,  # who started it may be a thread of a page; it sees the app gone by itself
    )


def _write_log(path: Path) -> None:
    hide_in_what_is_written()
    file = logging.handlers.RotatingFileHandler(path, maxBytes=1 << 20, backupCount=1, encoding="utf-8")
    logging.basicConfig(handlers=[file], format="%(asctime)s %(process)d %(levelname)s %(message)s")


def _stop_event() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if WITH_APP in sys.argv:
        _give_way()
        threading.Thread(target=_stop_when_the_app_is_gone, args=(stop,), daemon=True).start()
    return stop


def _give_way() -> None:
    """Where the system can: pages come first while both want the processor, all of it is ours while nobody looks."""
    if hasattr(os, "nice"):
        os.nice(max(0, GIVES_WAY - os.nice(0)))  # once, however often the process begins anew
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(GIVES_WAY))  # Linux may weigh whole sessions, and ours is its own


def _stop_when_the_app_is_gone(stop: threading.Event) -> None:
    """The app holds the other end of our input, writes nothing, and the system closes it however the app ends."""
    while os.read(0, 1):
        pass
    stop.set()


def _lock(settings: Settings, place: int = 0) -> filelock.BaseFileLock:
    return filelock.FileLock(settings.data_dir / (f"worker-{place}.lock" if place else "worker.lock"), mode=0o600)


def _is_held(lock: filelock.BaseFileLock) -> bool:
    try:
        with lock.acquire(blocking=False):
            return False
    except filelock.Timeout:
        return True


if __name__ == "__main__":
    from coach.workbench import settle, work

    main(work, settle)
