"""How long recordings are kept, in words: the choices, what would go today, and when one of them goes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from coach.presentation.settings import size
from coach.presentation.text import local_time
from coach.retention import DAYS, goes_at

if TYPE_CHECKING:
    from coach.retention import Due, Limits

ALWAYS = "Always"


def choices(now: int | None) -> list[int | None]:
    """What can be chosen; a number of days that came from elsewhere among them."""
    days = {*DAYS, *([now] if now else [])}
    return [None, *sorted(days)]


def days_word(days: int | None) -> str:
    """One choice."""
    return ALWAYS if days is None else f"{days} day{'' if days == 1 else 's'}"


def would_go(due: Due) -> str:
    """What these limits take away now, before they hold."""
    if not (what := _what(due)):
        return "Nothing is old enough to be deleted today."
    return f"{what} would be deleted now."


def did_go(due: Due) -> str:
    """What was just taken away; "" where that was nothing."""
    what, many = _what(due), len(due.whole) > 1 or (due.whole and due.sound)
    return f"{what} {'were' if many else 'was'} deleted." if what else ""


def stays(due: Due) -> str:
    """What is old enough and stays all the same; "" where nothing does."""
    said = []
    if due.pinned:
        said.append(f"{due.pinned} older {'one stays' if due.pinned == 1 else 'ones stay'}: marked “Keep this one”.")
    if due.held:
        said.append(f"{due.held} older {'one stays' if due.held == 1 else 'ones stay'}: on hold.")
    if due.busy:
        said.append(f"{due.busy} {'is' if due.busy == 1 else 'are'} being listened to and not touched now.")
    return " ".join(said)


def goes_line(kept_at: dt.datetime, limits: Limits, zone: str | None, *, has_audio: bool) -> str:
    """When a recording, or its sound, will go; "" where neither does."""
    left = limits if has_audio else limits.model_copy(update={"sound_days": None})
    if (first := goes_at(kept_at, left)) is None:
        return ""
    when, whole = first
    day = local_time(when, zone).split()[0]
    return f"{'This recording' if whole else 'Its sound'} is deleted on {day} or soon after, as set in Settings."


def _what(due: Due) -> str:
    """“3 recordings' sound, 41 MB”, “2 whole recordings, with transcripts and scores”, or both."""
    parts = []
    if count := len(due.sound):
        freed = size(sum(recording.sound_bytes for recording in due.sound))
        whose = "1 recording's" if count == 1 else f"{count} recordings'"
        parts.append(f"{whose} sound, {freed},")
    if count := len(due.whole):
        freed = size(sum(recording.sound_bytes for recording in due.whole))
        parts.append(f"{count} whole recording{'' if count == 1 else 's'} with all that was made of it, {freed},")
    return " and ".join(parts)
