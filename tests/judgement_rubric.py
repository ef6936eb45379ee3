"""The call rubric with two questions of judgement beside its coded criteria."""

from __future__ import annotations

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
