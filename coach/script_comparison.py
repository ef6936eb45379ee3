"""After the call: what of the script was said, said in other words or left out, and what was asked beside it.

Every line of the script is looked for in the rep's words: first by its own words in their order, then by what the line
is for (`coach.language.script_intents`) or by most of its content. A place in the call belongs to one line; of several
fitting ones the likest, and the one at the like point of the call, is taken. Pure.
"""

from __future__ import annotations

from coach.language.reading import Reading
from coach.models import Evidence, Facts, Kind, Question, Transcript, Value
from coach.script_fits import Fit, fits
from coach.script_gaps import extra_questions, in_the_gaps
from coach.script_sentences import ScriptSentence, Spoken, names_in, script_sentences
from coach.scripts import Script, ScriptPart, Status
from coach.typed import TextSpan


class ComparedLine(Value):
    """A sentence of the script and what became of it in the call."""

    text: str
    part: ScriptPart
    span: TextSpan
    """Where it stands in the script's text."""
    condition: str | None = None
    """When the script wants it said; a skipped line with a condition need not be a lapse."""
    status: Status
    evidence: Evidence | None = None
    """The words of the call that say it."""
    likeness: float = 0.0
    """How much of its wording was said in order, 0 to 1."""


class ScriptComparison(Value):
    """A script held against the call that was made with it."""

    lines: tuple[ComparedLine, ...]
    extra: tuple[Question, ...] = ()
    """What the rep asked beside the script."""

    def having(self, status: Status) -> tuple[ComparedLine, ...]:
        """The lines of this status; of the skipped ones only those that are said in every call."""
        return tuple(
            line for line in self.lines if line.status is status and not (status is Status.SKIPPED and line.condition)
        )


_OVERLAP = 0.5
"""Share of a stretch that may belong to another line already."""


def compare(script: Script, transcript: Transcript, facts: Facts | None = None) -> ScriptComparison:
    """What of `script` the rep said in the call of `transcript`, whose speakers are known."""
    facts = (facts or Facts()).model_copy(update={"kind": Kind.CALL})
    reading = Reading(transcript, facts)
    lines = tuple(script_sentences(script))
    spoken = Spoken.of(transcript, names_in(script))
    chosen: dict[int, Fit] = {}
    for fit in sorted(fits(lines, spoken, reading), key=lambda fit: -fit.worth):
        if fit.line not in chosen and not any(_same_place(fit, other) for other in chosen.values()):
            chosen[fit.line] = fit
    while found := {fit.line: fit for fit in in_the_gaps(lines, spoken, chosen, reading, script)}:
        chosen |= found
    compared = tuple(_compared(line, chosen.get(line.number)) for line in lines)
    return ScriptComparison(lines=compared, extra=tuple(extra_questions(reading, spoken, chosen.values())))


def _same_place(one: Fit, other: Fit) -> bool:
    common = min(one.last, other.last) - max(one.first, other.first)
    shorter = min(one.last - one.first, other.last - other.first)
    return common > 0 and common >= _OVERLAP * max(1, shorter)


def _compared(line: ScriptSentence, fit: Fit | None) -> ComparedLine:
    return ComparedLine(
        text=line.passage.text,
        part=line.line.part,
        span=line.span,
        condition=line.line.condition,
        status=fit.status if fit else Status.SKIPPED,
        evidence=fit.shown.evidence if fit else None,
        likeness=round(fit.likeness, 3) if fit else 0.0,
    )
