"""What a voicemail says of the listener's matter and of the help offered: the rep's own words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.patterns import any_of
from coach.language.reading import Reading
from coach.language.retelling import restated
from coach.language.sentences import Passage, plain
from coach.language.stems import stem
from coach.language.topics import told_topic, topic_in
from coach.language.vocabulary import FUNCTION_WORDS
from coach.materials import FactKind, SaidFact
from coach.weighing import SUMMARY


def said_in_message(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """What a voicemail says of the listener's matter and of the help offered: the rep's own words."""
    told = told_topic(reading.facts.about) if reading.facts.about else None
    matters, (offered, _) = reading.context.matters, reading.offers
    for sentence in reading.rep:
        topic = topic_in(sentence) if any(_inside(m, sentence) for m in matters) else None
        if topic and (told is None or _shared(topic, told)):
            told = None
            yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=sentence.evidence, weight=SUMMARY + 1)
        for clause in restated(sentence, proper):
            helps = any(_overlap(o, clause.passage) for o in offered)
            tells = any(_overlap(m, clause.passage) for m in matters)
            if (helps or tells) and not any(id(w) in reading.spoken_for for w in clause.passage.words):
                kind = FactKind.HELP if helps else FactKind.PROBLEM
                weight = SUMMARY - 1 if tells else SUMMARY - 2
                if not _INTRODUCES.search(plain(clause.text)):
                    yield SaidFact(kind=kind, text=clause.text, evidence=clause.passage.evidence, weight=weight)
    if told:
        yield SaidFact(kind=FactKind.INTEREST, text=told, evidence=None, weight=SUMMARY)


_INTRODUCES = any_of(
    r"(?:im|i am|i was|we are|were) (?:just )?(?:calling|ringing|phoning|following|getting back|returning"
    r"|reaching|only)",
    r"i(?:ve| have)? (?:got|have|need|had) to|ill be quick|i saw|i see|i know|i hope|i wanted|i want|id love|im sorry",
    r"(?:its|this is|my name|i (?:called|rang|tried|left|spoke)|last message|voicemail|as i said|i said|got your)",
)
"""What a message says of itself."""


def _shared(one: str, other: str) -> bool:
    """Whether two topics have a word in common."""
    first, second = ({stem(w) for w in plain(text).split() if w not in FUNCTION_WORDS} for text in (one, other))
    return bool(first & second)


def _inside(part: Passage, sentence: Passage) -> bool:
    return sentence.start <= part.start < sentence.end


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end
