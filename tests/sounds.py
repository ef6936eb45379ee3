"""Sounds made for the tests: noise, tones, and recordings of the shared folder put together anew."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.edges.audio_reader import read_here as open_audio

RATE = 16_000
Sound = NDArray[np.float32]


def tone(length: float, *hz: float, level: float = 0.25) -> Sound:
    t = np.arange(int(length * RATE)) / RATE
    return (level * sum(np.sin(2 * np.pi * f * t) for f in hz) / len(hz)).astype(np.float32)


def quiet(length: float) -> Sound:
    return np.zeros(int(length * RATE), np.float32)


def white(length: float, db: float, seed: int = 3) -> Sound:
    return (10 ** (db / 20) * np.random.default_rng(seed).standard_normal(int(length * RATE))).astype(np.float32)


def pink(length: float, db: float, seed: int = 3) -> Sound:
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(int(length * RATE)))
    sound = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), int(length * RATE))
    return (10 ** (db / 20) * sound / sound.std()).astype(np.float32)


def mulaw(sound: Sound) -> Sound:
    """What eight bits of a telephone line leave of it."""
    squeezed = np.sign(sound) * np.log1p(255 * np.abs(np.clip(sound, -1, 1))) / np.log(256)
    rounded = np.round(squeezed * 127) / 127
    return (np.sign(rounded) * (256 ** np.abs(rounded) - 1) / 255).astype(np.float32)


def read(path: Path) -> Sound:
    """A recording as (channels, samples)."""
    with open_audio(path) as reader:
        return np.concatenate([window.samples for window in reader.windows()], axis=1)


def write(path: Path, *channels: Sound) -> Path:
    together = np.clip(np.stack(channels, axis=1), -1, 1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((together * 32767).astype("<i2").tobytes())
    return path


def without_speech() -> Iterator[tuple[str, Callable[[], Sound]]]:
    """Name and maker of twelve seconds in which nobody speaks."""
    for db in (-50, -30, -14):
        yield f"white noise {db} dB", lambda db=db: white(12, db)
        yield f"pink noise {db} dB", lambda db=db: pink(12, db)
    for hz in (350, 440, 1000, 1400, 2400):
        yield f"tone {hz} Hz", lambda hz=hz: tone(12, hz)
    yield "ring-back", lambda: np.concatenate([tone(2, 440, 480), quiet(4)] * 2)
    yield "busy", lambda: np.concatenate([tone(0.5, 480, 620), quiet(0.5)] * 12)
    keys = ((697, 1209), (770, 1336), (852, 1477), (941, 1336), (697, 1477)) * 4
    yield "keys", lambda: np.concatenate([part for pair in keys for part in (tone(0.2, *pair), quiet(0.3))])
    chords = ((261, 329, 392), (220, 277, 330), (349, 440, 523), (392, 494, 587)) * 3
    fading = np.exp(-1.5 * np.arange(RATE) / RATE).astype(np.float32)
    yield "hold music", lambda: np.concatenate([tone(1, *chord, level=0.5) * fading for chord in chords])
    yield "digital silence", lambda: quiet(12)
