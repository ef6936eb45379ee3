"""What happens to a recording, in order: decode, measure, hear, find out what it is and who speaks, score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from coach import __version__
from coach.advice import advise
from coach.casting import Clues, who_is_the_rep, words_tell
from coach.edges.audio import fingerprint, open_audio
from coach.edges.channels import in_turns
from coach.edges.doubts import doubts
from coach.edges.failpoints import failpoint
from coach.edges.kind import guess_kind, is_exchange, may_be_exchange, takes_turns
from coach.edges.message import find_message
from coach.edges.speech_frames import Ear
from coach.edges.transcribe import hints
from coach.edges.voice_likeness import likeness_of_voices
from coach.edges.voices import Apart, tell_apart
from coach.edges.weights import SpeechModel
from coach.language.roles import word_leans
from coach.language.sentences import sentences
from coach.listening import Progress, Tools, listen
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
from coach.withholding import without_secrets

COMPLETE = 0.98
"""Share of a recording that must decode before the absence of words is taken for an absence."""
NO_CLUES = Clues()


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
        heard = listen(reader, hints(facts), tools)
        report = reader.report
    words, sound = heard.words, heard.sound
    message = find_message(words, sound)
    found, because = guess_kind(words, message, heard.sides is not None)
    if kind is not None and found is not Kind.NO_SPEECH:
        found, because = kind, "you said so"
    apart = Apart()
    perhaps_call = kind is None and found is Kind.VOICEMAIL and may_be_exchange(words, message)
    if heard.sides is None and (found is Kind.CALL or perhaps_call):
        apart = tell_apart(words, heard.ear.frames, word_leans(words), is_exchange(words), tick=tools.stop_if_cancelled)
        if perhaps_call and takes_turns(apart.utterances):
            found, because = Kind.CALL, "two voices take turns"
    utterances: tuple[Utterance, ...] = ()
    if found is Kind.CALL:
        told_apart = in_turns(*heard.sides, sound) if heard.sides else apart.utterances
        utterances = told_apart or one_speaker(words, Speaker.UNKNOWN)
    elif found is Kind.VOICEMAIL:
        apart = Apart()
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
        warnings=(*report.warnings, *apart.warnings, *doubts(words)),
    )
    tools.on_progress(Progress("heard", 1.0, sound.end))
    transcript = Transcript(
        utterances=utterances,
        message=message.span if found is Kind.VOICEMAIL else None,
        language=heard.language,
        complete=recording.coverage >= COMPLETE,
    )
    # Nothing is kept, scored or shown before card numbers are out of it, also those said over several turns.
    return recording, _cast(without_secrets(transcript), heard.ear, facts, clues)


def _cast(transcript: Transcript, ear: Ear, facts: Facts, clues: Clues) -> Transcript:
    """`transcript` with the rep's voice found; a stored voice is compared only where the words do not tell."""
    if not transcript.voices:
        return transcript
    casting = who_is_the_rep(transcript, facts, clues)
    if clues.rep_print is not None and not words_tell(casting):
        like = likeness_of_voices(transcript, ear, np.array(clues.rep_print, np.float32))
        casting = who_is_the_rep(transcript, facts, replace(clues, likeness=like))
    return transcript.cast(casting)


def one_speaker(words: Sequence[Word], speaker: Speaker) -> tuple[Utterance, ...]:
    """Everything said by one, or by nobody knows whom: an utterance for each sentence, or stretch between pauses."""
    if not words:
        return ()
    whole = Utterance(speaker=speaker, words=tuple(words))
    return tuple(Utterance(speaker=speaker, words=s.words) for s in sentences(Transcript(utterances=(whole,)), speaker))


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
    failpoint("score")
    rubric = rubric_for(recording.kind) if transcript.by(Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN) else None
    return assess(recording, transcript, rubric, facts, tools.transcriber.model)
