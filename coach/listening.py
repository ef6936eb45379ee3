"""From a file to words: block by block, with everything that is measured on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from coach.edges.audio import AudioReader
from coach.edges.blocks import HeardBlock, Memory, NoMemory
from coach.edges.channels import apart, by_louder, has_two_parties
from coach.edges.failpoints import failpoint
from coach.edges.sound import FRAME, RATE, Samples, Sound, measure, mixdown, quietest
from coach.edges.speech_frames import Ear
from coach.edges.transcribe import Track, Transcriber
from coach.errors import CoachError
from coach.models import Word
from coach.withholding import heard_so_far, words_without_secrets

_BORDER_S = 60.0
"""A block ends in the longest pause of its last minute, so that no word lies on a border."""
_WINDOW_S = 300.0 - _BORDER_S
"""With what the block before left over, a block is five minutes at most: what is heard again after a crash."""


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
    memory: Memory = field(default_factory=NoMemory)
    """Where blocks that were heard are kept, and come back from when the work was broken off."""

    def stop_if_cancelled(self) -> None:
        """Raises CancelledError once somebody has stopped the work."""
        if self.cancelled():
            raise CancelledError


class CancelledError(CoachError):
    """Somebody stopped the work."""

    def __init__(self) -> None:
        super().__init__("Stopped before the end.", "Nothing was kept; start it again whenever you like.")


@dataclass(frozen=True)
class Heard:
    """The words of a whole recording in order, and what was measured of it."""

    words: tuple[Word, ...]
    sides: tuple[tuple[Word, ...], tuple[Word, ...]] | None
    """Those of the left and of the right channel; None unless the channels hold a party each."""
    sound: Sound
    ear: Ear
    """What is needed to tell the voices apart."""
    language: str


def listen(reader: AudioReader, names: str, tools: Tools) -> Heard:
    """Block by block: while the channels hold a party each, to each by itself, and else to the mix."""
    mixed: list[Word] = []
    sides: tuple[list[Word], list[Word]] = ([], [])
    two_parties = False
    sound, ear = Sound.joined([]), Ear()
    language: str | None = None
    length = reader.probable_s

    def listener(done: float, text: str) -> None:
        tools.stop_if_cancelled()
        fraction = min(done / length, 1.0) if length else 0.0
        tools.on_progress(Progress("listening", fraction, done, heard_so_far(text)))

    for number, (start, block) in enumerate(_blocks(reader)):
        listener(start, "")
        known = tools.memory.recall(number)
        if known is not None and (known.start, known.samples) != (start, block.shape[1]):
            known = None
        measured = known.sound if known else measure(block, start, tools.stop_if_cancelled)
        sound = Sound.joined([sound, measured] if start else [measured])
        two_parties = two_parties or has_two_parties(sound)
        if known:
            ear.take(known.ear)
        else:
            tracks = apart(block, sound) if two_parties else (Track(mixdown(block), measured),)
            failpoint("hear")
            heard = tools.transcriber.transcribe(tracks, names, language, listener)
            plain = tuple(words_without_secrets(said) for said in heard.words)  # a block is kept as it is
            listened = ear.listen(block, measured)
            known = HeardBlock(start, block.shape[1], plain, heard.language, measured, listened)
            tools.memory.keep(number, known)
        for said, words in zip(sides if two_parties else (mixed,), known.words, strict=True):
            said.extend(words)
        if any(known.words):
            language = known.language
    if not two_parties:
        return Heard(tuple(mixed), None, sound, ear, language or "en")
    left, right = ((*before, *after) for before, after in zip(by_louder(mixed, sound), sides, strict=True))
    return Heard(tuple(sorted([*left, *right], key=lambda w: w.start)), (left, right), sound, ear, language or "en")


def _blocks(reader: AudioReader) -> Iterator[tuple[float, Samples]]:
    """The recording in blocks of about a window, each ending in a pause; the rest goes into the next."""
    rest: Samples | None = None
    start = 0.0
    for window in reader.windows(_WINDOW_S):
        failpoint("decode")
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
