"""Kind `judgement`: a question that words and times cannot answer. A person does, and a language model may propose."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from coach.detectors.base import Detector, Observation, unscored
from coach.language.reading import Reading

FOR_A_PERSON = "This is a matter of judgement: a person decides it."


class Judgement(Detector):
    """Always unscored, so that it never counts; what a model proposes is shown beside it (`coach.judging`)."""

    kind: Literal["judgement"]
    asks: str = Field(min_length=10, max_length=400)
    """The question, to be answered with met, partial or missed: "Does the rep ...?"."""

    def observe(self, reading: Reading) -> Observation:  # noqa: ARG002
        return unscored(FOR_A_PERSON)
