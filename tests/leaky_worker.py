"""A worker that keeps something of every file: what the measure of a long day of work must notice."""

from __future__ import annotations

from collections.abc import Callable

from kept_values import a_result

from coach.edges.jobs import Job, Report
from coach.edges.store import Store
from coach.edges.worker import main
from coach.models import Result
from coach.settings import Settings

KEPT: list[object] = []


def work(job: Job, store: Store, settings: Settings, report: Report, cancelled: Callable[[], bool]) -> Result:
    KEPT.append((bytearray(b"x" * (8 << 20)), store.audio_path(job.recording).open("rb")))
    (settings.data_dir / "tmp" / f"{job.id}.left").write_bytes(b"left")
    return a_result(job.recording)


if __name__ == "__main__":
    main(work)
