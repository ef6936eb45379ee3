"""A call script as a page tells it: how long it is, what is left open in it, and what became of its lines in a call."""

from __future__ import annotations

from coach.presentation.findings import Look
from coach.presentation.text import length
from coach.script_check import ScriptCheck
from coach.script_comparison import ComparedLine, ScriptComparison
from coach.scripts import Blank, Status

STATUS_LOOKS = {
    Status.SKIPPED: Look(word="Left out", heading="Left out", icon=":material/remove_circle:", color="red"),
    Status.CHANGED: Look(word="Other words", heading="Said in other words", icon=":material/edit:", color="orange"),
    Status.SAID: Look(word="Said", heading="Said", icon=":material/check_circle:", color="green"),
}
"""In the order in which they are read."""


def size_line(check: ScriptCheck) -> str:
    """How much of it is the rep's to say."""
    return f"{check.words} words of your own, {length(check.seconds)} at your pace"


def blank_line(blank: Blank) -> str:
    """A place left open, and what belongs there."""
    told = f": {blank.fill}" if blank.fill else ""
    return f"{blank.text.strip()} waits for {blank.slot.value}{told}"


def counts_line(compared: ScriptComparison) -> str:
    """What became of the script, in one line."""
    said, changed, skipped = (len(compared.having(s)) for s in (Status.SAID, Status.CHANGED, Status.SKIPPED))
    return f"{said} said as written, {changed} in other words, {skipped} left out."


def script_line(line: ComparedLine) -> str:
    """A line of the script, with when it is said where it is not always."""
    return f"{line.text} ({line.condition})" if line.condition else line.text
