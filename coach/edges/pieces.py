"""The speech of a recording in pieces that a recogniser takes at once, cut where nobody speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from coach.edges.sound import FRAME_S, Sound
from coach.models import Span, Word

PIECE_S = 29.0
"""Whisper listens to 30 s at a time, whatever it is given; the last second keeps its ending unhurried."""
AROUND_S = 1.0
_REACH_S = 2.0
_ACTIVE_DB = 9.0
_SURE = 0.5
_NEAR_S = 0.4
_BEEP_S = 0.35

Piece = tuple[Span, ...]
"""Stretches of a recording that are listened to as one, up to `PIECE_S` together."""


def pack(sound: Sound, around_s: float = AROUND_S) -> tuple[Piece, ...]:
    """The speech of a stretch in pieces that Whisper takes at once, cut in pauses, long silences left out.

    Speech keeps its surroundings of `around_s` before and after. A beep ends a piece:
    what was said to a machine is no help in hearing what was said by one.
    """
    pieces: list[tuple[Span, ...]] = []
    current: list[Span] = []
    waiting = _kept(sound, around_s)[::-1]
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
            cut = best_cut([*current, span], sound)
            whole = [*current, span]
            pieces.append(tuple(until(whole, cut)))
            waiting.extend(reversed(list(since(whole, cut))))
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


def best_cut(spans: Sequence[Span], sound: Sound, after: float = 1 / 2, before: float = 1.0) -> float:
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


def until(spans: Iterable[Span], cut: float) -> Iterator[Span]:
    """What of these stretches lies before `cut`."""
    return (Span(start=s.start, end=min(s.end, cut)) for s in spans if s.start < cut)


def since(spans: Iterable[Span], cut: float) -> Iterator[Span]:
    """What of these stretches lies after `cut`."""
    return (Span(start=max(s.start, cut), end=s.end) for s in spans if s.end > cut)


def _kept(sound: Sound, around_s: float) -> list[Span]:
    """Speech with its surroundings, and on while the line is louder than its own noise; no tones."""
    keep = np.zeros(len(sound.level), dtype=np.bool_)
    active = sound.level > sound.floor + _ACTIVE_DB
    pad, reach = round(around_s / FRAME_S), round(_REACH_S / FRAME_S)
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
