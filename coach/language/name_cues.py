"""Whether a word that follows a cue, or stands before one, is the caller's own name."""

from __future__ import annotations

from coach.language.addressing import Addressing
from coach.language.firm_links import BEFORE_LINK, LINKS
from coach.language.given_names import GIVEN_NAMES, opens_like_firm
from coach.language.name_slots import NO_NAME
from coach.language.vocabulary import (
    FUNCTION_WORDS,
    NAMES_TOO,
    TITLES,
    words,
)

FAR = 24
"""How far behind the greeting a sentence may still open with "Priya from Notion"."""
_NO_INTRODUCTION = words("so and but in out then when for up to as because if that there today now too")
"""What follows "it's loud" and the like, and no name."""
_BY_THE_WAY = words("by pala incidentally though")
_NO_NAME_FOLLOWS = words("a an the about your my just regarding calling ringing phoning reaching")
_FOREIGN_HERE = words("hapa ito aqui ici hier")
"""What "here" is in the other languages of callers."""


_TELLS = words("says said tells told thinks thought reckons reckoned asked wants wanted sent mentioned recommended")
"""What follows the name of somebody else."""


class NameCues(Addressing):
    """Adds the judgement of single cues."""

    def after(self, at: int) -> str:
        return self.tokens[at].plain if at < len(self.tokens) else ""

    def foreign_here(self, at: int, end: int) -> bool:
        """ "Faith hapa": a name and "here" in another language, in the opening."""
        return self.opening and self.after(end) in _FOREIGN_HERE and (self.capital(at) or self.after(end) == "hapa")

    def speaks_of(self, link: int) -> bool:
        """ "Mark at Bosch says ...": somebody else, whose words are told."""
        end = self.firm_end(link + 1)
        told = self.tokens[end - 1 : end + 1]
        return len(told) == 2 and not told[0].ends and told[1].plain in _TELLS

    def comma_link(self, at: int, end: int, body: int) -> bool:
        """ "Lori, at Cadence.", "Deja, with the union": a name alone, a comma, and where it is from."""
        if (
            not (self.cased or self.tokens[at].cap)
            or self.tokens[end - 1].stops
            or self.tokens[end].plain not in {"at", "with", "from", "of", "de"}
        ):
            return False
        early = self.opening and at - body <= FAR
        late = self.closing and len(self.tokens) - at <= FAR
        alone = at == body or (at > 0 and self.tokens[at - 1].ends)
        return (early or late) and alone and self.links_to_firm(end)

    def calls_as_firm(self, at: int, end: int) -> bool:
        """ "Boreal Fleet calling for Tomasz": two words that no given name opens, and nothing that says where from."""
        if not self.cased or end - at < 2 or self.tokens[end].stops or self.names.is_caller(self.plain(at, end)):
            return self.looks_like_firm(at, end)
        known = self.tokens[at].plain in GIVEN_NAMES | TITLES | NAMES_TOO
        return not known and self.after(end + 1) in {"for", "about"}

    def only_a_firm(self, at: int) -> bool:
        """Without capitals, "this is north gate immigration": a firm, and nobody's name before it."""
        end = self.uncased_firm_end(at)
        heard = [token.plain for token in self.tokens[at:end]]
        return bool(heard) and not self.names.is_caller(heard[0]) and opens_like_firm(heard)

    def ordinary_name(self, at: int, body: int) -> bool:
        """Without capitals, "will here" or "grace from ..." right behind the greeting."""
        if self.cased or at != body or at + 1 >= len(self.tokens) or self.tokens[at].plain not in NAMES_TOO:
            return False
        return self.tokens[at + 1].plain in {"here", "from"}

    def said_later(self, at: int, cue: tuple[str, ...], first: int, end: int) -> bool:
        """Whether a cue in the middle of a conversation names the speaker: "it's bad out there" does not."""
        if self.names.is_caller(self.plain(first, end)) or cue[:1] == ("my",):
            return True
        set_off = self.tokens[end - 1].ends or end == len(self.tokens) or self.tokens[end].plain in LINKS
        asked = cue == ("its",) and at <= 1
        if not self.cased:
            heard = self.tokens[first].plain
            again = any(token.plain == heard for token in self.tokens[end : end + 6])
            by_the_way = self.plain(end, end + 3) == "by the way"
            alone = end == len(self.tokens) and cue in {("im",), ("i", "am"), ("this", "is")}
            if heard in GIVEN_NAMES - NAMES_TOO and alone:
                return True
            return (again or by_the_way) and heard not in NO_NAME - NAMES_TOO
        by_the_way = any(t.plain in _BY_THE_WAY for t in self.tokens[end : end + 3])
        set_off = set_off or by_the_way
        return self.cased and set_off and (asked or cue in {("im",), ("i", "am"), ("this", "is")})

    def slot(self, cue: int, first: int, end: int, body: int) -> bool:
        """Whether a weak cue ("its ...") in text without capitals stands where people introduce themselves."""
        following = self.tokens[end].plain if end < len(self.tokens) else ""
        near = cue - body <= 4
        if end == len(self.tokens) and self.tokens[first].plain not in NO_NAME:
            return True
        if self.names.is_caller(self.plain(first, end)):
            return True
        links = LINKS | BEFORE_LINK | {"this"} if near else (LINKS | BEFORE_LINK | {"this"}) - {"of", "in"}
        if following in links and (near or len(self.tokens) - end < 8):
            return True
        if not near or self.tokens[first].plain in NO_NAME:
            return False
        only_its = self.tokens[cue].plain in {"its", "it", "thats"}
        return not only_its or self.tokens[first].plain in GIVEN_NAMES or following not in _NO_INTRODUCTION

    def odd_name(self, cue: int, first: int, body: int) -> int:
        """ "its good luck from second gear": any words between cue and link, near the start."""
        if cue - body > 3 or self.tokens[first].plain in _NO_NAME_FOLLOWS:
            return 0
        for end in range(first + 1, min(first + 4, len(self.tokens) - 1)):
            if self.cased and (self.tokens[end - 1].stops or self.tokens[first].plain in FUNCTION_WORDS):
                return 0
            if self.cased and self.tokens[end - 1].ends:
                return end if self.tokens[end].cap and self.set_off(end) else 0
            if self.tokens[end].plain in {"from", "at", "with"}:
                return end if not self.cased or self.tokens[end + 1].cap else 0
        return 0
