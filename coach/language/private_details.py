"""Details of people in a text: telephone, card and social security numbers, e-mail and street addresses, names.

For hiding them before anything leaves the machine. Finds too much rather than too little: what is hidden for nothing
comes back when the answer does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from coach.language.digit_runs import DigitRun, digit_runs
from coach.language.given_names import GIVEN_NAMES
from coach.language.patterns import one_of
from coach.language.vocabulary import NAMES_TOO


class Detail(StrEnum):
    """What a hidden part of a text was."""

    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CARD = "CARD"
    SSN = "SSN"
    ACCOUNT = "ACCOUNT"
    BORN = "BORN"
    ADDRESS = "ADDRESS"
    PERSON = "PERSON"


SECRETS = frozenset({Detail.CARD, Detail.SSN, Detail.ACCOUNT, Detail.BORN})
"""What no draft ever needs, so that it is not even put back."""


@dataclass(frozen=True)
class Found:
    """A detail and where it stands in the text."""

    detail: Detail
    start: int
    end: int


SHORTEST_NUMBER = 7
"""Digits from which a run is hidden whatever it is (rubric guide: a number that can be dialled has seven)."""
SHORTEST_AFTER_CUE = 3
SHORTEST_CARD = 13
_YEARS = re.compile(r"(?:(?:19|20)\d\d)+")
_CUE_REACH = 70
"""Letters before a number in which a word says what it is."""
_CARD = re.compile(r"\b(?:cards?|visa|master ?card|amex|american express|discover|debit|credit|cvv2?|cvc|expir\w+)\b")
_CARD_CODE = re.compile(r"\b(?:cvv2?|cvc|security code|three digits on the back|code on the back)\b")
_SOCIAL = re.compile(r"\b(?:socials?|s\.?s\.?n\.?|tax id|national insurance|taxpayer)\b")
_ACCOUNT = re.compile(r"\b(?:account|routing|iban|sort code|aba|passport|licen[cs]e|pin)\b")
_CALL = re.compile(r"\b(?:call|text|phone|reach|number|cell|mobile|line|dial|ring|fax)\b")
_NOT_A_CARD = re.compile(r"\b(?:business|index|report|score|thank you|birthday|gift|green) cards?\b")


def private_details(text: str) -> list[Found]:
    """The details in `text` that can be told by their form, in order and apart from each other.

    Names that are known are not looked for here; other people's names are, by title and by common given names.
    """
    kept: list[Found] = []

    def keep(found: Iterable[Found]) -> None:
        kept.extend(one for one in found if all(one.end <= other.start or one.start >= other.end for other in kept))

    keep(_emails(text))
    keep(_addresses(text))
    keep(_births(text))
    # Numbers are looked for beside what is found already, and then over it: a number may run on into a house number.
    keep(list(_numbers(_blanked(text, kept))))
    keep(list(_rest(text, kept)))
    keep(_people(text))
    return sorted(kept, key=lambda one: one.start)


def _blanked(text: str, found: Iterable[Found]) -> str:
    for one in found:
        text = f"{text[: one.start]}{'¤' * (one.end - one.start)}{text[one.end :]}"
    return text


def _rest(text: str, found: list[Found]) -> Iterator[Found]:
    """What is left of numbers when parts of them were taken for something else."""
    left = _blanked(text, found)
    for one in _numbers(text):
        for run in digit_runs(left[one.start : one.end]):
            yield Found(one.detail, one.start + run.start, one.start + run.end)


def _numbers(text: str) -> Iterator[Found]:
    lowered = text.lower()
    for run in digit_runs(text):
        detail = _kind(run, lowered[max(0, run.start - _CUE_REACH) : run.start])
        if detail is not None:
            yield from (Found(detail, *span) for span in _by_line(text, run))


def _by_line(text: str, run: DigitRun) -> Iterator[tuple[int, int]]:
    """The parts of a number that two speakers share, each where its digits stand: "555" - "mm-hm" - "0142"."""
    if "\n" not in text[run.start : run.end]:
        yield run.start, run.end
        return
    at = run.start
    for line in text[run.start : run.end].split("\n"):
        parts = list(digit_runs(line))
        if parts:
            yield at + parts[0].start, at + parts[-1].end
        at += len(line) + 1


def _kind(run: DigitRun, before: str) -> Detail | None:
    length = len(run.digits)
    card_named = bool(_CARD.search(before)) and not _NOT_A_CARD.search(before)
    if length >= 2 * SHORTEST_NUMBER and run.digits[: length // 2] == run.digits[length // 2 :]:
        return Detail.PHONE  # said twice
    if length < SHORTEST_CARD and set(run.groups) == {4} and _YEARS.fullmatch(run.digits) and not card_named:
        return None  # "2012." - "2012, okay."
    if _SOCIAL.search(before) and length >= 4:
        return Detail.SSN
    if (
        (card_named and length >= 4)
        or (_CARD_CODE.search(before) and length >= SHORTEST_AFTER_CUE)
        or length >= SHORTEST_CARD
    ):
        return Detail.CARD
    if _ACCOUNT.search(before) and length >= 4:
        return Detail.ACCOUNT
    if length == 9 and run.groups in ((9,), (3, 2, 4)):
        return Detail.SSN
    if length >= SHORTEST_NUMBER or (length == SHORTEST_NUMBER - 1 and _CALL.search(before)):
        return Detail.PHONE
    return None


_DOT = r"(?:\s*\.\s*|\s+(?:dot|period|point)\s+)"
_JOINT = rf"(?:{_DOT}|\s*[-_+]\s*|\s+(?:underscore|dash|hyphen|minus|plus)\s+)"
_PLAIN = r"[^\W_]"
_TLD = one_of("com|net|org|edu|gov|info|biz|io|co|us|ca|uk|ie|au|nz|de|fr|es|eu|me|law|legal|ai|app")
_EMAIL = re.compile(
    rf"(?:(?:\b{_PLAIN}[ -]+){{2,12}})?\b{_PLAIN}+(?:{_JOINT}{_PLAIN}+){{0,4}}(?:\s*@\s*|\s+at\s+)"
    rf"{_PLAIN}+(?:{_JOINT}{_PLAIN}+){{0,3}}{_DOT}{_TLD}\b",
    re.IGNORECASE,
)


def _emails(text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        yield Found(Detail.EMAIL, *match.span())


_STREET = one_of(
    "street|st|avenue|ave|av",
    "road|rd|lane|ln|drive|dr",
    "boulevard|blvd|court|ct|place|pl",
    "terrace|ter|circle|cir|way",
    "parkway|pkwy|highway|hwy|route|rte|pike|turnpike",
    "square|sq|trail|trl|loop|crescent|close|mews|row|alley|crossing|ridge|grove|gardens|heights",
)
_HOUSE_WORDS = one_of(
    "one|two|three|four|five|six|seven|eight|nine|oh|hundred",
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
)
_HOUSE = rf"(?:\d{{1,6}}[A-Za-z]?|{_HOUSE_WORDS}\b(?:[ -]{_HOUSE_WORDS}\b){{0,5}})"
_UNIT = rf"(?:,?\s+(?:apt|apartment|unit|suite|ste|flat|number|#)\.?\s*#?\s*(?:[\w-]{{1,6}}|{_HOUSE_WORDS}))?"
_TOWN = r"(?:,?\s+(?:in\s+)?[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})?(?:,?\s+[A-Z]{2}\b)?(?:,?\s+\d{5}(?:-\d{4})?\b)?"
_NOT_STREETS = (
    r"(?!(?:minutes?|hours?|days?|weeks?|months?|years?|of|in|at|on|the|a|to|for|and|or|people|times|percent)\b)"
)
_ADDRESSES = (
    re.compile(
        rf"\b(?i:{_HOUSE})\s+(?:(?i:north|south|east|west|n|s|e|w)\.?\s+)?"
        rf"(?:(?i:{_NOT_STREETS})[\w'’-]+\s+){{1,3}}?(?i:{_STREET})\b\.?(?i:{_UNIT}){_TOWN}"
    ),
    re.compile(r"\b(?i:p\.?\s?o\.?\s+box)\s+(?i:\d+|[\w ]{3,30}?)(?=[,.]|$|\s[A-Z])" + _TOWN),
    re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?\b"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"),
)


def _addresses(text: str) -> Iterator[Found]:
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            yield Found(Detail.ADDRESS, *match.span())


_MONTH = one_of(
    "january|february|march|april|may|june|july|august|september|october|november|december",
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
)
_WORDS_OF_A_DAY = rf"(?:(?:the|of|{_HOUSE_WORDS}\b|[a-z]+(?:st|nd|rd|th|first|second|third)|\d+)[ ,-]+){{0,7}}"
_BORN = re.compile(
    r"\b(?:date of birth|d\.?o\.?b\.?|born|birthday|birth date)\b(?: (?:is|was|on|in|the|its|it's|my|:))*[ :,]*"
    rf"(?P<day>\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|(?:{_WORDS_OF_A_DAY}){_MONTH}\b\.?[ ,]*"
    rf"(?:(?:the )?(?:\d{{1,4}}(?:st|nd|rd|th)?|[a-z]*(?:st|nd|rd|th)\b|{_HOUSE_WORDS}\b|and|of)[ ,-]*){{0,7}}"
    r"|(?:19|20)\d\d)",
    re.IGNORECASE,
)


def _births(text: str) -> Iterator[Found]:
    for match in _BORN.finditer(text):
        start, end = match.span("day")
        yield Found(Detail.BORN, start, start + len(text[start:end].rstrip(" ,-")))


_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Judge|Officer|Captain|Pastor|Father|Sister|Sergeant)\.?\s+"
    r"(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)"
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?=\b)")
_SURNAME = re.compile(r"\s[A-Z][a-z'’-]*[a-z]\b(?<!['’]s)")


def _people(text: str) -> Iterator[Found]:
    for match in _TITLED.finditer(text):
        yield Found(
            Detail.PERSON, match.start("name"), match.end("name") - 2 * text[: match.end()].endswith(("'s", "’s"))
        )
    for match in _CAPITALISED.finditer(text):
        given = match.group().lower()
        surname = _SURNAME.match(text, match.end())
        if given in GIVEN_NAMES and (surname or given not in NAMES_TOO):
            yield Found(Detail.PERSON, match.start(), surname.end() if surname else match.end())
