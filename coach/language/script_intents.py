"""What a rep's line in a call to a lead is for, whatever its words: the moves that a script is made of.

Used to tell a line that was said in other words from one that was left out. All on plain text.
"""

from __future__ import annotations

import re

from coach.language.patterns import any_of

_SAYS_BACK = any_of(
    r"(?:so )?what (?:i hear|im hearing|ive heard|youre saying|youre telling me)",
    r"so (?:its|it is|for you its|the thing that|what (?:matters|hurts|bothers|counts|worries))",
    r"(?:it )?sounds like",
    r"if i (?:hear|understand|heard|understood) you",
    r"let me (?:make sure|see if|check) (?:that )?i(?:ve| have)? (?:got|get|understand|understood|heard|have)",
    r"let me (?:say|repeat|play) (?:that|it|this) back",
    r"so youre saying",
    r"have i got that right",
)
_SUMS_UP = any_of(
    r"(?:to|let me|ill) (?:just |quickly )?(?:sum (?:up|that up|it up|this up)|recap|summari[sz]e)",
    r"(?:in (?:short|summary|a nutshell|one line|a line)|summing up|to put it in a line)",
    r"what (?:ive|i have) (?:heard|noted|got) (?:so far |today )?is",
)


def says_back(plain: str) -> bool:
    """The line puts the prospect's own point in words, or has the place for it."""
    return _SAYS_BACK.search(plain) is not None


def sums_up(plain: str) -> bool:
    """The line announces a summary."""
    return _SUMS_UP.search(plain) is not None


_ = re
