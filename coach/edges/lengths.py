"""How long a recording says it is, where that is more than a guess from the size of the file."""

from __future__ import annotations

import os
import re
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

_GUESSED = ("aac", "ac3", "amr", "amrnb", "amrwb", "gsm", "ogg", "mulaw", "alaw", "s16le", "g722", "g729", "ilbc")
"""Containers whose length is worked out from the file's size or its last page: a missing end shortens it."""
_TAG = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)")
_TAIL = 1 << 17
_WAV_LENGTH_UNKNOWN = 0x7FFFF000
"""Recorders that write a WAV file as a stream put this much or more into its header."""


def announced_length(container: InputContainer, stream: AudioStream, file: BinaryIO) -> float | None:
    """Seconds of sound that the file says it holds; None where it does not say. Never to be relied on."""
    kind = container.format.name
    if kind in _GUESSED or (kind == "mp3" and not _counts_its_frames(file)):
        return None
    if kind == "wav" and (seconds := _wav_promises(file)) is not None:
        return seconds
    if stream.duration is not None and stream.time_base is not None:
        seconds = float(stream.duration * stream.time_base)
    elif tag := _TAG.match(stream.metadata.get("DURATION", "")):
        seconds = 3600 * int(tag[1]) + 60 * int(tag[2]) + float(tag[3])
    elif len(container.streams) == 1 and container.duration is not None:
        seconds = container.duration / av.time_base
    else:
        return None
    return seconds if seconds > 0 else None


def ogg_end_is_missing(file: BinaryIO) -> bool:
    """True when the last page of an Ogg file is cut off or is not marked as the last."""
    size = os.fstat(file.fileno()).st_size
    tail = _read_at(file, max(0, size - _TAIL), _TAIL)
    page = tail.rfind(b"OggS")
    if page < 0 or len(tail) < page + 27:
        return True
    segments = tail[page + 27 : page + 27 + tail[page + 26]]
    whole = page + 27 + tail[page + 26] + sum(segments) <= len(tail)
    return not (whole and tail[page + 5] & 4)


def _wav_promises(file: BinaryIO) -> float | None:
    """Length by the header of a WAV file that is shorter than its header says; None for any other."""
    size = os.fstat(file.fileno()).st_size
    offset, bytes_per_second = 12, 0
    while len(chunk := _read_at(file, offset, 8)) == 8:
        name, length = chunk[:4], int.from_bytes(chunk[4:], "little")
        offset += 8
        if name == b"fmt ":
            bytes_per_second = int.from_bytes(_read_at(file, offset + 8, 4), "little")
        if name == b"data":
            promised = offset + length > size and length < _WAV_LENGTH_UNKNOWN
            return length / bytes_per_second if promised and bytes_per_second else None
        offset += length + length % 2
    return None


def _counts_its_frames(file: BinaryIO) -> bool:
    """True when an MP3's first frame holds the number of frames (by Xing, LAME or Fraunhofer)."""
    head = _read_at(file, 0, 10)
    tags = 0
    if head[:3] == b"ID3":
        tags = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    return re.search(rb"Xing|Info|VBRI", _read_at(file, tags, 4096)) is not None


def _read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    position = file.tell()
    file.seek(offset)
    data = file.read(size)
    file.seek(position)
    return data
