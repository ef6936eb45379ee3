"""The live editor: a text that is checked while it is typed. What it shows is made in `coach.presentation.practice`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_EDITOR = st.components.v2.component(
    "coach_editor",
    html=(_HERE / "editor.html").read_text(encoding="utf-8"),
    css=(_HERE / "editor.css").read_text(encoding="utf-8"),
    js=(_HERE / "editor.js").read_text(encoding="utf-8"),
)
KEY = "practice-editor"


def told(what: str) -> dict[str, Any]:
    """What the editor told last: `typed` (draft, version, text, ignored) or `fields` (owner, values)."""
    state = st.session_state.get(KEY) or {}
    said = state.get(what)
    return dict(said) if said else {}


def editor(data: dict[str, Any]) -> None:
    """Shows the editor. It takes `text` over only where `draft` or `version` is another one than before."""
    _EDITOR(key=KEY, data=data, on_typed_change=lambda: None, on_fields_change=lambda: None)
