"""The time of a step as it is bargained over: who puts which day and hour up, and what stands in the end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from coach.language.agreements import Answer, answer
from coach.language.clock_times import same_hour
from coach.language.mentions import Mention
from coach.language.moment import Moment
from coach.language.patterns import any_of
from coach.language.sentences import Passage
from coach.models import Speaker

NEAR = 10
"""Turns within which a time belongs to an action."""


@dataclass(frozen=True)
class Held:
    """The time that stands in the end, who said it last, and in which words."""

    moment: Moment | None
    words: str | None
    mention: Mention


def final_moment(main: Mention, chain: list[Mention], talk: tuple[Passage, ...], today: dt.date | None) -> Held:
    """Later words replace earlier ones; a day alone keeps the hour; a refused time does not count.

    What a side says when it agrees to the time on the table only repeats it.
    """
    held: Moment | None = None
    said: Mention | None = None
    refused: Moment | None = None
    for _, group in groupby(_about(main, chain), key=lambda m: m.turn):
        turn = list(group)
        if held is not None and said is not None and turn[0].passage.speaker is not said.passage.speaker:
            turn = list(_put_in_its_place(turn, held, said, talk, today))
        for mention in turn:
            new = mention.moment
            assert new is not None
            if mention.refused or (held is not None and mention.farewell):
                refused = _kept(new, refused) if mention.refused else refused
                continue
            new = _kept(new, refused) if held is None else _taken_together(held, new)
            fuller = mention.turn == main.turn and _tells_more(mention, said)
            if held is None or (new.date, new.time) != (held.date, held.time) or fuller:
                said = mention
            held = new
    if held is None or said is None or said.moment is None:
        return Held(None, None, main)
    words = said.passage.between(said.moment.start, said.moment.end).text
    return Held(held, words.rstrip(",.?!"), said)


def _tells_more(mention: Mention, said: Mention | None) -> bool:
    """The same side says day and hour together, of which it first said one: "today", then "at 4 30 today"."""
    now, before = mention.moment, said.moment if said else None
    if said is None or now is None or before is None or mention.passage.speaker is not said.passage.speaker:
        return False
    return bool(now.date and now.time) and not (before.date and before.time)


def _kept(new: Moment, refused: Moment | None) -> Moment:
    """A new day keeps the hour that was refused with its day, and a new hour keeps the day."""
    if refused is None:
        return new
    return replace(new, date=new.date or refused.date, time=new.time or refused.time)


def _about(main: Mention, chain: list[Mention]) -> Iterable[Mention]:
    """The mentions of a time that can belong to `main`."""
    for mention in chain:
        if mention.moment is None or not mention.moment.exact:
            continue
        if abs(mention.turn - main.turn) > 2 * NEAR or (mention.action and _other_errand(mention, main)):
            continue
        yield mention


def _taken_together(held: Moment, new: Moment) -> Moment:
    unsure = new.time and held.time and not new.sure and same_hour(new.time, held.time)
    return replace(new, date=new.date or held.date, time=held.time if unsure else new.time or held.time)


def _put_in_its_place(
    turn: list[Mention], held: Moment, said: Mention, talk: tuple[Passage, ...], today: dt.date | None
) -> Iterable[Mention]:
    """What the other side's turn changes: nothing where it agrees, but for what it asks to have otherwise."""
    whole = " ".join(s.text for s in talk if s.turn == turn[0].turn)
    agreed = answer(whole, said.passage.text, today) in (Answer.YES, Answer.HEDGE, Answer.HALF)
    agreed = agreed and not any(m.refused for m in turn)
    if turn[0].passage.speaker is Speaker.REP:
        yield from turn
        return
    for mention in turn:
        moment = mention.moment
        assert moment is not None
        if _same(moment, held):
            continue
        if agreed and not _ASKS_FOR_IT.search(mention.passage.plain):
            continue
        yield mention


def _same(new: Moment, held: Moment) -> bool:
    """Says no other day and no other hour than what is on the table."""
    if new.date is not None and new.date != held.date:
        return False
    return new.time is None or (held.time is not None and _about_the_same_time(new.time, held.time))


def _about_the_same_time(one: str, other: str) -> bool:
    """The same, or a few minutes that were heard otherwise: "four thirty?" "Yep, 4 35"."""
    return same_hour(one, other) or abs(_minutes(one) - _minutes(other)) < _HEARD_APART


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


_HEARD_APART = 10

_ASKS_FOR_IT = any_of(
    r"(?:could|can|would|shall|might) (?:we|you|i|it|that)|make (?:it|that)|(?:what|how) about|instead|rather|better",
    r"say|lets|let us|but|prefer|easier|or|works?|suits?|do",
)

_PAPERS = re.compile(r"\b(?:send|text|email|e mail|mail|post|forward|bring)\b")


def _other_errand(mention: Mention, main: Mention) -> bool:
    """Papers promised beside a meeting are another matter."""
    return bool(_PAPERS.search(mention.said)) and not _PAPERS.search(main.said)
