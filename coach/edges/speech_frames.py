"""What is kept of a recording's sound to tell voices apart later: a few numbers a frame, only where somebody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.edges.sound import FRAME_S, Samples, Sound, mixdown
from coach.edges.voiceprint import BANDS, Mel, log_mel

_SPOKEN = 0.2
"""The voice detector's threshold for "maybe": a word's faint ends are kept."""
_AROUND_S = 0.2
_LOUDER = 2.0
"""By how much, in logarithms of power, a channel is louder than the other where its own party speaks (9 dB)."""
_ENOUGH_S = 180.0
"""Seconds of each channel that are kept: plenty to know a voice by."""


@dataclass(frozen=True)
class SpeechFrames:
    """Log-mel frames of the moments in which somebody speaks. Three hours of talk come to 90 MB."""

    mel: Mel
    number: NDArray[np.int32]
    """Which frame of the recording each is, in order."""

    def between(self, start: float, end: float) -> Mel:
        """The frames kept from `start` to `end` seconds."""
        first, last = np.searchsorted(self.number, (round(start / FRAME_S), round(end / FRAME_S)))
        return self.mel[first:last]

    @classmethod
    def joined(cls, parts: Sequence[SpeechFrames]) -> SpeechFrames:
        """Those of consecutive stretches."""
        if not parts:
            return cls(np.zeros((0, BANDS), np.float16), np.zeros(0, np.int32))
        return cls(np.concatenate([p.mel for p in parts]), np.concatenate([p.number for p in parts]))


class Ear:
    """Listens along, stretch by stretch, and remembers enough to tell the voices apart afterwards."""

    def __init__(self) -> None:
        self._mix: list[SpeechFrames] = []
        self._sides: dict[int, list[SpeechFrames]] = {}

    def listen(self, channels: Samples, sound: Sound) -> None:
        """Takes in `channels` `(1 or 2, samples)` at 16 kHz, which `sound` measures."""
        spoken = _spoken(sound)
        numbers = (np.flatnonzero(spoken) + round(sound.start / FRAME_S)).astype(np.int32)
        self._mix.append(SpeechFrames(log_mel(mixdown(channels))[: len(spoken)][spoken], numbers))
        if len(channels) == 2:
            self._listen_to_sides(channels, spoken, numbers)

    def _listen_to_sides(self, channels: Samples, spoken: NDArray[np.bool_], numbers: NDArray[np.int32]) -> None:
        wanted = [sum(len(p.number) for p in self._sides.get(side, ())) * FRAME_S < _ENOUGH_S for side in (0, 1)]
        if not any(wanted):
            return
        mels = [log_mel(channel)[: len(spoken)][spoken] for channel in channels]
        loud = [np.log(np.exp(mel.astype(np.float32)).sum(axis=1)) for mel in mels]
        for side in (0, 1):
            if wanted[side]:
                own = loud[side] > loud[1 - side] + _LOUDER
                self._sides.setdefault(side, []).append(SpeechFrames(mels[side][own], numbers[own]))

    @property
    def frames(self) -> SpeechFrames:
        """Everybody's frames."""
        return SpeechFrames.joined(self._mix)

    @property
    def sides(self) -> dict[str, SpeechFrames]:
        """Of two channels, the frames in which each one's own party speaks, three minutes at most."""
        return {
            name: SpeechFrames.joined(self._sides[side])
            for side, name in ((0, "left"), (1, "right"))
            if side in self._sides
        }


def _spoken(sound: Sound) -> NDArray[np.bool_]:
    """Where somebody may speak, with a little before and after; no tones."""
    around = round(_AROUND_S / FRAME_S)
    near = np.convolve(sound.voice >= _SPOKEN, np.ones(2 * around + 1), mode="same") > 0
    spoken: NDArray[np.bool_] = near[: len(sound.voice)] & ~sound.in_tone
    return spoken
