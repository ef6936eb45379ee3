"""Where the firm stands: after "from" or "at", right behind the name, or alone."""

from __future__ import annotations

from coach.language.firm_links import ROLE_WITHIN, FirmLinks
from coach.language.sentences import Passage
from coach.language.vocabulary import (
    FIRM_OPENERS,
    FUNCTION_WORDS,
    GREETINGS,
    NUMBER_WORDS,
    words,
)

AFTER_NAME = frozenset({"here", "calling", "speaking", "again", "ringing"})
_AND_PARTNERS = words("partners sons son daughters daughter associates brothers")
_SELF_CUES = (("this", "is"), ("it", "is"), ("its",), ("thats",))


class FirmSlots(FirmLinks):
    """Adds the reading of the firm."""

    def firm(self, body: int, after_name: int) -> Passage | None:
        """The firm by a link ("from", "with", "at"), or set off right after the name."""
        for at in self.links(after_name):
            first = at
            while first < len(self.tokens) and self.tokens[first].plain in {"the", "a"} and not self.capital(first):
                first += 1
            end = self.firm_end(first)
            if first > at and not self.cased and self._kind_only(first, end):
                continue
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
                if end and self._fuller_name(at, end, body, after_name):
                    at, end = end, self.set_off(end)
                if end - at == 1 and self.tokens[at].plain in NUMBER_WORDS:
                    end = 0  # "Avi Dahan speaking. First, ..."
                if end and not self.excluded(at, end) and self.plain(at, end) not in self.plain(body, after_name):
                    self.take(at, end)
                    return self.where(at, end)
        elif not self.cased and after_name > body:
            end = self.firm_end(after_name)
            if end - after_name >= 2 and not self.excluded(after_name, end):
                self.take(after_name, end)
                return self.where(after_name, end)
        return self._cued_firm(body) or self._firm_here(body) or self._partnership(body)

    def _fuller_name(self, at: int, end: int, body: int, after_name: int) -> bool:
        """ "It's Prince, Prince Mensah, ...": the name again, in full."""
        name = {token.plain for token in self.tokens[body:after_name] if token.cap}
        heard = {token.plain for token in self.tokens[at:end]}
        return not self.looks_like_firm(at, end) and bool(heard & name) and len(heard) <= 3

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
        for at in range(body, min(body + ROLE_WITHIN, len(plains)) if self.opening else len(plains)):
            if at > body + 6 and not (self.cased and self.set_off_before(at)):
                continue
            if not self.opening and not (self.cased and plains[at : at + 2] == ["this", "is"]):
                continue
            cue = next((cue for cue in _SELF_CUES if tuple(plains[at : at + len(cue)]) == cue), None)
            if cue is None or (
                at and plains[at - 1] in FUNCTION_WORDS - GREETINGS - {"so", "and", "but"} and not self.starts[at]
            ):
                continue
            first = at + len(cue)
            first += plains[first : first + 1] == ["the"]
            end = self.firm_end(first)
            if end - first < 2 or self.excluded(first, end) or self.names.is_caller(self.plain(first, end)):
                continue
            if self.looks_like_firm(first, end) or (self.cased and plains[first - 1] == "the"):
                self.take(first, end)
                return self.where(first, end)
        return self._we_are()

    def _we_are(self) -> Passage | None:
        """ "We're Lumenforce.": an organisation says "we"."""
        for at in range(min(len(self.tokens) - 1, ROLE_WITHIN) if self.cased and self.opening else 0):
            if self.tokens[at].plain != "were" and self.plain(at - 1, at + 1) != "we are":
                continue
            end = self.firm_end(at + 1)
            closed = end == len(self.tokens) or self.tokens[end - 1].ends
            if self.tokens[at + 1].cap and end > at + 1 and closed and not self.excluded(at + 1, end):
                self.take(at + 1, end)
                return self.where(at + 1, end)
        return None

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
            if (
                self.tokens[end].plain in {"here", "calling"}
                or self.plain(end, end + 2) == "this side"
                or self.plain(end, end + 3) == "on the line"
            ):
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
