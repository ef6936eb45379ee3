"""How easy a text reads, by textstat, without its way into the network.

For English, textstat asks nltk for the CMU pronouncing dictionary and lets nltk download it where it is not
installed. We put a small dictionary of our own where nltk looks first: words that hyphenation counts wrong.
Every other word falls back to textstat's own hyphenation, so a text scores the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

PRONUNCIATIONS = Path(__file__).parent / "data" / "pronunciations"

_STOPS = re.compile(r"[.?!]")


class Readability(NamedTuple):
    """Flesch reading ease (higher is easier) and the Flesch-Kincaid grade."""

    ease: float
    grade: float


def readability(sentences: Sequence[str]) -> Readability:
    """Of English sentences. Each gets the one full stop that textstat counts; "Mr." and "9 a.m." have none."""
    text = " ".join(f"{_STOPS.sub('', sentence).replace('-', ' ').strip()}." for sentence in sentences)
    textstat = _textstat()
    return Readability(textstat.flesch_reading_ease(text), textstat.flesch_kincaid_grade(text))


@cache
def _textstat() -> Any:
    # Imported on first use: together they take longer than everything else the command line loads.
    import nltk.data
    import textstat

    nltk.data.path.insert(0, str(PRONUNCIATIONS))
    return textstat
