"""Sound files made on the spot, so that no test needs a program or a recording."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def babble(seconds: float, rate: int = 16_000, seed: int = 1) -> Samples:
    """Noise in the band of a voice, never the same twice: its place in time can be found again."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(int(seconds * rate)))
    hertz = np.fft.rfftfreq(int(seconds * rate), 1 / rate)
    spectrum[(hertz < 300) | (hertz > 3000)] = 0
    sound = np.fft.irfft(spectrum, int(seconds * rate))
    return (0.5 * sound / np.abs(sound).max()).astype(np.float32)[np.newaxis]


def write_wav(path: Path, samples: Samples, rate: int = 16_000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples.T * 32767).astype("<i2").tobytes())
    return path


def encode(path: Path, codec: str, samples: Samples, rate: int = 16_000, video: bool = False, **options: str) -> Path:
    """The samples in whatever container the file's ending asks for."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[samples.shape[0]]
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        if codec == "libopencore_amrnb":
            stream.bit_rate = 12_200
        pictures = container.add_stream("mpeg4", rate=5) if video else None
        if pictures is not None:
            pictures.width = pictures.height = 64
            pictures.pix_fmt = "yuv420p"
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", layout)
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
        if pictures is not None:
            for number in range(10):
                picture = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number, np.uint8))
                container.mux(pictures.encode(picture))
            container.mux(pictures.encode(None))
    return path


def seconds_late(heard: Samples, said: Samples, at_s: float, length_s: float = 2.0, rate: int = 16_000) -> float:
    """How much later than in `said` the stretch at `at_s` comes in `heard`; searched within half a second."""
    start, size, reach = int(at_s * rate), int(length_s * rate), rate // 2
    part, around = said[0, start : start + size], heard[0, start - reach : start + size + reach]
    points = 1 << (len(around) + len(part)).bit_length()
    match = np.fft.irfft(np.fft.rfft(around, points) * np.conj(np.fft.rfft(part, points)), points)[: 2 * reach]
    return (int(match.argmax()) - reach) / rate
