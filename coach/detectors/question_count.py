"""Kind `question-count`: are there no more questions than somebody answers?"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading


class QuestionCount(Detector):
    """Up to `at_most` questions are `met`, one more is `partial`. Tag questions and "how are you?" don't count."""

    asks_for_absence: ClassVar[bool] = True

    kind: Literal["question-count"]
    at_most: int = Field(default=1, ge=0, le=20)

    def observe(self, reading: Reading) -> Observation:
        asked = [question.passage for question in reading.follow_up.questions]
        count = reading.follow_up.question_count
        if count <= self.at_most:
            return met("No question." if not asked else f"{_count(count)}.", *asked)
        if count == self.at_most + 1:
            return partial(f"{_count(count)}; most people answer the last one only.", *asked)
        return missed(f"{_count(count)} stacked on each other.", *asked)


def _count(number: int) -> str:
    return "One question" if number == 1 else f"{number} questions"
