"""Who said which word of a call that is on one channel: two voices told apart, or three, or none.

Pieces of speech between pauses and sentence ends become points (`voiceprint`), points become voices (`voice_groups`),
and then each word gets the voice that fits the sound around it, where changing voices costs something: little after a
pause or the end of a sentence, more within one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coach.edges.pitch import Pitch
from coach.edges.speech_frames import SpeechFrames
from coach.edges.voice_groups import Groups, groups
from coach.edges.voice_turns import PAUSE_S, Floats, along, changes, ends_sentence
from coach.edges.voiceprint import WINDOW_FRAMES, Mel, Voiceprint, embed, voiceprint_of
from coach.models import Speaker, Utterance, Word

NAMES = "ABCDEFGH"
TOO_ALIKE = "The voices could not be told apart: either one person speaks, or two that sound too much alike."
SEVERAL = "Three voices or more were heard; only one of them is taken for the rep, all others for the other side."
_AROUND_S = 0.15
_POINT_S = 1.2
_STEP_S = 0.6
_UNIT_S = 3.0
_NEW_UTTERANCE_S = 2.0
_WITHIN = 0.02
"""Chance that somebody else goes on within a long piece."""
_PITCHED = 12
"""Frames with a pitch that a stretch must have for one."""
_FAR = 0.02
_DENSITY = 3.0
_MOST = 6.0
_DIALOGUE = 4.0
"""Log odds of two voices when the words are those of a conversation."""
_AGREES = 1.8
"""Where the sound alone would not have it that there are two voices, what each says must bear it out this much: of
near twins the wrong way to part them came to 0.9 and 1.4, right ones to 2.0 and 2.4."""
_TOLD = (0.44, 0.18, 0.22)
"""Log odds that an utterance is its voice's: for the log odds that come out, for those that the voices are several at
all, and always. Fitted to calls with known speakers, since neighbouring points are no independent witnesses."""


@dataclass(frozen=True)
class Apart:
    """Who said what, as far as voices tell."""

    utterances: tuple[Utterance, ...] = ()
    """With the voices "A", "B" and on, by their first word; empty when nobody could be told apart."""
    warnings: tuple[str, ...] = ()


def tell_apart(
    words: Sequence[Word],
    frames: SpeechFrames,
    leans: Sequence[float] | None = None,
    dialogue: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> Apart:
    """The voices that say `words`, by the sound in `frames`.

    `leans` holds for each word by how much its sentence sounds like the rep's, as log odds that the word's share of
    the sentence adds; which voice is the rep is then found together with who says what. `dialogue` says that the
    words themselves show two people. `tick` is called now and then, and may raise to stop the work.
    """
    if len(words) < 2:
        return Apart()
    spoken = _points(words, frames, tick)
    found = _groups(spoken, changes(words), _DIALOGUE if dialogue else 0.0)
    if found is None:
        return Apart(warnings=(TOO_ALIKE,))
    chances = likeliest(words, _fits(words, spoken, found), leans)
    said_by = chances.argmax(axis=1)
    if found.odds < 0 and leans is not None and _agreement(chances, leans, spoken.piece_of_word) < _AGREES:
        return Apart(warnings=(TOO_ALIKE,))
    if len(set(said_by.tolist())) < 2:
        return Apart(warnings=(TOO_ALIKE,))
    utterances = _utterances(words, said_by, chances.max(axis=1), found.odds)
    return Apart(utterances, (SEVERAL,) if len({u.voice for u in utterances}) > 2 else ())


def voiceprints(utterances: Sequence[Utterance], frames: SpeechFrames) -> dict[str, Voiceprint]:
    """What each voice of `utterances` sounds like, by the frames in which it speaks."""
    own: dict[str, list[Mel]] = {}
    for utterance in utterances:
        if utterance.voice is not None:
            own.setdefault(utterance.voice, []).append(frames.mel[frames.between(utterance.start, utterance.end)])
    return {voice: voiceprint_of(np.concatenate(parts)) for voice, parts in own.items()}


@dataclass(frozen=True)
class _Spoken:
    """Points of speech, in order."""

    points: NDArray[np.float32]
    height: Floats
    """Pitch in semitones, NaN where none was heard."""
    unit: NDArray[np.int64]
    """Which stretch each belongs to, that is surely by one voice."""
    piece: NDArray[np.int64]
    """Which piece of speech each belongs to."""
    middle_s: Floats
    length_s: Floats
    piece_of_word: NDArray[np.int64]


def _points(words: Sequence[Word], frames: SpeechFrames, tick: Callable[[], None]) -> _Spoken:
    """A point for each piece between pauses and sentence ends, several along a long one."""
    pieces = _pieces(words)
    windows: list[Mel] = []
    heights, unit, piece, middle, length = [], [], [], [], []
    units = 0
    for number, (first, last) in enumerate(pieces):
        before = words[first - 1].end if first else -np.inf
        after = words[last + 1].start if last + 1 < len(words) else np.inf
        start = words[first].start - min(_AROUND_S, max(0.0, (words[first].start - before) / 2))
        end = max(words[last].end, start + 0.2)
        end += min(_AROUND_S, max(0.0, (after - end) / 2))
        long = end - start
        steps = 1 if long <= _POINT_S + _STEP_S / 2 else 1 + int(np.ceil((long - _POINT_S) / _STEP_S))
        width = long if steps == 1 else _POINT_S
        for step in range(steps):
            begin = start + (step * (long - width) / (steps - 1) if steps > 1 else 0.0)
            here = frames.between(begin, begin + width)
            mel = frames.mel[here]
            if len(mel) < 10:
                continue
            windows.append(_repeated(mel))
            heights.append(_height(frames.pitch[here]))
            unit.append(units + int((begin - start) / _UNIT_S))
            piece.append(number)
            middle.append(begin + width / 2)
            length.append(long / steps)
        units += 1 + int(long / _UNIT_S)
    of_word = np.repeat(np.arange(len(pieces)), [last - first + 1 for first, last in pieces])
    return _Spoken(
        embed(windows, tick=tick),
        np.array(heights),
        np.array(unit),
        np.array(piece),
        np.array(middle),
        np.array(length),
        of_word.astype(np.int64),
    )


def _height(pitch: Pitch) -> float:
    """The usual pitch of a stretch, in semitones; NaN when too little of it has one."""
    heard = pitch[~np.isnan(pitch)].astype(np.float64)
    return float(np.median(heard)) if len(heard) >= _PITCHED else float("nan")


def _groups(spoken: _Spoken, change: Floats, expected: float) -> Groups | None:
    """The voices, if there are several; between units somebody else may go on as between the words there."""
    firsts = np.flatnonzero(np.diff(spoken.piece_of_word)) if len(change) else np.zeros(0, np.int64)
    between = dict(zip((spoken.piece_of_word[firsts + 1]).tolist(), change[firsts].tolist(), strict=True))
    begins = np.unique(spoken.unit, return_index=True)[1]
    piece = spoken.piece[begins]
    turns = np.array([between[p] if p != before else _WITHIN for before, p in pairwise(piece.tolist())])
    return groups(spoken.points, spoken.height, spoken.unit, spoken.length_s, turns, expected)


def _repeated(mel: Mel) -> Mel:
    """A short piece said over and over: the encoder needs a second to settle, and a point of "hello" says only that."""
    full = round(_POINT_S * 100)
    times = -(-full // len(mel))
    return np.concatenate([mel] * times)[:full] if times > 1 else mel[:WINDOW_FRAMES]


def _pieces(words: Sequence[Word]) -> list[tuple[int, int]]:
    """First and last word of each stretch between pauses and sentence ends."""
    cuts = [
        n for n, (one, two) in enumerate(pairwise(words), 1) if ends_sentence(one) or two.start - one.end >= PAUSE_S
    ]
    return list(zip([0, *cuts], [*(c - 1 for c in cuts), len(words) - 1], strict=True))


def _fits(words: Sequence[Word], spoken: _Spoken, found: Groups) -> Floats:
    """How well each word fits each voice, `(words, voices)` in logarithms, by the points of its piece around it."""
    fits = np.zeros((len(words), found.fit.shape[1]))
    for number, word in enumerate(words):
        first, last = np.searchsorted(spoken.piece, (spoken.piece_of_word[number], spoken.piece_of_word[number] + 1))
        if first == last:
            continue
        away = np.abs(spoken.middle_s[first:last] - (word.start + word.end) / 2) / (_POINT_S / 2)
        near = np.maximum(_FAR, 1.0 - away)
        share = min(max(word.end - word.start, 0.1), 1.0) / _POINT_S
        fits[number] = _DENSITY * share * (near @ found.fit[first:last]) / near.sum()
    fits -= fits.max(axis=1, keepdims=True)
    return np.maximum(fits, -_MOST)


def likeliest(words: Sequence[Word], fits: Floats, leans: Sequence[float] | None) -> Floats:
    """Chance of each voice for each word; with `leans`, under the likeliest choice of the rep's voice."""
    change = changes(words)
    if leans is None:
        return along(fits, change)[0]
    best: tuple[float, Floats] | None = None
    for rep in range(fits.shape[1]):
        sign = np.full(fits.shape[1], -0.5)
        sign[rep] = 0.5
        chances, score = along(fits + np.asarray(leans)[:, None] * sign, change)
        if best is None or score > best[0]:
            best = score, chances
    assert best is not None
    return best[1]


def _agreement(chances: Floats, leans: Sequence[float], piece: NDArray[np.int64]) -> float:
    """How well who says what goes with how much each piece sounds like the rep's, in widths of what chance makes."""
    count = np.bincount(piece)
    apart = np.bincount(piece, chances[:, 0] - chances[:, 1:].sum(axis=1)) / count
    lean = np.bincount(piece, leans)
    return abs(float(apart @ lean)) / max(float(np.linalg.norm(lean)), 1e-9)


def _utterances(words: Sequence[Word], said_by: NDArray[np.intp], chance: Floats, odds: float) -> tuple[Utterance, ...]:
    """Words of one voice in a row as one utterance, cut in long pauses."""
    names: dict[int, str] = {}
    for voice in said_by.tolist():
        names.setdefault(voice, NAMES[len(names)])
    starts = [0]
    for n, (one, two) in enumerate(pairwise(words), 1):
        if said_by[n] != said_by[n - 1] or two.start - one.end >= _NEW_UTTERANCE_S:
            starts.append(n)
    return tuple(
        Utterance(
            speaker=Speaker.UNKNOWN,
            words=tuple(words[first:last]),
            voice=names[int(said_by[first])],
            sure=_told(float(chance[first:last].mean()), odds),
        )
        for first, last in pairwise([*starts, len(words)])
    )


def _told(chance: float, odds: float) -> float:
    """The chance that is told of one that came out, when the voices are several at `odds`."""
    own = float(np.clip(np.log(max(chance, 1e-6) / max(1 - chance, 1e-6)), -1, 11))
    told = float(np.dot(_TOLD, (own, np.clip(odds, -3, 3), 1.0)))
    return round(1 / (1 + float(np.exp(-told))), 3)
