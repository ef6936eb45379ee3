"""Readers of the words that name a day: each turns a match into the date that is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from coach.language.calendar_words import month, weekday
from coach.language.reckoning import (
    day_of_month,
    first_of_month,
    in_month,
    month_end,
    months_on,
    nearest_weekday,
    next_weekday,
    nth_weekday,
    weekday_of_week,
    within_month,
    working_days_on,
)
from coach.language.spoken_numbers import nth, value, year_value

Reader = Callable[[re.Match[str], dt.date, dt.date | None], dt.date | None]
"""Reads a match with the day of the call and the day named just before it in the same sentence, if any."""


def _said(match: re.Match[str], name: str) -> str | None:
    """What a part of the pattern holds; None where the pattern has no such part or nothing was said for it."""
    return match.groupdict().get(name) or None


def _year(match: re.Match[str]) -> int | None:
    said = _said(match, "year")
    return year_value(said) if said else None


def dated(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date | None:
    """A day with its month: "the third of April", "April third two thousand and twenty seven"."""
    return in_month(today, nth(match["nth"]), month(match["month"]), _year(match))


def yearly(day: int, of_month: int) -> Reader:
    """A day that has the same date every year: Christmas Eve."""
    return lambda match, today, _before: in_month(today, day, of_month, _year(match))


def _named_month(match: re.Match[str], today: dt.date) -> dt.date:
    """The first day of "next month", "this month", "October 2027"."""
    if name := _said(match, "month"):
        return first_of_month(today, month(name), _year(match))
    return months_on(today.replace(day=1), 0 if _said(match, "which") in (None, "the", "this") else 1)


def day_in_a_month(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date | None:
    return within_month(_named_month(match, today), nth(match["nth"]))


def last_of_month(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date:
    return month_end(_named_month(match, today))


def weekday_in_a_month(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date | None:
    """The second Tuesday, or the last, of the month that is named."""
    number = -1 if match["nth"] == "last" else nth(match["nth"])
    return nth_weekday(_named_month(match, today), number, weekday(match["weekday"]))


def weekday_in_a_month_to_come(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date | None:
    """The second Tuesday where no month is named: of this month, or once it is over of the next."""
    firsts = (months_on(today.replace(day=1), n) for n in range(_MONTHS_WITH_A_FIFTH))
    dates = (nth_weekday(first, nth(match["nth"]), weekday(match["weekday"])) for first in firsts)
    return next((d for d in dates if d and d >= today), None)


_MONTHS_WITH_A_FIFTH = 4
"""Among so many months in a row one has a fifth of any weekday."""


def bare_nth(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date | None:
    said = _said(match, "weekday")
    return day_of_month(today, nth(match["nth"]), weekday(said) if said else None)


def its_monday(reader: Reader) -> Reader:
    """The week of the day that `reader` reads begins on its Monday."""

    def monday(match: re.Match[str], today: dt.date, before: dt.date | None) -> dt.date | None:
        date = reader(match, today, before)
        return weekday_of_week(date, 0, 0) if date else None

    return monday


def counted_on(day: dt.date, match: re.Match[str]) -> dt.date:
    """Some days, weeks or months on from `day`; one where no number is said."""
    count = value(_said(match, "count") or _said(match, "count_on") or "one")
    unit = _said(match, "unit") or _said(match, "unit_on") or "week"
    if unit == "month":
        return months_on(day, count)
    if unit.endswith("day") and unit != "day":
        return working_days_on(day, count)
    return day + dt.timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def counted(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date:
    """ "In two weeks", and "in two weeks on Friday": the Friday of then."""
    date = counted_on(today, match)
    said = _said(match, "weekday")
    if said is None:
        return date
    if match["unit"] == "month":
        return next_weekday(date - dt.timedelta(days=1), weekday(said))
    return nearest_weekday(date, weekday(said))


def from_a_day(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date:
    """ "A week tomorrow", "Thursday week"."""
    anchor = {"today": today, "tonight": today, "tomorrow": today + dt.timedelta(days=1)}.get(match["anchor"])
    return counted_on(anchor or next_weekday(today, weekday(match["anchor"])), match)


def some_weekdays_on(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date:
    """ "Two Fridays from now"."""
    return next_weekday(today, weekday(match["weekday"])) + dt.timedelta(days=7 * (value(match["count"]) - 1))


def plus(days: int) -> Reader:
    return lambda _match, today, _before: today + dt.timedelta(days=days)


def coming(weeks_on: int = 0) -> Reader:
    """The next such weekday, or the one some weeks after it."""
    return lambda m, today, _before: next_weekday(today, weekday(m["weekday"])) + dt.timedelta(days=7 * weeks_on)


def of_week(weeks_on: int) -> Reader:
    """The weekday of the calendar week some weeks on; "next Friday" is that of the next week."""
    return lambda match, today, _before: weekday_of_week(today, weekday(match["weekday"]), weeks_on)


def of_this_week(match: re.Match[str], today: dt.date, _before: dt.date | None) -> dt.date | None:
    date = weekday_of_week(today, weekday(match["weekday"]), 0)
    return date if date >= today else None


def following(match: re.Match[str], today: dt.date, before: dt.date | None) -> dt.date:
    """After the day just named, else of the week after this one."""
    wanted = weekday(match["weekday"])
    return next_weekday(before, wanted) if before else weekday_of_week(today, wanted, 1)


def end_of_week(weeks_on: int) -> Reader:
    """Its Friday; on a weekend "the end of the week" is the coming one."""
    return lambda _match, today, _before: weekday_of_week(today, 4, max(weeks_on, int(today.weekday() > _FRIDAY)))


_FRIDAY = 4


def day_after(_match: re.Match[str], _today: dt.date, before: dt.date | None) -> dt.date | None:
    """The day after the one just named; of no day where none was."""
    return before + dt.timedelta(days=1) if before else None
