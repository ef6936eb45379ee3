"""What a draft may say, what a model wrote, and what is left of it, as values. Pure."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict

from coach.asking import Output
from coach.language.everyday import SAME_TIME, TIMES
from coach.language.figures import Figure, figures
from coach.language.sentences import plain
from coach.language.stems import stem
from coach.models import Speaker, Value


class WrittenDraft(Output):
    """What a model writes: a subject line (empty where the channel has none) and its sentences."""

    subject: str
    sentences: list[str]


class GroundFact(Value):
    """One thing that was really said, in our words, and the words that show it."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    text: str
    quote: str
    start: float
    end: float
    speaker: Speaker = Speaker.PROSPECT
    to_lead: bool = False
    """`text` is put as the rep says it to the lead ("your claim"), so that it shows who is who."""

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, f"{plain(self.text)} {plain(self.quote)}".split()))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return (*figures(self.text), *figures(self.quote))

    @cached_property
    def times(self) -> frozenset[str]:
        return times_in(f"{plain(self.text)} {plain(self.quote)}")


class Grounds(Value):
    """All that a draft may say: facts, and the names, numbers and dates that it may use beside them."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    facts: tuple[GroundFact, ...]
    names: tuple[str, ...] = ()
    """Of the lead, the rep, the firm, and whoever else may be named."""
    numbers: tuple[str, ...] = ()
    """Such as the number to call back, as written."""
    dates: tuple[str, ...] = ()
    """Such as "Thursday, November 26 at 10:00" or "tomorrow", true on the day of sending."""

    as_is: tuple[str, ...] = ()
    """Sentences that may stand word for word though they claim nothing: "I can go over that with you."."""

    @cached_property
    def own_sentences(self) -> frozenset[str]:
        return frozenset(map(plain, self.as_is))

    @cached_property
    def own_figures(self) -> frozenset[str]:
        """Values that may be named without a fact; of an hour after noon both ways of saying it."""
        values = {figure.value for text in (*self.numbers, *self.dates) for figure in figures(text)}
        digits = {re.sub(r"\D", "", number) for number in self.numbers}
        afternoon = {
            f"{int(hours) - 12}{'' if minutes == '00' else minutes}"
            for hours, minutes in re.findall(r"\b(1[3-9]|2[0-3]):(\d\d)", " ".join(self.dates))
        }
        return frozenset(values | digits | afternoon)

    @cached_property
    def number_words(self) -> frozenset[str]:
        """The words of numbers that were said digit by digit: "oh", "double"."""
        return frozenset(plain(" ".join(self.numbers)).split())

    @cached_property
    def own_times(self) -> frozenset[str]:
        clock = re.findall(r"\b([01]?\d|2[0-3]):\d\d", " ".join(self.dates))
        parts = {part for hours in clock for part in (["morning"] if int(hours) < 12 else ["afternoon", "evening"])}
        return times_in(plain(" ".join(self.dates))) | parts

    @cached_property
    def own_names(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in plain(name.replace("&", " and ")).split())


class Kept(Value):
    """A sentence that may stand, and the facts behind it; a greeting, a sender, an ask or thanks needs none."""

    text: str
    role: Literal["fact", "greeting", "sender", "ask", "thanks"]
    facts: tuple[GroundFact, ...] = ()


class Dropped(Value):
    """A sentence that may not stand, and why."""

    text: str
    why: str


class Grounded(Value):
    """What is left of a draft."""

    kept: tuple[Kept, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.kept)

    @property
    def has_facts(self) -> bool:
        """Whether anything is left that could only go to this lead."""
        return any(sentence.facts for sentence in self.kept)


def times_in(spoken: str) -> frozenset[str]:
    """The words of time in plain text, each in one form."""
    found = (match.group() for match in TIMES.finditer(spoken))
    return frozenset(stem(SAME_TIME.get(word, word)) for word in found)
