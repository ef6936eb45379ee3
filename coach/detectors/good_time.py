"""Kind `good-time`: does the rep ask whether now is a good time, and before anything else?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.question_types import ABOUT_THEM
from coach.language.reading import Reading
from coach.models import Evidence, QuestionType, Speaker


class GoodTime(Detector):
    kind: Literal["good-time"]

    def observe(self, reading: Reading) -> Observation:
        asked = [q for q in reading.questions if q.type is QuestionType.GOOD_TIME]
        if not asked:
            return missed("Never asks whether now is a good time to talk.")
        first = asked[0]
        words = Evidence(quote=first.text, start=first.start, end=first.end, speaker=Speaker.REP)
        earlier = [q for q in reading.questions if q.start < first.start and q.type in ABOUT_THEM]
        pitched = reading.product_talk(before=first.start)
        if pitched:
            return partial("Asks only after starting to pitch.", words, pitched[0])
        if earlier:
            return partial("Asks only after starting to question.", words)
        return met("Asks whether now is a good time.", words)
