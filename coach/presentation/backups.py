"""What is said of a backup, and of how long ago the last one was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coach.backed_up import Backup, LastBackup

OLD_DAYS = 30
"""Days after which we say that a backup is old."""


def holds_line(backup: Backup) -> str:
    """Where it is and what it holds, as plain text."""
    rows = backup.manifest.rows
    holds = [_count(rows.get("recordings", 0), "recording"), _count(backup.sounds, "sound")]
    if leads := rows.get("leads", 0):
        holds.append(_count(leads, "lead"))
    when = f"{backup.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    size = f"{backup.bytes / 1e6:.1f} MB"
    return f"{backup.path}: {', '.join(holds)}, as of {when}, {size}. Every byte was read and is right."


def told(backup: Backup) -> dict[str, object]:
    """The same as data."""
    about = backup.manifest
    return {
        "path": str(backup.path),
        "made_at": about.made_at.isoformat(),
        "bytes": backup.bytes,
        "rows": about.rows,
        "sounds": backup.sounds,
        "without_sound": about.without_sound,
        "damaged": about.damaged,
    }


def damaged_line(backup: Backup) -> str:
    """Which sounds could not be taken along."""
    named = ", ".join(recording[:12] for recording in backup.manifest.damaged[:5])
    one = len(backup.manifest.damaged) == 1
    return (
        f"{_count(len(backup.manifest.damaged), 'sound')} on this machine {'is' if one else 'are'} damaged and not in "
        f"the backup: {named}. Take the file from an earlier backup, or add it again."
    )


def restored_line(folder: Path) -> str:
    """How to use what was brought back."""
    return f"To use it: set COACH_DATA_DIR={folder.absolute()}, or put that folder in the place of the old one."


def age_line(last: LastBackup | None, now: dt.datetime) -> str:
    """How old the last backup is."""
    if last is None:
        return "No backup has been made of this data folder"
    return f"Last backup: {_ago(last, now)}, {last.path}"


def stays_line(last: LastBackup | None, now: dt.datetime) -> str:
    """What erasing does not reach."""
    if last is None:
        return "Backups that you make and keep elsewhere are not reached by erasing."
    return f"Erasing does not reach backups that you made. The last one was made {_ago(last, now)}: {last.path}"


def age_advice(last: LastBackup | None, now: dt.datetime) -> str:
    """What to do about it; "" when it is recent."""
    if last is None or (now - last.at).days >= OLD_DAYS:
        return "To make one: coach backup FOLDER, on another disk"
    return ""


def _ago(last: LastBackup, now: dt.datetime) -> str:
    days = (now - last.at).days
    return "today" if days <= 0 else f"{_count(days, 'day')} ago"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
