"""Kind `better-time`: when now does not suit, does the rep ask for a time that does?"""

from __future__ import annotations

from itertools import groupby
from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial
from coach.language.bad_moment import (
    admits_it,
    asks_for_better_time,
    names_some_time,
    offers_to_call_back,
    raises_bad_moment,
    refuses_this_moment,
    says_no,
)
from coach.language.question_types import ABOUT_THEM
from coach.language.reading import Reading
from coach.language.sentences import Passage, plain
from coach.language.when import moments
from coach.models import QuestionType


class BetterTime(Detector):
    kind: Literal["better-time"]

    within_s: float = 75.0
    """How long the opening is, in which a bad moment counts."""

    def observe(self, reading: Reading) -> Observation:
        about_them = (q.start for q in reading.questions if q.type in ABOUT_THEM)
        asked = next((s + OVERLAP_S for s in about_them), float("inf"))
        opening = [s for s in reading.prospect if s.start - reading.start < self.within_s]
        sentence = next((s for s in opening if self._raises(s, asked, reading)), None)
        if sentence is None:
            return not_applicable("The prospect does not say that now does not suit.")
        reaction = [s for s in _reaction(sentence, reading) if len(s.words) <= A_REACTION]
        if not reaction:
            return missed("The prospect says that now does not suit, and the rep says nothing more.", sentence)
        for reply in reaction:
            if asks := asks_for_better_time(reply.plain):
                return met("Asks for a better time.", reply.at(asks) if len(reply.words) > 30 else reply, sentence)
            timed = names_some_time(reply.plain) or any(m.exact for m in moments(reply.plain, reading.facts.date))
            if timed and (offers_to_call_back(reply.plain) or reply.text.endswith("?")):
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
        if admits_it(whole) and sentence.turn and _asked_whether_it_disturbs(sentence.turn - 1, reading):
            return True
        asked_now = bool(sentence.turn) and _asked_for_the_moment(sentence.turn - 1, reading)
        if not asked_now and _answers_a_question(sentence.turn, reading) and not refuses_this_moment(sentence.plain):
            return False
        return bool(raises_bad_moment(whole, asked_now) and raises_bad_moment(sentence.plain, asked_now))


def _answers_a_question(turn: int, reading: Reading) -> bool:
    """The rep has just asked about them, so that "I'm on a scaffold" tells what happened."""
    if not turn:
        return False
    before = reading.turns[turn - 1]
    asked = [q.type for q in reading.questions if before.start <= q.start <= before.end]
    return bool(asked) and asked[-1] in ABOUT_THEM


def _asked_whether_it_disturbs(turn: int, reading: Reading) -> bool:
    """The rep asked it the other way round, so that "yes" means that now does not suit."""
    span = reading.turns[turn]
    asked = [q for q in reading.questions if q.type is QuestionType.GOOD_TIME and span.start <= q.start <= span.end]
    return any(plain(q.text).split(" or ")[-1].find(word) >= 0 for q in asked for word in DISTURBS)


def _asked_for_the_moment(turn: int, reading: Reading) -> bool:
    """The rep asked whether now suits, so that "no" means that it does not."""
    span = reading.turns[turn]
    asked = [q for q in reading.questions if q.type is QuestionType.GOOD_TIME and span.start <= q.start <= span.end]
    return bool(asked) and not any(word in plain(q.text) for q in asked for word in DISTURBS)


DISTURBS = ("bad", "disturb", "busy", "interrupt", "bother", "awkward", "in the middle", "pull you", "wrong")


def _reaction(sentence: Passage, reading: Reading) -> list[Passage]:
    """The rep's next turn, and the ones after it while they are no more than a word of sympathy or an echo."""
    after = [s for s in reading.rep if s.turn > sentence.turn]
    found: list[Passage] = []
    for _, group in groupby(after, key=lambda s: s.turn):
        turn = list(group)
        found += turn
        if not _only_sympathy(turn, reading):
            break
    return found


def _only_sympathy(turn: list[Passage], reading: Reading) -> bool:
    """Neither asks nor sells nor says much: "Oh, sorry. I hope he's all right."."""
    here = [q for q in reading.questions if turn[0].start <= q.start <= turn[-1].end]
    asks = any(q.type is not QuestionType.GOOD_TIME for q in here)
    if here and not asks:
        return True
    if any(offers_to_call_back(s.plain) or asks_for_better_time(s.plain) for s in turn):
        return False
    sells = any(p.turn == turn[0].turn for p in reading.product_talk(before=turn[-1].end))
    return not asks and not sells and sum(len(s.words) for s in turn) <= A_WORD_OF_SYMPATHY


A_WORD_OF_SYMPATHY = 20
A_REACTION = 45
"""Words of a sentence beyond which it is a speech, whatever stands in it."""
OVERLAP_S = 12.0
"""A first question asked in the same breath as "is this a good time?" does not end the opening."""
