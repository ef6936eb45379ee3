"""A reading: one transcript and the facts beside it, with every analysis made once and only when asked for."""

from __future__ import annotations

import re
from functools import cached_property

from coach.language.answers import answer_to, told_unasked
from coach.language.asks import Ask, asks
from coach.language.commitments import Step, step
from coach.language.context import Context, context
from coach.language.follow_up import FollowUp
from coach.language.introductions import Introduction, introduction
from coach.language.listening import listening
from coach.language.names import Names
from coach.language.number_pointers import number_pointers
from coach.language.objections import raised
from coach.language.offers import bare_offers, offers
from coach.language.phone_numbers import PhoneNumber, phone_numbers
from coach.language.pitches import pitches
from coach.language.promises import vague_promises
from coach.language.question_types import ABOUT_THEM, typed
from coach.language.questions import asked, punctuated
from coach.language.sentences import Passage, passages, plain, sentences
from coach.language.similarity import Likeness, likeness
from coach.language.summaries import summaries
from coach.language.vocabulary import CALL_WORDS, FUNCTION_WORDS, POINTER_WORDS
from coach.language.who_calls import asks_who, gives_own_name
from coach.language.wording import negative_wording, stock_phrases
from coach.language.wording_model import Judge
from coach.models import Channel, Facts, Kind, NextStep, Question, Speaker, Transcript

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
    """What the detectors look at. Pure: depends on transcript and facts and on nothing else.

    `judge` may be one that has read the same sentences before, which saves time and changes nothing.
    """

    def __init__(self, transcript: Transcript, facts: Facts, judge: Judge | None = None) -> None:
        self.transcript = transcript
        self.facts = facts
        self._judge = judge

    @cached_property
    def judge(self) -> Judge:
        """Weighs rule and model where the wording decides."""
        judge = self._judge or Judge()
        if self.facts.kind is not Kind.CALL:
            judge.prepare(s.text for s in self.rep)
        return judge

    @cached_property
    def turns(self) -> tuple[Passage, ...]:
        """Every utterance, in order."""
        return passages(self.transcript)

    @cached_property
    def rep(self) -> tuple[Passage, ...]:
        """The rep's sentences."""
        return tuple(s for s in self.talk if s.speaker is Speaker.REP)

    @cached_property
    def prospect(self) -> tuple[Passage, ...]:
        """The prospect's sentences."""
        return tuple(s for s in self.talk if s.speaker is Speaker.PROSPECT)

    @cached_property
    def names(self) -> Names:
        """The known names, to be compared by sound."""
        return Names.of(self.facts)

    @cached_property
    def speeches(self) -> tuple[Passage, ...]:
        """What the rep says between two others: in a message the whole of it as one passage."""
        found: list[Passage] = []
        last: Speaker | None = None
        written = self.facts.channel in (Channel.SMS, Channel.EMAIL, Channel.NOTE)
        for turn in self.follow_up.lines if written else self.turns:
            if turn.speaker is Speaker.REP:
                if last is Speaker.REP:
                    found[-1] = Passage(found[-1].words + turn.words, turn.speaker, found[-1].turn)
                else:
                    found.append(turn)
            last = turn.speaker
        return tuple(found)

    @cached_property
    def follow_up(self) -> FollowUp:
        """The rep's words read as a text for a lead."""
        return FollowUp(self)

    @cached_property
    def introductions(self) -> tuple[Introduction, ...]:
        """The rep's introductions of themselves, one for each speech, with the bare ones only at both ends.

        Late in a call only what sounds like an introduction is read; the rest has an empty one.
        """
        single = len(self.speeches) == 1
        return tuple(
            introduction(speech, self.names, opening=number < 2, closing=single, asked=self._asked_who(speech))
            if number < 2 or speech.start - self.start <= _OPENING_S or self._may_introduce(speech)
            else Introduction()
            for number, speech in enumerate(self.speeches)
        )

    def _asked_who(self, speech: Passage) -> bool:
        """Whether the prospect has just asked who calls."""
        before = self.turns[speech.turn - 1] if speech.turn else None
        return before is not None and before.speaker is Speaker.PROSPECT and asks_who(before.plain)

    def _may_introduce(self, speech: Passage) -> bool:
        known = plain(f"{self.facts.caller or ''} {self.facts.firm or ''}").split()
        if self._asked_who(speech) or gives_own_name(speech.plain):
            return True
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
        return context(self.rep, self.introduced, about, self.spoken_for, self.judge)

    @cached_property
    def spoken_for(self) -> frozenset[int]:
        """The words that ask, apologise, press, or are worn: they say nothing of the listener's matter.

        By `id`, since the same word may be said twice; all passages share the words that the transcript keeps. What
        only the model takes for worn or negative is a whole sentence: we cannot tell the words that make it so.
        """
        harsh, mild = self.negative_wording
        whole = set(map(id, self.rep))
        hits = [hit for hit in (*self.stock_phrases, *mild, *harsh) if id(hit) not in whole]
        hits += [self._clause_from(offer) for offer in bare_offers(self.rep)]
        hits += [self._clause_from(ask.where) if ask.task != "announced" else ask.where for ask in self.asks]
        hits += [number.where for number in self.phone_numbers if number.diallable]
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
        return stock_phrases(self.rep, self.judge)

    @cached_property
    def negative_wording(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Harsh and mild."""
        return negative_wording(self.rep, self.judge)

    @cached_property
    def offers(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """What is offered for this listener, and the offers that name nothing."""
        return offers(self.rep, self.introduced, self.spoken_for, bool(self.negative_wording[0]), self.judge)

    @cached_property
    def likeness(self) -> Likeness | None:
        """How like the message is to the earlier ones; None where there is no earlier one."""
        if not self.facts.previous:
            return None
        return likeness(self.rep, self.facts.previous, self.introduced | self.firm_words, self.spoken_for)

    @cached_property
    def start(self) -> float:
        """When the conversation, or the caller's message, begins."""
        span = self.transcript.message_span
        return self.turns[0].start if self.turns and span is None else span.start if span else 0.0

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The rep's questions in a call, typed; none in a voicemail or where we cannot tell who spoke."""
        return typed(asked(self.rep), self.turns, self.facts.date, self.judge) if self._judged_as_call else ()

    @cached_property
    def _judged_as_call(self) -> bool:
        return self.facts.kind is Kind.CALL and self.transcript.rep_known

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

    def product_talk(self, before: float | None) -> tuple[Passage, ...]:
        """The rep's sentences about the product or its price that begin before this moment; a question is none."""
        said = (s for s in self.rep if s.start not in self._question_starts and (before is None or s.start < before))
        return tuple(s for s in said if pitches(s, self.judge))

    @cached_property
    def _question_starts(self) -> frozenset[float]:
        return frozenset(q.start for q in self.questions)

    @cached_property
    def objections(self) -> tuple[Passage, ...]:
        """The prospect's sentences that decline or push back on price, need or trust."""
        return raised(self.turns, self.rep, self.prospect, self._asked_about_them, self.judge)

    @cached_property
    def _asked_about_them(self) -> frozenset[int]:
        """The turns that end on a question about the prospect."""
        asked = {round(q.end, 3) for q in self.questions if q.type in ABOUT_THEM}
        return frozenset(turn.turn for turn in self.turns if round(turn.end, 3) in asked)

    @cached_property
    def listening(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Where the rep puts the prospect's point in words, clearest first; and where only "I understand" is said."""
        return listening(self.talk, self._question_starts, self.judge)

    @cached_property
    def summaries(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """The rep's summaries in the later part of the call, and the fragments of one."""
        return summaries(self.talk, self._question_starts, self.judge)

    @cached_property
    def told_unasked(self) -> tuple[Passage, ...]:
        """Where the prospect tells about their interest or situation without a question."""
        return told_unasked(self.talk)

    def answer_to(self, question: Question) -> Passage | None:
        """Where the prospect begins to answer: not at "wait", "hold on" or "what did you say?"."""
        return answer_to(question, self.questions, self.talk)
