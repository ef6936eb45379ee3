"""The texts that one visitor practises, one for each person and channel; they outlive reruns and changes of page."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from coach.draft_check import LONGEST
from coach.models import Channel

NOBODY = "new"
"""Stands for a person who is not kept as a lead."""
_HELD = "practice-drafts"


@dataclass
class Text:
    """One text. `version` changes where the page, not the user, puts another text in its place."""

    text: str = ""
    version: str = field(default_factory=lambda: secrets.token_hex(4))
    untouched: bool = True
    """Nobody wrote in it on this visit: what the browser's tab still holds of it counts."""
    ignored: tuple[str, ...] = ()
    before: str | None = None
    """What stood there until the page put another text in its place."""
    number: int = 0
    """Which of the drafts made here was shown last, counted from 1."""
    made: int = 0
    """How many there were."""


def name(owner: str, channel: Channel) -> str:
    return f"{owner}:{channel.value}"


def text_of(owner: str, channel: Channel) -> Text:
    """The text to this person by this channel; at first what was written to them last by another one."""
    held = _held()
    wanted = name(owner, channel)
    if wanted not in held:
        others = [text for key, text in held.items() if key.startswith(f"{owner}:") and text.text.strip()]
        held[wanted] = Text(text=others[-1].text if others else "")
    return held[wanted]


def receive(typed: dict[str, Any]) -> None:
    """Takes over what was typed, unless the page has put another text in its place since."""
    mine = _held().get(str(typed.get("draft")))
    if mine is None or typed.get("version") != mine.version:
        return
    mine.text = str(typed.get("text", ""))[:LONGEST]
    mine.ignored = tuple(str(card) for card in typed.get("ignored", ()))
    mine.untouched = False


def put(owner: str, channel: Channel, text: str) -> None:
    """Puts another text in the place of this one, which can be put back."""
    mine = text_of(owner, channel)
    if mine.text.strip() and mine.text != text:
        mine.before = mine.text
    mine.text, mine.ignored, mine.untouched = text[:LONGEST], (), False
    mine.version = secrets.token_hex(4)


def practise(owner: str, channel: Channel, text: str) -> None:
    """Opens the page of practice on this text."""
    put(owner, channel, text)
    st.session_state["practice-channel"] = channel
    st.switch_page("practice.py", query_params={"lead": owner})


def _held() -> dict[str, Text]:
    held: dict[str, Text] = st.session_state.setdefault(_HELD, {})
    return held
