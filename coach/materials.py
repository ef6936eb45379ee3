"""What a draft may be made of: things really said, with their evidence, and things the user told. Values only."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from coach.leads import MaybeLine, MaybeText
from coach.models import Evidence, Facts, Kind, NextStep, Value
from coach.step_telling import ToldStep


class FactKind(StrEnum):
    """What a thing that was said is to the lead."""

    PROBLEM = "problem"
    CONCERN = "concern"
    HOPE = "hope"
    SITUATION = "situation"
    OBJECTION = "objection"
    INTEREST = "interest"
    """What they asked about."""
    SUMMARY = "summary"
    """Their point in the rep's words, which they agreed to."""
    PROMISE = "promise"
    """What the rep promised to send or do."""
    HELP = "help"
    """What the rep said they can do about it."""


class SaidFact(Value):
    """One thing that was said, as the rep tells it to the lead, and the words that show it."""

    kind: FactKind
    text: str
    """A clause that follows "You said ..." ("your insurance only covers ten visits"), or of an interest, a promise
    and a help what follows "about ..." or "I'll ..." or "I can ..."."""
    evidence: Evidence | None
    """None where the user told it."""
    weight: float = 0.0
    """How much it matters, as far as the words show; the heaviest are told first."""


class Offers(Value):
    """What the user can offer, beside what was said: nothing of it is guessed."""

    call_back: MaybeLine = None
    """The number to call back, as it is to be read."""
    time: MaybeLine = None
    """A time that the rep can offer: "Thursday at ten"."""
    material: MaybeLine = None
    """What the rep can send: "the one-page price list"."""
    link: MaybeLine = None
    """Where a time can be picked, as typed by the user; no other link reaches a draft."""
    news: MaybeText = None
    """Something new and true that helps this lead, as a whole sentence."""


class Material(Value):
    """Everything that the drafts to one lead may say."""

    kind: Kind
    """Of the recording that they go on from."""
    facts: Facts
    """Names, firm, what the lead asked about, what they already received."""
    said: tuple[SaidFact, ...] = ()
    """The heaviest first."""
    step: NextStep | None = None
    told_step: ToldStep | None = None
    """The step in words that a text may use."""
    offers: Offers = Offers()
    law_firm: bool = False
    """The sender is a law firm: drafts say so."""
    discreet: bool = False
    """No fact of the matter in an SMS or a voicemail, which others may read or hear."""
    no_text: str | None = None
    """Why no SMS may go out, in one line (`coach.consent.may_text`); None where one may."""
    first_text: bool = True
    """Whether the next SMS is the first to this lead."""
    no_contact: str | None = None
    """Why this lead is not written to at all, in one line; None where they may be."""
    recording: str | None = None
    """Id of the recording, for playing what a sentence rests on."""


Role = Literal["greeting", "sender", "fact", "step", "offer", "ask", "thanks", "opt-out", "way-back"]
