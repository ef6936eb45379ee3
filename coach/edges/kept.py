"""What the store hands out, and how values stand in its tables."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Self, TypeVar

from pydantic import ValidationError

from coach.errors import StoreError
from coach.models import Advice, Engine, Facts, Kind, Metric, Recording, Result, Scorecard, Speaker, Transcript, Value

LONGEST_NAME = 255

V = TypeVar("V", bound=Value)


class Kept(Value):
    """A recording as lists show it."""

    id: str
    name: str
    """The name under which the file came first."""
    other_names: tuple[str, ...] = ()
    kept_at: dt.datetime
    has_audio: bool
    is_pinned: bool = False
    """The user wants it kept, however old it is."""
    recording: Recording | None = None
    """None until it has been listened to."""
    facts: Facts = Facts()
    """What the user told us beside the latest result."""
    rubric: str | None = None
    score: int | None = None


class Scored(Value):
    """One result of one recording, as the history shows it."""

    id: str
    """The recording's."""
    name: str
    created_at: dt.datetime
    kind: Kind
    lead: str | None
    rubric: str | None
    rubric_version: int | None
    score: int | None
    engine: str
    speech_model: str
    is_latest: bool
    """False when the recording was scored again since: by another engine or rubric, or with other facts."""


class Judgement(Value):
    """A result without its transcript, which several results may share."""

    recording: Recording
    scorecard: Scorecard | None
    metrics: tuple[Metric, ...]
    advice: Advice
    engine: Engine

    @classmethod
    def of(cls, result: Result) -> Self:
        recording = result.recording.model_copy(update={"name": plain_name(result.recording.name)})
        return cls(
            recording=recording,
            scorecard=result.scorecard,
            metrics=result.metrics,
            advice=result.advice,
            engine=result.engine,
        )

    @property
    def nameless(self) -> Self:
        """For comparing: the same file under another name is judged the same."""
        return self.model_copy(update={"recording": self.recording.model_copy(update={"name": ""})})

    def on(self, transcript: Transcript) -> Result:
        """The result that this was taken from."""
        return Result(
            recording=self.recording,
            transcript=transcript,
            scorecard=self.scorecard,
            metrics=self.metrics,
            advice=self.advice,
            engine=self.engine,
        )


def plain_name(name: str) -> str:
    """A file's name as it can be kept: bytes that are no text are spelled out, and it has an end."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:LONGEST_NAME] or "recording"


def same_person(lead: str) -> str:
    """One spelling for all the ways to write a name: case, spacing and letter forms do not matter."""
    return " ".join(unicodedata.normalize("NFKC", lead).casefold().split())


def message_text(transcript: Transcript) -> str:
    """What the rep said, without a recorded greeting."""
    spoken = transcript.by(Speaker.REP) or transcript.by(Speaker.UNKNOWN)
    return " ".join(utterance.text for utterance in spoken)


def read_value(of: type[V], body: str) -> V:
    """The value that was kept as this JSON. Raises StoreError when it has another shape."""
    try:
        return of.model_validate_json(body)
    except ValidationError as error:
        raise StoreError(
            "A result kept here was made by another version of Callback Coach and cannot be read.",
            "Score the recording again.",
        ) from error
