"""The words of the Settings page: names of settings, where a value comes from, sizes, and what erasing takes."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coach.models import Value

if TYPE_CHECKING:
    from coach.checks import Check
    from coach.holdings import Held

LABELS = {
    "caller": "Your name",
    "firm": "Your firm",
    "call_back": "Call-back number",
    "law_firm": "We are a law firm",
    "timezone": "Your time zone",
    "region": "Your holidays",
    "rep_channel": "Your side of a stereo call",
    "speech_model": "Speech model",
    "llm_model": "Model",
    "llm_base_url": "Server",
    "keep_sound_days": "Keep the sound for",
    "keep_scores_days": "Keep transcripts and scores for",
}
CHANNELS = {
    "learn": "Learn it from my calls",
    "left": "Left",
    "right": "Right",
    "off": "Do not guess",
}
AS_THE_BROWSER = "As my browser says"
ERASE_ONE = "erase"
ERASE_ALL = "erase everything"
_NO_PLACES = ("Etc/", "posix/", "right/", "SystemV/")


class Told(Value):
    """One line of what was looked at."""

    ok: bool
    line: str
    fix: str


def fixed_line(names: Iterable[str], prefix: str) -> str:
    """Which settings this page cannot change, and why; "" where it can change them all."""
    fixed = [f"{LABELS[name]} ({prefix}{name.upper()})" for name in LABELS if name in set(names)]
    if not fixed:
        return ""
    one = len(fixed) == 1
    return (
        f"Set in the environment, which wins over this page: {', '.join(fixed)}. "
        f"To change {'it' if one else 'them'} here, remove the variable{'' if one else 's'} and start the app again."
    )


def zones() -> list[str]:
    """The time zones of places, and UTC."""
    named = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(_NO_PLACES))
    return [*sorted(named), "UTC"]


def size(bytes_: int) -> str:
    """A size as file managers show it."""
    if bytes_ < 1_000_000:
        return f"{max(bytes_, 0) / 1_000:.0f} kB"
    return f"{bytes_ / 1e6:.0f} MB" if bytes_ < 1e9 else f"{bytes_ / 1e9:.1f} GB"


def held_lines(held: Held) -> tuple[tuple[str, str], ...]:
    """What is kept, as names and amounts."""
    return (
        ("Recordings", f"{held.recordings}, {size(held.sound_bytes)} of sound"),
        ("Leads", str(held.leads)),
        ("Voice samples", str(held.voice_samples)),
        ("Database", size(held.database_bytes)),
        ("Speech models fetched", size(held.model_bytes) if held.model_bytes else "none"),
        ("Free on this disk", size(held.free_bytes)),
    )


def model_choices(known: Iterable[tuple[str, str, int]], in_use: str) -> dict[str, str]:
    """Speech models by name, told by name, languages and MB; one in use that is not known (a folder) among them."""
    found = {name: f"{name} ({languages}, {megabytes} MB)" for name, languages, megabytes in known}
    return found if in_use in found else {in_use: in_use, **found}


def told(checks: Iterable[Check]) -> tuple[Told, ...]:
    """What was looked at, with what to do first."""
    lines = [Told(ok=check.ok, line=check.what, fix=check.fix) for check in checks]
    return tuple(sorted(lines, key=lambda line: line.ok))


def verdict_line(lines: tuple[Told, ...]) -> str:
    """The outcome of the checks in a few words."""
    wrong = sum(not line.ok for line in lines)
    if not wrong:
        return f"All is well: {len(lines)} things were looked at."
    return f"{wrong} of {len(lines)} things {'needs' if wrong == 1 else 'need'} your attention."


def is_confirmed(typed: str, wanted: str) -> bool:
    """Whether these words were typed, however they are spaced or capitalised."""
    return " ".join(typed.casefold().split()) == wanted
