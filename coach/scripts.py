"""A call script as values: what the rep is to say, in which part of the call, and where it stands in the text."""

from __future__ import annotations

from enum import StrEnum

from coach.models import Speaker, Value
from coach.typed import TextSpan


class ScriptPart(StrEnum):
    """The parts of a call to a lead (S002, and S000 step 1 for the close)."""

    OPENING = "opening"
    CONNECTING = "connecting"
    SITUATION = "situation"
    PROBING = "probing"
    LISTENING = "listening"
    CLOSE = "close"
    OTHER = "other"


class Slot(StrEnum):
    """What a blank of a script waits for."""

    CALLER = "your own name"
    FIRM = "your firm"
    LEAD = "the lead's name"
    TOPIC = "what they asked about"
    TIME = "day and time"
    PURPOSE = "what it is for"
    THEIR_POINT = "their own words"
    SOMETHING = "something"


class ScriptWord(Value):
    """A word of a script and where it stands; of a blank what it waits for, with the mark that follows it."""

    text: str
    start: int
    end: int
    slot: Slot | None = None


class ScriptLine(Value):
    """One stretch that somebody says. `condition`: when it is said, where the script says it only then."""

    speaker: Speaker
    words: tuple[ScriptWord, ...]
    part: ScriptPart = ScriptPart.OTHER
    condition: str | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Blank(Value):
    """A place of the script that is left open, and what belongs there: `fill` where the facts tell it."""

    text: str
    slot: Slot
    span: TextSpan
    fill: str | None = None


class Direction(Value):
    """What the script tells the rep to do and not to say: a stage direction, or a line of an outline."""

    text: str
    span: TextSpan


class Script(Value):
    """A script as it was read. `dialogue`: the prospect's lines are in it too."""

    text: str
    lines: tuple[ScriptLine, ...]
    blanks: tuple[Blank, ...] = ()
    directions: tuple[Direction, ...] = ()

    @property
    def dialogue(self) -> bool:
        return any(line.speaker is Speaker.PROSPECT for line in self.lines)

    @property
    def rep(self) -> tuple[ScriptLine, ...]:
        return tuple(line for line in self.lines if line.speaker is Speaker.REP)


class Status(StrEnum):
    """What became of a line of the script."""

    SAID = "said"
    CHANGED = "changed"
    SKIPPED = "skipped"
