"""Short recordings in every container, ways to damage them, and what plain decoding makes of the damage."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import random
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import av
import numpy as np
from sound_files import Samples, babble, encode

from coach.edges import formats
from coach.edges.files import RecordingFile

RATE = 16_000
CONTAINERS: Mapping[str, tuple[str, int]] = {
    "wav": ("pcm_s16le", 16_000),
    "mp3": ("libmp3lame", 44_100),
    "m4a": ("aac", 44_100),
    "aac": ("aac", 16_000),
    "flac": ("flac", 16_000),
    "ogg": ("libopus", 48_000),
    "webm": ("libopus", 48_000),
    "mka": ("libmp3lame", 16_000),
    "amr": ("libopencore_amrnb", 8_000),
    "aiff": ("pcm_s16be", 16_000),
    "caf": ("pcm_s16le", 16_000),
    "au": ("pcm_mulaw", 8_000),
}
"""Ending of the name: codec and rate."""

Mutator = Callable[[bytearray, random.Random], bytearray]


def clean(folder: Path, ending: str, seconds: float) -> Path:
    codec, rate = CONTAINERS[ending]
    return encode(folder / f"clean.{ending}", codec, babble(seconds, rate), rate)


def flips(data: bytearray, chance: random.Random) -> bytearray:
    """Single bytes all over."""
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def header(data: bytearray, chance: random.Random) -> bytearray:
    """Single bytes in the first few hundred, where lengths, rates and channels are."""
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(min(len(data), 400))] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
    return data


def noise(data: bytearray, chance: random.Random) -> bytearray:
    """A stretch of rubbish."""
    start, size = chance.randrange(len(data)), chance.choice((16, 400, 4096))
    data[start : start + size] = chance.randbytes(min(size, len(data) - start))
    return data


def cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(1, len(data))]


def splice(data: bytearray, chance: random.Random) -> bytearray:
    """A stretch taken out, said twice, or put elsewhere."""
    start, size, to = chance.randrange(len(data)), chance.randint(1, 3000), chance.randrange(len(data))
    piece = data[start : start + size]
    if chance.random() < 0.5:
        del data[start : start + size]
    if chance.random() < 0.7:
        data[to:to] = piece
    return data or bytearray(b"\0")


MUTATORS: tuple[Mutator, ...] = (flips, header, noise, cut, splice)


def mutated(cleans: Mapping[str, bytes], number: int, seed: int) -> tuple[str, str, bytes]:
    """Case `number`: ending, way and bytes. All pairs of container and way come in turn."""
    endings = list(cleans)
    ending, way = endings[number % len(endings)], MUTATORS[number // len(endings) % len(MUTATORS)]
    chance = random.Random(f"{seed} {number}")
    return ending, way.__name__, bytes(way(bytearray(cleans[ending]), chance))


# What plain decoding of every packet gives: no repair, no times, no warnings.


def packets_give(path: Path) -> Samples:
    """(1, samples) at 16 kHz: every frame of every packet that decodes, one after another."""
    mono = _Mono()
    with RecordingFile(path) as file:
        try:
            with av.open(file, options=dict(formats.GUARDS), metadata_errors="replace", timeout=(10, 10)) as container:
                for frame in _frames(container):
                    mono.take(frame)
        except (av.error.FFmpegError, IndexError, ValueError, OverflowError):
            pass
    return mono.sound()


def stock_gives(path: Path) -> Samples:
    """The same until the first packet that does not decode, where a plain loop ends without a word."""
    mono = _Mono()
    with RecordingFile(path) as file:
        try:
            with av.open(file, options=dict(formats.GUARDS), metadata_errors="ignore") as container:
                for frame in container.decode(audio=0):
                    mono.take(frame)
        except (av.error.FFmpegError, IndexError, ValueError, OverflowError):
            pass
    return mono.sound()


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    stream, failures = container.streams.audio[0], 0
    if stream.codec_context.name == "flac":  # which alone tells of every frame whether it is what was recorded
        stream.codec_context.options = {"err_detect": "crccheck+explode"}
    packets = container.demux(stream)
    while failures < 50:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            failures, packets = failures + 1, container.demux(stream)
            continue
        failures = 0
        try:
            yield from stream.codec_context.decode(packet)
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            continue


class _Mono:
    """Frames as one channel at 16 kHz, one after another."""

    def __init__(self) -> None:
        self._pieces: list[Samples] = [np.zeros((1, 0), np.float32)]
        self._setup: tuple[object, ...] = ()
        self._resampler: av.AudioResampler | None = None

    def take(self, frame: av.AudioFrame) -> None:
        if frame.layout.nb_channels > 8 or not 0 < frame.sample_rate <= 400_000:
            return
        setup = (frame.format.name, frame.layout.name, frame.sample_rate)
        if setup != self._setup:
            self._flush()
            self._setup, self._resampler = setup, av.AudioResampler(format="flt", layout="mono", rate=RATE)
        assert self._resampler is not None
        frame.pts = None
        self._pieces += [piece.to_ndarray() for piece in self._resampler.resample(frame)]

    def sound(self) -> Samples:
        self._flush()
        return np.clip(np.nan_to_num(np.concatenate(self._pieces, axis=1)), -1.0, 1.0)

    def _flush(self) -> None:
        if self._resampler is not None:
            self._pieces += [piece.to_ndarray() for piece in self._resampler.resample(None)]
        self._resampler = None


class Reference:
    """`packets_give` in a process of its own, which a damaged file may kill without ending the run."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._pool = concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))

    def __call__(self, path: Path) -> Samples | None:
        """None where plain decoding dies or hangs."""
        try:
            return self._pool.submit(partial(packets_give, path)).result(timeout=30)
        except (BrokenProcessPool, TimeoutError):
            for process in list(self._pool._processes.values()):
                process.kill()
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._start()
            return None

    def close(self) -> None:
        self._pool.shutdown()
