"""What the user set in the app, kept: `settings.toml` in the data folder, which can also be written by hand."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from coach.edges.whole_file import put
from coach.errors import CoachError

HEADER = "# Set on the Settings page of Callback Coach. An environment variable of the same name (COACH_...) wins.\n"


def file_path(data_dir: Path) -> Path:
    """Where the settings of this data folder are kept, or would be."""
    return data_dir / "settings.toml"


def read(data_dir: Path) -> dict[str, object]:
    """What is kept, unchecked; nothing where nothing was. Raises CoachError for a file that is no TOML."""
    path = file_path(data_dir)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CoachError(f"{path} cannot be read: {error}.", "Correct that line, or remove the file.") from error
    except OSError as error:
        raise CoachError(f"{path} cannot be read: {error.strerror}.", "See that you may read it.") from error


def write(data_dir: Path, values: Mapping[str, str | int]) -> None:
    """Keeps these and no others, for the user's eyes only. The file is whole at every moment."""
    path = file_path(data_dir)
    lines = [f"{name} = {_toml(value)}\n" for name, value in sorted(values.items())]
    try:
        put(path, "".join([HEADER, *lines]).encode(), "settings")
    except OSError as error:
        raise CoachError(
            f"The settings could not be kept in {path}: {error.strerror}.", "See that the disk has room, and try again."
        ) from error


def remove(data_dir: Path) -> None:
    """Forgets what was kept."""
    file_path(data_dir).unlink(missing_ok=True)


def _toml(value: str | int) -> str:
    # JSON's numbers, true and false are TOML's, and its strings are, but for one sign that TOML wants spelled out.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
