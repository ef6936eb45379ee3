"""A lead that is followed up: who it is, what was done, what may be said, and what the plan starts from. Pure."""

from __future__ import annotations

import datetime as dt

from coach.business_hours import BusinessHours
from coach.cadence import Cadence, plan_after_call, plan_no_answer
from coach.errors import CoachError
from coach.language.opt_outs import opt_out
from coach.leads import (
    Consent,
    Instant,
    Lead,
    Line,
    MaybeLine,
    MaybeText,
    OptOut,
    Outcome,
    Region,
    Touch,
    Zone,
    day_of,
)
from coach.materials import Offers
from coach.models import Channel, Kind, NextStep, Speaker, Transcript, Value
from coach.silence import Silence


class LeadDetails(Value):
    """What is written down about a lead, as it is filled in; consents and opt-outs are logged one by one."""

    name: Line
    company: MaybeLine = None
    about: MaybeText = None
    """What they asked about."""
    timezone: Zone | None = None
    region: Region | None = None
    came_in: Instant
    """When they asked, which a plan for somebody who does not answer starts from."""


class DraftOptions(Value):
    """What the drafts to one lead may say and must not, as the user chose it."""

    caller: MaybeLine = None
    """The rep's name, where neither the settings nor the recording tell it, or another one is wanted."""
    firm: MaybeLine = None
    law_firm: bool = False
    discreet: bool = False
    offers: Offers = Offers()

    @property
    def for_others(self) -> DraftOptions:
        """What of it holds for every lead: who we are, and our number."""
        return self.model_copy(update={"offers": Offers(call_back=self.offers.call_back)})


class LoggedTouch(Value):
    """A touch in the log; `id` names its entry."""

    id: int
    touch: Touch


class LoggedConsent(Value):
    """A consent in the log; `id` names its entry."""

    id: int
    consent: Consent


class LoggedOptOut(Value):
    """An opt-out that was noted by itself; one that they wrote as an answer stands in the touch that it answers."""

    id: int
    opt_out: OptOut


class Pursuit(Value):
    """A lead with everything that is logged of it, entries that were taken back left out."""

    id: str
    details: LeadDetails
    log: tuple[LoggedTouch, ...] = ()
    """In the order in which the touches were made."""
    consents: tuple[LoggedConsent, ...] = ()
    opt_outs: tuple[LoggedOptOut, ...] = ()
    options: DraftOptions | None = None
    """None until something was chosen."""
    recordings: tuple[str, ...] = ()
    """Ids of the recordings of it, the newest first."""
    details_id: int
    """Names the details as they stand: it changes when somebody changes them."""

    @property
    def touches(self) -> tuple[Touch, ...]:
        return tuple(logged.touch for logged in self.log)

    @property
    def lead(self) -> Lead:
        """The lead as plans and consent checks want it: with every consent and the last opt-out."""
        known = self.details
        opted = max((entry.opt_out for entry in self.opt_outs), key=lambda o: o.at, default=None)
        return Lead(
            name=known.name,
            company=known.company,
            about=known.about,
            timezone=known.timezone,
            region=known.region,
            consents=tuple(entry.consent for entry in self.consents[-_MOST_CONSENTS:]),
            opted_out=opted,
        )


_MOST_CONSENTS = 50


class Start(Value):
    """What a plan starts from: their inquiry, or a talk with them."""

    at: Instant
    talked: bool
    recording: str | None = None
    """Of the talk, where there is one."""

    def line(self, hours: BusinessHours) -> str:
        """What it is, in a few words."""
        day = day_of(hours.local(self.at).date())
        return f"Our talk of {day}" if self.talked else f"Their inquiry of {day}, no answer yet"


def starts(pursuit: Pursuit) -> tuple[Start, ...]:
    """What a plan for this lead may start from, the newest talk first and the inquiry last."""
    talks = [t for t in pursuit.touches if t.outcome is Outcome.SPOKE]
    talks.sort(key=lambda t: t.at, reverse=True)
    found = [Start(at=t.at, talked=True, recording=t.recording) for t in talks]
    return (*found, Start(at=pursuit.details.came_in, talked=False))


def next_touches(
    pursuit: Pursuit,
    start: Start,
    hours: BusinessHours,
    now: dt.datetime,
    step: NextStep | None = None,
    silence: Silence | None = None,
) -> Cadence:
    """The plan from `start` on. `step` and `silence` are those of the talk, where it was recorded.

    Raises CoachError where no plan can be made: an unknown region, a moment out of our times.
    """
    if not start.talked:
        return plan_no_answer(pursuit.lead, start.at, hours, pursuit.touches, now)
    return plan_after_call(pursuit.lead, start.at, hours, step, silence, pursuit.touches, now)


def made_by_now(touch: Touch, now: dt.datetime) -> Touch:
    """The touch as it is. Raises CoachError for one that is still to come: only what was done is logged."""
    if touch.at > now + dt.timedelta(minutes=1):
        raise CoachError("That moment is still to come.", "Log what was done; the plan holds what is to do.")
    return touch


def given_by(consent: Consent, today: dt.date) -> Consent:
    """The consent as it is. Raises CoachError for one of a day after `today`, which nobody can have given."""
    if consent.date > today:
        raise CoachError("That day is still to come.", "Note a consent once they gave it.")
    return consent


def touch_of_recording(
    kind: Kind, recording: str, at: dt.datetime, transcript: Transcript | None = None
) -> Touch | None:
    """What a recording shows that was done: a voicemail was left, or you talked; None where nobody speaks.

    A call in which they asked not to be contacted is logged as that, with their words.
    """
    if kind is Kind.VOICEMAIL:
        return Touch(at=at, channel=Channel.VOICEMAIL, outcome=Outcome.VOICEMAIL, recording=recording)
    if kind is not Kind.CALL:
        return None
    theirs = transcript.by(Speaker.PROSPECT) if transcript else ()
    words = next((words for turn in theirs if (words := opt_out(turn.text))), None)
    outcome = Outcome.OPTED_OUT if words else Outcome.SPOKE
    return Touch(at=at, channel=Channel.CALL, outcome=outcome, reply=words, recording=recording)
