"""The file that a backup is: a tar of known members, each held against the manifest that closes it.

    tables.jsonl            every row of the database
    sounds/<sha256>         the recordings, named by their content
    files/<name>            own rubrics and settings
    manifest.json           what there is, and the sha256 of each; last, so that a file that was cut off has none

Nothing in a member's name is ever a path of its own: names that we do not write ourselves are refused.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from pydantic import ValidationError

from coach.backed_up import FORMAT, SOUNDS, Manifest
from coach.edges.failpoints import failpoint
from coach.edges.whole_file import sync_folder
from coach.errors import StoreError

TABLES, MANIFEST = "tables.jsonl", "manifest.json"
FILES = "files/"
LARGEST_MANIFEST = 64 << 20
CHUNK = 1 << 20
_NAME = re.compile(
    r"tables\.jsonl|manifest\.json|sounds/[0-9a-f]{64}"
    r"|files/(settings\.toml|rubrics/in-use\.json|rubrics/[a-z0-9-]{1,40}/[1-9][0-9]{0,5}\.yaml)"
)
_NO_BACKUP = "Choose a file that `coach backup` has made. Nothing was changed."


def is_member(name: str) -> bool:
    """Whether a backup may hold something of this name."""
    return _NAME.fullmatch(name) is not None


class Writer:
    """Adds members to an archive that is being made."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, str] = {}

    def add(self, name: str, stream: BinaryIO, size: int) -> None:
        """Adds `size` bytes of the stream. Raises OSError when it ends sooner."""
        assert _NAME.fullmatch(name), name
        reader = _Hashing(stream)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, reader)
        self.members[name] = reader.digest.hexdigest()

    def close_with(self, manifest: Manifest) -> None:
        told = manifest.model_dump_json(indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(told), 0o600
        self._tar.addfile(member, io.BytesIO(told))


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new archive at `path`, for the user's eyes only: whole and safe on disk once this is left, or not there.

    Raises StoreError when there is a file already or it cannot be written.
    """
    if path.exists():
        raise StoreError(f"{path} exists already.", "Give another name: a backup never overwrites anything.")
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    yield Writer(tar)
                out.flush()
                failpoint("backup-fsync")
                os.fsync(out.fileno())
            failpoint("backup-rename")
            part.rename(path)
            sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The backup could not be written to {path}: {error.strerror or error}.",
            "See that there is room, then try again.",
        ) from error


class Taker(Protocol):
    """Is given each member in turn; reads the stream to its end, or not at all."""

    def __call__(self, name: str, stream: BinaryIO) -> None: ...


def read_through(path: Path, take: Taker) -> Manifest:
    """Gives every member but the manifest to `take`, and holds all of it against the manifest.

    Raises StoreError for whatever is not whole: what was taken until then must not be used.
    """
    found: dict[str, str] = {}
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
            for member in tar:
                if MANIFEST in found:
                    raise _refused(path, "something stands behind its end")
                plain = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.issparse()
                if not plain or not _NAME.fullmatch(member.name) or member.name in found:
                    raise _refused(path, f"it holds {member.name[:80]!r}, which no backup does")
                inside = tar.extractfile(member)
                assert inside is not None
                reader = _Hashing(inside)  # type: ignore[arg-type]
                if member.name == MANIFEST:
                    if member.size > LARGEST_MANIFEST:
                        raise _refused(path, "its manifest is too large")
                    told = Manifest.model_validate_json(reader.read(-1))
                else:
                    take(member.name, reader)  # type: ignore[arg-type]
                    while reader.read(CHUNK):
                        pass
                found[member.name] = reader.digest.hexdigest()
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.", "Look at its name and place.") from error
    except (tarfile.TarError, ValidationError, ValueError, EOFError, RecursionError) as error:
        raise _refused(path, "it is damaged, or no backup") from error
    if found.pop(MANIFEST, None) is None:
        raise _refused(path, "it has no end: it was cut off")
    if told.format != FORMAT:
        raise StoreError(
            f"{path} was made by a newer version of Callback Coach.", "Install that version or a later one."
        )
    for name, digest in told.members.items():
        if found.pop(name, "") != digest or (name.startswith(SOUNDS) and name != SOUNDS + digest):
            raise _refused(path, f"{name} is not what was backed up")
    if found:
        raise _refused(path, f"it holds {min(found)}, of which its manifest does not know")
    return told


def _refused(path: Path, why: str) -> StoreError:
    return StoreError(f"{path} cannot be used as a backup: {why}.", _NO_BACKUP)


class _Hashing:
    """A stream whose bytes are hashed as they pass."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.digest.update(data)
        return data


def lines(stream: BinaryIO, longest: int = 256 << 20) -> Iterator[bytes]:
    """The lines of a stream that only knows `read`. Raises ValueError for one that is longer than `longest` bytes."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if len(rest) > longest:
            raise ValueError("a line is too long")
    if rest:
        raise ValueError("the last line has no end")
