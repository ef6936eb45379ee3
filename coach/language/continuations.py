"""What a follow-up goes on from: the matter of the conversation, that there was one at all, or a bare reminder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.language.concepts import concept
from coach.language.context import is_own
from coach.language.patterns import any_of
from coach.language.sentences import Passage, apart, plain
from coach.language.stems import stem
from coach.language.vocabulary import (
    CALL_WORDS,
    DAYS,
    FILLERS,
    FUNCTION_WORDS,
    GREETINGS,
    NUMBER_WORDS,
    POINTER_WORDS,
    POLITE_WORDS,
    words,
)

_MET = r"(?:spoke|spoken|talked|chatted|met|discussed|went over|were on the phone|caught up)"
_TALK = r"(?:call|chat|conversation|talk|discussion|meeting|phone call|visit|consultation)"
_TOLD = any_of(
    r"you (?:didnt|dont|did not|do not|never) (?:want|like|wish|trust|need)",
    r"(?:you|u) (?:had |have |also |just |all )*(?:said|told|mentioned|asked|wanted|wished|hoped|feared|described)",
    r"(?:you|u) (?:had |have |also |just |all )*(?:explained|raised|brought up|need|needed|requested|chose|picked)",
    r"you (?:were|are|felt|seemed|sounded) (?:\w+ ){0,2}(?:worried|afraid|concerned|unsure|scared|anxious|hoping|torn)",
    r"you(?:re| are) (?:still )?(?:worried|afraid|concerned|unsure|scared|anxious|hoping|torn|looking)",
    r"(?:bothered|worried|worries|bothers|annoyed|annoys|hurts?|frustrated|frustrates|concerned) you",
    r"your (?:\w+ ){0,2}?(?:worry|concern|fear|question|problem|goal|hope|wish|plan|issue)",
    r"(?:sore|sticking) point",
)
"""What hands the lead's own words back to them."""
_COURTESY = any_of(
    r"(?:thanks|thank you|appreciate you)(?: again| so much| very much)* for (?:visiting|coming|stopping|"
    r"dropping|meeting"
    r"|your visit|your time|joining|calling|the visit|having)",
    r"(?:it was |it s |was )?(?:(?:a|such a|my) )?(?:real |great )?(?:pleasure|lovely|nice|great|good|wonderful|"
    r"awesome)"
    r"(?: \w+)? (?:to )?(?:meet|see|speak|talk|chat|connect|hear)(?:ing)?",
    r"connecting with you|came across (?:your|you)|been referred|seeing you",
)
"""What thanks for a conversation, or tells how one came by the lead."""
_TALKED = any_of(
    r"(?:thanks|thank you)(?: again| so much| very much)* for (?:visiting|coming|stopping|dropping|meeting|your visit"
    r"|joining|the visit|having)",
    r"(?:pleasure|lovely|nice|great|good|wonderful|awesome)(?: \w+)? (?:to )?(?:meet|see|speak|talk|chat|"
    r"connect)(?:ing)?",
    rf"(?:our|the|last|recent|earlier|first|that|todays|yesterdays|\w+days)(?: (?:last|recent|quick|short|first|brief|"
    rf"earlier|phone|little|great|good|nice|lovely))* {_TALK}",
    rf"(?:we|you and i|when we|since we|after we) (?:last |just |briefly |recently |had |have )*{_MET}",
    r"(?:great|good|nice|lovely|pleasure|wonderful|enjoyed|thanks for|thank you for|appreciate you|appreciated)"
    r"(?: (?:it was|you|so much|to|a|the|your|for))* (?:talking|speaking|chatting|meeting|connecting|call|talk|chat"
    r"|conversation|time)",
    r"(?:thanks|thank you|great|good|nice|enjoyed)(?: \w+){0,2} (?:talking|speaking|chatting|meeting) (?:to|with)",
    r"on the phone|as (?:we )?(?:discussed|agreed|promised)|per our|like we said|last time|earlier today",
    r"(?:thanks|thank you) for (?:contacting|reaching out|calling|writing|your (?:interest|inquiry|enquiry|"
    r"message|call))",
    r"(?:you )?(?:contacted|called|wrote to|reached out to|got in touch with) (?:us|me)",
)
"""What says that a conversation took place."""
_ABOUT = any_of("about", "regarding", "concerning")
_NO_MATTER = words(
    "subject re fwd stop reply text texts opt unsubscribe hope hoping brochure attached attaching attachment thoughts",
    "worried afraid concerned unsure bothered worry concern fear feared wondering spoke talked chatted discussed mind",
    "inbox bumping bump top below update updates nudge reminder friendly gentle news newsletter catalogue offer",
    "website instagram proceed wish ready process decide decided decision team intake interested interest",
    "product products solution solutions option options needs help msg rates apply waiting awaiting await agent",
    "disposal priorities instruct telephone revert kindly advise further shortly automated expires expire "
    "expiring limited act automatic faithfully sincerely regards",
)
"""Words of any follow-up, which name no matter of the lead's."""
_UNITS = words("year years weeks months hours hour work works working last next")
"""Words that make no telling pair with a number: "two years"."""
_WEAK = POINTER_WORDS | words(
    "price prices pricing budget cost costs money value quality time times exactly nobody whole yep listen listening",
    "old little end finish finished bring bringing mean means find found turn turned long everything front bad stand",
    "standing perfect correct small cause middle somewhere sit sitting story big wrong stay quick fast near nearly",
    "badly crazy ha kids expect slow far part able guess round lose lost drive stop stopped run sell read excuse high",
    "break",
)
"""Words of any talk: one of them says nothing of what it was about."""
_ONLY_THERE = FUNCTION_WORDS | CALL_WORDS | DAYS | GREETINGS | POLITE_WORDS | _NO_MATTER
ENOUGH = 1.0
"""Weight of a sentence's words, found again in the conversation, from which it names what was said there, where its
form gives them to the lead: "you said ...", "your ...", "about the ..."."""
ENOUGH_ALONE = 1.9
"""The same for any other sentence."""
_WEAK_WEIGHT, _SYNONYM_WEIGHT, _FAIR_PART = 0.3, 0.7, 0.25

_REMINDS = any_of(
    r"check(?:ing)? (?:back )?in(?! (?:at|by|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|to)\b)",
    r"any (?:update|updates|news|progress|thoughts|movement|word|decision|feedback)(?! (?:you|i|we) )",
    r"(?:had|have|get|got|find|found) (?:a|any|the|some) (?:chance|time|opportunity|moment|minute) to (?:look|review|"
    r"read|think|consider|go|see|talk|decide|check|discuss)",
    r"(?:touch(?:ing)?|touched) base|circl(?:e|ing) (?:back|round|around)",
    r"bump(?:ing)? (?:this|it|my|that)|(?:gentle|friendly|quick|little|small|just a|soft|polite) (?:\w+ )?(?:nudge|"
    r"reminder|bump|ping|prod)",
    r"^(?:just )?(?:a )?(?:friendly |quick |gentle )?reminder",
    r"(?:a|this is a|just a|my|second|final|another) reminder|(?:just )?(?:reminding|pinging|nudging|chasing) you",
    r"did you (?:get|see|receive|read|have time|look at|think about) (?:my|the|our|this|it|that|a chance)",
    r"have you (?:thought|decided|had (?:time|a)|seen|read|looked)(?: (?:about|at))?",
    r"(?:per|as per|regarding|re|see|about|to) my (?:last|previous|earlier|recent|other|first)? ?(?:email|e mail|"
    r"message|voicemail|note|text|call)",
    r"(?:are you |you |if you(?:re| are) )?still interested|where (?:you|we|things) (?:are|stand|stood)(?: at)? "
    r"(?:in|with|on) (?:the|this|your|things)|where (?:things|we|you) stand",
    r"(?:see|know|hear|ask|check) where (?:you|we|things)(?:re| are)? ?(?:at|stand|are)?\b",
    r"(?:havent|have not|not|never|didnt) (?:yet )?(?:heard|hear)(?: back| anything)? (?:from you|back)",
    r"(?:just )?(?:wondering|curious|wanted to see|want to see|to see|see) (?:if|whether) (?:you|youve)(?: have| had|"
    r" ve)? (?:decided|seen|read|received|got|any|thought|made)",
    r"(?:havent|have not|didnt|did not) (?:yet )?(?:complete|finish|sign|repl|respond)(?:e?d|ied)?",
    r"(?:top of|back to the top of|surface|resurface) (?:your|in your) (?:inbox|mind)",
    r"how(?:s| is| are) (?:it|things|everything|that)(?: (?:going|coming|looking|along))?$",
)
"""Wording that reminds, where a continuation would say something."""
_FOLLOWS_UP = any_of(
    r"(?:just|only|simply|wanted to|want to|quickly|quick|like to|still|im|i am)? ?follow(?:ing)? ?up",
)
"""The same, unless it goes on at once with the matter: "following up on the leak in your porch"."""
OPENING = 2
"""Sentences after the greeting in which a reminder opens the text."""


def told_back(sentence: Passage) -> bool:
    """Whether a sentence hands the lead's own words back: "you said ...", "your worry ..."."""
    return _TOLD in sentence


def talked(sentences: Iterable[Passage]) -> tuple[Passage, ...]:
    """Where a text says that a conversation took place."""
    return tuple(hit for sentence in sentences for hit in sentence.find(_TALKED))


def reminders(sentences: Iterable[Passage], names: frozenset[str]) -> tuple[Passage, ...]:
    """Where a text reminds. `names` say nothing of the matter."""
    found: list[Passage] = []
    for sentence in sentences:
        found += sentence.find(_REMINDS)
        if not own_words(sentence, names):
            found += sentence.find(_FOLLOWS_UP)
    return apart(found)


def own_words(sentence: Passage, names: frozenset[str], beside: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """The words of a sentence that could name a matter of the lead's, in plain form."""
    free = (p for w in sentence.words if id(w) not in beside for p in plain(w.text).split())
    return tuple(word for word in free if word not in _NO_MATTER and is_own(word, names))


def is_courtesy(sentence: Passage) -> bool:
    """Whether a sentence only thanks for a conversation: "it was a pleasure to meet you and your wife"."""
    return _COURTESY in sentence and _ABOUT not in sentence


def given_back(sentence: Passage, names: frozenset[str]) -> bool:
    """Whether a sentence hands back words of the lead's that say something: "you were worried about the price"."""
    if not told_back(sentence):
        return False
    said = {p for w in sentence.words for p in plain(w.text).split() if not p.isdigit()}
    return bool(said - names - _ONLY_THERE - POINTER_WORDS)


@dataclass(frozen=True)
class Said:
    """The words of a conversation that could name something, as stems, and as the concepts that they stand for."""

    stems: frozenset[str]
    concepts: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """Neighbours, small words left out: "ten visits"."""
    runs: frozenset[tuple[str, ...]] = frozenset()
    """Rows of words as they were said, with something to tell among them: words quoted back are what was said."""

    @classmethod
    def of(cls, conversation: Iterable[str]) -> Said:
        conversation = tuple(conversation)
        texts = [[w for w in plain(text).split() if w not in _ONLY_THERE] for text in conversation]
        said = {w for text in texts for w in text}
        pairs = frozenset(pair for text in texts for pair in _pairs(text))
        runs = frozenset(run for text in conversation for run in _runs(plain(text).split()))
        return cls(frozenset(map(stem, said)), frozenset(map(concept, said)), pairs, runs)

    def weight(self, word: str) -> float:
        """How surely a plain word was said: 1.0 for the word itself, less for another word of the same meaning."""
        root = stem(word)
        if root in self.stems or (len(root) > _LONG and any(s[:_LONG] == root[:_LONG] for s in self.stems)):
            return 1.0
        return _SYNONYM_WEIGHT if concept(word) in self.concepts else 0.0


def _pairs(said: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Neighbours as stems, but for two numbers, or fillers."""
    for one, other in pairwise(w for w in said if w not in FILLERS | _UNITS):
        if not {one, other} <= NUMBER_WORDS:
            yield stem(one), stem(other)


def _runs(spoken: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(spoken) - _RUN + 1):
        run = tuple(spoken[at : at + _RUN])
        if not (_ONLY_THERE | POINTER_WORDS).issuperset(run):
            yield run


_RUN = 4
"""Words in a row that are taken over from what was said, and not by chance."""


def found_again(sentence: Passage, said: Said, names: frozenset[str]) -> float:
    """How much of what was said a sentence takes up: the weight of its words found there.

    Of a long sentence a fair part has to be: one word in common makes no matter in common.
    """
    spoken = dict.fromkeys(p for w in sentence.words for p in plain(w.text).split())
    telling = [w for w in spoken if w not in names and w not in _ONLY_THERE and w not in NUMBER_WORDS | FILLERS]
    strong = [w for w in telling if is_own(w, names) and w not in _WEAK]
    weight = sum(said.weight(w) for w in strong)
    weight += _WEAK_WEIGHT * sum(said.weight(w) for w in telling if w not in strong)
    weight += sum(pair in said.pairs for pair in _pairs(w for w in spoken if w not in _ONLY_THERE | names))
    if not said.runs.isdisjoint(_runs(sentence.plain.split())):
        return weight + 1.0
    return weight if weight >= _FAIR_PART * len(strong) else 0.0


_LONG = 5


def is_subject(sentence: Passage) -> bool:
    """Whether this is the subject line of an email."""
    return _SUBJECT.match(sentence.words[0].text) is not None


_SUBJECT = re.compile(r"(?:subject|subj|betreff)\s*:", re.IGNORECASE)
