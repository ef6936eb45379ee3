"""`coach check` for what is written: SMS and email, with what is known beside the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coach.cli import main

SMS = "Hi Marcus, Dana Reyes at Harper Law. You said the ten visits run out. Does tomorrow at 4 work?"
EMAIL = (
    "Subject: The four days at month end\n\nHi Ana,\n\nshall I come by on Thursday at 10?\n\nTom Price\nNorthlight\n"
)


def coach(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *(str(a) for a in arguments)])


def told(*arguments: object) -> dict[str, Any]:
    said = coach(*arguments, "--json")
    assert said.exit_code == 0, said.output
    parsed: dict[str, Any] = json.loads(said.stdout)
    return parsed


def verdicts(body: dict[str, Any]) -> dict[str, str]:
    return {f["criterion"]: f["verdict"] for f in body["findings"]}


def test_an_sms_is_judged_as_a_follow_up_with_places_to_underline() -> None:
    body = told(SMS, "--kind", "sms")

    assert body["rubric"]["id"] == "follow-up"
    (span,) = next(f["spans"] for f in body["findings"] if f["criterion"] == "easy-next-step")
    assert SMS[span["start"] : span["end"]] == "Does tomorrow at 4 work?"
    assert body["sms"] == {
        "characters": len(SMS), "encoding": "GSM-7", "units": len(SMS), "segments": 1, "costly": [],
    }  # fmt: skip


@pytest.mark.parametrize(("option", "verdict"), [("--first", "missed"), ("--not-first", "n/a")])
def test_the_first_sms_has_to_say_how_to_stop(option: str, verdict: str) -> None:
    assert verdicts(told(SMS, "--kind", "sms", option))["opt-out"] == verdict


def test_an_email_is_read_from_a_file_with_its_subject(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(EMAIL, encoding="utf-8")

    seen = verdicts(told(file, "--kind", "email"))

    assert (seen["fits-channel"], seen["identifies-sender"], seen["opt-out"]) == ("met", "met", "n/a")


@pytest.mark.parametrize(
    ("conversation", "verdict"),
    [("rep: What is it about?\nprospect: They only cover ten visits.", "met"), ("prospect: The roof leaks.", "missed")],
)
def test_a_draft_is_held_against_what_the_lead_said(conversation: str, verdict: str) -> None:
    assert verdicts(told(SMS, "--kind", "sms", "--conversation", conversation))["anchored"] == verdict


def test_a_voicemail_is_a_follow_up_too() -> None:
    body = told(SMS, "--previous", SMS)

    assert body["rubric"]["id"] == "voicemail"
    assert body["follow_up"]["rubric"]["id"] == "follow-up"
    assert verdicts(body)["differs-from-last"] == verdicts(body["follow_up"])["differs-from-last"] == "missed"
    assert body["repeated"]["share"] == 1.0


def test_a_voicemail_may_be_held_against_the_follow_up_rubric_alone() -> None:
    assert told(SMS, "--rubric", "follow-up")["rubric"]["id"] == "follow-up"


@pytest.mark.parametrize(("kind", "rubric"), [("sms", "voicemail"), ("email", "call"), ("voicemail", "call")])
def test_a_rubric_for_something_else_is_refused(kind: str, rubric: str) -> None:
    said = coach(SMS, "--kind", kind, "--rubric", rubric)

    assert said.exit_code == 1
    assert "Use another --rubric" in said.stderr


def test_the_terminal_shows_the_size_and_what_was_heard_before() -> None:
    said = coach(f"{SMS} \U0001f600\x1b[2J", "--kind", "sms", "--previous", SMS).stdout

    assert "UCS-2" in said
    assert "Heard before" in said
    assert "\x1b" not in said


def test_labelled_follow_ups_are_evaluated_like_recordings(tmp_path: Path) -> None:
    case = {
        "id": "one", "channel": "sms", "text": SMS, "conversation": ["The roof leaks."], "first": False,
        "labels": {"anchored": {"verdict": "missed"}, "opt-out": {"verdict": "n/a"}},
    }  # fmt: skip
    (tmp_path / "follow-ups.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")

    said = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--json"])

    assert said.exit_code == 0, said.output
    rows = [json.loads(line) for line in said.stdout.splitlines()]
    assert [(r["criterion"], r["accuracy"]) for r in rows[:-1]] == [("anchored", 1.0), ("opt-out", 1.0)]
