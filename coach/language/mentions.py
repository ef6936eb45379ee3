"""One sentence of a call as a mention of a step: what it offers to do, when, and what for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from coach.language.agreements import Answer, answer
from coach.language.moment import Moment
from coach.language.patterns import any_of
from coach.language.questions import TAG_QUESTION
from coach.language.sentences import Passage
from coach.language.step_wording import (
    ASKING,
    ASKS_SOMETHING_ELSE,
    CONDITION,
    JUST_LOOKING,
    OFFER,
    PAST_VERB,
    PURPOSE,
    REFUSAL_WORDS,
)
from coach.language.when import moments
from coach.models import Speaker


@dataclass(frozen=True)
class Mention:
    """A sentence that offers a step, or names a time for one."""

    passage: Passage
    action: re.Match[str] | None
    moment: Moment | None
    refused: bool = False

    @property
    def turn(self) -> int:
        return self.passage.turn

    @property
    def farewell(self) -> bool:
        """Only "see you", "talk soon"."""
        return self.action is not None and (
            self.action["farewell"] is not None or _FAREWELL.search(self.action[0]) is not None
        )

    @property
    def group(self) -> str:
        """Which wording of an offer it is."""
        assert self.action is not None
        return next(name for name, said in self.action.groupdict().items() if said and name in _GROUPS)

    @property
    def said(self) -> str:
        """The verb of the offer, with who does it; nothing where only a time is proposed."""
        return self.action[0] if self.action else ""


_GROUPS = ("mine", "yours", "bidden", "other", "farewell")

_FAREWELL = re.compile(
    r"^(?:(?:then )?(?:well|ill|i will|we will) (?:be )?(?:see|seeing|talk to|speak to|catch) (?:you|ye|yous|yall)\b"
    r"|see you\b|talk\b|speak\b)"
)

STILL_ABOUT_IT = 4

SENTENCES_ON = 3


def stands_alone(sentence: Passage, today: dt.date | None) -> bool:
    """The rep says a day with its hour and little else: "Ten past eight tonight, then."."""
    if sentence.speaker is not Speaker.REP or len(sentence.words) > _A_TIME_ALONE:
        return False
    return any(m.date is not None and m.time is not None for m in moments(sentence.plain, today))


_A_TIME_ALONE = 7


def put_up(sentence: Passage, following: tuple[Passage, ...]) -> bool:
    """The rep asks for a yes in this sentence, or goes on to ask for one in the same turn."""
    if sentence.speaker is not Speaker.REP or _PAST_QUESTION.search(sentence.plain):
        return False
    return any(asks_for_yes(s) for s in following if s.turn == sentence.turn)


def mention_in(sentence: Passage, today: dt.date | None, near: bool) -> Mention | None:
    plain = sentence.plain
    found = _usable_moment(plain, today)
    action = OFFER.search(plain)
    looking = JUST_LOOKING.search(plain)
    if action and ((looking and looking.start() <= action.start()) or (PAST_VERB.search(plain) and not found)):
        action = None
    if action and not found and (CONDITION.search(plain) or _WHAT_FOR_ALL.search(plain)):
        action = None
    if action and not found and (action["farewell"] or action["other"] or _PRESENT.match(action[0])):
        action = None
    if action and action["other"] and sentence.speaker is Speaker.PROSPECT:
        action = None
    if action and not found and _LOOKS_AT_IT.search(plain[action.start() : action.end() + _PRONOUN]):
        action = None
    if action and sentence.speaker is Speaker.PROSPECT and REFUSAL_WORDS.search(plain):
        action = None
    if action is None and not (found and near and _about_a_time(plain, found)):
        return None
    return Mention(sentence, action, found)


_PAST_QUESTION = re.compile(r"\b(?:was|were|did|has|been|how long|when|since|what (?!id|i would|about|if))\b")

_PRONOUN = 6

_LOOKS_AT_IT = re.compile(r"\b(?:would|will|could|can) you (?:\w+ )*look at (?:it|them|that|this|those)\b")

_PRESENT = re.compile(r"(?:i|that we|and we|so we|he|she) (?!ll|will|can|could|go\b)")

_WHAT_FOR_ALL = any_of(
    r"what we (?:do|can do)|we usually|people|everybody|always|our (?:plan|package|product)",
)


def _about_a_time(plain: str, moment: Moment) -> bool:
    """Little is said beside the time: "Friday at two?", "Monday's good", "make it four"."""
    beside = len(plain.split()) - len(plain[moment.start : moment.end].split())
    says_it = beside <= _BESIDE_A_TIME or moment.start <= _AT_THE_HEAD or PURPOSE.search(plain) is not None
    return says_it and not _OWN_ERRAND.search(plain)


_BESIDE_A_TIME = 12

_AT_THE_HEAD = 16

_OWN_ERRAND = any_of(
    r"ill tell",
    r"i(?:ll)? (?:have to|must|need to) (?:go|work|be)|i will tell|theyll be|it (?:was|came|happened)",
    r"deadline|due|expires|hearing is|since|closes|runs out|gets? married",
)


def _usable_moment(plain: str, today: dt.date | None) -> Moment | None:
    """The first moment of a sentence, with what a later one adds to it."""
    found = [m for m in moments(plain, today) if not _NOT_THEN.search(plain[max(0, m.start - 12) : m.start])]
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        if first.date is None and other.date is not None:
            first = replace(other, time=other.time or first.time)
        elif first.time is None and other.time and (other.date is None or other.date == first.date):
            first = replace(first, time=other.time, end=other.end)
        elif _INSTEAD.search(plain[first.end : other.start]):
            first = replace(other, time=other.time or first.time)
    return first


_NOT_THEN = re.compile(r"\b(?:before|until|till|since|not|every|most) (?:the |that )?$")

_INSTEAD = re.compile(r"\b(?:no|but|instead|rather|actually|sorry|not|cant|make it|or)\b")


def turned_down(mention: Mention, following: tuple[Passage, ...]) -> bool:
    """The other side's next words refuse it."""
    for sentence in following:
        if sentence.turn > mention.turn and sentence.speaker is not mention.passage.speaker:
            return answer(sentence.plain) is Answer.NO
    return False


def purpose_of(mention: Mention) -> str | None:
    """What the step is for, in the words of its sentence."""
    start = mention.action.start() + 3 if mention.action else 0
    match = PURPOSE.search(mention.passage.plain, start)
    if match and mention.action and match.start() < mention.action.end() and match["purpose"].startswith("to "):
        match = PURPOSE.search(mention.passage.plain, mention.action.end())
    return without_tag(mention.passage, *match.span("purpose")) if match else None


def without_tag(passage: Passage, start: int, end: int) -> str:
    """The words from `start` to `end`, less a question for a yes at the end: "... to check it, that good"."""
    tag = TAG_QUESTION.search(passage.plain, start, end)
    return passage.between(start, tag.start() if tag and tag.start() > start else end).text


def asks_for_yes(sentence: Passage) -> bool:
    """Puts the step up for a yes."""
    if ASKS_SOMETHING_ELSE.search(sentence.plain):
        return False
    return sentence.text.rstrip("\"'”’)").endswith("?") or ASKING.search(sentence.plain) is not None
