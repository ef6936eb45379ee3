"""`coach cadence` keeps the contract of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kept_values import a_result, told
from second_calendar_reader import read

from coach.cli import main
from coach.edges.store import open_store
from coach.models import Kind, Transcript
from coach.scoring import score
from coach.settings import load_settings
from coach.workbench import rubric_for

FRIDAY = ("--zone", "America/Chicago", "--region", "US", "--from", "2026-03-06T17:30")
SCRIPT = """rep: Hi Tom, this is Luis from Northside Heating. You asked about the upstairs unit. Is now a good time?
prospect: Yes, go on. It blows warm air in the afternoon.
rep: So the upstairs unit blows warm in the afternoon. Shall I come by Monday the ninth at ten to check the capacitor?
prospect: Yes, that works. I'll have to talk about the price with my wife.
"""


def coach(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["cadence", *(str(a) for a in arguments)])


def test_a_plan_is_printed_with_moments_channels_and_sources() -> None:
    said = coach("--lead", "Marcus Bell", "--about", "the rear-end collision", *FRIDAY)

    assert said.exit_code == 0, said.output
    assert "Fri 06 Mar 2026 17:30" in said.output
    assert "Mon 09 Mar 2026 10:00" in said.output
    assert "the rear-end collision" in said.output
    assert "No text to Marcus Bell" in said.output
    assert "S001" in said.output


def test_json_is_one_object_whichever_way_it_is_asked_for() -> None:
    first, second = (json.loads(coach(*FRIDAY, *form).stdout) for form in (("--json",), ("--format", "json")))

    assert first == second
    assert set(first) == {"lead", "timezone", "region", "state", "reason", "touches", "step", "notes"}
    assert first["state"] == "active"


def test_consent_lets_texts_in() -> None:
    told = json.loads(coach(*FRIDAY, "--channel-consent", "sms:form:2026-03-01:I agree: text me", "--json").stdout)

    assert [t["channel"] for t in told["touches"]].count("sms") == 2
    assert told["lead"]["consents"][0]["words"] == "I agree: text me"


def test_touches_made_and_a_reply_are_taken_into_account() -> None:
    done = ("--done", "call@2026-03-06T17:31", "--done", "email@2026-03-06T17:50=sent")

    left = json.loads(coach(*FRIDAY, *done, "--json").stdout)
    answered = json.loads(coach(*FRIDAY, *done, "--reply", "Please stop texting me", "--json").stdout)

    assert [t["stage"] for t in left["touches"]][:2] == ["second-call", "value"]
    assert answered["state"] == "stopped"
    assert "opted out" in answered["reason"]
    assert answered["touches"] == []


def test_after_a_call_the_agreed_step_and_their_words_shape_the_plan(tmp_path: Path) -> None:
    script = tmp_path / "call.txt"
    script.write_text(SCRIPT, encoding="utf-8")

    told = json.loads(coach("--after-call", script, "--lead", "Tom Brandt", *FRIDAY, "--json").stdout)

    assert (told["step"]["date"], told["step"]["time"]) == ("2026-03-09", "10:00")
    assert told["touches"][0]["stage"] == "recap"
    silence = next(t for t in told["touches"] if t["stage"] == "silence")
    assert "the others' questions" in silence["about"]


def kept(kind: Kind, script: str, tmp_path: Path) -> str:
    """The id of a recording in the store, scored as this script."""
    sound = tmp_path / "call.wav"
    sound.write_bytes(script.encode())
    store = open_store(load_settings())
    recording = store.keep_audio(sound, sound.name, 10_000)
    transcript = Transcript.from_script(script)
    facts = told("Tom Brandt", kind=kind, date="2026-03-06", timezone="America/Phoenix", about="the upstairs unit")
    card = score(transcript, rubric_for(kind, None), facts)
    result = a_result(recording, kind=kind).model_copy(update={"transcript": transcript, "scorecard": card})
    store.save_result(result, facts)
    store.close()
    return recording


def test_a_call_that_was_scored_is_followed_by_the_start_of_its_id(tmp_path: Path) -> None:
    recording = kept(Kind.CALL, SCRIPT, tmp_path)

    plan = json.loads(coach("--after-call", recording[:12], "--json").stdout)

    assert plan["lead"]["name"] == "Tom Brandt"
    assert plan["timezone"] == "America/Phoenix"
    assert plan["step"]["date"] == "2026-03-09"
    assert plan["touches"][0]["due"] == "2026-03-06T12:30:00-07:00"  # what hour the call was is not known: noon


def test_a_voicemail_is_no_call_to_follow(tmp_path: Path) -> None:
    recording = kept(Kind.VOICEMAIL, "rep: Hi Tom, this is Luis from Northside Heating. Call me.", tmp_path)

    said = coach("--after-call", recording, "--zone", "UTC")

    assert said.exit_code == 1
    assert "voicemail, not a call" in said.stderr


def test_a_calendar_and_a_table_come_as_files() -> None:
    calendar = coach(*FRIDAY, "--format", "ics")
    table = coach(*FRIDAY, "--format", "csv")

    assert read(calendar.stdout_bytes).all("VTODO")
    assert table.stdout.startswith("lead,company,stage,channel,")


def test_zone_and_region_come_from_the_settings_where_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_TIMEZONE", "Europe/London")
    monkeypatch.setenv("COACH_REGION", "gb-sct")

    told = json.loads(coach("--from", "2026-03-06T10:00", "--json").stdout)

    assert (told["timezone"], told["region"]) == ("Europe/London", "GB-SCT")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "2026-03-06T10:00"), "--zone"),
        (("--zone", "Chicago"), "no time zone that we know"),
        (("--zone", "Europe/Paris", "--region", "XX"), "no holidays for the region 'XX'"),
        (("--zone", "Europe/Paris", "--region", "California"), "region"),
        ((*FRIDAY, "--done", "fax@2026-03-06"), "is no touch"),
        ((*FRIDAY, "--done", "sms@2026-03-06T18:00=voicemail"), "cannot come of"),
        ((*FRIDAY, "--channel-consent", "sms"), "is no consent"),
        ((*FRIDAY, "--after-call", "0123456789"), "no recording that we have"),
        ((*FRIDAY, "--lead", "x" * 300), "name"),
        (("--zone", "UTC", "--from", "9999-12-30T10:00"), "No plan can start"),
        (("--zone", "UTC", "--from", "0001-01-01T10:00"), "No plan can start"),
        ((*FRIDAY, "--reply", "STOP", "--format", "ics"), "nothing to enter"),
    ],
)
def test_a_mistake_is_one_plain_line(arguments: tuple[str, ...], says: str) -> None:
    said = coach(*arguments)

    assert said.exit_code == 1, said.output
    assert said.stderr.startswith("coach: ")
    assert len(said.stderr.splitlines()) == 1
    assert says in said.stderr
    assert said.stdout == ""


def test_a_setting_that_is_no_zone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_TIMEZONE", "Mars/Olympus")

    said = coach("--from", "2026-03-06T10:00")

    assert said.exit_code == 1
    assert said.stderr.startswith("coach: COACH_TIMEZONE: 'Mars/Olympus' is no time zone")


def test_a_moment_that_is_none_is_wrong_use() -> None:
    assert coach("--zone", "Europe/Paris", "--from", "tomorrow").exit_code == 2
