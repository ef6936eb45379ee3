"""A recording as bytes: opened once, only when it is an ordinary file, never by address."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
from pathlib import Path

from coach.errors import AudioError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+[:,]", re.IGNORECASE)
_BLOCK = 1 << 20


class RecordingFile(io.FileIO):
    """A file that the decoding library may read: what goes wrong comes out as one plain line.

    The library prints a traceback of its own when `seek` raises, and damaged files make it seek
    to impossible places.
    """

    def __init__(self, place: Path | int, called: str = "") -> None:
        """`place` is a path, or the number of a file that is open already; `called`: as the user knows it."""
        self._called = called or Path(str(place)).name
        if isinstance(place, int):
            super().__init__(place)
        else:
            # Without waiting for a writer, should a pipe have taken the file's place.
            super().__init__(str(place), opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        try:
            return super().seek(offset, whence)
        except (OSError, OverflowError):
            return -1

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return super().read(size) or b""
        except OSError as error:
            raise AudioError(
                f"{self._called} could not be read to its end: {error.strerror}.",
                "Copy the file to this machine's own disk and try again.",
                "no-access",
            ) from None


def open_recording(path: Path | str) -> RecordingFile:
    """The file's bytes, for reading. Raises AudioError for whatever is not an ordinary, non-empty file.

    A link to an ordinary file is followed. The checks are made again on what was opened, so that
    nothing can be put in its place between the look and the reading.
    """
    name = Path(path).name or str(path)
    try:
        # Looked at before it is opened, because opening a device may already do something.
        _must_be_ordinary(Path(path).stat(), name)
        file = RecordingFile(Path(path).absolute())
    except FileNotFoundError:
        raise _missing(str(path), name) from None
    except PermissionError:
        raise AudioError(f"{name} may not be read.", "Give yourself the right to read it.", "no-access") from None
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        raise AudioError(f"{name!r} cannot be opened.", "Check the path.", "no-access") from None
    try:
        status = os.fstat(file.fileno())
        _must_be_ordinary(status, name)
        if status.st_size == 0:
            raise AudioError(f"{name} is empty (0 bytes).", "Export or download the recording again.", "empty")
    except AudioError:
        file.close()
        raise
    return file


def fingerprint(path: Path | str) -> str:
    """sha256 of the file's bytes, in hex: the same file is the same recording, whatever its name."""
    digest = hashlib.sha256()
    with open_recording(path) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _must_be_ordinary(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise AudioError(f"{name} is a folder.", "Name the recordings in it.", "not-a-file")
    if not stat.S_ISREG(status.st_mode):
        raise AudioError(f"{name} is a device or a pipe, not a file.", "Save the recording first.", "not-a-file")


def _missing(path: str, name: str) -> AudioError:
    if _ADDRESS.match(path):
        return AudioError(
            f"{path} is an address, and only files are read.",
            "Save the recording as a file and name that.",
            "address",
        )
    return AudioError(f"There is no file {name}.", "Check the path.", "not-found")
