"""Promises that bind nobody, and matters that both sides close."""

from __future__ import annotations

import datetime as dt
import re

from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage
from coach.language.when import moments

_NOTHING_NAMED = one_of(
    r"some|something|a few|more|any|bits|details|info|information|stuff|things?|paperwork",
    r"a (?:line|brochure|note|message)|an? (?:e ?mail|text)|it|that|them",
    r"the (?:details|info|information|stuff|bits|link|brochure)",
)
_VAGUE_PROMISE = any_of(
    r"(?:ill|i will|i can|i go|i could|ill just|we(?:ll| will)|let me|somebody \w* ?(?:\w+ ){0,3}will"
    r"|someone will|id|well) (?:\w+ ){0,3}?(?:(?:be )?(?:send(?:ing)?|shar(?:e|ing)|drop(?:ping)?|shoot(?:ing)?"
    r"|flick(?:ing)?|pop(?:ping)?|get(?:ting)?|email(?:ing)?|ping(?:ing)?|fir(?:e|ing)|put(?:ting)?"
    rf"|forward(?:ing)?) (?:\w+ ){{0,4}}?{_NOTHING_NAMED}|be in (?:touch|contact)|get (?:in touch|across|back) (?:to"
    r"|with)?|reach (?:back )?out|(?:follow|check|circle|loop) (?:up|back|in)|catch (?:you|up|ye)|(?:connect|talk"
    r"|speak|chat|meet|link up|reconnect|catch up|hook up|touch base|be talking|be speaking) ?(?:soon|later"
    r"|sometime|again|next|then|after|when|madam|sir|$)|touch base|(?:take|pick) it (?:from there|up)|go from there"
    r"|see (?:how|from there|what)|holler|talk(?= madam| sir|$)|give you a (?:shout|call|ring|buzz|bell)|call you"
    r"|ring you|phone you|let you know|keep you posted|try you)",
    r"(?:talk|speak|chat|see you|catch you) (?:soon|later|sometime)",
    r"(?:just |you can )?(?:ring|call|phone|text|reach out|shout|message|let us know"
    r"|let me know)(?: \w+){0,2} (?:whenever|when you(?:re| are| feel)? (?:\w+ )?ready|if (?:you|anything))",
    r"be in touch|whenever you(?:re| are| feel)? ready|then we see|we see how",
    r"(?:ill|i will|we(?:ll| will)) (?:follow up|circle back)|sort something out",
    r"we(?:ll)? (?:can )?(?:discuss|talk about|look at) .{1,40}(?:later|some (?:time|point|day))",
)
_CLOSED = any_of(
    r"close (?:off |out |down |up )?(?:the|your|it|this|that|out)|closed? (?:it )?out",
    r"take (?:you|the \w+|your \w+) off|wont (?:call|ring|bother|trouble|contact)|cancel (?:the|your)",
    r"leave (?:it|you) (?:there|be|at that)|cross (?:it|you) off|remove (?:you|your)",
    r"mark (?:it|this|you) (?:as )?(?:closed|done)",
)


def is_vague(plain: str) -> bool:
    return _VAGUE_PROMISE.search(plain) is not None


def vague_promises(rep: tuple[Passage, ...], today: dt.date | None) -> tuple[Passage, ...]:
    """What the rep promises without saying when, as the words that say it, in order."""
    found = []
    for sentence in rep:
        for match in _VAGUE_PROMISE.finditer(sentence.plain):
            rest = sentence.plain[match.start() : match.end() + _TIME_FOLLOWS]
            if any(m.exact for m in moments(rest, today)) or re.match(r"\bwell see you\b", rest):
                continue
            found.append(sentence if len(sentence.words) <= _WHOLE_SENTENCE else sentence.at(match))
    return tuple(found)


_TIME_FOLLOWS = 40
_WHOLE_SENTENCE = 25


def closes_the_matter(sentence: Passage) -> bool:
    """The rep says that the matter ends here."""
    return _CLOSED in sentence
