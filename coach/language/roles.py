"""Which of the voices of a call is the rep's, by what is said: structure of the opening first, wording beside it.

Two readings of a call are held against each other for every voice: the rep calls, or the rep is called (on an intake
desk's line the one who answers for the firm is the rep, and the other one tells why they call). Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.language.leans import leans
from coach.language.names import Names
from coach.language.role_cues import Cue, Sign, cues
from coach.language.sentences import Passage, sentences
from coach.models import Facts, Speaker, Transcript, Utterance, Word

__all__ = ["Reason", "Roles", "leans", "roles", "word_leans"]

_WORTH: Mapping[Sign, tuple[float, float, float, float]] = {
    # how likely it is, as natural logarithm, that it is said by
    # a rep who calls, one called by a rep, a rep who is called, one who calls a rep
    Sign.ANSWERS_FOR_FIRM: (-5.0, -2.5, -0.3, -5.0),
    Sign.GIVES_NAME_AND_FIRM: (-0.3, -3.5, -1.5, -2.5),
    Sign.GIVES_NAME: (-2.0, -1.5, -1.5, -0.7),
    Sign.SAYS_WHY_IT_CALLS: (-1.7, -5.0, -3.5, -1.5),
    Sign.ASKS_FOR_SOMEBODY: (-1.0, -5.0, -3.0, -3.0),
    Sign.SAYS_SPEAKING: (-5.0, -1.7, -3.5, -4.0),
    Sign.ASKS_WHO_IT_IS: (-3.2, -1.8, -1.5, -3.0),
    Sign.ASKS_FOR_DETAILS: (-3.5, -5.0, -0.7, -4.5),
    Sign.NAMES_THEIR_REQUEST: (-0.5, -4.5, -2.0, -4.5),
    Sign.CAME_BY_ITSELF: (-3.0, -3.5, -3.5, -0.3),
    Sign.ASKS_IF_NOW_SUITS: (-0.6, -3.2, -2.0, -4.0),
    Sign.ONLY_HELLO: (-4.0, -1.5, -4.0, -3.0),
    Sign.PASSES_ON: (-5.0, -2.5, -3.0, -3.0),
    Sign.IS_KNOWN_REP: (0.0, -4.0, 0.0, -4.0),
    Sign.IS_KNOWN_LEAD: (-4.0, 0.0, -4.0, 0.0),
    Sign.IS_KNOWN_FIRM: (0.0, -3.5, 0.0, -3.5),
    Sign.IS_KNOWN_COMPANY: (-3.5, 0.0, -3.5, 0.0),
    Sign.CALLS_THE_LEAD: (0.0, -3.0, 0.0, -3.0),
    Sign.CALLS_THE_REP: (-3.0, 0.0, -3.0, 0.0),
}
"""The first two of each row were counted on the calls in `training`; those hold few calls that a rep is called on, so
the other two are judged with them."""
_REP_IS_CALLED = math.log(0.3)
_REP_CALLS = math.log(0.7)
_OF_WORDING = 0.5
"""What the wording of a sentence counts: sentences of one call say much the same twice."""
_SHORT = 4
"""A sentence of fewer words counts for less: anybody says yes."""
_SPREAD = 0.7
"""What the odds are worth: measured so that of the calls told with 90 % nine of ten are right."""
MOST_SURE = 0.99
_NOT_HEARD = ""
"""The other one of a call on which one voice is heard."""


@dataclass(frozen=True)
class Reason:
    """Words that tell, whose they are, and what they show."""

    voice: str
    where: Passage
    shows: Sign | None
    """None for a sentence whose wording alone tells."""
    worth: float
    """How much likelier they make it, in log odds."""


@dataclass(frozen=True)
class Roles:
    """For each voice the chance that it is the rep's, and why the likeliest is: cues first, then wording."""

    chances: Mapping[str, float]
    """They come to less than 1 where the rep may be one who is not heard at all."""
    reasons: tuple[Reason, ...] = ()

    @property
    def rep(self) -> str | None:
        """The likeliest voice; None without voices."""
        return max(self.chances, key=lambda voice: self.chances[voice], default=None)


def roles(transcript: Transcript, facts: Facts) -> Roles:
    """The chances of the voices of `transcript`, by their words. Speakers are not looked at, and need not be set."""
    voices = transcript.voices
    if not voices:
        return Roles({})
    if len(voices) == 1:
        voices = (*voices, _NOT_HEARD)
    found = _once_each(cues(transcript, Names.of(facts)))
    trust = {cue: _trust(transcript.utterances[cue.where.turn]) for cue in found}
    wording = _wording(transcript, found)
    odds = {(voice, called): _odds(voice, called, trust, wording) for voice in voices for called in (False, True)}
    top = max(odds.values())
    likely = {key: math.exp(_SPREAD * (value - top)) for key, value in odds.items()}
    total = sum(likely.values())
    chances = {v: min(MOST_SURE, (likely[v, False] + likely[v, True]) / total) for v in transcript.voices}
    best = max(odds, key=lambda key: odds[key])
    return Roles(chances, _reasons(best[0], best[1], odds, trust, wording))


def word_leans(words: Sequence[Word]) -> tuple[float, ...]:
    """For each word by how much its sentence sounds like the rep's: log odds, shared out among the sentence's words.

    They count double; between once and three times it made no difference to speak of on calls on one channel.
    """
    whole = Transcript(utterances=(Utterance(speaker=Speaker.UNKNOWN, words=tuple(words)),)) if words else None
    said = sentences(whole, Speaker.UNKNOWN) if whole else ()
    odds = {
        id(w): 2 * lean / len(s.words)
        for s, lean in zip(said, leans(s.text for s in said), strict=True)
        for w in s.words
    }
    return tuple(odds.get(id(word), 0.0) for word in words)


def _once_each(found: tuple[Cue, ...]) -> list[Cue]:
    """The first cue of each kind and voice: saying it twice shows it no better."""
    first: dict[tuple[str, Sign], Cue] = {}
    for cue in found:
        first.setdefault((cue.voice, cue.sign), cue)
    return list(first.values())


def _wording(transcript: Transcript, found: list[Cue]) -> list[tuple[str, Passage, float]]:
    """The sentences beside the cues with what their wording counts for the voice that says them."""
    taken = {id(word) for cue in found for word in cue.where.words}
    said = [s for s in sentences(transcript) if not any(id(word) in taken for word in s.words)]
    lean = leans(s.text for s in said)
    weighed = []
    for sentence, odds in zip(said, lean, strict=True):
        utterance = transcript.utterances[sentence.turn]
        if utterance.voice is not None:
            length = min(1.0, len(sentence.words) / _SHORT)
            weighed.append((utterance.voice, sentence, _OF_WORDING * _trust(utterance) * length * odds))
    return weighed


def _trust(utterance: Utterance) -> float:
    """What the words of `utterance` count for its voice, 0 to 1: nothing when they may as well be another's."""
    return 1.0 if utterance.sure is None else min(1.0, max(0.0, (utterance.sure - 0.5) / (_SURE - 0.5)))


_SURE = 0.8
"""Chance from which the words of an utterance are taken for its voice's own."""


def _odds(rep: str, called: bool, found: Mapping[Cue, float], wording: list[tuple[str, Passage, float]]) -> float:
    """How well all that is said goes with `rep` being the rep, as a natural logarithm."""
    structure = sum(trust * _worth(cue, rep, called) for cue, trust in found.items())
    words = sum(odds for voice, _, odds in wording if voice == rep)
    return (_REP_IS_CALLED if called else _REP_CALLS) + structure + words


def _worth(cue: Cue, rep: str, called: bool) -> float:
    return _WORTH[cue.sign][2 * called + (cue.voice != rep)]


def _reasons(
    rep: str,
    called: bool,
    odds: Mapping[tuple[str, bool], float],
    found: Mapping[Cue, float],
    wording: list[tuple[str, Passage, float]],
) -> tuple[Reason, ...]:
    """What tells `rep` from the likeliest other voice."""
    others = [key for key in odds if key[0] != rep]
    if not others:
        return ()
    other = max(others, key=lambda key: odds[key])
    shown = [
        Reason(c.voice, c.where, c.sign, trust * (_worth(c, rep, called) - _worth(c, *other)))
        for c, trust in found.items()
        if c.sign not in _WEAK
    ]
    shown = sorted((r for r in shown if r.worth >= _STRONG), key=lambda r: (_ORDER.index(r.shows), r.where.start))
    worded = [Reason(voice, where, None, lean) for voice, where, lean in wording if voice == rep]
    worded = sorted((r for r in worded if r.worth > 0), key=lambda r: (-r.worth, r.where.start))
    against = [Reason(voice, where, None, -lean) for voice, where, lean in wording if voice == other[0]]
    against = sorted((r for r in against if r.worth > 0), key=lambda r: (-r.worth, r.where.start))
    return (*_apart(shown), *worded, *against)


_WEAK = (Sign.GIVES_NAME, Sign.ONLY_HELLO)
"""What counts and would convince nobody."""
_STRONG = 1.0
"""Log odds from which a cue is worth showing."""
_ORDER = tuple(Sign)


def _apart(reasons: list[Reason]) -> list[Reason]:
    """`reasons` without those whose words lie in the words of one before them."""
    kept: list[Reason] = []
    for reason in reasons:
        said = reason.where
        if all(said.start >= k.where.end or said.end <= k.where.start for k in kept):
            kept.append(reason)
    return kept
