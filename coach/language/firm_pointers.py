"""Where the firm is only pointed at: "the law firm", "your dealership's office", "our shop on Elm"."""

from __future__ import annotations

from coach.language.name_slots import NameSlots
from coach.language.sentences import Passage
from coach.language.vocabulary import DAYS, FUNCTION_WORDS, NAMELESS, NUMBER_WORDS, POINTER_WORDS, words

_THEIRS = words("place business team shop office company")
_POINTER_CUES = frozenset(
    [
        ("calling", "with"), ("im", "with"), ("am", "with"), ("im", "at"), ("am", "at"), ("over", "at"), ("down", "at"),
        ("here", "at"), ("here", "with"), ("back", "at"), ("up", "at"), ("inquiry", "with"), ("enquiry", "with"),
        ("file", "with"), ("account", "with"), ("application", "with"), ("call", "with"), ("order", "with"),
        ("behalf", "of"), ("message", "from"), ("so", "its"), ("we", "are"), ("out", "at"), ("over", "to"),
        ("work", "for"), ("work", "at"), ("works", "for"), ("calling", "for"), ("us", "at"), ("out", "to"),
    ]
)  # fmt: skip
_DETERMINERS = words("the your our")
_HOUSES = words(
    "office clinic company firm agency dealership bank practice store school college hospital lab charity union",
    "committee branch pharmacy",
)
"""Organisations that can be the subject of what their caller says: "The clinic is moving your day"."""
_HOUSE_DOES = words("is are has have just needs wants will would asked calling called")
ORGANISATIONS = NAMELESS | words(
    "union coop marina committee agent agents home homes microfinance bakery academy daycare kennel kennels spa barn",
    "winery brewery museum library theatre theater society association foundation rink parish temple farm ranch mill",
    "greenhouse caterer catering tailor jeweler jeweller printers printer laundromat lodge stables finance provider",
    "carrier resort inn restaurant cafe bar diner kitchen market supermarket mall court campus program programme",
    "station registry ministry embassy consulate authority board federation cooperative workshop plant mart depot",
    "movers tours travel kindergarten preschool chapel mosque synagogue parlour parlor funeral gallery orchard",
    "fella crowd gang chemist bureau mover publisher notary lawyer solicitor agent tutor bunch crew",
    "boutique showroom rental rentals utility utilities cinema arena stable hospice rehab clinique insurance",
)
"""What a nameless pointer ends on, where it stands behind a cue."""
NO_PLACE = (
    DAYS
    | NUMBER_WORDS
    | POINTER_WORDS
    | words(
        "road expo show fair conference seminar webinar event party wedding meeting lunch train airport door gate",
        "phone car moment minute end start beginning top bottom same other number address house internet net news",
        "picture pictures photo photos video results good bad latest hour price rate cost total time times game ones",
        "way back front side street corner open list ad advert flyer email mail post",
    )
)
"""What follows "from the" or "at your" and is no organisation."""


class FirmPointers(NameSlots):
    """Adds the reading of nameless pointers."""

    def pointer(self) -> Passage | None:
        """ "the law firm", "the roof people", "your dealership's office"."""
        plains = [token.plain for token in self.tokens]
        for at in range(len(plains) - 1):
            indefinite = plains[at] in {"a", "an"} and plains[at - 1 : at] in (["were"], ["are"], ["from"], ["with"])
            if not (plains[at] in _DETERMINERS or indefinite):
                continue
            points = self._points(at) and (self.opening or self._said_later_on(at))
            subject = not points and self._subject(at)
            if not (subject or points):
                continue
            if end := self._pointer_end(at, subject) or (0 if subject else self._any_place_end(at)):
                self.take(at, end)
                return self.where(at, end)
        return None

    def _said_later_on(self, at: int) -> bool:
        """Whether a pointer in the middle of a conversation says who calls: "it's the ...", "we're a ..."."""
        before = [token.plain for token in self.tokens[max(0, at - 2) : at]]
        return (0 < at <= 3 and before[-1] in {"its", "from"}) or before[-1:] == ["were"] or before == ["we", "are"]

    def _pointer_end(self, at: int, subject: bool) -> int:
        """Where a pointer that begins at `at` ends, on a word for an organisation; 0 when it does on none."""
        plains = [token.plain for token in self.tokens]
        for end in range(min(at + 5, len(plains)), at + 1, -1):
            inner = self.tokens[at : end - 1]
            kind = plains[end - 1] if plains[end - 1] in ORGANISATIONS else plains[end - 1].removesuffix("s")
            if kind not in ORGANISATIONS or any(t.stops or t.plain in FUNCTION_WORDS for t in inner[1:]):
                continue
            if plains[at] == "your" and end - at == 2 and kind in _THEIRS:
                continue
            if (
                subject
                and not self.opening
                and plains[end : end + 1] != ["needs"]
                and plains[end : end + 1] != ["just"]
            ):
                continue
            if subject and (
                end >= len(plains) or self.tokens[end - 1].ends or kind not in _HOUSES or plains[end] not in _HOUSE_DOES
            ):
                continue
            return end
        return 0

    def _any_place_end(self, at: int) -> int:
        """ "Ike at the co-op": right behind a name and "from" or "at", any place is the caller's; 0 when none is."""
        if at < 2 or not self.opening or self.tokens[at - 1].plain not in {"from", "at", "with"}:
            return 0
        if not self._behind_name(at - 1):
            return 0
        end = at + 1
        while end < len(self.tokens) and end - at < 4 and self._in_place(end):
            end += 1
            if self.tokens[end - 1].ends:
                break
        closed = (
            end == len(self.tokens) or self.tokens[end - 1].ends or self.tokens[end].plain in {"about", "on", "calling"}
        )
        if self.tokens[at - 1].plain == "with" and not closed:
            return 0
        return end if end > at + 1 and closed else 0

    def _in_place(self, at: int) -> bool:
        token = self.tokens[at]
        return not token.cap and token.plain not in FUNCTION_WORDS | NO_PLACE

    def _behind_name(self, link: int) -> bool:
        """Whether only "over", "down", "here" and the like stand between the caller's name and `link`."""
        at = link - 1
        while at > 0 and self.tokens[at].plain in {"over", "down", "up", "here", "calling", "again", "back", "out"}:
            at -= 1
        return self.taken(at)

    def _subject(self, at: int) -> bool:
        """Whether "the ..." at `at` begins a sentence: "So the law office needs ..."."""
        if self.tokens[at].plain == "your":
            return False
        return self.starts[at] or (at > 0 and self.tokens[at - 1].plain in {"so", "and", "but", "hi", "hello"})

    def _points(self, at: int) -> bool:
        """Whether "the ..." at `at` can say who calls: after a cue, or alone in its sentence."""
        before = tuple(token.plain for token in self.tokens[max(0, at - 2) : at])
        if not before or before[-1] in {"from", "its", "is", "were", "just", "only", "im"} or before in _POINTER_CUES:
            return before[-1:] != ("is",) or before == ("this", "is") or before == ("it", "is")
        if before[-1] in {"at", "with", "to", "in"} and self._behind_name(at - 1):
            return True
        if self.starts[at] or self.tokens[at - 1].ends:
            ahead = self.tokens[at : at + 5]
            if any(token.stops for token in ahead[1:4]) and len(self.tokens) > at + 2:
                return True
        if not self.cased and len(self.spans) > 1 and self.taken(at - 1):
            return True  # "tamika darnell your lawyers office": behind the listener and the caller
        return any(token.plain in {"here", "calling"} for token in self.tokens[at + 2 : at + 5])
