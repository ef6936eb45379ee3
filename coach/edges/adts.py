"""Frames of AAC as it goes without a container (ADTS, ISO/IEC 13818-7): found again where damage hides them.

Each begins with a header that says how long it is. A damaged length swallows the frames that follow, up to 8 KB: half
a second and more of good sound.
"""

from __future__ import annotations

from collections.abc import Iterator

_FULL_SYNC = 0xFF
HEADER = 7
"""Bytes of the shortest header."""


def frames_in(data: bytes, like: bytes) -> Iterator[tuple[int, int]]:
    """First byte and length of what lies before any frame, then of each whole frame that `data` holds further on.

    A frame counts where its header is that of `like` (any frame of the same recording) but for the length, and leads
    to another one or to the end.
    """
    begins = _next(data, 1, like)
    yield 0, len(data) if begins is None else begins
    while begins is not None:
        length = _length(data, begins)
        yield begins, length
        begins = _next(data, begins + length, like)


def is_header(data: bytes) -> bool:
    """Whether a frame may begin here."""
    return len(data) >= HEADER and data[0] == _FULL_SYNC and data[1] & 0xF6 == 0xF0


def _next(data: bytes, start: int, like: bytes) -> int | None:
    while (start := data.find(like[:2], start)) >= 0:
        ends = start + _length(data, start) if _is_like(data, start, like) else 0
        if ends == len(data) or (ends > start and _is_like(data, ends, like)):
            return start
        start += 1
    return None


def _is_like(data: bytes, at: int, like: bytes) -> bool:
    """Whether a header of the same kind begins here: the same layer, profile, rate and channels."""
    header = data[at : at + HEADER]
    return len(header) == HEADER and header[:3] == like[:3] and header[3] & 0xF0 == like[3] & 0xF0


def _length(data: bytes, at: int) -> int:
    """Bytes of the frame that begins here, its header included; 0 where that is none."""
    length = (data[at + 3] & 0x03) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    return length if length > HEADER else 0
