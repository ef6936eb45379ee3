"""A recording that does not announce its length shows progress all the same."""

from __future__ import annotations

from coach.edges.audio import open_audio
from coach.samples import samples


def test_the_probable_length_of_an_ogg_is_close_enough_to_show_progress_by() -> None:
    with open_audio(samples()[0].audio) as audio:
        probable = audio.probable_s
        length = sum(window.samples.shape[1] for window in audio.windows()) / 16_000
        announced = audio.report.container_s

    assert announced is None
    assert probable is not None
    assert abs(probable - length) < 1
