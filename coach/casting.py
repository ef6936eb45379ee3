"""Which of the voices of a call is the rep's: as told, by what is said, by a stored voice, by the dialer's habit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coach.language.sentences import plain
from coach.models import Basis, Casting, Facts, Transcript


@dataclass(frozen=True)
class Clues:
    """What is known of the voices beside what they say. Voices are named as in `Utterance.voice`."""

    told: str | None = None
    """The voice that the user says is the rep's."""
    swap: bool = False
    """The user says that it is the other one than we would take."""
    likeness: Mapping[str, float] = field(default_factory=dict)
    """How like each voice is to the rep's stored sample, -1 to 1; empty without one."""
    habit: str | None = None
    """The channel that the rep is usually on."""


def who_is_the_rep(transcript: Transcript, facts: Facts, clues: Clues = Clues()) -> Casting:
    """The rep's voice among those of `transcript`, by the most trusted thing that tells it."""
    if clues.told in transcript.voices:
        return Casting(rep=clues.told, basis=Basis.TOLD, because=f"you said that {_named(clues.told)} is the rep")
    score = {voice: _score(transcript, voice, facts) for voice in transcript.voices}
    best = sorted(score, key=lambda voice: -score[voice])
    if len(best) < 2 or score[best[0]] - score[best[1]] < _CLEAR:
        return Casting(rep=None, basis=Basis.NOTHING, because="nothing that is said shows who is the rep", sure=0.0)
    return Casting(rep=best[0], basis=Basis.SAID, because=f"{_named(best[0])} introduces itself and asks the questions")


def _named(voice: str | None) -> str:
    return f"the {voice} channel" if voice in {"left", "right"} else f"voice {voice}"


_CLEAR = 1.0

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


def _score(transcript: Transcript, voice: str, facts: Facts) -> float:
    own = [w for u in transcript.utterances if u.voice == voice for w in u.words]
    text = plain(" ".join(w.text for w in own))
    score = sum(weight * min(len(re.findall(pattern, text)), 3) for weight, pattern in _REP_SAYS)
    begin = min(u.start for u in transcript.utterances)
    opening = plain(" ".join(w.text for w in own if w.start < begin + 60))
    score += sum(3.0 for name in _names(facts.caller, facts.firm) if name in opening)
    score -= sum(1.0 for name in _names(facts.lead) if f"this is {name}" in opening)
    return score + sum(0.3 for w in own if w.text.endswith("?"))


def _names(*names: str | None) -> Iterable[str]:
    return (p for name in names if name for p in plain(name).split() if len(p) > 2)
