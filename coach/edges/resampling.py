"""Sound of any rate, format and number of channels as 16 kHz floats."""

from __future__ import annotations

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from coach.edges.audio_report import RATE

MOST_CHANNELS, HIGHEST_RATE = 16, 384_000
"""More than any recording has; a file that says more is damaged or made to hurt."""


class Resampler:
    """Keeps its channels and starts afresh whenever the sound changes its rate, format or layout."""

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._setup: tuple[str, str, int] | None = None
        self._resampler: AudioResampler | None = None

    def feed(self, frame: AudioFrame) -> list[NDArray[np.float32]]:
        """What comes out for this frame; nothing yet, or the end of the sound before a change as well."""
        setup = (frame.format.name, frame.layout.name, frame.sample_rate)
        finished = [] if setup == self._setup else self.flush()
        if self._resampler is None:
            layout = {1: "mono", 2: "stereo"}.get(frame.layout.nb_channels, frame.layout)
            self._resampler = AudioResampler(format="flt", layout=layout, rate=RATE)
            self._setup = setup
        frame.pts = None
        return [*finished, *map(self._samples, self._resampler.resample(frame))]

    def flush(self) -> list[NDArray[np.float32]]:
        """The end of the sound so far."""
        rest = self._resampler.resample(None) if self._resampler else []
        self._resampler, self._setup = None, None
        return [self._samples(frame) for frame in rest if frame is not None]

    def _samples(self, frame: AudioFrame) -> NDArray[np.float32]:
        # Interleaved, one plane: with more than eight planes PyAV 18 reads past their end and crashes.
        interleaved: NDArray[np.float32] = np.clip(np.nan_to_num(frame.to_ndarray()), -1.0, 1.0)
        samples = interleaved.reshape(-1, frame.layout.nb_channels).T
        if samples.shape[0] != self._channels:
            samples = samples.mean(axis=0, keepdims=True).repeat(self._channels, axis=0)
        return samples
