"""Who is taken for the rep, and why, as a sentence."""

from __future__ import annotations

from coach.models import Transcript

SURE = 0.99
"""Below this chance that the rep is the right one, the doubt is said."""
CHANNELS = ("left", "right")


def voice_name(voice: str) -> str:
    """A voice as people call it."""
    return f"the {voice} channel" if voice in CHANNELS else f"voice {voice}"


def rep_line(transcript: Transcript) -> str:
    """Who is the rep of a call and how we know, or that we don't; "" where nobody had to be told apart."""
    casting = transcript.casting
    if casting is not None and casting.rep is not None:
        doubt = "" if casting.sure >= SURE else f" (about {100 * casting.sure:.0f} % sure)"
        name = voice_name(casting.rep)
        because = (
            "it " + casting.because.removeprefix(f"{name} ") if casting.because.startswith(name) else casting.because
        )
        return f"rep: {name}; {because}{doubt}"
    if transcript.speakers_known:
        return ""
    because = casting.because if casting else "the voices could not be told apart"
    return f"rep: not known; {because}; tell us who is the rep"
