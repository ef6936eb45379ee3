"""What a rep's line in a call to a lead is for, whatever its words: the moves that a script is made of (S002, S000).

Used to tell a line that was said in other words from one that was left out. All on plain text; every pattern holds
the words by which the move is known, so that a match is the place where it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.bad_moment import asks_for_better_time
from coach.language.good_time import asks_if_now_suits
from coach.language.interest import names_the_interest, points_at_interest
from coach.language.script_moves import ASKS_FOR, MOVES, SAYS_BACK, SUMS_UP


def says_back(plain: str) -> bool:
    """The line puts the prospect's own point in words, or has the place for it."""
    return SAYS_BACK.search(plain) is not None


def sums_up(plain: str) -> bool:
    """The line announces a summary."""
    return SUMS_UP.search(plain) is not None


_WH_QUESTION = re.compile(r"(?:(?:so|and|okay|ok|well|but|now) )*(?:what|why|how|who|when|where|which)\b")


@dataclass(frozen=True)
class Move:
    """A move and the characters of the plain text by which it is known."""

    name: str
    start: int
    end: int


def asks_for(plain: str) -> frozenset[str]:
    """What kinds of things a question asks for: a person, a reason, a time."""
    return frozenset(kind for kind, pattern in ASKS_FOR.items() if pattern.search(plain))


def moves(plain: str) -> Iterator[Move]:
    """Every move that a stretch of a rep's talk makes."""
    now = asks_if_now_suits(plain)
    if now:
        yield Move("good time", *now.span())
    for name, pattern in MOVES.items():
        for match in pattern.finditer(plain):
            if now is None or match.end() <= now.start() or match.start() >= now.end():
                yield Move(name, *match.span())
    if better := asks_for_better_time(plain):
        yield Move("better time", *better.span())
    if _WH_QUESTION.match(plain):
        return
    if interest := names_the_interest(plain) or points_at_interest(plain):
        yield Move("interest", *interest.span())
