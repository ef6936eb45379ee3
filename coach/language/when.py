"""When something is to happen: spoken days and clock times, read against the day of the call.

A day or a time is only given where the words name one: "next week sometime" names neither.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from coach.language.calendar_days import Day, days_named
from coach.language.calendar_words import DAY, MONTH
from coach.language.clock_times import clocks_named
from coach.language.moment import Moment
from coach.language.past_times import not_ahead
from coach.language.patterns import any_of
from coach.language.spoken_numbers import NTH, H

_VAGUE = any_of(
    r"some ?(?:time|day|point)",
    r"(?:some ?(?:time|day) )?(?:early |later |later on )?(?:next|this|the (?:coming|following)) (?:week|month|year"
    r"|quarter)",
    r"(?:after|over) the (?:holidays|weekend|new year)|in the new year|(?:in )?a few (?:days|weeks|months)",
    r"in due course|one of these days|soon|later(?: on)?|down the line|whenever",
)


@lru_cache(maxsize=4096)
def moments(plain: str, today: dt.date | None) -> tuple[Moment, ...]:
    """The moments that `plain` (lower case, no punctuation) names, in order; days need to know `today`.

    Times in the past ("last Friday", "it broke on Monday"), times that recur ("every Friday at nine") and stretches
    ("next month") are left out. A day and the time that belongs to it are one moment.
    """
    if not _WORTH_A_LOOK.search(plain):
        return ()
    past = not_ahead(plain)
    days = [d for d in days_named(plain, today) if not _inside(d.start, past)]
    clocks = [
        c
        for c in clocks_named(plain)
        if not _beside(plain, c, past) and not any(d.start <= c.start and c.end <= d.end for d in days)
    ]
    return tuple(_joined(plain, days, clocks))


def vague_moment(plain: str) -> re.Match[str] | None:
    """The first words that put something off without naming a day: "sometime", "next week", "later on"."""
    return _VAGUE.search(plain)


_WORTH_A_LOOK = any_of(
    rf"{DAY}s?|to ?day|tonight|tonite|to?mm?o?rr?ows?|tmrw?|eod|eom",
    r"christmas|xmas|boxing|valentines?|halloween|patricks",
    r"hundred|noon\w*|midday|midnight|night|morning|mornin|afternoon|evening|\w*clock|eve|\w+ish",
    r"half|quarter|end|close",
    rf"weeks?|fortnights?|months?|days?|{MONTH}|{NTH}|{H}|[ap] ?m|\d+[ap]m|\d{{1,4}}",
)


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _beside(plain: str, clock: Moment, spans: list[tuple[int, int]]) -> bool:
    """The clock time belongs to one of the spans: it lies in it, or stands next to it."""
    return _inside(clock.start, spans) or any(
        _JOINS.fullmatch(plain[end : clock.start]) or _JOINS.fullmatch(plain[clock.end : start]) for start, end in spans
    )


_JOINS = re.compile(r" (?:(?:at|around|about|by|on|in the|morning|afternoon|evening|night) )*")


def _joined(plain: str, days: list[Day], clocks: list[Moment]) -> Iterator[Moment]:
    """Each day with the clock time that stands nearest after it, else just before it; then the times left over."""
    free = list(clocks)
    merged: list[Moment] = []
    for number, day in enumerate(days):
        following = days[number + 1].start if number + 1 < len(days) else len(plain)
        preceding = days[number - 1].end if number else 0
        after = [c for c in free if day.end <= c.start < following and c.start - day.end <= _REACH]
        before = [c for c in free if preceding <= c.start and c.end <= day.start and day.start - c.end <= _SHORT_REACH]
        partner = before[-1] if before else after[0] if after else None
        if partner:
            free.remove(partner)
        date = day.date
        start, end = (min(day.start, partner.start), max(day.end, partner.end)) if partner else (day.start, day.end)
        time, sure = (partner.time, partner.sure) if partner else (None, True)
        merged.append(Moment(start, end, date, time, sure))
    yield from _one_day_said_twice(sorted(merged + free, key=lambda m: m.start))


_REACH = 60

_SHORT_REACH = 20


def _one_day_said_twice(found: list[Moment]) -> Iterator[Moment]:
    """Join "Tomorrow, the third, ten o'clock": the same day told in two ways, side by side."""
    held: Moment | None = None
    for moment in found:
        if held and held.date and held.date == moment.date and moment.start - held.end <= _SHORT_REACH:
            held = replace(held, end=max(held.end, moment.end), time=held.time or moment.time)
            continue
        if held:
            yield held
        held = moment
    if held:
        yield held
