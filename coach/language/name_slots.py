"""Where names can stand in a passage: runs of words that may be one, with and without capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coach.language.names import Names
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import (
    CALL_WORDS,
    DAYS,
    FILLERS,
    FIRM_WORDS,
    FUNCTION_WORDS,
    GREETINGS,
    NAMELESS,
    NAMES_TOO,
    NUMBER_WORDS,
    PARTICLES,
    POINTER_WORDS,
    POLITE_WORDS,
    words,
)

NO_NAME = FUNCTION_WORDS | CALL_WORDS | NUMBER_WORDS | POLITE_WORDS | POINTER_WORDS | DAYS | FILLERS
_NEVER_ALONE = FUNCTION_WORDS | FILLERS | GREETINGS | NUMBER_WORDS
_GOES_ON = words("here calling speaking again returning ringing phoning following responding reaching po hapa")
"""What follows a name that stands alone."""
_I_AM = frozenset({"i", "im", "ive", "id", "ill"})
_FILLED = frozenset({"uh", "um", "er", "erm", "em", "ah"})
_NEVER_NAMES = (_NEVER_ALONE - NAMES_TOO) | {"po"}
_NO_FIRST_NAMES = NO_NAME - NAMES_TOO
_NO_LOWER_NAMES = NO_NAME | GREETINGS


@dataclass(frozen=True)
class Token:
    plain: str
    raw: str
    index: int
    """Index of the word in the passage."""

    @property
    def cap(self) -> bool:
        first = self.raw.lstrip("'\"“‘(")[:1]
        if first.isdigit():
            return self.raw[1:2].isupper()
        return first.isupper() and self.plain not in _I_AM

    @property
    def ends(self) -> bool:
        """A pause in writing follows this word."""
        return bool(re.search(r"[,.;:!?…]['\")”’]*$", self.raw)) and not (
            self.raw.endswith(".")
            and self.plain in {"mr", "mrs", "ms", "mx", "dr", "rev", "prof", "ma", "st", "jr", "sr"}
        )

    @property
    def stops(self) -> bool:
        """A sentence ends with this word."""
        return self.ends and not self.raw.rstrip("'\")”’").endswith((",", ";", ":"))


def _tokens(passage: Passage) -> Iterator[Token]:
    for index, word in enumerate(passage.words):
        if said := plain(word.text).replace(" ", ""):
            yield Token(said, word.text, index)
        elif "&" in word.text:
            yield Token("", word.text, index)


def _without_fillers(passage: Passage) -> list[Token]:
    """The words of `passage` less "uh" and "um"; a full stop behind one goes to the word before it."""
    kept: list[Token] = []
    for token in _tokens(passage):
        if token.plain not in _FILLED:
            kept.append(token)
        elif kept and token.stops and not token.raw.endswith(("...", "…")) and not kept[-1].stops:
            kept[-1] = Token(kept[-1].plain, kept[-1].raw + token.raw[-1], kept[-1].index)
    return kept


class NameSlots:
    """One passage, word by word. Positions are indices into `tokens`."""

    def __init__(self, passage: Passage, names: Names, opening: bool, closing: bool, asked: bool = False) -> None:
        self.passage = passage
        self.names = names
        self.opening = opening
        self.closing = closing
        self.asked = asked
        self.tokens = _without_fillers(passage)
        self.cased = any(token.cap for token in self.tokens) and any(
            token.cap for number, token in enumerate(self.tokens) if number
        )
        self.spans: list[tuple[int, int]] = []

    @cached_property
    def starts(self) -> list[bool]:
        """Whether a sentence starts at each token."""
        return [number == 0 or self.tokens[number - 1].stops for number in range(len(self.tokens))]

    def nameable(self, at: int) -> bool:
        """Whether the word at `at` can be part of a name."""
        token = self.tokens[at]
        if not token.plain or (any(c.isdigit() for c in token.plain) and not token.cap) or token.plain in _NEVER_NAMES:
            return False
        if self.cased:
            return token.cap and not (self.starts[at] and token.plain in _NO_FIRST_NAMES)
        return token.plain not in _NO_LOWER_NAMES

    def run(self, at: int, longest: int, firm: bool = False) -> int:
        """Where the name that begins at `at` ends; `at` itself when none begins there."""
        end = at
        while end < len(self.tokens) and end - at < longest:
            token = self.tokens[end]
            joins = firm or token.plain not in {"and", "of", "the"}
            if (
                self.nameable(end)
                or (firm and self.cased and token.cap and (end > at or not self.starts[at]))
                or (
                    joins
                    and end > at
                    and token.plain
                    in (PARTICLES | {"to", "no", "it", "the", "for"} if firm and self.cased else PARTICLES)
                    and end + 1 < len(self.tokens)
                    and not token.ends
                    and (self.nameable(end + 1) if not self.cased else self.tokens[end + 1].cap)
                )
                or (token.plain in {"", "&", "and"} and firm and end > at and "&" in token.raw)
            ):
                end += 1
            else:
                break
            if self.tokens[end - 1].ends:
                break
        return end

    def where(self, first: int, end: int) -> Passage:
        return self.passage.part(self.tokens[first].index, self.tokens[end - 1].index + 1)

    def plain(self, first: int, end: int) -> str:
        return " ".join(token.plain for token in self.tokens[first:end])

    def take(self, first: int, end: int) -> None:
        self.spans.append((self.tokens[first].index, self.tokens[end - 1].index + 1))

    def taken(self, at: int) -> bool:
        index = self.tokens[at].index
        return any(first <= index < last for first, last in self.spans)

    def set_off(self, at: int) -> int:
        """End of a name that stands alone between pauses at `at`; 0 when there is none."""
        if at >= len(self.tokens):
            return 0
        first = at + (self.tokens[at].plain == "the" and at + 1 < len(self.tokens) and self.tokens[at + 1].cap)
        end = self.run(first, 7, firm=True) if first < len(self.tokens) else first
        if end == first:
            return 0
        trade = self._trade_end(end)
        if trade or self.tokens[end - 1].ends or end == len(self.tokens):
            return trade or end
        if self.tokens[end].plain == "in" and end + 1 < len(self.tokens) and self.tokens[end + 1].cap:
            return end  # "Harlow Glass in Leeds"
        return end if self.tokens[end].plain in _GOES_ON else 0

    def _trade_end(self, at: int) -> int:
        """Where a trade that follows a name ends, "Orrick Lane employment lawyers,"; 0 when none does."""
        for end in range(at, min(at + 2, len(self.tokens)) if not self.tokens[at - 1].ends else at):
            trade = self.tokens[end]
            if self.tokens[end - 1].ends or trade.cap:
                return 0
            if trade.plain in NAMELESS | FIRM_WORDS and trade.ends:
                return end + 1
        return 0

    def digits(self, at: int) -> bool:
        return any(c.isdigit() for c in self.tokens[at].raw) or self.tokens[at].plain in NUMBER_WORDS

    def owned(self, at: int) -> bool:
        """Whether the word at `at` ends on "'s"."""
        return self.tokens[at].raw.rstrip(",.").endswith(("'s", "’s"))

    def capital(self, at: int) -> bool:
        return self.cased and self.tokens[at].cap

    def listener(self, first: int, end: int, addressed: Passage | None) -> bool:
        said = self.plain(first, end)
        return self.names.is_lead(said) or (addressed is not None and f" {said} " in f" {addressed.plain} ")
