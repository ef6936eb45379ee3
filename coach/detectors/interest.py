"""Kind `interest`: does the opening recall the ad, form, message or event that this prospect answered?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.interest import corrects, interest_shown
from coach.language.reading import Reading


class Interest(Detector):
    kind: Literal["interest"]

    within_s: float = 60.0
    """How long the opening is."""

    def observe(self, reading: Reading) -> Observation:
        opening = [s for s in reading.rep if s.start - reading.start < self.within_s]
        pointed = None
        for sentence in opening:
            label, where = interest_shown(sentence, reading.judge)
            if label == "named":
                if any(s.turn == sentence.turn + 1 and corrects(s.plain) for s in reading.prospect):
                    return partial("Names a request, and the prospect says that it was another.", where)
                return met("Names how this prospect showed interest.", where)
            if label == "bare":
                pointed = pointed or where
        if pointed:
            return partial("Says that the prospect got in touch, but not how or about what.", pointed)
        return missed("Looked through the opening; nothing says how this prospect showed interest.")
