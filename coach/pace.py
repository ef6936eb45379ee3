"""How fast this rep speaks on voicemails, which says whether a draft fits 20 seconds. Pure.

Words over the whole message, pauses included, as the length limit counts them: `coach.speech_metrics.pace` is of the
speaking time alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from coach.language.sentences import plain
from coach.models import Speaker, Transcript, Value

USUAL_WPM = 150.0
"""Where too little is known of the rep."""
LAST = 10
"""Voicemails that are looked back on."""
FEWEST_RECORDINGS, FEWEST_WORDS = 2, 60
"""Two voicemails, or one of about 25 s."""
_SHORTEST_WORDS, _SHORTEST_S = 5, 2.0
_SPOKEN_WPM = (60.0, 300.0)
"""What people speak at: outside of it something was misheard."""


class Spoken(Value):
    """One voicemail: words said, and seconds from the message's start to its end."""

    words: int
    seconds: float

    @property
    def wpm(self) -> float:
        return 60.0 * self.words / self.seconds


class RepPace(Value):
    """The pace to read drafts at, and how we know it."""

    wpm: float
    measured: bool
    because: str
    """In plain words, for the user."""


def spoken(transcript: Transcript) -> Spoken | None:
    """Words and length of the message of a voicemail; None where it is too short, or misheard, to tell a pace."""
    own = transcript.by(Speaker.REP) or transcript.by(Speaker.UNKNOWN)
    span = transcript.message_span
    if not own:
        return None
    seconds = span.length if span else max(u.end for u in own) - own[0].start
    words = sum(1 for utterance in own for word in utterance.words if plain(word.text))
    if words < _SHORTEST_WORDS or seconds < _SHORTEST_S:
        return None
    found = Spoken(words=words, seconds=seconds)
    slowest, fastest = _SPOKEN_WPM
    return found if slowest <= found.wpm <= fastest else None


def rep_pace(messages: Iterable[Spoken]) -> RepPace:
    """The median pace of the last voicemails, given the newest first; the usual one where they are too few."""
    last = tuple(messages)[:LAST]
    words = sum(message.words for message in last)
    if len(last) < FEWEST_RECORDINGS and words < FEWEST_WORDS:
        known = f"only one short voicemail of yours ({words} words)" if last else "no voicemail of yours"
        because = f"{USUAL_WPM:.0f} words a minute, a usual pace: we have {known} to measure."
        return RepPace(wpm=USUAL_WPM, measured=False, because=because)
    wpm = round(median(message.wpm for message in last))
    of = "your last voicemail" if len(last) == 1 else f"your last {len(last)} voicemails"
    return RepPace(wpm=wpm, measured=True, because=f"{wpm} words a minute, your own pace on {of}.")
