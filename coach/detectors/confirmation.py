"""Kind `confirmation`: does the rep ask for a yes to the step, and get it?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.agreements import Answer
from coach.language.commitments import Step
from coach.language.reading import Reading
from coach.language.sentences import Passage


class Confirmation(Detector):
    kind: Literal["confirmation"]

    def observe(self, reading: Reading) -> Observation:
        step = reading.agreed_step
        if step is None:
            return missed("There is no agreed step to say yes to.")
        if step.answer is Answer.HEDGE and step.reply:
            return partial("The prospect hedges.", step.reply, *_question(step))
        if step.answer is Answer.YES and step.reply and step.asked:
            return met("The rep asks, and the prospect says yes.", step.reply, step.asked)
        if step.by_prospect:
            return partial("The prospect proposes the step; the rep does not ask for a yes to it.", step.stated)
        if step.answer is Answer.YES and step.reply:
            return partial("The prospect agrees without being asked.", step.reply)
        return missed("The prospect does not agree to the step.", step.stated)


def _question(step: Step) -> tuple[Passage, ...]:
    return (step.asked,) if step.asked else ()
