"""The plan of touches after this one: when, by which channel and what for, until the lead answers or it is paused.

`plan_no_answer` follows S001 while a new lead does not answer, `plan_after_call` S000 after a good first call. Nothing
falls outside business hours where the lead is; what was done already is not planned again, and what comes after it is
measured from when it was really done. An answer or an opt-out ends the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from coach.business_hours import BusinessHours
from coach.cadence_plan import AFTERNOON, DAY, LATE_MORNING, Plan
from coach.cadence_steps import AFTER_CALL, CONFIRM_STEP, LAST_BUSINESS_DAY, NO_ANSWER
from coach.leads import Lead, Touch, day_of
from coach.models import NextStep
from coach.planned_touches import Cadence, PlannedTouch, State
from coach.silence import Silence

__all__ = ["Cadence", "PlannedTouch", "State", "plan_after_call", "plan_no_answer"]


def plan_no_answer(
    lead: Lead,
    came_in: dt.datetime,
    hours: BusinessHours,
    touches: Iterable[Touch] = (),
    now: dt.datetime | None = None,
) -> Cadence:
    """The touches left for a lead who came in at `came_in` and has not answered yet (S001, the five steps).

    `touches` are those made so far; nothing is planned before `now` (default: `came_in`). All moments are aware.
    Raises CoachError for a moment without a zone or out of our times.
    """
    plan = Plan(lead, came_in, hours, tuple(touches), now)
    if ended := plan.ended():
        return ended
    call, text, email, second, value, pause = NO_ANSWER
    first = plan.put(call, came_in, within=5)
    if not hours.is_open(came_in):
        plan.note_last("They came in outside business hours: called when the day begins.")
    plan.put(text, hours.later(first, minutes=5), within=15, since=first)
    plan.put(email, _same_day(hours, first), within=60, since=first)
    again = plan.put(second, plan.call_time(hours.local(first).date() + DAY), within=60)
    useful = plan.put(value, hours.on(plan.days_after(again), LATE_MORNING))
    last = max(hours.business_day(hours.local(first).date(), LAST_BUSINESS_DAY), plan.business_days_after(useful, 2))
    plan.put_pause(pause, last)
    return plan.finished("Nobody answered yet: short, frequent touches first, then a pause with a way back in.")


def plan_after_call(
    lead: Lead,
    called: dt.datetime,
    hours: BusinessHours,
    step: NextStep | None = None,
    silence: Silence | None = None,
    touches: Iterable[Touch] = (),
    now: dt.datetime | None = None,
) -> Cadence:
    """The touches left after a good first call at `called` that ended on `step` (S000, steps 3 to 6).

    A dated step is itself the second touch, or is confirmed by it; what follows is measured from the step. `silence`
    is how their silence reads from what they said. Raises CoachError as `plan_no_answer` does.
    """
    plan = Plan(lead, called, hours, tuple(touches), now, call=called)
    if ended := plan.ended():
        return ended
    recap, second, value, quiet, pause = AFTER_CALL
    agreed = step.date if step and step.date and step.date >= hours.local(called).date() else None
    done = plan.put(recap, _same_day(hours, called), since=called, within=24 * 60)
    if done > hours.later(called, hours=24):
        plan.note_last("Later than 24 hours after the call: the first business day after it.")
    day = plan.days_after(called)
    if agreed is None or day < agreed:
        touch = second if agreed is None else CONFIRM_STEP
        day = hours.local(plan.put(touch, plan.call_time(day), fact=step.action if step else None)).date()
    # A step that took the second touch's place and fell through is followed as closely as the call was.
    useful_on = plan.days_after(hours.on(agreed, LATE_MORNING)) if agreed else hours.business_day(day + DAY, 4)
    useful = plan.put(value, hours.on(useful_on, LATE_MORNING))
    patient = hours.on(plan.business_days_after(useful, 5), AFTERNOON)
    asked = plan.put(quiet, patient, about=silence.about if silence else None)
    plan.put_pause(pause, plan.business_days_after(asked, 5))
    if agreed:
        plan.notes.append(f"When the step of {day_of(agreed)} takes place, this plan ends: make a new one after it.")
    return plan.finished("They talked to you: close behind the call, then slower and with something new.", step)


def _same_day(hours: BusinessHours, since: dt.datetime) -> dt.datetime:
    """Half an hour after `since`, or just before the day's end where less than that is left."""
    soon, last = hours.later(since, minutes=30), hours.later(hours.closing(since), minutes=-5)
    return last if not hours.is_open(soon) and hours.is_open(since) and last > since else soon
