"""What the listener is asked to do or told to expect, and how many different things that is.

A request is an opener ("could you", "please") or the beginning of a clause, and then the verb of some kind of task
(`ask_openers`, `ask_places`, `ask_verbs`); or it is one of the forms of `next_contact`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coach.language.ask_places import begins, governed, negated, not_asked, openings
from coach.language.ask_tasks import task_at
from coach.language.ask_verbs import Task
from coach.language.next_contact import anywhere, wanted
from coach.language.patterns import a_word, any_of
from coach.language.sentences import Passage
from coach.models import Speaker, Word

__all__ = ["Ask", "Task", "asks", "different"]

NEAR = 60
"""Characters between a request and the words that make it a fallback."""
_SUITS = a_word(
    "suits? good works? awkward okay ok convenient rather sure not possible out busy change cant cannot problem prefer",
    "milking happy better clash clashes raining isnt doesnt wont dont arent late stuck bad",
)
_FALLBACK = any_of(
    rf"(?<!tell me )(?<!know )(?<!say )(?<!see )if (?:\w+ ){{1,6}}?{_SUITS}",
    r"if not",
    r"failing that",
    r"otherwise",
    r"unless",
    r"or (?:ill|i will) (?:try|call|ring)",
    r"(?:suit|work) you",
    r"(?:doesnt|dont|wont) (?:suit|work)",
    r"isnt good",
    r"no good",
)
_SAME_THING = any_of("it", "them", "those")
_ALSO = any_of(r"also|separately|plus|as well|in the meantime|meanwhile")
_TELLS = any_of(r"(?:tell me|let me know|say) (?:wh\w+|your|how|if|the)")
"""A separate answer that is wanted besides the call: "and could you also let me know your shoe size"."""
_FOLLOWS = re.compile(r"^(?: \w+){0,5} and(?: (?:then|just))? $")
"""What stands between two verbs of one errand: "come by Thursday and sign", "open the link and pick a time"."""
_DIRECTLY = re.compile(r"^(?: \w+)? and $")
_ERRANDS = {
    ("do", "do"),
    ("visit", "do"),
    ("visit", "visit"),
    ("web", "book"),
    ("web", "form"),
    ("web", "do"),
    ("contact", "do"),
}
_HEARD_WHOLE = frozenset({"contact", "send", "web"})
"""Tasks whose words may have a comma between them: "dial, um, oh two"."""
_SOME_TASKS = frozenset({"send", "do", "visit", "form"})


@dataclass(frozen=True)
class Ask:
    """One thing to do or expect.

    `fallback` belongs to another ask ("call me if that doesn't suit"), `errand` goes on with the one before it ("come
    by and sign").
    """

    task: Task
    where: Passage
    fallback: bool = False
    errand: bool = False
    thing: str = ""
    """What is done, so that two deeds or two separate answers are two things."""


def asks(sentences: Iterable[Passage]) -> tuple[Ask, ...]:
    """Everything the listener is asked to do or told to expect, in order."""
    return tuple(ask for sentence in sentences for ask in _asks(sentence))


@dataclass(frozen=True)
class _Hit:
    """A request in the plain text of a sentence: its span, and where its verb begins."""

    begin: int
    end: int
    verb: int
    task: Task


def _asks(sentence: Passage) -> list[Ask]:
    found, marks = _hits(tuple(word.text for word in sentence.words))
    return _read(sentence, found, marks)


@lru_cache(maxsize=2048)
def _hits(said: tuple[str, ...]) -> tuple[tuple[_Hit, ...], tuple[int, ...]]:
    """The requests in a sentence of these words, in order, and where its clauses begin.

    Kept, since a draft is read anew with every keystroke and one sentence of it has changed.
    """
    sentence = Passage(tuple(Word(text=word, start=0.0, end=0.0) for word in said), Speaker.REP)
    text = sentence.plain
    marks = tuple(begins(sentence))
    found: list[_Hit] = []

    def keep(task: Task, begin: int, end: int, verb: int | None = None) -> None:
        if all(end <= hit.begin or hit.end <= begin for hit in found):
            found.append(_Hit(begin, end, begin if verb is None else verb, task))

    forms = list(wanted(text))
    for form in forms:
        if form[0] == "announced":
            keep(*form)
    for opening in openings(sentence):
        strength: str | None = opening.strength
        if strength == "bare" and not any(h.task != "announced" and h.end <= opening.begin for h in found):
            strength = governed(text, opening.begin, opening.begin in marks)
        task = task_at(text, opening.verb, strength) if strength else None
        if not task:
            continue
        comma = next((mark for mark in marks if opening.verb < mark < task[1]), None)
        if comma is None or task[0] in _HEARD_WHOLE:
            keep(task[0], opening.begin, comma or task[1], opening.verb)
    for form in anywhere(text):
        if not not_asked(text, form[1]):
            keep(*form)
    for form in forms:
        if not negated(text, form[1]):
            keep(*form)
    return tuple(sorted(found, key=lambda hit: hit.begin)), marks


def _read(sentence: Passage, found: tuple[_Hit, ...], marks: tuple[int, ...]) -> list[Ask]:
    """`found` as asks, with what makes one part of another."""
    text = sentence.plain
    fallbacks = [match.span() for match in _FALLBACK.finditer(text)]
    read: list[Ask] = []
    for number, hit in enumerate(found):
        near = any(b - NEAR <= hit.begin <= e + NEAR for b, e in fallbacks)
        before = found[number - 1] if number else None
        follows = (
            before is not None
            and (before.task, hit.task) in _ERRANDS
            and not any(before.end <= mark <= hit.verb for mark in marks)
            and (_FOLLOWS if before.task != hit.task else _DIRECTLY).match(text[before.end : hit.verb]) is not None
        )
        errand = follows or (hit.task in _SOME_TASKS and _SAME_THING.search(text, hit.verb, hit.end) is not None)
        read.append(Ask(hit.task, sentence.between(hit.begin, hit.end), near, errand, _thing(text, hit)))
    return read


def _thing(text: str, hit: _Hit) -> str:
    if hit.task == "do":
        return "do " + text[hit.verb : hit.end].split(" ")[0]
    opener = text[hit.begin : hit.verb]
    if hit.task == "contact" and "separately" in opener:
        return "separate contact"
    if hit.task == "contact" and _ALSO.search(opener) and _TELLS.match(text[hit.verb : hit.end + 9]):
        return "tell"
    return hit.task


def different(found: Iterable[Ask]) -> tuple[Ask, ...]:
    """The first ask of each different thing to do.

    A fallback, getting in touch beside an announced call, and the steps of one errand belong to the other ask.
    """
    kept: dict[str, Ask] = {}
    every = list(found)
    announced = any(ask.task == "announced" for ask in every)
    for ask in every:
        if ask.fallback and len(every) > 1 and ask.task in {"contact", "announced"} and kept:
            continue
        if ask.task == "contact" and announced:
            continue
        if kept and ask.errand:
            continue
        kept.setdefault(ask.thing, ask)
    return tuple(kept.values())
