"""What kind of question a question is: about why they came, how things are, their answer, this moment, a step."""

from __future__ import annotations

import datetime as dt
import re

from coach.language.good_time import asks_if_now_suits, asks_it_indirectly
from coach.language.listening import content
from coach.language.patterns import any_of
from coach.language.question_cues import (
    AGREE,
    ASKS,
    ASKS_FOR_A_FACT,
    CONNECTING,
    DIGS,
    ETC,
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
from coach.language.sentences import Passage, split
from coach.language.when import moments
from coach.language.wording_model import Judge
from coach.models import Evidence, Question, QuestionType, Speaker


def typed(
    found: tuple[Asked, ...], turns: tuple[Passage, ...], today: dt.date | None, judge: Judge
) -> tuple[Question, ...]:
    """Each question with its type, what decided it, and for a connecting one the prospect's words it grew from.

    What the rule takes for a question and the model for none is left out.
    """
    questions: list[Question] = []
    judge.prepare(item.passage.text for item in found)
    for item in found:
        answer = _answer_before(item.passage, turns)
        vote, because = _kind(item, answer, today)
        passage = item.passage
        settled = vote is QuestionType.GOOD_TIME or (vote is QuestionType.CONNECTING and _PLAINLY in passage)
        label = vote if settled else judge.label("questions", passage.text, vote)
        if label == "none":
            continue
        kind = QuestionType(label)
        questions.append(
            Question(
                text=passage.text,
                type=kind,
                start=passage.start,
                end=passage.end,
                because=because if kind is vote else _WORDED[kind],
                grew_from=grew_from(passage, turns) if kind is QuestionType.CONNECTING else None,
            )
        )
    return tuple(questions)


_PLAINLY = any_of(
    r"(?:still|are you|you) looking for",
    r"what (?:made|prompted|attracted|drew|brought) you",
    r"anything else (?:you|that|on)",
    r"what (?:do|are|would) you (?:hope|hoping|like|want) (?:to|for) .*(?:call|talk|chat)",
)
"""The connecting questions as the rubric guide names them: about these the model is not asked."""

ABOUT_THEM = (QuestionType.CONNECTING, QuestionType.SITUATION, QuestionType.PROBING)
"""The types of questions about the prospect."""

ASKS_WHO = "asks who is on the line"

_WORDED = {
    QuestionType.CONNECTING: "worded like a question about what brought them or what they look for",
    QuestionType.SITUATION: "worded like a question for a fact of the present situation",
    QuestionType.PROBING: "worded like a question that digs into an answer",
    QuestionType.GOOD_TIME: "worded like a question whether this moment suits",
    QuestionType.CONFIRMATION: "worded like a step or an offer put up for agreement",
    QuestionType.OTHER: "worded like permission, contact details or small talk",
}


def grew_from(question: Passage, turns: tuple[Passage, ...]) -> Evidence | None:
    """The prospect's latest sentence, within `_GREW_WITHIN` turns, that shares a word of content with the question."""
    asked = content(question.plain)
    for turn in reversed(turns[max(0, question.turn - _GREW_WITHIN) : question.turn]):
        if turn.speaker is Speaker.PROSPECT:
            for sentence in split(turn):
                if asked & content(sentence.plain):
                    return sentence.evidence
    return None


_GREW_WITHIN = 8


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
    if asks_if_now_suits(plain) and (asks_it_indirectly(plain) or not PROPOSAL.search(plain)):
        return QuestionType.GOOD_TIME, "asks whether this moment suits"
    if opening and not REQUEST.match(whole) and _asks_who(item.passage) and not moments(whole, today):
        return QuestionType.OTHER, ASKS_WHO
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


def _asks_who(asked: Passage) -> bool:
    """ "Am I, is this Precious?", "my name is Devin, may I speak with Camille?", "Mr Okurut?"."""
    plain = asked.plain
    if asked.turn == 0 and asked.text.istitle() and len(asked.words) <= _NAME_WORDS:
        return True
    return bool(WHO_IS_IT.match(plain) or _WHO_IN_THE_END.search(plain) or _ONLY_A_NAME.match(plain))


_NAME_WORDS = 3

_WHO_IN_THE_END = re.compile(
    r"\b(?:is (?:this|that) (?!an?\b|the\b|okay|ok\b|good|all\b|still|right|your\b|about|not\b|it\b|now\b)\w+(?: \w+)?"
    r"|(?:may|can|could) i (?:speak|talk) (?:to|with) (?:\w+ ?){1,4}|do i (?:have|speak with"
    r"|talk to) (?:there )?(?:\w+ ?){1,3}|(?:speaking|talking) (?:to|with) (?:\w+ ?){1,3})$"
)
_ONLY_A_NAME = re.compile(r"(?:mr|mrs|ms|miss|dr|doctor|sir|madam|sister|brother|pastor|uncle|auntie) \w+(?: \w+)?$")


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
