"""A folder of recordings, listened to by several workers beside each other: `coach batch`.

The queue in the database is the truth: broken off at any point and run again, it goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Literal

from coach import __version__
from coach.edges.job import POISON, Job, Options, State
from coach.edges.jobs import Jobs
from coach.edges.store import Store
from coach.edges.worker import COMMAND, ensure_worker, let_go
from coach.errors import CoachError
from coach.models import Kind, Result, Value
from coach.settings import Settings

LOOK_EVERY_S = 0.3
YOUNG_S = 10.0
"""A file that was changed so lately may still be written to, and is looked at again before it is taken."""
LOOK_AGAIN_S = 2.0
LOOKS = 2
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")
_STILL_WRITTEN = CoachError("Somebody still writes to this file.", "Run the batch again when it is whole.")
_ERASED = CoachError("It was erased while it waited.", "Run the batch again to have it back.")
_STOPPED = CoachError("It was cancelled.", "Run the batch again to have it heard.")


class Told(Value):
    """What became of one file."""

    file: str
    state: Literal["done", "duplicate", "failed"]
    recording: str | None = None
    same_as: str | None = None
    """The file with the same bytes that came before; of a duplicate."""
    kind: Kind | None = None
    score: int | None = None
    error: str = ""
    hint: str = ""


class Sums(Value):
    """What became of all: `files` is the sum of the others."""

    files: int
    done: int
    duplicate: int
    failed: int


def sums(told: Sequence[Told]) -> Sums:
    """How many files came to what."""
    states = [one.state for one in told]
    counts = {state: states.count(state) for state in ("done", "duplicate", "failed")}
    return Sums(files=len(told), **counts)


def recordings_in(folder: Path) -> list[Path]:
    """The files that a batch of this folder takes, by name: none that is hidden, unfinished or leads elsewhere."""
    here = folder.resolve()
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith(".")
        and path.suffix.lower() not in _UNFINISHED
        and path.resolve().parent == here
    )


def batch(
    folder: Path, settings: Settings, store: Store, options: Options, workers: int, command: Sequence[str] = COMMAND
) -> Generator[Told]:
    """Hands in every recording of the folder and says what became of each, as soon as it is over.

    Close the iterator to stop early: the workers give back what they are at, and the next run goes on there.
    """
    jobs, waiting, names = Jobs(store), dict[str, tuple[str, str]](), dict[str, str]()
    files = recordings_in(folder)
    growing = _still_written(files)
    try:
        for path in files:
            try:
                if path in growing:
                    raise _STILL_WRITTEN
                recording = store.keep_audio(path, path.name, settings.max_upload_bytes)
                if recording in names:
                    yield Told(file=path.name, state="duplicate", recording=recording, same_as=names[recording])
                    continue
                names[recording] = path.name
                if known := _heard_before(store, recording, settings, options):
                    yield _done(path.name, known)
                    continue
                waiting[jobs.submit(recording, options)] = path.name, recording
            except CoachError as error:
                yield _failed(path.name, error)
                continue
            _work(settings, workers, command)
            yield from _over(jobs, store, waiting)
        while waiting:
            _work(settings, workers, command)
            yield from _over(jobs, store, waiting)
            time.sleep(LOOK_EVERY_S if waiting else 0)
    finally:
        let_go(settings)


def _work(settings: Settings, workers: int, command: Sequence[str]) -> None:
    for place in range(workers):
        ensure_worker(settings, command, place)


def _over(jobs: Jobs, store: Store, waiting: dict[str, tuple[str, str]]) -> Iterator[Told]:
    for job in sorted(jobs.over(waiting), key=lambda one: (one.finished_at or one.created_at, one.id)):
        name, _ = waiting.pop(job.id)
        yield _became(store, jobs, name, job)
    if waiting and jobs.job(first := next(iter(waiting))) is None:
        yield _failed(waiting.pop(first)[0], _ERASED)


def _became(store: Store, jobs: Jobs, name: str, job: Job) -> Told:
    result = store.result(job.recording)
    if job.state is State.DONE and result is not None:
        return _done(name, result)
    if job.state is State.CANCELLED:
        return _failed(name, _STOPPED)
    wanted = any(not one.is_over for one in jobs.jobs_of(job.recording))
    if job.code and job.code != POISON and result is None and not wanted:
        store.delete(job.recording)  # no recording after all; the user's own file stays
    return _failed(name, CoachError(job.error, job.hint))


def _done(name: str, result: Result) -> Told:
    card, recording = result.scorecard, result.recording
    return Told(
        file=name, state="done", recording=recording.id, kind=recording.kind, score=card.score if card else None
    )


def _failed(name: str, error: CoachError) -> Told:
    return Told(file=name, state="failed", error=error.message, hint=error.hint)


def _heard_before(store: Store, recording: str, settings: Settings, options: Options) -> Result | None:
    """What this engine made of it before, where nothing else was asked for."""
    result = store.result(recording)
    if result is None or (options.kind is not None and result.recording.kind is not options.kind):
        return None
    same = (result.engine.version, result.engine.speech_model) == (__version__, settings.speech_model)
    return result if same else None


def _still_written(files: Sequence[Path]) -> set[Path]:
    """Those that change while we look; only young ones are waited for."""
    seen = {path: _stamp(path) for path in files}
    now = time.time()
    young = {path: stamp for path, stamp in seen.items() if stamp is None or now - stamp[1] < YOUNG_S}
    growing: set[Path] = set()
    for _ in range(LOOKS if young else 0):
        time.sleep(LOOK_AGAIN_S)
        growing |= {path for path, stamp in young.items() if _stamp(path) != stamp}
    return growing


def _stamp(path: Path) -> tuple[int, float] | None:
    try:
        status = path.stat()
    except OSError:  # gone again
        return None
    return status.st_size, status.st_mtime
