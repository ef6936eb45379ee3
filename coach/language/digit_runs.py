"""Runs of digits as they are written or spoken, over pauses, corrections and another's "mm-hm", with their places.

Unlike `coach.language.phone_numbers`, which asks whether a number can be dialled, this errs on the side of finding:
it serves to hide numbers, and a number that was hidden for nothing does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.patterns import a_word, one_of
from coach.language.secret_words import ONES, TEENS, TENS, TIMES

_DIGITS = {word: str(n) for n, word in enumerate((*ONES, *TEENS))} | {
    "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "null": "0", "niner": "9", "won": "1", "fourty": "4",
}  # fmt: skip
_HUNDRED = ("hundred",)
BETWEEN_WORDS = 5
"""Most words that may stand between two digits of one number."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_PAUSE = re.compile(
    a_word("dash hyphen minus plus uh um er erm ah and then space dot point sorry slash comma period mm mhm hm hmm huh")
)
"""Words in the middle of a number."""
_HEARD = re.compile(
    a_word("okay ok yeah yes yep right sure got it go ahead wait no ext extension rep prospect greeting unknown")
)
"""Words of whoever writes it down, and the marks of who speaks: not behind a number that is whole."""
_SAID = re.compile(a_word("area code is its it's that thats that's the last first again digits number"))
"""Words that say the number or begin to say it again: not behind one that can be dialled."""
DIALLABLE = 7
WHOLE = 10
_SIGNS_BETWEEN = frozenset("-–—.,()+/|:;?!…'\"")
_NO_NUMBER = re.compile(
    one_of(
        r"[$£€]\s?\d[\d,.]*(?:\s?(?:k|m|million|thousand|billion))?\b",
        r"\b\d[\d,.]*\s?(?:%|percent\b|per cent\b|dollars?\b|bucks\b|pounds\b|euros?\b|grand\b|k\b|million\b)",
        r"\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b",
        r"\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b",
        r"\b(?:19|20)\d\d-\d\d?-\d\d?\b",
        r"\b\d{1,2}/\d{1,2}/(?:\d\d|\d{4})\b",
        r"\b\d+(?:st|nd|rd|th|am|pm|s)\b",
        r"(?<![\d.])\d+\.\d+(?![\d.]*\d)",
    ),
    re.IGNORECASE,
)
_AMOUNT_FOLLOWS = re.compile(
    r"\s*(?:%|percent\b|per cent\b|dollars?\b|bucks\b|pounds\b|euros?\b|grand\b|thousand\b|million\b|billion\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DigitRun:
    """Digits that belong together, and where they stand in the text."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    """How many digits each written group has: 3, 2, 4 of "123-45-6789"."""


def digit_runs(text: str) -> Iterator[DigitRun]:
    """The runs of digits in `text`, in order. Amounts, shares, times, dates and ordinals are none."""
    taken = [match.span() for match in _NO_NUMBER.finditer(text)]
    digits, groups, start, end, gap, times, tens = "", [], -1, -1, 0, 1, ""
    for match in _TOKEN.finditer(text):
        token = match.group().lower()
        value = _value(token, digits)
        if any(a <= match.start() < b for a, b in taken):
            value, gap = "", BETWEEN_WORDS + 1
        if value:
            start = match.start() if start < 0 else start
            new = tens[:1] + value if tens and value in "123456789" else tens + value * times if tens else value * times
            digits, end, gap, times, tens = digits + new, match.end(), 0, 1, ""
            groups.append(len(new))
        elif token in TENS and not gap > BETWEEN_WORDS:
            digits += tens
            start = match.start() if start < 0 else start
            tens, end, gap = str(TENS.index(token) + 2) + "0", match.end(), 0
        elif token in TIMES:
            times = TIMES[token]
            start = match.start() if start < 0 else start
        elif start >= 0 and gap < BETWEEN_WORDS and _bridges(token, digits):
            gap += token not in _SIGNS_BETWEEN
        else:
            if (run := _run(text, digits + tens, start, end, groups)) is not None:
                yield run
            digits, groups, start, end, gap, times, tens = "", [], -1, -1, 0, 1, ""
    if (run := _run(text, digits + tens, start, end, groups)) is not None:
        yield run


def _bridges(token: str, digits: str) -> bool:
    if token in _SIGNS_BETWEEN or _PAUSE.fullmatch(token):
        return True
    return (len(digits) < WHOLE and _HEARD.fullmatch(token) is not None) or (
        len(digits) < DIALLABLE and _SAID.fullmatch(token) is not None
    )


def _value(token: str, so_far: str) -> str:
    """The digits that a token stands for; "" when it stands for none."""
    if token.isdecimal():
        return "".join(str(int(figure)) for figure in token)
    return "00" if so_far and token in _HUNDRED else _DIGITS.get(token, "")


def _run(text: str, digits: str, start: int, end: int, groups: list[int]) -> DigitRun | None:
    if not digits or end < 0 or (len(digits) < 13 and _AMOUNT_FOLLOWS.match(text, end)):
        return None
    return DigitRun(digits, start, end, tuple(groups))
