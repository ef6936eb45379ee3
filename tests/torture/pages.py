"""G8: hostile words on every page and every page that is saved, in Chromium: nothing runs, loads or leads away."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from typing import Any

from app_in_browser import ROOT

from torture.harness import Figure, Measured
from torture.payloads import ACTING, acting
from torture.visiting import PLACES

TEXTS = 100


def measure(size: int, seed: int) -> Measured:
    texts = acting(TEXTS, seed)
    every = [(place, number, text) for number, text in enumerate(texts) for place in PLACES]
    chosen = every if size >= len(every) else random.Random(seed).sample(every, size)
    found, unseen = _asked({"visits": sorted(chosen, key=lambda visit: visit[1])})
    beside = {
        "pages": len({place for place, *_ in chosen}),
        "texts": len({number for _, number, _ in chosen}),
        "visits that showed the text": len(chosen) - sum(unseen.values()),
    }
    return Measured(len(chosen), tuple(found), beside)


def bare(size: int, seed: int) -> Measured:
    """A page of ours that shows the same words without the guard."""
    texts = acting(len(ACTING), seed)[:size]
    return Measured(len(texts), tuple(_asked({"bare": texts})[0]))


def _asked(what: dict[str, Any]) -> tuple[list[str], dict[str, int]]:
    found_at = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, "-m", "torture.visiting"],
        input=json.dumps(what),
        env=os.environ | {"PYTHONPATH": found_at},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found, unseen = json.loads(done.stdout)
    return found, unseen


def _needs() -> str:
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed"
    return "" if shutil.which("chromium") else "Chromium is not installed"


FIGURES = [
    Figure(
        id="G8",
        promise="scripts, pictures, links, forms and hidden signs in names, words, comments, rubrics and settings, on "
        "every page and on every page that is saved, in Chromium: nothing runs, is asked for, leads away or is sent",
        goal=f"0 of {TEXTS} texts on {len(PLACES)} pages",
        full=TEXTS * len(PLACES),
        slice=3,
        measure=measure,
        twin=bare,
        twin_size=3,
        needs=_needs,
        in_browser=True,
    )
]
