"""Telephone numbers as they are spoken: figures or words, in groups, with corrections in between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.language.patterns import one_of
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import words

DIALLABLE = 7
"""Fewest digits of a number that can be dialled."""
HEARD = 6
"""Fewest digits that we accept from a recogniser: it swallows repeated ones ("five five five" becomes 55)."""
WHOLE = 10
"""Fewest digits of most numbers with their area; fewer, from a recogniser, may have lost some."""

_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
    "nineteen": "19",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8",
    "ninety": "9",
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_BETWEEN = words(
    "dash hyphen plus area code uh um er erm then and space dot",
)
_FIGURES = re.compile(r"^\+?\d+$")
_NOT_A_NUMBER = re.compile(
    r"[$£€%]|^\D*\d+[.:]\d\d?\D*$|\d,\d{3}\b|\d(?:st|nd|rd|th|am|pm)\b|\d/\d|(?:19|20)\d\d-\d\d?-\d", re.IGNORECASE
)
_NUMBERED = one_of(
    "claim",
    "reference",
    "ref",
    "policy",
    "account",
    "order",
    "case",
    "invoice",
    "ticket",
    "confirmation",
    "tracking",
    "serial",
    "file",
    "booking",
    "docket",
    "licence",
    "license",
    "registration",
    "part",
    "model",
    "matter",
    "member",
    "membership",
    "zip",
    "post",
    "vin",
    "chassis",
    "container",
    "meeting",
    "passport",
    "vat",
    "tax",
    "permit",
    "batch",
    "quote",
    "loan",
    "student",
    "pin",
    "pass",
)
_NO_TELEPHONE = re.compile(
    rf"\b{_NUMBERED} ?(?:number|no|code|id|#)?(?: (?:is|was|its|of|ends? in|ends? with|ending(?: in| with)?|[a-z]))*$"
)
"""What is numbered, right before the digits: "your claim number is ..."."""


@dataclass(frozen=True)
class PhoneNumber:
    """A number somebody said. `digits` may be too few to dial."""

    digits: str
    where: Passage

    @property
    def diallable(self) -> bool:
        return len(self.digits) >= DIALLABLE

    @property
    def whole(self) -> bool:
        return len(self.digits) >= WHOLE


class _Run:
    """The digits of one number as they are heard; `first` and `last` are the words that they stand in."""

    def __init__(self) -> None:
        self.digits = ""
        self.first = self.last = -1
        self._times = 1
        self._tens = ""

    def hear(self, spoken: str, position: int) -> bool:
        """Takes one spoken part of a word; False when it cannot belong to a number."""
        figures = _DIGITS.get(spoken) or (spoken.lstrip("+") if _FIGURES.match(spoken) else "")
        hundred = spoken == "hundred" and bool(self.digits)
        if not figures and not hundred and spoken not in _TENS and spoken not in _TIMES:
            return spoken in _BETWEEN and self.first >= 0
        self.first = position if self.first < 0 else self.first
        self.last = position
        if len(figures) != 1 or figures == "0":
            self._end_tens()
        if figures:
            self.digits += self._tens + figures * self._times
            self._tens, self._times = "", 1
        elif hundred:
            self.digits += "00"
        else:
            self._tens = _TENS.get(spoken, "")
            self._times = _TIMES.get(spoken, 1)
        return True

    def end(self) -> _Run:
        self._end_tens()
        return self

    def _end_tens(self) -> None:
        """ "twenty" before anything but a one-figure word is 20."""
        self.digits += self._tens + "0" if self._tens else ""
        self._tens = ""


def phone_numbers(passage: Passage) -> tuple[PhoneNumber, ...]:
    """The runs of spoken digits in `passage`, in order. Amounts, times, dates and file numbers are no numbers."""
    runs = [_Run()]
    for position, word in enumerate(passage.words):
        spoken = re.sub(r"[^a-z0-9+]+", " ", re.sub("['’]", "", word.text.lower())).split()
        if _NOT_A_NUMBER.search(word.text) or _exclaims(passage, position):
            runs.append(_Run())
            continue
        for part in spoken:
            if not runs[-1].hear(part, position):
                runs.append(_Run())
    found = [run.end() for run in runs if run.first >= 0]
    told = [run for run in found if not _NO_TELEPHONE.search(passage.part(0, run.first).plain)]
    return tuple(PhoneNumber(run.digits, passage.part(run.first, run.last + 1)) for run in _joined(told, passage))


def _exclaims(passage: Passage, position: int) -> bool:
    """Whether the word is the "oh" of "Oh, and ...": it begins a sentence and no digit follows."""
    if plain(passage.words[position].text) != "oh" or not position:
        return False
    before, after = passage.words[position - 1], passage.words[position + 1 : position + 2]
    follows = plain(after[0].text).split()[:1] if after else []
    counts = any(w in _DIGITS or w in _TENS or w in _TIMES or _FIGURES.match(w) for w in follows)
    return before.text.endswith((".", "!", "?")) and not counts


def _joined(runs: list[_Run], passage: Passage) -> list[_Run]:
    """Groups that stand a word or two apart are one number: "215, triple five, 0188", "01, sorry, 02"."""
    joined: list[_Run] = []
    for run in runs:
        before = joined[-1] if joined else run
        gap = {plain(word.text) for word in passage.words[before.last + 1 : run.first]}
        unfinished = max(len(before.digits), len(run.digits)) < DIALLABLE
        if before is not run and run.first - before.last <= 3 and gap <= _CORRECTIONS and unfinished:
            before.digits += run.digits
            before.last = run.last
        else:
            joined.append(run)
    return joined


_CORRECTIONS = words("sorry no wait er uh um then")
