"""Kind `objection`: how does the rep take a no, or a doubt about price, need or trust?"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial
from coach.language.reading import Reading
from coach.language.replies import how_taken, presses, presses_on, takes_it_well
from coach.language.sentences import Passage, plain
from coach.models import Question, QuestionType, Verdict


class Objection(Detector):
    kind: Literal["objection"]

    def observe(self, reading: Reading) -> Observation:
        if not reading.objections:
            return not_applicable("The prospect neither declines nor objects.")
        seen = []
        for objection in reading.objections:
            turns = _turns_after(objection, reading.rep)
            reply = _reply(turns)
            if not reply:
                continue
            taken = how_taken(reply, any(_about_it(q, reply) for q in reading.questions), reading.judge)
            later = (s for turn in turns[:FOLLOWING_TURNS] for s in turn if s not in reply)
            pressing = next((s for s in later if presses_on(s, reading.judge)), None)
            if taken == "presses" or pressing:
                where = pressing or next((s for s in reply if presses(s.plain)), reply[0])
                return missed("Argues or presses when the prospect says no.", where, objection)
            if taken == "open":
                well = next((s for s in reply if takes_it_well(s.plain)), reply[0])
                seen.append(met("Takes the objection well, or asks what is behind it.", well, objection))
            else:
                seen.append(partial("Changes the subject when the prospect objects.", *reply[:2], objection))
        if not seen:
            return missed("The prospect objects, and the rep does not answer.", reading.objections[0])
        return next((o for o in seen if o.verdict is Verdict.MET), seen[0])


def _turns_after(objection: Passage, rep: tuple[Passage, ...]) -> list[list[Passage]]:
    after = [s for s in rep if s.turn > objection.turn]
    return [list(group) for _, group in groupby(after, key=lambda s: s.turn)]


def _reply(turns: list[list[Passage]]) -> list[Passage]:
    """The rep's next turn, and the one after where that was no more than a sound."""
    if turns and sum(len(s.words) for s in turns[0]) <= ONLY_A_SOUND:
        return [s for turn in turns[:2] for s in turn]
    return turns[0] if turns else []


def _about_it(question: Question, reply: list[Passage]) -> bool:
    """A question in the reply that digs into the objection, or takes it up: "how is that going?"."""
    if not reply or not reply[0].start <= question.start <= reply[-1].end:
        return False
    return question.type is QuestionType.PROBING or TAKES_UP.search(plain(question.text)) is not None


TAKES_UP = re.compile(
    r"\b(?:how|what|which|why|where|who|know|ask)\b.*\b(?:that|them|they|those|he|she|him|her|it|your current)\b"
)


ONLY_A_SOUND = 3
FOLLOWING_TURNS = 5
"""How many of the rep's turns belong to the answer."""
