"""What was freed goes back to the system, and threads share few pools."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from kept_values import a_result

from coach.edges import worker
from coach.edges.jobs import Jobs, Options
from coach.edges.store import open_store
from coach.settings import load_settings

ROOT = Path(__file__).parents[1]
FREED_BY_THREADS = """
import ctypes, sys, threading
import numpy as np
import psutil
from coach.edges.memory import give_memory_back, keep_memory_small

if "small" in sys.argv:
    keep_memory_small()
kept = []

def takes_much():
    pieces = [np.ones(10_000) for _ in range(500)]  # 40 MB in pieces that are no mapping of their own
    kept.append(pieces[-1])  # what comes last in the pool keeps all before it

threads = [threading.Thread(target=takes_much) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
before = psutil.Process().memory_info().rss
give_memory_back()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
print((before - psutil.Process().memory_info().rss) >> 20)
"""


def freed_mb_and_pools(folder: Path, *how: str) -> tuple[int, int]:
    told = folder / "malloc.xml"
    command = [sys.executable, "-c", FREED_BY_THREADS, str(told), *how]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return int(done.stdout), told.read_text().count("<heap nr=")


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
def test_what_threads_freed_goes_back_to_the_system(tmp_path: Path) -> None:
    freed, pools = freed_mb_and_pools(tmp_path)
    assert freed > 40
    assert pools > 2

    freed, pools = freed_mb_and_pools(tmp_path, "small")
    assert pools <= 2


def test_a_worker_gives_memory_back_after_every_recording(
    own_data_folder: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings()
    store = open_store(settings)
    for n in range(2):
        Jobs(store).submit(store.keep_audio(io.BytesIO(b"sound %d" % n), "talk.wav", 1000), Options())
    given_back: list[int] = []
    monkeypatch.setattr(worker, "give_memory_back", lambda: given_back.append(1))

    worker.run_worker(settings, lambda job, *_: a_result(job.recording), once=True)

    assert len(given_back) == 2
    store.close()
