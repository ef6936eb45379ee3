"""How far trainers agree among themselves, as the page tells it."""

from __future__ import annotations

from collections.abc import Iterable

from coach.calibration import AmongTrainers, Blind, Judged
from coach.models import Kind
from coach.presentation.coaching import FEW
from coach.presentation.findings import KIND_WORDS, LOOKS
from coach.presentation.text import plain
from coach.rubric import Rubric

Titles = dict[tuple[Kind, str], str]


def titles_of(rubrics: Iterable[Rubric]) -> Titles:
    return {(rubric.kind, c.id): c.title for rubric in rubrics for c in rubric.criteria}


def title(one: AmongTrainers | Judged, titles: Titles) -> str:
    return titles.get((one.kind, one.criterion), one.criterion.replace("-", " ").capitalize())


def among_line(row: AmongTrainers, titles: Titles) -> str:
    """One point: how often two trainers say the same, how much of that is more than chance, how far they lie apart."""
    parts = [f"same in {row.same} of {row.pairs} {'pair' if row.pairs == 1 else 'pairs'} ({row.same / row.pairs:.0%})"]
    if row.recordings >= FEW:
        parts.append(f"alpha {row.alpha:.2f}" if row.alpha is not None else "one verdict throughout, so no alpha")
    if row.far_apart:
        parts.append(f"{row.far_apart} two steps apart")
    return f"{KIND_WORDS[row.kind]}, {title(row, titles)}: {', '.join(parts)}"


def known_line(judged: Iterable[Judged]) -> str:
    """On how much the figures rest."""
    rows = tuple(judged)
    recordings, people = {one.recording for one in rows}, {b.trainer.casefold() for one in rows for b in one.verdicts}
    count = "1 recording" if len(recordings) == 1 else f"{len(recordings)} recordings"
    return f"{len(people)} trainers, {count} that two of them or more scored without seeing the machine's verdicts."


def apart_word(one: Judged) -> tuple[str, str]:
    """How far apart the verdicts lie, and the colour of that."""
    if one.far_apart:
        return "Two steps apart", "red"
    if any(blind.verdict.value == "n/a" for blind in one.verdicts):
        return "Whether it applies", "violet"
    return "One step apart", "orange"


def said_line(blind: Blind) -> str:
    """Who said what; what was said once the machine's verdict was in sight, where that is something else."""
    line = f"{plain(blind.trainer)}: {LOOKS[blind.verdict].word.lower()}"
    if blind.now is not blind.verdict:
        line += f", then {LOOKS[blind.now].word.lower()} with the machine's verdict in sight"
    return f"{line}. {plain(blind.reason)}" if blind.reason else f"{line}."
