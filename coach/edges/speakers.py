"""Who spoke: by the two channels of a call, where there are two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coach.edges.sound import Sound
from coach.language.sentences import plain, sentences
from coach.models import Facts, Speaker, Transcript, Utterance, Word

Side = Literal["left", "right"]

_SILENT_DB = -65.0
_PARTY_DB = 6.0
_SWITCH_COST = 9.0
_MOST_DB = 12.0
_NEW_UTTERANCE_S = 2.0
_SENTENCE_S = 0.7


@dataclass(frozen=True)
class Speakers:
    """The utterances in order, and how we know who is who."""

    utterances: tuple[Utterance, ...]
    because: str


def has_two_parties(sound: Sound) -> bool:
    """True when the channels hold a party each; false for one mix in both, or where one channel is silent."""
    gap = _gap(sound)
    if gap is None:
        return False
    left, right = float((gap > _PARTY_DB).mean()), float((gap < -_PARTY_DB).mean())
    return min(left, right) >= 0.04


def by_channel(words: Sequence[Word], sound: Sound, facts: Facts, rep: Side | None) -> Speakers:
    """Each word to the louder channel of its moment; the rep's channel as told, or found by what is said."""
    sides = _sides(words, sound)
    because = f"you said that the rep is on the {rep} channel"
    if rep is None:
        rep, because = _rep_side(words, sides, facts)
    names = [Speaker.REP if side == rep else Speaker.PROSPECT for side in sides]
    return Speakers(_utterances(words, names), because)


def one_speaker(words: Sequence[Word], speaker: Speaker) -> tuple[Utterance, ...]:
    """Everything said by one, or by nobody knows whom: an utterance for each sentence, or stretch between pauses."""
    if not words:
        return ()
    whole = Utterance(speaker=speaker, words=tuple(words))
    return tuple(Utterance(speaker=speaker, words=s.words) for s in sentences(Transcript(utterances=(whole,)), speaker))


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


def _utterances(words: Sequence[Word], speakers: Sequence[Speaker]) -> tuple[Utterance, ...]:
    turns: list[tuple[Speaker, list[Word]]] = []
    for word, speaker in zip(words, speakers, strict=True):
        if turns and turns[-1][0] is speaker and word.start - turns[-1][1][-1].end < _NEW_UTTERANCE_S:
            turns[-1][1].append(word)
        else:
            turns.append((speaker, [word]))
    return tuple(Utterance(speaker=speaker, words=tuple(said)) for speaker, said in turns)


_REP_SAYS = (
    (
        3.0,
        r"\bthis is \w+(?: \w+)? (?:\w+ )?(?:from|with|at|over at|calling|here)\b"
        r"|\bmy name is\b|\bits \w+(?: \w+)? (?:from|with|at)\b",
    ),
    (
        2.0,
        r"\b(?:im |was |am )?(?:calling|ringing|phoning) (?:you )?(?:about|because|to|regarding|from|with|back|on)\b",
    ),
    (
        2.0,
        r"\b(?:good|bad|right|okay|ok) (?:time|moment)\b|\bcatch you\b"
        r"|\bcaught you\b|\bgot (?:a|two|five) (?:minute|moment|sec)",
    ),
    (2.0, r"\bthanks?(?: you)? for calling\b|\bhow (?:can|may) i help\b|\bwhat can i do for you\b"),
    (1.0, r"\byou (?:filled|asked|requested|signed|downloaded|reached|sent|left|stopped|clicked|came)\b"),
    (
        0.7,
        r"\bill (?:send|call|ring|put|have|get|bring|book)\b"
        r"|\bour (?:team|office|clients?|customers?|service|website)\b",
    ),
    (0.7, r"\b(?:tell me|walk me through|what made|what prompted|how long have you|are you still)\b"),
    (
        -2.0,
        r"\bnot interested\b|\bhow much (?:is|does|do|would)\b"
        r"|\bwho is this\b|\bwhos (?:this|calling)\b|\bspeaking\b",
    ),
)


def _rep_side(words: Sequence[Word], sides: Sequence[Side], facts: Facts) -> tuple[Side, str]:
    score = {"left": 0.0, "right": 0.0}
    opened: dict[str, float] = {}
    for side in ("left", "right"):
        own = [w for w, s in zip(words, sides, strict=True) if s == side]
        text = plain(" ".join(w.text for w in own))
        score[side] = sum(weight * min(len(re.findall(pattern, text)), 3) for weight, pattern in _REP_SAYS)
        opening = plain(" ".join(w.text for w in own if w.start < words[0].start + 60))
        score[side] += sum(3.0 for name in _names(facts.caller, facts.firm) if name in opening)
        score[side] -= sum(1.0 for name in _names(facts.lead) if f"this is {name}" in opening)
        score[side] += sum(0.3 for w in own if w.text.endswith("?"))
        opened[side] = score[side]
    if abs(score["left"] - score["right"]) < 1.0:
        return "left", "nothing said shows who is the rep; the left channel usually is"
    rep: Side = "left" if score["left"] > score["right"] else "right"
    return rep, f"the {rep} channel introduces itself and asks the questions"


def _names(*names: str | None) -> Iterable[str]:
    return (p for name in names if name for p in plain(name).split() if len(p) > 2)
