"""Sound files named by their content, so that no name a user gives is ever a path."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
import uuid
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coach.edges.failpoints import failpoint
from coach.edges.whole_file import sync_folder
from coach.errors import AudioError, StoreError

CHUNK = 1 << 20
_BINARY = getattr(os, "O_BINARY", 0)
"""Windows alone has a text mode to be kept out of."""
_ID = re.compile(r"[0-9a-f]{64}")


class Sound(NamedTuple):
    """A sound that is safe on disk."""

    recording: str
    """The sha256 of its bytes."""
    is_new: bool
    """Whether it was not here before."""


class AudioFolder:
    """`<folder>/audio/<first two letters>/<sha256>`, complete or not there at all."""

    def __init__(self, folder: Path, room: int = 0) -> None:
        """`room`: bytes of the disk that stay free."""
        self._folder, self._room = folder, room
        self._audio = folder / "audio"
        self._unfinished = folder / "tmp"

    def path(self, recording: str) -> Path:
        """Where this recording's sound lies, or would. Raises StoreError for what is no id."""
        if not _ID.fullmatch(recording):
            raise StoreError("There is no such recording.", "Look at the list of recordings.")
        return self._audio / recording[:2] / recording

    def keep_file(self, path: Path, max_bytes: int) -> Sound:
        """Like `keep_stream`, of a file. Raises AudioError when it is none or cannot be opened."""
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # a pipe or device would keep us waiting
                raise AudioError(f"{path} is not a file.", "Give the recording itself.")
            stream = path.open("rb")
        except OSError as error:
            raise AudioError(f"{path} cannot be read: {error.strerror}.", "Look at its name and place.") from error
        with stream:
            return self.keep_stream(stream, max_bytes)

    def keep_stream(self, stream: BinaryIO, max_bytes: int) -> Sound:
        """Keeps what the stream still holds; returns once that is safe on disk.

        Raises StoreError, with nothing written, where the disk has no room for it.
        """
        self._see_that_there_is_room(min(_size(stream), max_bytes))
        part = self._unfinished / f"{uuid.uuid4().hex}.part"
        try:
            failpoint("intake-folder")
            for folder in (self._unfinished, self._audio):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            recording = _write(stream, part, max_bytes)
            final = self.path(recording)
            final.parent.mkdir(mode=0o700, exist_ok=True)
            is_new = not final.exists()
            failpoint("intake-rename")
            if is_new or not self._is_rewritten(recording):
                part.replace(final)
            failpoint("intake-folder-fsync")
            sync_folder(final.parent)
            sync_folder(self._audio)
        except OSError as error:
            raise StoreError(
                f"The recording could not be kept: {error.strerror}.",
                f"See that there is room in {self._audio.parent}, then try again.",
            ) from error
        finally:
            part.unlink(missing_ok=True)
        return Sound(recording, is_new)

    def _see_that_there_is_room(self, size: int) -> None:
        """Twice its size, as a copy for listening may be made of it, and the room that is to stay free."""
        wanted = max(self._room, 2 * size) if self._room else 0
        free = shutil.disk_usage(self._folder).free if wanted else 0
        if free < wanted:
            raise StoreError(
                f"The disk has too little room: {free / 1e9:.1f} GB are free, {wanted / 1e9:.1f} GB are needed.",
                "Make room, then add the recording again. Nothing of it was kept.",
            )

    def _is_rewritten(self, recording: str) -> bool:
        """Whether the kept sound was silenced in part: the same file again must not bring back what was said there."""
        beside = self.path(recording).with_name(f"{recording}.muted.json")
        return beside.exists() and b'"rewritten":true' in beside.read_bytes()

    def remove(self, recording: str) -> None:
        """Takes the sound away, and what was made of it for listening: the sound itself last."""
        for file in sorted(self._files(recording), key=lambda file: file.name == recording):
            failpoint("sound-unlink")
            file.unlink(missing_ok=True)

    def size(self, recording: str) -> int:
        """Bytes of the sound and of what was made of it; 0 where nothing of it is left."""
        total = 0
        for file in self._files(recording):
            with contextlib.suppress(FileNotFoundError):  # a copy that is just being finished changes its name
                total += file.stat().st_size
        return total

    def _files(self, recording: str) -> list[Path]:
        return list(self.path(recording).parent.glob(f"{recording}*"))

    def remove_all(self) -> None:
        """Takes away every sound and what was made of it. A file that we did not put there stays."""
        ours = [file for file in self._audio.glob("??/*") if _ID.match(file.name)]
        for file in (*ours, *self._unfinished.glob("*.part")):
            failpoint("sound-unlink")
            file.unlink(missing_ok=True)


def _size(stream: BinaryIO) -> int:
    """Bytes that the stream still holds; 0 where it cannot tell."""
    try:
        here = stream.tell()
        end = stream.seek(0, os.SEEK_END)
        stream.seek(here)
    except (OSError, ValueError, AttributeError):
        return 0
    return end - here


def _write(stream: BinaryIO, part: Path, max_bytes: int) -> str:
    digest, size = hashlib.sha256(), 0
    failpoint("intake-open")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                raise AudioError(
                    f"The recording is larger than {max_bytes / 2**20:.0f} MB.",
                    "Save it in a smaller format, or raise COACH_MAX_UPLOAD_MB.",
                    code="too-large",
                )
            digest.update(chunk)
            failpoint("intake-write")
            out.write(chunk)
        if not size:
            raise AudioError("The file is empty.", "Choose the recording itself.", code="empty")
        out.flush()
        failpoint("intake-fsync")
        os.fsync(out.fileno())
    return digest.hexdigest()
