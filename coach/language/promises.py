"""Promises that bind nobody, and matters that both sides close."""

from __future__ import annotations

import datetime as dt
import re

from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage
from coach.language.when import moments

_WHO = one_of(
    r"i|we|somebody|someone|somebody (?:from|in|at) (?:\w+ ){1,3}|one of (?:\w+ ){1,3}|our (?:\w+ ){1,2}|my (?:\w+ )",
    r"they|he|she|the (?:office|team|boss|desk)|(?:mr|mrs|ms|dr|miss) \w+",
)
_WILL = one_of(
    rf"(?:ill|id|well|theyll|hell|shell|somebodyll|someonell|{_WHO} ?(?:ll|will|can|could|might|may|shall|would|go|"
    r"just)|i(?= (?:also )?(?:send|follow|keep|share|mail|post)\b)|we(?= (?:stay|keep)\b)|let me|lemme|lets|let us"
    r"|im gonna|im going to|im go|i am going to|were gonna|were going to|we are going to"
    rf"|we ?gonna|i gonna|{_WHO} ?(?:s|is|are) (?:gonna|going to))(?: (?:\w+ly|just|also|then|always|still|plan to"
    r"|be able to|try to|try and|have to|need to|be sure to|make sure to|maybe|definitely|even|all|go ahead and))*",
)
"""Who promises, with the word that makes it a promise."""
_NOTHING_NAMED = one_of(
    r"some|something|a few|more|any|bits|details|infos?|information|stuff|things?|paperwork|updates?|materials?",
    r"a (?:line|brochure|note|message|thing|calendar \w+)|an? (?:e ?mail|text|invite)|it all|it|that|them|everything",
    r"the (?:details|infos?|information|stuff|bits|link|brochure|papers|paperwork|prices|flyer|rest|lot)|flyer",
    r"whatever|what (?:i|we) (?:have|can)",
)
_SENDS = (
    r"(?:send|shar|drop|shoot|flick|pop|get|email|e mail|ping|fir|forward|mail|post|text|whatsapp|put|pass|fling|chuck)"
    r"(?:p?ing|t?ing|e)?"
)
_TALKS = (
    r"(?:connect|talk|speak|chat|meet|link up|reconnect|catch up|hook up|touch base|discuss|talking|speaking|meeting)"
)
_UNTIL_SOMETIME = one_of(
    r"soon|later|some ?time|some ?day|again|another (?:time|day)|next|then|after|when\w*|(?:more|down|at|in) (?:the )?"
    r"(?:road|time|line|point|stage|future|due course|touch|contact)|one of these|before (?:too )?long|more time"
    r"|shortly"
    r"|at some (?:point|stage)|around|madam|sir|$",
)
_TOUCH = one_of(
    r"be (?:in )?(?:touch|contact)|(?:get|keep|stay|remain) (?:in )?(?:touch|contact|connected|across)",
    r"(?:get|come|revert|report) back(?: to| with| at)?|get (?:with|to) you|be back (?:in touch|to you|with you)",
    r"(?:be )?reach(?:ing)? (?:back )?out|(?:follow|check|circle|loop|feed|swing|double)(?:ing)? (?:up|back|in|around)",
    r"loop you in|be checking|(?:keep|kept) you (?:posted|updated|informed|in the loop|abreast)|let you know"
    r"|touch base",
    r"hit you up|holler|pick your brain|drop (?:you|ye) a (?:line|note|message|text)|(?:be )?calling you back",
    r"give (?:you|ye) (?:a |another )?(?:shout|call|ring|buzz|bell|tinkle|bell)|(?:call|ring|phone|buzz|try"
    r"|ping) (?:you|ye)\b",
    r"catch (?:you|up|ye)|catch up|be (?:calling|ringing|hearing)|take (?:it|things) from (?:there|here)",
    r"(?:pick|take) (?:it|this|things) up|go from there|see (?:how (?:it|things|we|you)|from there|what (?:happens|we"
    r"|i can)"
    r"|about|for the rest|where we)|we ?(?:ll|will)? see$",
)
_SORTS_OUT_LATER = one_of(
    r"(?:work|figure|sort|hash|iron|settle) (?:\w+ ){0,2}?(?:out|through)\b(?=.*\b(?:later|a (?:day|time|date)|details"
    r"|particulars|rest|soon|then)\b)|sort (?:something|it|that) out|find (?:a|some) (?:time|day)",
    r"(?:get|put|pencil|fix|set) (?:something|some stuff|a (?:date|day|time)|stuff|things|bits)",
    r"look into (?:it|that|this|things)|have (?:a look|a think|somebody|someone|one of) .*\b(?:look|call|ring|touch)",
)
_VAGUE_PROMISE = any_of(
    rf"{_WILL} (?:\w+ ){{0,2}}?(?:(?:be |keep )?{_SENDS} (?:\w+ ){{0,4}}?{_NOTHING_NAMED}\b|(?:{_TOUCH})\b"
    rf"|{_TALKS} (?:(?:about|more|through|on|over|the|it|this|that|your|money|to|with|you) (?:\w+ ){{0,4}}?)?"
    rf"{_UNTIL_SOMETIME}|(?:{_SORTS_OUT_LATER})\b)",
    r"(?:talk|speak|chat|see you|catch you|meet|link up) (?:soon|later|sometime|around|more time|again some ?time)",
    r"(?:just |you can )?(?:ring|call|phone|text|reach out|shout|message|let us know|let me know|give (?:us|me) a \w+)"
    r"(?: \w+){0,2}? (?:whenever|any ?time|when you(?:re| are| feel)? (?:\w+ )?ready|if (?:you|anything))",
    r"(?:think (?:on|about) it|have a think) and (?:just )?let (?:me|us) know",
    r"be in touch|whenever you(?:re| are| feel)? ready|then we see|we see how|youll (?:be hearing|hear) from (?:us|me)",
    r"(?:lets|let us) (?:plan to |try to |try and )?(?:stay|keep|catch|talk|touch|chat|meet|speak|connect)"
    r"(?: (?:up|in touch|base))* ?(?:soon|some|later|again|sometime|about|at some|in touch|then)",
    r"we (?:link up|connect|talk|meet|see|touch base|catch up) (?:more time|later|soon|again|some ?time|how|after)",
    r"more details i will send|i send you (?:the |some )?(?:infos?|information|details)|and circle back|keep in touch",
)
_CLOSED = any_of(
    r"clos(?:e|ed|ing) (?:off |out |down |up |it )?(?:the|your|it|this|that|my|out|our|things)",
    r"(?:tak(?:e|ing)|took) (?:you|the \w+|your \w+|ye) off|(?:wont|not|never|stop) (?:be )?(?:call|ring|bother"
    r"|trouble|contact"
    r"|chas|phon|text|pester|keep on)(?:ing|e)?|cancel(?:ling)? (?:the|your|it|this)",
    r"leav(?:e|ing) (?:it|you|ye|things|this|that) (?:there|be|at that|alone|in peace|as is|so)|consider it (?:closed"
    r"|done|dropped)",
    r"(?:cross|strik|tak|scratch|delet|remov|drop)(?:e|ing)? (?:it|you|your (?:\w+ )?(?:name|number|details|file"
    r"|request))"
    r"(?: off| out| from)?|mark(?:ing)? (?:it|this|you|that|your \w+) (?:\w+ )?(?:as )?(?:closed|done|not)",
    r"(?:no|without) (?:more|further) (?:calls|contact|messages|mail)|last (?:you(?:ll)? )?(?:hear|call) (?:from|of)",
    r"call it (?:a day|quits)|let (?:it|you) (?:drop|rest|go)|withdraw|thats that then|tear (?:it|that) up",
)


def is_vague(plain: str) -> bool:
    return _VAGUE_PROMISE.search(plain) is not None


def vague_promises(rep: tuple[Passage, ...], today: dt.date | None) -> tuple[Passage, ...]:
    """What the rep promises without saying when, as the words that say it, in order."""
    found = []
    for number, sentence in enumerate(rep):
        for match in _VAGUE_PROMISE.finditer(sentence.plain):
            rest = sentence.plain[match.start() : match.end() + _TIME_FOLLOWS]
            if any(m.exact for m in moments(rest, today)) or re.match(r"\bwell see you\b", rest):
                continue
            beside = (*rep[max(0, number - 1) : number], *rep[number + 1 : number + 2])
            if not _ANOTHER_ERRAND.search(sentence.plain) and any(
                _is_only_a_time(s, today) for s in beside if s.turn == sentence.turn
            ):
                continue
            found.append(sentence if len(sentence.words) <= _WHOLE_SENTENCE else sentence.at(match))
            break
    return tuple(found)


def _is_only_a_time(sentence: Passage, today: dt.date | None) -> bool:
    """ "Thursday at ten.", before "I'll call you."."""
    plain = sentence.plain
    return any(
        m.exact and len(plain.split()) - len(plain[m.start : m.end].split()) <= _BESIDE_A_TIME
        for m in moments(plain, today)
    )


_ANOTHER_ERRAND = re.compile(
    r"^(?:and|also|plus|oh)\b|\b(?:some|something|infos?|information|details|pictures|brochure|sometime|soon|later)\b"
)
"""A promise of its own, which the time beside it does not belong to."""
_BESIDE_A_TIME = 3
_TIME_FOLLOWS = 40
_WHOLE_SENTENCE = 25


def closes_the_matter(sentence: Passage) -> bool:
    """The rep says that the matter ends here."""
    return _CLOSED in sentence
