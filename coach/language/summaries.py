"""The call summed up near its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.language.listening import content
from coach.language.patterns import any_of
from coach.language.pitches import product_talk
from coach.language.sentences import Passage
from coach.language.wording_model import Judge
from coach.models import Speaker

_SUMS_UP = any_of(
    r"(?:to|let me|ill|id|lemme|can i) (?:just |quickly )?(?:sum|wrap|put (?:it|that|this"
    r"|all that) (?:all )?together|pull (?:it|this|that) (?:all )?together|recap|say (?:it|that"
    r"|this) (?:all )?(?:back|in a (?:line|word|sentence))|play (?:it|that|this) back|go back over|read (?:it"
    r"|that) back|repeat|see if i(?:ve| have) (?:got|understood))",
    r"(?:in (?:a nutshell|short|summary|a line|a word|one line)|to summari[sz]e|summing up|all in all)",
    r"(?:weve|we have) (?:talked|spoken|covered|gone|discussed|said|been) (?:about|over|through)",
    r"what (?:ive|i have|i) (?:heard|got|gather|understand|noted|written|have|hear|m hearing)",
    r"(?:heres|here is) what (?:ive|i have|i) (?:got|heard|have|noted)|what matters (?:is|to you)",
    r"just so (?:ive|i have|i) (?:got|have) it",
    r"(?:so|i) (?:ive|i have) got (?:it |this )?down|have i got (?:that|it) (?:all )?right|thats about the size",
)

_FRAGMENT = re.compile(
    r"^(?:(?:okay|ok|right|alright|all right|well|cool|lovely|great|good|really|um|uh|anyhow|perfect|yeah|fine|sure"
    r"|sir|maam) )*(?:so"
    r"|then)\b(?! (?:ill|i|we|well|you can|can|could|would|shall|what|how|when|why|who|is (?:that|it)\b|do|did|are"
    r"|have)\b)"
)

_TIME_TALK = any_of(
    r"oclock|see you",
    r"(?:ill|i will|well|we will|lets|shall|could|can) (?:i |we |you )?(?:call|ring|send|text|see|come|meet|be|have"
    r"|do|go|put|get)",
    r"call you|ring you|send you|text you",
    r"^(?:okay |so |ok )*(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow (?:at|then)|does that",
    r"was asking|would you",
)

_LISTS = re.compile(r"^(?:\w+ ){0,3}?(?:so|okay|just so|right|alright|well)\b")


def summaries(
    talk: tuple[Passage, ...], questions: frozenset[float], judge: Judge
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The rep's summaries in the later part of the call, and the fragments of one."""
    if not talk:
        return (), ()
    votes = tuple(_votes(talk, questions))
    judge.prepare(sentence.text for sentence, _ in votes)
    labels = [(sentence, judge.label("closings", sentence.text, vote)) for sentence, vote in votes]
    whole = tuple(sentence for sentence, label in labels if label == "summary")
    return whole, tuple(sentence for sentence, label in labels if label == "fragment")


def _votes(talk: tuple[Passage, ...], questions: frozenset[float]) -> Iterator[tuple[Passage, str]]:
    """The rep's sentences in the later part that may sum up, each with what the rule takes it for."""
    later = talk[-1].turn * _LATER_PART
    theirs: set[str] = set()
    said: set[str] = set()
    for sentence in talk:
        words = content(sentence.plain)
        if sentence.speaker is Speaker.REP and sentence.turn >= later:
            asked = sentence.start in questions
            if _is_summary(sentence, words & theirs, asked):
                yield sentence, "summary"
            elif not asked and words & said and _is_fragment(sentence):
                yield sentence, "fragment"
            elif len(words & theirs) >= _HEARD_BEFORE:
                yield sentence, "other"
        said |= words
        theirs |= words if sentence.speaker is Speaker.PROSPECT else set()


def _is_summary(sentence: Passage, shared: frozenset[str], asked: bool) -> bool:
    """Announced as one, or a list of several of the prospect's points."""
    plain, count = sentence.plain, len(sentence.words)
    if _SUMS_UP.search(plain):
        return count >= _WHOLE_SUMMARY or bool(shared)
    if asked or count < _WHOLE_SUMMARY or _TIME_TALK.search(plain) or product_talk(plain):
        return False
    marks = sentence.text.count(",")
    if not marks and not sentence.text.endswith("."):
        return bool(_LISTS.match(plain)) and len(shared) >= _POINTS + 1
    if _LISTS.match(plain) and marks + plain.count(" and ") >= 2 and len(shared) >= _POINTS:
        return True
    return marks >= _POINTS and len(shared) >= _POINTS + 1


def _is_fragment(sentence: Passage) -> bool:
    fits = len(sentence.words) <= _FRAGMENT_WORDS and not _TIME_TALK.search(sentence.plain)
    return fits and _FRAGMENT.match(sentence.plain) is not None


_POINTS = 3
"""How many of the prospect's own words make a list of points."""

_HEARD_BEFORE = 2
"""How many of the prospect's own words a summary must hold that only the model takes for one."""

_LATER_PART = 0.5

_WHOLE_SUMMARY = 13

_FRAGMENT_WORDS = 10
