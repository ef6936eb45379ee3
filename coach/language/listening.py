"""Signs that the rep listened: the prospect's point put in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from coach.language.patterns import any_of
from coach.language.pitches import product_talk
from coach.language.replies import presses
from coach.language.sentences import Passage
from coach.language.vocabulary import words
from coach.language.wording_model import Judge
from coach.models import Speaker

_STOP = words(
    "a an the and or but so if then than that this these those there here it its he she they them his her their i",
    "me my we us our you your yours is are was were be been being am im ive id ill youre youve youll thats theres",
    "whats do does did done have has had having will would can could should may might must shall not no yes yeah",
    "okay ok right well just like um uh er ah oh hm of in on at to for from with by about as into over up out off",
    "down what which who when where why how all any some more most very really too also only now got get gets",
    "getting go going gone come say said says tell told know one two three four five six seven eight nine ten",
    "thing things bit lot much many because cause cos dont didnt cant wont isnt wasnt doesnt think mean sir madam",
    "maam please thank thanks good great fine lovely back still even ever never way kind sort time day",
)

_ACKNOWLEDGES = any_of(
    r"i (?:completely |totally |do |fully |can )?(?:understand|see|hear you|get (?:it|that)|got you)",
    r"understood|got (?:it|you|that)|makes sense|gotcha|im with you|noted",
)

_PUTS_IN_WORDS = re.compile(
    r"^(?:(?:okay|ok|right|alright|mm|mm hm|hm|ah|oh|yeah|yes|i see|got it|i hear you|sure|well|exactly|now|and"
    r"|then|wow|goodness|lord|ha|um|uh|strewth|blimey|sho|arrey|eish|gosh|man) )*(?:so\b"
    r"|it (?:isnt|is not|wasnt|sounds)|its (?:not|that|the|being|really|losing)"
    r"|it is (?:the|not|people|that)|isnt (?:it|the)|sounds (?:like|as)"
    r"|what (?:youre|you are|i(?:m| am)) (?:saying|hearing|telling)"
    r"|youre (?:saying|telling)|you(?:re| are) (?:\w+ )?(?:scared|worried|afraid|paying|losing|stuck|caught|making)"
    r"|in other words|which means|that means|meaning|if i (?:hear|understand|get)"
    r"|let me (?:see if|get this|make sure)|you(?:ve| have) (?:got|been|kept|had|lost|tried)"
    r"|you (?:want|need|lost|lose|dont want|feel|had|were)|they(?:re| are)"
    r"|he(?:s| is| never)|she(?:s| is)|(?:one|two|six|nine|ten|\w+) (?:staff|people|times|trailers|dogs) )"
)

_CONTRAST = re.compile(
    r"\b(?:isnt|not|wasnt|more than|rather than|as much as|not so much"
    r"|not only|isnt so much)\b.*\b(?:its|it is|it was|but|that|the"
    r"|you)\b|(?:thats|is) (?:the (?:bit|heart|thing|part)|what) (?:of it"
    r"|that|hurts|\w+)|what (?:hurts|scares|worries|matters|gets|stings"
    r"|bothers)|the bit that"
)

_NOT_A_POINT = any_of(
    r"how about|shall we|would you|could you|can you",
    r"ill (?:call|ring|send|come|be|text|email|phone|see|put)|i will (?:call|ring|send|come)|see you",
    r"lets|speak (?:then|soon)|talk (?:soon|then)|i can (?:call|send|come|get)|we(?:ll| will)|id like",
    r"what id|what we|i (?:was|am) asking|this is|its (?:me\b|the \w+ (?:from|at|with))|im (?:calling|ringing)",
    r"ring you|call you",
)

_LATER_ON = re.compile(r"^(?:okay |ok |so |and )*(?:\w+day\b|tomorrow|at \w+)")


@lru_cache(maxsize=4096)
def content(plain: str) -> frozenset[str]:
    """The words of `plain` that carry meaning, cut to a stem so that "cancelled" meets "cancel"."""
    return frozenset(_stem(w) for w in plain.split() if len(w) > 2 and w not in _STOP)


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def listening(
    talk: tuple[Passage, ...], questions: frozenset[float], judge: Judge
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The sentences in which the rep puts the prospect's point in words, and those that only say "I understand".

    `questions` are the starts of the rep's questions, which do not count.
    """
    points = repeated_points(talk, questions)
    seen = {s.start for s in points}
    taken_up = {s.start for s in _takes_up(talk)}
    repeats: list[Passage] = []
    bare: list[Passage] = []
    said = [s for s in talk if s.speaker is Speaker.REP and s.start not in questions]
    judge.prepare(s.text for s in said if s.start in seen | taken_up)
    for sentence in said:
        says_so = list(sentence.find(_ACKNOWLEDGES))
        vote = "repeats" if sentence.start in seen else "bare" if says_so else "no"
        if vote == "no" and sentence.start not in taken_up:
            continue
        label = judge.label("listening", sentence.text, vote)
        if label == "repeats" and (vote == label or sentence.start in taken_up):
            repeats.append(sentence)
        elif says_so:
            bare += says_so
        elif label == "bare":
            bare.append(sentence)
    kept = {s.start for s in repeats}
    first = [s for s in points if s.start in kept]
    return tuple(first + [s for s in repeats if s.start not in seen]), tuple(bare)


def _takes_up(talk: tuple[Passage, ...]) -> Iterator[Passage]:
    """The rep's sentences, long enough for a point, that share a word of content with what was just heard."""
    recent: list[tuple[int, frozenset[str]]] = []
    for sentence in talk:
        words = content(sentence.plain)
        if sentence.speaker is Speaker.PROSPECT:
            recent.append((sentence.turn, words))
        elif len(sentence.words) >= _SHORTEST_POINT and any(
            words & heard for turn, heard in recent if sentence.turn - turn <= _REMEMBERED
        ):
            yield sentence


def repeated_points(talk: tuple[Passage, ...], questions: frozenset[float]) -> tuple[Passage, ...]:
    """The sentences that put the prospect's point in words as the rule sees it, strongest first."""
    found: list[tuple[float, Passage]] = []
    recent: list[tuple[int, frozenset[str]]] = []
    for sentence in talk:
        if sentence.speaker is Speaker.PROSPECT:
            recent.append((sentence.turn, content(sentence.plain)))
            continue
        if sentence.speaker is not Speaker.REP or sentence.start in questions:
            continue
        said = sentence.plain.split()
        if (
            len(said) < _SHORTEST_POINT
            or _NOT_A_POINT.search(sentence.plain)
            or _LATER_ON.search(sentence.plain)
            or sentence.text.endswith("?")
        ):
            continue
        heard = frozenset().union(*(heard for turn, heard in recent if sentence.turn - turn <= _REMEMBERED))
        shared = len(content(sentence.plain) & heard)
        if product_talk(sentence.plain) and (shared < 2 or _OURS.search(sentence.plain)):
            continue
        opens, contrast = bool(_PUTS_IN_WORDS.match(sentence.plain)), bool(_CONTRAST.search(sentence.plain))
        contrast = contrast or bool(shared and _NAMES_IT.search(sentence.plain))
        if presses(sentence.plain) and not (opens and shared):
            continue
        mostly = shared >= 2 and 2 * shared >= len(content(sentence.plain)) and len(said) >= _WORDED_POINT
        mostly = mostly and not _OURS.search(sentence.plain) and not _LATER_ON.search(sentence.plain)
        told = sentence.turn > _TOLD_AFTER and bool(_SO_YOU.match(sentence.plain)) and len(said) >= _WORDED_POINT
        strength = shared + 2.0 * opens + 2.0 * contrast
        if (
            (opens and contrast)
            or (opens and shared >= 1 and len(said) >= _WORDED_POINT)
            or (contrast and shared)
            or shared >= 3
            or mostly
            or told
        ):
            found.append((strength, sentence))
    found.sort(key=lambda item: -item[0])
    return tuple(sentence for _, sentence in found)


_NAMES_IT = re.compile(r"\b(?:so|and) it(?:s| is) (?:the|not|that|really|being|losing|her|his|your|a)\b")
"""Says what it is: a point only where the prospect's words come with it."""

_OURS = re.compile(r"\b(?:i|im|id|ill|we|our|ours|us|weve|were|well|my)\b")

_TOLD_AFTER = 4

_SO_YOU = re.compile(
    r"^(?:\w+ ){0,2}?so\b(?!.*\b(?:rather|you know|i|im|ill|id|we|well|our|us|can|could|would|lets|my"
    r"|me)\b).*\b(?:you"
    r"|youre|your|youve)\b"
)

_SHORTEST_POINT = 5

_WORDED_POINT = 7

_REMEMBERED = 7
