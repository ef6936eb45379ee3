"""A session with a group: clips in an order, a question to each, and what the group decided. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from coach.errors import CoachError
from coach.models import Transcript, Value
from coach.reviews import Text

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
SHORTEST_S, LONGEST_S = 1.0, 180.0
"""What a group listens to at once."""
LEAD_IN_S, LEAD_OUT_S = 0.3, 0.7
"""What is heard before and after words, so that they are not cut."""
BEFORE_S, AFTER_S = 2.0, 12.0
"""What is heard around a moment that has no end."""


class Details(Value):
    """A session's name, and whether those who are heard stay unnamed."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    hides_names: bool = False


class Clip(Value):
    """A stretch of a recording for the group to hear; `criterion` is the point that it is about."""

    recording: str
    start: Seconds
    end: Seconds
    criterion: str | None = None

    @model_validator(mode="after")
    def _can_be_heard(self) -> Self:
        if not SHORTEST_S - 0.01 <= self.end - self.start <= LONGEST_S + 0.01:
            raise ValueError(f"a clip lasts from {SHORTEST_S:.0f} to {LONGEST_S:.0f} seconds")
        return self


class Note(Value):
    """A text to one clip: the question to the group, or what it decided."""

    clip: int
    text: Text


class Order(Value):
    """The clips of the agenda from first to last; one that is not among them was taken off."""

    clips: tuple[int, ...]


class OnAgenda(Value):
    """A clip with what was asked and decided."""

    id: int
    clip: Clip
    question: str = ""
    decided: str = ""
    decided_by: str = ""


class Session(Value):
    """A session as it stands now."""

    id: str
    details: Details
    touched_at: AwareDatetime
    agenda: tuple[OnAgenda, ...] = ()
    taken_off: tuple[OnAgenda, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(item.id for item in self.agenda)

    def at(self, number: int) -> OnAgenda | None:
        """The clip of this number, from 1; None where there is none."""
        return self.agenda[number - 1] if 1 <= number <= len(self.agenda) else None


def arranged(clips: Sequence[int], order: Sequence[int], newest_then: int) -> tuple[int, ...]:
    """The agenda: as it was last put in order, then the clips that came after `newest_then`."""
    return tuple([clip for clip in order if clip in clips] + [clip for clip in clips if clip > newest_then])


def moved(clips: Sequence[int], clip: int, step: int) -> tuple[int, ...]:
    """The same clips with this one `step` places further down; at an end it stays there."""
    if clip not in clips:
        return tuple(clips)
    rest = [other for other in clips if other != clip]
    place = min(max(0, clips.index(clip) + step), len(rest))
    return (*rest[:place], clip, *rest[place:])


def around(transcript: Transcript, start: float, end: float | None, length: float) -> tuple[float, float]:
    """From where to where to hear these words and no others, or what is said at a moment where `end` is None."""
    first, last = start - BEFORE_S, start + AFTER_S
    if end is not None:
        words = [word for utterance in transcript.utterances for word in utterance.words]
        first = max([start - LEAD_IN_S, *(word.end for word in words if word.end <= start)])
        last = min([end + LEAD_OUT_S, *(word.start for word in words if word.start >= end)])
    last = min(last, length)
    first = min(max(0.0, first), max(0.0, last - SHORTEST_S))
    return round(first, 1), round(min(max(last, first + SHORTEST_S), first + LONGEST_S), 1)


def cut(transcript: Transcript, start: float, end: float) -> Transcript:
    """The words that are said in this stretch: at least half of each."""
    utterances = []
    for utterance in transcript.utterances:
        if words := tuple(word for word in utterance.words if start <= (word.start + word.end) / 2 <= end):
            utterances.append(utterance.model_copy(update={"words": words}))
    return transcript.model_copy(update={"utterances": tuple(utterances)})


def words_in(transcript: Transcript, start: float, end: float) -> str:
    """What is said in this stretch, without who says it."""
    return " ".join(utterance.text for utterance in cut(transcript, start, end).utterances)


def clip_of(recording: str, start: float, end: float, criterion: str | None, length: float) -> Clip:
    """The clip from `start` to `end`. Raises CoachError where nobody could listen to it."""
    if end > length + 0.5:
        raise CoachError("The clip ends after the recording does.", "Give an earlier end.")
    if end - start < SHORTEST_S - 0.01:
        raise CoachError("The clip ends before it has begun.", f"Let it last {SHORTEST_S:.0f} second at least.")
    if end - start > LONGEST_S + 0.01:
        raise CoachError(
            f"The clip is longer than {LONGEST_S:.0f} seconds.", "Choose the part that the group is to talk about."
        )
    return Clip(recording=recording, start=start, end=end, criterion=criterion)


def until(transcript: Transcript, last: float) -> float:
    """When the word that begins at `last` is over."""
    near = 0.001
    ends = [w.end for u in transcript.utterances for w in u.words if abs(w.start - last) <= near]
    return max(ends, default=last)
