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
            return without_tag(sentence, *match.span())
    return None


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

_TOGETHER = any_of(
    r"meet (?:with|on|up|at|you|me)|lets meet|let us meet|we meet|sit down|sit with|speak with|of us",
    r"together|share a screen|show (?:you|ye|yous)",
)


def owner_of(main: Mention) -> Owner:
    said, plain = main.said, main.passage.plain
    by_rep = main.passage.speaker is Speaker.REP
    if _TOGETHER.search(plain):
        return "both"
    mine = _FIRST_PERSON.match(said) is not None
    if re.search(rf"\b(?:{CONTACT})", said):
        to_me = re.search(r"\b(?:me|us)\b(?! to)", said.split("let me")[-1]) is not None
        return ("prospect" if to_me else "rep") if by_rep else ("rep" if to_me else "prospect")
    if re.search(r"\b(?:send|text|email|e mail|mail|photo|picture|sign|upload|fill)\b", said):
        return ("rep" if mine else "prospect") if by_rep else ("prospect" if mine else "rep")
    if mine and by_rep:
        return "rep"
    if by_rep:
        return "prospect" if re.search(r"\bbring (?:him|her|them|it) (?:along|straight|in)\b", plain) else "both"
    return "both" if mine else "rep"
