"""Days: weekdays, dates and "in a fortnight", reckoned from the day of the call."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from coach.language.spoken_numbers import COUNT, LATER_HOUR, NTH, nth, value

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_WEEKDAY_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}

DAY = r"(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"

_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)}|{'|'.join(_WEEKDAY_SHORT)})s?"

MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"

_AFTER_A_DATE = (
    r"(?= *$| (?:at|of|in|on|by|so|then|for|to|is|s\b|would|and|about|from|or|if|it|that|fine|works?|suits?|half"
    rf"|quarter|between|around|say|ok|okay|yes|please|noon|here|ill|we|you|i|with|same|{LATER_HOUR}|{DAY}|{MONTH})\b)"
)


@dataclass(frozen=True)
class Day:
    start: int
    end: int
    date: dt.date | None


def _next_weekday(today: dt.date, weekday: int) -> dt.date:
    return today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _this_or_next_week(today: dt.date, weekday: int) -> dt.date:
    """The weekday of the calendar week after this one, which begins on Monday."""
    return today + dt.timedelta(days=7 - today.weekday() + weekday)


def _day_of_month(today: dt.date, day: int, weekday: int | None = None) -> dt.date | None:
    """The next date with this day of the month, and this weekday where one was said with it."""
    candidates = []
    year, month = today.year, today.month
    for _ in range(12):
        if day <= calendar.monthrange(year, month)[1]:
            date = dt.date(year, month, day)
            if date >= today:
                candidates.append(date)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if weekday is not None:
        fitting = [d for d in candidates[:3] if d.weekday() == weekday]
        candidates = fitting or candidates
    return candidates[0] if candidates else None


def _in_month(today: dt.date, day: int, month: int) -> dt.date | None:
    for year in range(today.year, today.year + 9):
        if day <= calendar.monthrange(year, month)[1] and dt.date(year, month, day) >= today:
            return dt.date(year, month, day)
    return None


def _weekday(word: str) -> int:
    return _WEEKDAYS.index(word) if word in _WEEKDAYS else _WEEKDAY_SHORT[word]


_Reader = Callable[[re.Match[str], dt.date], dt.date | None]


def _plus(days: int) -> _Reader:
    return lambda _match, today: today + dt.timedelta(days=days)


def _counted(match: re.Match[str], today: dt.date) -> dt.date:
    size = {"day": 1, "week": 7, "fortnight": 14}[match["unit"]]
    return today + dt.timedelta(days=size * value(match["count"]))


def _end_of_month(_match: re.Match[str], today: dt.date) -> dt.date:
    return today.replace(day=calendar.monthrange(today.year, today.month)[1])


def _end_of_week(_match: re.Match[str], today: dt.date) -> dt.date:
    return today + dt.timedelta(days=(4 - today.weekday()) % 7)


_DAY_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            rf"\b{_WEEKDAY}(?: then)? (?:the )?(?P<nth>{NTH})(?: of)?(?: (?P<month>{MONTH}))?\b(?! (?:of"
            rf"|thing|patient))",
            lambda m, t: (
                _in_month(t, nth(m["nth"]), _MONTHS[m["month"]])
                if m["month"]
                else _day_of_month(t, nth(m["nth"]), _weekday(m["weekday"]))
            ),
        ),
        (
            rf"\b(?:{_WEEKDAY} )?(?:the )?(?P<nth>{NTH}|[12]?\d|3[01]) (?:day )?(?:of )?(?P<month>{MONTH})\b",
            lambda m, t: _in_month(t, nth(m["nth"]), _MONTHS[m["month"]]),
        ),
        (
            rf"\b(?:{_WEEKDAY} )?(?P<month>{MONTH}) (?:the )?(?P<nth>{NTH}|[12]?\d|3[01])\b(?! ?(?:people"
            rf"|percent|00))",
            lambda m, t: _in_month(t, nth(m["nth"]), _MONTHS[m["month"]]),
        ),
        (
            rf"\b(?:a week (?:on|from|this|after)|week (?:on|from)) {_WEEKDAY}"
            rf"|\b(?:this )?{_WEEKDAY.replace('weekday', 'wd2')} week\b",
            lambda m, t: _next_weekday(t, _weekday(m["weekday"] or m["wd2"])) + dt.timedelta(days=7),
        ),
        (
            rf"\b{_WEEKDAY} (?:of )?(?:next|the following) week\b"
            rf"|\bnext week (?:on )?{_WEEKDAY.replace('weekday', 'wd2')}",
            lambda m, t: _this_or_next_week(t, _weekday(m["weekday"] or m["wd2"])),
        ),
        (rf"\bnext {_WEEKDAY}\b", lambda m, t: _this_or_next_week(t, _weekday(m["weekday"]))),
        (
            rf"\b{_WEEKDAY} (?:after next|after that)\b"
            rf"|\bthe {_WEEKDAY.replace('weekday', 'wd2')} after(?! {DAY})\b",
            lambda m, t: _next_weekday(t, _weekday(m["weekday"] or m["wd2"])) + dt.timedelta(days=7),
        ),
        (rf"\b{_WEEKDAY}\b", lambda m, t: _next_weekday(t, _weekday(m["weekday"]))),
        (r"\b(?:the )?day after tomorrow\b", _plus(2)),
        (r"\b(?:tomorrow|tomorow|tmrw)\b", _plus(1)),
        (
            rf"\b(?:today|tonight|this (?:morning|afternoon|evening)|(?:end of (?:the )?(?:day|business)"
            rf"|close of business)(?! (?:on )?(?:{DAY}|tomorrow)))\b",
            _plus(0),
        ),
        (r"\b(?:a|one) week (?:today|from today|from now)\b", _plus(7)),
        (r"\b(?:a )?fortnight (?:today|from (?:today|now))\b", _plus(14)),
        (r"\bin a fortnights?(?: time)?\b", _plus(14)),
        (rf"\bin (?P<count>{COUNT}) (?P<unit>day|week)s?(?: time)?\b", _counted),
        (rf"\b(?P<count>{COUNT}) (?P<unit>day|week)s? (?:from (?:now|today)|hence)\b", _counted),
        (r"\b(?:the )?end of (?:the|this) month\b|\bmonth end\b", _end_of_month),
        (r"\b(?:the )?end of (?:the|this) week\b", _end_of_week),
        (rf"\b(?:the|on) (?P<nth>{NTH})\b{_AFTER_A_DATE}", lambda m, t: _day_of_month(t, nth(m["nth"]))),
    )
)

_FEW = re.compile(r"\bin (?:a few|a couple)")


def days_named(plain: str, today: dt.date | None) -> list[Day]:
    """Days, earliest first, never overlapping. Without `today` their dates stay open."""
    found: list[Day] = []
    for pattern, reader in _DAY_PATTERNS:
        for match in pattern.finditer(plain):
            if any(match.start() < d.end and d.start < match.end() for d in found) or _FEW.match(match[0]):
                continue
            found.append(Day(match.start(), match.end(), reader(match, today) if today else None))
    return sorted(found, key=lambda d: d.start)
