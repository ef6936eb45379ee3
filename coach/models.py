"""The nouns of the product, as frozen values. Times are float seconds from the start of the recording."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

READING_PACE_WPM = 156.0
"""Pace at which a text without times is read: 2.6 words a second (rubric guide, rulings)."""
TURN_GAP_S = 0.3
"""Silence between the turns of a text without times (rubric guide, rulings)."""


class Value(BaseModel):
    """Base of every noun: cannot be changed, and refuses a field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    """What a recording is, which decides the rubric."""

    VOICEMAIL = "voicemail"
    CALL = "call"
    FOLLOW_UP = "follow-up"
    """A text for a lead, held against what every follow-up needs; `Facts.channel` says how it goes out."""
    NO_SPEECH = "no-speech"


class Channel(StrEnum):
    """How a follow-up reaches the lead."""

    SMS = "sms"
    EMAIL = "email"
    VOICEMAIL = "voicemail"
    CALL = "call"
    """The opening of the next call."""
    NOTE = "note"
    """A handwritten one (S003)."""


class Speaker(StrEnum):
    """Who speaks. The rep is the person we coach, the prospect the one called."""

    REP = "rep"
    PROSPECT = "prospect"
    GREETING = "greeting"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a criterion came to. `n/a` does not apply; `unscored` could not be judged."""

    MET = "met"
    PARTIAL = "partial"
    MISSED = "missed"
    NOT_APPLICABLE = "n/a"
    UNSCORED = "unscored"


class QuestionType(StrEnum):
    """The one type that a rep's question has (rubric guide, Call)."""

    CONNECTING = "connecting"
    SITUATION = "situation"
    PROBING = "probing"
    GOOD_TIME = "good-time"
    CONFIRMATION = "confirmation"
    OTHER = "other"


class Span(Value):
    """A stretch of the recording."""

    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


class Word(Value):
    """One word as heard, with the recogniser's own probability (1.0 where the text was typed)."""

    text: str
    start: float
    end: float
    probability: float = 1.0


class Utterance(Value):
    """One stretch of words by one speaker, never empty."""

    speaker: Speaker
    words: tuple[Word, ...]
    voice: str | None = None
    """Which of the voices that were told apart: "left" and "right" of two channels, "A", "B" and on of one; None
    where nobody had to be told apart."""
    sure: float | None = None
    """Chance, 0 to 1, that its words are this voice's; None where nothing was measured, or a person said so."""

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Evidence(Value):
    """Words really spoken, and when."""

    quote: str
    start: float
    end: float
    speaker: Speaker


SCRIPT_LINE = re.compile(r"^\s*(?:\[(\d{1,4}):(\d\d(?:\.\d+)?)\]\s*)?(rep|prospect|greeting|unknown)\s*:\s*(.*)$")
"""A line of a script that says who speaks: minutes, seconds, speaker, words."""


class Basis(StrEnum):
    """What tells which voice is the rep's, the most trusted first."""

    TOLD = "told"
    SAID = "said"
    VOICE = "voice"
    CHANNEL = "channel"
    NOTHING = "nothing"


class Casting(Value):
    """Which voice is the rep's, and how we know."""

    rep: str | None
    """None when it cannot be told: then the speakers stay unknown."""
    basis: Basis
    because: str
    """In plain words, for the user."""
    sure: float = 1.0
    """Chance, 0 to 1, that it is right."""


class Transcript(Value):
    """Who said which words when, in order of start.

    `message` is where the caller's own message lies in a voicemail, measured from the sound; None for a
    call, and for a text, where the words themselves say it.
    """

    utterances: tuple[Utterance, ...]
    message: Span | None = None
    language: str = "en"
    complete: bool = True
    """False when sound was lost: then what we did not hear may have been said all the same."""
    casting: Casting | None = None
    """Who was taken for the rep, where several voices were told apart."""

    @classmethod
    def from_text(cls, text: str, pace_wpm: float = READING_PACE_WPM, speaker: Speaker = Speaker.REP) -> Self:
        """One speaker's text, read without pauses at `pace_wpm` words a minute."""
        return cls.from_turns([(speaker, text)], pace_wpm)

    @classmethod
    def from_turns(
        cls,
        turns: Iterable[tuple[Speaker | str, str]],
        pace_wpm: float = READING_PACE_WPM,
        starts: Iterable[float | None] = (),
    ) -> Self:
        """Turns read at `pace_wpm`, `TURN_GAP_S` apart; `starts` pins a turn to a moment."""
        clock, utterances = 0.0, []
        pinned = iter(starts)
        step = 60.0 / pace_wpm
        for speaker, text in turns:
            start = next(pinned, None)
            clock = clock if start is None else start
            words = []
            for token in text.split():
                words.append(Word(text=token, start=round(clock, 3), end=round(clock + step, 3)))
                clock += step
            if words:
                utterances.append(Utterance(speaker=Speaker(speaker), words=tuple(words)))
                clock += TURN_GAP_S
        return cls(utterances=tuple(utterances))

    @classmethod
    def from_script(cls, script: str, pace_wpm: float = READING_PACE_WPM) -> Self:
        """A script as trainers write it: `rep: ...`, or `[0:41] prospect: ...` to pin a turn to a moment.

        A line without a speaker goes on with the turn before it; a script without any is the rep's.
        """
        turns: list[tuple[Speaker | str, str]] = []
        starts: list[float | None] = []
        for line in script.splitlines():
            if match := SCRIPT_LINE.match(line):
                minutes, seconds, speaker, text = match.groups()
                turns.append((speaker, text))
                starts.append(60.0 * int(minutes) + float(seconds) if minutes else None)
            elif turns:
                turns[-1] = (turns[-1][0], f"{turns[-1][1]} {line}")
            else:
                turns.append((Speaker.REP, line))
                starts.append(None)
        return cls.from_turns(turns, pace_wpm, starts)

    def by(self, *speakers: Speaker) -> tuple[Utterance, ...]:
        """The utterances of these speakers, in order."""
        return tuple(u for u in self.utterances if u.speaker in speakers)

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices that were told apart, in order of their first word."""
        return tuple(dict.fromkeys(u.voice for u in self.utterances if u.voice is not None))

    def cast(self, casting: Casting) -> Self:
        """The same words with `casting.rep` as the rep and every other voice on the prospect's side."""
        side = {voice: Speaker.REP if voice == casting.rep else Speaker.PROSPECT for voice in self.voices}
        if casting.rep is None:
            side = dict.fromkeys(side, Speaker.UNKNOWN)
        utterances = tuple(
            u if u.voice is None else u.model_copy(update={"speaker": side[u.voice]}) for u in self.utterances
        )
        return self.model_copy(update={"utterances": utterances, "casting": casting})

    @property
    def words(self) -> Iterator[Word]:
        return (word for utterance in self.utterances for word in utterance.words)

    @property
    def text(self) -> str:
        return " ".join(u.text for u in self.utterances)

    @property
    def digest(self) -> str:
        """sha256 of the words, speakers and times: two transcripts are the same when their digests are."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def speakers_known(self) -> bool:
        """False when somebody speaks of whom we cannot say who it is."""
        return all(u.speaker is not Speaker.UNKNOWN for u in self.utterances)

    @property
    def rep_known(self) -> bool:
        """False when it is not even known who the rep is; single utterances may be nobody's all the same."""
        return self.speakers_known or bool(self.by(Speaker.REP))

    @property
    def message_span(self) -> Span | None:
        """Where the rep's message lies: measured from the sound, else first to last word; None without one."""
        if self.message is not None:
            return self.message
        own = self.by(Speaker.REP)
        return Span(start=own[0].start, end=max(u.end for u in own)) if own else None


class Facts(Value):
    """What is known beside the recording. Everything may be missing; detectors work without."""

    kind: Kind = Kind.VOICEMAIL
    caller: str | None = None
    """The rep's own name."""
    firm: str | None = None
    lead: str | None = None
    """The prospect's name."""
    company: str | None = None
    about: str | None = None
    """What the lead asked about."""
    previous: tuple[str, ...] | None = None
    """Texts of earlier messages to this lead, oldest first; None or empty when there is none."""
    channel: Channel | None = None
    """How a follow-up goes out; None where it is no follow-up."""
    conversation: tuple[str, ...] | None = None
    """What was said in the conversation that a follow-up goes on from: the lead's own words, and what was agreed.
    None where nothing of it is known; a follow-up is then judged by its form."""
    first_text: bool | None = None
    """Whether this is the first SMS to the lead; None when not told: then it is where `previous` holds nothing."""
    date: dt.date | None = None
    """The day of the recording, in the lead's zone."""
    timezone: str | None = None
    practice: bool | None = None
    """True for a take that was spoken to practise: the lead never heard it."""


class Question(Value):
    """A question of the rep, with what decided its type."""

    text: str
    type: QuestionType
    start: float
    end: float
    because: str = ""
    grew_from: Evidence | None = None
    """Of a connecting question: the prospect's words that it takes up, where it does."""


class NextStep(Value):
    """The step that the call ends on, in its last version (rubric guide, `next-step`)."""

    action: str
    when: str | None = None
    date: dt.date | None = None
    time: str | None = None
    """Clock time of the lead's zone, `HH:MM`; of a range its start."""
    purpose: str | None = None
    owner: Literal["rep", "prospect", "both"] = "both"
    confirmed: bool = False
    start: float = 0.0
    end: float = 0.0


class Finding(Value):
    """What came of one criterion, why, and the words that show it."""

    criterion: str
    verdict: Verdict
    reason: str
    evidence: tuple[Evidence, ...] = ()
    please_confirm: str | None = None
    """A doubt that only a listener can settle: "heard as 'Sesha', please confirm"."""


class Scorecard(Value):
    """All findings of one recording under one version of a rubric."""

    rubric: str
    rubric_version: int
    rubric_digest: str
    findings: tuple[Finding, ...]
    score: int | None
    """0 to 100, the weighted credit over what could be judged; None when nothing could."""
    questions: tuple[Question, ...] = ()
    next_step: NextStep | None = None

    def finding(self, criterion: str) -> Finding:
        """The finding of this criterion. Raises KeyError when the rubric has none."""
        for finding in self.findings:
            if finding.criterion == criterion:
                return finding
        raise KeyError(criterion)


class Metric(Value):
    """A number about the recording, said honestly: `note` holds the caveat that belongs to it."""

    name: str
    value: float
    unit: str
    note: str = ""
    bound: Literal["less than", "at least"] | None = None
    """How the true value lies to `value`, where it is only known to be below it, or not below it."""


class Advice(Value):
    """One strength and the one change that gains most."""

    strength: str | None = None
    strength_criterion: str | None = None
    strength_evidence: tuple[Evidence, ...] = ()
    change: str | None = None
    change_criterion: str | None = None
    gain: int = 0
    """Points that the change would add to the score."""
    evidence: tuple[Evidence, ...] = ()
    """The words that the change is about: those to cut, or those to say otherwise."""


class Recording(Value):
    """An audio file and what we know about it."""

    id: str
    """sha256 of the file's bytes, hex: the same file is the same recording."""
    name: str
    """The file's name as the user knows it; never used as a path."""
    kind: Kind
    kind_reason: str
    duration_s: float
    """Length that the container announces, or what decoded where it announces none."""
    decoded_s: float
    channels: int
    damaged_packets: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of the announced length that decoded, 0 to 1."""
        return min(1.0, self.decoded_s / self.duration_s) if self.duration_s else 0.0


class Engine(Value):
    """What produced a result: the same engine gives the same result."""

    version: str
    speech_model: str
    speech_model_digest: str
    rubric_digest: str


class Result(Value):
    """Everything that `score` says of one recording."""

    recording: Recording
    transcript: Transcript
    scorecard: Scorecard | None
    """None when there was nothing to score (no speech, or no message after the greeting)."""
    metrics: tuple[Metric, ...] = ()
    advice: Advice = Advice()
    engine: Engine
