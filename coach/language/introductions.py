"""Who speaks and for whom: the caller's own name, the firm, and how the listener is addressed.

Three signs, in this order: a cue ("this is ...", "... here", "... from ..."), a bare slot in the opening or the close
("Priya, Notion."), and, where names are known, the sound of the known name. Text with capitals shows names by them;
text without is cut at words that no name contains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.language.name_slots import NO_NAME
from coach.language.names import Names
from coach.language.own_names import NO_PERSON
from coach.language.sentences import Passage
from coach.language.uncased_ends import UncasedEnds
from coach.language.vocabulary import (
    DAYS,
    FAMILIAR,
    FIRM_OPENERS,
    GREETINGS,
    NAMES_TOO,
    TITLES,
    words,
)

CLOSING_WORDS = 30
"""How far from the end of a turn a signature may stand."""
_PLEASANTRIES = words("how hows hope hoping trust happy quick long")
_AFTER_SIGNATURE = words(
    "its it im this thats bye thanks thank cheers ta take speak talk god have goodbye and again okay ok all happy",
)


@dataclass(frozen=True)
class Introduction:
    """What one stretch of speech says of its speaker."""

    name: Passage | None = None
    """The words that give the speaker's own name, with their cue."""
    bare_name: Passage | None = None
    """The name alone."""
    firm: Passage | None = None
    pointer: Passage | None = None
    """A nameless pointer to the firm: "the law firm"."""
    addressed: Passage | None = None
    """The words that address the listener by name."""
    spans: tuple[tuple[int, int], ...] = ()
    """Word indices of everything found, so that other analyses can leave it out."""


def introduction(
    passage: Passage, names: Names, *, opening: bool = True, closing: bool = True, asked: bool = False
) -> Introduction:
    """The speaker's introduction in `passage`; `opening` and `closing` allow bare names at that end.

    `asked`: the passage answers "who is this?", so a bare name that it opens with is the speaker's.
    """
    return _Reader(passage, names, opening or asked, closing, asked).read()


class _Reader(UncasedEnds):
    """Reads one passage from its greeting to its signature."""

    def read(self) -> Introduction:
        if not self.tokens:
            return Introduction()
        addressed, body = self.address()
        name, bare, after = self.own_name(body)
        firm = self.firm(body, after)
        if self.opening and (name is None or firm is None):
            name, bare, firm = self.bare_opening(body, name, bare, firm, addressed)
        if self.closing and (name is None or firm is None):
            name, bare, firm = self.signature(name, bare, firm, addressed)
        firm = firm or self.known_firm()
        name, bare = self.known_name(name, bare)
        pointer = self.pointer() if firm is None else None
        if addressed is None:
            addressed = self.vocative(bare)
        return Introduction(name, bare, firm, pointer, addressed, tuple(self.spans))

    def bare_opening(
        self, body: int, name: Passage | None, bare: Passage | None, firm: Passage | None, addressed: Passage | None
    ) -> tuple[Passage | None, Passage | None, Passage | None]:
        """Names that stand alone right after the greeting: "Joe, hi, Ilse, Fieldnote."."""
        if not self.cased:
            if name is None and firm is None and addressed is not None and (end := self.uncased_name_end(body)):
                self.take(body, end)
                return self.where(body, end), self.where(body, end), self.uncased_firm(end)
            return name, bare, firm or self.uncased_opening(body)
        at = body = self._behind_pleasantry(body)
        segments: list[tuple[int, int]] = []
        while at < min(len(self.tokens), body + 12) and len(segments) < 3:
            end = self.set_off(at)
            if not end:
                break
            if not self.listener(at, end, addressed):
                segments.append((at, end))
            at = end
            while at < len(self.tokens) and self.tokens[at].plain in {"here", "again"} | GREETINGS:
                at += 1
        return self._assign(segments, name, bare, firm)

    def _behind_pleasantry(self, body: int) -> int:
        """Where the message goes on behind "how's it going," or "hope you're well."; `body` when there is none."""
        at = body
        while at < len(self.tokens) and self.tokens[at].plain in _PLEASANTRIES and at - body < CLOSING_WORDS:
            while at < len(self.tokens) and not self.tokens[at].ends:
                at += 1
            at += 1
        return at if at < len(self.tokens) else body

    def _assign(
        self, segments: Sequence[tuple[int, int]], name: Passage | None, bare: Passage | None, firm: Passage | None
    ) -> tuple[Passage | None, Passage | None, Passage | None]:
        free = [s for s in segments if not self.taken(s[0]) and not self.names.is_lead(self.plain(*s))]
        for number, (first, end) in enumerate(free):
            last = number + 1 == len(free)
            wants_firm = firm is None and (
                (name is not None and self._behind(first, name))
                or self.looks_like_firm(first, end)
                or (self.tokens[first].plain in FIRM_OPENERS | {"the"} and end - first > 1)
                or self.names.is_firm(self.plain(first, end))
            )
            said = self.plain(first, end)
            if (
                self.tokens[end - 1].raw.endswith(("!", "?"))
                or set(said.split()) <= NO_NAME | TITLES | FAMILIAR | GREETINGS - NAMES_TOO
            ):
                continue
            if self._asks(end):
                continue
            if self.excluded(first, end) or (bare is not None and said in f" {bare.plain} "):
                continue
            if name is None and not wants_firm and set(said.split()) <= NO_PERSON:
                continue
            if (
                bare is not None
                and set(bare.plain.split()) <= set(said.split())
                and not self.looks_like_firm(first, end)
            ):
                continue  # the name again, in full
            if wants_firm and not (name is None and not last and self.tokens[first].plain in FIRM_OPENERS):
                firm = self.where(first, end)
                self.take(first, end)
            elif name is None and firm is None and (cut := self._firm_inside(first, end)):
                name = bare = self.where(first, cut)
                firm = self.where(cut, end)
                self.take(first, end)
            elif name is None and end - first <= 4:
                name = bare = self.where(first, end)
                self.take(first, end)
        return name, bare, firm

    def _behind(self, first: int, name: Passage) -> bool:
        return self.passage.words[self.tokens[first].index].start >= name.start

    def _asks(self, end: int) -> bool:
        """Whether the name that ends at `end` is put as a question: "Encik Razak, is it?"."""
        for token in self.tokens[end : end + 4]:
            if token.stops:
                return token.raw.rstrip("'\")").endswith("?")
        return False

    def _firm_inside(self, first: int, end: int) -> int:
        """Where the firm begins in "Catriona Blair Blue Door": a recogniser leaves out commas. 0 when nowhere."""
        for at in range(first + 1, end - 1):
            if self.tokens[at].plain in FIRM_OPENERS or self.names.is_firm(self.plain(at, end)):
                return at
        return 0

    def signature(
        self, name: Passage | None, bare: Passage | None, firm: Passage | None, addressed: Passage | None
    ) -> tuple[Passage | None, Passage | None, Passage | None]:
        """Names that stand alone at the end: "Mark Penhaligon, Kernow Sunpower, 07700 900 118."."""
        begin = max(0, len(self.tokens) - CLOSING_WORDS)
        if not self.cased:
            if name is None and (at := self.uncased_name_at_end()):
                name = bare = self.where(at, len(self.tokens))
                self.take(at, len(self.tokens))
            return name, bare, firm or self.uncased_signature()
        segments: list[tuple[int, int]] = []
        at = begin
        while at < len(self.tokens):
            set_off = self.starts[at] or (at > 0 and self.tokens[at - 1].ends and not self.thanked(at))
            end = self.set_off(at) if set_off and at > 3 else 0
            if end and not self.thanked(at) and not self.listener(at, end, addressed):
                segments.append((at, end))
                at = end
            else:
                at += 1
        return self._assign([s for s in segments if self._signs(*s)], name, bare, firm)

    def _signs(self, first: int, end: int) -> bool:
        """A signature is followed by the end, a number, or another signature, and is no place or day."""
        words = {t.plain for t in self.tokens[first:end]}
        if words & (DAYS | FAMILIAR | {"whatsapp", "google", "linkedin", "facebook", "instagram"}):
            return False
        rest = self.tokens[end:]
        ends = not rest or rest[0].plain in _AFTER_SIGNATURE or self.digits(end) or self.set_off(end) > 0
        return ends and len(rest) <= 14 and (self.starts[first] or self._signs_after(first))

    def _signs_after(self, first: int) -> bool:
        """Set off by a comma only: after another name, or after a number."""
        before = self.tokens[first - 1]
        return before.cap or self.digits(first - 1)
