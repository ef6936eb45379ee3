"""What a changed rubric would do to the library, as the page tells it."""

from __future__ import annotations

from collections.abc import Iterable

from coach.changes import Rescored
from coach.models import Value, Verdict
from coach.presentation.findings import LOOKS
from coach.presentation.text import plain
from coach.rubric import Rubric
from coach.what_if import FindingChange, Outcome, Sum

LONGEST_NAME = 40
_END = 14
"""Characters of a long name's end that are shown: there stand its number and its kind."""
NOTHING_SCORED = "No recording was scored with this rubric yet, so there is nothing to try the changes on."


class Row(Value):
    """One recording of the table."""

    name: str
    score: str
    """Now and then: "62 → 71"."""
    difference: str
    changes: str
    """The verdicts that would be others; "" where none would. What is not asked any more is told once, for all."""


def sum_line(found: Sum) -> str:
    """All of it in one sentence: "Of 12 recordings 3 go up, 1 goes down and 8 stay; the median change is +1."."""
    judged = found.up + found.down + found.same
    if not judged:
        return f"None of {_count(found.no_score)} has a score to compare."
    up, down = _verb(found.up, "up"), _verb(found.down, "down")
    stay = f"{found.same} {'stays' if found.same == 1 else 'stay'}"
    rest = f" {_count(found.no_score)} cannot be compared." if found.no_score else ""
    return f"Of {_count(judged)} {up}, {down} and {stay}; the median change is {signed(found.median or 0)}.{rest}"


def rows(outcomes: Iterable[Outcome]) -> tuple[Row, ...]:
    """The recordings that would change most first, then in their own order."""
    ordered = sorted(outcomes, key=lambda one: (-abs(one.difference or 0), not one.changes))
    return tuple(
        Row(
            name=_short(one.name),
            score=f"{_points(one.now)} → {_points(one.then)}",
            difference="–" if one.difference is None else signed(one.difference),
            changes="; ".join(_change(change) for change in one.changes if change.then),
        )
        for one in ordered
    )


def asked_line(was: Rubric, draft: Rubric) -> str:
    """Which criteria are asked no more, or now; "" where they are the same."""
    before, after = ({c.id: c.title for c in rubric.criteria} for rubric in (was, draft))
    gone = ", ".join(title for name, title in before.items() if name not in after)
    new = ", ".join(title for name, title in after.items() if name not in before)
    return " ".join([f"Not asked any more: {gone}."] * bool(gone) + [f"Asked from now on: {new}."] * bool(new))


def signed(number: float) -> str:
    return f"{number:+g}".replace("-", "−") if number else "0"


def again_line(made: Iterable[Rescored]) -> str:
    """What scoring the library again came to."""
    scores = [[r.scorecard.score if r.scorecard else None for r in (one.before, one.after)] for one in made]
    changes = [(after or 0) - (before or 0) for before, after in scores]
    up, down, same = sum(c > 0 for c in changes), sum(c < 0 for c in changes), changes.count(0)
    return f"Scored again: {_count(len(changes))}. {_verb(up, 'up')}, {_verb(down, 'down')}, {same} as before."


def waiting_line(count: int, version: int) -> str:
    """Said where scorecards are of another version than the one in use."""
    one = count == 1
    return (
        f"{_count(count)} {'was' if one else 'were'} scored by another version. "
        f"{'Its scorecard stays' if one else 'Their scorecards stay'} under it until you score again with version "
        f"{version}: from the words as they are kept, without listening again. Earlier scorecards are kept."
    )


def _change(change: FindingChange) -> str:
    return f"{change.title}: {_word(change.now)} → {_word(change.then)}"


def _word(verdict: Verdict | None) -> str:
    return LOOKS[verdict].word.lower() if verdict else "not asked"


def _points(score: int | None) -> str:
    return "no score" if score is None else str(score)


def _short(name: str) -> str:
    name = plain(name)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - _END - 1]}…{name[-_END:]}"


def _count(number: int) -> str:
    return f"{number} recording{'' if number == 1 else 's'}"


def _verb(number: int, way: str) -> str:
    return f"{number} {'goes' if number == 1 else 'go'} {way}"
