"""The options of `coach draft` that ask a language model: the bytes shown are the bytes sent, and only after a yes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from fault_server import FaultServer, fault_server
from lead_material import material, offline

from coach.cli_options import CoachGroup
from coach.model_draft_command import ModelChoice, drafts_by_model, model_options, outcome_json, outcome_lines
from coach.models import Channel

HONEST = {
    "subject": "",
    "sentences": [
        "The late deliveries cost you your biggest client in March.",
        "We can save you 40%.",
        "Does Thursday at ten still work?",
    ],
}


@click.group(cls=CoachGroup)
def main() -> None:
    """Stands in for `coach`."""


@main.command()
@model_options
@click.option("--json", "as_json", is_flag=True)
def draft(as_json: bool, **chosen: Any) -> None:
    found = drafts_by_model(material(), offline(Channel.SMS), ModelChoice(**chosen))  # type: ignore[typeddict-item]
    if found is not None:
        for line in [json.dumps(outcome_json(found))] if as_json else outcome_lines(found):
            click.echo(line)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with fault_server() as running:
        running.answer = HONEST
        monkeypatch.setenv("COACH_LLM_MODEL", "m")
        monkeypatch.setenv("COACH_LLM_BASE_URL", running.url("good"))
        yield running


def coach(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["draft", *arguments])


def test_without_the_options_no_model_is_asked(server: FaultServer) -> None:
    said = coach()

    assert (said.exit_code, said.output, server.bodies) == (0, "", [])


def test_the_bytes_that_are_shown_are_those_that_are_sent_and_showing_sends_nothing(server: FaultServer) -> None:
    shown = coach("--show-prompt")

    assert server.bodies == []
    assert coach("--model", "--yes").exit_code == 0
    assert server.bodies == [shown.stdout_bytes]


def test_a_checked_draft_is_printed_with_what_was_left_out(server: FaultServer) -> None:
    lines = coach("--model", "--yes").stdout.splitlines()
    told = json.loads(coach("--model", "--yes", "--json").stdout)

    assert lines[1].startswith("Hi Dana, Marcus Lee at Harbor & Lane here. The late deliveries cost you")
    assert lines[-1] == "  left out: We can save you 40%. (no fact says 'save')"
    assert told["draft"]["by_model"] is True
    assert told["draft"]["sentences"][1]["said"][0]["evidence"]["start"] == 12.0
    assert told["dropped"] == [{"text": "We can save you 40%.", "why": "no fact says 'save'"}]


def test_switched_on_for_good_needs_no_yes(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = coach("--model")
    monkeypatch.setenv("COACH_LLM", "on")

    assert refused.exit_code == 1
    assert "Nothing was sent" in refused.stderr
    assert "--show-prompt" in refused.stderr
    assert coach("--model").stdout.startswith("By the language model")


def test_a_model_that_fails_is_one_line_and_no_error(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_LLM_BASE_URL", server.url("404"))

    said = coach("--model", "--yes")

    assert said.exit_code == 0
    assert len(said.stdout.splitlines()) == 1
    assert said.stdout.strip().endswith("The draft made here stands.")


@pytest.mark.parametrize("option", ["--model", "--show-prompt"])
def test_without_a_model_s_name_there_is_one_line_that_says_what_to_do(option: str) -> None:
    said = coach(option)

    assert said.exit_code == 1
    assert "COACH_LLM_MODEL" in said.stderr
    assert len(said.stderr.splitlines()) == 1
