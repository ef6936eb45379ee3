"""`make torture`: `python -m torture [ID…] [--seed N] [--share 0.1]`. Runs the figures and writes docs/reliability.md.

Each run is added to docs/reliability.jsonl, with its seed, so that a run that was broken off can be gone on with and
a page that names figures can be checked against them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import sys
import time
from pathlib import Path

from torture.harness import SEED, Figure, Measured, figures

DOCS = Path(__file__).parents[2] / "docs"
RUNS = DOCS / "reliability.jsonl"
PAGE = DOCS / "reliability.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
SHOWN = 5
"""Broken cases that a run prints of a figure."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("ids", nargs="*", help="figures to run, all without")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--share", type=float, default=1.0, help="of the whole size; below 1 nothing is written")
    asked = parser.parse_args()
    found = figures()
    if unknown := set(asked.ids) - {figure.id for figure in found}:
        parser.error(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(f.id for f in found)}")
    broken = 0
    for figure in found:
        if asked.ids and figure.id not in asked.ids:
            continue
        broken += not _run(figure, asked.seed, asked.share)
    if asked.share >= 1:
        write_page()
    return 1 if broken else 0


def _run(figure: Figure, seed: int, share: float) -> bool:
    if why := figure.needs():
        print(f"{figure.id}: not measured here: {why}", flush=True)
        return True
    size = max(1, round(figure.full * share))
    print(f"{figure.id}: {figure.promise} ({size} cases, seed {seed})", flush=True)
    began = time.monotonic()
    found = figure.measure(size, seed)
    took = time.monotonic() - began
    twin = figure.twin(figure.twin_size, seed)
    held = figure.holds(found) and bool(twin.bad)
    print(f"  {len(found.bad)} of {found.tried} broke it; the twin without its guard: {len(twin.bad)} of {twin.tried}")
    for name, value in found.beside.items():
        print(f"  {name}: {value}")
    for line in found.bad[:SHOWN]:
        print(f"  ✗ {line}")
    print(f"  {'held' if held else 'BROKEN'} in {took:.0f} s", flush=True)
    if share >= 1:
        _note(figure, found, twin, seed, took)
    return held


def _note(figure: Figure, found: Measured, twin: Measured, seed: int, took: float) -> None:
    run = {
        "id": figure.id,
        "tried": found.tried,
        "broken": len(found.bad),
        "beside": dict(found.beside),
        "twin_tried": twin.tried,
        "twin_broken": len(twin.bad),
        "held": figure.holds(found) and bool(twin.bad),
        "seed": seed,
        "seconds": round(took),
        "day": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    with RUNS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run) + "\n")


def latest() -> dict[str, dict[str, object]]:
    """The last whole run of each figure, by id."""
    if not RUNS.exists():
        return {}
    return {run["id"]: run for run in map(json.loads, RUNS.read_text(encoding="utf-8").splitlines())}


def write_page() -> None:
    """Puts the last whole runs into the page's table."""
    runs = latest()
    rows = [
        "| | what is tried, and what never happens | goal | found | without its guard | seed, time |",
        "|---|---|---|---|---|---|",
    ]
    for figure in figures():
        if run := runs.get(figure.id):
            beside = "".join(f"; {name} {value}" for name, value in dict(run["beside"]).items())  # type: ignore[call-overload]
            held = "" if run["held"] else "**not held**: "
            rows.append(
                f"| {figure.id} | {figure.promise} | {figure.goal} | {held}{run['broken']} of {run['tried']}{beside} "
                f"| {run['twin_broken']} of {run['twin_tried']} | {run['seed']}, {run['seconds']} s, {run['day']} |"
            )
        else:
            rows.append(
                f"| {figure.id} | {figure.promise} | {figure.goal} | not run whole yet; a slice in `make test` | | |"
            )
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(rows) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
