"""How like each voice of a call is to a stored sample of the rep's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.edges.audio import RATE, open_audio
from coach.edges.sound import Samples, mixdown
from coach.edges.voiceprint import Voiceprint, likeness, voiceprint
from coach.models import Span, Transcript

_ENOUGH_S = 30.0
"""Seconds of a voice that are compared."""
_LEAST_S = 1.5
"""A voice with less is not compared."""
_SIDES = {"left": 0, "right": 1}


def likeness_of_voices(path: Path, transcript: Transcript, sample: Voiceprint) -> dict[str, float]:
    """For each voice of `transcript`, which was heard from the file at `path`, its likeness to `sample`, -1 to 1.

    A voice that hardly talks by itself is left out. Reads the file again, up to the last stretch that it needs.
    Raises AudioError when it cannot be read.
    """
    stretches = {voice: tuple(_clearest(transcript, voice)) for voice in transcript.voices}
    found: dict[str, list[Samples]] = {voice: [] for voice in stretches}
    last = max((s.end for spans in stretches.values() for s in spans), default=0.0)
    with open_audio(path) as reader:
        for window in reader.windows():
            for voice, spans in stretches.items():
                side = _SIDES.get(voice)
                sound = mixdown(window.samples) if side is None or len(window.samples) < 2 else window.samples[side]
                for span in spans:
                    first, end = (round((at - window.start) * RATE) for at in (span.start, span.end))
                    if (piece := sound[max(first, 0) : max(end, 0)]).size:
                        found[voice].append(piece.copy())
            if window.start + window.samples.shape[1] / RATE >= last:
                break
    return {
        voice: round(likeness(voiceprint(np.concatenate(pieces)), sample), 3)
        for voice, pieces in found.items()
        if sum(map(len, pieces)) >= _LEAST_S * RATE
    }


def _clearest(transcript: Transcript, voice: str) -> Iterator[Span]:
    """The longest utterances of `voice` without what others say at the same time, `_ENOUGH_S` of them together."""
    own = sorted((u for u in transcript.utterances if u.voice == voice), key=lambda u: (u.start - u.end, u.start))
    others = [u for u in transcript.utterances if u.voice != voice]
    total = 0.0
    for utterance in own:
        start, end = utterance.start, utterance.end
        for other in others:
            if other.start <= start < other.end:
                start = other.end
            elif start < other.start < end:
                end = other.start
        if end - start >= _SHORTEST_S and total < _ENOUGH_S:
            total += end - start
            yield Span(start=start, end=end)


_SHORTEST_S = 0.4
