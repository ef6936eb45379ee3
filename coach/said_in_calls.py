"""What a call says of the lead's matter: their own points, and those that the rep put in words for them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coach.language.everyday import RELATIVE
from coach.language.interest import interest_shown
from coach.language.patterns import any_of
from coach.language.promises import is_vague
from coach.language.reading import Reading
from coach.language.retelling import Retold, joined, restated, retold, wondered
from coach.language.sentences import Passage, plain
from coach.language.stems import stem
from coach.language.topics import told_topic, topic_in, without_day
from coach.language.vocabulary import FUNCTION_WORDS, POINTER_WORDS, words
from coach.materials import FactKind, SaidFact
from coach.models import QuestionType
from coach.weighing import ASKED, LIGHTEST, SUMMARY, half_said, kind_of, weight_of

_TAKEN_UP = 2.0
"""More for what the rep put in words again."""
_PUSHED_BACK = 1.0
"""More for an objection, which a text had better know of."""
_COMMON = 0.7
"""More for what both speak of, less for what only the prospect does: small talk, mostly."""
_WHAT_FOR = 3.0
"""More for the answer to what they call about, which is their matter in short."""
_ANSWERS = {QuestionType.CONNECTING: 1.5, QuestionType.PROBING: 1.5, QuestionType.SITUATION: 0.5}
_FEWEST_OF_LOOSE = 6
"""Words of a clause that begins with "they": a shorter one says too little by itself."""
_WONDERED = 3.0
LONGEST_PAIR = 24
"""Words of two clauses that are told as one."""
_JUST_NOW_S = 2.0
_HERE = words("it that this you ask now then there here one him her them question something")
"""Ends of a question that is about the talk itself: "can I ask something?"."""
_OPENING_S = 60.0


@dataclass(frozen=True)
class _Around:
    """What stands around a sentence of the prospect's and says whether it matters."""

    begins: float
    ends: float
    """Seconds: before it is small talk, after it a step is settled."""
    answered: Mapping[int, float]
    """By turn, what the question is worth that the turn answers."""
    small_talk: frozenset[int]
    """Turns that answer whether now is a good time."""
    unasked: frozenset[float]
    """Starts of sentences in which they tell of their matter without a question."""
    taken: frozenset[str]
    of_rep: frozenset[str]
    """Stems of what the rep put in words again, and of all that the rep said."""
    objections: frozenset[float]

    @classmethod
    def of(cls, reading: Reading) -> _Around:
        step = reading.agreed_step
        answers = [(q.type, q.text, a.turn) for q in reading.questions if (a := reading.answer_to(q)) is not None]
        asked = [q.end for q in reading.questions if q.type in _ANSWERS]
        unasked = [told.start for told in reading.told_unasked]
        return cls(
            begins=min((*asked, *unasked), default=0.0),
            ends=min((step.stated.start, step.action.start)) if step else float("inf"),
            answered={
                turn: _WHAT_FOR if _ASKS_WHAT_FOR.search(plain(text)) else _ANSWERS.get(kind, 0.0)
                for kind, text, turn in answers
            },
            small_talk=frozenset(turn for kind, _, turn in answers if kind is QuestionType.GOOD_TIME),
            unasked=frozenset(unasked),
            taken=_stems((*reading.listening[0], *reading.summaries[0])),
            of_rep=_stems(reading.rep),
            objections=frozenset(sentence.start for sentence in reading.objections),
        )

    def holds(self, sentence: Passage) -> bool:
        """Whether the sentence is of the matter, by where it stands."""
        free = sentence.turn in self.small_talk and sentence.start not in self.unasked
        return not free and self.begins <= sentence.start < self.ends

    def weight(self, clause: Retold, kind: FactKind, turn: int) -> float:
        """How much the clause matters, by itself and by what is said around it."""
        told = {stem(w) for w in plain(clause.text).split()} - FUNCTION_WORDS
        weight = weight_of(clause, kind) + self.answered.get(turn, 0.0)
        weight += _TAKEN_UP if len(told & self.taken) > 1 else 0.0
        weight += _COMMON if told & self.of_rep else 0.0 if turn in self.answered else -_COMMON
        return round(weight, 2)


_ASKS_WHAT_FOR = any_of(
    r"(?:how|what) (?:can|may|could) (?:i|we) (?:help|assist|do for)|what (?:are|were) you calling (?:about|for)",
    r"whats? (?:\w+ )?(?:brings?|brought|made|makes) you (?:to )?(?:here|in|us|call|get in touch|reach out|write|to)",
    r"(?:whats?|what is) (?:going on|the (?:problem|trouble|matter|reason for your call))",
)


def _stems(said: Iterable[Passage]) -> frozenset[str]:
    return frozenset(stem(w) for p in said for w in p.plain.split() if w not in FUNCTION_WORDS and len(w) > 2)


def said_in_call(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """The prospect's points, those that the rep put in words for them, what was promised, and what they asked about."""
    yield from _own_points(reading, proper)
    ours = {id(word) for sentence in reading.product_talk(None) for word in sentence.words}
    for number, sentence in enumerate(s for s in reading.listening[0] if id(s.words[0]) not in ours):
        yield from _restated(sentence, proper, SUMMARY - 0.3 * number)
    yield from _promises(reading)
    yield from _interest(reading, proper)


def _own_points(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """What the prospect said of their matter, in words that stand by themselves."""
    around = _Around.of(reading)
    rep = frozenset(plain(reading.facts.caller or "").split())
    before: Retold | None = None
    for sentence in filter(around.holds, reading.prospect):
        if (question := wondered(sentence, proper, rep)) is not None and plain(question.text).split()[-1] not in _HERE:
            said = question.passage.evidence
            yield SaidFact(kind=FactKind.CONCERN, text=question.text, evidence=said, weight=_WONDERED)
        clauses = _with_what_they_point_at(list(retold(sentence, proper, rep)), before, sentence.turn)
        last = next((c for c in clauses if not c.points_back), None)
        before = last if last is not None and last.passage.end >= sentence.end - _JUST_NOW_S else None
        for clause in clauses:
            kind = kind_of(clause)
            if kind is None or (clause.loose and len(clause.text.split()) < _FEWEST_OF_LOOSE):
                continue
            weight = around.weight(clause, kind, sentence.turn)
            if sentence.start in around.objections:
                kind, weight = FactKind.OBJECTION, weight + _PUSHED_BACK
            yield SaidFact(kind=kind, text=clause.text, evidence=clause.passage.evidence, weight=weight)


def _with_what_they_point_at(clauses: list[Retold], before: Retold | None, turn: int) -> list[Retold]:
    """The clauses, the first of them joined with the one said just before it where it speaks of "them" or "it"."""
    if not clauses or not clauses[0].points_back or before is None or before.passage.turn != turn:
        return clauses
    pair = joined(before, clauses[0])
    return [pair, *clauses[1:]] if len(pair.text.split()) <= LONGEST_PAIR else clauses


def _promises(reading: Reading) -> Iterator[SaidFact]:
    """What the rep said they would send or find out, where it is named: "send you the lease page"."""
    for sentence in reading.rep:
        match = _PROMISES.search(sentence.plain)
        if match is None or sentence.text.endswith("?") or is_vague(sentence.plain):
            continue
        said = sentence.between(match.start(1), len(sentence.plain))
        clause = next((c for c in said.clauses if c.words), said)
        told = " ".join(word.text for word in clause.words).rstrip(" .,;:!?")
        named = set(plain(told).split()) - FUNCTION_WORDS - POINTER_WORDS - _HERE
        if named and len(told.split()) <= _LONGEST_PROMISE and not RELATIVE.search(plain(told)):
            yield SaidFact(kind=FactKind.PROMISE, text=told, evidence=sentence.evidence, weight=LIGHTEST)


_PROMISES = re.compile(
    r"\b(?:ill|i will|im going to|were going to|well|we will)(?: also| just| then)?"
    r" ((?:send|email|text|mail|post|forward|write up|put together|draw up|find out|look up|price up)\b.*)"
)
_LONGEST_PROMISE = 12


def _restated(sentence: Passage, proper: frozenset[str], weight: float) -> Iterator[SaidFact]:
    """The prospect's point in the rep's words, where it says nothing of the rep's own side."""
    for clause in restated(sentence, proper):
        spoken = plain(clause.text).split()
        kind = kind_of(clause)
        if set(spoken) & _OF_US or kind is None or half_said(clause.text):
            continue
        own = weight if kind is not FactKind.SITUATION else weight - _PLAIN_COST
        own -= SUMMARY / 2 if clause.loose and spoken[0] not in _ISNT else 0.0
        yield SaidFact(kind=FactKind.SUMMARY, text=clause.text, evidence=clause.passage.evidence, weight=round(own, 2))


_PLAIN_COST = 1.5
"""Of the rep's words for something that is neither trouble nor hope to the lead."""
_OF_US = words("i we my our us me im ive ill id were weve well wed mine ours")
_ISNT = words("its it nobody")


def _interest(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """What they asked about: as the user told it, else as the rep recalled it in the opening."""
    if reading.facts.about and (topic := told_topic(reading.facts.about)):
        yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=None, weight=ASKED)
        return
    for sentence in reading.rep:
        if sentence.start - reading.start > _OPENING_S:
            return
        if interest_shown(sentence, reading.judge)[0] != "named":
            continue
        if topic := topic_in(sentence):
            yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=sentence.evidence, weight=ASKED)
            return
        for clause in restated(without_day(sentence), proper):  # "you downloaded our checklist" names no topic
            if clause.subject.first in ("you", "your"):
                yield SaidFact(
                    kind=FactKind.SITUATION, text=clause.text, evidence=clause.passage.evidence, weight=ASKED
                )
    for sentence in reading.prospect:
        early = sentence.start - reading.start <= _OPENING_S and not sentence.text.endswith("?")
        if early and _SAYS_WHAT_FOR.match(sentence.plain) and (topic := topic_in(sentence)):
            yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=sentence.evidence, weight=ASKED)
            return


_SAYS_WHAT_FOR = any_of(
    r"^(?:(?:yes|yeah|oh|right|hi|okay|so|well|um|uh|it was|it is|its|thats|that was|i did|i called|i wrote"
    r"|i was (?:calling|asking|looking)|i asked) )*(?:about|regarding|for (?:the|a|an|my|our))",
)
