"""What a browser plays is what was recorded, with the same times; nothing of it outlives the recording."""

from __future__ import annotations

import math
import shutil
import struct
import wave
from pathlib import Path

import av
import pytest

from coach.edges.audio import open_audio
from coach.edges.audio_folder import AudioFolder
from coach.edges.playback import PEAKS, playable, playback, prepare
from coach.errors import AudioError

RATE = 8000


def wav(path: Path, seconds: float, loud_after: float = 0.0, loudness: float = 0.8) -> Path:
    """A tone that begins at `loud_after`, after silence."""
    samples = (
        round(loudness * 32767 * math.sin(0.3 * i)) if i >= loud_after * RATE else 0
        for i in range(round(seconds * RATE))
    )
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", s) for s in samples))
    return path


def mulaw(path: Path, seconds: float) -> Path:
    """The same tone as telephones send it, which not every browser plays."""
    plain = wav(path.with_suffix(".plain.wav"), seconds)
    with av.open(str(plain)) as source, av.open(str(path), "w", format="wav") as out:
        stream = out.add_stream("pcm_mulaw", rate=RATE, layout="mono")
        for frame in source.decode(audio=0):
            frame.pts = None
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def seconds_of(path: Path) -> float:
    with open_audio(path) as audio:
        return sum(window.samples.shape[1] for window in audio.windows()) / 16_000


def test_a_recording_that_every_browser_plays_is_played_as_it_is(tmp_path: Path) -> None:
    path = wav(tmp_path / "take.wav", 2.0)

    assert prepare(path).is_copy is False
    assert playable(path) == (path, "audio/wav")


def test_telephone_sound_gets_a_copy_of_the_same_length(tmp_path: Path) -> None:
    path = mulaw(tmp_path / "voicemail.wav", 3.0)

    prepare(path)
    copy, media_type = playable(path)

    assert (copy == path, media_type) == (False, "audio/mpeg")
    assert seconds_of(copy) == pytest.approx(3.0, abs=0.08)


def test_a_damaged_recording_gets_a_copy_whose_times_are_ours(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "damaged"
    shutil.copy(shared / "recordings/bad/damaged.mp3", path)

    copy, _ = playable(path)

    assert copy != path
    assert seconds_of(copy) == pytest.approx(seconds_of(path), abs=0.08)


def test_the_waveform_shows_where_the_sound_is(tmp_path: Path) -> None:
    path = wav(tmp_path / "late.wav", 20.0, loud_after=15.0)

    peaks = prepare(path).peaks

    assert len(peaks) == PEAKS
    assert max(peaks[: PEAKS * 7 // 10]) == 0
    assert min(peaks[PEAKS * 8 // 10 :]) > 90


def test_a_hiss_is_not_drawn_as_loud_as_a_voice(tmp_path: Path) -> None:
    assert max(prepare(wav(tmp_path / "hiss.wav", 1.0, loudness=0.005)).peaks) < 20


def test_what_the_worker_did_not_prepare_is_prepared_when_somebody_listens(tmp_path: Path) -> None:
    path = wav(tmp_path / "take.wav", 2.0)

    assert playback(path) == prepare(path)


def test_what_holds_no_sound_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_text("ffconcat version 1.0\nfile other.wav\n")

    with pytest.raises(AudioError, match="cannot be prepared"):
        playback(path)


def test_deleting_a_recording_deletes_its_copy_and_its_waveform(tmp_path: Path) -> None:
    folder = AudioFolder(tmp_path)
    with mulaw(tmp_path / "voicemail.wav", 1.0).open("rb") as file:
        recording = folder.keep_stream(file, 1 << 20).recording
    path = folder.path(recording)
    prepare(path)
    assert len(list(path.parent.iterdir())) == 3

    folder.remove(recording)

    assert list(path.parent.iterdir()) == []


def test_a_telephone_recording_without_a_header_is_played_by_what_its_name_says(tmp_path: Path) -> None:
    """We keep files under their hash, so the ending must come from the name that the user knows."""
    kept = tmp_path / "0f3a"
    kept.write_bytes(bytes(range(256)) * 64)

    with pytest.raises(AudioError):
        prepare(kept)
    made = prepare(kept, "voicemail.ulaw")

    assert made.is_copy
    assert playable(kept, "voicemail.ulaw")[1] == "audio/mpeg"
