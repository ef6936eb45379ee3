"""Small files of ours that are whole at every moment, and for the user's eyes only."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from coach.edges.failpoints import failpoint


def put(path: Path, content: bytes, point: str) -> None:
    """`content` at `path`, synced to the disk; what was there stays until it is. Raises OSError.

    `point` names the two places where a test cuts it off: "settings" is "settings-write" and "settings-rename".
    """
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            failpoint(f"{point}-write")
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        failpoint(f"{point}-rename")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Makes what was written at `path` last through a power cut. Raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes a new name in `folder` last through a power cut; Windows knows no such call. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
