"""Numbers in a text as values, whether written or spoken, with their unit and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from coach.language.sentences import plain
from coach.language.stems import stem
from coach.language.vocabulary import FUNCTION_WORDS, words

_UNDER_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_SMALL = {word: value for value, word in enumerate(_UNDER_TWENTY)} | {"oh": 0}
_NTH = {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALE = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug",
    "sep sept oct nov dec",
)
_MONEY = words("dollar dollars buck bucks pound pounds euro euros")
_SHARE = words("percent pct")
_TOKEN = re.compile(
    r"[$£€]?\d[\d,]*(?:[.:]\d+)?(?:st|nd|rd|th|k|m|am|pm|s)?%?(?!\w)|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE
)
BESIDE = 4
"""Words on either side of a number that say what it counts."""
NO_COUNT = words("one first second oh zero")
"""Number words that more often count nothing: "one question", "first of all", "just a second"."""


@dataclass(frozen=True)
class Figure:
    """A number, its unit ("$", "%", "th" of an ordinal or a day of a month, or ""), and the stems beside it."""

    value: str
    """As digits, a telephone number's in a row; of a clock time hours and minutes, minutes left out when 00."""
    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def figures(text: str) -> Iterator[Figure]:
    """The numbers in `text`, in order. A lone "one", "first" or "second" is none."""
    tokens = [match.group().lower() for match in _TOKEN.finditer(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text))]
    at = 0
    while at < len(tokens):
        run = at
        while run < len(tokens) and (_digits(tokens[run]) or _spelt(tokens[run]) or _joins(tokens, run, at)):
            run += 1
        if run == at:
            at += 1
            continue
        if not (run - at == 1 and tokens[at] in NO_COUNT):
            unit = _unit(tokens, at, run)
            before = _stems(reversed(tokens[max(0, at - BESIDE) : at]))[::-1]
            yield Figure(_value(tokens[at:run]), unit, before, _stems(tokens[run : run + BESIDE]))
        at = run


def _stems(tokens: Iterable[str]) -> tuple[str, ...]:
    """The words up to the next number, which has words of its own: "twelve trucks and five drivers"."""
    beside = takewhile(lambda token: not (_digits(token) or _spelt(token)), tokens)
    return tuple(stem(plain(token)) for token in beside if token not in FUNCTION_WORDS)


def _joins(tokens: list[str], at: int, first: int) -> bool:
    """The "and" of "two hundred and five"."""
    return tokens[at] == "and" and at > first and tokens[at - 1] in _SCALE and at + 1 < len(tokens) and _spelt(
        tokens[at + 1]
    )  # fmt: skip


def _digits(token: str) -> bool:
    return token[:1].isdigit() or (token[:1] in "$£€" and len(token) > 1)


def _spelt(token: str) -> bool:
    return token in _SMALL or token in _TENS or token in _SCALE or token in _NTH


def _unit(tokens: list[str], first: int, end: int) -> str:
    following = tokens[end] if end < len(tokens) else ""
    if tokens[first][0] in "$£€" or following in _MONEY or "grand" in tokens[first:end]:
        return "$"
    if tokens[end - 1].endswith("%") or following in _SHARE:
        return "%"
    before = tokens[first - 1] if first else ""
    ordinal = tokens[end - 1] in _NTH or re.search(r"\d(?:st|nd|rd|th)$", tokens[end - 1])
    return "th" if ordinal or before in _MONTHS or following in _MONTHS else ""


def _value(run: list[str]) -> str:
    """A run of number words and figures as digits: a scale multiplies, anything else stands in a row."""
    if len(run) == 1 and _digits(run[0]):
        return _written(run[0])
    if any(token in _SCALE for token in run):
        total = part = 0
        for token in run:
            if token in _SCALE and _SCALE[token] == 100:
                part = (part or 1) * 100
            elif token in _SCALE:
                total, part = total + (part or 1) * _SCALE[token], 0
            elif _digits(token) or _spelt(token):
                part += int(float(_amount(token) or 0))
        return str(total + part)
    row, tens = "", 0
    for token in run:
        if token in _TENS:
            row, tens = row + (str(tens) if tens else ""), _TENS[token]
            continue
        value = int(_amount(token)) if _amount(token).isdigit() else -1
        if tens and 0 < value < 10:
            row, tens = row + str(tens + value), 0
            continue
        row, tens = row + (str(tens) if tens else "") + _amount(token), 0
    row += str(tens) if tens else ""
    return row[:-2] if len(row) in (3, 4) and row.endswith("00") and len(run) == 2 and _digits(run[1]) else row


def _amount(token: str) -> str:
    if token in _SMALL:
        return str(_SMALL[token])
    if token in _NTH:
        return str(_NTH[token])
    return str(_TENS[token]) if token in _TENS else _written(token)


def _written(token: str) -> str:
    """Figures without their signs: "$2,400" is 2400, "9:30" 930, "10:00" 10, "2.5k" 2500, "14th" 14."""
    number = re.sub(r"[^\d.:]", "", token).rstrip(".")
    if ":" in number:
        hours, minutes = (*number.split(":"), "")[:2]
        return (hours.lstrip("0") or "0") + ("" if minutes == "00" else minutes)
    scale = 1000 if re.search(r"\dk%?$", token) else 1_000_000 if re.search(r"\dm$", token) else 1
    if scale > 1:
        return f"{float(number) * scale:g}" if number.count(".") < 2 else number
    whole, _, part = number.partition(".")
    return whole + (f".{part}" if part.strip("0") else "")
