"""What comes out of a recording: windows of sound, and an honest account of what was lost. Loads fast, on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
WINDOW_S = 300.0
MAX_SECONDS = 6 * 3600.0

MISSING_END_S = 0.5
"""Containers count their last packet whole, or round: less than this is no missing end."""


@dataclass(frozen=True)
class Window:
    """A stretch of sound: (channels, samples), one or two channels, 16 kHz, -1 to 1."""

    start: float
    samples: NDArray[np.float32]


@dataclass(frozen=True)
class AudioReport:
    """What could be read of a recording."""

    container_s: float | None
    """Length that the file announces; None where it announces none, or one that is only a guess."""
    decoded_s: float
    lost_s: float
    """Damaged stretches inside the recording, replaced by silence."""
    channels: int
    sample_rate: int
    codec: str
    container: str
    damaged_packets: int
    warnings: tuple[str, ...] = ()
    """Plain sentences for the user: what is missing, and where."""

    @property
    def coverage(self) -> float:
        """Share of the recording that decoded, 0 to 1."""
        whole = self.decoded_s + self.lost_s
        if self.container_s is not None and self.container_s - whole > MISSING_END_S:
            whole = self.container_s
        return self.decoded_s / whole if whole else 0.0


def in_windows(pieces: Iterable[NDArray[np.float32]], channels: int, length_s: float) -> Iterator[Window]:
    """The pieces one after another in windows of `length_s`, the last one shorter, without gap or overlap."""
    size = round(length_s * RATE)
    window, start, filled = np.empty((channels, size), np.float32), 0, 0
    for piece in pieces:
        taken = 0
        while taken < piece.shape[1]:
            part = piece[:, taken : taken + size - filled]
            window[:, filled : filled + part.shape[1]] = part
            taken += part.shape[1]
            filled += part.shape[1]
            if filled == size:
                ready = [Window(start / RATE, window)]
                window, start, filled = np.empty((channels, size), np.float32), start + size, 0
                yield ready.pop()  # whose reader alone decides how long it is kept
    if filled:
        yield Window(start / RATE, window[:, :filled].copy())
