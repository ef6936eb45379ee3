"""Which of the voices of a call is the rep's: as told, by what is said, by a stored voice, by the dialer's habit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coach.language.roles import Reason, roles
from coach.language.sentences import Passage
from coach.models import Basis, Casting, Facts, Transcript

TELLS = 0.85
"""Chance from which what is said settles it. Below, a stored voice or the dialer's habit is heard first."""
LEANS = 0.65
"""Chance from which what is said is better than nothing."""
VOICE_TELLS = 0.8
"""Chance from which the likeness to a stored voice settles it."""
_QUOTED = 12
"""Words of a quote that are shown."""


@dataclass(frozen=True)
class Habit:
    """The channel that the rep is usually on, and how we know."""

    side: str
    because: str
    """In plain words: "your last 6 calls had the rep on the left channel"."""
    sure: float
    """Chance, 0 to 1, that the next call has the rep there too."""


@dataclass(frozen=True)
class Clues:
    """What is known of the voices beside what they say. Voices are named as in `Utterance.voice`."""

    told: str | None = None
    """The voice that the user says is the rep's."""
    swap: bool = False
    """The user says that it is the other one than we would take."""
    rep_print: tuple[float, ...] | None = None
    """The rep's stored voice sample as a voiceprint; None without one. Compared only when words do not tell."""
    likeness: Mapping[str, float] = field(default_factory=dict)
    """How like each voice is to the rep's stored sample, -1 to 1; empty without one."""
    habit: Habit | None = None
    """The channel that the rep is usually on."""


def who_is_the_rep(transcript: Transcript, facts: Facts, clues: Clues = Clues()) -> Casting:
    """The rep's voice among those of `transcript`, by the most trusted thing that tells it.

    That is, in this order: what the user says; what is said on the call; a stored sample of the rep's voice; the
    channel that the rep is usually on. Nobody is cast when none of them tells.
    """
    if clues.told in transcript.voices:
        return Casting(rep=clues.told, basis=Basis.TOLD, because=f"you said that {_named(clues.told)} is the rep")
    if clues.swap:
        return _the_other(transcript, facts, replace(clues, swap=False))
    said = _by_what_is_said(transcript, facts)
    if said is not None and said.sure >= TELLS:
        return said
    told = _by_voice(transcript, clues) or _by_habit(transcript, clues)
    if told is not None:
        return told
    if said is not None and said.sure >= LEANS:
        return said
    return Casting(rep=None, basis=Basis.NOTHING, because="nothing that is said shows who is the rep", sure=0.0)


def words_tell(casting: Casting) -> bool:
    """Whether the user or the words settled it, so that no voice has to be compared."""
    return casting.basis is Basis.TOLD or (casting.basis is Basis.SAID and casting.sure >= TELLS)


def _the_other(transcript: Transcript, facts: Facts, clues: Clues) -> Casting:
    """The likeliest voice beside the one that we would take."""
    ours = who_is_the_rep(transcript, facts, clues)
    rest = [voice for voice in transcript.voices if voice != ours.rep]
    if ours.rep is None or not rest:
        return ours
    chances = roles(transcript, facts).chances
    other = max(rest, key=lambda voice: chances[voice])
    return Casting(rep=other, basis=Basis.TOLD, because=f"you said that {_named(ours.rep)} is not the rep")


def _by_what_is_said(transcript: Transcript, facts: Facts) -> Casting | None:
    found = roles(transcript, facts)
    if found.rep is None:
        return None
    because = _in_words(found.rep, found.reasons)
    return Casting(rep=found.rep, basis=Basis.SAID, because=because, sure=round(found.chances[found.rep], 3))


def _in_words(rep: str, reasons: tuple[Reason, ...]) -> str:
    """The first reasons with the words that were heard, two of the rep's own voice at most."""
    if not reasons:
        return f"{_named(rep)} is the only one who talks"
    first = reasons[0]
    if first.voice != rep:
        return f"{_named(first.voice)} {_says(first.where)}, so {_named(rep)} is the rep"
    more = [r for r in reasons[1:] if r.voice == rep and r.shows is not None]
    return f"{_named(rep)} " + " and ".join(_says(r.where) for r in (first, *more[:1]))


def _says(words: Passage) -> str:
    cut = len(words.words) > _QUOTED
    shown = " ".join(word.text for word in words.words[:_QUOTED]).rstrip(".,;: ")
    return f"{'asks' if words.text.endswith('?') else 'says'} “{shown}{' …' if cut else ''}”"


def _by_voice(transcript: Transcript, clues: Clues) -> Casting | None:
    """The voice that is more like the stored sample than the others: by how much, not how like it is."""
    ranked = sorted((v for v in transcript.voices if v in clues.likeness), key=lambda v: -clues.likeness[v])
    if len(ranked) < 2:
        return None
    best, next_best = ranked[:2]
    margin = clues.likeness[best] - clues.likeness[next_best]
    sure = round(1 / (1 + math.exp(-_VOICE_SLOPE * margin)), 3)
    if sure < VOICE_TELLS or clues.likeness[best] < _STRANGER:
        return None
    because = f"{_named(best)} sounds like the stored voice sample of the rep"
    return Casting(rep=best, basis=Basis.VOICE, because=because, sure=sure)


_VOICE_SLOPE = 40.0
"""How fast the chance grows with the margin. Of 500 pairs of made-up voices, the sample clean and the call on a
telephone, 98 % had a margin of 0.02 or more to the right side, and none one of more than 0.06 to the wrong one."""
_STRANGER = 0.83
"""Likeness under which no voice of the call is the stored one: through a telephone the same voice was 0.85 or more
alike, another one 0.77 in the middle. It keeps off half of the calls of other reps; their name keeps off the rest."""


def _by_habit(transcript: Transcript, clues: Clues) -> Casting | None:
    if clues.habit is None or clues.habit.side not in transcript.voices:
        return None
    return Casting(
        rep=clues.habit.side, basis=Basis.CHANNEL, because=clues.habit.because, sure=round(clues.habit.sure, 3)
    )


def _named(voice: str | None) -> str:
    return f"the {voice} channel" if voice in {"left", "right"} else f"voice {voice}"
