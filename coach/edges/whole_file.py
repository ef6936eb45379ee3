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
