"""Several recordings on their way, and what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from coach.models import Result, Value
from coach.presentation.findings import KIND_WORDS, nothing_to_score
from coach.presentation.text import plain


class Line(Value):
    """A recording that was listened to, as the list of several shows it."""

    recording: str
    name: str
    kind: str
    score: int | None
    change: str

    @property
    def score_word(self) -> str:
        return "Not scored" if self.score is None else f"{self.score} / 100"


def line(name: str, result: Result) -> Line:
    """What came of one: its score, and the one thing to change."""
    card = result.scorecard
    nothing = "Nothing to change: everything that could be judged is met."
    return Line(
        recording=result.recording.id,
        name=plain(name),
        kind=KIND_WORDS[result.recording.kind],
        score=card.score if card else None,
        change=nothing_to_score(result) or result.advice.change or nothing,
    )


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lowest score first, where there is most to win; those without one last."""
    return tuple(sorted(lines, key=lambda one: (one.score is None, one.score or 0, one.name.casefold())))


def done_line(over: Sequence[bool]) -> str:
    """How many of several are done."""
    return f"{sum(over)} of {len(over)} done"


def waiting_line(why: str, next_at: dt.datetime | None, now: dt.datetime) -> str:
    """What a recording waits for, and when it is tried again."""
    seconds = (next_at - now).total_seconds() if next_at else 0
    if seconds < 1:
        return why
    when = f"{round(seconds)} s" if seconds < 90 else f"{round(seconds / 60)} min"
    return f"{why} Next try in {when}."
