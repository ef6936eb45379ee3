"""What happens to a recording, in order: decode, measure, hear, find out what it is and who speaks, score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coach import __version__
from coach.advice import advise
from coach.casting import Clues, who_is_the_rep
from coach.edges.audio import AudioReader, fingerprint, open_audio
from coach.edges.channels import apart, by_louder, has_two_parties, in_turns
from coach.edges.doubts import doubts
from coach.edges.kind import guess_kind
from coach.edges.message import find_message
from coach.edges.sound import FRAME, RATE, Samples, Sound, measure, mixdown, quietest
from coach.edges.transcribe import Track, Transcriber, hints
from coach.edges.weights import SpeechModel
from coach.errors import CoachError
from coach.language.sentences import sentences
from coach.metrics import measure as measure_speech
from coach.models import (
    Advice,
    Engine,
    Facts,
    Kind,
    Recording,
    Result,
    Speaker,
    Transcript,
    Utterance,
    Word,
)
from coach.rubric import Rubric
from coach.scoring import score

COMPLETE = 0.98
"""Share of a recording that must decode before the absence of words is taken for an absence."""
NO_CLUES = Clues()
_BORDER_S = 60.0
"""A block ends in the longest pause of its last minute, so that no word lies on a border."""


@dataclass(frozen=True)
class Progress:
    """How far the work is. `fraction` is of the whole recording, `text` what was heard last."""

    stage: str
    fraction: float
    seconds_done: float
    text: str = ""


@dataclass(frozen=True)
class Tools:
    """What hearing needs of the world beside the file."""

    transcriber: Transcriber
    on_progress: Callable[[Progress], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False


class CancelledError(CoachError):
    """Somebody stopped the work."""

    def __init__(self) -> None:
        super().__init__("Stopped before the end.", "Nothing was kept; start it again whenever you like.")


def hear(
    path: Path,
    facts: Facts,
    tools: Tools,
    kind: Kind | None = None,
    clues: Clues = NO_CLUES,
    name: str | None = None,
) -> tuple[Recording, Transcript]:
    """What is said in the file at `path`, by whom and when; `kind` and `clues` overrule what we find.

    `name` is the one that the user knows the file by.

    Raises AudioError when there is no sound to read, ModelError without a model, CancelledError when stopped.
    """
    identity = fingerprint(path)
    with open_audio(path, name) as reader:
        heard = _listen(reader, hints(facts), tools)
        report = reader.report
    words, sound = heard.words, heard.sound
    message = find_message(words, sound)
    found, because = guess_kind(words, message, heard.sides is not None)
    if kind is not None and found is not Kind.NO_SPEECH:
        found, because = kind, "you said so"
    utterances: tuple[Utterance, ...] = ()
    if found is Kind.CALL:
        utterances = in_turns(*heard.sides, sound) if heard.sides else one_speaker(words, Speaker.UNKNOWN)
    elif found is Kind.VOICEMAIL:
        middle = [(w.start + w.end) / 2 for w in words]
        greeting = [w for w, m in zip(words, middle, strict=True) if m < message.begins]
        own = [w for w, m in zip(words, middle, strict=True) if m >= message.begins]
        utterances = one_speaker(greeting, Speaker.GREETING) + one_speaker(own, Speaker.REP)
    recording = Recording(
        id=identity,
        name=name or path.name,
        kind=found,
        kind_reason=because,
        duration_s=round(report.container_s or report.decoded_s + report.lost_s, 3),
        decoded_s=round(report.decoded_s, 3),
        channels=report.channels,
        damaged_packets=report.damaged_packets,
        warnings=(*report.warnings, *doubts(words)),
    )
    tools.on_progress(Progress("heard", 1.0, sound.end))
    transcript = Transcript(
        utterances=utterances,
        message=message.span if found is Kind.VOICEMAIL else None,
        language=heard.language,
        complete=recording.coverage >= COMPLETE,
    )
    return recording, transcript.cast(who_is_the_rep(transcript, facts, clues)) if transcript.voices else transcript


def one_speaker(words: Sequence[Word], speaker: Speaker) -> tuple[Utterance, ...]:
    """Everything said by one, or by nobody knows whom: an utterance for each sentence, or stretch between pauses."""
    if not words:
        return ()
    whole = Utterance(speaker=speaker, words=tuple(words))
    return tuple(Utterance(speaker=speaker, words=s.words) for s in sentences(Transcript(utterances=(whole,)), speaker))


@dataclass(frozen=True)
class _Heard:
    """The words of a whole recording in order, and what was measured of it."""

    words: tuple[Word, ...]
    sides: tuple[tuple[Word, ...], tuple[Word, ...]] | None
    """Those of the left and of the right channel; None unless the channels hold a party each."""
    sound: Sound
    language: str


def _listen(reader: AudioReader, names: str, tools: Tools) -> _Heard:
    """Block by block: while the channels hold a party each, to each by itself, and else to the mix."""
    mixed: list[Word] = []
    sides: tuple[list[Word], list[Word]] = ([], [])
    two_parties = False
    sound = Sound.joined([])
    language: str | None = None
    length = reader.probable_s

    def go_on() -> None:
        if tools.cancelled():
            raise CancelledError

    def listener(done: float, text: str) -> None:
        go_on()
        fraction = min(done / length, 1.0) if length else 0.0
        tools.on_progress(Progress("listening", fraction, done, text))

    for start, block in _blocks(reader):
        listener(start, "")
        measured = measure(block, start, go_on)
        sound = Sound.joined([sound, measured] if start else [measured])
        two_parties = two_parties or has_two_parties(sound)
        tracks = apart(block, sound) if two_parties else (Track(mixdown(block), measured),)
        heard = tools.transcriber.transcribe(tracks, names, language, listener)
        for said, words in zip(sides if two_parties else (mixed,), heard.words, strict=True):
            said.extend(words)
        if any(heard.words):
            language = heard.language
    if not two_parties:
        return _Heard(tuple(mixed), None, sound, language or "en")
    left, right = ((*before, *after) for before, after in zip(by_louder(mixed, sound), sides, strict=True))
    return _Heard(tuple(sorted([*left, *right], key=lambda w: w.start)), (left, right), sound, language or "en")


def _blocks(reader: AudioReader) -> Iterator[tuple[float, Samples]]:
    """The recording in blocks of about a window, each ending in a pause; the rest goes into the next."""
    rest: Samples | None = None
    start = 0.0
    for window in reader.windows():
        block = window.samples if rest is None else np.concatenate([rest, window.samples], axis=1)
        mono = mixdown(block)
        if len(mono) < 2 * _BORDER_S * RATE:
            rest = block
            continue
        cut = quietest(mono, (len(mono) - int(_BORDER_S * RATE)) // FRAME * FRAME)
        del window, mono  # not kept while the block is listened to
        yield start, block[:, :cut]
        rest, start = block[:, cut:].copy(), round(start + cut / RATE, 3)
    if rest is not None and rest.shape[1]:
        yield start, rest


def assess(
    recording: Recording, transcript: Transcript, rubric: Rubric | None, facts: Facts, model: SpeechModel
) -> Result:
    """Hold what was heard against `rubric`; None when there is nothing to hold against one. Pure."""
    card = score(transcript, rubric, facts) if rubric else None
    return Result(
        recording=recording,
        transcript=transcript,
        scorecard=card,
        metrics=measure_speech(transcript, recording.kind, card.questions) if card else (),
        advice=advise(transcript, card, rubric, facts) if card and rubric else Advice(),
        engine=Engine(
            version=__version__,
            speech_model=model.name,
            speech_model_digest=model.digest,
            rubric_digest=rubric.digest if rubric else "",
        ),
    )


def score_recording(
    path: Path,
    name: str,
    facts: Facts,
    tools: Tools,
    rubric_for: Callable[[Kind], Rubric],
    kind: Kind | None = None,
    clues: Clues = NO_CLUES,
) -> Result:
    """Everything that happens to a recording, from its file to its scorecard.

    Raises what `hear` and `rubric_for` do.
    """
    recording, transcript = hear(path, facts, tools, kind, clues, name)
    facts = facts.model_copy(update={"kind": recording.kind})
    rubric = rubric_for(recording.kind) if transcript.by(Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN) else None
    return assess(recording, transcript, rubric, facts, tools.transcriber.model)
