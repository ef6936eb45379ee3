"""AAC without a container: a damaged length of a frame costs that frame, and not the half second behind it."""

from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import pytest
from sound_files import babble, encode, seconds_late

from coach.edges.adts import frames_in
from coach.edges.audio import RATE
from coach.edges.audio_reader import read_here as open_audio

FRAME_S = 1024 / 16_000


def frames(data: bytes) -> list[bytes]:
    """Every frame of an undamaged file."""
    found, at = [], 0
    while at < len(data):
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        found.append(data[at : at + length])
        at += length
    return found


def with_length(frame: bytes, length: int) -> bytes:
    """The frame with another length in its header."""
    header = bytearray(frame[:7])
    header[3] = header[3] & ~3 | length >> 11
    header[4] = length >> 3 & 0xFF
    header[5] = header[5] & 0x1F | (length & 7) << 5
    return bytes(header) + frame[7:]


@pytest.fixture
def clean(tmp_path: Path) -> list[bytes]:
    return frames(encode(tmp_path / "a.aac", "aac", babble(12.0), 16_000).read_bytes())


def test_frames_that_a_false_length_swallowed_are_found_each_at_its_place(clean: list[bytes]) -> None:
    swallowing = b"".join([with_length(clean[20], 4000), *clean[21:27]])
    starts = [0, *accumulate(len(frame) for frame in clean[20:27])]

    found = list(frames_in(swallowing, clean[3]))

    assert found == [(start, end - start) for start, end in pairwise(starts)]
    assert list(frames_in(clean[20], clean[3])) == [(0, len(clean[20]))]


def test_rubbish_and_a_frame_that_is_cut_are_no_frames(clean: list[bytes]) -> None:
    rubbish = np.random.default_rng(1).bytes(3000)
    cut = clean[21][:-30]

    found = list(frames_in(rubbish + clean[20] + clean[22] + cut, clean[3]))

    assert found[0][0] == 0
    assert [length for _, length in found[1:]] == [len(clean[20]), len(clean[22])]
    assert list(frames_in(b"", clean[3])) == [(0, 0)]


@pytest.mark.parametrize("length", [1500, 3911, 8191])
def test_a_recording_keeps_what_lies_behind_a_false_length(tmp_path: Path, clean: list[bytes], length: int) -> None:
    path = tmp_path / "a.aac"
    with open_audio(path) as audio:
        whole = np.concatenate([window.samples for window in audio.windows()], axis=1)
    path.write_bytes(b"".join([*clean[:60], with_length(clean[60], length), *clean[61:]]))

    with open_audio(path) as audio:
        sound = np.concatenate([window.samples for window in audio.windows()], axis=1)
        report = audio.report

    assert report.decoded_s > whole.shape[1] / RATE - 3 * FRAME_S
    assert any("damaged" in warning for warning in report.warnings)
    assert abs(seconds_late(sound, whole, 8.0, 1.0)) <= 0.05
