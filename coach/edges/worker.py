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
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import filelock

from coach.edges.erasing import finish_erasing
from coach.edges.hiding import hide, hide_in_what_is_written
from coach.edges.jobs import HEARD_LENGTH, Cancelled, Job, Jobs, Work, known_facts
from coach.edges.retaining import keep_to_limits
from coach.edges.store import Store, open_store
from coach.errors import CoachError, StoreError
from coach.settings import Settings, load_settings

WRITE_EVERY_S = 0.25
SIGN_OF_LIFE_EVERY_S = 1.0
STOP_WITHIN_S = 3.5
"""How long the work may take to notice that nobody wants it any more, before its process ends."""
LOOK_EVERY_S = 0.5
TIDY_EVERY_S = 3600.0
LOCK_WAIT_S = 2.0
"""Longer than a look at whether the lock is held."""
RESTART_AFTER_S = 3.0
"""So that a worker that cannot start is not started over and over."""
WITH_APP = "--with-app"
COMMAND = (sys.executable, "-m", "coach.edges.worker")
GIVES_WAY = 5
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
) -> None:
    """Takes and does jobs until `stop`, or with `once` until none waits. For a process of its own.

    Work that doesn't stop when it is told to takes this process with it.
    """
    stop = stop or threading.Event()
    store = open_store(settings)
    jobs, name = Jobs(store), uuid.uuid4().hex
    looked_at = -math.inf
    while not stop.is_set():
        if time.monotonic() - looked_at > TIDY_EVERY_S:
            looked_at = time.monotonic()
            _tidy(store, settings)
        job = jobs.take(name)
        if job is not None:
            _do(job, name, jobs, store, settings, work, settle, stop)
        elif once:
            break
        else:
            stop.wait(LOOK_EVERY_S)
    store.close()


def _tidy(store: Store, settings: Settings) -> None:
    """Takes away what is older than the user wants to keep; never at the cost of the work."""
    try:
        finish_erasing(store, settings.data_dir)
        keep_to_limits(store, settings.with_kept().limits)
    except CoachError as error:  # settings that cannot be read, or a database that is busy
        log.warning("old recordings stay until the next time: %s", error)


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
    with _Watch(job, worker, jobs, stop) as watch:
        try:
            settings = settings.with_kept()  # which the user may have changed since the worker started
            result = work(job, store, settings, watch.report, watch.cancelled)
            if watch.cancelled() or not jobs.keep(job.id, worker):
                raise Cancelled
            store.save_result(result, known_facts(job, result.recording.kind, store, settings))
            settle(store, job.recording)
            jobs.finish(job.id, worker)
        except Cancelled:
            if stop.is_set():
                jobs.give_back(job, worker)
            elif store.recording(job.recording) is None:
                store.delete(job.recording)  # it was erased while we made something of it
        except CoachError as error:
            jobs.fail(job.id, worker, hide(error.message), hide(error.hint))
        except Exception:
            log.exception("job %s failed", job.id)
            jobs.fail(
                job.id,
                worker,
                "Something unexpected went wrong with this recording.",
                f"Try again. If it happens again, {log_path(settings)} says what it was.",
            )


class _Watch:
    """Stands beside the work in a thread: passes its progress on, shows that we live, sees that we should stop."""

    def __init__(self, job: Job, worker: str, jobs: Jobs, stop: threading.Event) -> None:
        self._job, self._worker, self._jobs, self._stop = job, worker, jobs, stop
        self._news: dict[str, Any] = {}
        self._lost = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def report(self, stage: str, seconds_done: float, seconds_total: float, heard: str = "") -> None:
        news = {"stage": stage, "seconds_done": seconds_done, "seconds_total": seconds_total}
        self._news = self._news | news | ({"heard": heard[-HEARD_LENGTH:]} if heard else {})

    def cancelled(self) -> bool:
        return self._lost.is_set() or self._stop.is_set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        written: dict[str, Any] = {}
        last_sign = unwanted_since = 0.0
        while not self._over.wait(WRITE_EVERY_S):
            now = time.monotonic()
            if self.cancelled():
                unwanted_since = unwanted_since or now
                if now - unwanted_since > STOP_WITHIN_S:
                    self._end_process()
            elif self._news is not written or now - last_sign > SIGN_OF_LIFE_EVERY_S:
                written, last_sign = self._news, now
                self._show_life(written)

    def _show_life(self, news: dict[str, Any]) -> None:
        try:
            if not self._jobs.keep(self._job.id, self._worker, **news):
                self._lost.set()
        except StoreError as error:  # the lease outlasts a moment without the database
            log.warning("job %s: %s", self._job.id, error)

    def _end_process(self) -> None:
        log.warning("job %s did not stop by itself", self._job.id)
        if self._stop.is_set():
            self._jobs.give_back(self._job, self._worker)
        os._exit(1)


_starting = threading.Lock()
_started: dict[Path, tuple[subprocess.Popen[bytes], float]] = {}


def ensure_worker(settings: Settings, command: Sequence[str] = COMMAND) -> None:
    """Starts the worker of this data folder unless one lives, of this process or another. It ends with this process.

    Cheap: call it at the start, and whenever a page shows a job that is not over, so that a dead one is replaced.
    """
    with _starting:
        process, since = _started.get(settings.data_dir, (None, 0.0))
        if process is not None:
            if process.poll() is None or time.monotonic() - since < RESTART_AFTER_S:
                return
            assert process.stdin is not None
            process.stdin.close()
        if _is_held(_lock(settings)):
            return
        with log_path(settings).open("ab") as errors:
            process = subprocess.Popen(  # noqa: S603  (our own command)
                [*command, WITH_APP],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=os.environ | settings.as_environment(),
                start_new_session=True,  # Ctrl+C is for the app; the worker sees it gone and hands its job back
            )
        _started[settings.data_dir] = process, time.monotonic()


def log_path(settings: Settings) -> Path:
    """Where the worker writes what only its makers understand."""
    return settings.data_dir / "worker.log"


def main(work: Work, settle: Settle = leave_it) -> None:
    """The worker process. A second one for the same data folder ends at once."""
    try:
        settings = load_settings()
        _write_log(log_path(settings))
        with _lock(settings).acquire(timeout=LOCK_WAIT_S):
            run_worker(settings, work, stop=_stop_event(), settle=settle)
    except filelock.Timeout:
        return
    except CoachError as error:
        sys.exit(str(error))


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
        os.nice(GIVES_WAY)
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(GIVES_WAY))  # Linux may weigh whole sessions, and ours is its own


def _stop_when_the_app_is_gone(stop: threading.Event) -> None:
    """The app holds the other end of our input, writes nothing, and the system closes it however the app ends."""
    while os.read(0, 1):
        pass
    stop.set()


def _lock(settings: Settings) -> filelock.BaseFileLock:
    return filelock.FileLock(settings.data_dir / "worker.lock")


def _is_held(lock: filelock.BaseFileLock) -> bool:
    try:
        with lock.acquire(blocking=False):
            return False
    except filelock.Timeout:
        return True


if __name__ == "__main__":
    from coach.workbench import settle, work

    main(work, settle)
