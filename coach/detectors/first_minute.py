"""Kind `first-minute`: is the talk about the prospect within the first minute?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.objections import objects
from coach.language.question_types import ABOUT_THEM
from coach.language.reading import Reading
from coach.language.secret_tokens import MARKS
from coach.language.sentences import Passage
from coach.models import Evidence, Question, Speaker


class FirstMinute(Detector):
    kind: Literal["first-minute"]

    within_s: float = 60.0

    def observe(self, reading: Reading) -> Observation:
        limit = reading.start + self.within_s
        asked = [q for q in reading.questions if q.type in ABOUT_THEM and q.start < limit]
        for question in asked:
            answer = reading.answer_to(question)
            if answer and answer.start < limit and not objects(answer.plain) and not _is_number(answer):
                told = f"The prospect begins to answer after {answer.start - reading.start:.0f} s."
                return met(told, answer, _words(question))
        if unasked := next((s for s in reading.told_unasked if s.start < limit), None):
            return met("The prospect tells about themselves within the first minute.", unasked)
        if asked:
            return partial("Asks within the first minute, but the answer begins later.", _words(asked[0]))
        return missed(f"Asks nothing about the prospect in the first {self.within_s:.0f} s.")


def _is_number(answer: Passage) -> bool:
    """Whether it is nothing but a number that is not kept: no talk about anybody."""
    return all(word.text.strip(".,?!") in MARKS for word in answer.words)


def _words(question: Question) -> Evidence:
    return Evidence(quote=question.text, start=question.start, end=question.end, speaker=Speaker.REP)
