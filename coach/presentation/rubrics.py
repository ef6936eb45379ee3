"""A rubric as its page tells it: what each version changed, what an example says, and where a draft is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from coach.accuracy import Accuracy
from coach.detectors.judgement import Judgement
from coach.models import Channel, Value, Verdict
from coach.presentation.findings import LOOKS, agreement_line
from coach.presentation.pursuit import CHANNEL_WORDS
from coach.presentation.text import plain
from coach.rubric import Criterion, Example, Rubric
from coach.rubric_draft import Entry, RubricDraft
from coach.yaml_file import Problem

VERDICT_OF = {
    "met": Verdict.MET,
    "partial": Verdict.PARTIAL,
    "missed": Verdict.MISSED,
    "not_applicable": Verdict.NOT_APPLICABLE,
}
"""The verdict that the examples of a group deserve."""
_FACTS = {
    "caller": "the rep is",
    "firm": "the firm is",
    "lead": "the lead is",
    "company": "their company is",
    "about": "they asked about",
    "date": "the day is",
}
_EXAMPLE = re.compile(r"^an example of '[^']*'")
_SIGNS = re.compile(r"[^\w\s.,;'“”’%-]|_|\.(?=\w)")
_FIELDS = {"title": "The title", "tip": "The tip", "weight": "The weight", "script": "The script"}


class Placed(Value):
    """A problem of a draft and where on the page it belongs."""

    text: str
    criterion: str | None = None
    field: str | None = None
    """`title`, `tip`, `weight`, or `examples`."""
    group: str | None = None
    number: int | None = None
    """Of the example in its group."""


def placed(problems: Iterable[Problem], draft: RubricDraft) -> tuple[Placed, ...]:
    """What the check found, said where the field or the example stands."""
    return tuple(_placed(problem, draft.asked) for problem in problems)


def _placed(problem: Problem, asked: tuple[Entry, ...]) -> Placed:
    said = f"{problem.what} {problem.to_do}"
    if problem.where == ("criteria",) and not asked:
        return Placed(text="No criterion is asked. Ask at least one.")
    if problem.where[:1] != ("criteria",) or len(problem.where) < 2 or not isinstance(problem.where[1], int):
        return Placed(text=_sentence(said))
    where, name = problem.where[2:], str(asked[problem.where[1]]["id"])
    field = str(where[0]) if where else None
    if field != "examples":
        return Placed(text=_in_words(said, field), criterion=name, field=field)
    group = str(where[1]) if len(where) > 1 else None
    number = where[2] if len(where) > 2 and isinstance(where[2], int) else None
    if number is None:
        missing = "met" if group == "met" else "missed"
        text = f"There is no example of “{LOOKS[VERDICT_OF[missing]].word}”. Give at least one."
        return Placed(text=text, criterion=name, field=field, group=group)
    if _EXAMPLE.match(problem.what):
        said = f"{_EXAMPLE.sub('This example', problem.what)} Change its words or its verdict."
    return Placed(text=_in_words(said, None), criterion=name, field=field, group=group, number=number)


def _in_words(said: str, field: str | None) -> str:
    for name, label in _FIELDS.items():
        said = said.replace(f"'{name}'", label if name == field or said.startswith(f"'{name}'") else f"“{name}”")
    return _sentence(said)


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def problem_line(one: Placed, draft: RubricDraft) -> str:
    """The problem with the criterion that it is about."""
    return f"{draft.criterion(one.criterion)['title'] or one.criterion}: {one.text}" if one.criterion else one.text


def known_line(facts: Mapping[str, Any]) -> str:
    """What is known beside the words of an example; "" where nothing is."""
    told = [f"{words} {facts[name]}" for name, words in _FACTS.items() if facts.get(name)]
    if facts.get("channel"):
        told.append(f"it goes out as: {channel_word(facts['channel'])}")
    if facts.get("first_text") is not None:
        told.append("it is the first SMS to them" if facts["first_text"] else "it is not the first SMS to them")
    told += [f"an earlier message said “{text}”" for text in facts.get("previous") or ()]
    told += [f"they said “{text}”" for text in facts.get("conversation") or ()]
    if not told:
        return ""
    return f"Known: {'; '.join(told)}" + ("" if told[-1].endswith("”") else ".")


def channel_word(channel: str) -> str:
    """How a follow-up goes out, as the other pages call it."""
    return CHANNEL_WORDS[Channel(channel)]


def example_notes(example: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands below an example, which is given as its file holds it.

    What is known, how fast it is spoken, which words it should show, and why.
    """
    notes = [known_line(example.get("facts", {}))]
    usual = Example.model_fields["pace_wpm"].default
    if (pace := example.get("pace_wpm", usual)) != usual:
        notes.append(f"Spoken at {pace:g} words a minute.")
    if quotes := example.get("evidence"):
        notes.append(f"Its words: {', '.join(f'“{quote}”' for quote in quotes)}")
    if why := example.get("why"):
        notes.append(f"We get this wrong and know it. {why}" if "should_be" in example else why)
    return tuple(note for note in notes if note)


def counts_line(criterion: Criterion, rubric: Rubric, accuracy: Accuracy | None) -> str:
    """What a criterion does to the score."""
    if isinstance(criterion.detector, Judgement):
        return "It never counts: a person decides, or a language model proposes where one is switched on."
    total = sum(c.weight for c in rubric.criteria)
    share = f"It counts {criterion.weight} of {total} ({share_of(criterion.weight, total)})."
    return f"{share} Its verdict is only a hint." if accuracy and accuracy.is_hint else share


def share_of(weight: int, total: int) -> str:
    """How much of the score a weight is, where everything can be judged."""
    return f"{weight / total:.0%}" if total else "nothing"


def spoken(title: str) -> str:
    """A title as the name of a field that only a screen reader says: Markdown finds nothing in it to obey."""
    return " ".join(_SIGNS.sub(" ", plain(title)).split())


def trust_line(accuracy: Accuracy | None, *, is_same: bool) -> str:
    """How far a criterion can be trusted; `is_same`: the detector is the one that was measured."""
    if not is_same:
        return "Its detector was changed, so how far it can be trusted is not known."
    return agreement_line(accuracy)


OWN_FIGURES = (
    "The figures were measured with the rubric as it ships. They hold for this version too: the same detectors judge, "
    "and weights, words and examples change no verdict."
)
"""Said of a team's own version."""


def changes_between(before: Rubric, after: Rubric) -> tuple[str, ...]:
    """What `after` has otherwise than `before`, a line a criterion."""
    was, now = ({c.id: c for c in rubric.criteria} for rubric in (before, after))
    lines = [f"{was[name].title}: not asked any more" for name in was if name not in now]
    lines += [f"{now[name].title}: asked" for name in now if name not in was]
    for name in now:
        if name in was and (parts := _changes(was[name], now[name])):
            lines.append(f"{was[name].title}: {', '.join(parts)}")
    return tuple(lines)


def _changes(was: Criterion, now: Criterion) -> list[str]:
    parts = []
    if was.weight != now.weight:
        parts.append(f"weight {was.weight} → {now.weight}")
    if was.title != now.title:
        parts.append(f"now called “{now.title}”")
    if was.tip != now.tip:
        parts.append("another tip")
    if was.source != now.source:
        parts.append("another source")
    if was.detector != now.detector:
        parts.append("another detector")
    earlier, later = ([(v, e) for _, v, e in c.examples.located()] for c in (was, now))
    added, gone = (sum(e not in other for e in these) for these, other in ((later, earlier), (earlier, later)))
    if added or gone:
        parts.append(f"examples: {added} new, {gone} gone")
    return parts
