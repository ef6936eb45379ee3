"""Why a call may be recorded: whether somebody said that it is, and where that was necessary. Pure.

Not legal advice: the list of states is one of several that are in use, and a lawyer may change it here.
"""

from __future__ import annotations

import re
from enum import StrEnum

from coach.models import Evidence, Transcript, Value

LOOKED_AT_S = 30.0
"""Seconds from the first word in which a disclosure counts."""
_ALL_PARTIES = frozenset("CA CT DE FL IL MD MA MT NV NH PA WA".split())  # noqa: SIM905
_SAID = re.compile(
    r"\b(?:(?:call|line|conversation|this)(?: \w+){0,3} (?:is|are|may be|might be|will be|being|gets?)(?: \w+){0,2} "
    r"(?:recorded|monitored|taped)|(?:record|recording|taping) (?:this|the|our|all|your) (?:call|conversation|line)s?"
    r"|on a recorded line|recorded line|(?:we|i) (?:record|'re recording|are recording|am recording)"
    r"|(?:i'm|we're) recording|is recorded for)\b"
)
_NOT = re.compile(r"\b(?:not|never|isn't|aren't|don't|won't|no longer)\b")


class RecordingBasis(StrEnum):
    """What allows a recording to be kept and used."""

    ONE_PARTY = "one party"
    ALL_TOLD = "all parties told"
    DISCLOSED = "disclosure heard"
    UNKNOWN = "unknown"


SETTABLE = (RecordingBasis.ONE_PARTY, RecordingBasis.ALL_TOLD, RecordingBasis.UNKNOWN)
"""What a person may say; that a disclosure was heard, the words say."""


class RecordingConsent(Value):
    """The basis of one recording and what shows it."""

    basis: RecordingBasis
    evidence: Evidence | None = None
    author: str = ""
    """Who said so; "" where the words do, or nothing does."""


def disclosure(transcript: Transcript) -> Evidence | None:
    """Where somebody says within the first seconds that the call is recorded, with their words."""
    utterances = [u for u in transcript.utterances if u.words]
    if not utterances:
        return None
    until = min(u.start for u in utterances) + LOOKED_AT_S
    for utterance in utterances:
        words = [word for word in utterance.words if word.start <= until]
        text = " ".join(word.text.lower().strip(".,!?;:") for word in words).replace("’", "'")
        match = _SAID.search(text)
        if match is None or _NOT.search(text[max(0, match.start() - 12) : match.end()]):
            continue
        first = text[: match.start()].count(" ")
        last = text[: match.end()].count(" ")
        said = words[first : last + 1]
        quote = " ".join(word.text for word in said)
        return Evidence(quote=quote, start=said[0].start, end=said[-1].end, speaker=utterance.speaker)
    return None


def consent_of(transcript: Transcript, told: RecordingBasis | None = None, author: str = "") -> RecordingConsent:
    """What holds for a recording: what a person said, else what its words show."""
    heard = disclosure(transcript)
    if told is not None:
        return RecordingConsent(basis=told, evidence=heard, author=author)
    return RecordingConsent(basis=RecordingBasis.DISCLOSED if heard else RecordingBasis.UNKNOWN, evidence=heard)


def is_evidenced(consent: RecordingConsent, state: str | None) -> bool:
    """False where the state asks for everybody's consent and nothing shows that they were told."""
    needs_all = state is not None and state.strip().upper() in _ALL_PARTIES
    shown = consent.evidence is not None or consent.basis is RecordingBasis.ALL_TOLD
    return shown or not needs_all
