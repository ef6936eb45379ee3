"""`coach draft --model`: the bytes shown are the bytes sent, only after a yes, and what was made here always stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fault_server import FaultServer, fault_server

from coach.cli import main

SCRIPT = """rep: Hi Dana, this is Marcus Lee with Harbor and Lane. You asked about the route software. Good time?
prospect: Yes, go on.
rep: What made you look into it?
prospect: The late deliveries cost us our biggest client in March.
rep: I can see why. Shall I call you on Thursday at ten to walk through your routes?
prospect: Yes, that works.
"""
HONEST = {
    "subject": "",
    "sentences": [
        "The late deliveries cost you your biggest client in March.",
        "We can save you 40%.",
        "Does Thursday the 26th at ten still work?",
    ],
}
KNOWN = ("--caller", "Marcus Lee", "--firm", "Harbor and Lane", "--lead", "Dana Whitfield", "--date", "2026-11-19")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with fault_server() as running:
        running.answer = HONEST
        monkeypatch.setenv("COACH_LLM_MODEL", "m")
        monkeypatch.setenv("COACH_LLM_BASE_URL", running.url("good"))
        yield running


@pytest.fixture
def call(tmp_path: Path) -> Path:
    path = tmp_path / "call.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def coach(call: Path, *arguments: str, channel: str = "email") -> Result:
    return CliRunner().invoke(main, ["draft", str(call), "--channel", channel, *KNOWN, *arguments])


def test_without_the_options_no_model_is_asked(server: FaultServer, call: Path) -> None:
    said = coach(call)

    assert said.exit_code == 0, said.output
    assert "language model" not in said.output
    assert server.bodies == []


def test_the_bytes_that_are_shown_are_those_that_are_sent_and_showing_sends_nothing(
    server: FaultServer, call: Path
) -> None:
    shown = coach(call, "--show-prompt")

    assert shown.exit_code == 0, shown.output
    assert server.bodies == []
    assert coach(call, "--model", "--yes").exit_code == 0
    assert server.bodies == [shown.stdout_bytes]
    assert b"Dana" not in shown.stdout_bytes
    assert b"late deliveries" in shown.stdout_bytes


def test_a_checked_draft_stands_beside_ours_with_what_was_left_out(server: FaultServer, call: Path) -> None:
    plain = coach(call).stdout
    lines = coach(call, "--model", "--yes").stdout
    told = json.loads(coach(call, "--model", "--yes", "--json").stdout)["channels"][0]

    assert lines.startswith(plain)
    assert "Email, by the language model, checked" in lines
    assert "prospect at 0:" in lines.removeprefix(plain)
    assert "left out: We can save you 40%. (no fact says 'save')" in lines
    assert told["by_model"]["draft"]["by_model"] is True
    assert told["by_model"]["draft"]["ready"] is True
    assert told["by_model"]["dropped"] == [{"text": "We can save you 40%.", "why": "no fact says 'save'"}]


def test_switched_on_for_good_needs_no_yes(server: FaultServer, call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = coach(call, "--model")
    monkeypatch.setenv("COACH_LLM", "on")

    assert refused.exit_code == 1
    assert "Nothing was sent" in refused.stderr
    assert "--show-prompt" in refused.stderr
    assert "by the language model" in coach(call, "--model").stdout


@pytest.mark.parametrize("behaviour", ["404", "half-json", "resets"])
def test_a_model_that_fails_is_one_line_and_no_error(
    server: FaultServer, call: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str
) -> None:
    plain = coach(call).stdout
    monkeypatch.setenv("COACH_LLM_BASE_URL", server.url(behaviour))

    said = coach(call, "--model", "--yes")

    assert said.exit_code == 0
    (line,) = said.stdout.removeprefix(plain).strip().splitlines()
    assert line.endswith("The draft made here stands.")


def test_where_nothing_may_go_out_nothing_is_asked(server: FaultServer, call: Path) -> None:
    said = coach(call, "--model", "--yes", channel="sms")  # no consent to texts was told

    assert "No text to Dana" in said.stdout
    assert server.bodies == []
    assert "Nothing would be sent" in coach(call, "--show-prompt", channel="sms").stderr


@pytest.mark.parametrize("option", ["--model", "--show-prompt"])
def test_without_a_model_s_name_there_is_one_line_that_says_what_to_do(call: Path, option: str) -> None:
    said = coach(call, option)

    assert said.exit_code == 1
    assert "COACH_LLM_MODEL" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_the_bytes_of_one_question_are_shown_at_a_time(call: Path) -> None:
    assert coach(call, "--show-prompt", "--channel", "call").exit_code == 2
