"""Numbers about one speaker's own words: how many, how fast, with what pauses and fillers, how easy to follow. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from coach.language.fillers import fillers
from coach.language.sentences import PAUSE_S, Passage, plain, sentences
from coach.models import Metric, Speaker, Transcript, Word
from coach.readability import Readability, readability

FEWEST_WORDS = 20
"""Below this many words the reading measures swing with every word."""
WORD_TIME_S = 0.25
"""About how exact the times of Whisper's words are."""
OF_SILENCES = ("patience", "pauses", "longest-pause")
"""Metrics that mean nothing where the times were not heard."""

AT_LEAST = "At least this many: the recogniser leaves many of them out."
WORD_TIMES = f"Word times are right to about {WORD_TIME_S} s."
SPEAKING_TIME = f"Over the time spent speaking; silences of {PAUSE_S} s and more are left out."


def speech_metrics(transcript: Transcript, own: Sequence[Passage]) -> Iterator[Metric]:
    """What one can say of the rep's words, whatever they stand in. `own` are the rep's stretches of `transcript`."""
    words = count_words(own)
    yield count("words", words, "Said by the rep.")
    if found := pace(own):
        yield Metric(name="pace", value=round(found), unit="words a minute", note=SPEAKING_TIME)
    silences = [gap for stretch in own for gap in gaps(stretch.words) if gap >= PAUSE_S]
    yield count("pauses", len(silences), f"Silences of {PAUSE_S} s and more while the rep has the floor. {WORD_TIMES}")
    if silences:
        yield Metric(name="longest-pause", value=round(max(silences), 1), unit="s", note=WORD_TIMES)
    filled = sum(1 for stretch in own for _ in fillers(stretch))
    yield Metric(name="fillers", value=filled, unit="", note=AT_LEAST, bound="at least")
    if words >= FEWEST_WORDS and transcript.language.startswith("en"):
        yield from _reading(readability([s.text for s in sentences(transcript, Speaker.REP)]))


def _reading(found: Readability) -> Iterator[Metric]:
    note = "Flesch reading ease, made for print: higher is easier, and speech reads easier than it sounds."
    yield Metric(name="reading-ease", value=round(found.ease), unit="", note=note)
    note = "Flesch-Kincaid: the US school year that could read it."
    yield Metric(name="reading-grade", value=round(max(0.0, found.grade), 1), unit="school year", note=note)


def count(name: str, value: int, note: str) -> Metric:
    """A metric that counts something."""
    return Metric(name=name, value=value, unit="", note=note)


def count_words(spoken: Iterable[Passage]) -> int:
    """How many words, without what is only punctuation."""
    return sum(1 for passage in spoken for word in passage.words if plain(word.text))


def pace(own: Sequence[Passage]) -> float | None:
    """Words a minute over the time spent speaking; None without any."""
    seconds = sum(speaking_s(stretch.words) for stretch in own)
    return 60 * count_words(own) / seconds if seconds > 0 else None


def speaking_s(words: Sequence[Word]) -> float:
    """Seconds from first to last word without the pauses."""
    return words[-1].end - words[0].start - sum(gap for gap in gaps(words) if gap >= PAUSE_S)


def gaps(words: Iterable[Word]) -> list[float]:
    """The silences between neighbouring words, in seconds; below zero where words overlap."""
    # Rounded, so that a silence of exactly the limit is not lost to the last binary digit.
    return [round(b.start - a.end, 3) for a, b in pairwise(words)]
