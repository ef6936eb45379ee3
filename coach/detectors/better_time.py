"""Kind `better-time`: when now does not suit, does the rep ask for a time that does?"""

from __future__ import annotations

from itertools import groupby
from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial
from coach.detectors.first_minute import ASKS_ABOUT_THEM
from coach.language.bad_moment import (
    asks_for_better_time,
    offers_to_call_back,
    raises_bad_moment,
    refuses_this_moment,
    says_no,
)
from coach.language.reading import Reading
from coach.language.sentences import Passage, plain
from coach.language.when import moments
from coach.models import QuestionType


class BetterTime(Detector):
    kind: Literal["better-time"]

    within_s: float = 75.0
    """How long the opening is, in which a bad moment counts."""

    def observe(self, reading: Reading) -> Observation:
        about_them = (q.start for q in reading.questions if q.type in ASKS_ABOUT_THEM)
        asked = next((s + OVERLAP_S for s in about_them), float("inf"))
        opening = [s for s in reading.prospect if s.start - reading.start < self.within_s]
        sentence = next((s for s in opening if self._raises(s, asked, reading)), None)
        if sentence is None:
            return not_applicable("The prospect does not say that now does not suit.")
        reaction = _reaction(sentence, reading)
        if not reaction:
            return missed("The prospect says that now does not suit, and the rep says nothing more.", sentence)
        for reply in reaction:
            if asks := asks_for_better_time(reply.plain):
                return met("Asks for a better time.", reply.at(asks) if len(reply.words) > 30 else reply, sentence)
            if any(m.exact for m in moments(reply.plain, reading.facts.date)) and offers_to_call_back(reply.plain):
                return met("Proposes another time.", reply, sentence)
        for reply in reaction:
            if offers_to_call_back(reply.plain):
                return partial("Offers to call back, but asks for no time.", reply, sentence)
        return missed("Goes on although now does not suit.", *reaction[:2], sentence)

    def _raises(self, sentence: Passage, asked: float, reading: Reading) -> bool:
        """Says that now does not suit, before the talk has begun or in plain words."""
        if not (sentence.start < asked or refuses_this_moment(sentence.plain)):
            return False
        whole = reading.turns[sentence.turn].plain
        if says_no(whole) and sentence.turn and _asked_for_the_moment(sentence.turn - 1, reading):
            return True
        return raises_bad_moment(whole) is not None and raises_bad_moment(sentence.plain) is not None


def _asked_for_the_moment(turn: int, reading: Reading) -> bool:
    """The rep asked whether now suits, so that "no" means that it does not."""
    span = reading.turns[turn]
    asked = [q for q in reading.questions if q.type is QuestionType.GOOD_TIME and span.start <= q.start <= span.end]
    return bool(asked) and not any(word in plain(q.text) for q in asked for word in ("bad", "disturb", "busy"))


def _reaction(sentence: Passage, reading: Reading) -> list[Passage]:
    """The rep's next turn, and the one after where that was no more than a sound or asked whether now suits."""
    after = [s for s in reading.rep if s.turn > sentence.turn]
    turns = [list(group) for _, group in groupby(after, key=lambda s: s.turn)]
    if len(turns) > 1 and sum(len(s.words) for s in turns[0]) <= ONLY_A_SOUND:
        return [*turns[0], *turns[1]]
    return turns[0] if turns else []


ONLY_A_SOUND = 7
OVERLAP_S = 12.0
"""A first question asked in the same breath as "is this a good time?" does not end the opening."""
