"""What a backup says of itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coach.models import Value

FORMAT = 1
SOUNDS = "sounds/"
"""How the names of members begin that are recordings."""


class Manifest(Value):
    """What a backup holds."""

    format: int = FORMAT
    made_at: dt.datetime
    product: str
    version: str
    """The newest migration of its tables."""
    engine: str
    rows: dict[str, int]
    """By table."""
    members: dict[str, str]
    """sha256 by name of the member."""
    without_sound: tuple[str, ...] = ()
    """Recordings whose sound was not kept any more when the backup was made."""
    damaged: tuple[str, ...] = ()
    """Recordings whose sound was no longer what had been kept; it is not in the backup."""


class Backup(Value):
    """A backup that was made, or read through."""

    path: Path
    manifest: Manifest
    bytes: int

    @property
    def sounds(self) -> int:
        return sum(name.startswith(SOUNDS) for name in self.manifest.members)


class LastBackup(Value):
    """When a data folder was last backed up, and where to."""

    at: dt.datetime
    path: str
