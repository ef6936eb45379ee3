"""Kind `channel-fit`: is the text of a length that its channel holds?"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial, unscored
from coach.language.reading import Reading
from coach.language.sentences import Passage
from coach.models import Channel, Verdict


class ChannelFit(Detector):
    """Over a limit by up to `grace` of it is `partial`; so is an email without a subject line."""

    asks_for_absence: ClassVar[bool] = True

    kind: Literal["channel-fit"]
    sms_characters: int = Field(default=320, ge=1, le=5000)
    email_words: int = Field(default=150, ge=1, le=5000)
    voicemail_s: float = Field(default=20.0, gt=0, le=600)
    grace: float = Field(default=0.5, ge=0, le=2)

    def observe(self, reading: Reading) -> Observation:
        match reading.facts.channel:
            case Channel.SMS:
                return self._sms(reading)
            case Channel.EMAIL:
                return self._email(reading)
            case Channel.VOICEMAIL:
                return self._voicemail(reading)
            case Channel.CALL:
                return not_applicable("A call has no length of its own.")
            case Channel.NOTE:
                return not_applicable("A note is as long as its card.")
        return unscored("Tell us how it goes out: by SMS, email or voicemail.")

    def _sms(self, reading: Reading) -> Observation:
        """Characters with one between words: a blank line counts as one."""
        ends: list[int] = []
        length = 0
        for word in reading.transcript.words:
            length += len(word.text) + bool(ends)
            ends.append(length)
        over = sum(end <= self.sms_characters for end in ends)
        return self._held(length, self.sms_characters, "characters", reading, over)

    def _email(self, reading: Reading) -> Observation:
        text = reading.follow_up
        count = sum(len(line.words) for line in text.written)
        seen = self._held(count, self.email_words, "words", reading, self.email_words + self._subject_words(reading))
        if text.subject is None and seen.verdict is not Verdict.MISSED:
            return partial(f"The subject line is missing. {seen.reason}", *seen.evidence)
        return seen

    def _subject_words(self, reading: Reading) -> int:
        return sum(1 for _ in reading.transcript.words) - sum(len(line.words) for line in reading.follow_up.written)

    def _voicemail(self, reading: Reading) -> Observation:
        span = reading.transcript.message_span
        if span is None:
            return unscored("There are no words to read aloud.")
        # Rounded as it is shown: see `measure`.
        seconds = round(span.length, 1)
        within = sum(word.end - span.start <= self.voicemail_s for word in reading.transcript.words)
        return self._held(seconds, self.voicemail_s, "s", reading, within)

    def _held(self, value: float, limit: float, unit: str, reading: Reading, within: int) -> Observation:
        """`within`: how many words of the transcript keep to the limit."""
        reason = f"{value:g} {unit}; the limit is {limit:g}."
        if value <= limit:
            return met(reason)
        rest = [Passage(turn.words[max(0, within - at) :], turn.speaker, turn.turn) for at, turn in _placed(reading)]
        over = [passage for passage in rest if passage.words]
        return (partial if value <= limit * (1 + self.grace) else missed)(reason, *over)


def _placed(reading: Reading) -> list[tuple[int, Passage]]:
    """Every stretch with the number of words before it."""
    found, at = [], 0
    for turn in reading.turns:
        found.append((at, turn))
        at += len(turn.words)
    return found
