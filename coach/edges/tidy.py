"""What a recogniser makes up is taken out, and its times are put where the sound is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.edges.sound import FRAME_S, Sound
from coach.language.sentences import plain
from coach.models import Span, Word

Mask = NDArray[np.bool_]

_DIGITS = frozenset(
    ["oh", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"]
)
_SLACK_S = 0.3
_PAUSE_S = 0.25
_CONSONANT = round(0.1 / FRAME_S)
_HURRIED_S = 0.09
"""Nobody says several words in a row this fast, on average: a loop crammed into no time."""


_ALONE_S = 1.0
_A_WORD_S = 0.12
"""The shortest word that is really said is voice for longer than this."""
_GUESSED = 0.1
"""Below this, the recogniser itself does not believe in a word: what is said faintly has three times as much."""


def without_inventions(words: Sequence[Word], sound: Sound) -> list[Word]:
    """The words that have a voice under them, loops said once."""
    voiced = [w for w in words if _has_voice(w, sound)]
    return _loops_once([w for stretch in _stretches(voiced) if not _is_guess(stretch, sound) for w in stretch])


def _stretches(words: Sequence[Word]) -> list[list[Word]]:
    """The words between pauses."""
    found: list[list[Word]] = []
    for word in words:
        if found and word.start - found[-1][-1].end < _ALONE_S:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _is_guess(words: Sequence[Word], sound: Sound) -> bool:
    """Whether a stretch of words is what Whisper says to noise or music: hardly a voice, and hardly believed in."""
    first, last = sound.frame(words[0].start - _SLACK_S), sound.frame(words[-1].end + _SLACK_S)
    voice_s = float((sound.voice[first:last] >= 0.5).sum()) * FRAME_S
    return voice_s < _A_WORD_S and sum(w.probability for w in words) / len(words) < _GUESSED


def settled(words: Sequence[Word], sound: Sound) -> tuple[Word, ...]:
    """The words in order, the first and last around each pause moved to where the sound begins and ends."""
    starts = [w.start for w in words]
    ends = [w.end for w in words]
    middles = [(w.start + w.end) / 2 for w in words]
    islands = speech_by_level(sound)
    for span in islands:
        inside = [n for n, m in enumerate(middles) if span.start - _SLACK_S <= m <= span.end + _SLACK_S]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        if starts[first] < span.start < ends[first] or 0 < starts[first] - span.start < 2 * _SLACK_S:
            starts[first] = span.start
        if starts[last] < span.end < ends[last] or 0 < span.end - ends[last] < 2 * _SLACK_S:
            ends[last] = span.end
    clock = sound.start
    result = []
    for word, start, end in zip(words, starts, ends, strict=True):
        start = max(start, clock)
        end = max(end, start + 0.02)
        clock = start
        result.append(word.model_copy(update={"start": round(start, 3), "end": round(end, 3)}))
    return tuple(result)


def speech_by_level(sound: Sound) -> tuple[Span, ...]:
    """`sound.speech` with its edges where the level rises and falls; stretches less than a short pause apart joined."""
    joined: list[list[float]] = []
    for span in sound.speech:
        start, end = by_level(span, sound)
        if joined and start - joined[-1][1] < _PAUSE_S:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return tuple(Span(start=a, end=b) for a, b in joined)


def by_level(span: Span, sound: Sound) -> tuple[float, float]:
    """The first and last moment of a stretch of speech that stand out of the line's own noise."""
    first, last = sound.frame(span.start), sound.frame(span.end)
    peak = float(np.percentile(sound.level[first:last], 90))
    usual, loudest = sound.hush(span.start, span.end)
    line = min(max(usual + 8.0, loudest + 2.0, peak - 32.0), peak - 12.0)
    loud = (sound.level > line) & ~sound.in_tone
    begin = _begins(loud, first, last)
    end = _begins(loud[::-1], len(loud) - last, len(loud) - first)
    # A consonant may drown in the noise where the voice detector is still sure of it; other people in the
    # background are voices too, but nobody's consonant lasts as long as they do.
    sure = first + np.flatnonzero(sound.voice[first:last] >= 0.5)
    if len(sure):
        begin = min(begin, max(int(sure[0]), begin - _CONSONANT))
        end = min(end, max(len(loud) - 1 - int(sure[-1]), end - _CONSONANT))
    return sound.at(begin), sound.at(len(loud) - end)


def _begins(loud: Mask, first: int, last: int) -> int:
    """Where the sound that begins at about `first` really begins: on to where it stays loud, then back while it is."""
    reach, dip, steady = round(0.3 / FRAME_S), round(0.06 / FRAME_S), round(0.08 / FRAME_S)
    sums = np.convolve(loud[first:last], np.ones(steady), mode="full")[steady - 1 :]
    firm = np.flatnonzero(sums >= 0.6 * steady)
    edge = here = first + (int(firm[0]) if len(firm) else 0)
    quiet = 0
    stop = edge - reach
    while here >= max(stop, 0) and quiet <= dip:
        quiet = 0 if loud[here] else quiet + 1
        edge = here if loud[here] else edge
        here -= 1
    return edge


def _has_voice(word: Word, sound: Sound) -> bool:
    first, last = sound.frame(word.start - _SLACK_S), sound.frame(word.end + _SLACK_S)
    near = sound.voice[first:last]
    return bool(len(near)) and float(near.max()) >= 0.2


def _loops_once(words: list[Word]) -> list[Word]:
    tokens = [plain(w.text) for w in words]
    keep: list[Word] = []
    at = 0
    while at < len(words):
        size, times = _loop(words, tokens, at)
        if times > 1:
            keep.extend(words[at : at + size])
            at += size * times
        else:
            keep.append(words[at])
            at += 1
    return keep


def _loop(words: list[Word], tokens: list[str], at: int) -> tuple[int, int]:
    """Size and count of a phrase that begins at `at` and is repeated as nobody would; (1, 1) when none does."""
    for size in range(1, 25):
        phrase = tokens[at : at + size]
        times = 1
        while tokens[at + times * size : at + (times + 1) * size] == phrase:
            times += 1
        if times == 1 or not any(phrase) or all(t.isdigit() or t in _DIGITS for t in phrase):
            continue
        again = words[at + size : at + times * size]
        hurried = (again[-1].end - again[0].start) / len(again) < _HURRIED_S
        if times >= (6 if size == 1 else 4 if size < 4 else 3) or (hurried and size >= 3):
            return size, times
    return 1, 1
