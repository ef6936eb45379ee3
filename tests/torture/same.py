"""G22: the same recording comes to the same words and the same score, whichever way it goes, and after a kill."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from coach.edges.jobs import Jobs, Options
from coach.edges.store import Store
from coach.samples import Sample, samples
from torture.harness import Figure, Measured
from torture.hearing import outcome

ROOT = Path(__file__).parents[2]
ROUTES = ("resume", "web", "command", "batch")
MOST = 1 << 28
LET_GO = -signal.SIGKILL


def measured(size: int, seed: int) -> Measured:
    """`size` hearings, each held against one in one go: of every sample after a kill, then by every other way."""
    chance, bad = random.Random(seed), []
    cases = [(route, sample) for route in ROUTES for sample in samples()][:size]
    for route, sample in cases:
        with tempfile.TemporaryDirectory(prefix="coach-same-") as name:
            found = _by(route, sample, Path(name), chance)
        bad += [f"{sample.name} by {route}: {found}"] if found else []
    return Measured(len(cases), tuple(bad), {"ways": len({route for route, _ in cases})})


def _by(route: str, sample: Sample, folder: Path, chance: random.Random) -> str:
    """What differs; "" where nothing does."""
    if route == "resume":
        wanted, home = _killed(sample, folder / "home", chance.choice((1, 2)))
        _hear({"do": "worker", "small": True}, home=home)
    else:
        wanted, home = _in_one_go(str(sample.audio)), folder
        if route == "web":
            _submitted(sample, home)
            _hear({"do": "worker"}, home=home)
        elif route == "command":
            _run("-m", "coach.cli", "score", str(sample.audio), "--json", home=home)
        else:
            (given := folder / "given").mkdir()
            shutil.copy(sample.audio, given)
            _run("-m", "coach.cli", "batch", str(given), "--json", home=home)
    return _differs(wanted, home)


def _killed(sample: Sample, home: Path, block: int) -> tuple[str, Path]:
    """What comes of the sample in one go, and a data folder, `home`, in which its hearing was killed."""
    wanted, made = _killed_after(sample, block)
    shutil.copytree(made.name, home)
    return wanted, home


@cache
def _killed_after(sample: Sample, block: int) -> tuple[str, tempfile.TemporaryDirectory[str]]:
    """The same once and for all; the folder goes with this process."""
    made = tempfile.TemporaryDirectory(prefix="coach-same-")
    folder = Path(made.name)
    _submitted(sample, folder)
    one_go = {"do": "direct", "file": str(sample.audio), "small": True}
    done = _hear(one_go, {"do": "worker", "small": True, "arm": f"block-committed:kill@{block}"}, home=folder)
    assert done.returncode == LET_GO, done
    store = _store(folder)
    with store.database.write() as connection:
        connection.execute(store.database.jobs.update().values(lease_until=None, state="queued"))
    kept = store.database.count(store.database.heard_blocks)
    store.close()
    assert kept == block
    return done.stdout.strip(), made


@cache
def _in_one_go(file: str) -> str:
    with tempfile.TemporaryDirectory(prefix="coach-same-") as home:
        return _hear({"do": "direct", "file": file}, home=Path(home)).stdout.strip()


def _differs(wanted: str, home: Path) -> str:
    store = _store(home)
    found = [store.result(kept.id) for kept in store.recordings()]
    store.close()
    if len(found) != 1 or found[0] is None:
        return f"{len(found)} recordings, {sum(one is not None for one in found)} heard"
    if (got := outcome(found[0])) == wanted:
        return ""
    return f"score {json.loads(got)[1]} instead of {json.loads(wanted)[1]}, or other words"


def _submitted(sample: Sample, home: Path) -> None:
    store = _store(home)
    Jobs(store).submit(store.keep_audio(sample.audio, sample.audio.name, MOST), Options())
    store.close()


def _store(home: Path) -> Store:
    return Store(f"sqlite:///{home / 'coach.db'}", home)


def _hear(*steps: dict[str, Any], home: Path) -> subprocess.CompletedProcess[str]:
    return _run("-m", "torture.hearing", *map(json.dumps, steps), home=home)


def _run(*asked: str, home: Path) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "COACH_DATA_DIR": str(home)}
    return subprocess.run(
        [sys.executable, *asked], env=os.environ | path, capture_output=True, text=True, timeout=600, check=False
    )


def forgetful(size: int, seed: int) -> Measured:
    """The twin: what was heard before the kill comes back without its last word."""
    chance, bad = random.Random(seed), []
    for sample in samples()[:size]:
        with tempfile.TemporaryDirectory(prefix="coach-same-") as name:
            wanted, home = _killed(sample, Path(name) / "home", chance.choice((1, 2)))
            _hear({"do": "worker", "small": True, "forgetful": True}, home=home)
            bad += [found] if (found := _differs(wanted, home)) else []
    return Measured(size, tuple(bad))


FIGURES = [
    Figure(
        id="G22",
        promise="a sample heard in one go, by the page's worker, by the command, by a batch, and gone on with after a "
        "kill: the same words, moments, score and reasons",
        goal="20 of 20",
        full=20,
        slice=1,
        measure=measured,
        twin=forgetful,
        twin_size=1,
    )
]
