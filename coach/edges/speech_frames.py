"""What is kept of a recording's sound to tell voices apart later: a few numbers a frame, only where somebody speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.edges.pitch import Pitch, pitch
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
    pitch: Pitch
    number: NDArray[np.int32]
    """Which frame of the recording each is, in order."""

    def between(self, start: float, end: float) -> slice:
        """Which frames lie between `start` and `end` seconds."""
        first, last = np.searchsorted(self.number, (round(start / FRAME_S), round(end / FRAME_S)))
        return slice(int(first), int(last))

    @classmethod
    def joined(cls, parts: Sequence[SpeechFrames]) -> SpeechFrames:
        """Those of consecutive stretches."""
        if not parts:
            return cls(np.zeros((0, BANDS), np.float16), np.zeros(0, np.float16), np.zeros(0, np.int32))
        return cls(
            np.concatenate([p.mel for p in parts]),
            np.concatenate([p.pitch for p in parts]),
            np.concatenate([p.number for p in parts]),
        )


@dataclass(frozen=True)
class Listened:
    """What one stretch left in the ear."""

    mix: SpeechFrames
    sides: Mapping[int, SpeechFrames]
    """Of the channels in which enough was not heard before."""


class Ear:
    """Listens along, stretch by stretch, and remembers enough to tell the voices apart afterwards."""

    def __init__(self) -> None:
        self._mix: list[SpeechFrames] = []
        self._sides: dict[int, list[SpeechFrames]] = {}

    def listen(self, channels: Samples, sound: Sound) -> Listened:
        """Takes in `channels` `(1 or 2, samples)` at 16 kHz, which `sound` measures, and says what stayed of them."""
        spoken = np.flatnonzero(_spoken(sound))
        numbers = (spoken + round(sound.start / FRAME_S)).astype(np.int32)
        mix = mixdown(channels)
        frames = SpeechFrames(log_mel(mix, spoken), pitch(mix, spoken), numbers)
        sides = self._of_sides(channels, spoken, frames) if len(channels) == 2 else {}
        heard = Listened(frames, sides)
        self.take(heard)
        return heard

    def take(self, heard: Listened) -> None:
        """Remembers what an earlier ear heard of the next stretch."""
        self._mix.append(heard.mix)
        for side, frames in heard.sides.items():
            self._sides.setdefault(side, []).append(frames)

    def _of_sides(self, channels: Samples, spoken: NDArray[np.intp], mix: SpeechFrames) -> dict[int, SpeechFrames]:
        kept = [sum(len(part.number) for part in self._sides.get(side, ())) * FRAME_S for side in (0, 1)]
        if min(kept) >= _ENOUGH_S:
            return {}
        mels = [log_mel(channel, spoken) for channel in channels]
        loud = [np.log(np.exp(mel.astype(np.float32)).sum(axis=1)) for mel in mels]
        found = {}
        for side in (0, 1):
            if kept[side] < _ENOUGH_S:
                own = loud[side] > loud[1 - side] + _LOUDER
                found[side] = SpeechFrames(mels[side][own], mix.pitch[own], mix.number[own])
        return found

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
