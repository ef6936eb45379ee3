"""The next step that a text offers: a specific, easy one, or only a vague one ("let me know")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from coach.language.asks import Ask, different
from coach.language.patterns import any_of, one_of
from coach.language.questions import Asked
from coach.language.sentences import Passage
from coach.language.when import moments

_VAGUE = any_of(
    r"let (?:me|us) know",
    r"(?:feel|please feel) free",
    r"reach (?:back )?out",
    r"get (?:back )?in touch|stay in touch|be in touch|keep in touch",
    r"get back to (?:me|us)",
    r"when(?:ever)? (?:you(?:re| are)? )?(?:ready|can|like|want|free|available|convenient|have time|get (?:a|the)|find)",
    r"when(?:ever)? (?:it|that) (?:suits|works|is convenient)",
    r"any ?time|at your (?:earliest )?convenience|some ?time",
    r"(?:if|should) you (?:have|need|want)(?: \w+){0,3} (?:questions?|anything|help|info|information|details|more)",
    r"happy to (?:help|answer|chat|talk|assist|discuss|connect)",
    r"(?:love|like|want|wanted|hope|hoping) to (?:connect|chat|talk|catch up|discuss|hear)",
    r"lets (?:connect|chat|talk|catch up|discuss|touch base)",
    r"hear(?:ing)? from you|at some point|one of these days|soon$",
    r"learn more|find out more|visit (?:our|the|us|my)|check out|take a look at our|follow us|tell (?:me|us) more",
    r"how you (?:wish|want|would like|like) to proceed|think about it|give it some thought|(?:keep|have) (?:me|us) in mind",
    r"(?:you can|can|to) reach (?:me|us)|here (?:if|when|for)",
)
_BIDS = re.compile(
    one_of(
        r"(?:please |just |kindly )?(?:call|ring|phone|text|email|write|whatsapp) (?:me|us)",
        r"(?:please |just |kindly )?(?:give|drop|send) (?:me|us) (?:a|an) (?:quick )?(?:call|ring|text|line|email|bell|yes)",
        r"(?:please |just |kindly )?(?:reply|respond)(?: (?:to|with|here|and|by))",
    )
    + r"\b(?! (?:if|know)\b)"
)
"""What is one thing to do, however loose its time: "call me when you can"."""
_STATUS = any_of(
    r"any (?:update|updates|news|progress|thoughts|questions|movement|word|feedback|decision|luck|interest)",
    r"(?:still )?interested|what do you think|what did you think|your thoughts|did you think",
    r"did you (?:get|see|receive|read|like|have|look|manage|find)|have you (?:had|seen|read|received|got|decided|thought)",
    r"how(?:s| is| are| was| did)? (?:it|things|everything|that|your (?:day|week|weekend)|you|life|business)",
    r"remember|right person|does that make sense|make sense",
)
"""Questions that ask how things stand, which is no step."""
_PLEASANTRY = any_of(
    r"^(?:and |so |hi |hello )*how(?:s| are| is| was) (?:you|your|it|things|everything|life|the family)",
    r"^(?:are )?you (?:well|ok|okay|alright|all right)$",
)
_EXACT = any_of(
    r"(?:reply|text|say|answer|send|write|just)(?: (?:me|us|back|with|a|an|the|word|simple|quick))* (?:yes|no|y|ok|1|2|a|b|one)",
    r"yes or no|(?:one|1) or (?:two|2)|a or b|(?:a|one) (?:quick |simple )?(?:yes|no|word|line|thumbs up)",
    r"(?:if|whether|which)(?: \w+){0,8} (?:works?|suits?|day|time|slot|one|two|is (?:fine|ok|okay|right|good|better|easier))",
    r"which (?:of|one|day|time|works|suits|version|option)",
    r"(?:call|ring|text|phone|reach|dial|whatsapp) (?:me |us |back )*(?:on|at|under) (?:\d|my|our|the (?:number|line)|oh|zero|"
    r"one|two|three|four|five|six|seven|eight|nine|plus|area|extension|this number)",
    r"(?:ten|fifteen|five|twenty|thirty|\d+) ?(?:min|mins|minutes?)",
)
_OPEN_WHEN = any_of(
    r"when (?:can|could|would|is|are|do|will|shall|works|suits)",
    r"what (?:time|day|times|days) (?:works?|suits?|would|is|are)",
    r"(?:spare|have|got) (?:a (?:few|moment|minute|sec)|some time|time)",
    r"(?:would|do|are) you (?:like|interested|want|open|up for|willing|able)(?: to)? (?:to )?(?:come in|learn|know|hear|chat|"
    r"talk|connect|discuss|meet|catch up|more)",
)
"""Asks for a talk without a day: a step, and not an easy one to take."""


@dataclass(frozen=True)
class EasySteps:
    """The steps of a text: the specific ones, each for something else, and the vague ones."""

    specific: tuple[Passage, ...] = ()
    vague: tuple[Passage, ...] = ()


def easy_steps(sentences: Iterable[Passage], asks: Iterable[Ask], asked: Iterable[Asked]) -> EasySteps:
    """The steps that `sentences` offer; `asks` and `asked` are what is asked in them."""
    every = tuple(sentences)
    asks, questions = tuple(asks), [a.passage for a in asked if not pleasantry(a.passage)]
    specific: list[Passage] = []
    vague: list[Passage] = []
    for ask in different(asks):
        home = _home(ask.where, every)
        if home is None or any(_STATUS.search(q.plain) and _overlap(q, ask.where) for q in questions):
            continue
        rest = home.between(_offset(home, ask.where), len(home.plain))
        is_vague = _VAGUE.search(rest.plain) is not None and not _exact(rest) and not _BIDS.match(rest.plain)
        (vague if is_vague else specific).append(ask.where)
    free = [q for q in questions if not any(_overlap(q, s) for s in (*specific, *vague))]
    free = [q for q in free if not _STATUS.search(q.plain)]
    vague += [q for q in free if _is_loose(q)]
    if not specific:
        specific += [q for q in free if not _is_loose(q)]
    if not specific and not vague:
        vague += [hit for s in every for hit in s.find(_VAGUE)][:1]
    return EasySteps(tuple(specific), tuple(vague))


def pleasantry(question: Passage) -> bool:
    """Whether a question is only polite: "how are you?"."""
    return _PLEASANTRY.search(question.plain) is not None


def _exact(passage: Passage) -> bool:
    return _EXACT.search(passage.plain) is not None or any(m.exact for m in moments(passage.plain, _SOME_DAY))


def _is_loose(question: Passage) -> bool:
    return bool(_VAGUE.search(question.plain) or _OPEN_WHEN.search(question.plain)) and not _exact(question)


_SOME_DAY = dt.date(2026, 1, 5)
"""Any day will do to see whether a text names one."""


def _home(passage: Passage, sentences: Iterable[Passage]) -> Passage | None:
    """The sentence that a passage lies in."""
    return next((s for s in sentences if s.start <= passage.start < s.end), None)


def _offset(sentence: Passage, passage: Passage) -> int:
    """Where the words of `passage` begin in the plain text of its sentence."""
    number = next((n for n, word in enumerate(sentence.words) if word is passage.words[0]), 0)
    return len(sentence.part(0, number).plain) + 1 if number else 0


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end
