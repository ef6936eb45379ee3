"""How many ideas a short text holds: what it adds, lists, or asks besides the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coach.language.concepts import concept
from coach.language.continuations import own_words
from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage

_LEAD = r"^(?:(?:and|oh|so|but|well|please|just) )*"
_ADDS = re.compile(
    _LEAD
    + one_of(
        "also",
        "additionally",
        "besides(?! the)",
        "moreover|furthermore",
        "separately",
        "p ?s",
        "by the way|btw",
        "in addition",
        "on top of that",
        "on (?:another|a different|a separate|an unrelated|a side) (?:note|topic|subject|matter)",
        "(?:one|another|a) (?:more|other|further|last|final|quick|different) (?:thing|point|question|note|idea|topic)",
        "another (?:thing|point|idea|topic|question)",
        "while i have you|while im at it|while were at it|while you are at it",
        "(?:secondly|second|thirdly|third|lastly|finally|next)(?: of all)?(?=[ ,])",
        "(?:oh|and) (?:and|oh)",
        "meanwhile",
        "plus",
        "speaking of which",
        "unrelated",
    )
    + r"\b"
)
_ADDS_INSIDE = any_of(
    r"and (?:we|i|our \w+|there is|theres|it|please|could you|can you|then) (?:\w+ )?also",
    r"as well as (?:our|a|the new)",
    r"(?<=\w )also (?:a |an |our |the )?(?=\w+ \w+)(?!asked|asks|said|told|mentioned|wanted|know|works?|need|"
    r"want|happy|checked|get|got)",
    r"and by the way|and also|plus (?:we|our|a|the|i)|not to mention",
    r"(?:we|i)(?: do| have)? also (?:do|offer|have|sell|run|provide|wanted|want|wrote|started|launched|make)",
    r"(?:could|can|would|will|do|did) you also|also (?:please|could|can|let|send|check|we|our|wanted|tell)",
)
_COUNTED = any_of(
    r"(?P<number>two|three|four|five|six|2|3|4|5|6|a couple of|a few|several|some|a number of) (?:quick |other |"
    r"more |small "
    r"|short |different |separate )*(?:things|points|topics|ideas|items|updates|notes|matters|news)",
)
_NUMBERS = {"two": 2, "2": 2, "a couple of": 2, "three": 3, "3": 3}
_ITEM = re.compile(r"^(?:[-*•–]|\(?[1-9a-e][.)])$")
_OURS = re.compile(
    r"^(?:and |so |but )*(?:our|we(?:ve| have| are| offer| do| also| sell| run| opened| won| just| now|re)?|"
    r"were|prices?)\b"
    r"(?!.*\b(?:you|your|youre|yours)\b)"
)
_CHOICE = any_of(r"which (?:one|of)|options|versions|choices|alternatives|choose|pick (?:one|a)|either")
"""What makes a list a choice, and so one idea."""
MANY = 3
"""Sentences about the sender's own firm from which each is an idea."""


@dataclass(frozen=True)
class Ideas:
    """How many ideas, and where those besides the first begin."""

    count: int
    others: tuple[Passage, ...] = ()


def ideas(sentences: Sequence[Passage], names: frozenset[str], other_asks: Iterable[Passage]) -> Ideas:
    """The ideas of a text. `other_asks` are requests for something else than the first one."""
    others: list[Passage] = []
    said: set[str] = set()
    for sentence in sentences:
        others += [added for added in _added(sentence) if _is_new(added, said, names)]
        said |= {concept(w) for w in own_words(sentence, names)}
    others += [ask for ask in other_asks if not any(_within(ask, o) for o in others)]
    choice = any(_CHOICE in s for s in sentences)
    items = () if choice else tuple(s for s in sentences if _ITEM.match(s.words[0].text) and len(s.words) > 1)
    boasts = tuple(s for s in _clauses(sentences) if _OURS.match(s.plain) and own_words(s, names))
    told, where = _told(sentences)
    count = max(1 + len(others), len(items), told, len(boasts) if len(boasts) >= MANY else 1)
    shown = others or list(items[1:]) or list(where) or list(boasts[1:] if len(boasts) >= MANY else ())
    return Ideas(count, tuple(shown))


def _added(sentence: Passage) -> Iterator[Passage]:
    """The words that bring something else, from where they begin."""
    if _ADDS.match(sentence.plain):
        yield sentence
        return
    starts = [match.start() for match in _ADDS_INSIDE.finditer(sentence.plain)]
    ends = [*starts[1:], len(sentence.plain)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        yield sentence.between(start, len(sentence.plain[:end].rstrip()))


def _is_new(added: Passage, said: set[str], names: frozenset[str]) -> bool:
    """Whether most of what is added was not the matter before."""
    own = {concept(w) for w in own_words(added, names)}
    return not own or len(own & said) * 2 < len(own)


def _told(sentences: Iterable[Passage]) -> tuple[int, tuple[Passage, ...]]:
    """What the text itself says: "I have three things"."""
    for sentence in sentences:
        for match in _COUNTED.finditer(sentence.plain):
            return _NUMBERS.get(match["number"], MANY), (sentence.at(match),)
    return 1, ()


def _clauses(sentences: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(clause for sentence in sentences for clause in sentence.clauses)


def _within(passage: Passage, other: Passage) -> bool:
    return other.start <= passage.start < other.end
