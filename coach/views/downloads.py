"""Buttons that save a text or bytes as a file. The browser makes it: none has an address that others could ask for."""

from __future__ import annotations

import base64
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
    is_base64: bool = False
    """Whether `text` stands for bytes."""

    @classmethod
    def of_bytes(cls, label: str, name: str, media_type: str, data: bytes) -> Download:
        text = base64.b64encode(data).decode("ascii")
        return cls(label=label, name=name, media_type=media_type, text=text, is_base64=True)


def downloads(files: list[Download], key: str) -> None:
    """A row of buttons, one a file."""
    _DOWNLOADS(key=key, data={"files": [file.model_dump() for file in files]})
