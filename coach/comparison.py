"""A recording beside another one of the same kind and rep: which one, what was said again, what became of it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from coach.changes import Change, changes
from coach.coaching import same_name
from coach.language.echoes import said_in_both
from coach.models import Facts, Kind, Recording, Result, Speaker, Transcript, Value
from coach.scoring import CREDIT


class Listed(Protocol):
    """What is known of a recording in a list."""

    @property
    def id(self) -> str: ...
    @property
    def kept_at(self) -> dt.datetime: ...
    @property
    def recording(self) -> Recording | None: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def rubric(self) -> str | None: ...


L = TypeVar("L", bound=Listed)


def others(this: Listed, listed: Iterable[L], me: str | None) -> list[L]:
    """The scored recordings of the same kind and rep, the newest first. Where no rep was named it was `me`."""
    found = [
        one
        for one in listed
        if one.id != this.id
        and one.rubric is not None
        and _kind(one) is _kind(this)
        and same_name(one.facts.caller or me or "", this.facts.caller or me or "")
    ]
    return sorted(found, key=_when, reverse=True)


def last_one(this: Listed, listed: Iterable[L], me: str | None) -> L | None:
    """The one before this: for a voicemail the last to the same lead if there is one. A take is held against takes."""
    earlier = [
        one
        for one in others(this, listed, me)
        if _when(one) < _when(this) and bool(one.facts.practice) is bool(this.facts.practice)
    ]
    lead = this.facts.lead
    if lead and _kind(this) is Kind.VOICEMAIL:
        earlier.sort(key=lambda one: not same_name(one.facts.lead or "", lead))
    return earlier[0] if earlier else None


def _kind(one: Listed) -> Kind | None:
    return one.recording.kind if one.recording else None


def _when(one: Listed) -> tuple[dt.date, dt.datetime]:
    """The day of the recording where it was told, else the day it came."""
    return one.facts.date or one.kept_at.date(), one.kept_at


class Run(Value):
    """Neighbouring words of a message; `again` where the other message says them too."""

    text: str
    again: bool


class Texts(Value):
    """Two messages, and what both say word for word."""

    then: tuple[Run, ...]
    now: tuple[Run, ...]
    share: float
    """Of the words now, 0 to 1."""

    @property
    def repeated(self) -> tuple[str, ...]:
        """What is said again, in its words now."""
        return tuple(run.text for run in self.now if run.again)


def texts(then: Transcript, now: Transcript) -> Texts:
    """What the rep said both times."""
    before, after = _words(then), _words(now)
    runs = said_in_both(before, after)
    return Texts(
        then=_marked(before, [run for run, _ in runs]),
        now=_marked(after, [run for _, run in runs]),
        share=sum(len(run) for _, run in runs) / len(after) if after else 0.0,
    )


def _words(transcript: Transcript) -> list[str]:
    own = transcript.by(Speaker.REP) or transcript.by(Speaker.UNKNOWN)
    return [word.text for utterance in own for word in utterance.words]


def _marked(words: Sequence[str], again: Iterable[range]) -> tuple[Run, ...]:
    found: list[Run] = []
    at = 0
    for run in again:
        found.append(Run(text=" ".join(words[at : run.start]), again=False))
        found.append(Run(text=" ".join(words[run.start : run.stop]), again=True))
        at = run.stop
    found.append(Run(text=" ".join(words[at:]), again=False))
    return tuple(run for run in found if run.text)


class Turn(StrEnum):
    """What became of a point."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"
    """One of the two verdicts does not count."""


def turned(then: Result, now: Result) -> tuple[tuple[Turn, Change], ...]:
    """The points whose verdict is another one: what got worse first, then what got better."""
    found = [(_turn(change), change) for change in changes(then.scorecard, now.scorecard) if change.is_verdict]
    order = (Turn.WORSE, Turn.BETTER, Turn.OTHER)
    return tuple(sorted(found, key=lambda one: order.index(one[0])))


def _turn(change: Change) -> Turn:
    before, after = CREDIT.get(change.before.verdict), CREDIT.get(change.after.verdict)
    if before is None or after is None:
        return Turn.OTHER
    return Turn.BETTER if after > before else Turn.WORSE


def gained(then: Result, now: Result) -> int | None:
    """Points won since; None where one has no score, or the two were scored by different rubrics."""
    before, after = then.scorecard, now.scorecard
    if before is None or after is None or before.rubric_digest != after.rubric_digest:
        return None
    return None if before.score is None or after.score is None else after.score - before.score
