"""What kind of question a question is: about why they came, how things are, their answer, this moment, a step."""

from __future__ import annotations

import datetime as dt
import re

from coach.language.question_cues import (
    AGREE,
    ASKS,
    ASKS_FOR_A_FACT,
    CONNECTING,
    DIGS,
    ETC,
    GOOD_TIME,
    HOW_ABOUT,
    IF,
    NO_PROPOSAL,
    OFFERS,
    PAST_OR_PRESENT_FACT,
    PRESENT_DAY,
    PROBING_WORDS,
    PROPOSAL,
    WHEN_BETTER,
    WHO_IS_IT,
    WHY,
    WHY_CHOSEN,
)
from coach.language.questions import INVERTED, LEAD, REQUEST, WH, WH_START, Asked
from coach.language.sentences import Passage
from coach.language.when import moments
from coach.models import Question, QuestionType, Speaker


def typed(found: tuple[Asked, ...], turns: tuple[Passage, ...], today: dt.date | None) -> tuple[Question, ...]:
    """Each question with its type and what decided it."""
    questions: list[Question] = []
    for item in found:
        answer = _answer_before(item.passage, turns)
        kind, because = _kind(item, answer, today)
        passage = item.passage
        questions.append(Question(text=passage.text, type=kind, start=passage.start, end=passage.end, because=because))
    return tuple(questions)


def _answer_before(passage: Passage, turns: tuple[Passage, ...]) -> Passage | None:
    """The prospect's turn that the question follows."""
    for turn in reversed(turns[: passage.turn]):
        if turn.speaker is Speaker.PROSPECT:
            return turn
    return None


def _kind(item: Asked, answer: Passage | None, today: dt.date | None) -> tuple[QuestionType, str]:
    whole = item.passage.plain
    plain = _core(item.passage)
    opening = item.passage.turn <= _OPENING_TURNS
    if WHEN_BETTER.search(plain) and not moments(plain, today):
        return QuestionType.OTHER, "asks when would suit"
    if GOOD_TIME.search(plain) and not PROPOSAL.search(plain):
        return QuestionType.GOOD_TIME, "asks whether this moment suits"
    if opening and not REQUEST.match(whole) and WHO_IS_IT.match(whole) and not moments(whole, today):
        return QuestionType.OTHER, "asks who is on the line"
    if ETC.search(plain):
        return QuestionType.OTHER, "contact details, permission or small talk"
    if REQUEST.match(plain) and PROBING_WORDS.search(plain):
        return QuestionType.PROBING, "asks to hear more about the answer"
    if step := _proposes(plain, today):
        return QuestionType.CONFIRMATION, step
    if WHY_CHOSEN.search(plain):
        return QuestionType.SITUATION, "why they chose what they have now"
    if CONNECTING.search(plain):
        return QuestionType.CONNECTING, "about what they look for, or what made them get in touch"
    if PROBING_WORDS.search(plain) or WHY.search(plain) or DIGS.search(plain):
        return QuestionType.PROBING, "about reasons, effects or feelings"
    if _echo(plain, answer):
        return QuestionType.PROBING, "picks up a word of the answer and asks for more"
    if PAST_OR_PRESENT_FACT.search(plain):
        return QuestionType.SITUATION, "asks for a fact of the present situation"
    if not item.marked and not WH_START.match(plain) and not INVERTED.match(plain):
        return QuestionType.OTHER, "none of the other types"
    return QuestionType.SITUATION, "asks for a fact"


def _core(passage: Passage) -> str:
    """The clause that asks, without a word of comfort or an echo before it: "Fourteen weeks, what does that do?"."""
    for number, word in enumerate(passage.words[:-1]):
        rest = passage.part(number + 1, len(passage.words)).plain
        asks = ASKS.match(rest) if number < _BEFORE_THE_CORE else INVERTED.match(rest)
        if word.text.endswith((",", "?", "!")) and asks:
            before = passage.part(0, number + 1).plain
            if not (ASKS.match(before) or REQUEST.match(before) or IF.match(before)):
                return rest
    return passage.plain


_BEFORE_THE_CORE = 7

_OPENING_TURNS = 3


def _proposes(plain: str, today: dt.date | None) -> str | None:
    """Why a question is a proposal or asks for agreement, or None."""
    if (AGREE.search(plain) or OFFERS.match(plain)) and not ASKS_FOR_A_FACT.match(plain):
        return "puts a step or an offer up for agreement"
    said = [m for m in moments(plain, today) if not NO_PROPOSAL.search(plain[: m.start])]
    said = [m for m in said if m.time or not PRESENT_DAY.match(plain[m.start : m.end])]
    if said and HOW_ABOUT.match(plain):
        return "proposes a day or a time"
    if (
        said
        and not re.match(rf"^{LEAD}{WH}\b", plain)
        and not re.search(r"\b(?:was|were|did|happen|been|since)\b", plain)
    ):
        rest = len(plain.split()) - sum(len(plain[m.start : m.end].split()) for m in said)
        if rest <= _BESIDE_A_TIME or re.search(r"\b(?:then|say|come|meet|call|ring)\b", plain):
            return "proposes a day or a time"
    return None


_BESIDE_A_TIME = 9


def _echo(plain: str, answer: Passage | None) -> bool:
    """ "A dog?": a word or two of the answer, thrown back."""
    words = plain.split()
    if answer is None or len(words) > _ECHO_WORDS:
        return False
    heard = set(answer.plain.split())
    return all(w in heard or w in ("a", "the", "so") for w in words)


_ECHO_WORDS = 3
