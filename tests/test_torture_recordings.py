"""A slice of each figure about recordings as files, and its twin without the guard: see docs/reliability.md."""

from torture.slices import RECORDINGS, slices_and_twins

test_a_slice_of_the_figure_holds, test_twin_without_its_guard_the_figure_breaks = slices_and_twins(RECORDINGS)
