"""`coach draft` keeps the contract of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conversations import CALL, VOICEMAIL
from kept_values import a_result, told

from coach.cli import main
from coach.edges.store import open_store
from coach.models import Kind, Transcript
from coach.pace import RepPace
from coach.scoring import score
from coach.settings import load_settings
from coach.workbench import rubric_for

WHO = ("--caller", "Luis Ortega", "--firm", "Northside Heating", "--lead", "Tom Brandt", "--date", "2026-03-06")


@pytest.fixture
def call(tmp_path: Path) -> Path:
    file = tmp_path / "call.txt"
    file.write_text(CALL, encoding="utf-8")
    return file


def coach(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["draft", *(str(a) for a in arguments)])


def parsed(*arguments: str | Path) -> dict[str, Any]:
    said = coach(*arguments, "--json")
    assert said.exit_code == 0, said.output
    body: dict[str, Any] = json.loads(said.stdout)
    return body


def test_drafts_are_printed_with_the_words_that_they_rest_on(call: Path) -> None:
    said = coach(call, *WHO, "--channel", "email")

    assert said.exit_code == 0, said.output
    assert "Email, 1 of 3" in said.output
    assert "Subject: The upstairs unit, Monday at ten" in said.output
    assert "prospect at 0:" in said.output


def test_json_holds_every_channel_with_its_drafts_facts_and_step(call: Path) -> None:
    body = parsed(call, *WHO, "--call-back", "614-555-0177", "--sms-consent", "form")

    assert (body["kind"], body["lead"], body["next_step"]["time"]) == ("call", "Tom Brandt", "10:00")
    assert [c["channel"] for c in body["channels"]] == ["sms", "email", "voicemail", "call", "note"]
    for channel in body["channels"]:
        assert len(channel["drafts"]) == 3
        for draft in channel["drafts"]:
            assert draft["ready"]
            claims = [s for s in draft["sentences"] if s["role"] == "fact"]
            assert all(f["evidence"]["quote"] for s in claims for f in s["said"])


def test_a_text_needs_a_recorded_consent(call: Path) -> None:
    (without,) = parsed(call, *WHO, "--channel", "sms")["channels"]
    (given,) = parsed(call, *WHO, "--channel", "sms", "--sms-consent", "form:2026-03-01:ticked the box")["channels"]

    assert without["drafts"] == []
    assert "no consent to texts is recorded" in without["refusal"]
    assert "not legal advice" in without["refusal"]
    assert given["drafts"][0]["text"].endswith("Reply STOP to opt out.")


def test_a_voicemail_as_text_is_gone_on_from(tmp_path: Path) -> None:
    file = tmp_path / "voicemail.txt"
    file.write_text(VOICEMAIL, encoding="utf-8")

    body = parsed(file, "--caller", "Dana Reyes", "--firm", "Harper Law", "--lead", "Marcus Bell", "--channel", "email")

    assert body["kind"] == "voicemail"
    assert "I left you a voicemail about the rear-end collision on Lamar." in body["channels"][0]["drafts"][0]["text"]


def test_a_recording_that_was_scored_is_found_by_its_id() -> None:
    facts = told(kind=Kind.CALL, caller="Luis Ortega", firm="Northside Heating", lead="Tom Brandt", date="2026-03-06")
    said = Transcript.from_script(CALL)
    card = score(said, rubric_for(Kind.CALL, None), facts)
    result = a_result("ab" * 32, kind=Kind.CALL).model_copy(update={"transcript": said, "scorecard": card})
    open_store(load_settings()).save_result(result, facts)

    body = parsed(result.recording.id[:12], "--channel", "email", "--firm", "Another Firm")

    assert body["recording"] == result.recording.id
    assert "Northside Heating" in body["channels"][0]["drafts"][0]["text"]


@pytest.mark.parametrize(
    ("purpose", "words"), [("pause", "I'll pause here"), ("silence", "I'm happy to go on when it suits you.")]
)
def test_a_pause_and_a_word_into_silence(call: Path, purpose: str, words: str) -> None:
    assert words in coach(call, *WHO, "--channel", "email", "--purpose", purpose).output


def test_the_manner_is_told_by_options_or_settings(call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_LAW_FIRM", "true")
    monkeypatch.setenv("COACH_CALL_BACK", "614-555-0177")

    assert "the law firm Northside Heating" in coach(call, *WHO, "--channel", "voicemail").output
    assert "614-555-0177" in coach(call, *WHO, "--channel", "voicemail").output
    assert "law firm" not in coach(call, *WHO, "--channel", "voicemail", "--no-law-firm").output


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nowhere.txt",), "is no file and no recording that we have"),
        (("call.txt", "--sms-consent", "magic"), "is no consent"),
        (("call.txt", "--call-back", "9" * 500), "call_back"),
    ],
)
def test_wrong_input_is_one_plain_line(
    call: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], line: str
) -> None:
    monkeypatch.chdir(call.parent)

    said = coach(*arguments, *WHO)

    assert said.exit_code == 1
    assert line in said.output
    assert "Traceback" not in said.output
    assert len(said.output.strip().splitlines()) == 1


def test_an_unknown_channel_is_wrong_use(call: Path) -> None:
    assert coach(call, "--channel", "fax").exit_code == 2


def test_a_voicemail_is_measured_at_the_reps_own_pace(call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def seconds() -> float:
        (channel,) = parsed(call, *WHO, "--channel", "voicemail", "--call-back", "614-555-0177")["channels"]
        return min(float(draft["seconds"]) for draft in channel["drafts"])

    usual = seconds()
    monkeypatch.setattr("coach.edges.rep_pace.stored_pace", lambda store, caller: RepPace(
        wpm=200.0, measured=True, because=f"{caller} speaks so"))  # fmt: skip

    assert seconds() < usual
