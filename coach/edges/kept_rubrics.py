"""A team's own versions of the rubrics: files in the data folder, added and never overwritten, and which is in use.

    rubrics/in-use.json         {"voicemail": 3}: what is not named there is as it ships
    rubrics/voicemail/2.yaml    a rubric file as any other

Whoever can write to the folder can change them, so they are read as untrusted as any other rubric file.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.edges.whole_file import put
from coach.errors import CoachError, RubricError

MOST_VERSIONS = 1_000
LARGEST_LIST = 64 * 1024
"""Bytes of the list of what is in use."""
_VERSION = re.compile(r"([1-9][0-9]{0,5})\.yaml")
_SAVING = threading.Lock()
"""All tabs of the app are one process: two that save at the same moment make two versions."""


@dataclass(frozen=True)
class KeptVersion:
    """A version that was saved: its file, which nobody has read yet."""

    number: int
    path: Path
    saved_at: dt.datetime


class KeptRubrics:
    """The versions that lie in this data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "rubrics"

    def versions(self, name: str) -> tuple[KeptVersion, ...]:
        """Those of the rubric of this id, the newest first; at most `MOST_VERSIONS`."""
        folder = self._folder / name
        found = []
        for path in folder.iterdir() if folder.is_dir() else ():
            if match := _VERSION.fullmatch(path.name):
                saved = dt.datetime.fromtimestamp(path.stat(follow_symlinks=False).st_mtime, dt.UTC)
                found.append(KeptVersion(int(match[1]), path, saved))
        return tuple(sorted(found, key=lambda v: -v.number)[:MOST_VERSIONS])

    def file(self, name: str, number: int) -> Path:
        """Where this version lies, or would."""
        return self._folder / name / f"{number}.yaml"

    def is_whole(self, name: str, number: int) -> bool:
        """Whether the file goes on to its end: half a rubric may read like a whole one that asks less."""
        end = _end(number).encode()
        try:
            with self.file(name, number).open("rb") as file:
                file.seek(-len(end), os.SEEK_END)
                return file.read() == end
        except OSError:  # too short for it, or gone
            return False

    def in_use(self) -> dict[str, int]:
        """The version in use by id of the rubric, where it is not the shipped one. Raises RubricError."""
        path = self._in_use
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST_LIST + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise RubricError(f"{path} cannot be read: {error.strerror}.", "See that you may read it.") from None
        try:
            told = json.loads(data) if len(data) <= LARGEST_LIST else None
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not all(type(number) is int and number > 0 for number in told.values()):
            raise RubricError(
                f"{path} does not say which versions are in use.", "Choose a version on the Rubrics page, or remove it."
            )
        return told

    def use(self, name: str, number: int | None) -> None:
        """Puts a version in use; None: the one that ships. Raises CoachError where that cannot be kept."""
        with _SAVING:
            self._use(name, number)

    def save(self, name: str, after: int, text: Callable[[int], str], is_still: Callable[[], bool]) -> int:
        """Keeps a new version, puts it in use, and gives its number: above `after` and every one that was kept.

        `text` makes the file of that number. Raises CoachError when `is_still` says that another one came into use
        since the editing began, and where the file cannot be written; nothing is changed then.
        """
        with _SAVING:
            if not is_still():
                raise CoachError(
                    "Another version of this rubric came into use while you edited, so yours was not saved.",
                    "Your changes are still here. Look at that version in another tab, then begin again from it.",
                )
            kept = self.versions(name)
            if len(kept) >= MOST_VERSIONS:
                raise CoachError(f"There are {MOST_VERSIONS:,} versions of this rubric.", "Remove some of the files.")
            number = max([after, *(version.number for version in kept)]) + 1
            _write(self.file(name, number), text(number) + _end(number))
            self._use(name, number)
            return number

    def files(self) -> tuple[Path, ...]:
        """Every file of ours, for a backup."""
        return (self._in_use, *sorted(self._folder.glob("*/*.yaml")))

    def remove_all(self) -> None:
        """Takes all of them away; the shipped ones are in use again."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _in_use(self) -> Path:
        return self._folder / "in-use.json"

    def _use(self, name: str, number: int | None) -> None:
        try:
            known = self.in_use()
        except RubricError:  # what stands there says nothing; this is how it is put right
            known = {}
        chosen: Mapping[str, int] = {**known, name: number} if number else {n: v for n, v in known.items() if n != name}
        _write(self._in_use, json.dumps(chosen, indent=2, sort_keys=True) + "\n")


def _end(number: int) -> str:
    return f"# End of version {number}.\n"


def _write(path: Path, text: str) -> None:
    """For the user's eyes only; the file is whole at every moment, or not there."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put(path, text.encode(), "rubric")
    except OSError as error:
        raise CoachError(
            f"The rubric could not be kept in {path}: {error.strerror}.", "See that the disk has room, and try again."
        ) from error
