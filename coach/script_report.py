"""What `coach script` and `coach check --kind call-script` print: JSON, and plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coach.call_script import CallScript
from coach.metrics import measure
from coach.models import Kind
from coach.report import card_lines, clock, draft_json, safe
from coach.rubric import Rubric
from coach.script_check import ScriptCheck
from coach.script_comparison import ScriptComparison
from coach.scripts import Status


def script_check_json(check: ScriptCheck) -> dict[str, Any]:
    """The object that `coach check --kind call-script --json` prints; `spans` are characters of the text."""
    numbers = measure(check.transcript, Kind.CALL, check.card.questions)
    body = draft_json(check.script.text, check.transcript, check.card, numbers)
    told = check.model_dump(mode="json")
    for finding in body["findings"]:
        marks = (mark for mark in check.marks if mark.criterion == finding["criterion"])
        finding["spans"] = [{"start": mark.start, "end": mark.end} for mark in marks]
    kept = ("marks", "missing", "left_out", "blanks", "words", "seconds")
    return body | {key: told[key] for key in kept} | {"directions": told["script"]["directions"]}


def script_check_lines(check: ScriptCheck, rubric: Rubric) -> Iterator[str]:
    """A checked script as the lines of a terminal."""
    if check.card.score is not None:
        yield f"Score {check.card.score} of 100"
    yield from card_lines(check.card, rubric)
    if check.missing:
        yield "  To put right, what costs most first"
        yield from (f"    {safe(m.title)}: {safe(m.tip)}" for m in check.missing)
    if check.blanks:
        yield "  Left to fill"
    for blank in check.blanks:
        told = f": {blank.fill}" if blank.fill else ""
        yield f"    {safe(blank.text)}  {blank.slot.value}{safe(told)}"
    if check.directions:
        count = len(check.directions)
        yield f"  {count} {'line tells' if count == 1 else 'lines tell'} what to do, not what to say: not judged"
    yield f"  Length: {check.words} words of your own, {check.seconds:g} s at your pace"


def built_json(script: CallScript, check: ScriptCheck) -> dict[str, Any]:
    """The object that `coach script build --json` prints."""
    told = script.model_dump(mode="json")
    return {
        "text": script.text,
        "lines": told["lines"],
        "needs": told["needs"],
        "check": script_check_json(check),
    }


def built_lines(script: CallScript, check: ScriptCheck) -> Iterator[str]:
    """A built script as the lines of a terminal; what is missing stands behind it."""
    yield from (safe(line) for line in script.text.splitlines())
    yield ""
    yield f"{check.words} words of your own, {check.seconds:g} s at your pace; score {check.card.score} of 100"
    yield from (f"! {safe(need)}" for need in script.needs)


_MARKS = {Status.SAID: "✓", Status.CHANGED: "≈", Status.SKIPPED: "✗"}


def comparison_json(compared: ScriptComparison) -> dict[str, Any]:
    """The object that `coach script compare --json` prints."""
    return compared.model_dump(mode="json") | {
        "counts": {status.value: len(compared.having(status)) for status in Status}
    }


def comparison_lines(compared: ScriptComparison) -> Iterator[str]:
    """A script beside its call as the lines of a terminal: a line said otherwise with both wordings."""
    counts = [f"{len(compared.having(status))} {status.value}" for status in Status]
    yield f"Of the script: {', '.join(counts)}"
    for line in compared.lines:
        case = f"  ({safe(line.condition)})" if line.condition else ""
        needless = line.status is Status.SKIPPED and line.condition
        yield f"  {'–' if needless else _MARKS[line.status]} {line.status.value:8} {safe(line.text)}{case}"
        if line.evidence and line.status is Status.CHANGED:
            yield f"              {clock(line.evidence.start)}  “{safe(line.evidence.quote)}”"
    if compared.extra:
        yield "  Asked beside the script"
    yield from (f"    {clock(q.start)}  {q.type.value:12}  {safe(q.text)}" for q in compared.extra)
