"""Clock times: "half four", "2 30", "a quarter to seven in the evening", "between nine and half past"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from coach.language.clock_words import CLOCKS
from coach.language.moment import Moment
from coach.language.patterns import one_of
from coach.language.spoken_numbers import H, M, value

_PART_OF_DAY = re.compile(
    r"\b(?:in (?:the )?|at |this )?(?P<part>morning|mornin|afternoon|evening|night|tonight|tonite)\b"
)

_HAS = one_of(
    "have|has|had|got|weve|ive|theyve|theres|there are|there were|we are|were|need|needs|want|takes?|took|pay|paid",
    "paying|spend|spent|costs?|run|runs|use|uses|employ|lost|sold|bought|gets?|manage|handle|do|did|see|roughly",
    "only|maybe|just|aged?|charge[sd]?|quoted|saves?|saved|bill",
)

_HOW_MANY_BEFORE = re.compile(
    rf"\b{_HAS}(?: (?:us|me|him|her|them|you))? (?:about|around|like|say|roughly) $|\b(?:{H}|{M}|\d+) by $"
)
"""The words before a number that make it no hour: "we have about five", "four by eight"."""


def same_hour(one: str, other: str) -> bool:
    """Whether two clock times are the same but for morning and afternoon."""
    return one[3:] == other[3:] and (int(one[:2]) - int(other[:2])) % 12 == 0


_NAMED = {"noon": 12, "midday": 12, "midnight": 12}


@dataclass(frozen=True)
class _Said:
    """The parts of a clock time as they were said."""

    groups: dict[str, str]

    @classmethod
    def of(cls, match: re.Match[str]) -> _Said:
        return cls({name: said for name, said in match.groupdict().items() if said})

    def clock(self, part: str | None) -> str:
        """`HH:MM`; `part` is the part of the day it is said with."""
        said = self.groups
        if "noon" in said or "midnight" in said:
            return "12:00" if "noon" in said else "00:00"
        minute = 0 if said.get("m") == "hundred" else value(said.get("m", "zero"))
        if "late" in said:
            return f"{value(said['late']):02d}:{minute:02d}"
        hour = _NAMED.get(said["h"]) or value(said["h"])
        if said["h"] in _NAMED:
            part = "night" if said["h"] == "midnight" else "noon"
        shift = 30 if "half" in said else 15 if "quarter" in said else value(said.get("mins", "zero"))
        ampm = self._ampm(hour % 12 * 60 + minute + shift)
        if "half" in said or "past" in said or not shift:
            minutes = _on_the_day(hour, ampm, part) * 60 + minute + shift
        elif ampm or part == "noon":
            minutes = _on_the_day(hour, ampm, part) * 60 - shift
        else:
            minutes = _on_the_day((hour - 2) % 12 + 1, ampm, part) * 60 + 60 - shift
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"

    def _ampm(self, begun: int) -> str:
        """ "a", "p" or nothing; where only the end of a range says it, the start lies before that end."""
        said = self.groups
        own, at_the_end = said.get("ampm", "")[:1], said.get("ampm2", "")[:1]
        if own or not at_the_end:
            return own
        ended = value(said["h2"]) % 12 * 60 + value(said.get("m2", "zero"))
        return at_the_end if begun <= ended else {"a": "p", "p": "a"}[at_the_end]

    def sure(self, part: str | None) -> bool:
        marks = ("ampm", "ampm2", "noon", "midnight", "late")
        return part is not None or any(mark in self.groups for mark in marks) or self.groups.get("h") in _NAMED


def _on_the_day(hour: int, ampm: str, part: str | None) -> int:
    """The hour of 24. Without "am" or a part of the day, one to seven is after noon and eight to eleven before."""
    if part == "noon":
        return 12
    if ampm == "a" or (not ampm and part in ("morning", "mornin")):
        return hour % 12
    if ampm == "p" or part == "afternoon":
        return hour % 12 + 12
    if part in ("evening", "night", "tonight", "tonite"):
        return hour % 12 + 12 if 4 <= hour < 12 else hour % 12
    return hour + 12 if hour <= 7 else hour


@cache
def _clocks() -> tuple[re.Pattern[str], ...]:
    """Compiled when a time is first looked for."""
    return tuple(re.compile(pattern) for pattern in CLOCKS)


def clocks_named(plain: str) -> list[Moment]:
    """Clock times, earliest first, never overlapping; the part of the day said nearest decides am and pm."""
    parts = list(_PART_OF_DAY.finditer(plain))
    taken: list[Moment] = []
    for pattern in _clocks():
        for match in pattern.finditer(plain):
            if any(match.start() < t.end and t.start < match.end() for t in taken):
                continue
            said = _Said.of(match)
            cued = re.match(r"(?:about|around|like|say|roughly|by) ", match[0])
            if cued and _HOW_MANY_BEFORE.search(plain[: match.start()] + cued[0]):
                continue
            near = [p for p in parts if 0 <= p.start() - match.end() <= 20 or 0 <= match.start() - p.end() <= 12]
            part = min(near, key=lambda p: abs(p.start() - match.end()))["part"] if near else None
            taken.append(Moment(match.start(), match.end(), time=said.clock(part), sure=said.sure(part)))
    return sorted(taken, key=lambda m: m.start)
