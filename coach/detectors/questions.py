"""Kind `questions`: how many different questions of one type does the rep ask?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.listening import content
from coach.language.reading import Reading
from coach.language.sentences import plain
from coach.models import Evidence, Question, Speaker


class Questions(Detector):
    kind: Literal["questions"]
    type: Literal["connecting", "situation", "probing"]
    at_least: int = 2

    def observe(self, reading: Reading) -> Observation:
        asked = different([q for q in reading.questions if q.type == self.type])
        words = [Evidence(quote=q.text, start=q.start, end=q.end, speaker=Speaker.REP) for q in asked]
        if len(asked) >= self.at_least:
            return met(f"Asks {len(asked)} {self.type} questions.", *words)
        if asked:
            return partial(f"Asks {len(asked)} {self.type} question; {self.at_least} are asked for.", *words)
        return missed(f"Asks no {self.type} question; questions asked in all: {len(reading.questions)}.")


def different(asked: list[Question]) -> list[Question]:
    """Without those asked again in nearly the same words because they went unanswered."""
    kept: list[Question] = []
    for question in asked:
        words = content(plain(question.text))
        if not any(words and words <= content(plain(k.text)) for k in kept):
            kept.append(question)
    return kept
