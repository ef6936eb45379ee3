"""Whether a text says how to stop the texts: "Reply STOP to opt out", and free forms of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage

_KEYWORD = one_of(
    "stop", "stopall", "stop all", "end", "quit", "cancel", "unsubscribe", "optout", "opt out", "no", "off"
)
"""What carriers take for an opt-out, and what people make of it."""
_SEND = one_of(
    r"(?:reply|respond|answer|text|txt|send|write|type|say|message)(?: (?:us|me|back|with|the word|just|a|to \w+))*",
    r"(?:a|one|just a)(?: quick| simple)?(?: word)?",
    r"just",
)
_TEXTS = one_of(
    r"(?:(?:these|the|our|my|any|more|further|future|all|such|getting|get|receive|have|see|receiving|from|to "
    r"get|to receive) )*"
    r"(?:texts?|txts?|messages?|msgs?|sms|texting|messaging|them|these|updates)",
    r"hearing from (?:us|me)",
)
_NOT_WANTED = one_of(
    r"(?:dont|do not|didnt|not|no longer|never) (?:want|wanting|wish|like|care for|need)(?: (?:to|any|more|get|receive|"
    r"have|hear|these|me to))*",
    r"(?:rather|prefer)(?: (?:i|we|you|to|would))* (?:not|didnt|dont|never|no)",
    r"(?:no more|stop|end|pause|cancel|quit|mute|halt)",
)
_STOPS = one_of(
    r"(?:to|2) (?:stop|end|quit|cancel|opt ?out|unsubscribe|leave|be (?:removed|taken off))(?! (?:by|in|at|the "
    r"(?!text|"
    r"mess|sms)))",
    r"and (?:i|we|ill|well)(?: will| wont| shall)? (?:\w+ ){0,2}?(?:stop|text(?:ing)? you|take you off|leave you|not)",
    r"and (?:its|thats|that is) (?:the end|it|the last)",
)
_OFFERS = any_of(
    rf"{_SEND} {_KEYWORD} {_STOPS}",
    rf"{_SEND} (?:stop|stopall|quit|unsubscribe|optout|opt out)(?: (?:any ?time|whenever|at any time|and|if|to|"
    rf"if you)\b|$)",
    rf"(?:to|2) (?:stop|end|quit|cancel|opt ?out|unsubscribe)(?: (?:of|from))?(?: {_TEXTS})? {_SEND} {_KEYWORD}",
    r"(?:tell|ask) (?:me|us) to (?:stop|quit)",
    r"stop (?:to )?(?:opt ?out|unsubscribe|end|stop)",
    rf"{_KEYWORD} (?:to|2) (?:opt ?out|unsubscribe|stop {_TEXTS}|end {_TEXTS}|cancel {_TEXTS}|stop$|end$|cancel$|"
    rf"quit$)",
    r"(?:you can |to |may |want to )?(?:opt ?out|unsubscribe)(?: (?:of|from) (?:\w+ ){0,2}\w+)?(?: any ?time| "
    r"at any time"
    r"| (?:here|by|with|via|reply|text|send)\b)",
    rf"{_NOT_WANTED} {_TEXTS}\W*(?: (?:from|by) (?:us|me|here))?(?: \w+){{0,2}} (?:reply|respond|just|tell|say|"
    rf"let|text|"
    r"send|write|type|a |one )",
    rf"(?:reply|tell|say|let|text|send|write)(?: \w+){{1,4}} (?:if|when|and) (?:you|youd|i|ill|we|well)(?: \w+){{0,2}} "
    rf"{_NOT_WANTED} {_TEXTS}",
    rf"(?:tell|let|say|reply|text|word|ask)(?: \w+){{0,4}} (?:and|to) (?:i|we|ill|well|have|make)?(?: \w+){{0,2}} ?stop"
    rf"(?:ped)? (?:{_TEXTS}|texting|messaging)",
    r"(?:ill|i will|well|we will) (?:\w+ )?(?:stop|not|never)(?: (?:text|texting|message|messaging|send))?(?: "
    r"\w+){0,2}"
    r" if you(?: \w+){0,3} (?:tell|say|ask|reply|text|want|prefer)",
    r"(?:say|tell) (?:the word|so|me so|us so|stop)(?: and)? (?:i|we|ill|well|thats) (?:\w+ ){0,2}?(?:stop|quit|"
    r"not|leave)",
    r"(?:take|remove|get) (?:you|me|yourself|your number) off (?:the|this|our|my) (?:text(?:ing)? )?list",
)


_ASKED_FIRST = re.compile(rf"{_NOT_WANTED} {_TEXTS}(?: from (?:us|me))?$")
"""The question before the way to stop: "Don't want texts? Say so."."""
_FINE_PRINT = any_of(
    r"(?:msg|message)s? (?:&|and|or) data rates",
    r"(?:msg|message) frequency",
    r"(?:text|reply|send) help for (?:help|info)",
)


def opt_outs(sentences: Iterable[Passage]) -> tuple[Passage, ...]:
    """Where a text says how to stop the texts; a place may lie in two sentences ("No texts? Say so and I stop.")."""
    found: list[Passage] = []
    before: Passage | None = None
    for sentence in sentences:
        hits = list(sentence.find(_OFFERS))
        asks_first = before is not None and _ASKED_FIRST.search(before.plain) is not None
        if before is not None and not found and (not hits or asks_first):
            both = Passage(before.words + sentence.words, sentence.speaker, before.turn)
            hits = list(both.find(_OFFERS)) or hits
            hits = [both] if hits and asks_first else hits
        found += hits
        before = sentence
    return tuple(found)


def without(sentences: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The sentences but those that only say how to stop the texts, or what they cost."""
    told = {id(word) for hit in opt_outs(sentences) for word in hit.words}
    return tuple(s for s in sentences if _FINE_PRINT not in s and not any(id(word) in told for word in s.words))
