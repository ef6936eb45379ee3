"""What can be measured of a sound without understanding it: level, voice, steady tones, pauses.

Everything is per frame of `FRAME_S`, so that a three-hour recording is a few numbers a frame and never kept as samples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from faster_whisper.vad import get_vad_model
from numpy.typing import NDArray

from coach.models import Span

RATE = 16_000
FRAME_S = 0.01
FRAME = int(RATE * FRAME_S)

Samples = NDArray[np.float32]
Tick = Callable[[], None]

SILENT_DB = -75.0
"""What is below this is silence on any line (16-bit dither lies near -96 dBFS, line noise above -70)."""
_VOICE_ON, _VOICE_MAYBE, _VOICE_OFF = 0.5, 0.35, 0.2
_VOICE_NONE = 0.1
_CLEAR_DB = 10.0
_AROUND_S = 15.0
_LONG_TONE_S = 0.2
_VAD_STEP, _VAD_CONTEXT, _VAD_BATCH = 512, 64, 512
_PITCH_GAIN = 1.0
_FFT = 512
_BAND_HZ = (200.0, 3900.0)
_TONE_HZ = (330.0, 2600.0)
_TONE_SHARE = 0.8
_TONE_DRIFT = 0.012
_TONE_MIN_S = 0.13
_BLOCK = 2_000


@dataclass(frozen=True)
class Tone:
    """A steady tone of one or two pitches: a beep, a ring, a key."""

    start: float
    end: float
    hz: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class Sound:
    """The measurements of a stretch that begins at `start`, one value a frame."""

    start: float
    level: Samples
    """dBFS of the mixdown in the speech band."""
    voice: Samples
    """Probability that somebody speaks."""
    sides: tuple[Sound, ...] = ()
    """The same of each channel by itself, when there are two."""
    tones: tuple[Tone, ...] = ()

    @property
    def end(self) -> float:
        return self.start + len(self.level) * FRAME_S

    def frame(self, moment: float) -> int:
        """The frame at `moment`, kept inside the stretch."""
        return min(max(round((moment - self.start) / FRAME_S), 0), len(self.level))

    def at(self, frame: int) -> float:
        return round(self.start + frame * FRAME_S, 3)

    def hush(self, start: float, end: float) -> tuple[float, float]:
        """dBFS of the line around a stretch when nobody speaks: usual and loudest. A beep changes the line."""
        first, last = self.frame(start - _AROUND_S), self.frame(end + _AROUND_S)
        for tone in self.tones:
            if tone.length >= _LONG_TONE_S:
                first = max(first, self.frame(tone.end) + 3) if tone.end <= start else first
                last = min(last, self.frame(tone.start) - 3) if tone.start >= end else last
        level, voice = self.level[first:last], self.voice[first:last]
        level = np.maximum(level, SILENT_DB)
        quiet = level[(voice < _VOICE_NONE) & ~self.in_tone[first:last]]
        heard = level[level > SILENT_DB]
        lowest = float(np.percentile(heard, 10)) if len(heard) else SILENT_DB
        if len(quiet) < 20:
            return lowest, lowest
        usual, loudest = (float(v) for v in np.percentile(quiet, (50, 90)))
        # Other people's voices in the background are no quiet frames to the voice detector.
        return (max(usual, lowest) if len(heard) > len(level) / 2 else usual), loudest

    @cached_property
    def floor(self) -> float:
        """dBFS of the line when nobody speaks, over the whole stretch."""
        return self.hush(self.start, self.end)[0]

    @cached_property
    def in_tone(self) -> NDArray[np.bool_]:
        mask = np.zeros(len(self.level), dtype=np.bool_)
        for tone in self.tones:
            mask[self.frame(tone.start) : self.frame(tone.end)] = True
        return mask

    @cached_property
    def speech(self) -> tuple[Span, ...]:
        """Where somebody speaks, by the voice detector alone: from its first sure frame to the last, tones left out."""
        voice = np.where(self.in_tone, 0.0, self.voice)
        # On narrow telephone lines the detector is unsure of whole sentences; well above the noise it need not be.
        sure = (voice >= _VOICE_ON) | ((voice >= _VOICE_MAYBE) & (self.level > self.floor + _CLEAR_DB))
        return tuple(
            Span(start=self.at(a), end=self.at(b))
            for a, b in runs(voice >= _VOICE_OFF)
            if sure[a:b].any() and b - a >= 5
        )

    def since(self, start: float) -> Sound:
        """The last part of the stretch, from `start` on."""
        first = self.frame(start)
        return Sound(
            start=self.at(first),
            level=self.level[first:],
            voice=self.voice[first:],
            sides=tuple(side.since(start) for side in self.sides),
            tones=tuple(tone for tone in self.tones if tone.end > start),
        )

    @classmethod
    def joined(cls, parts: list[Sound]) -> Sound:
        """Consecutive stretches as one."""
        return cls(
            start=parts[0].start if parts else 0.0,
            level=np.concatenate([p.level for p in parts]) if parts else np.zeros(0, np.float32),
            voice=np.concatenate([p.voice for p in parts]) if parts else np.zeros(0, np.float32),
            sides=tuple(cls.joined(list(side)) for side in zip(*(p.sides for p in parts), strict=True)),
            tones=tuple(tone for p in parts for tone in p.tones),
        )


def measure(channels: Samples, start: float, tick: Tick = lambda: None) -> Sound:
    """The measurements of `channels` (1 or 2 of them, 16 kHz), which begin at `start` seconds.

    `tick` is called every second or so of the work, and may raise to stop it.
    """
    if len(channels) == 1:
        return _measured(channels[0], start, tick)
    sides = tuple(_measured(channel, start, tick) for channel in channels)
    # Whoever speaks is nowhere heard better than in the channel that holds most of him.
    return _measured(mixdown(channels), start, tick, np.maximum(*(side.voice for side in sides)), sides)


def _measured(
    samples: Samples, start: float, tick: Tick, voice: Samples | None = None, sides: tuple[Sound, ...] = ()
) -> Sound:
    level, top, share = _spectrum(samples)
    tick()
    sound = Sound(start, level, _voice(samples, len(level), tick) if voice is None else voice, sides)
    return replace(sound, tones=_tones(sound, top, share))


def mixdown(channels: Samples) -> Samples:
    """One channel that holds everybody."""
    mix: Samples = channels[0] if len(channels) == 1 else channels.mean(axis=0, dtype=np.float32)
    return mix


def quietest(samples: Samples, earliest: int) -> int:
    """The index after `earliest` for a cut: the middle of the longest pause, else the quietest 0.3 s."""
    level = _level(samples[earliest:])
    if not len(level):
        return len(samples)
    low = level <= max(float(np.percentile(level, 10)) + 6.0, SILENT_DB)
    pauses = runs(low)
    first, last = max(pauses, key=lambda run: (run[1] - run[0], run[0])) if pauses else (0, 0)
    if (last - first) * FRAME_S < 0.3:
        width = min(30, len(level))
        smooth = np.convolve(level, np.ones(width) / width, mode="valid")
        first = int(np.argmin(smooth))
        last = first + width
    return earliest + (first + last) // 2 * FRAME


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches where `mask` holds, as (first, one past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _level(samples: Samples) -> Samples:
    count = len(samples) // FRAME
    power = np.square(samples[: count * FRAME].reshape(count, FRAME), dtype=np.float32).mean(axis=1)
    return _decibel(power)


def _decibel(power: NDArray[np.floating]) -> Samples:
    level: Samples = (10.0 * np.log10(power + 1e-12)).astype(np.float32)
    return level


def _voice(samples: Samples, frames: int, tick: Tick = lambda: None) -> Samples:
    if not frames:
        return np.zeros(0, np.float32)
    steps = -(-len(samples) // _VAD_STEP) + 1
    before = np.zeros((1, _VAD_CONTEXT), np.float32)
    state = {"h": np.zeros((1, 1, 128), np.float32), "c": np.zeros((1, 1, 128), np.float32)}
    heard = []
    # The detector's own loop takes minutes at a time, and over a hundred megabytes with them.
    for first in range(0, steps, _VAD_BATCH):
        tick()
        batch = _with_pitch(samples, first * _VAD_STEP, min(first + _VAD_BATCH, steps) * _VAD_STEP)
        batch = batch.reshape(-1, _VAD_STEP)
        led = np.concatenate([before, batch[:-1, -_VAD_CONTEXT:]])
        chance, state["h"], state["c"] = get_vad_model().session.run(
            None, {"input": np.concatenate([led, batch], axis=1), **state}
        )
        heard.append(chance)
        before = batch[-1:, -_VAD_CONTEXT:]
    chances = np.concatenate(heard).ravel().astype(np.float32)
    middles = (np.arange(frames) * FRAME + FRAME // 2) // _VAD_STEP
    voice: Samples = chances[middles]
    return voice


def _with_pitch(samples: Samples, first: int, last: int) -> Samples:
    """A stretch of samples, with the pitch put back that telephone lines cut off and the voice detector listens for.

    The half of a wave that lies above zero swells and sinks with the pitch, whatever band the wave was cut to.
    """
    low, high = max(0, first - _FFT), min(len(samples), last + _FFT)
    near = np.pad(samples[low:high], (0, max(0, last - len(samples))))
    spectrum = np.fft.rfft(np.maximum(near, 0.0))
    hz = np.fft.rfftfreq(len(near), 1 / RATE)
    spectrum *= np.clip((hz - 50) / 40, 0, 1) * np.clip((390 - hz) / 60, 0, 1)
    pitch = np.fft.irfft(spectrum, len(near))
    whole: Samples = (near + _PITCH_GAIN * pitch).astype(np.float32)[first - low : last - low]
    return whole


def _spectrum(samples: Samples) -> tuple[Samples, NDArray[np.float32], NDArray[np.float32]]:
    """Per frame: dBFS in the speech band; the two strongest pitches; the share of power that these two hold."""
    frames = len(samples) // FRAME
    window = np.hanning(_FFT).astype(np.float32)
    padded = np.pad(samples, (_FFT // 2 - FRAME // 2, _FFT))
    bins = np.fft.rfftfreq(_FFT, 1 / RATE)
    band = (bins >= _BAND_HZ[0]) & (bins <= _BAND_HZ[1])
    low = int(np.argmax(band))
    level = np.zeros(frames, np.float32)
    top = np.zeros((frames, 2), np.float32)
    share = np.zeros((frames, 2), np.float32)
    scale = 2.0 / (float(np.square(window).sum()) * _FFT)
    for first in range(0, frames, _BLOCK):
        count = min(_BLOCK, frames - first)
        begins = (first + np.arange(count)) * FRAME
        cut = padded[begins[:, None] + np.arange(_FFT)] * window
        power = (np.abs(np.fft.rfft(cut, axis=1)) ** 2).astype(np.float32)[:, band]
        total = power.sum(axis=1) + 1e-12
        level[first : first + count] = _decibel(total * scale)
        for rank in range(2):
            peak = np.clip(power.argmax(axis=1), 1, power.shape[1] - 2)
            rows = np.arange(count)
            left, middle, right = (np.log(power[rows, peak + k] + 1e-20) for k in (-1, 0, 1))
            bend = left - 2 * middle + right
            shift = np.where(bend < -1e-9, 0.5 * (left - right) / np.minimum(bend, -1e-9), 0.0)
            top[first : first + count, rank] = (peak + low + np.clip(shift, -1, 1)) * (RATE / _FFT)
            near = np.clip(peak[:, None] + np.arange(-2, 3), 0, power.shape[1] - 1)
            share[first : first + count, rank] = np.take_along_axis(power, near, axis=1).sum(axis=1) / total
            np.put_along_axis(power, near, 0.0, axis=1)
    return level, top, share


def _tones(sound: Sound, top: NDArray[np.float32], share: NDArray[np.float32]) -> tuple[Tone, ...]:
    """Runs of frames where one pitch, or two, hold nearly all the sound and do not move."""
    second = share[:, 1] >= 0.08
    held = share[:, 0] + np.where(second, share[:, 1], 0.0)
    pitch = np.where(second, np.minimum(top[:, 0], top[:, 1]), top[:, 0])
    loud = sound.level > max(float(np.percentile(sound.level, 20)) + 8.0, SILENT_DB + 10) if len(held) else held > 0
    tonal = (held >= _TONE_SHARE) & loud & (pitch >= _TONE_HZ[0]) & (pitch <= _TONE_HZ[1])
    found: list[Tone] = []
    for first, last in runs(tonal):
        begin = first
        for frame in range(first + 1, last + 1):
            here = float(np.median(pitch[begin:frame]))
            if frame == last or abs(pitch[frame] - here) > max(_TONE_DRIFT * here, 8.0):
                steady = sound.level[begin + 2 : frame - 2]
                long = (frame - begin) * FRAME_S >= _TONE_MIN_S and len(steady) > 0
                if long and float(np.std(steady)) < 2.0 and _stands_alone(sound, begin, frame):
                    found.append(Tone(sound.at(begin), sound.at(frame), here))
                begin = frame
    return tuple(found)


def _stands_alone(sound: Sound, first: int, last: int) -> bool:
    """Whether the sound falls off right before and after: a vowel held steady has neighbours, a beep has none."""
    own = float(np.median(sound.level[first:last])) - 8.0
    around = (slice(max(0, first - 10), max(0, first - 3)), slice(last + 3, last + 10))
    alone = all(not len(sound.level[side]) or float(sound.level[side].min()) < own for side in around)
    return alone and float(np.median(sound.voice[first:last])) < _VOICE_ON
