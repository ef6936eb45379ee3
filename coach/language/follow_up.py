"""A text for a lead as its detectors see it: its own sentences, who signs it, what it goes on from, what it asks."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from coach.language import opt_outs
from coach.language.asks import Ask, different
from coach.language.context import matter_in
from coach.language.continuations import (
    ENOUGH,
    OPENING,
    found_again,
    is_subject,
    own_words,
    reminders,
    talked,
    told_back,
    vocabulary_of,
)
from coach.language.easy_steps import EasySteps, easy_steps, pleasantry
from coach.language.ideas import Ideas, ideas
from coach.language.questions import Asked, asked
from coach.language.sentences import Passage, plain
from coach.language.senders import Signature, signature
from coach.language.vocabulary import GREETINGS
from coach.models import Channel

if TYPE_CHECKING:
    from coach.language.reading import Reading

_ALTERNATIVE = "or"
_ARTICLES = frozenset({"a", "an", "the", "first", "second", "third", "quick", "short", "free", "new"})
"""Words after which a verb is a noun."""


class FollowUp:
    """Analyses of one text, each made once and only when asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def subject(self) -> Passage | None:
        """The subject line of an email, without the word."""
        first = self._reading.rep[0] if self._reading.rep else None
        if self._reading.facts.channel is not Channel.EMAIL or first is None or not is_subject(first):
            return None
        # "Subject: Checking in" and "Subject:Checking in"
        at = 1 if first.words[0].text.endswith(":") else 0
        return first.part(at, len(first.words)) if len(first.words) > at else None

    @cached_property
    def lines(self) -> tuple[Passage, ...]:
        """What is written, line by line, without the subject."""
        every = tuple(turn for turn in self._reading.turns)
        return every[1:] if self._has_subject_line else every

    @cached_property
    def _has_subject_line(self) -> bool:
        first = self._reading.rep[0] if self._reading.rep else None
        return self._reading.facts.channel is Channel.EMAIL and first is not None and is_subject(first)

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """The sentences without the subject and without those that only say how to stop the texts."""
        return opt_outs.without(self._reading.rep[1:] if self._has_subject_line else self._reading.rep)

    @cached_property
    def said(self) -> tuple[Passage, ...]:
        """The sentences with the subject line, which counts for what a text is about."""
        return ((self.subject,) if self.subject else ()) + self.sentences

    @cached_property
    def signature(self) -> Signature:
        """Who the text is from: as the sentences say it, else as it is signed."""
        reading = self._reading
        intros = reading.introductions
        addressed = next((i.addressed.plain for i in intros if i.addressed), "")
        signed = signature(_without_words(self.lines, self._opt_out_words), reading.names, addressed)
        name = next((i.name for i in intros if i.name and not self._greeted(i.name)), None)
        firm = next((i.firm for i in intros if i.firm), None)
        return Signature(signed.name or name, firm or signed.firm)

    def _greeted(self, name: Passage) -> bool:
        """Whether a greeting stands right before a name, so that it is the lead's: "Harper Law: Hi Marcus, ..."."""
        for line in self.lines:
            for previous, word in zip(line.words, line.words[1:], strict=False):
                if word is name.words[0]:
                    return previous.text.lower() in GREETINGS | {"dear"}
        return False

    @cached_property
    def _opt_out_words(self) -> frozenset[int]:
        return frozenset(id(word) for line in self.lines for word in line.words) - self._own_words

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of names, which say nothing of the matter."""
        signed = (self.signature.name, self.signature.firm)
        words = {w for passage in signed if passage for w in passage.plain.split()}
        told = plain(f"{self._reading.facts.caller or ''} {self._reading.facts.lead or ''}").split()
        return self._reading.introduced | self._reading.firm_words | words | frozenset(told)

    @cached_property
    def matters(self) -> tuple[Passage, ...]:
        """The sentences that name a problem, concern or outcome of the conversation.

        Where we know what was said they are held against it; else they are read by their form.
        """
        facts = self._reading.facts
        if facts.conversation:
            known = vocabulary_of((*facts.conversation, facts.about or ""))
            weighed = ((found_again(s, known, self.names), s) for s in self.said)
            return tuple(s for weight, s in sorted(weighed, key=lambda w: -w[0]) if weight >= ENOUGH)
        return self.named

    @cached_property
    def named(self) -> tuple[Passage, ...]:
        """The sentences that by their form name a matter of the lead's, true or not."""
        told = [s for s in self.said if told_back(s) and own_words(s, self.names)]
        others = [s for s in self.said if s not in told and not _OURS.match(s.plain)]
        others = [s for s in others if self._shown(s) or self._tied(s)]
        return (*told, *(s for s in others if own_words(s, self.names)))

    def _shown(self, sentence: Passage) -> bool:
        return any(sentence.start < m.end and m.start < sentence.end for m in self._reading.context.matters)

    def _tied(self, sentence: Passage) -> bool:
        """A concrete thing that the text gives an article or "your", and does not call its own."""
        if sentence.text.endswith("?") and not _THEIRS.search(sentence.plain):
            return False
        found = matter_in(sentence, self.names, frozenset(), self._reading.spoken_for)
        return found is not None and found[0] >= _PLAINLY

    @cached_property
    def talked(self) -> tuple[Passage, ...]:
        """Where it says that a conversation took place."""
        return talked(self.said)

    @cached_property
    def pointers(self) -> tuple[Passage, ...]:
        """Where it points at what the lead asked: "your inquiry"."""
        return tuple(p for p in self._reading.context.pointers if _THEIRS.search(p.plain))

    @cached_property
    def reminders(self) -> tuple[Passage, ...]:
        """Where it reminds in its opening, the subject line included."""
        subject = () if self.subject is None or _FOLLOWING_UP.fullmatch(self.subject.plain) else (self.subject,)
        begun = [s for s in self.sentences if not pleasantry(s) and not self._introduces(s)]
        return reminders((*subject, *begun[:OPENING]), self.names)

    def _introduces(self, sentence: Passage) -> bool:
        """Whether a short sentence only greets, or says who writes."""
        if len(sentence.words) <= _GREETING:
            return not reminders([sentence], self.names)
        own = [i.name or i.firm for i in self._reading.introductions]
        says = any(p is not None and sentence.start <= p.start < sentence.end for p in own)
        return says and len(sentence.words) <= _INTRODUCTION and not reminders([sentence], self.names)

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """The questions, each once: an alternative ("... or next month?") belongs to the one before it."""
        found = [a for a in asked(self.sentences) if not pleasantry(a.passage) and _really_asks(a)]
        kept: list[Asked] = []
        for one in found:
            follows = kept and abs(one.passage.start - kept[-1].passage.end) < _NEXT_TO
            if not (follows and one.passage.plain.split()[0] == _ALTERNATIVE):
                kept.append(one)
        return tuple(kept)

    @cached_property
    def steps(self) -> EasySteps:
        """The next steps that it offers."""
        return easy_steps(self.sentences, self._asks, asked(self.sentences))

    @cached_property
    def _asks(self) -> tuple[Ask, ...]:
        """What is asked for in the sentences; "a second scan" asks for nothing."""
        words = [word for sentence in self.sentences for word in sentence.words]
        before = {id(word): plain(previous.text) for previous, word in zip(words, words[1:], strict=False)}
        return tuple(
            ask
            for ask in self._reading.asks
            if id(ask.where.words[0]) in self._own_words and before.get(id(ask.where.words[0])) not in _ARTICLES
        )

    @cached_property
    def _own_words(self) -> frozenset[int]:
        return frozenset(id(word) for sentence in self.sentences for word in sentence.words)

    @cached_property
    def ideas(self) -> Ideas:
        """How many ideas it holds."""
        others = [a.where for a in different(self._asks)[1:] if a.task != "announced"]
        return ideas(self.sentences, self.names, others)


_GREETING = 4
_INTRODUCTION = 10
"""Words of a sentence that only greets, and of one that only says who writes, at the most."""
_FOLLOWING_UP = re.compile(r"(?:re )*follow(?:ing)? ?up")
"""A subject line that is worn, and reminds of nothing yet."""
_OURS = re.compile(r"^(?:and |so |but )*(?:our|we|weve|were|id|im|i am)\b(?!.*\byou(?:r|rs|ve|d)?\b)")
_PLAINLY = 1.45
"""Weight from which a sentence ties its own words to the lead."""
_THEIRS = re.compile(r"\byou(?:r|rs)?\b")
_NEXT_TO = 0.05
"""Seconds between two sentences of a text that follow on each other."""


def _really_asks(one: Asked) -> bool:
    return one.marked or not one.passage.plain.startswith(("tell", "please tell", "walk me", "share"))


def _without_words(lines: tuple[Passage, ...], dropped: frozenset[int]) -> tuple[Passage, ...]:
    """The lines without some words (by `id`), and without lines that have none left."""
    left = (tuple(w for w in line.words if id(w) not in dropped) for line in lines)
    return tuple(Passage(ws, line.speaker, line.turn) for ws, line in zip(left, lines, strict=True) if ws)
