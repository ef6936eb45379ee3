"""A voice as a point: what the packaged encoder makes of a second or two of speech.

The weights are Resemblyzer's (Apache-2.0), turned into a small file of ours by `training/voices/convert.py`. Frames of
speech are kept as 40 bands of a mel scale; points of the same voice lie close together, whatever is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from coach.edges.sound import RATE, SILENT_DB, Samples
from coach.shipped import shipped

Voiceprint = NDArray[np.float32]
"""A unit vector `(256,)`."""
Mel = NDArray[np.float16]
"""Natural logarithm of the power in each mel band, `(frames, 40)`, a frame every 10 ms."""

HOP = 160
WINDOW_FRAMES = 160
"""The encoder was trained on 1.6 s at a time."""
_FFT = 400
BANDS = 40
_LOUD = 0.29876
"""What the bands of a frame come to when speech is as loud as the encoder expects it, -30 dBFS."""
_QUIET = 10 ** (-20.0 / 10)
_SILENT = 10 ** ((SILENT_DB + 30.0) / 10)
_TELEPHONE_HZ = (300.0, 3400.0)
_BEYOND = 10 ** (-40.0 / 10)
_FAINTEST = 1e-10
_BLOCK = 1_000
_TOGETHER = 64


def log_mel(samples: Samples, wanted: NDArray[np.intp] | None = None) -> Mel:
    """Frames of mono `samples` at 16 kHz, one centred on every 10 ms from the first sample on; or the `wanted` ones."""
    if wanted is None:
        wanted = np.arange(-(-len(samples) // HOP))
    padded = np.pad(samples, (_FFT // 2, _FFT))
    window = np.hanning(_FFT + 1)[:-1].astype(np.float32)
    kept = np.empty((len(wanted), BANDS), np.float16)
    for first in range(0, len(wanted), _BLOCK):
        begins = wanted[first : first + _BLOCK] * HOP
        spectrum = np.fft.rfft(padded[begins[:, None] + np.arange(_FFT)] * window, axis=1)
        power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
        kept[first : first + len(begins)] = np.log(power @ _filters() + np.float32(_FAINTEST))
    return kept


def voiceprint(samples: Samples) -> Voiceprint:
    """The voice that speaks in mono `samples` at 16 kHz: a unit vector `(256,)`, zeros where nobody does."""
    return voiceprint_of(log_mel(samples))


def voiceprint_of(mel: Mel) -> Voiceprint:
    """The voice that speaks in these frames, which need not have been neighbours: their quiet ones are left out.

    Only what a telephone lets through is looked at, so that a sample from a microphone can be held against a call:
    with the whole band, the same voice on two lines was less alike (0.77) than two voices on one (0.78).
    """
    power = np.exp(mel.astype(np.float32)).sum(axis=1)
    loud = power > max(_QUIET * float(np.percentile(power, 95)), _SILENT * _LOUD) if len(power) else power > 0
    speech = mel[loud]
    if len(speech) < WINDOW_FRAMES // 4:
        return np.zeros(256, np.float32)
    starts = range(0, max(len(speech) - WINDOW_FRAMES // 2, 1), WINDOW_FRAMES // 2)
    windows = [speech[start : start + WINDOW_FRAMES] for start in starts]
    middle = embed(windows, telephone=True).mean(axis=0)
    unit: Voiceprint = (middle / max(float(np.linalg.norm(middle)), 1e-9)).astype(np.float32)
    return unit


def likeness(one: Voiceprint, other: Voiceprint) -> float:
    """How like two voices are: the cosine between them, 1 for the same."""
    return float(one @ other)


def embed(
    windows: Sequence[Mel], telephone: bool = False, tick: Callable[[], None] = lambda: None
) -> NDArray[np.float32]:
    """A unit vector for each window of up to `WINDOW_FRAMES` frames: `(len(windows), 256)`; zeros for one without.

    `telephone` looks only at the band of a telephone. `tick` is called every half second or so of the work, and may
    raise to stop it.
    """
    found = np.zeros((len(windows), 256), np.float32)
    by_length = sorted(range(len(windows)), key=lambda i: (len(windows[i]), i))
    by_length = [i for i in by_length if len(windows[i])]
    while by_length:
        length = len(windows[by_length[0]])
        some = [i for i in by_length[:_TOGETHER] if len(windows[i]) == length]
        by_length = by_length[len(some) :]
        tick()
        mel = np.stack([_levelled(windows[i], telephone) for i in some], axis=1)
        ends = np.array([length - 1], np.int64)
        found[some] = _session().run(None, {"mel": mel, "ends": ends})[0][0]
    return np.nan_to_num(found)


def _levelled(mel: Mel, telephone: bool) -> NDArray[np.float32]:
    """Power in each band, as loud as the encoder expects speech to be."""
    power: NDArray[np.float32] = np.exp(mel.astype(np.float32))
    if telephone:
        power *= _through_telephone()
    return power * np.float32(_LOUD / max(float(power.sum(axis=1).mean()), 1e-9))


@cache
def _filters() -> NDArray[np.float32]:
    """Triangles of Slaney's mel scale, each of the same area: `(201, 40)`."""
    edges = _edges()
    bins = np.fft.rfftfreq(_FFT, 1 / RATE)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(0.0, np.minimum(rising, falling)) * 2.0 / (edges[2:] - edges[:-2])
    made: NDArray[np.float32] = triangles.astype(np.float32)
    return made


@cache
def _through_telephone() -> NDArray[np.float32]:
    middles = _edges()[1:-1]
    through = (middles >= _TELEPHONE_HZ[0]) & (middles <= _TELEPHONE_HZ[1])
    weights: NDArray[np.float32] = np.where(through, 1.0, _BEYOND).astype(np.float32)
    return weights


def _edges() -> NDArray[np.float64]:
    """Hertz where the triangles begin, peak and end."""
    return _hertz(np.linspace(0.0, _mels(RATE / 2), BANDS + 2))


def _mels(hertz: float) -> float:
    """Slaney's mel of a pitch above 1 kHz."""
    return 15.0 + 27.0 * float(np.log(hertz / 1000.0)) / float(np.log(6.4))


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear to 1 kHz, which is 15 mel, and logarithmic above."""
    return np.where(mels < 15.0, mels * 200.0 / 3.0, 1000.0 * np.exp((mels - 15.0) * np.log(6.4) / 27.0))


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    model = (shipped("voices") / "model.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
