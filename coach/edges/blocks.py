"""What was heard of one block of a recording, and the same as bytes, so that an interrupted hearing can go on.

It comes back bit for bit: numbers as the floats they were, so that the outcome is that of a hearing in one go.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.edges.sound import Sound, Tone
from coach.edges.speech_frames import Listened, SpeechFrames
from coach.models import Word


@dataclass(frozen=True)
class HeardBlock:
    """A block of up to five minutes or so."""

    start: float
    """Seconds from the beginning of the recording."""
    samples: int
    """How long it is, at 16 kHz."""
    words: tuple[tuple[Word, ...], ...]
    """Of the mix, or of the left and the right channel."""
    language: str
    sound: Sound
    ear: Listened


class Memory(Protocol):
    """Blocks that were heard before, and a place for those that are heard now."""

    def recall(self, number: int) -> HeardBlock | None:
        """The block of this number, from 0, if it was heard."""
        ...

    def keep(self, number: int, block: HeardBlock) -> None:
        """Keeps it, safe on disk. Raises StoreError when it cannot."""
        ...


class NoMemory:
    """Every hearing is the first."""

    def recall(self, number: int) -> HeardBlock | None:  # noqa: ARG002
        return None

    def keep(self, number: int, block: HeardBlock) -> None:
        pass


def packed(block: HeardBlock) -> bytes:
    """`block` as a compressed npz."""
    about = {
        "start": block.start,
        "samples": block.samples,
        "words": [[word.model_dump() for word in words] for words in block.words],
        "language": block.language,
        "sound": _about(block.sound),
        "sides": sorted(block.ear.sides),
    }
    arrays: dict[str, NDArray[Any]] = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)}
    arrays |= dict(_arrays("sound", block.sound)) | dict(_frames("mix", block.ear.mix))
    for side, frames in block.ear.sides.items():
        arrays |= dict(_frames(f"side{side}", frames))
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpacked(body: bytes) -> HeardBlock | None:
    """The block that `packed` made these bytes of; None when they are no such bytes."""
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as file:
            held = {name: file[name] for name in file.files}
        about = json.loads(held["about"].tobytes())
        return HeardBlock(
            start=about["start"],
            samples=about["samples"],
            words=tuple(tuple(Word.model_validate(word) for word in words) for words in about["words"]),
            language=about["language"],
            sound=_sound("sound", about["sound"], held),
            ear=Listened(_frames_of("mix", held), {side: _frames_of(f"side{side}", held) for side in about["sides"]}),
        )
    except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _about(sound: Sound) -> dict[str, Any]:
    return {
        "start": sound.start,
        "tones": [(tone.start, tone.end, tone.hz) for tone in sound.tones],
        "sides": [_about(side) for side in sound.sides],
    }


def _arrays(name: str, sound: Sound) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{name}.level", sound.level
    yield f"{name}.voice", sound.voice
    for number, side in enumerate(sound.sides):
        yield from _arrays(f"{name}.{number}", side)


def _sound(name: str, about: dict[str, Any], held: dict[str, NDArray[Any]]) -> Sound:
    return Sound(
        start=about["start"],
        level=held[f"{name}.level"],
        voice=held[f"{name}.voice"],
        sides=tuple(_sound(f"{name}.{number}", side, held) for number, side in enumerate(about["sides"])),
        tones=tuple(Tone(*tone) for tone in about["tones"]),
    )


def _frames(name: str, frames: SpeechFrames) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{name}.mel", frames.mel
    yield f"{name}.pitch", frames.pitch
    yield f"{name}.number", frames.number


def _frames_of(name: str, held: dict[str, NDArray[Any]]) -> SpeechFrames:
    return SpeechFrames(held[f"{name}.mel"], held[f"{name}.pitch"], held[f"{name}.number"])
