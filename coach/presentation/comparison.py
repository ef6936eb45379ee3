"""Two recordings side by side, as the page tells them: lengths and counts, what is said again, other verdicts."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from coach.changes import Change
from coach.comparison import Run, Texts, Turn, gained, turned
from coach.models import Facts, Kind, NextStep, Result, Value
from coach.pace import spoken
from coach.presentation.coaching import score_word, title_of
from coach.presentation.findings import LOOKS, Look
from coach.presentation.metrics import TITLES, numbers
from coach.presentation.text import local_time, plain, safe_text
from coach.rubric import Rubric

NOTHING = "–"
OF_A_CALL = ("talk-share", "longest-monologue", "questions")
TURNS = {
    Turn.WORSE: Look(word="Worse", heading="Worse", icon=":material/trending_down:", color="red"),
    Turn.BETTER: Look(word="Better", heading="Better", icon=":material/trending_up:", color="green"),
    Turn.OTHER: Look(word="Changed", heading="Changed", icon=":material/swap_horiz:", color="gray"),
}


class Listed(Protocol):
    """What a list knows of a recording."""

    @property
    def name(self) -> str: ...
    @property
    def kept_at(self) -> dt.datetime: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def score(self) -> int | None: ...


class Row(Value):
    """One line of the two."""

    label: str
    then: str
    now: str
    change: str = ""


def choice_line(one: Listed, zone: str | None) -> str:
    """What the list of recordings to compare with says of one."""
    lead = f" to {plain(one.facts.lead)}" if one.facts.lead else ""
    take = ", practice take" if one.facts.practice else ""
    return f"{plain(one.name)}{lead}{take}, {day_line(one, zone)}, {score_word(one.score)}"


def day_line(one: Listed, zone: str | None) -> str:
    """When it was recorded where that was told, else when it came."""
    return one.facts.date.isoformat() if one.facts.date else local_time(one.kept_at, zone)


def gain_line(then: Result, now: Result) -> str:
    """What the score did since."""
    points = gained(then, now)
    if points:
        return f"{abs(points)} point{'' if abs(points) == 1 else 's'} {'more' if points > 0 else 'fewer'}"
    if points == 0:
        return "the same score"
    return "scored by another version of the rubric" if _other_rubric(then, now) else "one has no score"


def summary(then: Result, now: Result) -> str:
    """The whole comparison in two sentences."""
    line = gain_line(then, now)
    ways = [turn for turn, _ in turned(then, now)]
    counts = [f"{ways.count(turn)} {turn.value}" for turn in (Turn.BETTER, Turn.WORSE) if turn in ways]
    verdicts = f"Verdicts: {', '.join(counts)}." if counts else "No verdict got better or worse."
    return f"{line[0].upper()}{line[1:]}. {verdicts}"


def _other_rubric(then: Result, now: Result) -> bool:
    before, after = then.scorecard, now.scorecard
    return before is not None and after is not None and before.rubric_digest != after.rubric_digest


def rows(then: Result, now: Result) -> tuple[Row, ...]:
    """Score, lengths and counts of both, with what changed where that is a number."""
    points = gained(then, now)
    score = Row(label="Score of 100", then=_score(then), now=_score(now), change=_signed(points) if points else "")
    more = _call_rows(then, now) if now.recording.kind is Kind.CALL else _message_rows(then, now)
    return (score, *(row for row in more if (row.then, row.now) != (NOTHING, NOTHING)))


def _score(result: Result) -> str:
    return NOTHING if result.scorecard is None or result.scorecard.score is None else str(result.scorecard.score)


def _message_rows(then: Result, now: Result) -> tuple[Row, ...]:
    labels = (("Length", " s"), ("Words", ""), ("Words a minute", ""))
    sides = zip(_size(then), _size(now), strict=True)
    return tuple(_counted(label, *both, unit) for (label, unit), both in zip(labels, sides, strict=True))


def _size(result: Result) -> tuple[float | None, float | None, float | None]:
    found = spoken(result.transcript)
    return (round(found.seconds, 1), found.words, round(found.wpm)) if found else (None, None, None)


def _counted(label: str, then: float | None, now: float | None, unit: str = "") -> Row:
    sides = [NOTHING if number is None else f"{number:g}{unit}" for number in (then, now)]
    return Row(label=label, then=sides[0], now=sides[1], change=_by(then, now, unit))


def _call_rows(then: Result, now: Result) -> tuple[Row, ...]:
    found = []
    for name in OF_A_CALL:
        sides = [{n.name: n.value for n in numbers(r.metrics, Kind.CALL)}.get(name, NOTHING) for r in (then, now)]
        found.append(Row(label=TITLES[name], then=sides[0], now=sides[1], change=_moved(name, then, now)))
    steps = [_step(r.scorecard.next_step) if r.scorecard else NOTHING for r in (then, now)]
    return (*found, Row(label="Next step", then=steps[0], now=steps[1]))


def _moved(name: str, then: Result, now: Result) -> str:
    """How far the rep's own number went; "" where one of them is only a bound."""
    unit = {"longest-monologue": " s", "talk-share": " %"}.get(name, "")
    return _by(_rounded(name, then), _rounded(name, now), unit)


def _rounded(name: str, result: Result) -> float | None:
    return next((round(metric.value) for metric in result.metrics if metric.name == name and not metric.bound), None)


def _by(before: float | None, after: float | None, unit: str = "") -> str:
    """How much more or less; "" where it is the same, or one of them is not known."""
    if before is None or after is None or before == after:
        return ""
    return f"{_signed(round(after - before, 1))}{unit}"


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "\u2212")


def _step(step: NextStep | None) -> str:
    if step is None:
        return "none agreed"
    agreed = "agreed aloud" if step.confirmed else "not agreed aloud"
    return ", ".join(filter(None, [plain(step.action), plain(step.when or ""), agreed]))


def table(found: tuple[Row, ...]) -> str:
    """The lines as a table in Markdown, the change beside what is now: three columns fit on a phone."""
    lines = ["| What | Then | Now |", "| --- | --- | --- |"]
    for row in found:
        now = f"{row.now} ({row.change})" if row.change else row.now
        lines.append(f"| {safe_text(row.label)} | {safe_text(row.then)} | {safe_text(now)} |")
    return "\n".join(lines)


def marked(runs: tuple[Run, ...]) -> str:
    """A message in Markdown, what the other one says too in bold on a ground of its own."""
    return " ".join(
        f"**:blue-background[{safe_text(run.text)}]**" if run.again else safe_text(run.text) for run in runs
    )


def repeated_line(found: Texts) -> str:
    """How much is said again, and what."""
    if not found.repeated:
        return "No three words in a row are the same."
    said = ", ".join(f"“{plain(text).rstrip(' .,;:!?')}”" for text in found.repeated)
    return f"{round(100 * found.share)} % of it is said word for word as then: {said}."


class Turned(Value):
    """A point whose verdict is another one now."""

    title: str
    change: Change
    turn: Look

    @property
    def then(self) -> Look:
        return LOOKS[self.change.before.verdict]

    @property
    def now(self) -> Look:
        return LOOKS[self.change.after.verdict]


def turned_points(then: Result, now: Result, rubric: Rubric | None) -> tuple[Turned, ...]:
    """Every point whose verdict is another one, what got worse first."""
    return tuple(
        Turned(title=title_of(change.criterion, rubric), change=change, turn=TURNS[turn])
        for turn, change in turned(then, now)
    )
