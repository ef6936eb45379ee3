"""Numbers and ordinals as they are said, "thirty five", "the twenty second", and their values."""

from __future__ import annotations

import re

from coach.language.patterns import one_of

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_UNITS += ["seventeen", "eighteen", "nineteen"]

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
]
_ORDINALS += ["fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]

_NUMBER = {word: value for value, word in enumerate(_UNITS)} | _TENS
_NUMBER |= {f"{ten} {_UNITS[n]}": _TENS[ten] + n for ten in _TENS for n in range(1, 10)}
_NUMBER |= {f"{lead} {_UNITS[n]}": n for lead in ("oh", "o", "zero") for n in range(1, 10)}
_NUMBER |= {"a": 1, "an": 1, "a couple of": 2, "a couple": 2, "couple of": 2, "a few": 3}

_ORDINAL = {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30, "thirty first": 31}
_ORDINAL |= {f"twenty {_ORDINALS[n - 1]}": 20 + n for n in range(1, 10)}

H = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|0?[1-9])"

LATER_HOUR = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|0?[2-9])"
"""Without "one", which more often is no hour."""

M = one_of(
    r"(?:oh|o) (?:one|two|three|four|five|six|seven|eight|nine)",
    r"(?:twenty|thirty|forty|fifty)(?: (?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven",
    r"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|[0-5]\d",
)

NTH = rf"(?:{'|'.join(sorted(_ORDINAL, key=len, reverse=True))}|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))"

_TWO_WORDS = [f"{ten} {_UNITS[n]}" for ten in ("twenty", "thirty") for n in range(1, 10)][:10]

_UP_TO_31 = "|".join([*_TWO_WORDS, *reversed(_UNITS[1:]), "twenty", "thirty"])
"""Longest first, so that "nineteen" is not read as "nine"."""

COUNT = rf"(?:an?|{_UP_TO_31}|\d{{1,2}})"
"""How many days or weeks: "a", "two", "twenty one", "10"."""

DAY_NUMBER = rf"(?:{NTH}|{_UP_TO_31}|0?[1-9]|[12]\d|3[01])"
"""The day of a month, which beside the month's name may be a plain number: "May twenty nine"."""

YEAR = rf"(?:20\d\d|two thousand (?:and )?(?:{_UP_TO_31}))"


def value(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBER[words]


def nth(words: str) -> int:
    """The number of an ordinal, or of a plain number that stands for a day of the month."""
    if words in _ORDINAL:
        return _ORDINAL[words]
    return _NUMBER[words] if words in _NUMBER else int(re.sub(r"\D", "", words))


def year_value(words: str) -> int:
    return int(words) if words.isdigit() else 2000 + _NUMBER[re.sub(r"two thousand (?:and )?", "", words)]
