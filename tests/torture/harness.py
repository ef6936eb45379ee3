"""A figure: how many cases were tried, which broke the promise, and a twin that shows that it can be broken."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import torture

SEED = 20261122
"""Of every run that names no other."""


class Measured(NamedTuple):
    """What a run found."""

    tried: int
    bad: tuple[str, ...] = ()
    """A line for every case that broke the promise."""
    beside: Mapping[str, float | str] = {}
    """Other figures of the run, to be told beside it."""


Measure = Callable[[int, int], Measured]
"""`measure(size, seed)`: tries about `size` cases chosen by `seed`; the same two give the same cases."""


@dataclass(frozen=True)
class Figure:
    """One promise and how it is measured."""

    id: str
    """As docs/reliability.md names it: "G1", "G5-sqlite"."""
    promise: str
    """In the user's words: what is tried, and what never happens."""
    goal: str
    """What counts as held: "0 of 5,000"."""
    full: int
    """Cases of a whole run."""
    slice: int
    """Cases that `make test` tries."""
    measure: Measure
    twin: Measure
    """The same with the guard taken away. Its `bad` must not be empty, or the zero says nothing."""
    twin_size: int
    in_browser: bool = False
    """Whether it drives pages in Chromium, which wants the machine for itself."""
    allowed: float = 0.0
    """Share of the cases that may break it (0.01: one in a hundred); 0 for all but rates."""
    needs: Callable[[], str] = field(default=lambda: "")
    """Why it cannot be measured on this machine; "" when it can."""

    def holds(self, found: Measured) -> bool:
        return found.tried > 0 and len(found.bad) <= self.allowed * found.tried


def figures() -> list[Figure]:
    """Every figure of every module beside this one, each of which lists its own in `FIGURES`, in order of id."""
    found: list[Figure] = []
    for module in pkgutil.iter_modules(torture.__path__):
        found += getattr(importlib.import_module(f"torture.{module.name}"), "FIGURES", [])
    return sorted(
        found, key=lambda figure: (int("".join(c for c in figure.id.split("-")[0] if c.isdigit())), figure.id)
    )
