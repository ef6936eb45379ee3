"""When the prospect begins to answer, and what they tell without being asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from coach.language.bad_moment import raises_bad_moment
from coach.language.listening import content
from coach.language.objections import objects
from coach.language.patterns import any_of
from coach.language.sentences import Passage
from coach.models import Question, QuestionType, Speaker

_NOT_YET = re.compile(
    r"^(?:\w+ ){0,3}?(?:wait|hold on|hang on|hold (?:the|it)|(?:one|just a|a|give me a) (?:second|sec|minute|moment)"
    r"|excuse me|(?:be )?right back|pardon|come again)\b"
)
_ASKS_AGAIN = any_of(
    r"what did you (?:say|ask)|say (?:that |it )?again|ask me (?:now|again)",
    r"what was (?:that|the question|it you)|come again|you were saying|where were we|cant hear",
)
_TELLS = any_of(
    r"(?:its|thats|it was|it is) (?:about|because|for|the|my|our)|because",
    r"im (?:looking|still looking|after|calling about|interested)",
    r"(?:i|we) (?:need|want|have|had|keep|lost|cant|saw|got|was|were|only|just|bought|use)\b|ive",
    r"weve|my \w+|our \w+|still",
)


def answer_to(question: Question, asked: tuple[Question, ...], talk: tuple[Passage, ...]) -> Passage | None:
    """The prospect's first sentence after `question` that can be its answer; None when none comes.

    While the prospect asks for a moment ("hold on", somebody at the door) or says that now does not suit, the
    answer has not begun; once the rep has asked something else, what follows belongs to that.
    """
    until = next((q.start for q in asked if q.start > question.start and _takes_over(question, q, talk)), float("inf"))
    for turn in _turns(talk):
        if turn[0].speaker is not Speaker.PROSPECT or turn[0].start < question.end - 0.01:
            continue
        if turn[0].start >= until:
            return None
        if not _puts_off(turn):
            return turn[0]
    return None


def _takes_over(question: Question, later: Question, talk: tuple[Passage, ...]) -> bool:
    """A later question draws the answer to itself: in another turn, or "is this a good time?" in the same breath."""
    between = any(s.speaker is Speaker.PROSPECT and question.end <= s.start < later.start for s in talk)
    return between or (later.type is QuestionType.GOOD_TIME and question.type is not QuestionType.GOOD_TIME)


def _turns(talk: tuple[Passage, ...]) -> Iterator[tuple[Passage, ...]]:
    for _, group in groupby(talk, key=lambda s: s.turn):
        yield tuple(group)


def _puts_off(turn: tuple[Passage, ...]) -> bool:
    whole = " ".join(s.plain for s in turn)
    return bool(_NOT_YET.match(whole) or _ASKS_AGAIN.search(whole) or raises_bad_moment(turn[0].plain))


def told_unasked(talk: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Where the prospect takes up what the rep called about and tells of their own need, without a question."""
    found: list[Passage] = []
    topic: frozenset[str] = frozenset()
    for turn in _turns(talk):
        if turn[0].speaker is Speaker.REP:
            topic |= content(" ".join(s.plain for s in turn))
            continue
        if _puts_off(turn) or any(objects(s.plain) for s in turn):
            continue
        found.extend(
            s
            for s in turn
            if len(s.words) >= _TOLD_WORDS
            and not s.text.endswith("?")
            and _TELLS.search(s.plain)
            and content(s.plain) & topic
        )
    return tuple(found)


_TOLD_WORDS = 6
