"""Who has the floor, and when it changes hands: turns of a conversation, without what is only a sign of listening."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from coach.language.patterns import a_word, one_of
from coach.language.questions import asked
from coach.language.sentences import Passage, split

_SIGN = one_of(
    a_word(
        "mm mmm mhm mhmm hm hmm uh um uhhuh aha ah oh huh",
        "yeah yes yep yup right okay ok alright sure gotcha",
    ),
    r"mm hm+",
    r"uh huh",
    r"all right",
    r"i see",
    r"got it",
)
_ONLY_SIGNS = re.compile(rf"{_SIGN}(?: {_SIGN})*")
LONGEST_SIGN = 4
"""Most words of a sign of listening: "yeah, okay, right, mm-hm" is one, more of them is somebody taking the floor."""


def is_sign_of_listening(passage: Passage) -> bool:
    """True when nothing is said but "mm-hm", "okay" and the like (a backchannel)."""
    return len(passage.plain.split()) <= LONGEST_SIGN and _ONLY_SIGNS.fullmatch(passage.plain) is not None


def asks(passage: Passage) -> bool:
    """True when `passage` ends on a question, so that a "yes" after it is an answer."""
    last = split(passage)[-1:]
    return passage.text.endswith("?") or any(found.passage.end == passage.end for found in asked(last))


def stretches(spoken: Iterable[Passage]) -> tuple[Passage, ...]:
    """What each speaker said in one go, however the recogniser cut it up, in order of start."""
    in_order = sorted(spoken, key=lambda passage: passage.start)
    pieces = [tuple(same) for _, same in groupby(in_order, key=lambda passage: passage.speaker)]
    return tuple(Passage(tuple(w for p in same for w in p.words), same[0].speaker, same[0].turn) for same in pieces)


def turns(spoken: Iterable[Passage]) -> tuple[Passage, ...]:
    """The turns of a conversation; neighbours are of different speakers.

    No turn of its own is what is said wholly while another speaker goes on, nor a sign of listening between two
    stretches of another speaker, unless that one had asked.
    """
    found = stretches(_with_the_floor(spoken))
    listening = {
        b.start
        for a, b, c in zip(found, found[1:], found[2:], strict=False)
        if a.speaker is c.speaker and is_sign_of_listening(b) and not asks(a)
    }
    return stretches(turn for turn in found if turn.start not in listening)


def _with_the_floor(spoken: Iterable[Passage]) -> Iterator[Passage]:
    """Without passages that begin and end while another one is still going on."""
    end = float("-inf")
    for passage in sorted(spoken, key=lambda passage: passage.start):
        if passage.end > end:
            end = passage.end
            yield passage
