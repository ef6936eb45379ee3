"""G1 and G2: damaged recordings. What can be read is kept and told, the rest is one plain line."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sound_files import Samples, babble, encode

from coach.edges.audio import RATE, open_audio
from coach.errors import AudioError
from torture.harness import Figure, Measured
from torture.media_files import CONTAINERS, Reference, clean, mutated, stock_gives

HANG_S = 30.0
CLEAN_S = 2.0
SHORT_S = 0.5
"""Less than this missing is what containers round away."""

Read = Callable[[Path], tuple[Samples, float, tuple[str, ...]]]
"""Sound, seconds that decoded, warnings. Raises AudioError for a refusal."""


def ours(path: Path) -> tuple[Samples, float, tuple[str, ...]]:
    with open_audio(path) as reader:
        sound = np.concatenate([window.samples for window in reader.windows()], axis=1)
        return sound, reader.report.decoded_s, reader.report.warnings


def plainly(path: Path) -> tuple[Samples, float, tuple[str, ...]]:
    """As plain faster-whisper reads: to the first bad packet, and silent about it."""
    sound = stock_gives(path)
    if not sound.shape[1]:
        raise AudioError("nothing")
    return sound, sound.shape[1] / RATE, ()


def _mutants(size: int, seed: int, read: Read) -> Measured:
    bad: list[str] = []
    refused = warned = died = 0
    slowest = 0.0
    reference = Reference()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cleans = {ending: clean(folder, ending, CLEAN_S) for ending in CONTAINERS}
        for ending, path in cleans.items():
            bad += [f"clean {ending}: {why}" for why in _clean_is_refused(path, read)]
        contents = {ending: path.read_bytes() for ending, path in cleans.items()}
        for number in range(size):
            ending, way, data = mutated(contents, number, seed)
            path = folder / f"mutant.{ending}"
            path.write_bytes(data)
            began, why = time.monotonic(), ""
            try:
                sound, seconds, warnings = read(path)
                took = time.monotonic() - began
                warned += bool(warnings)
                why = _wrong(sound, seconds, warnings, reference(path))
            except AudioError as error:
                took = time.monotonic() - began
                refused += 1
                died += error.code == "decoder-died"
                why = f"more than a line: {error}" if "\n" in str(error) else ""
            except Exception as error:  # noqa: BLE001  (that is what is looked for)
                took, why = time.monotonic() - began, f"{type(error).__name__}: {error}"
            slowest = max(slowest, took)
            bad += [f"{number} {ending} {way}: {why}"] if why else []
            bad += [f"{number} {ending} {way}: took {took:.0f} s"] if took > HANG_S else []
    reference.close()
    beside = {
        "refused": refused,
        "of them by the end of the decoder": died,
        "read with a warning": warned,
        "slowest (s)": round(slowest, 1),
    }
    return Measured(len(CONTAINERS) + size, tuple(bad), beside)


def _clean_is_refused(path: Path, read: Read) -> list[str]:
    try:
        sound, _, warnings = read(path)
    except AudioError as error:
        return [str(error)]
    length = sound.shape[1] / RATE
    return [*warnings, *([f"{length:.2f} s of {CLEAN_S}"] if abs(length - CLEAN_S) > 0.15 else [])]


def _wrong(sound: Samples, seconds: float, warnings: tuple[str, ...], possible: Samples | None) -> str:
    """Why a success is none: less than packets give, or, where nothing was told, another sound than theirs."""
    if possible is None:
        return ""
    most = possible.shape[1] / RATE
    if seconds < 0.99 * most - SHORT_S / 5:
        return f"{seconds:.2f} s kept of {most:.2f}"
    if warnings:
        return ""
    if abs(sound.shape[1] / RATE - most) > SHORT_S:
        return f"{sound.shape[1] / RATE:.2f} s without a warning, packets give {most:.2f}"
    if (alike := _alike(sound.mean(axis=0), possible[0])) < 0.8:
        return f"another sound without a warning (likeness {alike:.2f})"
    return ""


def _alike(one: Samples, other: Samples) -> float:
    """The highest correlation at any shift within 60 ms: 1 for the same sound."""
    size = min(len(one), len(other))
    one, other = one[:size].astype(np.float64), other[:size].astype(np.float64)
    norm = float(np.sqrt((one**2).sum() * (other**2).sum()))
    if norm < 1e-9:
        return 1.0
    points = 1 << (2 * size).bit_length()
    match = np.fft.irfft(np.fft.rfft(one, points) * np.conj(np.fft.rfft(other, points)), points)
    reach = round(0.06 * RATE)
    return float(max(match[:reach].max(), match[-reach:].max()) / norm)


# G2

_SALVAGED = {
    "a.mp3": ("libmp3lame", 16_000),
    "b.mp3": ("libmp3lame", 44_100),
    "c.m4a": ("aac", 16_000),
    "d.aac": ("aac", 16_000),
    "e.flac": ("flac", 16_000),
    "f.ogg": ("libopus", 48_000),
}
"""Kinds that can know of damage. Bare samples (WAV, AIFF, AU) have no checksum: noise in them is sound."""
_LONG_S = 60.0
_CUTS = (0.25, 0.5, 0.75)
_NOISES = tuple((size, at) for size in (400, 4096) for at in (0.1, 0.3, 0.7))


def _damaged(size: int, seed: int, read: Read) -> Measured:
    bad: list[str] = []
    kept = possible = 0.0
    reference = Reference()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contents = {
            kind: encode(folder / kind, codec, babble(_LONG_S, rate), rate).read_bytes()
            for kind, (codec, rate) in list(_SALVAGED.items())[: max(1, size)]
        }
        cases = [(kind, damage) for damage in (*_CUTS, *_NOISES) for kind in contents]
        for number, (kind, damage) in enumerate(cases[:size]):
            data = bytearray(contents[kind])
            if isinstance(damage, float):
                data = data[: int(len(data) * damage)]
            else:
                start = int(len(data) * damage[1])
                data[start : start + damage[0]] = random.Random(f"{seed} {number}").randbytes(damage[0])
            path = folder / kind
            path.write_bytes(data)
            most = reference(path)
            most_s = 0.0 if most is None else most.shape[1] / RATE
            try:
                _, seconds, warnings = read(path)
            except AudioError as error:
                seconds, warnings = 0.0, (str(error),)
            kept, possible = kept + min(seconds, most_s), possible + most_s
            if seconds < 0.99 * most_s:
                bad.append(f"{kind} {damage}: {seconds:.1f} s kept of {most_s:.1f}")
            if not warnings:
                bad.append(f"{kind} {damage}: not told")
    reference.close()
    share = f"{kept / possible:.2%}" if possible else "none"
    return Measured(min(size, len(cases)), tuple(bad), {"kept of what packets give": share})


FIGURES = [
    Figure(
        "G1",
        "Recordings of 12 kinds, damaged in 5 ways: none ends the program, keeps it waiting over 30 s, or is taken for "
        "whole when it is not; all undamaged ones are read",
        "0 of 5,000",
        full=5000,
        slice=6,
        measure=lambda size, seed: _mutants(size, seed, ours),
        twin=lambda size, seed: _mutants(size, seed, plainly),
        twin_size=12,
    ),
    Figure(
        "G2",
        "Recordings with cut ends and overwritten stretches: at least 99 % of what can be decoded is kept, and every "
        "damage is told",
        "0 of 54",
        full=54,
        slice=5,
        measure=lambda size, seed: _damaged(size, seed, ours),
        twin=lambda size, seed: _damaged(size, seed, plainly),
        twin_size=3,
    ),
]
