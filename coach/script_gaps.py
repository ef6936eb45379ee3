"""Questions in words so different that only their place in the call, and what they ask for, tells them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from coach.language.question_types import ABOUT_THEM, ASKS_WHO
from coach.language.reading import Reading
from coach.language.script_intents import asks_for
from coach.language.sentences import plain
from coach.models import Facts, Kind, Question, QuestionType, Transcript
from coach.script_fits import LONGEST_SHOWN, Fit
from coach.script_sentences import ScriptSentence, Spoken, content_of, inside
from coach.scripts import Script, Status


def in_the_gaps(
    lines: tuple[ScriptSentence, ...], spoken: Spoken, chosen: dict[int, Fit], reading: Reading, script: Script
) -> Iterator[Fit]:
    """Questions left over on both sides between the same neighbours: about the same thing, or as many in both."""
    left = [(question, inside(question, spoken)) for question in extra_questions(reading, spoken, chosen.values())]
    types = {q.text: q.type for q in _questions_of(script)}
    open_lines = [line for line in lines if line.asks and line.number not in chosen]
    for (before, behind), own in groupby(open_lines, key=lambda line: _gap(line.number, chosen, len(spoken.words))):
        here = list(own)
        there = [(q, n) for q, n in left if n and before <= n[0] and n[-1] < behind]
        pairs = list(_alike(here, there, types))
        if not pairs and len(here) == len(there):
            pairs = [(x, y) for x, y in zip(here, there, strict=True) if _both_about_them(x, y[0], types)]
        for line, (_, numbers) in pairs:
            shown = spoken.passage(numbers[0], numbers[-1] + 1)
            yield Fit(line.number, Status.CHANGED, 0.0, 0.0, numbers[0], numbers[-1] + 1, shown)


_Asked = tuple[Question, range]
"""A question of the call and the numbers of its plain words."""


def _gap(number: int, chosen: dict[int, Fit], count: int) -> tuple[int, int]:
    """The plain words of the call between those of the nearest lines before and behind that were found."""
    before = next((chosen[n].last for n in sorted(chosen, reverse=True) if n < number), 0)
    behind = next((chosen[n].first for n in sorted(chosen) if n > number), count)
    return before, behind


def _alike(
    here: list[ScriptSentence], there: list[_Asked], types: dict[str, QuestionType]
) -> Iterator[tuple[ScriptSentence, _Asked]]:
    """Each line with the first question behind the one before that asks for the same kind of thing."""
    at = 0
    for line in here:
        for number in range(at, len(there)):
            question = there[number][0]
            same = types.get(line.passage.text) is question.type
            if _about_the_same(plain(question.text), line.passage.plain, same):
                yield line, there[number]
                at = number + 1
                break


def _both_about_them(line: ScriptSentence, question: Question, types: dict[str, QuestionType]) -> bool:
    """The same type, and nothing in their words says that they ask for different things."""
    here, there = asks_for(line.passage.plain), asks_for(plain(question.text))
    return (
        question.type in ABOUT_THEM
        and types.get(line.passage.text) is question.type
        and bool(here & there or not here | there)
    )


def _questions_of(script: Script) -> tuple[Question, ...]:
    """The questions of the script, typed as in a call."""
    turns = [
        (line.speaker, " ".join(w.text for w in line.words if w.slot is None)) for line in script.lines if line.words
    ]
    return Reading(Transcript.from_turns(turns), Facts(kind=Kind.CALL)).questions


def _about_the_same(one: str, other: str, same_type: bool) -> bool:
    """Whether two questions at the same point of script and call ask for the same kind of thing."""
    words, kinds = len(content_of(one) & content_of(other)), len(asks_for(one) & asks_for(other))
    return bool(words) or kinds >= (1 if same_type else 2)


def extra_questions(reading: Reading, spoken: Spoken, chosen: Iterable[Fit]) -> Iterator[Question]:
    """The questions of the call that belong to no line of the script."""
    taken = [(fit.first, fit.last) for fit in chosen]
    taken += [spoken.numbers(fit.shown) for fit in chosen if len(fit.shown.words) <= LONGEST_SHOWN]
    for question in reading.questions:
        if question.type is QuestionType.GOOD_TIME or question.because == ASKS_WHO:
            continue
        numbers = inside(question, spoken)
        if numbers and not any(first <= n < last for first, last in taken for n in numbers):
            yield question
