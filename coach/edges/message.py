"""Where the caller's own message lies in a voicemail: after the greeting and the beep, as long as the voice lasts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from coach.edges.sound import Sound, Tone
from coach.edges.tidy import by_level
from coach.language.greetings import CALLER, GREETING
from coach.language.sentences import Passage, plain, sentences
from coach.models import Span, Speaker, Transcript, Utterance, Word

_BEEP_S = 0.2
_DOUBLE_GAP_S = 0.6
_NEAR_S = 0.35
_GOES_ON_S = 1.0
_SURE = 0.6
_PAUSE_S = 0.25
_REACH_WORDS = 30
_SHORT_GREETING_WORDS = 12
_GREETING_WORDS = 40
_LONG_PAUSE_S = 0.9
_FAREWELL_WORDS = 3
_SALUTE_AND_NAME_WORDS = 5
_SALUTES = re.compile(r"^(?:hi|hello|hey|good)$")


@dataclass(frozen=True)
class Message:
    """Where the message begins (everything before is greeting), where it lies, and how we know."""

    begins: float
    span: Span | None
    because: str
    greeted: bool
    """A recorded greeting, or its beep, was heard."""


def find_message(words: Sequence[Word], sound: Sound) -> Message:
    """The caller's message among the words of a voicemail, bounded by the sound itself."""
    nothing_left = None
    for first, last in reversed(_beeps(sound.tones)):
        before = [w for w in words if _middle(w) < first]
        after = [w for w in words if _middle(w) >= last]
        if after and (not before or _is_greeting(before, after)):
            because = "a voice after a greeting and a beep" if before else "a voice after a beep"
            return Message(last, _extent(after, sound, last), because, greeted=True)
        if not after and _is_greeting(before, after):
            nothing_left = last
    if nothing_left is not None:
        return Message(nothing_left, None, "a greeting and a beep, and nobody after it", greeted=True)
    split = _end_of_greeting(words)
    if split is not None:
        after = [w for w in words if _middle(w) >= split]
        if len(after) <= _FAREWELL_WORDS and not _cues(after, CALLER):  # "Goodbye."
            return Message(sound.end, None, "a recorded greeting, and nobody after it", greeted=True)
        return Message(split, _extent(after, sound, split), "a recorded greeting, then a voice", greeted=True)
    return Message(0.0, _extent(words, sound, 0.0), "one voice that leaves a message", greeted=False)


def _beeps(tones: Sequence[Tone]) -> list[tuple[float, float]]:
    """Begin and end of each beep, double ones as one."""
    beeps: list[tuple[float, float]] = []
    for tone in tones:
        if tone.length < _BEEP_S:
            continue
        if beeps and tone.start - beeps[-1][1] < _DOUBLE_GAP_S:
            beeps[-1] = (beeps[-1][0], tone.end)
        else:
            beeps.append((tone.start, tone.end))
    return beeps


def _is_greeting(words: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether these words before a beep were said by a machine or for one; a beep that ends all may be a hang-up."""
    greeting, caller = _cues(words, GREETING), _cues(words, CALLER)
    if not after:
        return greeting > 0 and caller == 0
    if greeting:
        return greeting >= caller
    most = _GREETING_WORDS if _cues(after[:_REACH_WORDS], CALLER) else _SHORT_GREETING_WORDS
    return caller == 0 and 0 < len(words) <= most


def _cues(words: Sequence[Word], pattern: re.Pattern[str]) -> int:
    return len(list(Passage(tuple(words), Speaker.UNKNOWN).find(pattern))) if words else 0


def _end_of_greeting(words: Sequence[Word]) -> float | None:
    """Where a greeting without a beep ends: after its last sentence, if it comes before anything a caller says."""
    if not words:
        return None
    said = sentences(Transcript(utterances=(Utterance(speaker=Speaker.REP, words=tuple(words)),)), Speaker.REP)
    heard = None
    for sentence in said:
        cues = list(sentence.find(GREETING))
        if CALLER in sentence and not cues:
            break
        heard = cues[-1].words[-1] if cues else heard
    if heard is None:
        return _second_salute(words)
    rest = list(words)[words.index(heard) :]
    opening = next((n for n, w in enumerate(rest) if n and _SALUTES.match(plain(w.text))), None)
    reach = rest[: opening + 1] if opening else rest[:_REACH_WORDS]
    pauses = [(after.start - before.end, n) for n, (before, after) in enumerate(pairwise(reach))]
    longest, at = max(pauses, default=(0.0, 0), key=lambda p: p[0])
    if longest >= _PAUSE_S:
        return (rest[at].end + rest[at + 1].start) / 2
    if opening:
        return rest[opening].start
    ends = [s.end for s in said if s.end >= heard.end]
    return ends[0] + 0.01


def _second_salute(words: Sequence[Word]) -> float | None:
    """Where somebody says hello after a long pause, and what was said before is nothing that a caller says."""
    for n, (before, after) in enumerate(pairwise(words), 1):
        if n > _GREETING_WORDS or _cues(words[:n], CALLER):
            return None
        if after.start - before.end < _LONG_PAUSE_S or not _SALUTES.match(plain(after.text)):
            continue
        saluted = _SALUTES.match(plain(words[0].text)) is not None
        if _cues(words[n : n + _REACH_WORDS], CALLER) and n >= (_SALUTE_AND_NAME_WORDS if saluted else 2):
            return (before.end + after.start) / 2
    return None


def _extent(words: Sequence[Word], sound: Sound, earliest: float) -> Span | None:
    """First to last sound of these words; None when nothing was said."""
    if not words:
        return None
    spans = [span for span in sound.speech if span.end > earliest]
    starts = np.array([w.start for w in words]) - _NEAR_S
    ends = np.maximum.accumulate([w.end for w in words]) + _NEAR_S
    before = np.searchsorted(starts, [span.end for span in spans])  # words that begin before each span ends
    near = [n > 0 and ends[n - 1] > span.start for span, n in zip(spans, before, strict=True)]
    if not any(near):
        return Span(start=words[0].start, end=words[-1].end)
    first, last = near.index(True), len(near) - 1 - near[::-1].index(True)
    while last + 1 < len(spans) and _goes_on(spans[last], spans[last + 1], sound):
        last += 1
    start, end = by_level(spans[first], sound)[0], by_level(spans[last], sound)[1]
    return Span(start=max(start, earliest), end=end)


def _goes_on(span: Span, following: Span, sound: Sound) -> bool:
    """Whether what follows is surely the same voice, though no word was understood in it."""
    voice = sound.voice[sound.frame(following.start) : sound.frame(following.end)]
    return following.start - span.end < _GOES_ON_S and float((voice >= _SURE).mean()) > 0.5


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2
