"""Kind `early-pitch`: no product or price before the prospect has answered a question about themselves."""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.pitches import pieces_of_product_talk
from coach.language.reading import Reading
from coach.models import Evidence, QuestionType, Speaker


class EarlyPitch(Detector):
    kind: Literal["early-pitch"]

    def observe(self, reading: Reading) -> Observation:
        asked = [q for q in reading.questions if q.type in (QuestionType.CONNECTING, QuestionType.SITUATION)]
        answered = next((a.start for q in asked if (a := reading.answer_to(q))), None)
        early = reading.product_talk(before=answered)
        if not early:
            first = (
                Evidence(quote=asked[0].text, start=asked[0].start, end=asked[0].end, speaker=Speaker.REP)
                if asked
                else None
            )
            if first:
                return met("Asks about the prospect before any talk of product or price.", first)
            return met("No talk of product or price.")
        if answered is None:
            return missed("Pitches without a question about the prospect.", *early[:3])
        pieces = sum(1 if reading.punctuated else pieces_of_product_talk(s.plain) for s in early)
        if len(early) == 1 and pieces <= ONE_SENTENCE:
            return partial("One sentence of pitch before the prospect has told anything.", early[0])
        return missed("Pitches before the prospect has told anything.", *early[:3])


ONE_SENTENCE = 2
"""Where nothing marks a sentence: this many things about product or price pass for one."""
