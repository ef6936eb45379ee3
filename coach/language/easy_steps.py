"""The next step that a text offers: a specific, easy one, or only a vague one ("let me know")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from coach.language.asks import Ask, different
from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage
from coach.language.when import moments

_VAGUE = any_of(
    r"let (?:me|us) know",
    r"(?:feel|please feel) free",
    r"reach (?:back )?out",
    r"get (?:back )?in touch|stay in touch|be in touch|keep in touch",
    r"get back to (?:me|us)",
    r"when(?:ever)? (?:you(?:re| are)? )?(?:ready|can|like|want|free|available|convenient|have time|get (?:a|"
    r"the)|find)",
    r"when(?:ever)? (?:it|that) (?:suits|works|is convenient)",
    r"any ?time|at your (?:earliest )?convenience|some ?time",
    r"(?:if|should) you (?:have|need|want)(?: \w+){0,3} (?:questions?|anything|help|info|information|details|more)",
    r"happy to (?:help|answer|chat|talk|assist|discuss|connect)",
    r"(?:love|like|want|wanted|hope|hoping) to (?:connect|chat|talk|catch up|discuss|hear)",
    r"lets (?:connect|chat|talk|catch up|discuss|touch base)",
    r"hear(?:ing)? from you|at some point|one of these days|wait(?:ing)? (?:for|on) your|hesitate",
    r"learn more|find out more|^visit|visit (?:our|the|us|my)|check out|take a look at our|follow us|tell (?:me|"
    r"us) more",
    r"how you (?:wish|want|would like|like) to proceed|think about it|give it some thought|(?:keep|have) (?:me|"
    r"us) in mind",
    r"(?:you can|can|to) reach (?:me|us)|here (?:if|when|for)",
    r"(?:kindly|please) (?:revert|advise)|(?:contact|call|ask) (?:me|us) with any",
    r"at your (?:disposal|service)|should you (?:require|wish)|whenever|read more",
    r"^(?:please |kindly )+(?:reply|respond)(?: (?:asap|back|soon|today|now|at your earliest))*$",
)
_BIDS = re.compile(
    one_of(
        r"(?:please |just |kindly )?(?:call|ring|phone|text|email|write|whatsapp) (?:me|us)",
        r"(?:please |just |kindly )?(?:give|drop|send) (?:me|us) (?:a|an) (?:quick )?(?:call|ring|text|line|"
        r"email|bell|yes)",
        r"(?:please |just |kindly )?(?:reply|respond)(?: (?:to|with|here|and|by))",
    )
    + r"\b(?! (?:if|know)\b)"
)
"""What is one thing to do, however loose its time: "call me when you can"."""
_STATUS = any_of(
    r"any (?:update|updates|news|progress|thoughts|questions|movement|word|feedback|decision|luck|interest)",
    r"(?:still )?interested|what do you think|what did you think|your thoughts|did you think",
    r"did you (?:get|see|receive|read|like|have|look|manage|find)|have you (?:had|seen|read|received|decided|thought)",
    r"how(?:s| is| are| was| did)? (?:it|things|everything|that|your (?:day|week|weekend)|you|life|business)",
    r"(?:made|make|come to|reached) (?:a|any|your|up your) (?:decision|mind)",
    r"remember|right person|does that make sense|make sense",
)
"""Questions that ask how things stand, which is no step."""
_PLEASANTRY = any_of(
    r"^(?:and |so |hi |hello )*how(?:s| are| is| was) (?:you|your|it|things|everything|life|the family)",
    r"^(?:hi |hello |hey |good \w+ )?(?:is (?:this|that)|am i (?:speaking|talking) (?:to|with))(?: \w+){1,3}$",
    r"^(?:hi |hello |good \w+ )?(?:may|can|could) i (?:please )?(?:speak|talk) (?:to|with)",
    r"^(?:are )?you (?:well|ok|okay|alright|all right)$",
)
_GOOD_TIME = any_of(
    r"(?:have|got|spare) (?:you )?(?:got )?(?:a|two|five|ten|\d+) (?:quick )?(?:minutes?|moment|sec\w*|mins?)",
    r"(?:is|are|have) (?:now|this|you|i)\b.*\b(?:good|okay|ok|bad|busy|free|caught|catch)",
    r"(?:good|bad|okay|ok|right|convenient) (?:time|moment)",
)
_PROPOSES = any_of(
    r"(?:would|shall|should|could|can|may|might) (?:i|we|you|it|that|my|our|\w+)",
    r"(?:want|like|wanna|need|okay|ok|open|ready|fancy) (?:me|us|to|the|a|it|for|with)",
    r"(?:does|do|is|are|will|would) (?:\w+ ){1,4}(?:work|suit|good|ok|okay|fine|better|easier|free|right)",
    r"(?:how|what) about|which|you in|deal",
)
"""Questions that put a step up for a yes."""
_WILL_COME = any_of(
    r"(?:will|ll|am|is|are) (?:going to )?(?:call|calling|ring|phone|text|come|coming|visit|meet|stop by|drop by)",
    r"(?:will|ll) be (?:there|at|with)",
)
_EXACT = any_of(
    r"(?:reply|text|say|answer|send|write|just)(?: (?:me|us|back|with|a|an|the|word|simple|quick))* (?:yes|no|y|"
    r"ok|1|2|a|b|one)",
    r"yes or no|(?:one|1) or (?:two|2)|a or b|(?:a|one) (?:quick |simple )?(?:yes|no|word|line|thumbs up)",
    r"(?:if|whether|which)(?: \w+){0,8} (?:works?|suits?|day|time|slot|one|two|is (?:fine|ok|okay|right|good|"
    r"better|easier))",
    r"which (?:of|one|day|time|works|suits|version|option)",
    r"(?:call|ring|text|phone|reach|dial|whatsapp) (?:me |us |back )*(?:on|at|under) (?:\d|my|our|the (?:number|"
    r"line)|oh|zero|"
    r"one|two|three|four|five|six|seven|eight|nine|plus|area|extension|this number)",
    r"(?:ten|fifteen|five|twenty|thirty|\d+) ?(?:min|mins|minutes?)",
)
_OPEN_WHEN = any_of(
    r"when (?:can|could|would|is|are|do|will|shall|works|suits)",
    r"what (?:time|day|times|days) (?:works?|suits?|would|is|are)",
    r"(?:spare|have|got) (?:a (?:few|moment|minute|sec)|some time|time)",
    r"(?:would|do|are) you (?:like|interested|want|open|up for|willing|able)(?: to)? (?:to )?(?:come in|learn|"
    r"know|hear|chat|"
    r"talk|connect|discuss|meet|catch up|more)",
)
"""Asks for a talk without a day: a step, and not an easy one to take."""


@dataclass(frozen=True)
class EasySteps:
    """The steps of a text: the specific ones, each for something else, and the vague ones."""

    specific: tuple[Passage, ...] = ()
    vague: tuple[Passage, ...] = ()


def easy_steps(
    sentences: Iterable[Passage], asks: Iterable[Ask], questions: Iterable[Passage], spoken: bool = False
) -> EasySteps:
    """The steps that `sentences` offer; `asks` and `questions` are those in them.

    `spoken`: the lead is on the line, so "have you got a minute?" is a step.
    """
    every, questions = tuple(sentences), tuple(questions)
    specific: list[Passage] = []
    vague: list[Passage] = []
    for ask in _joined(different(asks), every):
        home = _home(ask.where, every)
        if home is None or any(_STATUS.search(q.plain) and _overlap(q, ask.where) for q in questions):
            continue
        rest = home.between(_offset(home, ask.where), len(home.plain))
        is_vague = _VAGUE.search(rest.plain) is not None and not _exact(rest) and not _BIDS.match(rest.plain)
        (vague if is_vague else specific).append(ask.where)
    free = [q for q in questions if not any(_overlap(q, s) for s in (*specific, *vague))]
    free = [q for q in free if not _STATUS.search(q.plain) or (spoken and _GOOD_TIME in q)]
    loose = [q for q in free if _is_loose(q) and not (spoken and _GOOD_TIME in q)]
    hints = [hit for s in every for hit in s.find(_VAGUE)]
    if not specific:
        specific += [q for q in free if q not in loose and (_PROPOSES in q or not (vague or loose or hints))]
    if not specific:
        specific += [s for s in every if _put_up(s) or (_WILL_COME in s and _exact(s))][:1]
    vague += loose
    return EasySteps(tuple(specific), tuple(vague or hints[: not specific]))


def _joined(asks: Iterable[Ask], sentences: tuple[Passage, ...]) -> tuple[Ask, ...]:
    """Two asks with an "or" between them are two ways to do one thing: "come by, or call me"."""
    kept = tuple(asks)
    if len(kept) != _PAIR:
        return kept
    home = _home(kept[0].where, sentences)
    if home is None or home is not _home(kept[1].where, sentences):
        return kept
    between = home.plain[_offset(home, kept[0].where) : _offset(home, kept[1].where)]
    return kept[:1] if between.endswith(" or ") else kept


_PAIR = 2


def pleasantry(question: Passage) -> bool:
    """Whether a question is only polite: "how are you?"."""
    return _PLEASANTRY.search(question.plain) is not None


def _exact(passage: Passage) -> bool:
    return _EXACT.search(passage.plain) is not None or any(m.exact for m in moments(passage.plain, _SOME_DAY))


def _put_up(sentence: Passage) -> bool:
    """Whether a sentence puts a time up for a yes: "I can come Thursday at two, ok?"."""
    return sentence.text.endswith("?") and not _STATUS.search(sentence.plain) and _exact(sentence)


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
