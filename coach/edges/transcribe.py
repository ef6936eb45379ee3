"""From sound to timed words: the Whisper we run ourselves, and a transcript that somebody saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from coach.edges.sound import FRAME_S, RATE, Samples, Sound
from coach.edges.tidy import settled, without_inventions
from coach.edges.weights import SpeechModel
from coach.errors import ModelError
from coach.language.sentences import plain
from coach.models import Facts, Span, Transcript, Word

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

PIECE_S = 29.0
"""Whisper listens to 30 s at a time, whatever it is given; the last second keeps its ending unhurried."""
_BEAM = 5
"""With 1, and without the dice of a higher temperature, a whole voicemail was lost (measured 2026-11-22)."""
_LOOP_RATIO = 2.4
_SKIPPED_S = 1.2
_PAD_S = 1.0
_REACH_S = 2.0
_ACTIVE_DB = 9.0
_SURE = 0.5
_UNSUPPORTED = 0.15
_NEAR_S = 0.4
_BEEP_S = 0.35

Piece = tuple[Span, ...]
"""Stretches of a recording that are listened to as one, up to `PIECE_S` together."""

Listener = Callable[[float, str], None]
"""Told what was heard as soon as it is: seconds done, newest text. May raise to stop the work."""


@dataclass(frozen=True)
class Heard:
    """The words of a stretch, and the language they are in."""

    words: tuple[Word, ...]
    language: str = "en"


class Transcriber(Protocol):
    """Whatever turns a stretch of mono samples into words with times of the whole recording."""

    @property
    def model(self) -> SpeechModel: ...

    def transcribe(self, samples: Samples, sound: Sound, hints: str, language: str | None, listener: Listener) -> Heard:
        """The words in `samples`, which `sound` measures; `hints` are names that may be said."""
        ...


class SavedTranscriber:
    """Words that were heard before, for samples and for machines without a speech model."""

    def __init__(self, transcript: Transcript, model: SpeechModel) -> None:
        self._transcript = transcript
        self.model = model

    def transcribe(self, samples: Samples, sound: Sound, hints: str, language: str | None, listener: Listener) -> Heard:  # noqa: ARG002 (a saved transcript needs only the times)
        words = tuple(w for w in self._transcript.words if sound.start <= w.start < sound.end)
        listener(sound.end, " ".join(w.text for w in words))
        return Heard(words, self._transcript.language)


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

    def transcribe(self, samples: Samples, sound: Sound, hints: str, language: str | None, listener: Listener) -> Heard:
        pieces = pack(sound)
        if not pieces:
            listener(sound.end, "")
            return Heard((), language or "en")
        language = language or self._language(samples, sound, pieces[0])
        words: list[Word] = []
        with ThreadPoolExecutor(self._threads) as pool:
            waiting: list[Future[list[Word]]] = []
            try:
                waiting = [pool.submit(self._piece, samples, sound, p, hints, language) for p in pieces]
                for piece, future in zip(pieces, waiting, strict=True):
                    heard = future.result()
                    words.extend(heard)
                    listener(piece[-1].end, " ".join(w.text for w in heard))
            except BaseException:
                for future in waiting:
                    future.cancel()
                raise
        return Heard(settled(without_inventions(words, sound), sound), language)

    def _language(self, samples: Samples, sound: Sound, piece: Piece) -> str:
        if not self._whisper.model.is_multilingual:
            return "en"
        language, _, _ = self._whisper.detect_language(audio=_joined(samples, sound, piece))
        return str(language)

    def _piece(self, samples: Samples, sound: Sound, piece: Piece, hints: str, language: str) -> list[Word]:
        """The words of a piece; where Whisper skipped over speech, those of its two halves, if they hold more."""
        words = self._words(samples, sound, piece, hints, language)
        if hints and _invents(words, hints):
            hints = ""
            words = self._words(samples, sound, piece, hints, language)
        missed = unheard(words, sound, piece)
        if missed < _SKIPPED_S:
            return words
        cut = _best_cut(piece, sound, 1 / 4, 3 / 4)
        halves = tuple(_until(piece, cut)), tuple(_since(piece, cut))
        again = [w for half in halves if half for w in self._words(samples, sound, half, hints, language)]
        return again if unheard(again, sound, piece) < missed else words

    def _words(self, samples: Samples, sound: Sound, piece: Piece, hints: str, language: str) -> list[Word]:
        audio = _joined(samples, sound, piece)
        segments = list(self._segments(audio, hints, language))
        if any(s.compression_ratio > _LOOP_RATIO for s in segments):
            # A loop. The library would roll dice at a higher temperature; forbidding repeats is repeatable.
            segments = list(self._segments(audio, hints, language, no_repeat_ngram_size=4))
        return _whole_words((w for segment in segments for w in segment.words or ()), _Clock(piece))

    def _segments(self, audio: Samples, hints: str, language: str, **guards: int) -> Iterator[Any]:
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


def pack(sound: Sound) -> tuple[Piece, ...]:
    """The speech of a stretch in pieces that Whisper takes at once, cut in pauses, long silences left out.

    A beep ends a piece: what was said to a machine is no help in hearing what was said by one.
    """
    pieces: list[tuple[Span, ...]] = []
    current: list[Span] = []
    waiting = _kept(sound)[::-1]
    beeps = [tone.start for tone in sound.tones if tone.length >= _BEEP_S]
    while waiting:
        span = waiting.pop()
        room = PIECE_S - sum(s.length for s in current)
        if current and any(current[-1].end <= beep <= span.start for beep in beeps):
            pieces.append(tuple(current))
            current = [span]
        elif span.length <= room:
            current.append(span)
        else:
            cut = _best_cut([*current, span], sound)
            whole = [*current, span]
            pieces.append(tuple(_until(whole, cut)))
            waiting.extend(reversed(list(_since(whole, cut))))
            current = []
    return (*pieces, tuple(current)) if current else tuple(pieces)


def unheard(words: Sequence[Word], sound: Sound, piece: Piece) -> float:
    """Seconds of a piece in which surely somebody speaks and no word is near."""
    voiced = np.zeros(len(sound.level), dtype=np.bool_)
    for span in piece:
        voiced[sound.frame(span.start) : sound.frame(span.end)] = True
    voiced &= (sound.voice >= _SURE) & ~sound.in_tone
    for word in words:
        voiced[sound.frame(word.start - _NEAR_S) : sound.frame(word.end + _NEAR_S)] = False
    return float(voiced.sum()) * FRAME_S


def _best_cut(spans: Sequence[Span], sound: Sound, after: float = 1 / 2, before: float = 1.0) -> float:
    """The quietest moment between two shares of what fits into a piece; half a second counts, not an instant."""
    frames = np.concatenate([np.arange(sound.frame(s.start), sound.frame(s.end)) for s in spans])
    frames = frames[: round(PIECE_S / FRAME_S)]
    wide = min(round(0.5 / FRAME_S), len(frames))
    hush = np.convolve(sound.level[frames] + 10.0 * sound.voice[frames], np.ones(wide) / wide, mode="same")
    first, last = round(len(frames) * after), min(round(len(frames) * before), len(frames) - wide // 2)
    return (
        sound.at(int(frames[first + int(np.argmin(hush[first:last]))]))
        if last > first
        else sound.at(int(frames[first]))
    )


def _until(spans: Iterable[Span], cut: float) -> Iterator[Span]:
    return (Span(start=s.start, end=min(s.end, cut)) for s in spans if s.start < cut)


def _since(spans: Iterable[Span], cut: float) -> Iterator[Span]:
    return (Span(start=max(s.start, cut), end=s.end) for s in spans if s.end > cut)


def _kept(sound: Sound) -> list[Span]:
    """Speech with its surroundings: a second, and on while the line is louder than its own noise; no tones."""
    keep = np.zeros(len(sound.level), dtype=np.bool_)
    active = sound.level > sound.floor + _ACTIVE_DB
    pad, reach = round(_PAD_S / FRAME_S), round(_REACH_S / FRAME_S)
    for span in sound.speech:
        first, last = sound.frame(span.start), sound.frame(span.end)
        low, high = max(0, first - pad), min(len(keep), last + pad)
        while low > max(0, first - reach) and active[low - 1]:
            low -= 1
        while high < min(len(keep), last + reach) and active[high]:
            high += 1
        keep[low:high] = True
    keep &= ~sound.in_tone
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False]))))
    return [Span(start=sound.at(int(a)), end=sound.at(int(b))) for a, b in zip(edges[::2], edges[1::2], strict=True)]


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


def _joined(samples: Samples, sound: Sound, piece: Piece) -> Samples:
    def index(moment: float) -> int:
        return round((moment - sound.start) * RATE)

    return np.concatenate([samples[index(span.start) : index(span.end)] for span in piece])


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
