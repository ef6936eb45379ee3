"""A typed text as a transcript that remembers where in the text each of its words stands, so that it can be underlined.

A letter (SMS, email) ends a stretch with every line, so that a greeting and a signature end where they end. What
somebody else wrote, quoted below a reply, is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from coach.models import (
    READING_PACE_WPM,
    SCRIPT_LINE,
    Channel,
    Evidence,
    Speaker,
    Transcript,
    Utterance,
    Value,
    Word,
)

WRAPPED = 60
"""Characters from which a line without an end mark was wrapped, and goes on in the next one."""
_LINE_ENDS = (".", "!", "?", ":")
_WORD = re.compile(r"\S+")
_BELOW = re.compile(
    r"^\s*(?:On .{4,120} wrote:|-{2,} ?(?:Original Message|Forwarded message) ?-{2,}|_{10,})\s*$", re.IGNORECASE
)
"""The line below which an email program puts what is answered."""


WRITTEN = (Channel.SMS, Channel.EMAIL, Channel.NOTE)
"""What is read in silence, so that its lines say where a stretch ends."""
Place = tuple[int, int]
"""First character, and the one behind the last."""


class TextSpan(Value):
    """Characters of a typed text, from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Typed:
    """A text, its words as a transcript, and where each word stands in the text, in the transcript's order."""

    text: str
    transcript: Transcript
    places: tuple[Place, ...]

    @cached_property
    def _numbers(self) -> dict[tuple[Speaker, float], int]:
        """Numbers of the words by speaker and start; of two at the same moment the first."""
        found: dict[tuple[Speaker, float], int] = {}
        at = 0
        for utterance in self.transcript.utterances:
            for word in utterance.words:
                found.setdefault((utterance.speaker, word.start), at)
                at += 1
        return found

    def number(self, evidence: Evidence) -> int | None:
        """The number of the first word of `evidence`; None for words that are not from the transcript."""
        return self._numbers.get((evidence.speaker, evidence.start))

    def span(self, evidence: Evidence) -> TextSpan | None:
        """Where words of the transcript stand in the text; None for words that are not from it."""
        first = self.number(evidence)
        last = first + len(evidence.quote.split()) - 1 if first is not None else None
        if first is None or last is None or last >= len(self.places):
            return None
        return self.between(first, last + 1)

    def between(self, first: int, end: int) -> TextSpan:
        """Where the words from number `first` up to, not including, `end` stand in the text."""
        return TextSpan(start=self.places[first][0], end=self.places[end - 1][1])


def typed(text: str, channel: Channel | None, pace_wpm: float = READING_PACE_WPM) -> Typed:
    """`text` as it is read for this channel: what is written as a letter, anything else as a script."""
    return letter(text, pace_wpm) if channel in WRITTEN else script(text, pace_wpm)


def script(text: str, pace_wpm: float = READING_PACE_WPM) -> Typed:
    """A script or a message to be spoken: see `Transcript.from_script`."""
    places: list[Place] = []
    for at, line in _lines(text):
        match = SCRIPT_LINE.match(line)
        places += _places(match.group(4), at + match.start(4)) if match else _places(line, at)
    return Typed(text, Transcript.from_script(text, pace_wpm), tuple(places))


def letter(text: str, pace_wpm: float = READING_PACE_WPM) -> Typed:
    """A text to be read in silence: every line is a stretch of its own, but one that was only wrapped."""
    stretches: list[list[Place]] = []
    goes_on = False
    for at, line in _own_lines(text):
        here = list(_places(line, at))
        if goes_on and here:
            stretches[-1] += here
        elif here:
            stretches.append(here)
        goes_on = bool(here) and len(line) >= WRAPPED and not line.rstrip().endswith(_LINE_ENDS)
    step, number, utterances = 60.0 / pace_wpm, 0, []
    for stretch in stretches:
        words = []
        for place in stretch:
            start, end = round(number * step, 3), round((number + 1) * step, 3)
            words.append(Word(text=text[place[0] : place[1]], start=start, end=end))
            number += 1
        utterances.append(Utterance(speaker=Speaker.REP, words=tuple(words)))
    places = tuple(place for stretch in stretches for place in stretch)
    return Typed(text, Transcript(utterances=tuple(utterances)), places)


def _own_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that the sender wrote."""
    for at, line in _lines(text):
        if _BELOW.match(line):
            return
        if not line.lstrip().startswith(">"):
            yield at, line


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with the place of its first character."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)


def _places(line: str, at: int) -> Iterable[Place]:
    return ((at + m.start(), at + m.end()) for m in _WORD.finditer(line))
