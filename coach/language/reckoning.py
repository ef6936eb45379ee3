"""Reckoning from the day of the call: the next Friday, the last day of next month, three working days on."""

from __future__ import annotations

import calendar
import datetime as dt

SOON = 3
"""Months within which a day of the month is meant where its weekday is said with it."""


def next_weekday(day: dt.date, weekday: int) -> dt.date:
    """The first such weekday after `day`; the same weekday is a week away."""
    return day + dt.timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_of_week(day: dt.date, weekday: int, weeks_on: int) -> dt.date:
    """The weekday of the calendar week of `day`, or some weeks on; a week begins on Monday."""
    return day + dt.timedelta(days=7 * weeks_on - day.weekday() + weekday)


def nearest_weekday(day: dt.date, weekday: int) -> dt.date:
    return day + dt.timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def within_month(first: dt.date, day: int) -> dt.date | None:
    """That day of the month of `first`, where the month has one."""
    return first.replace(day=day) if day <= month_end(first).day else None


def day_of_month(today: dt.date, day: int, weekday: int | None = None) -> dt.date | None:
    """The next date with this day of the month, and this weekday where one was said with it."""
    months = (months_on(today.replace(day=1), n) for n in range(12))
    ahead = [d for first in months if (d := within_month(first, day)) and d >= today]
    fitting = [d for d in ahead[:SOON] if weekday is None or d.weekday() == weekday]
    return next(iter(fitting or ahead), None)


def in_month(today: dt.date, day: int, month: int, year: int | None = None) -> dt.date | None:
    """The next such date, or the one of the year that was said."""
    for candidate in [year] if year else range(today.year, today.year + 9):
        if day <= calendar.monthrange(candidate, month)[1]:
            date = dt.date(candidate, month, day)
            if year or date >= today:
                return date
    return None


def first_of_month(today: dt.date, month: int, year: int | None = None) -> dt.date:
    """The first of the month that is named: this one, or the next of its name."""
    return dt.date(year or today.year + (month < today.month), month, 1)


def nth_weekday(first: dt.date, number: int, weekday: int) -> dt.date | None:
    """The third Tuesday, say, of the month that begins on `first`; -1 is its last."""
    if number < 0:
        last = month_end(first)
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    date = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return date if date.month == first.month else None


def working_days_on(day: dt.date, count: int) -> dt.date:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


_SATURDAY = 5
