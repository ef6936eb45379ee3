"""Two channels of a call: whether each holds a party of its own, what that party says, and in what order.

A party leaks into the other's channel, over the air or the line, always by about the same number of decibels and
perhaps a little late. So a channel's own party speaks where the channel is louder than the line's noise and than
whatever of the other channel's last moments could have leaked. What is left of a channel is listened to by itself:
words keep their side by construction, and where two speak at once both are heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.edges.sound import FRAME, FRAME_S, Samples, Sound, runs
from coach.edges.transcribe import Track
from coach.models import Speaker, Utterance, Word

Side = Literal["left", "right"]
Mask = NDArray[np.bool_]

_VOICE = 0.5
_ACTIVE_DB = 8.0
"""Above the line's noise: louder than the noise itself ever is."""
_SILENT_DB = -65.0
_LATE = round(0.3 / FRAME_S)
"""Frames by which a leak, or one of two copies of the same mix, may come late."""
_EARLY = round(0.05 / FRAME_S)

_APART_DB = 24.0
"""Two parties when each leads its channel so that the leads make this much together. One mix in both channels has
a lead of g and one of -g, whatever its gains; parties that leak by -15 dB have two of +15; a conference mix that is
panned 60 to 40 has two of +3.5, and its channels hold everybody."""
_LEAD_S, _LEAD_SHARE = 0.25, 0.005
"""How long a lead must last in all: so much, and so much of the speech; one "mm-hm" in fifty seconds will do."""

_MOST_LEAK_DB, _LEAST_LEAK_DB = -8, -50
_EDGE_DB = 4
_SHARP = 3.0
_MARGIN_DB, _HELD_DB = 5.0, 3.0
"""Above the leak at which a party is surely heard, and how much less will do around that: sentences fade away."""
_DEFAULT_DB = -25.0
"""Nobody hears a voice this far below another one in the same channel."""

_SHORT_GAP = round(0.4 / FRAME_S)
_AROUND = round(0.2 / FRAME_S)
_LEAST_RUN, _LEAST_ACTIVE = 3, 6
_MUTED_DB = -40.0
_FADE = 5

_EVEN_DB, _STEP_DB, _SUREST = -10.0, 2.0, 0.998
"""Fitted to 6400 words of 28 calls with leaks of -15 to -30 dB: of words this unclear three in four are right, of those
above -5 dB all but one in a thousand."""

_ANSWERED_S, _SPOKEN_OVER_S, _NEW_UTTERANCE_S = 0.25, 0.5, 2.0
"""A pause this long ends an utterance: where the other one speaks in it; where he spoke since it began; always."""


def has_two_parties(sound: Sound) -> bool:
    """True when the channels hold a party each; false for one mix in both, or where one channel is silent."""
    if len(sound.sides) != 2:
        return False
    left, right = sound.sides
    spoken = int(((sound.voice >= _VOICE) & ~sound.in_tone).sum())
    frames = max(round(_LEAD_S / FRAME_S), round(_LEAD_SHARE * spoken))
    leads = [_lead(own, other, frames) for own, other in ((left, right), (right, left))]
    return sum(leads) >= _APART_DB


def apart(samples: Samples, sound: Sound) -> tuple[Track, Track]:
    """What each party says, as tracks to be listened to by themselves: everybody else is turned down.

    `sound` measures the recording from its start to the end of `samples` (2 channels), so that what was learnt of
    the line before holds on.
    """
    start = sound.end - samples.shape[1] // FRAME * FRAME_S
    left, right = (
        Track(_turned_down(channel, mask[-(len(channel) // FRAME) :]), _only(own, mask).since(start), side)
        for channel, own, mask, side in zip(samples, sound.sides, own_speech(sound), ("left", "right"), strict=True)
    )
    return left, right


def own_speech(sound: Sound) -> tuple[Mask, Mask]:
    """For left and right: the frames in which the channel's own party makes itself heard, with a little around."""
    left, right = (_heard(clear) for clear in _clear(sound))
    return left, right


def by_louder(words: Sequence[Word], sound: Sound) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a mix, to the channel whose party makes itself heard under them: left, right."""
    left, right = own_speech(sound)
    said: tuple[list[Word], list[Word]] = ([], [])
    for word in words:
        under = slice(sound.frame(word.start), sound.frame(word.end) + 1)
        said[0 if left[under].sum() >= right[under].sum() else 1].append(word)
    return tuple(said[0]), tuple(said[1])


def in_turns(left: Sequence[Word], right: Sequence[Word], sound: Sound) -> tuple[Utterance, ...]:
    """Both parties' words as utterances of the voices "left" and "right", in order of their start; overlaps stay.

    A party's utterance ends where it pauses and the other one speaks or has spoken, or where it pauses for long.
    """
    utterances = []
    for side, own, other, clear in zip(("left", "right"), (left, right), (right, left), _clear(sound), strict=True):
        for said in _turns(own, other):
            sure = float(np.mean([_chance(clear[sound.frame(w.start) : sound.frame(w.end) + 1]) for w in said]))
            utterances.append(Utterance(speaker=Speaker.UNKNOWN, words=said, voice=side, sure=round(sure, 3)))
    return tuple(sorted(utterances, key=lambda u: (u.start, u.end)))


def _turns(own: Sequence[Word], other: Sequence[Word]) -> list[tuple[Word, ...]]:
    middles = np.array([(w.start + w.end) / 2 for w in other])
    turns: list[list[Word]] = []
    for word in own:
        if not turns:
            turns.append([word])
            continue
        began, last = turns[-1][0].start, turns[-1][-1].end
        since_began, since_last, before = np.searchsorted(middles, [began, last, word.start])
        if before > since_last:
            pause = _ANSWERED_S
        elif before > since_began:
            pause = _SPOKEN_OVER_S
        else:
            pause = _NEW_UTTERANCE_S
        if word.start - last >= pause:
            turns.append([word])
        else:
            turns[-1].append(word)
    return [tuple(turn) for turn in turns]


def _lead(own: Sound, other: Sound, frames: int) -> float:
    """Decibels by which `own`, where somebody speaks in it, is above all of the other channel nearby, for `frames`."""
    lead = (own.level - _loudest(other.level, _LATE, _LATE))[
        (own.voice >= _VOICE) & (own.level > _noise(own)) & ~own.in_tone
    ]
    return float(np.partition(lead, -frames)[-frames]) if len(lead) >= frames else -np.inf


def _leak(own: Sound, other: Sound) -> float | None:
    """The most decibels (below 0) at which the other party comes through in `own`; None when it can't be told.

    Where only the other one speaks the difference of the levels never gets above the leak: so there its histogram
    breaks off.
    """
    heard = (own.level > _noise(own)) & (other.level > other.floor + _ACTIVE_DB + 4)
    difference = (own.level - _loudest(other.level, _LATE, _EARLY))[heard]
    count, _ = np.histogram(difference, bins=np.arange(_LEAST_LEAK_DB, 6))
    best, edge = _SHARP, None
    for bin_ in range(_EDGE_DB, _MOST_LEAK_DB - _LEAST_LEAK_DB + 1):
        below, above = int(count[bin_ - _EDGE_DB : bin_].sum()), int(count[bin_ : bin_ + _EDGE_DB].sum())
        if below >= 30 and below / (above + 10) >= best:
            best, edge = below / (above + 10), float(_LEAST_LEAK_DB + bin_)
    return edge


def _clear(sound: Sound) -> tuple[Samples, Samples]:
    """For left and right: decibels by which each frame is above the line's noise and above all that could have leaked.

    Above 0 the channel's own party is surely heard.
    """
    left, right = sound.sides
    leaks = [_leak(own, other) for own, other in ((left, right), (right, left))]
    # Where only one direction could be measured, the other is about as bad.
    worst = max((leak for leak in leaks if leak is not None), default=-np.inf)
    of_left, of_right = (
        own.level
        - np.maximum(
            _loudest(other.level, _LATE, _EARLY) + max((worst if leak is None else leak) + _MARGIN_DB, _DEFAULT_DB),
            _noise(own),
        )
        for own, other, leak in ((left, right, leaks[0]), (right, left, leaks[1]))
    )
    return of_left, of_right


def _heard(clear: Samples) -> Mask:
    joined: list[list[int]] = []
    for first, last in runs(clear > -_HELD_DB):
        if last - first < _LEAST_RUN:
            continue
        if joined and first - joined[-1][1] < _SHORT_GAP:
            joined[-1][1] = last
        else:
            joined.append([first, last])
    mask = np.zeros(len(clear), dtype=np.bool_)
    for first, last in joined:
        if (clear[first:last] > 0).sum() >= _LEAST_ACTIVE:
            mask[max(0, first - _AROUND) : last + _AROUND] = True
    return mask


def _chance(clear: Samples) -> float:
    """The chance that a word is said by the party of its channel, from how clearly that is heard under it."""
    best = float(np.percentile(clear, 80)) if len(clear) else -np.inf
    return min(1 - 0.5 / (1 + float(np.exp(min((best - _EVEN_DB) / _STEP_DB, 50.0)))), _SUREST)


def _noise(sound: Sound) -> float:
    """dBFS that the line's noise does not reach."""
    return max(sound.floor + _ACTIVE_DB, _SILENT_DB)


def _loudest(level: Samples, before: int, after: int) -> Samples:
    """The highest level around each frame: `before` it to `after` it."""
    padded = np.pad(level, (before, after), constant_values=-np.inf)
    loudest: Samples = np.lib.stride_tricks.sliding_window_view(padded, before + after + 1).max(axis=1)
    return loudest


def _only(sound: Sound, own: Mask) -> Sound:
    """The measurements of a channel as if nobody but its own party were ever heard in it."""
    return replace(
        sound,
        level=np.where(own, sound.level, np.minimum(sound.level, sound.floor)).astype(np.float32),
        voice=np.where(own, sound.voice, 0.0).astype(np.float32),
    )


def _turned_down(samples: Samples, own: Mask) -> Samples:
    gain = np.where(own, 1.0, 10 ** (_MUTED_DB / 20))
    gain = np.convolve(np.pad(gain, _FADE // 2, mode="edge"), np.ones(_FADE) / _FADE, mode="valid")
    each = np.repeat(gain.astype(np.float32), FRAME)
    return samples * np.pad(each, (0, len(samples) - len(each)), mode="edge")
