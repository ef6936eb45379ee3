"""G4: a call of hours through the worker: how much memory it takes, and how soon it stops when it is told to."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from bench import joined, loaded
from sounds import RATE, write

from coach.edges import worker
from coach.edges.jobs import Jobs, Options, State
from coach.edges.store import open_store
from coach.models import Kind
from coach.samples import samples
from coach.settings import load_settings
from torture.harness import Figure, Measured

MOST_MB = 900.0
CANCEL_S = 5.0
WHOLE_FROM_S = 600
"""A shorter call is not heard to its end: a slice is over as soon as the work has begun."""
_TWIN_S = 6000
_WHOLE_AT_ONCE = """
import resource, sys
from faster_whisper.audio import decode_audio
sound = decode_audio(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"COACH_DATA_DIR": f"{name}/data", "COACH_MAX_UPLOAD_MB": "1000"}
        try:
            yield Path(name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _tree_mb(others: set[psutil.Process]) -> float:
    """Resident memory of the worker, its decoder and all they start: every process below this one but `others`."""
    total = 0
    for process in set(psutil.Process().children(recursive=True)) - others:
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total / 2**20


def _worker(others: set[psutil.Process]) -> psutil.Process | None:
    with contextlib.suppress(psutil.Error):
        for process in set(psutil.Process().children()) - others:
            if "coach.edges.worker" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                return process
    return None


def _call(size: int, _seed: int) -> Measured:
    bad: list[str] = []
    peak = cancelled_s = 0.0
    others = set(psutil.Process().children(recursive=True))  # servers of other tests
    with _own_folder() as folder:
        (sample,) = [sample for sample in samples() if sample.facts.kind is Kind.CALL]
        settings = load_settings()
        store = open_store(settings)
        jobs = Jobs(store)
        short = store.keep_audio(write(folder / "next.wav", loaded(samples()[0].audio)[0][: 2 * RATE]), "next", 1 << 30)
        call = joined([loaded(sample.audio)], size, folder / "call.wav")
        recording = store.keep_audio(call, "call.wav", 1 << 30)
        call.unlink()

        def watched(job: str, until: State | float) -> None:
            """Until the job is in this state, or so many seconds of it are heard."""
            nonlocal peak
            ends = time.monotonic() + 120 + size
            while time.monotonic() < ends:
                worker.ensure_worker(settings)
                peak = max(peak, _tree_mb(others))
                found = jobs.job(job)
                assert found is not None
                if found.state == until or (isinstance(until, float) and found.seconds_done > until):
                    return
                if found.is_over:
                    break
                time.sleep(0.1)
            bad.append(f"the call came to {found.state}: {found.error}")

        if size >= WHOLE_FROM_S:
            watched(jobs.submit(recording, Options()), State.DONE)
        again = jobs.submit(recording, Options(lead="again"))
        watched(again, min(20.0, size / 4))
        following = jobs.submit(short, Options())
        began = time.monotonic()
        jobs.cancel(again)
        while (cancelled_s := time.monotonic() - began) < 4 * CANCEL_S:
            taken = jobs.job(following)
            if (taken and taken.started_at) or _worker(others) is None:
                break
            time.sleep(0.05)
        store.close()
        worker.let_go(settings)
    if peak > MOST_MB:
        bad.append(f"{peak:.0f} MB")
    if cancelled_s > CANCEL_S:
        bad.append(f"stopped after {cancelled_s:.1f} s")
    return Measured(size, tuple(bad), {"peak (MB)": round(peak), "stopped after (s)": round(cancelled_s, 1)})


def _at_once(size: int, _seed: int) -> Measured:
    """Less than two hours of it decoded in one piece, as the plain library does before it hears a word."""
    bytes_ = _TWIN_S * RATE * 2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.wav"
        with path.open("wb") as file:
            form = struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16)
            file.write(b"RIFF" + struct.pack("<I", 36 + bytes_) + b"WAVEfmt " + form + b"data")
            file.write(struct.pack("<I", bytes_))
            file.truncate(44 + bytes_)
        command = [sys.executable, "-c", _WHOLE_AT_ONCE, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak = float(done.stdout)
    return Measured(size, (f"{peak:.0f} MB",) if peak > MOST_MB else ())


FIGURES = [
    Figure(
        "G4",
        "A call of three hours (in seconds) through the worker, which is then told to stop in the middle of it: never "
        "more than 900 MB in all its processes, and it stops within 5 s",
        "900 MB, 5 s",
        full=10_800,
        slice=20,
        measure=_call,
        twin=_at_once,
        twin_size=1,
    )
]
