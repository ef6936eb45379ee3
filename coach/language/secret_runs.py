"""Digits that belong together in what was said, and what their shape tells: a bank's number, a number said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.language.secret_cues import is_bridge
from coach.language.secret_tokens import Token
from coach.language.secret_words import UNITS

SHORTEST_CARD = 13
BANKS = re.compile(r"[3456]|22[2-9]|2[3-6]|27[01]|2720")
"""How the numbers of cards begin (ISO/IEC 7812, and the published ranges of the card networks)."""


@dataclass(frozen=True)
class Run:
    """Digits with nothing between them but pauses and prompts; places are those of tokens."""

    at: tuple[int, ...]
    digits: str

    @property
    def first(self) -> int:
        return self.at[0]

    @property
    def last(self) -> int:
        return self.at[-1]


def runs_of(tokens: Sequence[Token]) -> Iterator[Run]:
    """Digits with at most a few pauses, prompts and fillers between them."""
    places: list[int] = []
    gap = 0
    for at, token in enumerate(tokens):
        if token.digits:
            if gap and len(token.digits) > 1 and _is_amount(tokens, at):
                yield _run(tokens, places)
                places = []
            places.append(at)
            gap = 0
        elif places and token.sounds_like_a_digit and gap == 0 and _goes_on(tokens, at):
            places.append(at)
        elif places and gap < _MOST_BRIDGES and is_bridge(tokens, at):
            gap += 1
        elif places:
            yield _run(tokens, places)
            places, gap = [], 0
    if places:
        yield _run(tokens, places)


_MOST_BRIDGES = 7
_MOST_MISHEARD = 4
"""Words in a row that only sound like digits, in the middle of a number."""


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits follow the word at `at`, which may be a misheard one: "four two for two"."""
    for token in tokens[at + 1 : at + _MOST_MISHEARD + 1]:
        if token.digits:
            return True
        if not token.sounds_like_a_digit:
            return False
    return False


def _is_amount(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word behind it makes it a number of its own: "… and it's 12 of 26"."""
    return any(token.text in UNITS or token.text == "of" for token in tokens[at + 1 : at + 2])


def _run(tokens: Sequence[Token], places: list[int]) -> Run:
    return Run(tuple(places), "".join(tokens[at].digits or tokens[at].sounds_like_a_digit for at in places))


def is_beside(tokens: Sequence[Token], mark: int, run: Run) -> bool:
    between = range(mark + 1, run.first) if mark < run.first else range(run.last + 1, mark)
    return len(between) <= 3 and all(is_bridge(tokens, at) for at in between)


def is_said_twice(digits: str) -> bool:
    """A telephone number that was said again."""
    return any(
        digits[len(digits) - size :] == digits[:size] or digits[size:].lstrip("1")[:size] == digits[:size].lstrip("1")
        for size in (7, 10, 11)
        if size * 2 - 1 <= len(digits) <= size * 3 + 2
    )


def is_said_again(digits: str) -> bool:
    """A telephone number of which some, or the end, is said again."""
    return any(digits[size:] in digits[:size] for size in (7, 10, 11)) or any(
        digits[-size:] == digits[-2 * size : -size] for size in (3, 4)
    )


def passes_check(digits: str) -> bool:
    """Whether the last digit is the one that the others call for (ISO/IEC 7812-1, annex B)."""
    if len(digits) < SHORTEST_CARD:
        return False
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
