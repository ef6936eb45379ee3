"""How high a voice is, a value a frame, also on telephone lines that cut the pitch itself off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.edges.sound import FRAME, Samples

Pitch = NDArray[np.float16]
"""Semitones above 55 Hz for every frame of 10 ms; NaN where none is heard."""

_LOWEST_HZ, _HIGHEST_HZ = 70.0, 350.0
_RATE = 8_000
_STEP = 2 * FRAME // 2
"""Samples at 8 kHz between measurements: 20 ms."""
_WINDOW = 320
_FFT = 512
_CLEAR = 0.5
_AS_CLEAR = 0.85
_BLOCK = 2_000


def pitch(samples: Samples, wanted: NDArray[np.intp] | None = None) -> Pitch:
    """The pitch of mono `samples` at 16 kHz, by how well each 40 ms agree with themselves one period later.

    Of the `wanted` frames only, when given.
    """
    if wanted is None:
        wanted = np.arange(-(-len(samples) // FRAME))
    half = samples[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1)
    places, which = np.unique(wanted // 2, return_inverse=True)  # two frames share a measurement
    padded = np.pad(half, (_WINDOW // 2, _STEP + _WINDOW))
    found = np.empty(len(places), np.float16)
    for first in range(0, len(places), _BLOCK):
        begins = places[first : first + _BLOCK] * _STEP
        found[first : first + len(begins)] = _measured(padded[begins[:, None] + np.arange(_WINDOW)])
    return found[which]


def _measured(cuts: NDArray[np.float32]) -> NDArray[np.float64]:
    window = np.hanning(_WINDOW).astype(np.float32)
    low, high = int(_RATE / _HIGHEST_HZ), int(_RATE / _LOWEST_HZ)
    own = _agreement(window[None])[0, : high + 3]
    agree = _agreement((cuts - cuts.mean(axis=1, keepdims=True)) * window)[:, : high + 3]
    agree = agree / (agree[:, :1] + np.float32(1e-9)) * (own[0] / own)
    rows = np.arange(len(cuts))
    lag = agree[:, low:high].argmax(axis=1) + low
    clear = agree[rows, lag]
    for part in (2, 3):  # twice and three times the period agree as well
        shorter = np.maximum(np.round(lag / part).astype(int), 2)
        near = np.max([agree[rows, shorter + k] for k in (-1, 0, 1)], axis=0)
        better = (shorter >= low) & (near > _AS_CLEAR * clear)
        lag, clear = np.where(better, shorter, lag), np.where(better, near, clear)
    before, here, after = agree[rows, lag - 1], agree[rows, lag], agree[rows, lag + 1]
    bend = before - 2 * here + after
    exact = lag + np.where(bend < -1e-9, np.clip(0.5 * (before - after) / np.minimum(bend, -1e-9), -0.5, 0.5), 0.0)
    semitones: NDArray[np.float64] = np.where(clear > _CLEAR, 12 * np.log2(_RATE / exact / 55.0), np.nan)
    return semitones


def _agreement(cuts: NDArray[np.float32]) -> NDArray[np.float32]:
    spectrum = np.fft.rfft(cuts, _FFT, axis=1)
    lags: NDArray[np.float32] = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, axis=1).astype(np.float32)
    return lags
