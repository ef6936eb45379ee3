"""A text for a lead as its detectors see it: its own sentences, who signs it, what it goes on from, what it asks."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from coach.language import opt_out_notices
from coach.language.asks import Ask, different
from coach.language.context import tied
from coach.language.continuations import (
    ENOUGH,
    ENOUGH_ALONE,
    OPENING,
    Said,
    found_again,
    given_back,
    is_courtesy,
    is_subject,
    own_words,
    reminders,
    talked,
)
from coach.language.easy_steps import EasySteps, easy_steps, pleasantry
from coach.language.ideas import Ideas, ideas
from coach.language.introductions import Introduction
from coach.language.questions import Asked, asked
from coach.language.senders import Signature, in_brackets, introduced, is_closing, is_role, signature
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import GREETINGS
from coach.models import Channel

if TYPE_CHECKING:
    from coach.language.reading import Reading

_AND_ALSO = re.compile(
    r"(?:,|;) and (?:also )?(?:who|what|when|where|which|why|how|do|does|did|are|is|can|could|would|will)\b",
    re.IGNORECASE,
)
_GREETING = 4
_INTRODUCTION = 10
"""Words of a sentence that only greets, and of one that only says who writes, at the most."""
_FOLLOWING_UP = re.compile(r"(?:re )*(?:a )?(?:just |quick |quickly )?follow(?:ing)? ?up")
"""A subject line that is worn, and reminds of nothing yet."""
_OURS = re.compile(r"^(?:and |so |but )*(?:our|we|weve|were|id|im|i am)\b")
_PRAISES = re.compile(r"\b(?:award winning|leading|in this issue|newsletter|world class|state of the art)\b")
"""How firms talk of themselves."""
_TOPIC = re.compile(r"(?:that|those|this|these|the|your|my|remember) ")
_ASKS = re.compile(r"\b(?:is|are|was|were|do|does|did|can|could|will|would|shall|should|may|have|has|ok|okay)\b")
_SURE = 0.8
"""Chance that a sentence names the listener's matter, from which on the model alone is heeded."""
_ABOUT = re.compile(r"\b(?:about|regarding|re|concerning)\b")
_YOUR = re.compile(r"\byours?\b")
_THEIRS = re.compile(r"\byou(?:r|rs)?\b")
_ENCLOSED = re.compile(r"(?:please |kindly )?(?:find|see)\b")
"""What shows something, and asks for nothing: "please find the prices attached"."""
_A_TIME = 3
"""Words of a time that was taken for a question of its own, without marks."""
_NEXT_TO = 0.05
"""Seconds between two sentences of a text that follow on each other."""
_ALTERNATIVE = re.compile(r"(?:or|otherwise|if not)(?! (?:who|what|which|why|how|when)\b) ")
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
        # Some leave out the space behind the colon.
        at = 1 if first.words[0].text.endswith(":") else 0
        return first.part(at, len(first.words)) if len(first.words) > at else None

    @cached_property
    def written(self) -> tuple[Passage, ...]:
        """What is written, line by line, without the subject."""
        every = self._reading.turns
        return every[1:] if self._has_subject_line else every

    @cached_property
    def lines(self) -> tuple[Passage, ...]:
        """The same without what only says how to stop the texts."""
        rest = opt_out_notices.without(self._reading.rep)
        own = {id(word) for sentence in rest for word in sentence.words}
        kept = ((tuple(w for w in line.words if id(w) in own), line) for line in self.written)
        return tuple(Passage(words, line.speaker, line.turn) for words, line in kept if words)

    @cached_property
    def _has_subject_line(self) -> bool:
        first = self._reading.rep[0] if self._reading.rep else None
        return self._reading.facts.channel is Channel.EMAIL and first is not None and is_subject(first)

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """The sentences without the subject and without those that only say how to stop the texts."""
        own = opt_out_notices.without(self._reading.rep[1:] if self._has_subject_line else self._reading.rep)
        return tuple(s for s in own if not is_closing(s))

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
        signed = signature(self.lines, reading.names, addressed)
        names = (i.name for i in intros if i.name and self._is_own(i))
        name, firm = next(names, None), next((i.firm for i in intros if i.firm), None)
        marked = in_brackets(self.lines, name or firm)
        if marked.name is not None:
            return marked
        told = Signature() if name and firm else introduced(self.lines)
        name, firm = signed.name or name or told.name, signed.firm or firm or told.firm
        # One stretch is one of the two.
        twice = name is not None and firm is not None and name.words == firm.words
        return Signature(None if twice else name, firm)

    def _is_own(self, intro: Introduction) -> bool:
        """Whether a name that was taken for the sender's can be: an email is signed, or says "this is ..."."""
        if intro.name is None or self._greeted(intro.name) or is_role(intro.name):
            return False
        cued = intro.bare_name is None or len(intro.name.words) > len(intro.bare_name.words)
        return (
            self._reading.facts.channel is not Channel.EMAIL or cued or self._reading.names.is_caller(intro.name.plain)
        )

    def _greeted(self, name: Passage) -> bool:
        """Whether a greeting stands right before a name, so that it is the lead's: "Harper Law: Hi Marcus, ..."."""
        for line in self.lines:
            for previous, word in pairwise(line.words):
                if word is name.words[0]:
                    return previous.text.lower() in GREETINGS | {"dear"}
        return False

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
            known = Said.of((*facts.conversation, facts.about or ""))
            weighed = [(found_again(s, known, self.names), s) for s in self.said]
            found = [(w, s) for w, s in weighed if w >= (ENOUGH if s in self.named else ENOUGH_ALONE)]
            return tuple(s for _, s in sorted(found, key=lambda one: -one[0]))
        return self.named

    @cached_property
    def named(self) -> tuple[Passage, ...]:
        """The sentences that by their form name a matter of the lead's, true or not."""
        told = [s for s in self.said if given_back(s, self.names)]
        others = [s for s in self.said if s not in told and own_words(s, self.names) and not self._for_anybody(s)]
        return (*told, *(s for s in others if self._tied(s) or self._sounds_named(s)))

    def _for_anybody(self, sentence: Passage) -> bool:
        introduces = self._introduces(sentence) and not _ABOUT.search(sentence.plain)
        return introduces or self._boasts(sentence) or self._bare_subject(sentence) or is_courtesy(sentence)

    def _sounds_named(self, sentence: Passage) -> bool:
        """Whether the model is sure that a sentence has to do with the listener's matter, however it is put."""
        return self._reading.judge.chances("vm_context", sentence.text)["met"] > _SURE

    def _boasts(self, sentence: Passage) -> bool:
        """Whether a sentence tells of the sender's own firm only."""
        if _THEIRS.search(sentence.plain):
            return False
        if _OURS.match(sentence.plain) or _PRAISES.search(sentence.plain):
            return True
        firm = self.signature.firm
        starts = tuple(f"{firm.plain} {verb} " for verb in ("is", "has", "offers", "was")) if firm else ()
        return sentence.plain.startswith(starts)

    def _bare_subject(self, sentence: Passage) -> bool:
        """A subject line of one word ("Your trip") names the lead's matter only where the text does too."""
        return sentence is self.subject and len(set(own_words(sentence, self.names))) < 2

    def _tied(self, sentence: Passage) -> bool:
        """Whether it gives a concrete thing an article or "your", and does not only ask for it."""
        if sentence.text.endswith("?") and not _YOUR.search(sentence.plain):
            return False
        return tied(sentence, self.names, self._reading.spoken_for)

    @cached_property
    def talked(self) -> tuple[Passage, ...]:
        """Where it says that a conversation took place."""
        return talked(self.said)

    @cached_property
    def pointers(self) -> tuple[Passage, ...]:
        """Where it points at what the lead asked: "your inquiry"."""
        reminding = reminders(self.said, self.names)
        found = (p for p in self._reading.context.pointers if _THEIRS.search(p.plain))
        return tuple(p for p in found if not any(p.start < r.end and r.start < p.end for r in reminding))

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
            follows = bool(kept) and abs(one.passage.start - kept[-1].passage.end) < _NEXT_TO
            if follows and not kept[-1].marked and len(kept[-1].passage.words) <= _A_TIME:
                kept[-1] = one  # "friday at noon", "can you be there"
            elif not (follows and _ALTERNATIVE.match(one.passage.plain)):
                kept.append(one)
        return tuple(kept)

    @property
    def question_count(self) -> int:
        """How many answers are wanted: "when can we talk, and who else should join?" wants two."""
        return sum(1 + len(_AND_ALSO.findall(q.passage.text)) for q in self.questions if q.marked) + sum(
            not q.marked for q in self.questions
        )

    @cached_property
    def steps(self) -> EasySteps:
        """The next steps that it offers."""
        spoken = self._reading.facts.channel is Channel.CALL
        return easy_steps(self.sentences, self._asks, [q.passage for q in self.questions], spoken)

    @cached_property
    def _asks(self) -> tuple[Ask, ...]:
        """What is asked for in the sentences; "a second scan" asks for nothing."""
        words = [word for sentence in self.sentences for word in sentence.words]
        before = {id(word): plain(previous.text) for previous, word in pairwise(words)}
        return tuple(
            ask
            for ask in self._reading.asks
            if id(ask.where.words[0]) in self._own_words
            and not _ENCLOSED.match(ask.where.plain)
            and before.get(id(ask.where.words[0])) not in _ARTICLES
        )

    @cached_property
    def _own_words(self) -> frozenset[int]:
        return frozenset(id(word) for sentence in self.sentences for word in sentence.words)

    @cached_property
    def ideas(self) -> Ideas:
        """How many ideas it holds."""
        others = [a.where for a in different(self._asks)[1:] if a.task != "announced"]
        return ideas(self.sentences, self.names, others)


def _really_asks(one: Asked) -> bool:
    if not one.marked:
        return not one.passage.plain.startswith(("tell", "please tell", "walk me", "share"))
    # "That whistle in your window when it storms?" only names it.
    return _TOPIC.match(one.passage.plain) is None or _ASKS.search(one.passage.plain) is not None
