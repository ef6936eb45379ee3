"""A slice of every figure of docs/reliability.md, and its twin without the guard."""

from __future__ import annotations

import pytest
from torture.harness import SEED, Figure, figures

FIGURES = [
    pytest.param(figure, id=figure.id, marks=[pytest.mark.browser] if figure.in_browser else []) for figure in figures()
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_slice_of_the_figure_holds(figure: Figure) -> None:
    if why := figure.needs():
        pytest.skip(why)
    found = figure.measure(figure.slice, SEED)
    assert figure.holds(found), f"seed {SEED}: {len(found.bad)} of {found.tried}: {found.bad[:5]}"


@pytest.mark.parametrize("figure", FIGURES)
def test_twin_without_its_guard_the_figure_breaks(figure: Figure) -> None:
    if why := figure.needs():
        pytest.skip(why)
    assert figure.twin(figure.twin_size, SEED).bad
