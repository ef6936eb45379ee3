"""Where the files that ship with the product lie: in the installed wheel, or in a working copy."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder or file `name` of the product: `rubrics`, `prompts`, `samples`, `app.py`."""
    inside = Path(__file__).parent / "data" / name
    return inside if inside.exists() else Path(__file__).parents[1] / name
