"""Buttons that save a text as a file. The browser makes the file: none has an address that others could ask for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from coach.models import Value

_HERE = Path(__file__).parent
_DOWNLOADS = st.components.v2.component(
    "coach_downloads",
    html='<div class="files"></div>',
    css=(_HERE / "downloads.css").read_text(encoding="utf-8"),
    js=(_HERE / "downloads.js").read_text(encoding="utf-8"),
)


class Download(Value):
    """One file to save."""

    label: str
    name: str
    media_type: str
    text: str


def downloads(files: list[Download], key: str) -> None:
    """A row of buttons, one a file."""
    _DOWNLOADS(key=key, data={"files": [file.model_dump() for file in files]})
