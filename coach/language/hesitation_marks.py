"""Takes the noise of speech out of a sentence: fillers, restarts, openers and tails. Nothing is put in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.language.fillers import fillers
from coach.language.patterns import any_of
from coach.language.sentences import Passage, plain
from coach.models import Word

_OPENS = re.compile(
    r"^(?:(?:and|so|but|well|yeah|yep|yes|yah|right|okay|ok|oh|ah|look|see|listen|honestly|because|cause|cos|now|anyway"
    r"|like|then|uh|um|hm+|mm+|basically|actually|exactly|sure|correct|true|also|plus|frankly|obviously|wow|god|gosh"
    r"|sir|maam|madam|mostly|hmm|ugh|eh|aye|no|nope|nah|thanks|thank you|i mean|you know|you see|i think|i guess"
    r"|i suppose|i feel like|i believe|to be honest(?: with you)?|to be fair|if im honest|its just that"
    r"|the thing is|thing is|i dont know|as i said|like i said|at the end of the day|let me think|lets see|i would say"
    r"|id say|fair enough|of course|in fact|as far as i know|from what i know|apparently|probably|maybe) )+"
)
_SPARED = re.compile(r"^(?:then|now|like|well|so|no|mostly|probably|maybe|right) ")
"""Openers that go only where a comma stands behind them, or another opener before."""
_TAILS = re.compile(
    r"(?: (?:you know|i guess|i think|i suppose|i mean|or something(?: like that)?|or so|and stuff(?: like that)?"
    r"|or whatever|and everything|and all(?: that)?|and so on|or anything|right|though|anyway|really|to be honest"
    r"|honestly|yeah|sir|maam|madam|mate|you see|basically|actually|obviously|so|and|but|or|isnt it|innit|lah|no|ok"
    r"|okay|please|like|i dont know|if that makes sense|for sure|of course|thats all|thats it|unfortunately|sorry))+$"
)
_ASIDES = any_of(
    r"you know|i mean|i guess|i think|i suppose|honestly|to be honest|like|basically|actually|obviously|frankly",
    r"yeah|well|okay|right|sir|maam|madam|i dont know|let me think|what is it|how do you say|god|gosh|oh|um|uh|sorry",
    r"whats it called|i believe|as i said|like i said|say|no|ah|hm|apparently|of course|in fact|fair play",
)
_COMMA = re.compile(r"[,;:–—-]+$")
_MEANT = {"had", "that", "very", "really", "so", "many", "much", "long", "no"}
"""Words that people double on purpose."""
LONGEST_RESTART = 4


def tidy(passage: Passage) -> tuple[Word, ...] | None:
    """The words of a sentence without its noise, or None where a word was broken off in it."""
    noise = {id(word) for filler in fillers(passage) for word in filler.words}
    kept = [word for word in passage.words if id(word) not in noise and plain(word.text)]
    kept = _without_asides(kept)
    kept = _without_restarts(kept)
    kept = _without_openers(kept)
    kept = _without_tails(kept)
    if any(re.search(r"\w(?:-|–|—|…|\.\.\.)$", word.text) for word in kept[:-1]):
        return None
    return tuple(kept)


def _without_asides(heard: list[Word]) -> list[Word]:
    """Without what stands between commas and says nothing: ", I think,"."""
    kept: list[Word] = []
    at = 0
    while at < len(heard):
        length = 0
        opened = not kept or bool(_COMMA.search(heard[at - 1].text)) if at else True
        if opened:
            for size in (4, 3, 2, 1):
                part = heard[at : at + size]
                closed = len(part) == size and (bool(_COMMA.search(part[-1].text)))
                if closed and _ASIDES.fullmatch(" ".join(plain(w.text) for w in part)):
                    length = size
                    break
        if not length:
            kept.append(heard[at])
        elif kept:  # the comma before an aside belongs to it
            kept[-1] = kept[-1].model_copy(update={"text": _COMMA.sub("", kept[-1].text)})
        at += max(1, length)
    return kept


def _without_restarts(heard: list[Word]) -> list[Word]:
    """With what was begun twice said once: "he, he told me", "I was, I was stopped"."""
    changed = True
    while changed:
        changed = False
        for size in range(LONGEST_RESTART, 0, -1):
            for at in range(len(heard) - 2 * size + 1):
                one = [plain(w.text) for w in heard[at : at + size]]
                two = [plain(w.text) for w in heard[at + size : at + 2 * size]]
                if one == two and not (size == 1 and one[0] in _MEANT):
                    del heard[at : at + size]
                    changed = True
                    break
            if changed:
                break
    return heard


def _without_openers(heard: list[Word]) -> list[Word]:
    spoken = " ".join(plain(w.text) for w in heard) + " "
    match = _OPENS.match(spoken)
    if match is None:
        return heard
    count = len(match.group().split())
    spared = _SPARED.match(match.group())
    if spared and count == 1 and not _COMMA.search(heard[0].text):
        return heard if spared.group() not in ("so ", "well ") else heard[1:]
    return heard[count:]


def _without_tails(heard: Sequence[Word]) -> list[Word]:
    spoken = " ".join(plain(w.text) for w in heard)
    match = _TAILS.search(spoken)
    # "the hot water is off and all" keeps what stands before; a sentence that is nothing else stays as it is.
    if match is None or match.start() == 0:
        return list(heard)
    count = len(match.group().split())
    return list(heard[: len(heard) - count])
