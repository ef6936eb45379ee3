"""Sounds and words that fill a gap and say nothing. Finds fewer than there are: a doubtful one is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.language.sentences import Passage, plain

_SOUND = re.compile(r"^(?:u+m+|u+h+|u+h+m+|e+r+m*|e+h+m+)$")
_BREAK = re.compile(r"[,;:.?!…–—-]['\")\]”’]*$")
_OPENS_A_CLAUSE = {"and", "but", "like", "or", "because", "well"}


def fillers(passage: Passage) -> Iterator[Passage]:
    """The fillers of `passage`, in order: sounds ("um"), and "you know", "I mean" and "like" between commas."""
    heard = [plain(word.text) for word in passage.words]
    number = 0
    while number < len(heard):
        length = _filler_at(passage, heard, number)
        if length:
            yield passage.part(number, number + length)
        number += max(1, length)


def _filler_at(passage: Passage, heard: list[str], first: int) -> int:
    """How many words of a filler begin at `first`; 0 when none does."""
    if _SOUND.match(heard[first]):
        # "uh huh" agrees; it fills nothing.
        return 0 if heard[first : first + 2] == ["uh", "huh"] else 1
    pair = heard[first : first + 2]
    if pair in (["you", "know"], ["i", "mean"]):
        # "Do you know ...", "let you know.", "You know that ..." have no break on both sides.
        return 2 if _free(passage, heard, first, first + 2) else 0
    if heard[first] == "like":
        return 1 if first and _free(passage, heard, first, first + 1) else 0
    return 0


def _free(passage: Passage, heard: list[str], first: int, after: int) -> bool:
    """Whether the words stand apart from the sentence: a break before (or a clause opening) and one behind."""
    opens = first == 0 or bool(_BREAK.search(passage.words[first - 1].text)) or bool(_SOUND.match(heard[first - 1]))
    return (opens or heard[first - 1] in _OPENS_A_CLAUSE) and bool(_BREAK.search(passage.words[after - 1].text))
