"""Bare names at both ends of a message without capitals, where only given names and words of trades show them."""

from __future__ import annotations

from coach.language.given_names import GIVEN_NAMES
from coach.language.own_names import OwnNames
from coach.language.sentences import Passage
from coach.language.vocabulary import (
    FIRM_WORDS,
    FUNCTION_WORDS,
    GREETINGS,
    NAMES_TOO,
    NUMBER_WORDS,
    TITLES,
    words,
)

_GOES_ON = words("i ive im ill we weve were your its about on from with at regarding just calling")
"""What follows a name with which a message without capitals begins."""
SHORTEST_SIGNED = 8
"""Fewest words before a name that signs a message without capitals."""


class UncasedEnds(OwnNames):
    """Adds the bare names of text without capitals."""

    def uncased_opening(self, body: int) -> Passage | None:
        """ "hey dale riverside drain": nothing but a firm behind the greeting."""
        end = self.uncased_firm_end(body)
        if end - body >= 2 and end == len(self.tokens) and self.tokens[end - 1].plain in FIRM_WORDS:
            return self.where(body, end)
        return None

    def uncased_name_end(self, body: int) -> int:
        """Where the caller's name ends in "gus ruth anne ive got ..."; 0 when none follows the listener's."""
        if (
            body >= len(self.tokens)
            or self.tokens[body].plain not in GIVEN_NAMES
            or self.names.is_lead(self.tokens[body].plain)
        ):
            return 0
        end = body + 1
        end += end < len(self.tokens) and self.tokens[end].plain in GIVEN_NAMES - {self.tokens[body].plain}
        goes_on = end < len(self.tokens) and self.tokens[end].plain in _GOES_ON
        return end if goes_on or self.uncased_firm(end) is not None else 0

    def uncased_firm(self, at: int) -> Passage | None:
        end = self.firm_end(at)
        named = end - at >= 2 and self.looks_like_firm(at, end) and not self.excluded(at, end)
        return self.where(at, end) if named else None

    def uncased_signature(self) -> Passage | None:
        """ "... oh one five zero hilltop exteriors appreciate it bye": a firm's name after the number, at the end."""
        for at in range(max(1, len(self.tokens) - 8), len(self.tokens)):
            if self.tokens[at - 1].plain not in NUMBER_WORDS or self.tokens[at].plain in NUMBER_WORDS:
                continue
            end = self.uncased_firm_end(at)
            if end - at >= 2 and self.tokens[end - 1].plain in FIRM_WORDS:
                self.take(at, end)
                self.take(at, end)
                return self.where(at, end)
        return None

    def uncased_name_at_end(self) -> int:
        """Where "... oh one one eight marcus webb" gives a name; 0 when no given name stands there."""
        for at in (len(self.tokens) - 2, len(self.tokens) - 1):
            if at < SHORTEST_SIGNED or self.tokens[at].plain not in GIVEN_NAMES - NAMES_TOO:
                continue
            before = self.tokens[at - 1].plain
            if before not in FUNCTION_WORDS | TITLES | GREETINGS | GIVEN_NAMES and self.nameable(len(self.tokens) - 1):
                return 0 if self.names.is_lead(self.tokens[at].plain) or self.thanked(at) else at
        return 0

    def thanked(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].plain in {
            "thanks",
            "you",
            "bye",
            "cheers",
            "goodbye",
            "ta",
            "please",
            "mate",
        }
