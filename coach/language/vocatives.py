"""The listener's name within a message: "Thanks, Grace", "..., Nadia, I'm Leo"."""

from __future__ import annotations

from coach.language.firm_slots import FirmSlots
from coach.language.given_names import GIVEN_NAMES
from coach.language.sentences import Passage
from coach.language.vocabulary import (
    TITLES,
    words,
)

_SOMEBODY = words("is im from with by about this and of that name my your our with to told says said saw met like")
"""Before a title, these say that somebody else is meant."""
MISTER = words("mister missus mr mrs")


class Vocatives(FirmSlots):
    """Adds the reading of an address that is not at the start."""

    def vocative(self, own: Passage | None) -> Passage | None:
        """The listener's name somewhere else: the known name, a title with a name set off, "Thanks, Grace"."""
        for at, token in enumerate(self.tokens):
            if not self.cased and self._titled_in_passing(at):
                return self.where(at, at + 2)
            if own is not None and self._between_pauses(at) and token.plain not in own.plain.split():
                return self.where(at, at + 1)
            set_off = at == 0 or self.tokens[at - 1].ends or self.starts[at]
            if (
                token.plain in TITLES - {"sir", "uncle", "auntie", "sister", "father", "brother"}
                and set_off
                and self.cased
            ):
                end = self.run(at + 1, 2)
                if end > at + 1 and self.tokens[end - 1].ends and not self.tokens[at].ends:
                    return self.where(at, end)
            if self.nameable(at) and self.names.knows_lead and not self.names.is_caller(token.plain):
                end = at + 1
                if self.names.is_lead(token.plain) and (token.cap or not self.cased) and (set_off or token.ends):
                    return self.where(at, end)
            if token.plain in {"thanks", "bye", "cheers", "goodbye"} and at + 1 < len(self.tokens) and self.cased:
                end = self.run(at + 1, 2)
                if end > at + 1 and self.tokens[end - 1].ends and not self.names.is_caller(self.plain(at + 1, end)):
                    return self.where(at, end)
        return None

    def _between_pauses(self, at: int) -> bool:
        """ "..., Nadia, I'm Leo": a given name alone between two pauses, where the caller's own is known."""
        token = self.tokens[at]
        if at == 0 or not (self.cased and token.cap and token.ends and token.plain in GIVEN_NAMES) or self.taken(at):
            return False
        return self.tokens[at - 1].ends and not self.tokens[at - 1].cap and not self.starts[at]

    def _titled_in_passing(self, at: int) -> bool:
        """Without capitals, "... mrs goh" near either end is said to her, unless it says who somebody is."""
        if self.tokens[at].plain not in MISTER or at + 1 >= len(self.tokens) or not self.nameable(at + 1):
            return False
        near = at < 16 or at + 6 > len(self.tokens)
        return near and (at == 0 or self.tokens[at - 1].plain not in _SOMEBODY)
