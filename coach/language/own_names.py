"""Where the caller's own name stands: behind "this is", before "here", before "from"."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.addressing import Addressing
from coach.language.firm_slots import AFTER_NAME, BEFORE_LINK, LINKS
from coach.language.name_slots import NO_NAME
from coach.language.sentences import Passage
from coach.language.vocabulary import DAYS, FIRM_WORDS, FUNCTION_WORDS, GREETINGS, NAMELESS, NAMES_TOO, TITLES, words

OPENING_WORDS = 13
"""How far into a turn the known name, without a cue, still introduces the speaker."""
NO_PERSON = (
    FIRM_WORDS
    | NAMELESS
    | words(
        "department administration standard time number street support",
    )
)
_NO_NAME_FOLLOWS = words("a an the about your my just regarding calling ringing phoning reaching")
_SIDES = (["this", "side"], ["bol", "raha"], ["bol", "rahi"], ["po", "from"], ["po", "here"])
_CUES: tuple[tuple[tuple[str, ...], bool], ...] = (
    (("my", "name", "is"), False),
    (("my", "names"), False),
    (("names",), True),
    (("this", "is"), True),
    (("myself",), False),
    (("its",), True),
    (("it", "is"), True),
    (("thats",), True),
    (("i", "am"), True),
    (("im",), True),
    (("is",), True),
)


class OwnNames(Addressing):
    """Adds the reading of the caller's own name."""

    def own_name(self, body: int) -> tuple[Passage | None, Passage | None, int]:
        """The name with its cue, the name alone, and the position after it."""
        for first, at, end, after in self._cued_names(body):
            said = self.plain(at, end)
            if self.names.is_lead(said) and not self.names.is_caller(said):
                continue
            if self.names.is_firm(said) or self.looks_like_firm(at, end) or set(said.split()) <= NO_PERSON:
                continue
            following = self.tokens[after].plain if after < len(self.tokens) else ""
            if said in DAYS and not self.names.is_caller(said) and following not in LINKS | AFTER_NAME | {"po"}:
                continue
            if not self.cased and self.tokens[at - 1].plain in {"the", "your", "our"} and at > 0:
                continue
            self.take(first, after)
            return self.where(first, after), self.where(at, end), after
        return None, None, 0 if self.cased else body

    def _cued_names(self, body: int) -> Iterator[tuple[int, int, int, int]]:
        """Places that look like "this is NAME": start of the cue, start and end of the name, end of the cue.

        Best signs first.
        """
        plains = [token.plain for token in self.tokens]
        for at in range(len(plains)):
            for cue, weak in _CUES:
                if tuple(plains[at : at + len(cue)]) != cue:
                    continue
                first = at + len(cue)
                while first < len(plains) and plains[first] in {"only", "just", "once", "more", "again"}:
                    first += 1
                if first >= len(plains) or (first and self.tokens[first - 1].stops):
                    continue
                end = self._name_end(first)
                if end > first and not self.opening and not self._said_later(at, cue, first, end):
                    continue
                if cue == ("is",) and (at > body + 1 or not self.opening):
                    continue
                if end > first and (self.cased or not weak or self._slot(at, first, end, body)):
                    end = self._before_firm(first, end)
                    yield at, first, end, end
                elif self.opening and (end := self._odd_name(at, first, body)):
                    yield at, first, end, end
        for at in range(body, len(plains) if self.opening or self.closing else body):
            if not (self.nameable(at) or self._ordinary_name(at, body)) or (
                at > body and self.nameable(at - 1) and not self.tokens[at - 1].ends
            ):
                continue
            end = max(self._name_end(at), at + self._ordinary_name(at, body))
            if end == at or end >= len(plains) or (self.tokens[end - 1].ends and plains[end] not in {"here", "down"}):
                continue
            if not self.cased and at - body > 6:
                break
            if plains[end] in {"here", "calling", "speaking", "again", "ringing"} or plains[end : end + 2] in _SIDES:
                if plains[end] == "calling" and plains[end + 1 : end + 2] == ["is"]:
                    continue
                yield at, at, end, end + 1
            elif (plains[end : end + 1] == ["maam"] and plains[end + 1 : end + 2] == ["here"]) or (
                self.links_to_firm(end)
                and at - body <= 12
                and (at <= body + (plains[body] == "from") or self.tokens[at - 1].ends)
            ):
                yield at, at, end, end
        for at in range(len(plains) - 2):
            if plains[at] in {"ring", "call", "text", "phone"} and self.cased:
                first = at + 1 + (plains[at + 1] == "me")
                end = self._name_end(first) if first < len(plains) else first
                alone = end > first and self.tokens[end - 1].ends and (first == at + 1 or self.tokens[first - 1].ends)
                if alone and not self.names.is_lead(self.plain(first, end)):
                    yield at, first, end, end

    def _ordinary_name(self, at: int, body: int) -> bool:
        """Without capitals, "will here" or "grace from ..." right behind the greeting."""
        if self.cased or at != body or at + 1 >= len(self.tokens) or self.tokens[at].plain not in NAMES_TOO:
            return False
        return self.tokens[at + 1].plain in {"here", "from"}

    def _said_later(self, at: int, cue: tuple[str, ...], first: int, end: int) -> bool:
        """Whether a cue in the middle of a conversation names the speaker: "it's bad out there" does not."""
        if self.names.is_caller(self.plain(first, end)) or cue[:1] == ("my",):
            return True
        set_off = self.tokens[end - 1].ends or end == len(self.tokens) or self.tokens[end].plain in LINKS
        asked = cue == ("its",) and at <= 1
        return self.cased and set_off and (asked or cue in {("im",), ("i", "am"), ("this", "is")})

    def _before_firm(self, first: int, end: int) -> int:
        """Without capitals "zubeda aunty bees cover" is a name and a firm: the words of a trade show where it ends."""
        following = self.tokens[end].plain if end < len(self.tokens) else ""
        for cut in range(first + 1, end):
            if self.names.is_firm(self.plain(cut, end)):
                return cut
        whole = self.run(first, 6)
        if self.cased or following in LINKS | AFTER_NAME or whole - first < 3:
            return end
        return first + 1 if self.tokens[whole - 1].plain in FIRM_WORDS else end

    def _name_end(self, at: int) -> int:
        """Where a person's name that begins at `at` ends (a title may come first)."""
        first = at
        while first < len(self.tokens) and self.tokens[first].plain in TITLES and not self.tokens[first].ends:
            first += 1
        if first >= len(self.tokens):
            return at
        end = self.run(first, 4 if self.cased else 3)
        return end if end > first else at

    def _slot(self, cue: int, first: int, end: int, body: int) -> bool:
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
        return near and self.tokens[first].plain not in NO_NAME

    def _odd_name(self, cue: int, first: int, body: int) -> int:
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

    def known_name(self, name: Passage | None, bare: Passage | None) -> tuple[Passage | None, Passage | None]:
        """The known caller's name where it stands set off and no cue was found."""
        if name is not None or not (self.opening or self.closing):
            return name, bare
        for length in (1, 2, 3, 4):
            for at in range(len(self.tokens) - length + 1):
                if self.taken(at) or (self.cased and (length > 1 or not self.tokens[at].cap)):
                    continue
                said = self.plain(at, at + length)
                if said in GREETINGS:
                    continue
                set_off = self.cased or at < OPENING_WORDS or at > len(self.tokens) - 6
                if set_off and self.names.is_whole_caller(said, self.cased) and not self.names.is_lead(said):
                    return self.where(at, at + length), self.where(at, at + length)
        return None, None
