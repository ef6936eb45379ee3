"""Where the firm is only pointed at: "the law firm", "your dealership's office"."""

from __future__ import annotations

from coach.language.name_slots import NameSlots
from coach.language.sentences import Passage
from coach.language.vocabulary import FUNCTION_WORDS, NAMELESS, words

_THEIRS = words("place business team shop office company")
_POINTER_CUES = frozenset(
    [
        ("calling", "with"), ("im", "with"), ("am", "with"), ("im", "at"), ("am", "at"), ("over", "at"), ("down", "at"),
        ("here", "at"), ("here", "with"), ("back", "at"), ("up", "at"), ("inquiry", "with"), ("enquiry", "with"),
        ("file", "with"), ("account", "with"), ("application", "with"), ("call", "with"), ("order", "with"),
        ("behalf", "of"), ("message", "from"), ("so", "its"),
    ]
)  # fmt: skip


class FirmPointers(NameSlots):
    """Adds the reading of nameless pointers."""

    def pointer(self) -> Passage | None:
        """ "the law firm", "the roof people", "your dealership's office"."""
        plains = [token.plain for token in self.tokens]
        for at in range(len(plains) - 1):
            if plains[at] not in {"the", "your"} or not self._points(at):
                continue
            if not self.opening and (at == 0 or at > 3 or plains[at - 1] != "its"):
                continue
            for end in range(min(at + 5, len(plains)), at + 1, -1):
                inner = self.tokens[at : end - 1]
                kind = plains[end - 1] if plains[end - 1] in NAMELESS else plains[end - 1].removesuffix("s")
                if kind not in NAMELESS or any(t.stops or t.plain in FUNCTION_WORDS for t in inner[1:]):
                    continue
                if plains[at] == "your" and end - at == 2 and kind in _THEIRS:
                    continue
                self.take(at, end)
                return self.where(at, end)
        return None

    def _points(self, at: int) -> bool:
        """Whether "the ..." at `at` can say who calls: after a cue, or alone in its sentence."""
        before = tuple(token.plain for token in self.tokens[max(0, at - 2) : at])
        if not before or before[-1] in {"from", "its", "is"} or before in _POINTER_CUES:
            return before[-1:] != ("is",) or before == ("this", "is") or before == ("it", "is")
        if before[-1] in {"at", "with"} and self.taken(at - 2):
            return True
        if self.starts[at] or self.tokens[at - 1].ends:
            ahead = self.tokens[at : at + 5]
            return any(token.stops for token in ahead[1:4]) and len(self.tokens) > at + 2
        return any(token.plain in {"here", "calling"} for token in self.tokens[at + 2 : at + 5])
