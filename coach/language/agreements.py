"""What an answer to a proposal comes to: a yes, a hedge, a yes to one part, a refusal, a question back.

Read by where things stand, not by whole sentences: what agrees, what holds back and what refuses are each found, and
their order decides. "No, that's fine" agrees; "That's fine, but no forms" agrees to a part; a doubt outweighs a yes
unless it is only a look at the calendar that ends in one.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import lru_cache

from coach.language.answer_wording import (
    BINDS,
    COUNTERS,
    HARMLESS_NO,
    HEDGE,
    LIMITS,
    LOOKS_FIRST,
    NO,
    PUTS_OFF,
    QUESTION,
    REFUSES,
    SETTLES,
    YES,
)
from coach.language.clock_times import same_hour
from coach.language.moment import Moment
from coach.language.sentences import plain
from coach.language.stems import stem
from coach.language.vocabulary import FUNCTION_WORDS
from coach.language.when import moments


class Answer(StrEnum):
    YES = "yes"
    HEDGE = "hedge"
    HALF = "half"
    """A yes to one part of what was proposed, and a no to another."""
    NO = "no"
    """A refusal, another day instead, or "I'll get back to you"."""
    ASKS = "asks"
    """A question back: nothing is decided yet."""
    NONE = "none"


@lru_cache(maxsize=4096)
def answer(said: str, to: str = "", today: dt.date | None = None) -> Answer:
    """What `said` (the words of one turn) says to the proposal `to`, where we know it."""
    heard = _Heard(said, to, today or _ANY_DAY)
    if heard.asks_back:
        return Answer.ASKS
    if heard.part_only:
        return Answer.HALF
    if heard.doubts:
        return Answer.HEDGE
    if heard.refuses:
        return Answer.NO
    return Answer.YES if heard.yes else Answer.NONE


_ANY_DAY = dt.date(2026, 1, 1)
"""Where the day of the call is unknown, days are compared with each other only."""

Span = tuple[int, int]


class _Heard:
    """The places in one answer that agree, doubt and refuse."""

    def __init__(self, said: str, to: str, today: dt.date) -> None:
        self.said = said
        parts = [p for p in re.findall(r"[^.!?;]+[.!?;]*", said) if plain(p)]
        told = [p for p in parts if not (p.rstrip().endswith("?") and len(p.split()) > _TAG_WORDS)]
        self.only_asks = not told
        self.plain = _BREAK.join(map(plain, told or parts))
        self.proposed = plain(to)
        self.known = moments(self.proposed, today) if to else ()
        self.named = moments(self.plain, today)
        harmless = [m.span() for m in HARMLESS_NO.finditer(self.plain)]
        self.no = [m.span() for m in NO.finditer(self.plain) if not _within(m.span(), harmless)]
        self.doubt = [m.span() for m in HEDGE.finditer(self.plain)]
        self.yes = [
            m.span() for m in YES.finditer(self.plain) if not _within(m.span(), self.no) and not self._undone(m.span())
        ]
        self.yes += [(m.start, m.end) for m in self.named if self._says_it_again(m)]
        self.yes += [m.span() for m in _BIDS.finditer(self.plain) if stem(m["verb"]) in self._stems(self.proposed)]
        self.yes.sort()

    def _undone(self, span: Span) -> bool:
        """A doubt or a refusal covers it: "should be fine"."""
        return any(a < span[1] and span[0] < b for a, b in self.doubt)

    def _says_it_again(self, moment: Moment) -> bool:
        """The day or hour that was proposed, in a clause that takes nothing back."""
        same = any(
            (m.date is not None and m.date == moment.date)
            or (m.time is not None and moment.time is not None and same_hour(m.time, moment.time))
            for m in self.known
        )
        rest = self.plain[moment.end : moment.end + _CLAUSE]
        same = same and not any(self._differs(m) for m in self.named)
        return same and not self.no and not NO.search(rest) and not _HAS_SOMETHING_ON.search(self.plain)

    @property
    def asks_back(self) -> bool:
        """Nothing but a question: "Does he take Humana?"."""
        if QUESTION.match(self.plain):
            end = self.plain.find(_BREAK)
            return end < 0 or not any(a > end for a, _ in self.yes)
        return self.only_asks and not self._counters

    @property
    def part_only(self) -> bool:
        """Agrees, and takes something of it back, or agrees to no more than a part."""
        if not self.yes or self._only_doubts:
            return False
        first = self.yes[0][0]
        cut = [m.span() for m in LIMITS.finditer(self.plain)] + self.no
        late = [s for s in cut if s[0] > first and not self._corrected(s) and self._about_the_proposal(s)]
        return bool(late) and not self._counters

    @property
    def _only_doubts(self) -> bool:
        """The refusal belongs to the doubt: "I'll try, but I can't promise"."""
        return bool(self.doubt) and all(_within(s, self.doubt) for s in self.no)

    def _corrected(self, span: Span) -> bool:
        """A yes comes after it: "Thursday I have the... no, that's Friday. Can."."""
        return any(a >= span[1] and not NO.search(self.plain[span[1] : a]) for a, _ in self.yes) and (
            BINDS.search(self.plain, span[1]) is not None
        )

    def _about_the_proposal(self, span: Span) -> bool:
        """What is taken back is a part of what was proposed, or is set against the yes with "but"."""
        start = max((self.plain.rfind(w, 0, span[0]) for w in _BREAKS), default=-1)
        clause = self.plain[max(start, span[0] - _CLAUSE, 0) : span[1] + _CLAUSE]
        if re.search(r"\b(?:but|just|only|though|except)\b", self.plain[max(0, span[0] - _CLAUSE) : span[1]]):
            return not self.proposed or bool(self._shared(clause)) or "but" in clause
        return bool(self._shared(clause)) or (bool(self.proposed) and _SOMEBODY_ELSE.search(clause) is not None)

    def _shared(self, clause: str) -> set[str]:
        return self._stems(clause) & self._stems(self.proposed)

    @staticmethod
    def _stems(text: str) -> set[str]:
        return {stem(w) for w in text.split() if w not in FUNCTION_WORDS}

    @property
    def doubts(self) -> bool:
        if not self.doubt or self._puts_off:
            return False
        if self.no and self.no[0][0] == 0 and not self.yes:
            return False
        last = max(end for _, end in self.doubt)
        if all(LOOKS_FIRST.fullmatch(self.plain[a:b]) for a, b in self.doubt):
            return not any(a >= last for a, _ in self.yes)
        agreed = bool(self.yes) and self.yes[0][0] < self.doubt[0][0]
        return not (agreed and any(not _within(m.span(), self.doubt) for m in SETTLES.finditer(self.plain)))

    @property
    def refuses(self) -> bool:
        """The last word is a no, or another day is put in the place of the one proposed."""
        if self._puts_off or self._counters:
            return True
        refused = self.no or [m.span() for m in REFUSES.finditer(self.plain)]
        return bool(refused) and not any(a >= refused[-1][1] for a, _ in self.yes) and not self._agreed_before(refused)

    def _agreed_before(self, refused: list[Span]) -> bool:
        """A yes stands first, and what is refused is another matter: "Great. I'm not usually this chatty."."""
        return bool(self.yes) and self.yes[0][0] < refused[0][0] and not self._counters

    @property
    def _puts_off(self) -> bool:
        return PUTS_OFF.search(self.plain) is not None and not self.yes

    @property
    def _counters(self) -> bool:
        """Names another day or hour than the one proposed: "make it Monday", "eleven would be easier"."""
        if not self.named or not self.known or (self.yes and self.yes[0][0] < self.named[0].start):
            return COUNTERS.search(self.plain) is not None and not self.yes
        return all(self._differs(m) for m in self.named)

    def _differs(self, moment: Moment) -> bool:
        days = {m.date for m in self.known if m.date}
        hours = {m.time for m in self.known if m.time}
        if moment.date and days and moment.date not in days:
            return True
        return bool(moment.time and hours and not any(_near(moment.time, h) for h in hours))


def _near(one: str, other: str) -> bool:
    """The same hour of the clock; the minutes may have been misheard: "half eleven?" "Eleven's fine"."""
    return same_hour(f"{one[:2]}:00", f"{other[:2]}:00")


def _within(span: Span, others: list[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)


_CLAUSE = 32
"""Characters that a clause of an answer has, about."""

_TAG_WORDS = 2
"""Words of "right?", "you know?": no question of its own."""

_BREAK = " | "
"""What stands in the plain text where a sentence of the answer ends."""

_BIDS = re.compile(
    r"(?:^|(?<=\| ))(?:(?:okay|ok|yeah|yes|sure|just|please|oh|well|so) )*(?P<verb>send|bring|take|start|file|call"
    r"|come|put|drop|mail|post|email|text|book|hold|keep|sign|meet|run|pull|order|ring|go)\b"
)
"""The first word of each sentence: a bidding where it takes up the verb of the proposal, as "send it" does."""

_BREAKS = (_BREAK, " but ", " though ", " and ")

_SOMEBODY_ELSE = re.compile(r"\b(?:he|she|they|that|it|those|the other|its)\b")

_HAS_SOMETHING_ON = re.compile(
    r"\b(?:i|we|she|he|ive|weve|shes|hes) (?:have|has|got|start|finish|work|close|am|go|feed|\w+ till)\b"
)
