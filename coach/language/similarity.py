"""How much of a message was already said in an earlier one, once names, numbers, days and greetings are out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from coach.language.sentences import Passage, plain
from coach.language.stems import stem
from coach.language.vocabulary import (
    CALL_WORDS,
    DAYS,
    FAMILIAR,
    FILLERS,
    FUNCTION_WORDS,
    GREETINGS,
    NUMBER_WORDS,
    POINTER_WORDS,
    POLITE_WORDS,
    SALES_WORDS,
    TITLES,
)

_DROPPED = DAYS | NUMBER_WORDS | GREETINGS | TITLES | FAMILIAR | FILLERS
_EMPTY = _DROPPED | FUNCTION_WORDS | CALL_WORDS | POLITE_WORDS
_WITHOUT_REASON = _EMPTY | POINTER_WORDS | SALES_WORDS
_STEMS_WITHOUT_REASON = frozenset(stem(word) for word in _WITHOUT_REASON)
_REPEATED = re.compile(
    r"\b(?:as i (?:said|mentioned|was saying|told)|like i (?:said|told|mentioned)|same as i|once more|"
    r"its still about|still the|same thing|again about|back on about|following up on my last|i said i would|"
    r"my last message|same story)\b"
)


@dataclass(frozen=True)
class Likeness:
    """`order`: likeness of the wording, 0 to 1. `known`: share of the content words that were said before."""

    order: float
    known: float
    fresh: tuple[str, ...]
    """Content words that no earlier message had."""
    says_so: bool
    """The caller says that it is a repetition."""
    again: bool = False
    """The caller calls "again"."""
    new_fact: Passage | None = None
    """A sentence that is new by itself, whatever surrounds it."""
    fresh_in: Passage | None = None
    """The sentence with most that is new."""
    old_in: Passage | None = None
    """The sentence with most that was said before."""


def content(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """The stems of the words in plain `text` that carry content."""
    return [stem(w) for w in text.split() if w not in _EMPTY and w not in names and not w.isdigit() and len(w) > 1]


def likeness(sentences: Iterable[Passage], earlier: Iterable[str], names: frozenset[str]) -> Likeness:
    """How like the message of these sentences is to the earlier message that it is most like."""
    sentences = list(sentences)
    text = " ".join(s.plain for s in sentences)
    own = content(text, names)
    before = [plain(text) for text in earlier]
    order = max((fuzz.ratio(_skeleton(text, names), _skeleton(b, names)) / 100 for b in before), default=0.0)
    said = {word for b in before for word in content(b, names)}
    fresh = tuple(dict.fromkeys(w for w in own if not _said(w, said) and w not in _STEMS_WITHOUT_REASON))
    known = sum(_said(w, said) for w in own) / len(own) if own else 1.0
    newest = max(sentences, key=lambda s: sum(w in fresh for w in content(s.plain, names)), default=None)
    oldest = max(sentences, key=lambda s: sum(_said(w, said) for w in content(s.plain, names)), default=None)
    added = next((s for s in sentences if _adds(content(s.plain, names), said, fresh)), None)
    again = re.search(r"\bagain\b", text) is not None
    return Likeness(order, known, fresh, bool(_REPEATED.search(text)), again, added, newest, oldest)


def _adds(own: list[str], before: set[str], fresh: tuple[str, ...]) -> bool:
    """Whether most of a sentence's content is new, and some of it is a reason."""
    return any(w in fresh for w in own) and sum(_said(w, before) for w in own) < len(own) / 2


def _said(word: str, before: set[str]) -> bool:
    return word in before or any(
        len(word) > 4 and (b.startswith(word[:5]) or word.startswith(b)) for b in before if len(b) > 4
    )


def _skeleton(text: str, names: frozenset[str]) -> str:
    return " ".join(w for w in text.split() if w not in _DROPPED and w not in names and not w.isdigit())
