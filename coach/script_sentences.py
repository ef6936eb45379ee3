"""The two sides that are held against each other: the sentences of a script, and the words of a call. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from coach.language.concepts import concept
from coach.language.names import sounds_alike
from coach.language.sentences import Passage, passages, plain, split
from coach.language.stems import stem
from coach.language.vocabulary import CALL_WORDS, DAYS, FILLERS, FUNCTION_WORDS, GREETINGS
from coach.models import Question, Speaker, Transcript, Word
from coach.scripts import Script, ScriptLine
from coach.typed import TextSpan

_LIGHT = (FILLERS | GREETINGS) - frozenset(("now", "good"))
_LONG = {
    "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have", "youll": "you will", "youd": "you would",
    "thats": "that is", "whats": "what is", "hows": "how is", "whos": "who is", "wheres": "where is",
    "weve": "we have", "lets": "let us", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "isnt": "is not", "cant": "can not", "its": "it is", "ill": "i will", "id": "i would", "names": "name is",
}  # fmt: skip
_LONG_WITH_A_MARK = {"were": "we are", "well": "we will"}
"""Contractions that are words of their own where the apostrophe is not written."""


@dataclass(frozen=True)
class ScriptSentence:
    """A sentence of the script: `words` in plain form without blanks, and where it stands."""

    number: int
    point: float
    """Where in the script it stands, 0 to 1."""
    passage: Passage
    line: ScriptLine
    span: TextSpan
    words: tuple[str, ...]
    asks: bool


def script_sentences(script: Script) -> Iterator[ScriptSentence]:
    """The sentences that the script has the rep say, without those that say nothing."""
    found: list[tuple[Passage, ScriptLine, TextSpan, tuple[str, ...], bool]] = []
    for line in script.rep:
        words = tuple(Word(text=w.text, start=float(at), end=float(at) + 0.5) for at, w in enumerate(line.words))
        for sentence in split(Passage(words, Speaker.REP)):
            own = [line.words[int(word.start)] for word in sentence.words]
            told = plain_words(w.text for w in own if w.slot is None)
            if not any(weight(word) >= 1 for word in told):
                continue
            span = TextSpan(start=own[0].start, end=own[-1].end)
            asks = sentence.text.rstrip('"”’)').endswith("?")
            if not asks and sum(weight(word) for word in told) < _SAYS_SOMETHING:
                continue
            found.append((sentence, line, span, told, asks))
    for number, parts in enumerate(found):
        yield ScriptSentence(number, number / max(1, len(found) - 1), *parts)


_SAYS_SOMETHING = 3.0
"""Weight of a statement below which it is no more than "Okay, great."."""


@dataclass(frozen=True)
class Spoken:
    """The rep's words in the call: sentences, and for each plain word the sentence and word it comes from."""

    turns: tuple[Passage, ...]
    words: tuple[str, ...]
    owners: tuple[tuple[int, int], ...]
    """For each plain word: number of its turn, and of its word in the turn."""
    bounds: tuple[tuple[int, int], ...]
    """For each turn its first plain word and the one behind its last."""

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """When the word of each plain word begins; the turns of one speaker follow each other."""
        return tuple(self.turns[turn].words[word].start for turn, word in self.owners)

    @cached_property
    def stems(self) -> tuple[tuple[str, ...], ...]:
        """For each turn its plain words without their endings."""
        return tuple(tuple(map(stem, self.words[first:end])) for first, end in self.bounds)

    @classmethod
    def of(cls, transcript: Transcript, names: frozenset[str] = frozenset()) -> Spoken:
        """The rep's words of a call. `names`: names of the script, which are often heard in another spelling."""
        turns = passages(transcript, Speaker.REP)
        words: list[str] = []
        owners: list[tuple[int, int]] = []
        bounds: list[tuple[int, int]] = []
        for at, turn in enumerate(turns):
            first = len(words)
            for number, word in enumerate(turn.words):
                for token in plain_words([word.text]):
                    words.append(token)
                    owners.append((at, number))
            bounds.append((first, len(words)))
        return cls(turns, tuple(_as_spelt(words, names)), tuple(owners), tuple(bounds))

    def passage(self, first: int, last: int) -> Passage:
        """The words of the call behind the plain words `first` to `last` of one turn, `last` not included."""
        turn, start = self.owners[first]
        return self.turns[turn].part(start, self.owners[last - 1][1] + 1)

    def ends(self, behind: int) -> bool:
        """Whether a sentence or a turn ends before the plain word of this number."""
        turn, word = self.owners[behind - 1]
        return behind == self.bounds[turn][1] or self.turns[turn].words[word].text[-1] in ".?!"

    def numbers(self, passage: Passage) -> tuple[int, int]:
        """The first plain word of a passage of the call, and the one behind its last."""
        return bisect_left(self.starts, passage.start), bisect_left(self.starts, passage.end)


def names_in(script: Script) -> frozenset[str]:
    """The words that the script writes with a capital inside a sentence, in plain form."""
    found = set()
    for line in script.rep:
        for before, word in pairwise(line.words):
            if word.text[:1].isupper() and not before.text.endswith((".", "?", "!", ":")) and word.slot is None:
                found |= set(plain(word.text).split())
    return frozenset(name for name in found - FUNCTION_WORDS - DAYS if len(name) > _SHORTEST_NAME)


_SHORTEST_NAME = 2


def _as_spelt(words: list[str], names: frozenset[str]) -> list[str]:
    """The words of a call with each name as the script spells it: "lewis" as "luis", "north side" as "northside"."""
    spelt = list(words)
    for number, word in enumerate(words):
        if word in names or word in FUNCTION_WORDS or word in DAYS:
            continue
        both = word + words[number + 1] if number + 1 < len(words) else ""
        if both in names:
            spelt[number : number + 2] = [both, both]
        elif spelt[number] == word and (name := next((n for n in names if sounds_alike(n, word)), None)):
            spelt[number] = name
    return spelt


def inside(question: Question, spoken: Spoken) -> range:
    """The numbers of the plain words of a question of the call."""
    return range(bisect_left(spoken.starts, question.start), bisect_left(spoken.starts, question.end))


def plain_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Words in plain form, contractions in full."""
    return tuple(word for text in texts for token in plain(text).split() for word in _long(token, text).split())


def _long(token: str, text: str) -> str:
    marked = "'" in text or "’" in text
    return _LONG.get(token) or (_LONG_WITH_A_MARK.get(token) if marked else None) or token


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    if word in _LIGHT:
        return 0.3
    return 1.0 if word in FUNCTION_WORDS or word in CALL_WORDS else 2.0


@lru_cache(maxsize=65536)
def content_of(text: str) -> frozenset[str]:
    words = plain_words([text])
    return frozenset(concept(w) for w in words if w not in FUNCTION_WORDS and w not in _LIGHT)
