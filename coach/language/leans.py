"""How much a sentence sounds like the rep's, by its words alone.

A weight for each word and pair of words, learned by `training/leans.py` from calls of our own. One sentence says
little ("yes, that's right" may be anybody's); many together say whose voice it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from coach.language.sentences import plain
from coach.shipped import shipped

MOST = 3.0
"""Log odds beyond which a single sentence is not believed."""
_QUESTION = "?"


def leans(sentences: Iterable[str]) -> tuple[float, ...]:
    """For each sentence the log odds that the rep says it and not the prospect, both as likely before; -3 to 3."""
    weights = _weights()
    sums = (sum(weights.get(sign, 0.0) for sign in signs(text)) for text in sentences)
    return tuple(max(-MOST, min(MOST, found)) for found in sums)


def signs(text: str) -> frozenset[str]:
    """What the weights are of: the words of a sentence, its pairs of words with begin and end, a question mark."""
    words = plain(text).split()
    return frozenset(_signs(words, text.rstrip().endswith("?")))


def _signs(words: list[str], question: bool) -> Iterator[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(["<", *words, ">"]))
    if question:
        yield _QUESTION


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = json.loads(shipped("leans.json").read_text(encoding="utf-8"))
    return found
