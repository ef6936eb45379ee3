"""The sound of a recording, decoded in this very process: for the child that `coach.edges.audio` starts.

Packet by packet, because one damaged packet must not cost the rest of the recording, and in windows, because a
call of three hours must not cost gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from coach.edges.audio_report import MAX_SECONDS, MISSING_END_S, RATE, WINDOW_S, AudioReport, Window, in_windows
from coach.edges.decoding import Decoder
from coach.edges.files import open_recording
from coach.edges.formats import open_container, sound_stream
from coach.edges.lengths import announced_length, ogg_end_is_missing
from coach.errors import AudioError


def read_here(path: Path | str, name: str | None = None, max_seconds: float = MAX_SECONDS) -> LocalReader:
    """Like `coach.edges.audio.open_audio`, in this process."""
    return open_sound(open_recording(path), name or Path(path).name, max_seconds)


def open_sound(file: BinaryIO, name: str, max_seconds: float = MAX_SECONDS) -> LocalReader:
    """The sound of an open file, ready to be read once; closes the file. Raises AudioError when there is none."""
    try:
        container = open_container(file, name)
        try:
            return LocalReader(file, container, sound_stream(container, file, name), name, max_seconds)
        except BaseException:
            container.close()
            raise
    except BaseException:
        file.close()
        raise


class LocalReader:
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
        return in_windows(self.pieces(), self._decoder.channels, length_s)

    def pieces(self) -> Iterator[NDArray[np.float32]]:
        """The same as it comes out of the decoder, up to the longest that we read."""
        given = 0
        for piece in chain([self._first], self._sound):
            yield piece[:, : self._most - given]
            given += piece.shape[1]
            if given >= self._most:
                self._stopped = True
                return

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
        lost = self._lost_s(length)
        return AudioReport(
            container_s=self._announced,
            decoded_s=length - lost,
            lost_s=lost,
            channels=decoder.channels,
            sample_rate=context.sample_rate,
            codec=context.name,
            container=self._container.format.name.split(",")[0],
            damaged_packets=decoder.damaged,
            warnings=tuple(self._warnings(length)),
        )

    def _lost_s(self, length: float) -> float:
        """Of the losses, what lies within the `length` that was read."""
        return sum(min(loss.end, length) - min(loss.start, length) for loss in self._decoder.losses)

    def _warnings(self, length: float) -> Iterator[str]:
        losses = self._decoder.losses
        if losses:
            places = ", ".join(_clock(loss.start) for loss in losses[:3])
            more = f" and {len(losses) - 3} more places" if len(losses) > 3 else ""
            yield f"The file is damaged: {self._lost_s(length):.1f} s of sound are lost, at {places}{more}."
        elif self._decoder.damaged and not self._decoder.breaks_off:
            yield "The file is damaged: a few moments of sound may be missing."
        if self._stopped:
            yield f"Only the first {_clock(length)} were read: longer recordings are not."
        elif self._announced is not None and self._announced - length > MISSING_END_S:
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
