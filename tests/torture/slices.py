"""The tests of a group of figures: a slice of each, and its twin. In several files, so that they run side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from torture.harness import SEED, Figure, figures

RECORDINGS = ("G1", "G2", "G3", "G4", "G20")
WORK = ("G5-postgres", "G5-sqlite", "G15", "G16-postgres", "G16-sqlite", "G22", "G24")
OTHERS = tuple(figure.id for figure in figures() if figure.id not in RECORDINGS + WORK)

Test = Callable[[Figure], None]


def slices_and_twins(ids: tuple[str, ...]) -> tuple[Test, Test]:
    """The two tests, each over these figures. Raises KeyError for a figure that there is not."""
    known = {figure.id: figure for figure in figures()}
    chosen = [
        pytest.param(known[name], id=name, marks=[pytest.mark.browser] if known[name].in_browser else [])
        for name in ids
    ]

    @pytest.mark.parametrize("figure", chosen)
    def test_a_slice_of_the_figure_holds(figure: Figure) -> None:
        if why := figure.needs():
            pytest.skip(why)
        found = figure.measure(figure.slice, SEED)
        assert figure.holds(found), f"seed {SEED}: {len(found.bad)} of {found.tried}: {found.bad[:5]}"

    @pytest.mark.parametrize("figure", chosen)
    def test_twin_without_its_guard_the_figure_breaks(figure: Figure) -> None:
        if why := figure.needs():
            pytest.skip(why)
        assert figure.twin(figure.twin_size, SEED).bad

    return test_a_slice_of_the_figure_holds, test_twin_without_its_guard_the_figure_breaks
