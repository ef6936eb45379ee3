"""The parts of a step: the words of its action, who does it, and what for where another sentence says it."""

from __future__ import annotations

import re
from typing import Literal

from coach.language.mentions import (
    Mention,
    without_tag,
)
from coach.language.patterns import any_of
from coach.language.questions import TAG_QUESTION
from coach.language.sentences import Passage
from coach.language.step_wording import (
    CONTACT,
    PURPOSE,
)
from coach.models import Speaker

Owner = Literal["rep", "prospect", "both"]


def purpose_beside(turns: tuple[int, ...], talk: tuple[Passage, ...]) -> str | None:
    """What the step is for, where the rep says it in another sentence of the same turn."""
    for sentence in talk:
        if sentence.turn in turns and sentence.speaker is Speaker.REP and (match := _SO_THAT.search(sentence.plain)):
            if match.start() == 0 and not _SO_THEY_CAN.match(sentence.plain):
                continue
            return without_tag(sentence, *match.span())
    return None


_SO_THEY_CAN = re.compile(r"so (?:that|\w+ (?:can|could|know|get|have|see|dont|wont|will|are|has|is|get))\b")

_SO_THAT = re.compile(
    r"\bso (?:that )?(?:i|we|you|he|she|they|the|ms|mr|dr|shes|hes|youve"
    r"|your)\b (?!can (?:call|ring|come)).*"
)


def action_of(main: Mention) -> Passage:
    """The words that say what is done: from the verb to where time or purpose begin."""
    if main.action is None:
        return main.passage
    start = main.action.start(main.group)
    plain = main.passage.plain
    ends = [len(plain)]
    if main.moment and main.moment.start > main.action.end():
        ends.append(main.moment.start)
    if purpose := PURPOSE.search(plain, main.action.end()):
        ends.append(purpose.start())
    if tag := TAG_QUESTION.search(plain, main.action.end()):
        ends.append(tag.start())
    end = max(min(ends), main.action.end())
    words = _LOOSE_END.sub("", plain[start:end].rstrip())
    return main.passage.between(start, start + len(words))


_LOOSE_END = re.compile(r"(?:\s(?:and|for|at|on|to|would|by|with|so|then|the|a|in|let))+$")

_FIRST_PERSON = re.compile(
    r"(?:so |if |how about |why dont |what if |shall |can |could |may "
    r"|should |then )*(?:let me|ill|id|im|i)\b(?! (?:like|want|need) (?:you|us)\b)"
)

_PHONES = re.compile(
    rf"\b(?:{CONTACT}|(?:call|ring|phon)ing (?:you|me|us|him|her)|one to (?:call|ring|phone)|another (?:call|ring)"
    r"|(?:i|ill) (?:call|ring|phone))\b"
)

_TO_US = re.compile(r"\b(?:me|us)\b(?! to)")

_SENDS = any_of(
    r"(?:send|text|email|e mail|mail|whatsapp|photo|picture|sign|upload|fill|forward|post|fax|deliver)(?:ing)?",
)

_SENDS_SOMEBODY = re.compile(
    r"\bsend (?:(?!(?:it|them|that|this|over|you|me|us|the|a|an|some)\b)\w+ ){1,3}(?:over|round|out|around|down|to)\b"
)

_TOGETHER = any_of(
    r"meet(?:ing)?|sit (?:down|with|in)|speak with|talk with|of us|both of you|two of you|the pair of you",
    r"together|share (?:a|my) screen|show (?:you|ye|yous)|(?:video|conference|zoom|teams|group) (?:call|chat|meeting)",
    r"(?:a|one) call|on zoom|on video|demo|consultation|appointment",
)
"""What takes both: a meeting, an agreed talk."""

_WITH_YOU = any_of(
    r"meet(?:ing)? (?:you|up|with|at|on)|we meet|sit (?:down|with)|of us|together|(?:share|show) (?:a screen"
    r"|my screen|you|ye)",
    r"(?:speak|talk|go through it|work through it) with you",
)
"""The same where the speaker is the one who comes: looking at the roof is their own work."""

_COMES_FROM_US = re.compile(
    r"(?:have|get|send|bring|like|want|need) (?!you\b|ye\b|me\b|us\b|the both|the two|it\b|him\b|her\b|them\b|your\b"
    r"|a\b|another\b|to\b|on\b)"
    r"|^(?:our|my|the) \w+ |^(?:(?:can|could|will|would|shall) )?(?:he|she|they|mr|mrs|ms|miss|dr|doctor)\b"
)


_WANTS_YOU = re.compile(r"\b(?:like|want|need) (?:for )?(?:the \w+ of )?(?:you|ye|us)\b")

_FROM_US = re.compile(
    r"\b(?:(?:our|my) \w+ (?:can|will|could|would|comes|goes|calls)|from (?:me|us)\b|(?:someone|somebody) (?:with|can"
    r"|will)"
    r"|we go come|ill have)\b"
)
"""Somebody of the rep's own does it, where no verb of an offer stands: "you'll have it from me by Monday"."""


def owner_of(main: Mention) -> Owner:
    """Who does it: the caller of a call, the sender of papers, who comes to work; both for a meeting or a talk."""
    said, plain = main.said, main.passage.plain
    by_rep = main.passage.speaker is Speaker.REP
    mine = _FIRST_PERSON.match(said) is not None and not _WANTS_YOU.search(said)
    us: Owner = "rep" if by_rep else "prospect"
    them: Owner = "prospect" if by_rep else "rep"
    if _PHONES.search(said):
        return them if _TO_US.search(said.split("let me")[-1]) else us
    if by_rep and not said and _FROM_US.search(plain):
        return "rep"
    if by_rep and (_SENDS_SOMEBODY.search(plain) or _COMES_FROM_US.search(said)):
        return "rep"
    if _SENDS.search(said):
        return us if mine or "i could" in said else them
    if (_WITH_YOU if mine else _TOGETHER).search(plain):
        return "both"
    if by_rep:
        if mine:
            return "rep"
        return "prospect" if re.search(r"\bbring (?:him|her|them|it) (?:along|straight)\b", plain) else "both"
    return "both" if mine else "rep"
