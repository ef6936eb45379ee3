"""How much of a message was already said in an earlier one, once names, numbers, days and greetings are out.

The wording is compared word by word in order; the meaning by concepts (`concepts`: stems and the trade's synonyms), and
by any comparison of two sentences that the caller hands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from coach.language.concepts import BESIDE, concept
from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage, plain
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

Meaning = Callable[[str, str], float]
"""How near two plain sentences are in meaning, 0 to 1."""
SAME_MEANING = 0.8
"""From this nearness to an earlier sentence on, a sentence brings nothing new, whatever its words."""
_DROPPED = DAYS | NUMBER_WORDS | GREETINGS | TITLES | FAMILIAR | FILLERS
_EMPTY = _DROPPED | FUNCTION_WORDS | CALL_WORDS | POLITE_WORDS
_WITHOUT_REASON = frozenset(concept(word) for word in _EMPTY | POINTER_WORDS | SALES_WORDS) | BESIDE
_FIGURES = NUMBER_WORDS - frozenset({"oh", "zero", "one", "couple", "half", "quarter"})
_DIALLED = 6
"""Fewest number words in a row that are a telephone number."""
_REPEATED = any_of(
    r"as i (?:said|mentioned|was saying|told)",
    r"like i (?:said|told|mentioned)",
    r"same as i",
    r"once more",
    r"its still about",
    r"still the",
    r"same thing",
    r"again about",
    r"back on about",
    r"following up on my last",
    r"i said i would",
    r"my last message",
    r"same story",
)

_NEWS = any_of(
    r"after all",
    r"turns? out|turned out",
    r"(?:somebody|someone|another (?:buyer|family|client|couple|customer|party|firm|bidder)) else",
    r"another (?:offer|buyer|bid|bidder)",
    r"(?:came|come|went|gone|go) through",
    r"(?:heard|got word|news) (?:back )?from",
    r"(?:got|have|found) (?:you )?(?:the|an|your) answer",
    r"no longer",
    r"(?:has|have|ve|s) (?:now |just |since )?(?:changed|agreed|moved|come back|said yes|said no)",
    r"(?:price|rate|offer|deal|quote|figure)(?: \w+){0,4} (?:goes|expires|ends|runs out|lapses|changes|up)",
    r"(?:already|now) (?:sold|gone|taken|let|under offer)",
    r"so you (?:dont|wont|would not|wouldnt|neednt) (?:have to|need)",
)
"""What tells that something has changed since the last message."""
_PLEASANTRY = re.compile(
    one_of(
        r"(?:\w+ ){0,4}hope (?:you|your|all|this|every|things|the)\b.*",
        r"(?:so )?how (?:are|is|was|were) (?:you|your|things|the)\b.*",
        r"have a (?:good|great|nice|lovely|blessed|wonderful)\b.*",
        r"(?:\w+ ){0,4}(?:this is|its)(?: \w+){1,4}",
    )
)
"""What a message opens or ends with, which makes it no new one."""


@dataclass(frozen=True)
class Likeness:
    """`order`: likeness of the wording, 0 to 1. `known`: share of the concepts that were said before."""

    order: float
    known: float
    fresh: tuple[str, ...]
    """Concepts that no earlier message had and that may be a reason."""
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
    contained: float = 0.0
    """Share of the earlier message that is said again, word for word and in order."""
    news: Passage | None = None
    """Where the caller tells of a change that no earlier message told of."""


def content(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """The concepts of the words in plain `text` that carry content, and its amounts."""
    spoken = text.split()
    found = []
    for at, word in enumerate(spoken):
        if word in names:
            continue
        if word in _FIGURES or word.isdigit():
            if not _in_number(spoken, at):
                found.append(f"#{word}")
        elif word not in _EMPTY and len(word) > 1:
            found.append(concept(word))
    return found


def _in_number(spoken: list[str], at: int) -> bool:
    """Whether the number word at `at` stands in a telephone number."""
    first = last = at
    while first and _counts(spoken[first - 1]):
        first -= 1
    while last + 1 < len(spoken) and _counts(spoken[last + 1]):
        last += 1
    run = spoken[first : last + 1]
    return len(run) >= _DIALLED or sum(len(word) for word in run if word.isdigit()) >= _DIALLED


def _counts(word: str) -> bool:
    return word in NUMBER_WORDS or word.isdigit()


def likeness(
    sentences: Iterable[Passage],
    earlier: Iterable[str],
    names: frozenset[str],
    beside: frozenset[int] = frozenset(),
    meaning: Meaning | None = None,
) -> Likeness:
    """How like the message of these sentences is to the earlier ones.

    `names`: words that are no content. `beside`: the `id` of words that ask, greet, introduce or press, which bring
    no reason. `meaning`: a comparison of two plain sentences by what they mean; a sentence that it finds in an
    earlier message brings nothing new.
    """
    own = list(sentences)
    text = " ".join(s.plain for s in own)
    before = [plain(message) for message in earlier]
    skeleton = _skeleton(text, names)
    skeletons = [_skeleton(b, names) for b in before]
    order = max((fuzz.ratio(" ".join(skeleton), " ".join(b)) / 100 for b in skeletons), default=0.0)
    contained = max((LCSseq.similarity(skeleton, b) / len(b) for b in skeletons if b), default=0.0)
    said = {word for b in before for word in content(b, names)}
    told = {id(s): [] if _pleasant(s, names) else _told(s, names, beside) for s in own}
    for s in own:
        if meaning and told[id(s)] and max((meaning(s.plain, b) for b in before), default=0.0) >= SAME_MEANING:
            said |= set(told[id(s)])
    words = [w for s in own for w in _weighed(content(s.plain, names), told[id(s)], said)]
    fresh = tuple(dict.fromkeys(w for w in words if not _said(w, said) and w not in _WITHOUT_REASON))
    known = sum(_said(w, said) for w in words) / len(words) if words else 0.0
    newest = max(own, key=lambda s: sum(w in fresh for w in told[id(s)]), default=None)
    oldest = max(own, key=lambda s: sum(_said(w, said) for w in content(s.plain, names)), default=None)
    told_before = any(_NEWS.search(b) for b in before)
    return Likeness(
        order,
        known,
        fresh,
        says_so=_REPEATED.search(text) is not None,
        again="again" in text.split(),
        new_fact=next((s for s in own if _adds(content(s.plain, names), told[id(s)], said, fresh)), None),
        fresh_in=newest,
        old_in=oldest,
        contained=contained,
        news=None if told_before else next((s for s in own if _NEWS in s), None),
    )


def _pleasant(sentence: Passage, names: frozenset[str]) -> bool:
    return _PLEASANTRY.fullmatch(" ".join(_skeleton(sentence.plain, names))) is not None


def _told(sentence: Passage, names: frozenset[str], beside: frozenset[int]) -> list[str]:
    """The content of a sentence without the words that stand beside the reason."""
    return content(" ".join(plain(w.text) for w in sentence.words if id(w) not in beside), names)


def _weighed(own: list[str], told: list[str], said: set[str]) -> list[str]:
    """What counts in a sentence: all that was said before, and what is new unless it stands beside the reason.

    An amount counts only where it was said before: another day or another price makes no new reason.
    """
    return [w for w in own if _said(w, said) or (w in told and not w.startswith("#"))]


def _adds(own: list[str], told: list[str], before: set[str], fresh: tuple[str, ...]) -> bool:
    """Whether most of a sentence's content is new, and some of it is a reason."""
    return any(w in fresh for w in told) and sum(_said(w, before) for w in own) < len(own) / 2


def _said(word: str, before: set[str]) -> bool:
    return word in before or any(
        len(word) > 4 and (b.startswith(word[:5]) or word.startswith(b)) for b in before if len(b) > 4
    )


def _skeleton(text: str, names: frozenset[str]) -> list[str]:
    return [w for w in text.split() if w not in _DROPPED and w not in names and not w.isdigit()]
