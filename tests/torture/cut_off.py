"""G5: lives of recordings cut off with kill -9; G15: the same with a disk that is full or gives errors."""

from __future__ import annotations

import atexit
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import postgres

from coach.edges.database import Database
from coach.edges.failpoints import TRANSACTIONS, WRITES
from torture.harness import Figure, Measured

ROOT = Path(__file__).parents[2]
AT_RANDOM = 4
"""One kill in so many comes at any moment, the others at a named place."""
BLOCK_MOST_S = 1.81
"""The longest block of these lives (`BLOCK_S` and its border), which stands for the five minutes of real ones."""


@cache
def server() -> subprocess.Popen[str]:
    """Forks the lives; it ends with this process."""
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    process = subprocess.Popen(
        [sys.executable, "-m", "torture.lives"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | paths,
    )
    atexit.register(process.kill)
    return process


def ask(**told: Any) -> dict[str, Any]:
    """What came of a life, or of its continuation."""
    process = server()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(told) + "\n")
    process.stdin.flush()
    said: dict[str, Any] = json.loads(process.stdout.readline())
    return said


@contextmanager
def homes(engine: str) -> Iterator[Callable[[int], dict[str, Any]]]:
    """Gives each case a data folder of its own, with an empty database."""
    with tempfile.TemporaryDirectory(prefix="coach-lives-") as name:
        base = Path(name)
        (empty := base / "empty").mkdir()
        shared = postgres.prepared_database() if engine == "postgresql" else ""
        if not shared:
            Database(f"sqlite:///{empty / 'coach.db'}").close()

        def home(case: int) -> dict[str, Any]:
            for old in base.glob(f"{case - 1}*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            folder = shutil.copytree(empty, base / str(case))
            return {"folder": str(folder), "case": case, "url": shared or f"sqlite:///{folder / 'coach.db'}"}

        yield home
        if shared:
            postgres.drop(shared)


def killed(engine: str, size: int, seed: int, *, guarded: bool = True) -> Measured:
    """Kills `size` lives, one each, and lets another process go on with it."""
    chance, bad, points, again = random.Random(seed), [], set(), 0.0
    without: dict[str, Any] = {} if guarded else {"early": True, "unswept": True}
    with homes(engine) as home:
        whole = _whole("live", engine, home)
        places = [(name, n + 1) for name, times in sorted(whole["passed"].items()) for n in range(times)]
        kills: list[tuple[str, int]] = []
        cut, case = 0, 0
        while cut < size and case < 3 * size + 10:
            case += 1
            if not kills:
                kills = _by_turns(places, chance)
            where, told = _how(kills, case, whole["took"], chance) if guarded else _intake(case)
            here = home(case) | without
            end = ask(**here, do="live", **told)
            cut += end["killed"]
            if end["killed"] and "arm" in told:
                points.add(where)
            found = [
                *end.get("bad", []),
                *(() if end["killed"] or "kill_after" in told else (f"{where}: not reached",)),
            ]
            after = ask(**here, do="go_on", empty=True)
            found += after["bad"] if "bad" in after else [f"its continuation ended with {after['code']}"]
            redone = _heard_again(Path(here["folder"]))
            again = max(again, redone)
            if redone > BLOCK_MOST_S:
                found.append(f"{redone:.1f} s were heard again")
            bad += [f"case {case}, {where}: {line}" for line in found[:1]]
    beside = {"named places": len(points), "blocks heard again after a kill, at most": math.ceil(again / BLOCK_MOST_S)}
    return Measured(cut, tuple(bad), beside)


_known: dict[tuple[str, str], dict[str, Any]] = {}


def _whole(does: str, engine: str, home: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    """A life that nothing befalls: which places it passes, and how long it takes."""
    if (does, engine) not in _known:
        _known[does, engine] = ask(**home(0), do=does, arm="*:count", empty=True)
    return _known[does, engine]


def _how(kills: list[tuple[str, int]], case: int, took: float, chance: random.Random) -> tuple[str, dict[str, Any]]:
    if case % AT_RANDOM == 0:
        moment = round(chance.uniform(0.02, took), 3)
        return f"after {moment} s", {"kill_after": moment}
    name, number = kills.pop()
    return name, {"arm": f"{name}:kill@{number}"}


def _intake(case: int) -> tuple[str, dict[str, Any]]:
    name = ("intake-fsync", "intake-rename", "intake-commit")[case % 3]
    return name, {"arm": f"{name}:kill"}


def _by_turns(places: list[tuple[str, int]], chance: random.Random) -> list[tuple[str, int]]:
    """Every place once, in any order, each time at another of the times that it is reached."""
    names = sorted({name for name, _ in places})
    chance.shuffle(names)
    # A sign of life comes by the clock: only its first is sure to come.
    times = {name: [n for one, n in places if one == name and (n == 1 or "sign" not in name)] for name in names}
    return [(name, chance.choice(times[name])) for name in names]


def _heard_again(folder: Path) -> float:
    """Seconds of sound that were heard more than once."""
    lines = [line.split() for line in Path(f"{folder}.log").read_text(encoding="utf-8").splitlines()]
    heard = [(words[1], words[2], float(words[3])) for words in lines if words[0] == "heard"]
    return sum(length for _, _, length in heard) - sum(length for _, _, length in set(heard))


FAULTS = sorted(WRITES | {f"{name}-commit" for name in TRANSACTIONS})


def faulted(size: int, seed: int, *, guarded: bool = True) -> Measured:
    """Lets `size` lives meet a disk that is full or broken, once each, at one write after the other."""
    chance, bad, points = random.Random(seed), [], set()
    with homes("sqlite") as home:
        whole = _whole("live_through", "sqlite", home)
        reached = {name: times for name, times in whole["passed"].items() if name in FAULTS}
        for case in range(1, size + 1):
            if case % len(reached) == 1 or case == 1:
                names = chance.sample(sorted(reached), len(reached))
            name = names[(case - 1) % len(names)] if guarded else "copy-write"
            number = 1 if "sign" in name else chance.randint(1, reached[name])
            arm = f"{name}:{chance.choice(['enospc', 'eio'])}@{number}"
            end = ask(**home(case), do="live_through", arm=arm, **({} if guarded else {"misjudges": True}))
            points.add(name)
            bad += [f"case {case}, {arm}: {line}" for line in end.get("bad", [f"ended with {end['code']}"])[:1]]
    return Measured(size, tuple(bad), {"write places": len(points)})


FIGURES = [
    Figure(
        id=f"G5-{name}",
        promise=f"kill -9 at named places and at any moment, {title}: no recording that was accepted is lost, none is "
        "there twice or half, nothing is left over after the sweep, and at most one block is heard again",
        goal="0 of 500",
        full=500,
        slice=3,
        measure=partial(killed, engine),
        twin=partial(killed, engine, guarded=False),
        twin_size=1,
        needs=needs,
    )
    for name, engine, title, needs in (
        ("sqlite", "sqlite", "on SQLite", lambda: ""),
        ("postgres", "postgresql", "on PostgreSQL", postgres.missing),
    )
] + [
    Figure(
        id="G15",
        promise="a disk that is full or gives errors, at every place that writes: nothing is damaged, each failure is "
        "told in one plain line, and everything goes on by itself",
        goal="0 of 150",
        full=150,
        slice=3,
        measure=faulted,
        twin=partial(faulted, guarded=False),
        twin_size=1,
    )
]
