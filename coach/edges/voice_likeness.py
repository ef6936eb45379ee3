"""How like each voice of a call is to a stored sample of the rep's."""

from __future__ import annotations

from coach.edges.speech_frames import Ear
from coach.edges.voiceprint import Voiceprint, likeness, voiceprint_of
from coach.edges.voices import voiceprints
from coach.models import Transcript

_LEAST_S = 1.5
"""A voice that talks for less is not compared."""


def likeness_of_voices(transcript: Transcript, ear: Ear, sample: Voiceprint) -> dict[str, float]:
    """For each voice of `transcript` its likeness to `sample`, -1 to 1, by what `ear` remembers of the same recording.

    A voice that hardly talks is left out.
    """
    prints = voiceprints(transcript.utterances, ear.frames)
    prints |= {side: voiceprint_of(frames.mel) for side, frames in ear.sides.items() if side in prints}
    talks = dict.fromkeys(prints, 0.0)
    for u in transcript.utterances:
        if u.voice is not None:
            talks[u.voice] += sum(word.end - word.start for word in u.words)
    compared = (voice for voice, found in prints.items() if talks[voice] >= _LEAST_S and found.any())
    return {voice: round(likeness(prints[voice], sample), 3) for voice in compared}
