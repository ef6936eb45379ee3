"""Where the caller's own name stands: behind "this is", before "here", before "from"."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.firm_links import LINKS
from coach.language.firm_slots import AFTER_NAME
from coach.language.given_names import GIVEN_NAMES, sounds_like_person
from coach.language.name_cues import FAR, NameCues
from coach.language.sentences import Passage
from coach.language.vocabulary import DAYS, FIRM_WORDS, GREETINGS, NAMELESS, TITLES, words

OPENING_WORDS = 13
"""How far into a turn the known name, without a cue, still introduces the speaker."""
NO_PERSON = (
    FIRM_WORDS
    | NAMELESS
    | words(
        "department administration standard time number street support",
    )
)
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
    (("my", "names", "are"), False),
    (("my", "name", "na"), False),
    (("callers", "name", "is"), False),
    (("the", "callers"), False),
    (("i", "am", "called"), False),
    (("im", "called"), False),
    (("here", "speaks"), False),
    (("youre", "speaking", "with"), False),
    (("youre", "speaking", "to"), False),
    (("i", "be"), True),
    (("na",), True),
    (("cest",), True),
    (("habla",), True),
    (("soy",), True),
    (("hier", "ist"), True),
    (("ich", "bin"), True),
    (("je", "suis"), True),
    (("ako", "si"), True),
    (("si",), True),
    (("this", "from"), True),
    (("message", "from"), True),
    (("call", "from"), True),
)
"""What stands before the own name, also in the other languages of callers; and whether it is a weak sign."""
_CUES_BY_WORD = {
    word: tuple((cue, weak) for cue, weak in _CUES if cue[0] == word) for word in {cue[0] for cue, _ in _CUES}
}
_BETWEEN = words("only just once more again me wee big little old lil ole")
"""What may stand between a cue and the name: "it's just me, Will", "it's wee Jean"."""
_HERE = words("here calling speaking again ringing")
_BEFORE_PLACES = words("on in at of near by off")
"""Before a street or a town: "the gym on saint denis calling"."""
_NAME_IS = (["is", "my", "name"], ["is", "mi", "name"], ["is", "me", "name"], ["is", "the", "name"])
_FROM_SOMEBODY = (("this", "from"), ("message", "from"), ("call", "from"))


class OwnNames(NameCues):
    """Adds the reading of the caller's own name."""

    def own_name(self, body: int) -> tuple[Passage | None, Passage | None, int]:
        """The name with its cue, the name alone, and the position after it."""
        for first, at, end, after in self._cued_names(body):
            said = self.plain(at, end)
            if self.names.is_lead(said) and not self.names.is_caller(said):
                continue
            if self.owned(end - 1) and self.plain(end, end + 2) not in {"my name", "the name"}:
                continue  # "I'm Miss Ivy's daughter"
            if not self.cased and at > first and self.only_a_firm(at):
                continue
            if self.names.is_firm(said) or self.looks_like_firm(at, end) or set(said.split()) <= NO_PERSON:
                continue
            if self.names.is_firm(self.plain(at, self.firm_end(at))) and not self.names.is_caller(said):
                continue
            following = self.tokens[after].plain if after < len(self.tokens) else ""
            if said in DAYS and not self.names.is_caller(said) and following not in LINKS | AFTER_NAME | {"po", "by"}:
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
        yield from self._behind_cues(body)
        yield from self._before_here(body)
        yield from self._told_to_ask()

    def _behind_cues(self, body: int) -> Iterator[tuple[int, int, int, int]]:
        """ "This is NAME"."""
        plains = [token.plain for token in self.tokens]
        for at, word in enumerate(plains):
            for cue, weak in _CUES_BY_WORD.get(word, ()):
                if len(cue) > 1 and tuple(plains[at : at + len(cue)]) != cue:
                    continue
                first = at + len(cue)
                while first < len(plains) and plains[first] in _BETWEEN and not self.tokens[first].cap:
                    first += 1
                if first >= len(plains) or (first and self.tokens[first - 1].stops):
                    continue
                end = self._name_end(first)
                if end > first and not self.opening and not self.said_later(at, cue, first, end):
                    continue
                if cue in _FROM_SOMEBODY and not sounds_like_person([t.plain for t in self.tokens[first:end]]):
                    continue
                if cue in (("si",), ("na",)) and (
                    not self.opening or self.after(end) not in {"po", "from", "ng", "of", "ito"}
                ):
                    continue
                if cue == ("is",) and (at > body + 1 or not self.opening):
                    continue
                if end > first and (self.cased or not weak or not self.opening or self.slot(at, first, end, body)):
                    end = self._before_firm(first, end)
                    yield at, first, end, end
                elif self.opening and (end := self.odd_name(at, first, body)):
                    yield at, first, end, end

    def _before_here(self, body: int) -> Iterator[tuple[int, int, int, int]]:
        """ "NAME here", "NAME from", "NAME is my name"; late in a call only where the name is said to be one."""
        plains = [token.plain for token in self.tokens]
        late = not (self.opening or self.closing)
        if late and not {"name", "thats"} & set(plains):
            return
        for at in range(body, len(plains)):
            if not (self.nameable(at) or self.ordinary_name(at, body)) or (
                at > body and self.nameable(at - 1) and not self.tokens[at - 1].ends
            ):
                continue
            end = max(self._name_end(at), at + self.ordinary_name(at, body))
            if end == at or end >= len(plains):
                continue
            if self.plain(end, end + 2) == "thats me":
                yield at, at, end, end + 2
            if late and plains[end : end + 3] not in _NAME_IS:
                continue
            if self.tokens[end - 1].ends and plains[end] not in {"here", "down"}:
                if self.comma_link(at, end, body):
                    yield at, at, end, end
                continue
            if not self.cased and at - body > 6:
                break
            if not self.cased and at and plains[at - 1] in _BEFORE_PLACES:
                continue
            if plains[end : end + 3] in _NAME_IS or plains[end : end + 3] == ["on", "the", "line"]:
                yield at, at, end, end + 3
            elif plains[end : end + 2] in (["my", "name"], ["the", "name"]) and self.owned(end - 1):
                yield at, at, end, end + 2
            elif plains[end] == "calling" and self.calls_as_firm(at, end):
                continue
            elif plains[end] in _HERE or plains[end : end + 2] in _SIDES or self.foreign_here(at, end):
                if plains[end] == "calling" and plains[end + 1 : end + 2] == ["is"]:
                    continue
                yield at, at, end, end + 1
            elif (plains[end : end + 1] == ["maam"] and plains[end + 1 : end + 2] == ["here"]) or (
                self.links_to_firm(end)
                and not self.speaks_of(end)
                and (at - body <= 12 or (self.cased and self.starts[at] and at - body <= FAR and end < len(plains)))
                and (at <= body + (plains[body] in {"from", "with"}) or self.tokens[at - 1].ends)
            ):
                yield at, at, end, end

    def _told_to_ask(self) -> Iterator[tuple[int, int, int, int]]:
        """ "Ring me, NAME.": whom to ring back."""
        plains = [token.plain for token in self.tokens]
        for at in range(len(plains) - 2):
            if plains[at] in {"ring", "call", "text", "phone"} and self.cased:
                first = at + 1 + (plains[at + 1] == "me")
                end = self._name_end(first) if first < len(plains) else first
                alone = end > first and self.tokens[end - 1].ends and (first == at + 1 or self.tokens[first - 1].ends)
                if alone and not self.names.is_lead(self.plain(first, end)):
                    yield at, first, end, end

    def _before_firm(self, first: int, end: int) -> int:
        """Without capitals "zubeda aunty bees cover" is a name and a firm: the words of a trade show where it ends."""
        following = self.tokens[end].plain if end < len(self.tokens) else ""
        for cut in range(first + 1, end):
            if self.names.is_firm(self.plain(cut, end)):
                return cut
        for cut in range(first + 1, end - 1):  # "Manny de Casa Tutors"
            if self.tokens[cut].plain in {"de", "del", "of"} and self.looks_like_firm(cut + 1, end):
                return cut
        whole = self.run(first, 6)
        heard = [token.plain for token in self.tokens[first:whole]]
        if not self.cased:
            for cut in range(1, len(heard)):  # "its dot dots diner", "walt walt and junes barn"
                if heard[cut] in {heard[0], heard[0] + "s"}:
                    return first + cut
            if heard[0] in GIVEN_NAMES and end - first > 1 and not sounds_like_person(heard[: end - first]):
                return first + 1
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
