"""What a transcript would be if it were known who said the words that nobody is known to have said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, product

from coach.models import Kind, Speaker, Transcript

ALL_WAYS = 2
"""Stretches of unknown words up to which every way to give them out is looked at."""


def completions(transcript: Transcript, kind: Kind) -> tuple[Transcript, ...]:
    """`transcript` with its unknown utterances given to the rep or to the other side, in several ways.

    Utterances without a known one between them go to the same side. Of more than `ALL_WAYS` such stretches, the ways
    are: all to the rep, all to the other side, and in turns. None where everybody is known, or nobody is the rep.
    """
    if transcript.speakers_known or not transcript.rep_known:
        return ()
    sides = (Speaker.REP, Speaker.GREETING if kind is Kind.VOICEMAIL else Speaker.PROSPECT)
    unknown = (u.speaker is Speaker.UNKNOWN for u in transcript.utterances)
    stretches = sum(is_unknown for is_unknown, _ in groupby(unknown))
    return tuple(_given(transcript, way) for way in _ways(stretches, sides))


def _ways(stretches: int, sides: Sequence[Speaker]) -> Iterable[tuple[Speaker, ...]]:
    if stretches <= ALL_WAYS:
        return product(sides, repeat=stretches)
    one, other = sides
    patterns = ((one, one), (other, other), (one, other), (other, one))
    return (tuple(pattern[n % 2] for n in range(stretches)) for pattern in patterns)


def _given(transcript: Transcript, way: tuple[Speaker, ...]) -> Transcript:
    """Each stretch of unknown utterances to its side in `way`."""
    utterances, number, before = [], -1, False
    for u in transcript.utterances:
        is_unknown = u.speaker is Speaker.UNKNOWN
        number += is_unknown and not before
        before = is_unknown
        utterances.append(u.model_copy(update={"speaker": way[number]}) if is_unknown else u)
    return transcript.model_copy(update={"utterances": tuple(utterances)})
