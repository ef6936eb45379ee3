"""G24: one worker, many short files: it does not grow, and leaves nothing open and nothing lying about."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil

from coach.edges.audio import open_audio
from coach.edges.jobs import Jobs, Options
from coach.edges.store import Store
from coach.edges.worker import COMMAND, MOST_JOBS
from coach.models import Kind
from coach.samples import samples
from torture.harness import Figure, Measured

ROOT = Path(__file__).parents[2]
SECONDS = 2.5
MOST_GROWTH = 20 << 20
OPEN_AT_ONCE = 8
"""Files that belong to the recording that is just being decoded, when we look."""
LOOK_EVERY_S = 0.05
LEAKY = (sys.executable, str(ROOT / "tests" / "leaky_worker.py"))


def measured(size: int, seed: int, command: Sequence[str] = COMMAND) -> Measured:
    """`size` pieces of a sample, one after the other; a line for each thing that grew or stayed."""
    with tempfile.TemporaryDirectory(prefix="coach-day-") as name:
        home, path = Path(name), {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
        store = Store(f"sqlite:///{home / 'coach.db'}", home)
        jobs = Jobs(store)
        _hand_in(store, jobs, size, seed)
        worker = subprocess.Popen(
            command,
            env=os.environ | path | {"COACH_DATA_DIR": name},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            seen = _watched(psutil.Process(worker.pid), jobs, size)
        finally:
            worker.terminate()
            worker.wait(60)
        states = [job.state.value for job in jobs.recent(size)]
        left = [file.name for file in (home / "tmp").glob("*")]
        store.close()
    warm = min(MOST_JOBS, max(1, 2 * size // 3))  # once its process began anew, or most of a small run
    before, after = seen[:warm], seen[warm:]
    growth = max(memory for memory, _, _ in after) - max(memory for memory, _, _ in before)
    files = max(number for _, number, _ in after) - max(number for _, number, _ in before)
    bad = [f"{states.count(state)} jobs are {state}" for state in set(states) if state != "done"]
    bad += [f"grew by {growth / 2**20:.1f} MB"] if growth > MOST_GROWTH else []
    bad += [f"{files} more files are open"] if files > OPEN_AT_ONCE else []
    bad += [f"{seen[-1][2]} processes were left"] if seen[-1][2] else []
    bad += [f"{len(left)} files were left in tmp"] if left else []
    beside = {"growth in MB": round(growth / 2**20, 1), "open files more": files}
    return Measured(size, tuple(bad), beside)


def _hand_in(store: Store, jobs: Jobs, size: int, seed: int) -> None:
    chance = random.Random(seed)
    with open_audio(samples()[0].audio) as audio:
        sound = np.concatenate([window.samples.mean(axis=0) for window in audio.windows()])
    length = int(SECONDS * 16_000)
    with tempfile.TemporaryDirectory() as name:
        for number in range(size):
            start = chance.randrange(0, len(sound) - length)
            with wave.open(str(file := Path(name) / f"{number}.wav"), "wb") as out:
                out.setnchannels(1)
                out.setsampwidth(2)
                out.setframerate(16_000)
                out.writeframes((sound[start : start + length] * 32_767).astype("<i2").tobytes())
            jobs.submit(store.keep_audio(file, file.name, 1 << 24), Options(kind=Kind.VOICEMAIL))


def _watched(worker: psutil.Process, jobs: Jobs, size: int) -> list[tuple[int, int, int]]:
    """Memory in bytes, open files and child processes of the worker, each time that another job was over."""
    seen: list[tuple[int, int, int]] = []
    waiting = [job.id for job in jobs.recent(size)]
    until = time.monotonic() + 60 + 20 * size
    while len(seen) < size and time.monotonic() < until and worker.is_running():
        over = {job.id for job in jobs.over(waiting)}
        waiting = [job for job in waiting if job not in over]
        if over:
            now = (worker.memory_info().rss, worker.num_fds(), len(worker.children()))
            seen += [now] * len(over)
        time.sleep(LOOK_EVERY_S)
    return seen or [(0, 0, 0)] * 2


def leaky(size: int, seed: int) -> Measured:
    """The twin: a worker that keeps something of each file."""
    return measured(size, seed, LEAKY)


FIGURES = [
    Figure(
        id="G24",
        promise="short files, one after the other, with one worker: after the first fifty it grows by no more than "
        "20 MB, and no file, process or temporary file is left",
        goal="0 of 300",
        full=300,
        slice=6,
        measure=measured,
        twin=leaky,
        twin_size=8,
        needs=lambda: "" if sys.platform == "linux" else "open files are counted on Linux only",
    )
]
