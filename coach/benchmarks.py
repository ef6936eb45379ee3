"""What others published about the numbers of a call: priors with their source, from a file that ships with the product.

They are shown beside a number and never scored. Reading the file is the only thing done here that is not pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import TypeAdapter, ValidationError

from coach.models import Value

SHIPPED = Path(__file__).parent / "data" / "benchmarks.yaml"


class Figure(Value):
    """One published figure. `low` and `high` are in the unit of its metric, and equal for a single value."""

    low: float | None = None
    high: float | None = None
    by: str
    """Who published it."""
    year: int | None = None
    calls: str
    """Of what kind of calls, in a few words."""
    detail: str = ""
    """How many they were, and what else was found in them."""
    title: str
    where: str
    """The page on which we read it, without `https://`."""
    told_by: str | None = None
    """Who repeats it, where we could not read it at its publisher: it is second-hand."""


class Benchmark(Value):
    """What was published about one metric."""

    metric: str
    caveat: str
    """Why it is no goal."""
    figures: tuple[Figure, ...]


_FILE = TypeAdapter(tuple[Benchmark, ...])


def read_benchmarks(path: Path) -> Mapping[str, Benchmark]:
    """The benchmarks of a file, by the name of their metric.

    Raises OSError when it can't be read, and YAMLError or ValidationError when it says something else.
    """
    found = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    return MappingProxyType({benchmark.metric: benchmark for benchmark in found})


@cache
def benchmarks() -> Mapping[str, Benchmark]:
    """The benchmarks that ship; none where they can't be read, for no score depends on them."""
    try:
        return read_benchmarks(SHIPPED)
    except (OSError, yaml.YAMLError, ValidationError):
        return MappingProxyType({})
