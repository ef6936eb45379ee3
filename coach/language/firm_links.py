"""Words that link the caller to the firm: "from", "over at", "I do the intake at"."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.firm_extents import FirmExtents
from coach.language.firm_pointers import NO_PLACE, ORGANISATIONS
from coach.language.given_names import GIVEN_NAMES
from coach.language.name_slots import NO_NAME
from coach.language.vocabulary import (
    FUNCTION_WORDS,
    words,
)

ROLE_WITHIN = 24
"""How far into a speech a caller may say what they do for the firm."""
_ROLE_VERBS = words("work do sit run handle manage cover look book schedule answer teach coach")
_ROLE_OPENS = words(
    "the a an one your her his their standing sitting filling covering helping handling running managing"
)
LINKS = frozenset({"from", "with", "at", "of", "in"})
BEFORE_LINK = frozenset({"over", "down", "up", "here", "calling", "ringing", "phoning", "po", "again", "back", "call"})
_FIRM_CUES = frozenset(
    [
        ("calling", "from"), ("ringing", "from"), ("phoning", "from"), ("call", "from"), ("message", "from"),
        ("over", "at"), ("down", "at"), ("im", "with"), ("im", "at"), ("im", "from"), ("here", "from"),
        ("here", "at"), ("here", "with"), ("speaking", "from"), ("calling", "with"), ("us", "at"), ("we", "at"),
        ("im", "of"), ("folks", "at"), ("team", "at"), ("behalf", "of"), ("am", "from"), ("am", "with"),
        ("its", "at"), ("is", "from"), ("coming", "from"), ("i", "represent"), ("company", "is"), ("is", "called"),
        ("the", "firm"), ("the", "companys"), ("the", "firms"), ("firm", "is"), ("office", "of"),
    ]
)  # fmt: skip
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


class FirmLinks(FirmExtents):
    """Adds the places behind which a firm stands."""

    def links_to_firm(self, at: int) -> bool:
        """Whether "from FIRM" or the like begins at `at`."""
        step = at
        while step < len(self.tokens) and self.tokens[step].plain in BEFORE_LINK:
            step += 1
        if step + 1 < len(self.tokens) and step > 0 and self._other_link(step):
            return True
        if step + 1 >= len(self.tokens) or self.tokens[step].plain not in LINKS - {"in"}:
            return False
        after = step + 1
        if self.tokens[after].plain in {"the", "your", "our"}:
            ahead = self.tokens[after + 1 : after + 4]
            named = bool(ahead) and (ahead[0].cap if self.cased else ahead[0].plain not in NO_NAME)
            set_off = self.cased and any(t.ends and t.plain not in NO_PLACE for t in ahead[:2])
            return named or set_off or self.starts[at - 1] or any(t.plain in ORGANISATIONS for t in ahead)
        return self.tokens[after].cap if self.cased else self.tokens[after].plain not in FUNCTION_WORDS - {"a", "when"}

    def links(self, after_name: int) -> Iterator[int]:
        """Positions right after a word that links caller and firm."""
        yield from self._role_links()
        plains = [token.plain for token in self.tokens]
        if after_name > 0 and (self.spans or (self.opening and not self.asked)):
            for at in range(after_name, min(after_name + 10, len(plains))):
                close = at - after_name <= 3
                linked = plains[at] in LINKS - {"in"} or self._other_link(at)
                again = at > after_name and plains[at - 1] in plains[:after_name]  # "Gwen by the way, Gwen from ..."
                if linked and (close or again or self.cased) and not self._other(after_name, at):
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
                or (self.cased and plains[at] in {"from", "at"} and len(plains) - at < 10 and self.set_off_before(at))
            ):
                yield at + 1

    def _other_link(self, at: int) -> bool:
        """ "over to Prairie State", "Manny de Casa Tutors"."""
        if at == 0 or at + 1 >= len(self.tokens) or not self.tokens[at + 1].cap:
            return False
        return self.tokens[at].plain in {"de", "del"} or self.plain(at - 1, at + 1) == "over to"

    def _role_links(self) -> Iterator[int]:
        """Positions behind what the speaker does for the firm: "I do the intake at ...", "I work for ..."."""
        plains = [token.plain for token in self.tokens]
        for at in range(min(len(plains) - 2, ROLE_WITHIN) if self.opening else 0):
            says_role = plains[at] == "i" and plains[at + 1] in _ROLE_VERBS
            if not says_role and not (plains[at] in {"im", "am"} and plains[at + 1] in _ROLE_OPENS):
                continue
            for link in range(at + 2, min(at + 9, len(plains) - 1)):
                if self.tokens[link - 1].stops or plains[link] in {"about", "who", "that"}:
                    break
                if plains[link] in {"at", "for", "with", "from"}:
                    ahead = self.tokens[link + 1]
                    if ahead.plain in GIVEN_NAMES and not self.looks_like_firm(link + 1, self.firm_end(link + 1)):
                        continue
                    if ahead.cap if self.cased else ahead.plain not in FUNCTION_WORDS | NO_NAME:
                        yield link + 1

    def set_off_before(self, at: int) -> bool:
        return self.starts[at] or self.tokens[at - 1].ends

    def _other(self, after_name: int, at: int) -> bool:
        """ "calling about ... at ..." is the matter, not the firm."""
        return any(t.plain in {"about", "regarding", "on", "for", "you", "your"} for t in self.tokens[after_name:at])
