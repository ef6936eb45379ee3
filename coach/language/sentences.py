"""Sentences and shorter passages of timed words, with and without punctuation.

A `Passage` is searched as plain text (lower case, no apostrophes, hyphens as spaces) so that "I'm", "i'm" and
the "im" of a recogniser are the same; every hit leads back to the words, and so to a quote and its times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from coach.models import Evidence, Speaker, Transcript, Word

PAUSE_S = 0.7
"""A silence this long ends a sentence where the recogniser wrote no full stop."""
SHORTEST = 3
"""Fewest words of a clause."""
UNPUNCTUATED = 16
"""A sentence longer than this with no mark inside is cut at words that begin a sentence."""
_ENDS = re.compile(r"[.?!]['\")\]”’]*$")
_NO_END = re.compile(r"^(?:mr|mrs|ms|dr|st|prof|sr|jr|vs|no|[a-z]|[ap]\.m|e\.g|i\.e|inc|ltd|co)\.$", re.IGNORECASE)

_SUBJECT = (
    r"(?:i|ive|ill|id|im|we|weve|well|wed|were|you|youve|youre|youll|"
    r"he|she|they|theyve|theyll|its|it|hell|shell|theyre|theres|there|the|my|our|your)"
)
_STATEMENT = re.compile(
    rf"(?<= )(?:(?:and|but|so|because|cos|or) (?:then |what |now |if |when |also |maybe )?(?={_SUBJECT}\b)|what (?:i|"
    rf"we) can do\b|well ive\b)"
)
_CLAUSE = re.compile(rf"(?<= )(?:(?:and|but|so|because|cos|since|if|when) (?={_SUBJECT}\b)|(?:so|but) )")
_FRESH_START = re.compile(
    r"(?<= )(?:(?:(?:and|so|but|um|uh|er|em|well|okay|ok|yeah|now|oh|also|then|please) )*"
    r"(?:(?:i|we) (?:can|could|have|had|was|am|know|saw|read|looked|wanted|would|will|need|still|hate|did|think|hear|"
    r"priced|ran)|ive|weve|ill|wed|id|im|"
    r"you (?:asked|said|told|wrote|wanted|called|had|can|call|came|mentioned|were)|"
    r"(?:give|call|ring|text|phone) (?:me|us)|my (?:number|line|direct|cell|mobile)|the number|(?:could|can|would|"
    r"will) you|just (?:call|tell|text|give)|"
    r"thanks|thank you|theres|there is|this is|its|please|give me|hell|theyll|shell|if|what i can do)\b|(?:um|uh|"
    r"em) (?=\w))"
)
LONGEST_HANG = 20
"""Characters before a fresh start that are enough to see whether the words before it hang in the air."""
_HANGS = re.compile(
    r"(?:^|\b)(?:that|which|who|whom|what|where|when|whether|if|because|cos|how|why|than|as|and|or|but|so|to|the|a|"
    r"an|my|your|our|"
    r"about|for|with|from|at|of|on|in|said|says|say|told|think|know|hope|see|hear|want|says|until|till|before|after|"
    r"since|like|ones?|thing|"
    r"letter|day|way|time|one|enquiry|inquiry|form|question|problem|um|uh|em|well|is|was|were|it|you|i|we)$"
)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` for comparing: lower case ASCII letters and digits, apostrophes dropped, all else a space."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = re.sub(r"['’‘`\u0300-\u036f]", "", text)
    return " ".join(re.sub(r"[^a-z0-9+#&]+", " ", text).split())


@dataclass(frozen=True)
class Passage:
    """Consecutive words of one speaker. `turn` is the index of the utterance it begins in."""

    words: tuple[Word, ...]
    speaker: Speaker
    turn: int = 0

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def plain(self) -> str:
        return " ".join(filter(None, (plain(word.text) for word in self.words)))

    @cached_property
    def _owners(self) -> tuple[int, ...]:
        """For each character of the plain text the index of the word it comes from; a space has the word after it."""
        owners: list[int] = []
        for number, word in enumerate(self.words):
            if token := plain(word.text):
                owners.extend([number] * (len(token) + bool(owners)))
        return tuple(owners)

    @property
    def evidence(self) -> Evidence:
        return Evidence(quote=self.text, start=self.start, end=self.end, speaker=self.speaker)

    def part(self, first: int, last: int) -> Passage:
        """The words from index `first` up to, not including, `last`."""
        return Passage(self.words[first:last], self.speaker, self.turn)

    def at(self, match: re.Match[str], group: int | str = 0) -> Passage:
        """The words under a match found in `plain`."""
        return self.between(*match.span(group))

    def between(self, start: int, end: int) -> Passage:
        """The words under the characters `start` to `end` of `plain`."""
        owners = self._owners
        return self.part(owners[start], owners[max(start, end - 1)] + 1)

    def find(self, pattern: re.Pattern[str], group: int | str = 0) -> Iterator[Passage]:
        """The places where `pattern` matches the plain text, as passages."""
        for match in pattern.finditer(self.plain):
            if match.group(group):
                yield self.at(match, group)

    @cached_property
    def statements(self) -> tuple[Passage, ...]:
        """The main clauses: parts that a semicolon, a dash, or "and", "but", "so" before a subject sets off."""
        return self._cut(_STATEMENT)

    @cached_property
    def clauses(self) -> tuple[Passage, ...]:
        """The statements, cut also where a comma stands or a subject begins."""
        return tuple(part for statement in self.statements for part in statement._cut(_CLAUSE, comma=True))

    def _cut(self, cue: re.Pattern[str], comma: bool = False) -> tuple[Passage, ...]:
        """The parts between the words where `cue` matches, none shorter than `SHORTEST` words."""
        starts = {self._owners[match.start()] for match in cue.finditer(self.plain)}
        for number, word in enumerate(self.words[:-1]):
            if word.text.endswith((";", ":", "–", "—")) or (comma and word.text.endswith(",")):
                starts.add(number + 1)
        parts, first = [], 0
        for at in sorted(starts):
            if at - first >= SHORTEST and len(self.words) - at >= SHORTEST:
                parts.append(self.part(first, at))
                first = at
        return (*parts, self.part(first, len(self.words)))

    def __contains__(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.plain) is not None


def passages(transcript: Transcript, *speakers: Speaker) -> tuple[Passage, ...]:
    """The utterances of these speakers (all when none is named), as passages with their turn."""
    return tuple(
        Passage(u.words, u.speaker, turn)
        for turn, u in enumerate(transcript.utterances)
        if not speakers or u.speaker in speakers
    )


def sentences(transcript: Transcript, *speakers: Speaker) -> tuple[Passage, ...]:
    """The sentences of these speakers (all when none is named), in order.

    A sentence ends at a full stop, question or exclamation mark, at a pause of `PAUSE_S`, and with its utterance.
    Where a long stretch has no mark at all, it is cut before words that begin a sentence ("i can ...", "call me").
    """
    return tuple(sentence for passage in passages(transcript, *speakers) for sentence in split(passage))


def apart(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """`found` without those that share a word with one before them."""
    kept: list[Passage] = []
    for passage in found:
        if all(passage.start >= other.end or passage.end <= other.start for other in kept):
            kept.append(passage)
    return tuple(kept)


def split(passage: Passage) -> tuple[Passage, ...]:
    """The sentences of one passage."""
    found: list[Passage] = []
    first = 0
    for number, word in enumerate(passage.words):
        last = number + 1 == len(passage.words)
        pause = 0.0 if last else passage.words[number + 1].start - word.end
        stop = _ENDS.search(word.text) and not _NO_END.match(word.text)
        if last or stop or pause >= PAUSE_S:
            found.extend(_unmarked(passage.part(first, number + 1)))
            first = number + 1
    return tuple(found)


def _unmarked(sentence: Passage) -> tuple[Passage, ...]:
    """`sentence` itself, or its parts where it is long and has no mark inside."""
    if len(sentence.words) <= UNPUNCTUATED or any(w.text[-1:] in ",;:.?!" for w in sentence.words[:-1]):
        return (sentence,)
    parts, first = [], 0
    text, owners = sentence.plain, sentence._owners
    for match in _FRESH_START.finditer(text):
        at = owners[match.start()]
        before = text[max(0, match.start() - LONGEST_HANG) : match.start()].rstrip()
        if at - first < SHORTEST or len(sentence.words) - at < 2 or _HANGS.search(before):
            continue
        parts.append(sentence.part(first, at))
        first = at
    return (*parts, sentence.part(first, len(sentence.words)))
