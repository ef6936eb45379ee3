"""Kind `objection`: how does the rep take a no, or a doubt about price, need or trust?"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial
from coach.language.bad_moment import raises_bad_moment
from coach.language.objections import holds_another_price_against, names_a_number, objects
from coach.language.pitches import asks_a_price, names_a_price
from coach.language.reading import Reading
from coach.language.replies import presses, takes_it_well
from coach.language.sentences import Passage, plain
from coach.models import Evidence, Question, QuestionType, Speaker, Verdict


class Objection(Detector):
    kind: Literal["objection"]

    def observe(self, reading: Reading) -> Observation:
        raised = [s for s in reading.prospect if self._is_one(s, reading)]
        if not raised:
            return not_applicable("The prospect neither declines nor objects.")
        seen = []
        for objection in raised:
            turns = _turns_after(objection, reading.rep)
            for sentence in (s for turn in turns[:FOLLOWING_TURNS] for s in turn):
                if presses(sentence.plain):
                    return missed("Argues or presses when the prospect says no.", sentence, objection)
            reply = _reply(turns)
            if well := next((s for s in reply if takes_it_well(s.plain)), None):
                seen.append(met("Takes the objection well.", well, objection))
            elif asks_back := next((q for q in reading.questions if _about_it(q, reply)), None):
                words = Evidence(quote=asks_back.text, start=asks_back.start, end=asks_back.end, speaker=Speaker.REP)
                seen.append(met("Asks what is behind the objection.", words, objection))
            elif reply:
                seen.append(partial("Changes the subject when the prospect objects.", *reply[:2], objection))
        if not seen:
            return missed("The prospect objects, and the rep does not answer.", raised[0])
        return next((o for o in seen if o.verdict is Verdict.MET), seen[0])

    def _is_one(self, sentence: Passage, reading: Reading) -> bool:
        if raises_bad_moment(sentence.plain) or sentence.text.endswith("?"):
            return False
        return objects(sentence.plain) is not None or _compares(sentence, reading)


def _turns_after(objection: Passage, rep: tuple[Passage, ...]) -> list[list[Passage]]:
    after = [s for s in rep if s.turn > objection.turn]
    return [list(group) for _, group in groupby(after, key=lambda s: s.turn)]


def _reply(turns: list[list[Passage]]) -> list[Passage]:
    """The rep's next turn, and the one after where that was no more than a sound."""
    if turns and sum(len(s.words) for s in turns[0]) <= ONLY_A_SOUND:
        return [s for turn in turns[:2] for s in turn]
    return turns[0] if turns else []


def _compares(sentence: Passage, reading: Reading) -> bool:
    """Right after a price, the prospect names another one."""
    if sentence.text.endswith("?") or not names_a_number(sentence.plain):
        return False
    recent = [s for s in reading.rep if 0 < sentence.turn - s.turn <= PRICE_REMEMBERED]
    priced = [s for s in recent if names_a_price(s.plain) or (s.turn and asks_a_price(reading.turns[s.turn - 1].plain))]
    if not priced:
        return False
    return holds_another_price_against(sentence.plain, " ".join(s.plain for s in priced)) is not None


PRICE_REMEMBERED = 2
"""Turns after which a number is no longer held against the price."""


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
