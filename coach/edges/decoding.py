"""One sound stream, packet by packet: what is damaged is left out, counted, and replaced by silence of its length."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, NamedTuple

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from numpy.typing import NDArray

from coach.edges.adts import HEADER, frames_in, is_header
from coach.edges.audio_report import RATE
from coach.edges.resampling import HIGHEST_RATE, MOST_CHANNELS, Resampler
from coach.errors import AudioError

_JITTER_S = 0.04
"""Containers round their times; a gap shorter than this is none."""
_LONGEST_GAP_S = 60.0
"""Where no length is announced, a longer jump is a wrong time and not lost sound."""
_BAD_READS_IN_A_ROW = 50
_STUCK_AFTER = 3
_COUNTED = ("mp3", "aac", "ac3", "amr", "amrnb", "amrwb", "gsm")
"""Containers without times: packets are merely counted, so that lost ones leave no gap, except in bytes."""
_BARE = ("wav", "w64", "aiff", "caf", "au")
"""The same, where they hold bare samples: a gap there is a wrong number in the header, not lost sound."""
_FORGET = 0.97
_SILENCE = 10 * RATE


class Loss(NamedTuple):
    """Seconds that damage has taken, from the start of the recording."""

    start: float
    end: float


class Decoder:
    """Pieces of 16 kHz sound in order, each sample at its time. `losses` and `damaged` grow while it is read."""

    def __init__(self, container: InputContainer, stream: AudioStream, announced_s: float | None) -> None:
        self.channels = 2 if stream.codec_context.channels == 2 else 1
        self.damaged = 0
        self.breaks_off = False
        """True when the last that could be read is damage."""
        self.losses: list[Loss] = []
        self.samples = 0
        """Given out so far, silence included."""
        self._container, self._stream, self._announced = container, stream, announced_s
        self._resampler = Resampler(self.channels)
        self._clock = 0.0
        """Seconds of sound taken in so far, silence included."""
        self._origin: float | None = None
        """The container's time of second 0."""
        self._codec = stream.codec_context
        self._hurt = False
        self._in_a_row = 0
        self._owed = 0.0
        """Seconds of holes too short to be filled one by one."""
        self._end_of_good: int | None = None
        self._good_bytes, self._good_seconds = 0.0, 0.0
        """Of the last second or so, for what the bytes of a hole would have lasted."""
        name, is_bare = container.format.name, self._codec.name.startswith("pcm_")
        self._counted = name in _COUNTED or (is_bare and name in _BARE)
        self._is_adts = name == "aac"
        self._good_header: bytes | None = None
        """Of the first frame of AAC that could be decoded."""
        self._gaps_are_meant = name.startswith("mov") and announced_s is not None

    @property
    def lost_s(self) -> float:
        return sum(loss.end - loss.start for loss in self.losses)

    def sound(self) -> Generator[NDArray[np.float32]]:
        for packet, position in self._whole(self._packets()):
            try:
                frames = self._codec.decode(packet)
            except av.error.EOFError:
                break
            except av.error.FFmpegError:
                self._damage()
                continue
            frames = [frame for frame in frames if self._sane(frame)]
            if frames and self._is_adts and self._good_header is None and is_header(data := bytes(packet)):
                self._good_header = data[:HEADER]
            hole = self._hole(position, packet.size) if frames else 0.0
            for frame in frames:
                yield from self._place(frame, hole)
                hole = 0.0
        if self._hurt and self._announced is not None and self._clock > self._announced - _JITTER_S:
            self.damaged -= 1  # Nothing is missing: the last packet was padding.
        else:
            self.breaks_off = self._hurt
        yield from self._give(self._resampler.flush())

    def _packets(self) -> Iterator[Packet[AudioStream]]:
        """All packets that can be read. Reading goes on behind a failure, until nothing but failures come."""
        packets = self._container.demux(self._stream)
        failures = 0
        while failures < _BAD_READS_IN_A_ROW:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.ExitError:
                raise AudioError("The recording takes too long to read.", "Copy it to this machine.", "slow") from None
            except av.error.FFmpegError:
                self._damage()
                failures += 1
                packets = self._container.demux(self._stream)
            else:
                failures = 0
                yield packet

    def _whole(self, packets: Iterator[Packet[Any]]) -> Iterator[tuple[Packet[Any], int | None]]:
        """Packets with their place in the file; those that swallowed others are taken apart."""
        for packet in packets:
            like = self._good_header
            if like is None or not packet.size:
                yield packet, packet.pos
                continue
            data = bytes(packet)
            for start, length in frames_in(data, like):
                whole = length == packet.size
                place = packet.pos + start if packet.pos is not None else None
                yield packet if whole else Packet(data[start : start + length]), place

    def _damage(self) -> None:
        self.damaged += 1
        self._hurt = True
        self._in_a_row += 1
        if self._in_a_row % _STUCK_AFTER == 0 and self._codec.name == "aac":
            # A damaged packet can talk this decoder into another set of channels, which it never leaves.
            fresh = av.CodecContext.create("aac", "r")
            fresh.extradata = self._stream.codec_context.extradata
            self._codec = fresh

    def _sane(self, frame: AudioFrame) -> bool:
        sane = frame.layout.nb_channels <= MOST_CHANNELS and 0 < frame.sample_rate <= HIGHEST_RATE
        if not sane:
            self._damage()
        return sane

    def _hole(self, position: int | None, size: int) -> float:
        """Seconds that the bytes between the last good packet and this one, at `position`, would have lasted."""
        if not self._counted or position is None or not size:
            return 0.0
        skipped = position - self._end_of_good if self._end_of_good is not None else 0
        self._end_of_good = position + size
        seconds = skipped * self._good_seconds / self._good_bytes if skipped > 0 and self._good_bytes else 0.0
        self._good_bytes = self._good_bytes * _FORGET + size
        return seconds

    def _place(self, frame: AudioFrame, hole: float) -> Iterator[NDArray[np.float32]]:
        """The frame's sound, after silence for whatever is missing before it."""
        is_first = self._clock == 0.0
        self._owed += hole if self._believable(hole) else 0.0
        missing = self._owed if self._counted else self._gap(frame)
        if missing > _JITTER_S:
            self._owed = 0.0
            yield from self._give(self._resampler.flush())
            if not is_first and (self._hurt or not self._gaps_are_meant):
                self.damaged += not self._hurt
                self.losses.append(Loss(self._clock, self._clock + missing))
            self._clock += missing
            yield from self._silence_until(round(self._clock * RATE))
        self._hurt = False
        self._in_a_row = 0
        length = frame.samples / frame.sample_rate
        self._clock += length
        self._good_seconds = self._good_seconds * _FORGET + length
        yield from self._give(self._resampler.feed(frame))

    def _gap(self, frame: AudioFrame) -> float:
        """Seconds between the sound so far and the frame's own time; 0 where that time cannot be right."""
        if frame.pts is None or frame.time_base is None:
            return 0.0
        time = float(frame.pts * frame.time_base)
        if self._origin is None:
            self._origin = self._begin(time)
        ahead = time - self._origin - self._clock
        if ahead > 0 and self._believable(ahead):
            return ahead
        self._origin = time - self._clock
        return 0.0

    def _begin(self, first: float) -> float:
        """Where the recording begins: with its pictures, where it has some that begin before the sound."""
        start = self._container.start_time
        return min(first, start / av.time_base) if start is not None and self._container.streams.video else first

    def _believable(self, gap: float) -> bool:
        return self._clock + gap <= self._announced + 1.0 if self._announced else gap <= _LONGEST_GAP_S

    def _silence_until(self, sample: int) -> Iterator[NDArray[np.float32]]:
        while (missing := sample - self.samples) > 0:
            yield from self._give([np.zeros((self.channels, min(missing, _SILENCE)), np.float32)])

    def _give(self, pieces: list[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        for piece in pieces:
            self.samples += piece.shape[1]
            yield piece
