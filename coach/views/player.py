"""The player: sound, waveform, transcript and evidence. What is said is decided in `coach.presentation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from coach.models import Facts, Result
from coach.presentation.findings import Shown
from coach.presentation.transcript import clip_data, player_data
from coach.sessions import Clip

_HERE = Path(__file__).parent
_PLAYER = st.components.v2.component(
    "coach_player",
    html=(_HERE / "player.html").read_text(encoding="utf-8"),
    css=(_HERE / "player.css").read_text(encoding="utf-8"),
    js=(_HERE / "player.js").read_text(encoding="utf-8"),
)


def key(recording: str) -> str:
    """Under which the session holds what the player tells."""
    return f"player-{recording}"


def player(
    result: Result,
    shown: tuple[Shown, ...],
    *,
    facts: Facts | None,
    url: str,
    peaks: tuple[int, ...],
    start: float | None = None,
    asked: Mapping[str, str],
    comments: Sequence[float] | None = None,
) -> None:
    """Shows the recording; `start` is the moment that the page's address asks for.

    What the user puts right is told as the trigger `correct`, of the state that `asked` names; the moment of a comment
    to be written as `pick`. Without `comments` none can be written.
    """
    data = player_data(result, shown, facts=facts, url=url, peaks=peaks, start=start) | asked
    more = {"remarks": comments is not None, "comments": list(comments or ())}
    _PLAYER(
        key=key(result.recording.id),
        data=data | more,
        on_correct_change=lambda: None,
        on_pick_change=lambda: None,
    )


def scoring_key(recording: str) -> str:
    """Under which the session holds what the player of the scoring page tells."""
    return f"scoring-player-{recording}"


def scoring_player(
    result: Result,
    shown: tuple[Shown, ...],
    *,
    facts: Facts | None,
    url: str,
    peaks: tuple[int, ...],
    start: float | None = None,
    comments: Sequence[float] = (),
) -> None:
    """Shows the recording to a trainer: words and moments that are chosen in it are told as the trigger `pick`."""
    data = player_data(result, shown, facts=facts, url=url, peaks=peaks, start=start)
    more = {"picks": True, "remarks": True, "comments": list(comments)}
    _PLAYER(key=scoring_key(result.recording.id), data=data | more, on_pick_change=lambda: None)


def clip_player(
    result: Result,
    shown: tuple[Shown, ...],
    *,
    facts: Facts | None,
    url: str,
    peaks: tuple[int, ...],
    clip: Clip,
    key: str,
) -> None:
    """Shows one clip to a group, in big type, and plays that stretch only."""
    _PLAYER(key=key, data=clip_data(result, shown, facts=facts, url=url, peaks=peaks, clip=clip))
