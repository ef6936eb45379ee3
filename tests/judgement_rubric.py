"""Rubrics with questions of judgement beside their coded criteria, as values and as a file."""

from __future__ import annotations

from pathlib import Path

from coach.detectors.judgement import Judgement
from coach.models import Kind
from coach.rubric import Criterion, Rubric, load_rubric, packaged_rubrics

ASKED = {
    "warm-tone": "Does the rep speak to the prospect as to a person, and not as to a file?",
    "listens": "Does the rep take up what the prospect says before going on?",
}


def judgement_rubric(kind: Kind = Kind.CALL) -> Rubric:
    """A shipped rubric, and the questions of `ASKED` after it."""
    rubric = load_rubric(packaged_rubrics()[kind.value])
    like = rubric.criteria[0]
    asked = [_question(like, name, asks) for name, asks in ASKED.items()]
    return rubric.model_copy(update={"criteria": (*rubric.criteria, *asked)})


def _question(like: Criterion, name: str, asks: str) -> Criterion:
    detector = Judgement(kind="judgement", asks=asks)
    return like.model_copy(update={"id": name, "title": name, "detector": detector, "weight": 1})


def judgement_file(path: Path) -> Path:
    """The voicemail rubric with one question of judgement, as a user would write it."""
    written = packaged_rubrics()["voicemail"].read_text(encoding="utf-8")
    first = written.index("  - id:")
    asked = (
        "  - id: warm-tone\n    title: Sounds warm\n    source: {article: Ours, section: '1', point: Be warm.}\n"
        "    weight: 5\n    tip: Smile.\n"
        "    detector: {kind: judgement, asks: 'Does the rep sound warm to the lead?'}\n"
        "    examples:\n      met:\n        - script: 'rep: Hi Dana, how is the knee?'\n"
        "      missed:\n        - script: 'rep: Call back.'\n\n"
    )
    path.write_text(written[:first] + asked + written[first:], encoding="utf-8")
    return path
