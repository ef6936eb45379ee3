"""The names of days and months as they are said and written short, and what they stand for."""

from __future__ import annotations

import calendar

from coach.language.patterns import one_of
from coach.language.spoken_numbers import DAY_NUMBER

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {"sept": 9}

DAY = r"(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
"""Any name of a weekday, where the words around it leave no doubt."""

MONTH = one_of(*sorted(_MONTHS, key=len, reverse=True))

NAMES_IT = rf"(?:(?:{'|'.join(_WEEKDAYS)})s?|tues?|weds|thu(?:rs?)?|fri)"

_DATE_FOLLOWS = rf"or|to|morning|afternoon|evening|night|{MONTH}|(?:the )?{DAY_NUMBER}|\d+"

_ALSO_A_WORD = (
    r"(?:(?:(?<=^on )|(?<= on )|(?<=next )|(?<=this )|(?<=by )|(?<=week )|(?<=from )|(?<=until )|(?<=till )"
    r"|(?<=[ap]m ))"
    rf"(?:mon|wed|sat|sun)(?= *$| (?:at|{_DATE_FOLLOWS})\b)"
    rf"|^(?:mon|wed|sat|sun)(?= *$| (?:at (?:\d|noon|half)|{_DATE_FOLLOWS})))"
)
"""Short names that are also words ("the sun", "we sat", "we'd"): only where a date would stand."""

WEEKDAY = rf"(?P<weekday>{NAMES_IT}|{_ALSO_A_WORD})"

EITHER_DAY = rf"(?:{NAMES_IT}|today|tonight|tomorrow)"


def weekday(name: str) -> int:
    """0 for Monday, as `date.weekday` counts."""
    name = name if name in _SHORT or name in _WEEKDAYS else name.rstrip("s")
    return _SHORT[name] if name in _SHORT else _WEEKDAYS.index(name)


def month(name: str) -> int:
    """1 for January."""
    return _MONTHS[name]
