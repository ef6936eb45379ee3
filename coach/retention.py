"""How long recordings are kept, and which of them go today. Nothing goes unless the user has set a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from coach.models import Value

DAYS = (30, 90, 180, 365)
"""What the Settings page offers beside "always"."""


class Limits(Value):
    """Days after which something goes; None: never."""

    sound_days: int | None = None
    scores_days: int | None = None
    """Transcripts and scores. Without them nobody finds the sound again, so the whole recording goes."""

    @property
    def any(self) -> bool:
        """Whether anything ever goes."""
        return self.sound_days is not None or self.scores_days is not None


class Aged(Value):
    """What decides whether a recording goes."""

    id: str
    name: str
    kept_at: dt.datetime
    sound_bytes: int
    """With what was made of the sound for listening; 0 where none of it is left."""
    is_judged: bool
    """Whether there is a transcript or a score to be kept without the sound."""
    is_pinned: bool = False
    is_held: bool = False
    """On hold: it stays for a court, whatever anybody set."""
    is_busy: bool = False
    """It waits to be listened to, or is being listened to."""


class Due(Value):
    """What goes: the sound of some recordings, others whole. Why some that are old enough stay."""

    sound: tuple[Aged, ...] = ()
    whole: tuple[Aged, ...] = ()
    pinned: int = 0
    busy: int = 0
    held: int = 0

    @property
    def sound_bytes(self) -> int:
        """Bytes of sound that go."""
        return sum(recording.sound_bytes for recording in (*self.sound, *self.whole))


def due(recordings: Iterable[Aged], limits: Limits, now: dt.datetime) -> Due:
    """What the limits take away now, counted from the moment that a recording was kept here."""
    sound, whole, pinned, busy, held = [], [], 0, 0, 0
    for recording in recordings:
        goes_whole = _is_over(recording, limits.scores_days, now)
        sound_goes = _is_over(recording, limits.sound_days, now) and recording.sound_bytes > 0
        if not (goes_whole or sound_goes):
            continue
        if recording.is_held:
            held += 1
        elif recording.is_pinned:
            pinned += 1
        elif recording.is_busy:
            busy += 1
        elif goes_whole or not recording.is_judged:
            whole.append(recording)
        else:
            sound.append(recording)
    return Due(sound=tuple(sound), whole=tuple(whole), pinned=pinned, busy=busy, held=held)


def goes_at(kept_at: dt.datetime, limits: Limits) -> tuple[dt.datetime, bool] | None:
    """When the first of a recording goes, and whether that is all of it; None where nothing ever does."""
    if not limits.any:
        return None
    whole = limits.scores_days is not None and limits.scores_days <= (limits.sound_days or limits.scores_days)
    days = limits.scores_days if whole else limits.sound_days
    assert days is not None
    return kept_at + dt.timedelta(days=days), whole


def limits_line(limits: Limits) -> str:
    """How long what is kept, in a few words."""
    if not limits.any:
        return "Recordings, transcripts and scores are kept until you erase them"
    sound, scores = _how_long(limits.sound_days), _how_long(limits.scores_days)
    return f"Sound is kept {sound}, transcripts and scores {scores}"


def _how_long(days: int | None) -> str:
    return "until erased" if days is None else f"for {days} day{'' if days == 1 else 's'}"


def _is_over(recording: Aged, days: int | None, now: dt.datetime) -> bool:
    return days is not None and now - recording.kept_at >= dt.timedelta(days=days)
