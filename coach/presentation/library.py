"""The list of recordings: what is searched, chosen and put in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from coach.models import Facts, Kind, Recording, Value
from coach.presentation.findings import KIND_WORDS

LOW, HIGH = 60, 80
"""Where a score begins to be fair, and to be good."""


class Band(StrEnum):
    """Recordings by their score."""

    ANY = "Any score"
    LOW = "Below 60"
    FAIR = "60 to 79"
    HIGH = "80 and more"
    NONE = "Not scored"

    def has(self, score: int | None) -> bool:
        if self is Band.ANY:
            return True
        if score is None:
            return self is Band.NONE
        return self is (Band.LOW if score < LOW else Band.FAIR if score < HIGH else Band.HIGH)


class Order(StrEnum):
    """What comes first."""

    NEWEST = "Newest first"
    OLDEST = "Oldest first"
    WORST = "Lowest score first"
    BEST = "Highest score first"
    NAME = "By name"


ANY_KIND = "Any kind"
KINDS = {ANY_KIND: None, "Voicemails": Kind.VOICEMAIL, "Calls": Kind.CALL, "No speech": Kind.NO_SPEECH}


class Listed(Protocol):
    """What the list knows of a recording."""

    @property
    def name(self) -> str: ...
    @property
    def other_names(self) -> tuple[str, ...]: ...
    @property
    def kept_at(self) -> dt.datetime: ...
    @property
    def recording(self) -> Recording | None: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def score(self) -> int | None: ...


L = TypeVar("L", bound=Listed)


class Wanted(Value):
    """What somebody looks for. As it stands: everything, the newest first."""

    words: str = ""
    kind: str = ANY_KIND
    band: Band = Band.ANY
    order: Order = Order.NEWEST


def chosen(listed: Iterable[L], wanted: Wanted) -> list[L]:
    """Those that are looked for, in the order that is asked for: every word is in a name, the lead, or a firm."""
    words, kind = wanted.words.casefold().split(), KINDS.get(wanted.kind)
    found = [
        one
        for one in listed
        if wanted.band.has(one.score)
        and (kind is None or (one.recording is not None and one.recording.kind is kind))
        and all(word in _searched(one) for word in words)
    ]
    return _ordered(found, wanted.order)


def found_line(shown: int, of: int) -> str:
    """How many there are."""
    recordings = f"{of} recording{'' if of == 1 else 's'}"
    return recordings if shown == of else f"{shown} of {recordings}"


def _searched(one: Listed) -> str:
    facts = one.facts
    kind = KIND_WORDS[one.recording.kind] if one.recording else ""
    told = (one.name, *one.other_names, facts.lead, facts.company, facts.firm, facts.caller, facts.about, kind)
    return "\n".join(part for part in told if part).casefold()


def _ordered(found: list[L], order: Order) -> list[L]:
    newest = sorted(found, key=lambda one: one.kept_at, reverse=True)
    if order is Order.OLDEST:
        return newest[::-1]
    if order is Order.NAME:
        return sorted(newest, key=lambda one: one.name.casefold())
    if order in (Order.WORST, Order.BEST):  # those without a score come last, either way
        sign = 1 if order is Order.WORST else -1
        return sorted(newest, key=lambda one: (one.score is None, sign * (one.score or 0)))
    return newest
