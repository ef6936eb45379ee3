"""A plan of touches as files that other programs open: iCalendar (RFC 5545) and a spreadsheet's CSV.

The agreed step is an event with its purpose in the description, each touch a task with start and due time. Times are on
the lead's clock, with the rules of that zone in the file, so that they stay right where the calendar is elsewhere.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coach import __version__
from coach.cadence import Cadence, PlannedTouch
from coach.cadence_report import TITLES
from coach.edges.zone_rules import zone_rules
from coach.errors import CoachError
from coach.models import Channel, NextStep
from coach.presentation.cells import cell
from coach.presentation.text import plain, plain_lines

if TYPE_CHECKING:
    from icalendar import Component

STEP_MINUTES = 30
"""How long an agreed step is entered for, where it has a time of day; without one it takes the whole day."""

COLUMNS = (
    *("lead", "company", "stage", "channel", "if nobody answers", "due", "by", "timezone", "due UTC", "about", "fact"),
    *("purpose", "note", "article", "section"),
)


def to_ics(cadence: Cadence, made_at: dt.datetime) -> bytes:
    """The plan as an iCalendar file. Raises CoachError where there is nothing to enter.

    The same plan made again has the same UIDs: importing it twice makes no second copy.
    """
    from icalendar import Calendar

    zone = ZoneInfo(cadence.timezone)
    entries: list[Component] = []
    if cadence.step and cadence.step.date:
        entries.append(_event(cadence, cadence.step, cadence.step.date, zone, made_at))
    entries.extend(_task(cadence, touch, made_at) for touch in cadence.touches)
    if not entries:
        raise CoachError("There is nothing to enter into a calendar.", cadence.reason)
    file = Calendar()
    file.add("prodid", f"-//Callback Coach//{__version__}//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", plain(f"Follow-up: {cadence.lead.name}"))
    moments = [touch.due.date() for touch in cadence.touches] or [made_at.date()]
    moments += [cadence.step.date] if cadence.step and cadence.step.date else []
    if cadence.timezone not in _UTC:
        beside = dt.timedelta(days=_DAYS_BESIDE)
        file.add_component(zone_rules(cadence.timezone, min(moments) - beside, max(moments) + beside))
    for entry in entries:
        file.add_component(entry)
    written: bytes = file.to_ical()
    return written


def to_csv(cadence: Cadence) -> str:
    """One line a touch under a line of names; no cell can be taken for a formula."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for touch in cadence.touches:
        cells = (
            cadence.lead.name,
            cadence.lead.company,
            touch.stage,
            touch.channel,
            touch.then,
            f"{touch.due:%Y-%m-%d %H:%M}",
            f"{touch.by:%Y-%m-%d %H:%M}",
            cadence.timezone,
            f"{touch.due_utc:%Y-%m-%dT%H:%M:%SZ}",
            touch.about,
            touch.fact,
            touch.purpose,
            touch.note,
            touch.source.article,
            touch.source.section,
        )
        writer.writerow(cell(plain_lines(str(value))) if value is not None else "" for value in cells)
    return lines.getvalue()


_DAYS_BESIDE = 366
"""Days before and after the plan for which the zone's rules are in the file: an entry may be moved."""
_UTC = ("UTC", "Etc/UTC", "Zulu")


def _event(cadence: Cadence, step: NextStep, day: dt.date, zone: ZoneInfo, made_at: dt.datetime) -> Component:
    from icalendar import Event

    clock = _clock(step.time)
    event = Event()
    if clock is None:
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
    else:
        starts = dt.datetime.combine(day, clock, zone)
        event.add("dtstart", starts)
        event.add("dtend", starts + dt.timedelta(minutes=STEP_MINUTES))
    event.add("summary", plain(f"{cadence.lead.name}: {step.action}"))
    said = f"As said: {step.when}" if step.when else None
    told = (f"Purpose: {step.purpose}" if step.purpose else None, said, f"For: {step.owner}")
    _describe(event, cadence, (*told, None if step.confirmed else "Not confirmed yet: ask for a clear yes."))
    _identify(event, cadence, f"step {day} {step.time} {step.action}", made_at)
    return event


def _task(cadence: Cadence, touch: PlannedTouch, made_at: dt.datetime) -> Component:
    from icalendar import Todo

    task = Todo()
    task.add("dtstart", touch.due)
    task.add("due", touch.by)
    task.add("summary", plain(f"{TITLES[touch.channel]} {cadence.lead.name} ({touch.stage})"))
    voicemail = "Nobody answers: leave a voicemail." if touch.then is Channel.VOICEMAIL else None
    about = f"About: {touch.about}" + (f" ({touch.fact})" if touch.fact else "")
    source = f"From: {touch.source.article}, {touch.source.section}"
    _describe(task, cadence, (touch.purpose, about, voicemail, touch.note, source))
    task.add("categories", [touch.channel.value, touch.stage.value])
    task.add("status", "NEEDS-ACTION")
    _identify(task, cadence, f"{touch.stage} {touch.due_utc.isoformat()}", made_at)
    return task


def _describe(entry: Component, cadence: Cadence, lines: tuple[str | None, ...]) -> None:
    entry.add("description", "\n".join(plain_lines(line) for line in (*lines, cadence.lead.company) if line))


def _identify(entry: Component, cadence: Cadence, what: str, made_at: dt.datetime) -> None:
    digest = hashlib.sha256(f"{cadence.lead.name}\0{cadence.timezone}\0{what}".encode()).hexdigest()
    entry.add("uid", f"{digest[:32]}@callback-coach")
    entry.add("dtstamp", made_at.astimezone(dt.UTC))


def _clock(told: str | None) -> dt.time | None:
    """A time as `HH:MM`; None where none is told."""
    try:
        return dt.time.fromisoformat(told) if told else None
    except ValueError:
        return None
