"""A worker process whose work does what the job's `about` says, so that a test can meet it in the middle of it.

Run as a script: with `--once` it ends when no job waits, else it is the whole worker process.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable

from kept_values import a_result

from coach.edges.jobs import Cancelled, Job, Report
from coach.edges.store import Store
from coach.edges.worker import main, run_worker
from coach.errors import AudioError
from coach.models import Result
from coach.settings import Settings, load_settings


def work(job: Job, store: Store, settings: Settings, on_progress: Report, cancelled: Callable[[], bool]) -> Result:
    with (settings.data_dir / "begun").open("a") as begun:
        begun.write(f"{job.id} {os.getpid()}\n")
    match job.options.about:
        case "silence":
            raise AudioError("Nobody speaks on this recording.", "Record it again.")
        case "mistake":
            raise KeyError("an inner detail")
        case "network":
            try:
                socket.socket(socket.AF_INET)
            except OSError as error:
                raise AudioError("There is no network here.") from error
        case "stuck":
            time.sleep(600)
        case "deaf":
            while not (settings.data_dir / "go on").exists():
                time.sleep(0.02)
        case "long":
            while not (settings.data_dir / "go on").exists():
                on_progress("Listening", 30.0, 120.0, "Hi, this is Dana")
                if cancelled():
                    raise Cancelled
                time.sleep(0.02)
    on_progress("Scoring", 120.0, 120.0, "Hi, this is Dana with Hale and Wren.")
    return a_result(job.recording)


if __name__ == "__main__":
    if "--once" in sys.argv:
        run_worker(load_settings(), work, once=True)
    else:
        main(work)
