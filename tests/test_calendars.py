"""The files of a plan open elsewhere, say the same moments, and carry nothing but text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from second_calendar_reader import Entry, moment, read

from coach.business_hours import BusinessHours
from coach.cadence import Cadence, plan_after_call, plan_no_answer
from coach.cadence_report import cadence_json, cadence_lines
from coach.edges.calendars import COLUMNS, to_csv, to_ics
from coach.errors import CoachError
from coach.leads import Consent, Lead, OptOut
from coach.models import NextStep

MADE = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
TICKED = Consent(channel="sms", basis="form", date="2026-01-01")
ODD = Lead(
    name="Zoë, Müller; \\Söhne",
    company='A "B" & Co; Ltd, (北京)',
    about='the roof, the "new" one;\nand: the fence\\gate',
    consents=(TICKED,),
)
STEP = NextStep(
    action="call about pricing, and timelines", date=dt.date(2026, 3, 12), time="10:30", when="Thursday; half ten",
    purpose="to choose a plan", confirmed=True,
)  # fmt: skip


def plan(
    zone: str = "America/Chicago", step: NextStep | None = None, lead: Lead = ODD, start: str = "2026-03-04T15:00"
) -> Cadence:
    begun = dt.datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    hours = BusinessHours(timezone=zone, region=None)
    return plan_after_call(lead, begun, hours, step) if step else plan_no_answer(lead, begun, hours)


@pytest.mark.parametrize(
    "zone",
    [
        *("America/Chicago", "Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Phoenix", "UTC"),
        *("Africa/Casablanca", "Europe/Dublin", "America/Sao_Paulo", "Pacific/Auckland"),
    ],
)
@pytest.mark.parametrize("start", ["2026-03-04T15:00", "2026-10-23T10:00", "2027-12-30T17:50"])
def test_a_second_reader_finds_the_same_moments(zone: str, start: str) -> None:
    cadence = plan(zone, start=start)

    file = to_ics(cadence, MADE)

    tasks = read(file).all("VTODO")
    assert [moment(file, task, "DTSTART") for task in tasks] == [t.due for t in cadence.touches]
    assert [moment(file, task, "DUE") for task in tasks] == [t.by for t in cadence.touches]
    assert all(task.text("STATUS") == "NEEDS-ACTION" for task in tasks)


def test_every_entry_has_what_a_calendar_needs_and_its_own_id() -> None:
    calendar = read(to_ics(plan(step=STEP), MADE))

    assert calendar.text("VERSION") == "2.0"
    assert calendar.text("PRODID").startswith("-//Callback Coach//")
    entries = calendar.all("VEVENT") + calendar.all("VTODO")
    assert len(entries) > 5
    assert len({entry.text("UID") for entry in entries}) == len(entries)
    assert all(entry.text("DTSTAMP") == "20260301T120000Z" for entry in entries)
    used = {p["TZID"] for e in entries for _, p, _ in e.properties if "TZID" in p}
    assert used == {zone.text("TZID") for zone in calendar.all("VTIMEZONE")} == {"America/Chicago"}


def test_names_and_reasons_come_through_whatever_characters_they_hold() -> None:
    calendar = read(to_ics(plan(), MADE))

    task = calendar.all("VTODO")[0]
    assert task.text("SUMMARY") == "Call Zoë, Müller; \\Söhne (first-call)"
    said = task.text("DESCRIPTION")
    assert 'the roof, the "new" one;\nand: the fence\\gate' in said
    assert "Nobody answers: leave a voicemail." in said
    assert "S001: What Happens When a Lead Does Not Answer Your Calls" in said
    assert said.endswith(str(ODD.company))


def test_a_lead_cannot_write_lines_of_the_calendar() -> None:
    lead = Lead(name="Bob\r\nEND:VTODO", about="x\r\nEND:VTODO\r\nBEGIN:VALARM\nATTACH:http://evil.example")

    calendar = read(to_ics(plan(lead=lead), MADE))

    assert {entry.kind for entry in calendar.inside} == {"VTIMEZONE", "VTODO"}
    assert all(not task.inside and not task.has("ATTACH") for task in calendar.all("VTODO"))


def event(step: NextStep) -> tuple[bytes, Entry]:
    file = to_ics(plan(step=step), MADE)
    (entry,) = read(file).all("VEVENT")
    return file, entry


def test_the_agreed_step_is_an_event_with_its_purpose() -> None:
    file, entry = event(STEP)

    starts = moment(file, entry, "DTSTART")
    assert isinstance(starts, dt.datetime)
    assert starts == dt.datetime(2026, 3, 12, 15, 30, tzinfo=dt.UTC)  # half past ten in summer time
    assert moment(file, entry, "DTEND") == starts + dt.timedelta(minutes=30)
    assert entry.text("SUMMARY") == "Zoë, Müller; \\Söhne: call about pricing, and timelines"
    assert "Purpose: to choose a plan" in entry.text("DESCRIPTION")
    assert "As said: Thursday; half ten" in entry.text("DESCRIPTION")


def test_a_step_without_a_time_takes_the_day_and_one_without_a_yes_says_so() -> None:
    file, entry = event(STEP.model_copy(update={"time": None, "confirmed": False}))

    assert moment(file, entry, "DTSTART") == dt.date(2026, 3, 12)
    assert moment(file, entry, "DTEND") == dt.date(2026, 3, 13)
    assert "Not confirmed" in entry.text("DESCRIPTION")


def test_the_same_plan_made_again_has_the_same_ids() -> None:
    def ids(made: dt.datetime) -> list[str]:
        return [task.text("UID") for task in read(to_ics(plan(), made)).all("VTODO")]

    assert ids(MADE) == ids(MADE + dt.timedelta(days=1))


def test_an_ended_plan_makes_no_calendar() -> None:
    opted = ODD.model_copy(update={"opted_out": OptOut(at=MADE, words="STOP"), "consents": ()})

    with pytest.raises(CoachError, match="opted out"):
        to_ics(plan(lead=opted), MADE)


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://evil")', "+1-555-0100", "-2+3", "@SUM(A1)", "＝1+1", "  =1+1"])
def test_no_cell_begins_like_a_formula(evil: str) -> None:
    lead = Lead(name=evil, company=evil, about=f"\t{evil}", consents=(TICKED,))

    rows = list(csv.reader(io.StringIO(to_csv(plan(lead=lead)))))

    assert tuple(rows[0]) == COLUMNS
    assert len(rows) > 6
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@", "＝")]
    assert rows[1][0] == f"'{evil.strip()}"


def test_a_spreadsheet_reads_the_moments_on_both_clocks() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(plan()))))

    assert (rows[0]["due"], rows[0]["due UTC"]) == ("2026-03-04 15:00", "2026-03-04T21:00:00Z")
    assert rows[0]["fact"] == str(ODD.about)


def test_json_gives_every_moment_with_its_offset_and_in_utc() -> None:
    told = cadence_json(plan())["touches"][0]

    assert told["due"] == "2026-03-04T15:00:00-06:00"
    assert told["due_utc"] == "2026-03-04T21:00:00Z"
    assert told["source"]["article"].startswith("S001")


def test_the_lines_show_the_reps_own_clock_where_it_differs() -> None:
    ours = "\n".join(cadence_lines(plan(), "America/New_York"))

    assert "15:00 to 15:05 (yours: Wed 16:00)" in ours
    assert "(yours:" not in "\n".join(cadence_lines(plan(), "America/Chicago"))
