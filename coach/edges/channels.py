"""Which side of a call with two channels said each word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from coach.edges.sound import Sound
from coach.models import Speaker, Utterance, Word

Side = Literal["left", "right"]

_SILENT_DB = -65.0
_PARTY_DB = 6.0
_SWITCH_COST = 9.0
_MOST_DB = 12.0
_NEW_UTTERANCE_S = 2.0


def has_two_parties(sound: Sound) -> bool:
    """True when the channels hold a party each; false for one mix in both, or where one channel is silent."""
    gap = _gap(sound)
    if gap is None:
        return False
    left, right = float((gap > _PARTY_DB).mean()), float((gap < -_PARTY_DB).mean())
    return min(left, right) >= 0.04


def by_channel(words: Sequence[Word], sound: Sound) -> tuple[Utterance, ...]:
    """Each word to the louder channel of its moment: utterances with the voices "left" and "right"."""
    turns: list[tuple[Side, list[Word]]] = []
    for word, side in zip(words, _sides(words, sound), strict=True):
        if turns and turns[-1][0] == side and word.start - turns[-1][1][-1].end < _NEW_UTTERANCE_S:
            turns[-1][1].append(word)
        else:
            turns.append((side, [word]))
    return tuple(Utterance(speaker=Speaker.UNKNOWN, words=tuple(said), voice=side) for side, said in turns)


def _gap(sound: Sound) -> np.ndarray[tuple[int], np.dtype[np.float32]] | None:
    """Left minus right in decibel where somebody speaks, each channel against its own loudness; None for mono."""
    if len(sound.sides) != 2:
        return None
    spoken = (sound.voice >= 0.5) & ~sound.in_tone
    if spoken.sum() < 50:
        return None
    left, right = (np.maximum(side, _SILENT_DB) for side in sound.sides)
    loud = [float(np.percentile(side[spoken], 90)) for side in (left, right)]
    if min(loud) <= _SILENT_DB + 3:
        return None
    return ((left - loud[0]) - (right - loud[1]))[spoken].astype(np.float32)


def _sides(words: Sequence[Word], sound: Sound) -> list[Side]:
    """The likeliest side of each word, when changing sides costs something, less so after a pause (Viterbi)."""
    left, right = (np.maximum(side, _SILENT_DB) for side in sound.sides)
    spoken = sound.voice >= 0.5
    loud = [float(np.percentile(side[spoken], 90)) if spoken.any() else 0.0 for side in (left, right)]
    gap = (left - loud[0]) - (right - loud[1])
    best = np.zeros(2)
    came: list[tuple[int, int]] = []
    for number, word in enumerate(words):
        first, last = sound.frame(word.start), max(sound.frame(word.end), sound.frame(word.start) + 1)
        lean = float(np.clip(gap[first:last], -_MOST_DB, _MOST_DB).mean()) if last > first else 0.0
        pause = word.start - words[number - 1].end if number else 0.0
        cost = _SWITCH_COST if pause < 0.15 else _SWITCH_COST / 3
        stay_left, stay_right = best[0] >= best[1] - cost, best[1] >= best[0] - cost
        came.append((0 if stay_left else 1, 1 if stay_right else 0))
        best = np.array([max(best[0], best[1] - cost) + lean, max(best[1], best[0] - cost) - lean])
    sides: list[Side] = []
    side = int(np.argmax(best))
    for back in reversed(came):
        sides.append("left" if side == 0 else "right")
        side = back[side]
    return sides[::-1]
