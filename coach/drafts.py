"""Drafts of what to say next, as values: every sentence with the things said that it rests on."""

from __future__ import annotations

from enum import StrEnum

from coach.draft_check import DraftCheck
from coach.materials import Role, SaidFact
from coach.models import Channel, Value
from coach.silence import SilenceKind


class Purpose(StrEnum):
    """What a draft is for."""

    FOLLOW_UP = "follow-up"
    """Goes on from the call or voicemail."""
    PAUSE = "pause"
    """Pauses and keeps the door open (S000, step 6)."""
    SILENCE = "silence"
    """A neutral, decision-friendly message to a lead who is quiet (S000, step 5)."""


class DraftSentence(Value):
    """A sentence of a draft. One that claims something has things said (or told by the user) behind it."""

    text: str
    role: Role
    said: tuple[SaidFact, ...] = ()


class FollowUp(Value):
    """One draft, ready to be sent unless `problems` says otherwise."""

    channel: Channel
    purpose: Purpose
    silence: SilenceKind | None = None
    """The kind of silence that it answers."""
    subject: str | None = None
    """Of an email."""
    sentences: tuple[DraftSentence, ...]
    text: str
    """The whole draft as it goes out; of an email with its subject line."""
    check: DraftCheck | None = None
    """What our own rubric says of it; None of a note, which has none."""
    by_model: bool = False
    problems: tuple[str, ...] = ()
    """Why it does not pass its own rubric, one line each; empty when it does."""

    @property
    def ready(self) -> bool:
        return not self.problems


class Drafts(Value):
    """The drafts for one channel and purpose, each from other things said; or why there is none."""

    channel: Channel
    purpose: Purpose
    drafts: tuple[FollowUp, ...] = ()
    refusal: str | None = None
    """Why nothing may go out this way, in one line: no consent, or an opt-out."""
    ask: str | None = None
    """The question to ask the lead next where too little is known to write anything that is theirs alone."""
