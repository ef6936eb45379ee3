"""A recording as sound: 16 kHz, in windows, with times that stay right and an honest account of what was lost.

Packet by packet, because one damaged packet must not cost the rest of the recording, and in windows, because a
call of three hours must not cost gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from coach.edges.decoding import Decoder
from coach.edges.files import fingerprint, open_recording
from coach.edges.formats import open_container, sound_stream
from coach.edges.lengths import announced_length, ogg_end_is_missing
from coach.edges.resampling import RATE
from coach.errors import AudioError
from coach.models import Value

__all__ = ["RATE", "WINDOW_S", "AudioReader", "AudioReport", "Window", "fingerprint", "open_audio"]

WINDOW_S = 300.0
MAX_SECONDS = 6 * 3600.0

_MISSING_END_S = 0.5
"""Containers count their last packet whole, or round: less than this is no missing end."""


@dataclass(frozen=True)
class Window:
    """A stretch of sound: (channels, samples), one or two channels, 16 kHz, -1 to 1."""

    start: float
    samples: NDArray[np.float32]


class AudioReport(Value):
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
        if self.container_s is not None and self.container_s - whole > _MISSING_END_S:
            whole = self.container_s
        return self.decoded_s / whole if whole else 0.0


def open_audio(path: Path | str, name: str | None = None, max_seconds: float = MAX_SECONDS) -> AudioReader:
    """The sound of a file, ready to be read once. Raises AudioError, with a code, when there is none.

    `name` is the one that the user knows it by, where we keep it under another.
    """
    file = open_recording(path)
    try:
        name = name or Path(path).name
        container = open_container(file, name)
        try:
            return AudioReader(file, container, sound_stream(container, file, name), name, max_seconds)
        except BaseException:
            container.close()
            raise
    except BaseException:
        file.close()
        raise


class AudioReader:
    """One recording's sound, from front to back, once. Close it, or use it in a `with`."""

    def __init__(
        self, file: BinaryIO, container: InputContainer, stream: AudioStream, name: str, max_seconds: float
    ) -> None:
        self._file, self._container, self._stream, self._name = file, container, stream, name
        self._announced = announced_length(container, stream, file)
        self._decoder = Decoder(container, stream, self._announced)
        self._most = round(max_seconds * RATE)
        self._stopped = False
        self._sound = self._decoder.sound()
        # Read to the first sound at once: a file with none is refused when it is opened.
        first = next(self._sound, None)
        if first is None:
            raise self._nothing()
        self._first = first

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._sound.close()
        self._container.close()
        self._file.close()

    def windows(self, length_s: float = WINDOW_S) -> Iterator[Window]:
        """The whole recording in windows of `length_s`, the last one shorter, without gap or overlap."""
        size = round(length_s * RATE)
        channels = self._decoder.channels
        window, start, filled = np.empty((channels, size), np.float32), 0, 0
        for piece in self._pieces():
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

    @property
    def probable_s(self) -> float | None:
        """Seconds that the file probably holds, guesses included: to show progress by, and for nothing else."""
        guess = self._container.duration
        return self._announced or (guess / av.time_base if guess and guess > 0 else None)

    @property
    def report(self) -> AudioReport:
        """What was read so far; complete after the last window."""
        decoder, context = self._decoder, self._stream.codec_context
        length = min(decoder.samples, self._most) / RATE
        return AudioReport(
            container_s=self._announced,
            decoded_s=length - decoder.lost_s,
            lost_s=decoder.lost_s,
            channels=decoder.channels,
            sample_rate=context.sample_rate,
            codec=context.name,
            container=self._container.format.name.split(",")[0],
            damaged_packets=decoder.damaged,
            warnings=tuple(self._warnings(length)),
        )

    def _pieces(self) -> Iterator[NDArray[np.float32]]:
        """The sound, up to the longest that we read."""
        given = 0
        for piece in chain([self._first], self._sound):
            yield piece[:, : self._most - given]
            given += piece.shape[1]
            if given >= self._most:
                self._stopped = True
                return

    def _warnings(self, length: float) -> Iterator[str]:
        losses = self._decoder.losses
        if losses:
            places = ", ".join(_clock(loss.start) for loss in losses[:3])
            more = f" and {len(losses) - 3} more places" if len(losses) > 3 else ""
            yield f"The file is damaged: {self._decoder.lost_s:.1f} s of sound are lost, at {places}{more}."
        elif self._decoder.damaged and not self._decoder.breaks_off:
            yield "The file is damaged: a few moments of sound may be missing."
        if self._stopped:
            yield f"Only the first {_clock(length)} were read: longer recordings are not."
        elif self._announced is not None and self._announced - length > _MISSING_END_S:
            yield (
                f"The end is missing: the file announces {_clock(self._announced)} "
                f"but its sound stops at {_clock(length)}."
            )
        elif self._decoder.breaks_off or (self._container.format.name == "ogg" and ogg_end_is_missing(self._file)):
            yield f"The file breaks off at {_clock(length)}: its end may be missing."
        if (tracks := len(self._container.streams.audio)) > 1:
            yield f"The file holds {tracks} sound tracks; only the first was read."

    def _nothing(self) -> AudioError:
        if self._decoder.damaged:
            return AudioError(
                f"{self._name} is damaged: none of its sound can be read.",
                "Export or download the recording again.",
                "damaged",
            )
        return AudioError(
            f"{self._name} holds no sound: it has a header and nothing behind it.",
            "Check that the recorder saved it.",
            "no-sound",
        )


def _clock(seconds: float) -> str:
    """A moment as a player shows it: 1:05, or 1:02:05."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
