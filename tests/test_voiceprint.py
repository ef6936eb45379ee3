"""A voice as a point: the front end, the packaged encoder, and what it makes of the voices of the samples."""

from __future__ import annotations

import hashlib
import json
from itertools import combinations
from pathlib import Path

import numpy as np
from sounds import Sound, mulaw, pink, quiet, read, tone

from coach.edges.voiceprint import embed, likeness, log_mel, voiceprint
from coach.shipped import shipped

ROOT = Path(__file__).parents[1]


def spoken(sample: str, side: int = 0) -> Sound:
    return read(next((ROOT / "samples").glob(f"{sample}*/recording.ogg")))[side]


def test_the_packaged_encoder_is_the_one_that_the_script_made() -> None:
    told = json.loads((shipped("voices") / "model.json").read_text(encoding="utf-8"))
    model = (shipped("voices") / "model.onnx").read_bytes()

    assert hashlib.sha256(model).hexdigest() == told["digest"]
    assert len(model) < 6_000_000
    assert "Apache License" in (shipped("voices") / "LICENSE").read_text(encoding="utf-8")


def test_a_tone_lies_in_the_band_of_its_pitch() -> None:
    for hz, band in ((294, 3), (1000, 13), (3472, 29)):  # middles of bands of Slaney's scale
        mel = log_mel(tone(1.0, hz))
        assert mel.shape == (100, 40)
        assert int(mel[50].argmax()) == band


def test_a_voice_is_most_like_itself() -> None:
    voices = [spoken("1"), spoken("2"), spoken("5", 0), spoken("5", 1)]
    halves = [(voiceprint(v[: len(v) // 2]), voiceprint(mulaw(v[len(v) // 2 :]))) for v in voices]

    own = [likeness(first, second) for first, second in halves]
    others = [likeness(a, b) for one, other in combinations(halves, 2) for a in one for b in other]

    assert voiceprint(voices[0]).shape == (256,)
    assert voiceprint(voices[0]).dtype == np.float32
    assert np.isclose(np.linalg.norm(voiceprint(voices[0])), 1.0, atol=1e-5)
    assert min(own) > max(others)


def test_how_loud_somebody_speaks_and_pauses_do_not_matter() -> None:
    voice = spoken("1")
    again = np.concatenate([quiet(3.0), 0.2 * voice, quiet(5.0)])

    assert likeness(voiceprint(voice), voiceprint(again + pink(len(again) / 16000, -75)[: len(again)])) > 0.97


def test_nobody_has_no_voice() -> None:
    assert not voiceprint(quiet(5.0)).any()
    assert not voiceprint(quiet(0.0)).any()
    assert not voiceprint(quiet(0.1)).any()


def test_a_windows_point_hardly_depends_on_its_neighbours() -> None:
    mel = log_mel(spoken("1"))
    windows = [mel[100:260], mel[300:380], mel[400:560], mel[:0]]

    together = embed(windows)

    alone = np.concatenate([embed([window]) for window in windows])
    assert (np.sum(together * alone, axis=1)[:3] > 0.995).all()  # sums in 8 bits are rounded together
    assert not together[3].any()
