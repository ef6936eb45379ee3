"""What of a text an earlier message said already, word for word: how much, in which message, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq

from coach.language.sentences import plain

RUN = 3
"""Fewest words in a row, said before in the same order, that a reader knows again."""


@dataclass(frozen=True)
class Echo:
    """`message`: number of the earlier message, from 0. `share`: of the text's words, 0 to 1. `runs`: word ranges."""

    message: int
    share: float
    runs: tuple[range, ...]


def echo(said: Sequence[str], earlier: Sequence[str]) -> Echo | None:
    """The earlier message that the words `said` repeat most; None where none is repeated, or there is none."""
    words = [plain(word) for word in said]
    best: Echo | None = None
    for number, message in enumerate(earlier):
        runs = tuple(_runs(words, [w for w in map(plain, message.split()) if w]))
        share = sum(map(len, runs)) / len(words) if words else 0.0
        if runs and (best is None or share > best.share):
            best = Echo(number, share, runs)
    return best


def said_in_both(one: Sequence[str], other: Sequence[str]) -> tuple[tuple[range, range], ...]:
    """Where two texts say the same words in a row, the longest rows first found: of the one, and of the other."""
    same = SequenceMatcher(None, [plain(word) for word in one], [plain(word) for word in other], autojunk=False)
    return tuple(
        (range(at, at + size), range(there, there + size))
        for at, there, size in same.get_matching_blocks()
        if size >= RUN
    )


def _runs(words: list[str], before: list[str]) -> Iterator[range]:
    for step in LCSseq.opcodes(words, before):
        if step.tag == "equal" and step.src_end - step.src_start >= RUN:
            yield range(step.src_start, step.src_end)
