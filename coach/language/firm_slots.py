"""Where the firm stands: after "from" or "at", right behind the name, or alone."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.firm_pointers import FirmPointers
from coach.language.name_slots import NO_NAME
from coach.language.sentences import Passage
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

LINKS = frozenset({"from", "with", "at", "of", "in"})
BEFORE_LINK = frozenset({"over", "down", "up", "here", "calling", "ringing", "phoning", "po", "again", "back", "call"})
AFTER_NAME = frozenset({"here", "calling", "speaking", "again", "ringing"})
_JOINS = words("and of")
_BEGINS_MISHEARD = words("and of a to no may i when the know oh o")
"""Short words that a recogniser writes for the beginning of a name it does not know."""
_PLACES = words(
    "clinic hospital school hotel college university nursery church club studio restaurant salon pharmacy surgery",
)
_AND_PARTNERS = words("partners sons son daughters daughter associates brothers")
_FIRM_CUES = frozenset(
    [
        ("calling", "from"), ("ringing", "from"), ("phoning", "from"), ("call", "from"), ("message", "from"),
        ("over", "at"), ("down", "at"), ("im", "with"), ("im", "at"), ("im", "from"), ("here", "from"), ("here", "at"),
        ("here", "with"), ("speaking", "from"), ("calling", "with"), ("us", "at"), ("we", "at"), ("im", "of"),
        ("folks", "at"), ("team", "at"), ("behalf", "of"), ("am", "from"), ("am", "with"), ("its", "at"),
    ]
)  # fmt: skip
_SELF_CUES = (("this", "is"), ("it", "is"), ("its",), ("thats",))
_FIRM_CUES_3 = frozenset(
    [
        ("calling", "you", "from"),
        ("calling", "on", "from"),
        ("back", "over", "at"),
        ("call", "is", "from"),
        ("message", "is", "from"),
    ]
)
_CONTACTED = frozenset([("out", "to"), ("you", "contacted"), ("for", "contacting"), ("for", "choosing")])
"""How the listener came to the firm: "you reached out to Ridgeback Law"."""


class FirmSlots(FirmPointers):
    """Adds the reading of the firm."""

    def firm(self, body: int, after_name: int) -> Passage | None:
        """The firm by a link ("from", "with", "at"), or set off right after the name."""
        for at in self._links(after_name):
            first = at
            while first < len(self.tokens) and self.tokens[first].plain in {"the", "a"} and not self.capital(first):
                first += 1
            end = self.firm_end(first)
            if end > first and not self.excluded(first, end):
                begin = at if self.tokens[at].plain == "the" else first
                self.take(begin, end)
                return self.where(begin, end)
        if self.cased and after_name > body and after_name < len(self.tokens):
            at = after_name
            while at < len(self.tokens) and self.tokens[at].plain in AFTER_NAME | {"po", "ji", "this", "side"}:
                at += 1
            if at > 0 and (self.tokens[at - 1].ends):
                end = self.set_off(at)
                if end and not self.excluded(at, end) and self.plain(at, end) not in self.plain(body, after_name):
                    self.take(at, end)
                    return self.where(at, end)
        elif not self.cased and after_name > body:
            end = self.firm_end(after_name)
            if end - after_name >= 2 and not self.excluded(after_name, end):
                self.take(after_name, end)
                return self.where(after_name, end)
        return self._cued_firm(body) or self._firm_here(body) or self._partnership(body)

    def _partnership(self, body: int) -> Passage | None:
        """ "low and partners": these words name a firm even where a recogniser wrote no capitals."""
        for at in range(body + 1, min(body + 8, len(self.tokens) - 1) if self.opening else body):
            if self.tokens[at].plain != "and" or self.tokens[at + 1].plain not in _AND_PARTNERS:
                continue
            if self.tokens[at - 1].plain not in FUNCTION_WORDS and not self.taken(at - 1):
                self.take(at - 1, at + 2)
                return self.where(at - 1, at + 2)
        return None

    def _cued_firm(self, body: int) -> Passage | None:
        """ "This is Northgate Tiles", with nobody named: the words must look like an organisation."""
        plains = [token.plain for token in self.tokens]
        for at in range(body, min(body + 6, len(plains)) if self.opening else body):
            cue = next((cue for cue in _SELF_CUES if tuple(plains[at : at + len(cue)]) == cue), None)
            if cue is None or (at and plains[at - 1] in FUNCTION_WORDS - GREETINGS and not self.starts[at]):
                continue
            first = at + len(cue)
            first += plains[first : first + 1] == ["the"]
            end = self.firm_end(first)
            if end - first < 2 or self.excluded(first, end) or self.names.is_caller(self.plain(first, end)):
                continue
            if self.looks_like_firm(first, end) or (self.cased and plains[first - 1] == "the"):
                self.take(first, end)
                return self.where(first, end)
        return None

    def _links(self, after_name: int) -> Iterator[int]:
        """Positions right after a word that links caller and firm."""
        plains = [token.plain for token in self.tokens]
        if after_name > 0 and (self.opening or self.spans):
            for at in range(after_name, min(after_name + 10, len(plains))):
                close = at - after_name <= 3
                if plains[at] in LINKS - {"in"} and (close or self.cased) and not self._other(after_name, at):
                    yield at + 1
                if self.tokens[at].stops and not close:
                    break
        for at in range(len(plains) - 1):
            pair = (plains[at - 1] if at else "", plains[at])
            if (
                pair in _FIRM_CUES
                or (at > 1 and (plains[at - 2], *pair) in _FIRM_CUES_3)
                or (
                    pair == ("me", "at")
                    and self.cased
                    and plains[max(0, at - 2)] in {"reach", "call", "ring", "get", "catch", "try"}
                )
                or (pair in _CONTACTED and self.looks_like_firm(at + 1, self.firm_end(at + 1)))
                or (self.cased and plains[at] in {"from", "at"} and len(plains) - at < 10 and self._set_off_before(at))
            ):
                yield at + 1

    def _set_off_before(self, at: int) -> bool:
        return self.starts[at] or self.tokens[at - 1].ends

    def _other(self, after_name: int, at: int) -> bool:
        """ "calling about ... at ..." is the matter, not the firm."""
        return any(t.plain in {"about", "regarding", "on", "for", "you", "your"} for t in self.tokens[after_name:at])

    def firm_end(self, at: int) -> int:
        if at >= len(self.tokens):
            return at
        if self.cased:
            end = self.run(at, 7, firm=True)
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
        if self._nameless(first, end, words):
            return True
        return not words or (words[0] in {"your", "our"}) or all(w in FUNCTION_WORDS | DAYS for w in words)

    def _nameless(self, first: int, end: int, words: list[str]) -> bool:
        """ "the insurance people", "the HMO": a trade, not a name."""
        if self.cased:
            before = self.tokens[first - 1].plain if first else ""
            return before == "the" and end - first == 1 and self.tokens[first].raw.rstrip(",.;").isupper()
        words = [w for w in words if w not in {"the", "your", "our"}]
        if not words or words[-1] not in NAMELESS:
            return False
        return words[-1] not in _PLACES or not set(words) - FIRM_WORDS - NAMELESS

    def looks_like_firm(self, at: int, end: int) -> bool:
        tokens = [token.plain for token in self.tokens[at:end]]
        if not self.cased and tokens and tokens[-1] in FIRM_WORDS | {"people", "company"}:
            return True
        return len(tokens) > 1 and (
            tokens[-1] in FIRM_WORDS
            or "and" in tokens
            or any("&" in t.raw for t in self.tokens[at:end])
            or tokens[0] == "the"
        )

    def _firm_here(self, body: int) -> Passage | None:
        """ "Second Mango here", "Chiragh Solar this side", "mercy hill calling"."""
        if not self.opening:
            return None
        first = 0 if self.tokens[0].cap and not self.taken(0) else body
        for at in (first, *range(body, min(body + 4, len(self.tokens)))):
            if at and self.nameable(at - 1) and not self.tokens[at - 1].ends and at > body:
                continue
            end = self.firm_end(at)
            if end == at or end >= len(self.tokens) or end - at < 2:
                continue
            if self.tokens[end].plain in {"here", "calling"} or self.plain(end, end + 2) == "this side":
                if self.names.is_caller(self.plain(at, end)) or self.excluded(at, end):
                    continue
                if self.looks_like_firm(at, end) or self.tokens[at].plain in FIRM_OPENERS or not self.taken(at):
                    self.take(at, end)
                    return self.where(at, end)
        return None

    def known_firm(self) -> Passage | None:
        """The known firm, by sound, anywhere in the passage."""
        for length in (4, 3, 2, 1):
            for at in range(len(self.tokens) - length + 1):
                if self.cased and not (self.tokens[at].cap or self.tokens[at].plain == "the"):
                    continue
                said = self.plain(at, at + length)
                if self.names.sounds_like_firm(said) and not self.names.is_lead(said):
                    self.take(at, at + length)
                    return self.where(at, at + length)
        return None

    def links_to_firm(self, at: int) -> bool:
        """Whether "from FIRM" or the like begins at `at`."""
        step = at
        while step < len(self.tokens) and self.tokens[step].plain in BEFORE_LINK:
            step += 1
        if step + 1 >= len(self.tokens) or self.tokens[step].plain not in LINKS - {"in"}:
            return False
        after = step + 1
        if self.tokens[after].plain in {"the", "your", "our"}:
            ahead = self.tokens[after + 1 : after + 4]
            named = bool(ahead) and (ahead[0].cap if self.cased else ahead[0].plain not in NO_NAME)
            return named or any(t.plain in NAMELESS for t in ahead)
        return self.tokens[after].cap if self.cased else self.tokens[after].plain not in FUNCTION_WORDS - {"a", "when"}
