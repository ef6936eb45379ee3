"""How far a firm's name reaches, and what looks like one or is only a kind."""

from __future__ import annotations

from coach.language.firm_pointers import ORGANISATIONS, FirmPointers
from coach.language.given_names import sounds_like_firm, sounds_like_person
from coach.language.name_slots import NO_NAME
from coach.language.vocabulary import (
    DAYS,
    FAMILIAR,
    FILLERS,
    FIRM_OPENERS,
    FIRM_WORDS,
    FUNCTION_WORDS,
    GREETINGS,
    NAMELESS,
    NUMBER_WORDS,
    TITLES,
    words,
)

_JOINS = words("and of")
_BEGINS_MISHEARD = words("and of a to no may i when the know oh o")
"""Short words that a recogniser writes for the beginning of a name it does not know."""
_PLACES = words(
    "clinic hospital school hotel college university nursery church club studio restaurant salon pharmacy surgery",
)
_CREWS = words("people company team crew service builders plumbers cleaners movers")


class FirmExtents(FirmPointers):
    """Adds where a firm's name ends and what is none."""

    def looks_like_firm(self, at: int, end: int) -> bool:
        tokens = [token.plain for token in self.tokens[at:end]]
        if not self.cased and tokens and tokens[-1] in FIRM_WORDS | {"people", "company"}:
            return not sounds_like_person(tokens)
        if sounds_like_person(tokens):
            return False
        return len(tokens) > 1 and (
            sounds_like_firm(tokens)
            or "and" in tokens
            or any("&" in t.raw for t in self.tokens[at:end])
            or tokens[0] == "the"
        )

    def firm_end(self, at: int) -> int:
        if at >= len(self.tokens):
            return at
        if self.cased:
            end = self.run(at, 7, firm=True)
            owned = at < end < len(self.tokens) and self.owned(end - 1) and not self.tokens[end - 1].ends
            if owned and self.tokens[end].plain in ORGANISATIONS:
                return end + 1  # "Dr Kulkarni's clinic"
            if end - at > 1 and self.tokens[at].plain not in TITLES and self.tokens[end - 1].plain not in DAYS:
                return end
            return end if end > at and self.tokens[at].plain not in DAYS | TITLES else at
        return self.uncased_firm_end(at)

    def uncased_firm_end(self, at: int) -> int:
        """Without capitals a firm is up to five words, cut at words that firms' names do not hold."""
        end, limit = at, min(at + 5, len(self.tokens))
        while end < limit and self._inside_firm(end, at, limit):
            end += 1
        return end

    def _inside_firm(self, at: int, first: int, limit: int) -> bool:
        """Whether the word at `at` can belong to the firm that begins at `first`."""
        word = self.tokens[at].plain
        ahead = [token.plain for token in self.tokens[at + 1 : min(limit, at + 3)]]
        joins = _BEGINS_MISHEARD if at == first else _JOINS
        if word in NUMBER_WORDS - FIRM_OPENERS - joins:
            return False
        if word not in FUNCTION_WORDS | FILLERS and any(w in FIRM_WORDS for w in ahead[: 2 if at == first else 1]):
            return True
        if word in joins and ahead and ahead[0] not in FUNCTION_WORDS | FILLERS:
            return True
        return word in FIRM_WORDS | FIRM_OPENERS or word not in NO_NAME | GREETINGS | FAMILIAR

    def excluded(self, first: int, end: int) -> bool:
        said = self.plain(first, end)
        words = said.split()
        if self.names.is_company(said) and not self.names.is_firm(said):
            return True
        if self.names.is_lead(said):
            return True
        if self._nameless(first, end, words) or (
            not self.cased and words[0] in TITLES and words[-1] not in ORGANISATIONS
        ):
            return True
        return not words or (words[0] in {"your", "our"}) or all(w in FUNCTION_WORDS | DAYS for w in words)

    def _nameless(self, first: int, end: int, words: list[str]) -> bool:
        """ "the insurance people", "the HMO": a trade, not a name."""
        if self.cased:
            before = self.tokens[first - 1].plain if first else ""
            return before == "the" and end - first == 1 and self.tokens[first].raw.rstrip(",.;").isupper()
        pointed = words[:1] in (["the"], ["your"], ["our"]) or (
            first > 0 and self.tokens[first - 1].plain in {"the", "your", "our", "a", "an"}
        )
        words = [w for w in words if w not in {"the", "your", "our"}]
        if not words or words[-1] not in NAMELESS:
            return False
        if not pointed and len(words) > 1 and words[-1] in _CREWS:
            return False  # "chidi from key side people" names them
        return words[-1] not in _PLACES or not set(words) - FIRM_WORDS - NAMELESS

    def _kind_only(self, first: int, end: int) -> bool:
        """Without capitals, "from the orthodontist office" says a kind; "the good shepherd clinic" is a name."""
        end += end < len(self.tokens) and self.tokens[end].plain in ORGANISATIONS
        heard = [token.plain for token in self.tokens[first:end]]
        if not heard or heard[-1] not in ORGANISATIONS:
            return False
        return len(heard) < 3 or set(heard) <= FIRM_WORDS | ORGANISATIONS
