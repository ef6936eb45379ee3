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
    ASKING_INSIDE,
    ASKING_THEN,
    ASKS_SOMETHING_ELSE,
    CONDITION,
    JUST_LOOKING,
    OFFER,
    PAST_VERB,
    PURPOSE,
    QUOTED,
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
    beside: bool = False
    """Its time stands in a sentence of its own, just before or after: "Tomorrow at six. I'll ring you then."."""

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


_GROUPS = ("suggested", "mine", "yours", "bidden", "arranged", "other", "farewell")

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


def mention_in(sentence: Passage, today: dt.date | None, near: bool, put: bool = False) -> Mention | None:
    """What a sentence says of a step; None where it says nothing of one.

    `near`: a step is being talked about. `put`: the rep puts this sentence up for a yes.
    """
    plain = sentence.plain
    action = OFFER.search(plain)
    if action and QUOTED.search(plain[: action.start()]):
        action = None
    found = _usable_moment(sentence, today, action)
    looking = JUST_LOOKING.search(plain)
    if action and ((looking and looking.start() <= action.start()) or (PAST_VERB.search(plain) and not found)):
        action = None
    if action and not found and (CONDITION.search(plain) or _WHAT_FOR_ALL.search(plain)):
        action = None
    if action and not found and not action["suggested"] and ASKS_SOMETHING_ELSE.search(plain):
        action = None
    if (
        action
        and not found
        and (action["farewell"] or action["other"] or action["arranged"] or _PRESENT.match(plain, action.start()))
    ):
        action = None
    if action and found and action["arranged"] and (_WHY_CALLING.search(plain) or _unlike_a_plan(action, found)):
        action = None
    if action and action["other"] and sentence.speaker is Speaker.PROSPECT:
        action = None
    if action and not found and _LOOKS_AT_IT.search(plain[action.start() : action.end() + _PRONOUN]):
        action = None
    if action and sentence.speaker is Speaker.PROSPECT and REFUSAL_WORDS.search(plain):
        action = None
    if action and found and found.date is None and action["mine"] and _PRESENT.match(plain, action.start()):
        action = action if asks_for_yes(sentence) else None
    if action is None and not (found and (near or put) and _about_a_time(sentence, found, put)):
        return None
    if action is None and sentence.speaker is Speaker.REP and _FACT_TODAY.match(plain):
        return None
    if action is None and found and not near and found.date == today and found.time is None:
        return None
    return Mention(sentence, action, found)


_PAST_QUESTION = re.compile(
    r"\b(?:was|were|did|has (?:he|she|it|that|any|your|been)|been|how long|when|since|what (?!id|i would|about|if))\b"
)

_PRONOUN = 6

_LOOKS_AT_IT = re.compile(r"\b(?:would|will|could|can) you (?:\w+ )*look at (?:it|them|that|this|those)\b")

_PRESENT = re.compile(
    r"(?:i|that we|and we|so we|he|she) (?!ll|will|can|could|go\b|(?:send|show|give|bring) you\b|come (?:with|and|to"
    r"|by|over)\b)"
)

_WHY_CALLING = re.compile(r"\b(?:about|regarding|concerning|because|on behalf|since|every)\b")


def _unlike_a_plan(action: re.Match[str], moment: Moment) -> bool:
    """The day stands far from the verb: "I see the ad ... Sunday"."""
    return min(abs(moment.start - action.end()), abs(action.start() - moment.end)) > _FAR_FROM_VERB


_FAR_FROM_VERB = 40

_WHAT_FOR_ALL = any_of(
    r"what we (?:do|can do)|we usually|people|everybody|always|our (?:plan|package|product)",
)


_FACT_TODAY = re.compile(
    r"(?:and |so |okay |well )*(?:(?:what|who|which|where|why)(?! (?:about|if|id|i)\b)|how(?! (?:about|is|does|would"
    r"|s)\b))"
)
"""A question for a fact, in which a day is only told: "what are you running today?"."""


def _about_a_time(sentence: Passage, moment: Moment, put: bool) -> bool:
    """Little is said beside the time: "Friday at two?", "Monday's good", "make it four"."""
    plain = sentence.plain
    beside = len(plain.split()) - len(plain[moment.start : moment.end].split())
    ours = sentence.speaker is Speaker.REP and not asks_for_yes(sentence) and not put
    says_it = (
        beside <= (_BESIDE_OUR_TIME if ours else _BESIDE_A_TIME)
        or (moment.start <= _AT_THE_HEAD and (moment.date is not None or not ours))
        or (PURPOSE.search(plain) is not None and not ours)
        or (moment.date is not None and moment.time is not None)
    )
    theirs = sentence.speaker is Speaker.PROSPECT and _HAS_SOMETHING_ON.search(plain)
    return says_it and not theirs and not _OWN_ERRAND.search(plain)


_BESIDE_A_TIME = 12

_BESIDE_OUR_TIME = 7

_AT_THE_HEAD = 16

_HAS_SOMETHING_ON = any_of(
    r"(?:i|we|she|he)(?:ve|s)? (?:got |have |has )(?!free|nothing|time|no |an hour|a (?:gap|slot|free)|off|till|until)",
    r"i (?:finish|start|work|close|open)\b|(?:were|im|i am|we are) (?:closed|away|out|off|working)",
)

_OWN_ERRAND = any_of(
    r"ill tell",
    r"i(?:ll)? (?:have to|must|need to) (?:go|work|be)|i will tell|theyll be|it (?:was|came|happened)",
    r"deadline|due|expires|hearing is|since|closes|runs out|gets? married",
)


def _usable_moment(sentence: Passage, today: dt.date | None, action: re.Match[str] | None) -> Moment | None:
    """The first moment of a sentence, from its offer on if one stands there, with what a later one adds to it."""
    plain = sentence.plain
    found = [m for m in moments(plain, today) if not _NOT_THEN.search(plain[max(0, m.start - 12) : m.start])]
    found = [m for m in found if m.time or not _OF_ANOTHER_THING.match(plain, max(0, m.start - 4))]
    if not found:
        return None
    if action and found[0].end < action.start() and _ANOTHER_DOING.search(plain[found[0].end : action.start()]):
        found = [m for m in found if m.start >= action.start()] or found
    first = found[0]
    for other in found[1:]:
        if first.date is None and other.date is not None:
            first = replace(other, time=other.time or first.time)
        elif first.time is None and other.time and (other.date is None or other.date == first.date):
            first = replace(first, time=other.time, end=other.end)
        elif _INSTEAD.search(plain[first.end : other.start]):
            first = replace(other, time=other.time or first.time)
    return first


_OF_ANOTHER_THING = re.compile(
    r"(?:the|your|my|our|his|her) \w+day (?!at\b|by\b|in\b|the\b|after|before|morning|evening|night|then|or\b|and\b"
    r"|of\b"
    r"|is\b|works|suits|so\b|to\b|if\b|for\b|with\b|i\b|we\b|you\b|he\b|she\b|around|about|next|coming)[a-z]+\b"
)
"""A day that only names a thing: "the Monday shift", "your Tuesday class"."""

_ANOTHER_DOING = re.compile(r"\b(?:and|but|then) (?:then )?$")
"""The day belongs to another act before: "I see my manager tonight, and I'll call you ..."."""

_NOT_THEN = re.compile(r"\b(?:before|until|till|since|not|every|most) (?:the |that )?$")

_INSTEAD = re.compile(r"\b(?:no|but|instead|rather|actually|sorry|not|cant|make it|or)\b")


def time_beside(mention: Mention, around: tuple[Passage, ...], today: dt.date | None) -> bool:
    """Whether a neighbouring sentence of the same turn is little more than a day or an hour."""
    return any(
        s.turn == mention.turn
        and any(
            m.exact and len(s.words) - len(s.plain[m.start : m.end].split()) <= _ALONE for m in moments(s.plain, today)
        )
        for s in around
    )


_ALONE = 3


def turned_down(mention: Mention, following: tuple[Passage, ...], today: dt.date | None) -> bool:
    """The other side's next words refuse it."""
    reply = ""
    turn = None
    for sentence in following:
        if sentence.turn > mention.turn and sentence.speaker is not mention.passage.speaker:
            if turn not in (None, sentence.turn):
                break
            turn = sentence.turn
            reply += f" {sentence.text}"
    return bool(reply) and answer(reply, mention.passage.text, today) is Answer.NO


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
    text = sentence.text.rstrip("\"'”’)")
    if text.endswith("?") or ASKING.search(sentence.plain):
        return True
    unmarked = text[-1:] not in ".!"
    return unmarked and (ASKING_INSIDE.search(sentence.plain) or ASKING_THEN.search(sentence.plain)) is not None
