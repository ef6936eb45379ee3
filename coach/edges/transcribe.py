"""From sound to timed words: the Whisper we run ourselves, and a transcript that somebody saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from coach.edges.memory import give_memory_back
from coach.edges.pieces import AROUND_S, Piece, best_cut, pack, since, unheard, until
from coach.edges.sound import RATE, Samples, Sound
from coach.edges.tidy import settled, without_inventions
from coach.edges.weights import SpeechModel
from coach.errors import ModelError
from coach.language.sentences import plain
from coach.models import Facts, Transcript, Word

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

_BEAM = 5
"""With 1, and without the dice of a higher temperature, a whole voicemail was lost (measured 2026-11-22)."""
_LOOP_RATIO = 2.4
_SKIPPED_S = 1.2
_UNSUPPORTED = 0.15
_AROUND_ONE_S = 0.3
_LISTENER_WAITS_S = 0.5

Listener = Callable[[float, str], None]
"""Told what was heard as soon as it is: seconds done, newest text. Called now and then while there is nothing new,
too, with an empty text. May raise to stop the work."""


@dataclass(frozen=True)
class Track:
    """Mono samples to be listened to on their own."""

    samples: Samples
    sound: Sound
    """What they measure: only where it finds speech are they listened to."""
    voice: str | None = None
    """Whose they are: "left" or "right" where each channel holds a party, None where they hold everybody."""


@dataclass(frozen=True)
class Heard:
    """The words of a stretch, those of each track by themselves, and the language they are in."""

    words: tuple[tuple[Word, ...], ...]
    language: str = "en"


class Transcriber(Protocol):
    """Whatever turns a stretch of mono samples into words with times of the whole recording."""

    @property
    def model(self) -> SpeechModel: ...

    def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:
        """The words in each of the tracks of one stretch; `hints` are names that may be said."""
        ...


class SavedTranscriber:
    """Words that were heard before, for samples and for machines without a speech model."""

    def __init__(self, transcript: Transcript, model: SpeechModel) -> None:
        self._transcript = transcript
        self.model = model

    def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:  # noqa: ARG002 (a saved transcript needs only the times)
        words = tuple(tuple(self._said(track)) for track in tracks)
        listener(tracks[0].sound.end, " ".join(w.text for said in words for w in said))
        return Heard(words, self._transcript.language)

    def _said(self, track: Track) -> Iterator[Word]:
        for utterance in self._transcript.utterances:
            if track.voice in (None, utterance.voice):
                yield from (w for w in utterance.words if track.sound.start <= w.start < track.sound.end)


class WhisperTranscriber:
    """Whisper on the processor: `threads` pieces of speech at a time, each on one thread.

    One piece on two threads takes as long as on one, because its decoder works word by word; two pieces side by
    side take half the time, and the result cannot depend on which is ready first.
    """

    def __init__(self, model: SpeechModel, threads: int = 2) -> None:
        self.model = model
        self._threads = threads

    @cached_property
    def _whisper(self) -> WhisperModel:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                str(self.model.folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=1,
                num_workers=self._threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"The speech model {self.model.name} could not be loaded ({error}).",
                "Run `coach doctor` to check it, or `coach models` to choose another.",
            ) from error

    def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:
        # In order of time, whichever track they are of: so progress never goes back, and no thread waits for a track.
        pieces = sorted(
            ((n, piece) for n, track in enumerate(tracks) for piece in pack(track.sound, _around(track))),
            key=lambda one: (one[1][-1].end, one[0]),
        )
        if not pieces:
            listener(tracks[0].sound.end, "")
            return Heard(((),) * len(tracks), language or "en")
        language = language or self._language(tracks[pieces[0][0]], pieces[0][1])
        words: list[list[Word]] = [[] for _ in tracks]
        stop = Event()
        pool = ThreadPoolExecutor(self._threads)
        try:
            waiting = [pool.submit(self._piece, tracks[n], piece, hints, language, stop) for n, piece in pieces]
            done = tracks[0].sound.start
            for (number, piece), future in zip(pieces, waiting, strict=True):
                while not wait((future,), _LISTENER_WAITS_S).done:
                    listener(done, "")
                done = piece[-1].end
                heard = future.result()
                words[number].extend(heard)
                listener(done, " ".join(w.text for w in heard))
        finally:
            # Whoever stops the work does not wait for the pieces that are being listened to; they end by themselves.
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
        give_memory_back()
        tidied = (
            settled(without_inventions(said, track.sound), track.sound)
            for said, track in zip(words, tracks, strict=True)
        )
        return Heard(tuple(tidied), language)

    def _language(self, track: Track, piece: Piece) -> str:
        if not self._whisper.model.is_multilingual:
            return "en"
        language, _, _ = self._whisper.detect_language(audio=_joined(track, piece))
        return str(language)

    def _piece(self, track: Track, piece: Piece, hints: str, language: str, stop: Event) -> list[Word]:
        """The words of a piece; where Whisper skipped over speech, those of its two halves, if they hold more."""
        words = self._words(track, piece, hints, language, stop)
        if hints and _invents(words, hints):
            hints = ""
            words = self._words(track, piece, hints, language, stop)
        missed = unheard(words, track.sound, piece)
        if missed < _SKIPPED_S:
            return words
        cut = best_cut(piece, track.sound, 1 / 4, 3 / 4)
        halves = tuple(until(piece, cut)), tuple(since(piece, cut))
        again = [w for half in halves if half for w in self._words(track, half, hints, language, stop)]
        return again if unheard(again, track.sound, piece) < missed else words

    def _words(self, track: Track, piece: Piece, hints: str, language: str, stop: Event) -> list[Word]:
        audio = _joined(track, piece)
        segments = list(self._segments(audio, hints, language, stop))
        if any(s.compression_ratio > _LOOP_RATIO for s in segments):
            # A loop. The library would roll dice at a higher temperature; forbidding repeats is repeatable.
            segments = list(self._segments(audio, hints, language, stop, no_repeat_ngram_size=4))
        return _whole_words((w for segment in segments for w in segment.words or ()), _Clock(piece))

    def _segments(self, audio: Samples, hints: str, language: str, stop: Event, **guards: int) -> Iterator[Any]:
        if stop.is_set():
            return
        segments, _ = self._whisper.transcribe(
            audio,
            language=language,
            beam_size=_BEAM,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,  # done already, by the same detector, for the whole recording at once
            hotwords=hints or None,
            **guards,
        )
        try:
            yield from segments
        except IndexError:
            # The library stumbles when a hundredth of a second is left over: everything before it was heard.
            return


def hints(facts: Facts) -> str:
    """The names that may be said, for the recogniser's ear."""
    names = (facts.caller, facts.firm, facts.lead, facts.company)
    return ", ".join(dict.fromkeys(name.strip() for name in names if name and name.strip()))


def _invents(words: Iterable[Word], hints: str) -> bool:
    """Whether a name was put in because it was hinted at: such a word has next to no support in the sound."""
    names = set(plain(hints).split())
    return any(w.probability < _UNSUPPORTED and names & set(plain(w.text).split()) for w in words)


def _whole_words(pieces: Iterable[Any], clock: _Clock) -> list[Word]:
    """Whisper's words with times of the recording; "-end" and "-0148" go back to what they were torn from."""
    words: list[Word] = []
    for piece in pieces:
        text, start, end = piece.word.strip(), clock(piece.start, piece), clock(piece.end, piece)
        chance = round(float(piece.probability), 3)
        if words and text and not piece.word.startswith(" "):
            last = words[-1]
            words[-1] = Word(
                text=last.text + text,
                start=last.start,
                end=max(end, last.end),
                probability=min(chance, last.probability),
            )
        elif text:
            words.append(Word(text=text, start=start, end=end, probability=chance))
    return words


def _around(track: Track) -> float:
    """Seconds before and after speech that are listened to as well: one party's pauses belong to the other."""
    return AROUND_S if track.voice is None else _AROUND_ONE_S


def _joined(track: Track, piece: Piece) -> Samples:
    def index(moment: float) -> int:
        return round((moment - track.sound.start) * RATE)

    return np.concatenate([track.samples[index(span.start) : index(span.end)] for span in piece])


class _Clock:
    """Turns times within a piece into times of the recording; a word is never torn over a silence left out."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._ends = np.cumsum([span.length for span in piece])

    def __call__(self, moment: float, word: Any) -> float:
        number = min(int(np.searchsorted(self._ends, (word.start + word.end) / 2, side="right")), len(self._ends) - 1)
        span = self._piece[number]
        within = moment - (float(self._ends[number]) - span.length)
        return round(min(max(span.start + within, span.start), span.end), 3)
