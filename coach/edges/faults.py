"""Which failures are the machine's and pass by themselves, and which are the recording's and stay.

A bad file must never be taken for a bad disk: what the decoder raises is a subclass of OSError too, some with the
number of a disk that is full or broken.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import NamedTuple

from coach.errors import BusyError


class Passing(NamedTuple):
    """Why the machine cannot do it now."""

    code: str
    line: str
    """In the user's words."""


DISK_FULL = Passing("disk-full", "The disk is full. It goes on by itself when there is room.")
_DISK = Passing("disk", "The disk cannot be read or written just now. It is tried again by itself.")
_FILES = Passing("files", "Too many files are open on this machine. It is tried again by itself.")
_MEMORY = Passing("memory", "This machine is short of memory. It is tried again by itself.")
_IN_USE = Passing("in-use", "Another program holds a file that is needed. It is tried again by itself.")
_DATABASE = Passing("database", "The database is busy or away. It goes on by itself when it answers.")
_BY_NUMBER = {
    errno.ENOSPC: DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): DISK_FULL,  # which Windows does not know
    errno.EIO: _DISK,
    errno.EROFS: _DISK,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.ENOMEM: _MEMORY,
    errno.EBUSY: _IN_USE,
}
_SHARED = (32, 33)
"""What Windows says when another program holds the file."""


def passing(error: BaseException) -> Passing | None:
    """What will pass by itself behind `error`, or None: then it is the recording's own, or ours."""
    from av.error import FFmpegError

    chain = list(_chain(error))
    if any(isinstance(one, FFmpegError) for one in chain):
        return None
    for one in reversed(chain):  # what happened first knows best
        if isinstance(one, MemoryError):
            return _MEMORY
        if isinstance(one, OSError):
            if getattr(one, "winerror", None) in _SHARED:
                return _IN_USE
            if one.errno in _BY_NUMBER:
                return _BY_NUMBER[one.errno]
        if getattr(one, "sqlite_errorname", "") == "SQLITE_FULL" or _sqlstate(one) == "53100":
            return DISK_FULL
    return _DATABASE if any(isinstance(one, BusyError) for one in chain) else None


def _sqlstate(error: BaseException) -> str:
    """What a PostgreSQL server calls it; "" where none said anything."""
    answer = error.args[0] if error.args else None
    return str(answer.get("C", "")) if isinstance(answer, dict) else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and what it came from."""
    current: BaseException | None = error
    while current is not None:
        yield current
        orig = getattr(current, "orig", None)  # what the engine said
        if isinstance(orig, BaseException):
            yield orig
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
