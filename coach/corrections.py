"""What a listener puts right in a transcript: words, who said them, where a turn begins. Pure; the original stays.

A correction speaks of the transcript as it stands when the correction is made. All come from a page or a command,
so their sizes and characters are checked here, whoever made them.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError, field_validator

from coach.errors import CoachError
from coach.models import Speaker, Transcript, Value

MOST_CORRECTIONS = 2000
"""Of one recording: an hour has some 800 turns."""
LONGEST_TEXT = 300
"""Characters that one correction may put in."""
MOST_WORDS = 60

_Index = Annotated[int, Field(ge=0, le=1_000_000)]


class CorrectWord(Value):
    """`count` words from `word` on are `text` instead, which shares out their time evenly; empty takes them away."""

    kind: Literal["word"] = "word"
    utterance: _Index
    word: _Index
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]

    @field_validator("text")
    @classmethod
    def _words_that_can_be_seen(cls, text: str) -> str:
        if any(unicodedata.category(character).startswith("C") for character in text):
            raise ValueError("the text holds characters that cannot be seen")
        if len(text.split()) > MOST_WORDS:
            raise ValueError(f"more than {MOST_WORDS} words at once")
        return text


class SetSpeaker(Value):
    """The utterance is `speaker`'s, or its words `first` up to, not including, `last` are: the rest is split off.

    With `run_on`, a neighbour by the same speaker that goes on without a pause becomes one with it, so that a sentence
    that was torn is whole again.
    """

    kind: Literal["speaker"] = "speaker"
    utterance: _Index
    speaker: Speaker
    first: _Index = 0
    last: _Index | None = None
    run_on: bool = False


class SplitUtterance(Value):
    """A new utterance by the same speaker begins at `word`."""

    kind: Literal["split"] = "split"
    utterance: _Index
    word: _Index


class JoinUtterances(Value):
    """The utterance and the one after it are one, by the speaker of the first."""

    kind: Literal["join"] = "join"
    utterance: _Index


class TypedLine(Value):
    """`count` words of an utterance from `first` on as somebody typed them anew; not kept, but taken for `edits`."""

    kind: Literal["text"] = "text"
    utterance: _Index
    first: _Index
    count: _Index
    text: Annotated[str, Field(max_length=LONGEST_TEXT * 10)]


class Swap(Value):
    """Rep and prospect are the other way round, everywhere."""

    kind: Literal["swap"] = "swap"


class CastRep(Value):
    """The rep is this voice, every other voice is on the prospect's side."""

    kind: Literal["cast"] = "cast"
    voice: Annotated[str, Field(min_length=1, max_length=20)]


Correction = Annotated[
    CorrectWord | SetSpeaker | SplitUtterance | JoinUtterances | Swap | CastRep, Field(discriminator="kind")
]
_CORRECTION: TypeAdapter[Correction] = TypeAdapter(Correction)


def read_correction(told: Any) -> Correction:
    """The correction that a page or a file tells. Raises CoachError when it is none, or too large."""
    try:
        return _CORRECTION.validate_python(told)
    except ValidationError as error:
        raise _refused(error) from None


def read_event(told: Any, transcript: Transcript) -> tuple[Correction, ...]:
    """What a page asks for, as corrections of `transcript`: one, or those of a line that was typed anew.

    Raises CoachError when it is nothing that can be asked for.
    """
    if not (isinstance(told, dict) and told.get("kind") == "text"):
        return (read_correction(told),)
    try:
        return edits(TypedLine.model_validate(told), transcript)
    except ValidationError as error:
        raise _refused(error) from None


def edits(typed: TypedLine, transcript: Transcript) -> tuple[CorrectWord, ...]:
    """The fewest corrections that turn the words of a line into what was typed, the last one first.

    Words that stay keep their times. Raises CoachError when there are no such words.
    """
    first, count = typed.first, typed.count
    if typed.utterance >= len(transcript.utterances):
        raise _outdated()
    words = [word.text for word in transcript.utterances[typed.utterance].words[first : first + count]]
    if not words or len(words) != count:
        raise _outdated()
    wanted = typed.text.split()
    made: list[CorrectWord] = []
    for tag, a, b, c, d in reversed(SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes()):
        if tag == "replace" and b - a == d - c:
            spots = [(a + n, 1, wanted[c + n]) for n in reversed(range(b - a))]
        elif tag == "insert" and a:
            spots = [(a - 1, 1, " ".join([words[a - 1], *wanted[c:d]]))]
        elif tag == "insert":
            spots = [(0, 1, " ".join([*wanted[c:d], words[0]]))]
        elif tag != "equal":
            spots = [(a, b - a, " ".join(wanted[c:d]))]
        else:
            continue
        made += [CorrectWord(utterance=typed.utterance, word=first + at, count=n, text=put) for at, n, put in spots]
    return tuple(made)


def _outdated() -> CoachError:
    return CoachError("This line was changed in the meantime.", "Look at it as it is now, and correct it again.")


def _refused(error: ValidationError) -> CoachError:
    first = error.errors(include_url=False, include_input=False)[0]
    what = first["msg"].removeprefix("Value error, ")
    return CoachError(f"This correction cannot be taken: {what}.", "Correct it in smaller parts.")
