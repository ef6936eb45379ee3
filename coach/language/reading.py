"""A reading: one transcript and the facts beside it, with every analysis made once and only when asked for."""

from __future__ import annotations

import re
from functools import cached_property

from coach.language.answers import answer_to, told_unasked
from coach.language.asks import Ask, asks
from coach.language.commitments import Step, step
from coach.language.context import Context, context
from coach.language.introductions import Introduction, introduction
from coach.language.listening import acknowledgements, repeated_points
from coach.language.names import Names
from coach.language.offers import bare_offers, real_offers
from coach.language.phone_numbers import PhoneNumber, number_pointers, phone_numbers
from coach.language.pitches import product_talk
from coach.language.promises import vague_promises
from coach.language.question_types import typed
from coach.language.questions import asked, punctuated
from coach.language.sentences import Passage, passages, plain, sentences
from coach.language.similarity import Likeness, likeness
from coach.language.summaries import summaries
from coach.language.vocabulary import CALL_WORDS, FUNCTION_WORDS, POINTER_WORDS
from coach.language.wording import harsh_wording, mild_wording, stock_phrases
from coach.models import Facts, Kind, NextStep, Question, Speaker, Transcript

_OPENING_S = 60.0
_INTRODUCES = re.compile(
    r"\b(?:names?|this is|(?:its|im|i am) (?:\w+ ){1,3}(?:from|with|at|of|here)"
    r"|(?:were|we are) (?:from|with|called|the|an?)"
    r"|thats me|ask for|here (?:from|at)|(?:calling|ringing|phoning|speaking) (?:from|for|on|with)|behalf"
    r"|(?:firm|office|company|clinic|practice|agency)(?: \w+s\b|$)|(?:come|work|working) (?:from|for|with|at))\b"
)
_NAMES_THEMSELVES = re.compile(r"\b(?:[Ii]['’]?m|I am|[Ii]t['’]?s|[Tt]his is|[Nn]ame['’]?s) [A-Z]|\b[A-Z]\w+ [A-Z]\w+")
"""What a late introduction sounds like: a cue, or a name after "I'm"."""
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|so (?:i|we)|and (?:i|ill|we|well)|because)\b")


class Reading:
    """What the detectors look at. Pure: depends on its two arguments and on nothing else."""

    def __init__(self, transcript: Transcript, facts: Facts) -> None:
        self.transcript = transcript
        self.facts = facts

    @cached_property
    def turns(self) -> tuple[Passage, ...]:
        """Every utterance, in order."""
        return passages(self.transcript)

    @cached_property
    def rep(self) -> tuple[Passage, ...]:
        """The rep's sentences."""
        return sentences(self.transcript, Speaker.REP)

    @cached_property
    def prospect(self) -> tuple[Passage, ...]:
        """The prospect's sentences."""
        return sentences(self.transcript, Speaker.PROSPECT)

    @cached_property
    def names(self) -> Names:
        """The known names, to be compared by sound."""
        return Names.of(self.facts)

    @cached_property
    def speeches(self) -> tuple[Passage, ...]:
        """What the rep says between two others: in a voicemail the whole message as one passage."""
        found: list[Passage] = []
        last: Speaker | None = None
        for turn in self.turns:
            if turn.speaker is Speaker.REP:
                if last is Speaker.REP:
                    found[-1] = Passage(found[-1].words + turn.words, turn.speaker, found[-1].turn)
                else:
                    found.append(turn)
            last = turn.speaker
        return tuple(found)

    @cached_property
    def introductions(self) -> tuple[Introduction, ...]:
        """The rep's introductions of themselves, one for each speech, with the bare ones only at both ends.

        Late in a call only what sounds like an introduction is read; the rest has an empty one.
        """
        single = len(self.speeches) == 1
        return tuple(
            introduction(speech, self.names, opening=number < 2, closing=single)
            if number < 2 or speech.start - self.start <= _OPENING_S or self._may_introduce(speech)
            else Introduction()
            for number, speech in enumerate(self.speeches)
        )

    def _may_introduce(self, speech: Passage) -> bool:
        known = plain(f"{self.facts.caller or ''} {self.facts.firm or ''}").split()
        if _INTRODUCES in speech or _NAMES_THEMSELVES.search(speech.text):
            return True
        return not set(known).isdisjoint(speech.plain.split())

    @cached_property
    def introduced(self) -> frozenset[str]:
        """The words of people's names, which say nothing about the matter."""
        known = (self.facts.caller, self.facts.lead)
        words = {w for name in known for w in plain(name or "").split()}
        for found in self.introductions:
            for passage in (found.bare_name, found.addressed):
                words |= set(passage.plain.split()) if passage else set()
        return frozenset(words - FUNCTION_WORDS)

    @cached_property
    def firm_words(self) -> frozenset[str]:
        said = {w for found in self.introductions if found.firm for w in found.firm.plain.split()}
        return frozenset(said | set(plain(self.facts.firm or "").split()))

    @cached_property
    def phone_numbers(self) -> tuple[PhoneNumber, ...]:
        return tuple(number for speech in self.speeches for number in phone_numbers(speech))

    @cached_property
    def number_pointers(self) -> tuple[Passage, ...]:
        return tuple(hit for speech in self.speeches for hit in number_pointers(speech))

    @cached_property
    def context(self) -> Context:
        """What the rep says of this listener's own matter."""
        about = frozenset(plain(self.facts.about or "").split()) - FUNCTION_WORDS - CALL_WORDS - POINTER_WORDS
        return context(self.rep, self.introduced, about, self.spoken_for)

    @cached_property
    def spoken_for(self) -> frozenset[int]:
        """The words that ask, apologise, press, or are worn: they say nothing of the listener's matter.

        By `id`, since the same word may be said twice; all passages share the words that the transcript keeps.
        """
        hits = [*self.stock_phrases, *self.mild_wording, *self.harsh_wording]
        hits += [self._clause_from(offer) for offer in self.bare_offers]
        hits += [self._clause_from(ask.where) if ask.task != "announced" else ask.where for ask in self.asks]
        hits += [number.where for number in self.phone_numbers]
        own = [
            speech.part(a, b) for speech, i in zip(self.speeches, self.introductions, strict=True) for a, b in i.spans
        ]
        named = (w for w in self.transcript.words if w.text[:1].isupper() and plain(w.text) in self.firm_words)
        return frozenset(id(word) for hit in [*hits, *own] for word in hit.words) | frozenset(map(id, named))

    def _clause_from(self, passage: Passage) -> Passage:
        """`passage` and what follows it in its clause."""
        first, last = passage.words[0], passage.words[-1]
        for sentence in self.rep:
            for clause in sentence.clauses:
                for at, word in enumerate(clause.words):
                    if word is first:
                        rest = clause.part(at, len(clause.words))
                        return passage if _ABOUT.search(rest.plain) and last in rest.words else rest
        return passage

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        return asks(self.rep)

    @cached_property
    def stock_phrases(self) -> tuple[Passage, ...]:
        return stock_phrases(self.rep)

    @cached_property
    def harsh_wording(self) -> tuple[Passage, ...]:
        return harsh_wording(self.rep)

    @cached_property
    def mild_wording(self) -> tuple[Passage, ...]:
        return mild_wording(self.rep)

    @cached_property
    def bare_offers(self) -> tuple[Passage, ...]:
        return bare_offers(self.rep)

    @cached_property
    def real_offers(self) -> tuple[Passage, ...]:
        return real_offers(self.rep, self.introduced, self.spoken_for, bool(self.harsh_wording))

    @cached_property
    def likeness(self) -> Likeness | None:
        """How like the message is to the earlier ones; None where there is no earlier one."""
        if not self.facts.previous:
            return None
        return likeness(self.rep, self.facts.previous, self.introduced | self.firm_words)

    @cached_property
    def start(self) -> float:
        """When the conversation, or the caller's message, begins."""
        span = self.transcript.message_span
        return self.turns[0].start if self.turns and span is None else span.start if span else 0.0

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The rep's questions in a call, typed; none in a voicemail or where we cannot tell who spoke."""
        return typed(asked(self.rep), self.turns, self.facts.date) if self._judged_as_call else ()

    @cached_property
    def _judged_as_call(self) -> bool:
        return self.facts.kind is Kind.CALL and self.transcript.speakers_known

    @cached_property
    def next_step(self) -> NextStep | None:
        """The step that a call ends on; None without one, in a voicemail, or where we cannot tell who spoke."""
        return self.agreed_step.value if self.agreed_step else None

    @cached_property
    def talk(self) -> tuple[Passage, ...]:
        """The sentences of both sides, in order."""
        return sentences(self.transcript, Speaker.REP, Speaker.PROSPECT)

    @cached_property
    def punctuated(self) -> bool:
        """Whether the recogniser wrote full stops."""
        return punctuated(self.rep)

    @cached_property
    def agreed_step(self) -> Step | None:
        """The next step with the words behind it."""
        return step(self.talk, self.facts.date) if self._judged_as_call else None

    @cached_property
    def vague_promises(self) -> tuple[Passage, ...]:
        """What the rep promises without saying when."""
        return vague_promises(self.rep, self.facts.date)

    @cached_property
    def product_talk(self) -> tuple[Passage, ...]:
        """The rep's sentences about the product or its price; a question is none."""
        return tuple(s for s in self.rep if product_talk(s.plain) and s.start not in self._question_starts)

    @cached_property
    def _question_starts(self) -> frozenset[float]:
        return frozenset(q.start for q in self.questions)

    @cached_property
    def acknowledgements(self) -> tuple[Passage, ...]:
        """Where the rep says no more than "I understand"."""
        return acknowledgements(self.rep)

    @cached_property
    def repeated_points(self) -> tuple[Passage, ...]:
        """The sentences in which the rep puts the prospect's point in words, clearest first."""
        return repeated_points(self.talk, self._question_starts)

    @cached_property
    def summaries(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """The rep's summaries in the later part of the call, and the fragments of one."""
        return summaries(self.talk, self._question_starts)

    @cached_property
    def told_unasked(self) -> tuple[Passage, ...]:
        """Where the prospect tells about their interest or situation without a question."""
        return told_unasked(self.talk)

    def answer_to(self, question: Question) -> Passage | None:
        """Where the prospect begins to answer: not at "wait", "hold on" or "what did you say?"."""
        return answer_to(question, self.questions, self.talk)
