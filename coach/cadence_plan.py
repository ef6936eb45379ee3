"""How a plan of touches is made: what was done is taken off, channels are chosen, moments are found that are open."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable

from coach.business_hours import BusinessHours
from coach.cadence_steps import ABOUT, MOST, NURTURE, Slot, Step
from coach.consent import may_text, short, standing_opt_out
from coach.errors import CoachError
from coach.leads import FIRST_YEAR, LAST_YEAR, Lead, Outcome, Stage, Touch, day_of
from coach.models import Channel, NextStep
from coach.planned_touches import Cadence, PlannedTouch, State

DAY = dt.timedelta(days=1)
LATE_MORNING, AFTERNOON = dt.time(11), dt.time(15)
_CALL_TIMES = (dt.time(10), dt.time(16), dt.time(13))
"""S001, step 4: "if you first called at 10 AM, try at 4 PM"."""
_QUARTERS = 4
_APART_MINUTES = 15


def _channel_of(touch: Touch) -> Channel:
    return Channel.CALL if touch.dialled else touch.channel


def _minutes(moment: dt.datetime) -> int:
    return moment.hour * 60 + moment.minute


class Plan:
    """A plan while it is made: what was done, how often each channel was used, when the last touch falls."""

    def __init__(
        self,
        lead: Lead,
        start: dt.datetime,
        hours: BusinessHours,
        touches: tuple[Touch, ...],
        now: dt.datetime | None,
        call: dt.datetime | None = None,
    ) -> None:
        if start.tzinfo is None or not FIRST_YEAR <= start.year <= LAST_YEAR - _YEARS_AHEAD:
            raise CoachError(f"No plan can start at {start}.", "Give a moment of our times, with its zone.")
        self.lead, self.hours = lead, hours
        self.all = touches
        self.made = sorted((t for t in touches if (t.at > call if call else t.at >= start)), key=lambda t: t.at)
        self.unmatched = list(self.made)
        self.now = max(start, now or start)
        self.refusal = may_text(lead, touches)
        self.used = Counter(_channel_of(t) for t in self.made if t.stage is not Stage.NURTURE)
        self.calls = [hours.local(t.at) for t in self.made if t.dialled] + ([hours.local(call)] if call else [])
        self.last = hours.local(start) - dt.timedelta(days=1)
        self.planned: list[PlannedTouch] = []
        self.notes: list[str] = []

    def ended(self) -> Cadence | None:
        """The empty plan, where the lead answered or wants no more of it."""
        if opted := standing_opt_out(self.lead, self.all):
            said = f' ("{short(opted.words)}")' if opted.words else ""
            return self._stopped(
                f"They opted out on {day_of(self.hours.local(opted.at).date())}{said}: no more touches."
            )
        answer = next((t for t in self.made if t.reply or t.outcome in (Outcome.REPLIED, Outcome.SPOKE)), None)
        if answer is not None:
            day = day_of(self.hours.local(answer.at).date())
            if answer.outcome is Outcome.SPOKE:
                return self._stopped(f"You talked on {day}: this plan ends, make one that follows that call.")
            return self._stopped(
                f"They answered your {answer.channel} of {day}: answer them, nothing planned goes out."
            )
        if not self._open_channels():
            return self._stopped("The number is wrong and the email does not arrive: check how to reach them.")
        return None

    def _open_channels(self) -> set[Channel]:
        """Channels that still lead to this person, and that they consented to where it takes consent."""
        outcomes = {(_channel_of(t), t.outcome) for t in self.made}
        found = {Channel.CALL, Channel.SMS, Channel.EMAIL}
        if any(outcome is Outcome.WRONG_NUMBER for _, outcome in outcomes):
            found -= {Channel.CALL, Channel.SMS}
        found -= {channel for channel, outcome in outcomes if outcome is Outcome.BOUNCED}
        return found - {Channel.SMS} if self.refusal else found

    def put(
        self,
        step: Step,
        target: dt.datetime,
        within: float | None = None,
        since: dt.datetime | None = None,
        fact: str | None = None,
        about: str | None = None,
    ) -> dt.datetime:
        """Plans `step` for `target` or the first open moment after it; when it was, is, or would have been due.

        `within` are minutes after `since` (or after it is due) in which it is in time; without, the day's end is.
        """
        if done := self._done(step):
            self.last = max(self.last, self.hours.local(done.at))
            return self.hours.local(done.at)
        channel = self._channel(step)
        if channel is None:
            return self.hours.first_open(max(target, self.now))
        due = self._free(target, channel)
        closing = self.hours.closing(due)
        by = self.hours.later(since or due, minutes=within) if within else closing
        if since and by <= due:  # it had to wait for the next business day: as soon as that begins
            by = self.hours.later(due, minutes=_APART_MINUTES)
        self.planned.append(
            PlannedTouch(
                stage=step.stage,
                channel=channel,
                then=step.then if channel is Channel.CALL else None,
                due=due,
                by=min(by, closing),
                purpose=step.purpose,
                source=step.source,
                slot=step.slot,
                about=about or ABOUT[step.slot],
                fact=fact or (self.lead.about if step.slot in _ABOUT_THE_INQUIRY else None),
            )
        )
        self.used[channel] += step.stage is not Stage.NURTURE
        self.last = due
        if channel is Channel.CALL:
            self.calls.append(due)
        return due

    def put_pause(self, step: Step, day: dt.date) -> None:
        """The pause, and a touch a quarter after it."""
        channel = self._channel(step)
        at = self.call_time(day) if channel is Channel.CALL else self.hours.on(day, AFTERNOON)
        paused = self.hours.local(self.put(step, at)).date()
        for quarter in range(1, _QUARTERS + 1):
            self.put(NURTURE, self.hours.on(_months_later(paused, 3 * quarter), LATE_MORNING))

    def note_last(self, note: str) -> None:
        """Says why the touch planned last comes when it does."""
        if self.planned:
            self.planned[-1] = self.planned[-1].model_copy(update={"note": note})

    def _done(self, step: Step) -> Touch | None:
        """The touch that was this step: the one that says so, else the first one of its channel that says nothing."""
        for touch in self.unmatched:
            channel = _channel_of(touch)
            unsaid = touch.stage is None and channel in step.channels and step.stage not in (Stage.PAUSE, Stage.NURTURE)
            if touch.stage is step.stage or unsaid:
                self.unmatched.remove(touch)
                return touch
        return None

    def _channel(self, step: Step) -> Channel | None:
        """The first channel of `step` that is open and not used up."""
        found = self._open_channels()
        free = (c for c in step.channels if c in found and (step is NURTURE or self.used[c] < MOST[c]))
        return next(free, None)

    def _free(self, target: dt.datetime, channel: Channel) -> dt.datetime:
        """The first open moment from `target` that is neither past nor close behind the touch before it."""
        apart = 5 if channel is Channel.SMS else _APART_MINUTES
        earliest = max(self.now, self.hours.later(self.last, minutes=apart))
        if target >= earliest:
            return self.hours.first_open(target)
        if channel is Channel.CALL and self.calls:  # a second call keeps its time of day
            later = self.call_time(self.hours.local(earliest).date())
            return later if later >= earliest else self.call_time(self.hours.local(earliest).date() + DAY)
        return self.hours.first_open(earliest)

    def call_time(self, day: dt.date) -> dt.datetime:
        """The time of day furthest from those of the calls so far, on the first business day from `day`."""
        tried = [_minutes(self.hours.local(call)) for call in self.calls]
        clock = max(_CALL_TIMES, key=lambda at: min((abs(at.hour * 60 + at.minute - t) for t in tried), default=0))
        return self.hours.on(day, clock)

    def days_after(self, moment: dt.datetime) -> dt.date:
        """Three days on, or four where only that is a business day; else the next one (S001, step 5; S000, step 3)."""
        return self.hours.on(self.hours.local(moment).date() + 3 * DAY, self.hours.opens).date()

    def business_days_after(self, moment: dt.datetime, days: int) -> dt.date:
        return self.hours.business_day(self.hours.local(moment).date() + DAY, days)

    def _stopped(self, reason: str) -> Cadence:
        return self._cadence(State.STOPPED, reason)

    def finished(self, reason: str, step: NextStep | None = None) -> Cadence:
        """The plan as it stands."""
        if not any(t.stage is not Stage.NURTURE for t in self.planned):
            return self._cadence(State.NURTURE, "Paused: one useful touch a quarter, until they come back.", step)
        if self.refusal:
            self.notes.append(self.refusal)
        self.notes.extend(self._closed_days())
        return self._cadence(State.ACTIVE, reason, step)

    def _closed_days(self) -> Iterable[str]:
        """What is worth knowing about holidays while the pursuit lasts."""
        if self.hours.region is None:
            yield "Holidays are not known: tell a region, such as US-CA."
            return
        active = [t.due.date() for t in self.planned if t.stage is not Stage.NURTURE]
        for days in range((max(active) - min(active)).days + 1):
            day = min(active) + days * DAY
            if day.weekday() < _SATURDAY and (name := self.hours.holiday(day)):
                yield f"{day_of(day)} is {name}: nothing goes out."

    def _cadence(self, state: State, reason: str, step: NextStep | None = None) -> Cadence:
        return Cadence(
            lead=self.lead,
            timezone=self.hours.timezone,
            region=self.hours.region,
            state=state,
            reason=reason,
            touches=tuple(self.planned),
            step=step,
            notes=tuple(self.notes),
        )


_SATURDAY = 5
_YEARS_AHEAD = 3
"""A plan with its quarters, and an agreed step before them, ends well within this."""
_ABOUT_THE_INQUIRY = (Slot.INQUIRY, Slot.REPLY, Slot.DETAIL, Slot.NEWS)


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))
