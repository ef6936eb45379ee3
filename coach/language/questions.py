"""The rep's questions, found with and without question marks, and what kind each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.good_time import asks_if_now_suits, asks_it_indirectly
from coach.language.patterns import one_of
from coach.language.sentences import Passage

_AUX = one_of(
    r"is|are|was|were|am|do|does|did|have|has|had|can|could|would|will|shall|should|may|might|isnt",
    r"arent|dont|doesnt|didnt|havent|hasnt|cant|wont|wouldnt|couldnt",
)
_SOMEBODY = one_of(
    r"you|yous|ye|yall|he|she|it|they|we|i|that|this|there|these|those|your|his|her|their|our|my",
    r"the|any|anything|anybody|anyone|somebody|someone|everybody|everything|something|now",
)
WH = one_of(
    r"what|whats|whatd|whatre|when|whens|where|wheres|which|who|whos|whom|whove|whose|why|whyd|whys",
    r"how|hows|howd",
)
LEAD = (
    r"(?:(?:so|and|but|okay|ok|oh|um|uh|er|em|well|right|alright|all right|now|then|great|good|perfect|lovely|yeah"
    r"|yes|sure|sir|madam|maam|ma|please|sorry|actually|just|hm|hmm|huh|ah|ha|mm|mm hm|because|got it|i see"
    r"|let me ask you|let me ask|so tell me|tell me|may i ask|can i ask|if i may ask|in that case|i asked"
    r"|i was asking|also|first|real quick|listen|look|say|thank you|thanks|fair enough|excellent|brilliant"
    r"|wonderful|nice|cool|gotcha) )*"
)
REQUEST = re.compile(
    rf"^{LEAD}(?:(?:can|could|would|will) you (?:please )?|please |maybe "
    r"|just )*(?:tell (?:me|us) (?:(?:a (?:bit|little)|some|something) )?(?:more|about)"
    r"|tell (?:me|us) (?:what|how|why|who|where|when|which|if|whether)"
    r"|(?:walk|talk|take|run) me (?:through|back)|help me (?:understand|see)"
    r"|describe (?:that|your|the|it|for)|explain (?:that|to me|what|how|why)"
    r"|give me an (?:idea|example)|say (?:a bit |a little )?more|go on about"
    r"|share (?:a bit |a little )?more)"
)
_INDIRECT = re.compile(
    rf"^{LEAD}(?:id|i would|i was|im|i am|we were|id just|i|we) (?:just "
    r"|only |really |also )?(?:(?:like|love) to (?:know|hear|understand|ask)"
    r"|curious|wondering|wonder|wanted to (?:ask|know))\b.*\b(?:what"
    r"|how|why|who|when|where|which|whether|if|about)\b"
)
INVERTED = re.compile(rf"^{LEAD}(?:{_AUX} {_SOMEBODY}\b)")
WH_START = re.compile(
    rf"^{LEAD}(?:(?:in|at|for|from|to|with|about|on|by) )?(?:{WH} (?!a |an |i (?:d|ve|m)?\b(?:see|hear|suggest"
    r"|propose|mean|do|ll)))(?!(?:we|i|id|ive|ill|im|weve|well) )"
)
_OPEN_START = re.compile(
    rf"(?:^|(?<= ))(?:(?:and |so |but |okay so |or )?(?:{WH} (?:is|are|was|were|do|does|did|have|has|had|can|could"
    r"|would|will|made|got|brought|drew|prompted|happened|happens|happen|kind|sort|long|many|much|often|bad|old|far"
    r"|big|soon|about|time|shift|insurance|company|you|your|the|else|worries|treatment|papers|cover|date|day|part"
    r"|version|looks|handles|supplies|s|re|d)\b|(?:whats|whens|wheres|whos|hows|whys|whyd|howd|whatd|whove) "
    rf"|{_AUX} (?:you|yous|ye|yall|he|she|they|it|that|this|there|your|his|her|now|we|i)\b|you (?:got|have) (?:a|any"
    r"|time)\b|anything else|tell me (?:more|about|a (?:bit|little))|how long|how come|i was (?:just )?(?:curious"
    r"|wondering)|walk me through|take me (?:back|through)))"
)
_TAG = re.compile(
    r"(?:^|[,.] ?)(?:(?:is|are|was|were|do|does|did|have|has|ca|wo|would|could)n[o']?t (?:it|you|they|he|she"
    r"|that|we|i)"
    r"|right|you know|yeah|okay|ok|huh|eh|innit|no|see|you see|know what i mean|correct|hey)\?[\"'”’)]*$",
    re.IGNORECASE,
)
_NOTHING_ASKED = re.compile(
    r"^(?:oh |ah |um |uh |okay |ok |yeah |so |and |but |well )*(?:right"
    r"|okay|ok|yeah|yes|really|sorry|pardon|hello|hi|hm|huh|is it|did you"
    r"|was it|are you|do you|does it|did it|did he|did she|was he|has it"
    r"|have you|you know|you know what|guess what|see|no)$"
)
_RELATIVE_BEFORE = re.compile(
    r"\b(?:know|knew|that|thats|whatever|exactly|about|for|of|from|which"
    r"|say|said|explain|tell you|show you|and then|the day|the way|the time"
    r"|time|ask|asks|learn|decide|find out|hear|check|like|than|or|just"
    r"|of|remember) $"
)


TAG_QUESTION = re.compile(
    r"(?: (?:is|does|would|will|sounds?))*(?: (?:that|this|it)(?: \w+)? (?:good|ok|okay|all right|alright|fine|work"
    r"|suit|cool|do)"
    r"|(?<!be) (?:ok|okay|all right|alright|yeah|right))(?: (?:for|with|by) you)?$"
)
"""The question for a yes at the end of a sentence whose marks a recogniser left out: "... at four, that good"."""


@dataclass(frozen=True)
class Asked:
    """A question in its turn, before it has a type."""

    passage: Passage
    marked: bool
    """It carries a question mark."""


def asked(rep: tuple[Passage, ...]) -> tuple[Asked, ...]:
    """What the rep asked, in order; a sentence without punctuation is cut where a question starts."""
    marked = punctuated(rep)
    found: list[Asked] = []
    for sentence in rep:
        if sentence.text.rstrip("\"'”’)").endswith("?"):
            if not _asks_nothing(sentence):
                found.append(Asked(sentence, True))
        elif marked:
            if _asks_without_mark(sentence.plain):
                found.append(Asked(sentence, False))
            elif tag := _tag(sentence):
                found.append(Asked(tag, False))
        else:
            parts = tuple(_cut(sentence))
            parts = (*_about_now(sentence, parts), *parts)
            found.extend(Asked(part, False) for part in parts)
    return tuple(found)


def _about_now(sentence: Passage, others: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The question whether now suits in a stretch without marks, before any other question in it."""
    match = asks_if_now_suits(sentence.plain)
    if match is None or _SAYS_IT_OF_ONESELF.search(sentence.plain[: match.end()]):
        return ()
    asked = sentence.between(match.start(), len(sentence.plain))
    if not others:
        return (asked,)
    return (sentence.between(*match.span()),) if asked.start < others[0].start else ()


_SAYS_IT_OF_ONESELF = re.compile(
    r"\b(?:i|ive|i have|ill|i will|we|weve|sorry|its|thats|you said|you were)\b(?! (?:pull|catch))"
)


def _tag(sentence: Passage) -> Passage | None:
    """The question for agreement on which a sentence without a mark ends."""
    match = TAG_QUESTION.search(sentence.plain)
    if match is None or sentence.text[-1:] in ".!," or len(match[0].split()) < _SHORTEST_TAG:
        return None
    return sentence.between(match.start() + 1, match.end())


_SHORTEST_TAG = 2


def punctuated(rep: tuple[Passage, ...]) -> bool:
    """Whether these sentences were written with full stops and question marks."""
    marks = sum(p.text.count(".") + p.text.count("?") for p in rep)
    return marks * _WORDS_A_MARK >= sum(len(p.words) for p in rep)


_WORDS_A_MARK = 60


def _asks_nothing(sentence: Passage) -> bool:
    plain = sentence.plain
    if _NOTHING_ASKED.match(plain):
        return True
    if sentence.text.count('"') == 1 or re.search(r"[\"“][^\"”]*\?[\"”]$", sentence.text):
        return True
    if _TAG.search(sentence.text):
        body = _TAG.sub("", sentence.text)
        return not (asks_if_now_suits(plain) or INVERTED.match(plain) or WH_START.match(plain) or _future_step(body))
    return False


def _future_step(text: str) -> bool:
    return re.search(r"\b(?:you'll|you will|I'll|we'll|that's (?:settled|agreed))\b", text) is not None


def _asks_without_mark(plain: str) -> bool:
    return (
        any(p.match(plain) for p in (REQUEST, _INDIRECT))
        or asks_it_indirectly(plain)
        or bool(
            re.match(
                rf"^{LEAD}(?:how about|what about|why dont|could i (?:come|call|ring|show|bring|send)"
                r"|would you (?:come|bring|like)|would it help)",
                plain,
            )
        )
    )


def _cut(sentence: Passage) -> Iterator[Passage]:
    """The questions inside a stretch without punctuation: from where one starts to the next one, or to the end."""
    plain = sentence.plain
    starts = [0] if INVERTED.match(plain) or _WH_AT_THE_HEAD.match(plain) or REQUEST.match(plain) else []
    for match in (*_OPEN_START.finditer(plain), *_OPEN_PROPOSAL.finditer(plain)):
        if _starts_a_question(plain, match):
            starts.append(match.start())
    kept: list[int] = []
    for start in sorted(starts):
        if not kept or start - kept[-1] >= _SAME_QUESTION:
            kept.append(start)
    for number, start in enumerate(kept):
        end = kept[number + 1] if number + 1 < len(kept) else len(plain)
        yield sentence.between(start, len(plain[:end].rstrip()))


def _starts_a_question(plain: str, match: re.Match[str]) -> bool:
    before, said = plain[: match.start()], match[0]
    if _AFTER_ALL.search(before) or re.match(r"(?:do|did) (?:it|this|that)\b", said):
        return False
    fresh = (
        not before
        or _DISCOURSE_BEFORE.search(before) is not None
        or re.match(r"(?:and|so|but|okay) ", said) is not None
    )
    if fresh:
        return True
    if _RELATIVE_BEFORE.search(before[-24:]):
        return False
    return _ONLY_AFTER_A_BREAK.match(plain, match.start()) is None


_DISCOURSE_BEFORE = re.compile(
    r"\b(?:so|and|but|okay|ok|oh|well|right|alright|now|then|yeah|yes"
    r"|sir|madam|maam|nice|good|great|perfect|lovely|see|understand"
    r"|ha|sure|cool|actually|sorry|please|morning|afternoon|evening) $"
)
_AFTER_ALL = re.compile(r"\b(?:see you|speak|talk|or|lovely|perfect|great|youre welcome) $")
_ONLY_AFTER_A_BREAK = re.compile(
    r"(?!(?:is|would|does|will) (?:that|this|it|now) (?:be )?(?:ok|okay|good|all right|alright|an? |work|suit|do\b"
    r"|fine|still)"
    r"|can i take|is (?:that|this) \w+$|who are you |what is it)(?:who (?:is|are|was|will|have|has|can|would|do)"
    r"|(?:when|what|where|which) (?:i|we|the|your|you)|how (?:much|many) (?:you|we|i)"
    rf"|(?!are you|do you|did you|have you|would you){_AUX} )"
)
_WH_AT_THE_HEAD = re.compile(
    rf"^{LEAD}(?:whats|whens|wheres|whos|hows|whys|whyd|howd|whatd|whove"
    r"|why|how|who|which|what (?!we|i|people|the|it does|you)|when (?:did|was|is|does|do|s)"
    r"|where) ?"
)
_SAME_QUESTION = 45
_OPEN_PROPOSAL = re.compile(
    r"(?:^|(?<= ))(?:how about|shall (?:we|i)|(?:is|does|would|will) (?:that|this) (?:be )?(?:ok|okay|all right"
    r"|alright|good|fine|work|suit|do)\b.*$"
    r"|we good$|that (?:work|suit|good)(?: you| for you)?$|would (?:\w+ ){1,6}(?:suit|work|do you|be all right"
    r"|be okay)"
    r"|(?:say )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: \w+){0,3}(?: then| at \w+)$"
    r"|all right for you$|good for you$)"
)
