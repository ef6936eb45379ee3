"""Files that are chosen for a review: which are sound, which are left out, which are the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from coach.presentation.text import plain

SOUND_FILES = (
    "wav",
    "mp3",
    "m4a",
    "ogg",
    "oga",
    "opus",
    "flac",
    "webm",
    "mp4",
    "mov",
    "aac",
    "amr",
    "wma",
    "gsm",
    "aiff",
)
NAMED = 3
"""Files that a line names before it only counts."""


def is_sound(name: str) -> bool:
    """Whether a file of a folder is taken for a recording, going by its name. What the Finder hides is none."""
    path = PurePosixPath(name)
    return path.suffix.lower().removeprefix(".") in SOUND_FILES and not path.name.startswith(".")


def name_in_folder(name: str) -> str:
    """What a file of a folder is called: without the folder, with the folders in it."""
    parts = PurePosixPath(name).parts
    return "/".join(parts[1:]) if len(parts) > 1 else name


def folder_line(names: Sequence[str]) -> str:
    """What a folder holds, in one line."""
    others = [name_in_folder(name) for name in names if not is_sound(name)]
    sounds = len(names) - len(others)
    told = "No recording found." if not sounds else f"{_count(sounds, 'recording')} found."
    if not others:
        return told
    what = "1 other file is left out" if len(others) == 1 else f"{len(others)} other files are left out"
    return f"{told} {what}: {_listed(others)}."


def twice_line(twice: Sequence[tuple[str, str]]) -> str:
    """Which files were the same as others, by name: each is reviewed once. "" where none was."""
    if not twice:
        return ""
    return f"{_listed(f'{again} is the same as {first}' for again, first in twice)}: reviewed once."


def _listed(names: Iterable[str]) -> str:
    every = [plain(name) for name in names]
    more = len(every) - NAMED
    return ", ".join(every[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
