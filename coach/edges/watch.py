"""Beside the work on a job: its progress goes to the database, and the work hears when nobody wants it any more."""

from __future__ import annotations

import logging
import os
import threading
import time
from types import TracebackType
from typing import Any, Self

from coach.edges.jobs import HEARD_LENGTH, Job, Jobs
from coach.errors import StoreError

WRITE_EVERY_S = 0.25
SIGN_OF_LIFE_EVERY_S = 1.0
STOP_WITHIN_S = 3.5
"""How long the work may take to notice that nobody wants it any more, before its process ends."""

log = logging.getLogger(__name__)


class Watch:
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
