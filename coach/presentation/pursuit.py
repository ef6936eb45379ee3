"""Leads, touches and plans as the page of follow-ups tells them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from coach.business_hours import BusinessHours
from coach.cadence import Cadence, State
from coach.consent import NOT_ADVICE, may_text, short
from coach.leads import DIALLED, Consent, ConsentBasis, Lead, Outcome, Stage, Touch, day_of
from coach.models import Channel, Kind, NextStep
from coach.planned_touches import PlannedTouch
from coach.presentation.findings import Look
from coach.pursuit import Pursuit

CHANNEL_WORDS = {
    Channel.SMS: "Text (SMS)",
    Channel.EMAIL: "Email",
    Channel.VOICEMAIL: "Voicemail",
    Channel.CALL: "Call",
    Channel.NOTE: "Handwritten note",
}
CHANNEL_ICONS = {
    Channel.SMS: ":material/sms:",
    Channel.EMAIL: ":material/mail:",
    Channel.VOICEMAIL: ":material/voicemail:",
    Channel.CALL: ":material/call:",
    Channel.NOTE: ":material/edit_note:",
}
OUTCOMES = {
    Outcome.SENT: Look(word="Sent", heading="Sent", icon=":material/send:", color="blue"),
    Outcome.NO_ANSWER: Look(word="No answer", heading="No answer", icon=":material/phone_missed:", color="orange"),
    Outcome.VOICEMAIL: Look(word="Left a voicemail", heading="Voicemail", icon=":material/voicemail:", color="blue"),
    Outcome.SPOKE: Look(word="We talked", heading="We talked", icon=":material/forum:", color="green"),
    Outcome.REPLIED: Look(word="They answered", heading="They answered", icon=":material/reply:", color="green"),
    Outcome.OPTED_OUT: Look(word="Opted out", heading="Opted out", icon=":material/block:", color="red"),
    Outcome.WRONG_NUMBER: Look(
        word="Wrong number", heading="Wrong number", icon=":material/person_off:", color="violet"
    ),
    Outcome.BOUNCED: Look(word="Did not arrive", heading="Did not arrive", icon=":material/unsubscribe:", color="red"),
}
STAGE_WORDS = {
    Stage.FIRST_CALL: "First call",
    Stage.FIRST_TEXT: "First text",
    Stage.FIRST_EMAIL: "First email",
    Stage.SECOND_CALL: "Second call, at another time of day",
    Stage.VALUE: "Something useful",
    Stage.RECAP: "Recap",
    Stage.SECOND_TOUCH: "Second touch",
    Stage.SILENCE: "If they are quiet",
    Stage.PAUSE: "Pause, with a way back in",
    Stage.NURTURE: "Once a quarter",
}
BASIS_WORDS = {
    ConsentBasis.FORM: "They ticked it or sent a form",
    ConsentBasis.WROTE_FIRST: "They texted first",
    ConsentBasis.WRITTEN: "They wrote it",
    ConsentBasis.SPOKEN: "They said it",
}
STATES = {
    State.ACTIVE: Look(word="Active", heading="Active", icon=":material/play_circle:", color="green"),
    State.NURTURE: Look(word="Paused", heading="Paused", icon=":material/pause_circle:", color="orange"),
    State.STOPPED: Look(word="Stopped", heading="Stopped", icon=":material/stop_circle:", color="gray"),
}
NOT_LEGAL = f"This keeps you out of plain mistakes. It is {NOT_ADVICE}."


def outcomes_of(channel: Channel) -> tuple[Outcome, ...]:
    """What can come of reaching out by `channel`, the commonest first; answers are entered as answers."""
    if channel in DIALLED:
        first = (Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.SPOKE)
        return (*(first if channel is Channel.VOICEMAIL else (first[1], first[2], first[0])), Outcome.WRONG_NUMBER)
    return (Outcome.SENT, Outcome.BOUNCED, Outcome.WRONG_NUMBER) if channel is Channel.SMS else _WRITTEN


_WRITTEN = (Outcome.SENT, Outcome.BOUNCED)


def who_line(pursuit: Pursuit) -> str:
    """What tells one lead from another: name, company, and what they asked about."""
    known = pursuit.details
    return ", ".join(part for part in (known.name, known.company, short(known.about) if known.about else None) if part)


def last_line(pursuit: Pursuit, zone: str | None) -> str:
    """What was done last for a lead, for a list; `zone` is the reader's."""
    if not pursuit.log:
        return "Nothing logged yet"
    last = pursuit.log[-1].touch
    return f"{OUTCOMES[last.outcome].word} · {moment_line(last.at, zone)}"


def moment_line(at: dt.datetime, zone: str | None) -> str:
    """A moment on this zone's clock: Mon 2 March 2026, 10:05."""
    from zoneinfo import ZoneInfo

    there = at.astimezone(ZoneInfo(zone) if zone else dt.UTC)
    return f"{there:%a} {day_of(there.date())}, {there:%H:%M}" + ("" if zone else " UTC")


def touch_title(touch: Touch) -> str:
    """Channel, and which touch of the plan it was."""
    stage = f" · {STAGE_WORDS[touch.stage]}" if touch.stage else ""
    return f"{CHANNEL_WORDS[touch.channel]}{stage}"


def planned_title(touch: PlannedTouch) -> str:
    """What to do: its stage and its channel, said once where the stage names it."""
    then = ", else a voicemail" if touch.then is Channel.VOICEMAIL else ""
    stage = STAGE_WORDS[touch.stage]
    channel = CHANNEL_WORDS[touch.channel]
    named = _NAMED_BY.get(touch.stage) is touch.channel
    return f"{stage}{then}" if named else f"{stage}: {_lower(channel)}{then}"


_NAMED_BY = {
    Stage.FIRST_CALL: Channel.CALL,
    Stage.FIRST_TEXT: Channel.SMS,
    Stage.FIRST_EMAIL: Channel.EMAIL,
    Stage.SECOND_CALL: Channel.CALL,
}


def step_line(step: NextStep, day: dt.date) -> str:
    """The agreed step of this day: what, when and why."""
    clock = f" at {step.time}" if step.time else ""
    why = f" ({_ended(step.purpose)})" if step.purpose else ""
    return f"{_ended(step.action)}, {day_of(day)}{clock}{why}"


def _ended(said: str) -> str:
    """Words that were said, without the sign that stood behind them."""
    return said.rstrip(" ,.;:")


def about_line(touch: PlannedTouch) -> str:
    """What a planned touch is about, with what is known to fill it."""
    return f"About {touch.about}" + (f" (“{' '.join(touch.fact.split())}”)" if touch.fact else "")


def consent_line(consent: Consent) -> str:
    """A consent as it is listed."""
    said = f": “{short(consent.words)}”" if consent.words else ""
    return f"{CHANNEL_WORDS[consent.channel]}, {day_of(consent.date)}. {BASIS_WORDS[consent.basis]}{said}"


def texting_line(lead: Lead, touches: Iterable[Touch]) -> str:
    """Whether this lead may be texted, as one line."""
    return may_text(lead, touches) or f"You may text {lead.name}: consent is recorded - {NOT_ADVICE}"


def clock_line(hours: BusinessHours, now: dt.datetime) -> str:
    """What time it is where the lead is, and whether one may call now."""
    there = hours.local(now)
    if hours.is_open(now):
        return f"It is {there:%a %H:%M} where they are ({hours.timezone}), within business hours."
    first = hours.first_open(now)
    return f"It is {there:%a %H:%M} where they are ({hours.timezone}): closed until {first:%a %H:%M}."


def coming_line(cadence: Cadence, zone: str) -> str:
    """What comes next in a plan and when, on this zone's clock; why nothing does."""
    if not cadence.touches:
        return cadence.reason
    following = cadence.touches[0]
    what = _lower(STAGE_WORDS[following.stage])
    if _NAMED_BY.get(following.stage) is not following.channel:
        what = f"{what} ({_lower(CHANNEL_WORDS[following.channel])})"
    return f"Next: {what} · {moment_line(following.due, zone)}"


def due_first(cadence: Cadence | None) -> dt.datetime:
    """What a list of leads is ordered by: who is due first comes first, who is not to be contacted last."""
    return cadence.touches[0].due if cadence and cadence.touches else dt.datetime.max.replace(tzinfo=dt.UTC)


def plan_file_name(cadence: Cadence, end: str) -> str:
    """The name of a file of this plan, without anything that a file name cannot hold."""
    name = "-".join("".join(c if c.isalnum() else " " for c in cadence.lead.name).split())
    return f"follow-up-{name[:60] or 'lead'}.{end}"


def told_when(kind: Kind | None) -> str:
    """How we ask for the moment of a recording, or of the inquiry."""
    return {Kind.VOICEMAIL: "When did you leave it?", Kind.CALL: "When was the call?"}.get(kind, "When did they ask?")  # type: ignore[arg-type]


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
