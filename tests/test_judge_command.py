"""`coach score --judge`: a model's proposals are shown with words that were found, and the score stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Said
from fault_server import FaultServer, fault_server
from judgement_rubric import judgement_file
from saved_worker import result

from coach.cli import main
from coach.models import Facts

ROOT = Path(__file__).parents[1]
SOUND = ROOT / "samples" / "1-strong-voicemail" / "recording.ogg"
FOUND = {"criterion": "warm-tone", "verdict": "met", "reason": "It helps.", "quotes": [
    {"speaker": "rep", "words": "I will walk you through it"}]}  # fmt: skip
INVENTED = {"criterion": "warm-tone", "verdict": "met", "reason": "It helps.", "quotes": [
    {"speaker": "rep", "words": "I care about you so much"}]}  # fmt: skip


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with fault_server() as running:
        monkeypatch.setenv("COACH_LLM_MODEL", "m")
        monkeypatch.setenv("COACH_LLM_BASE_URL", running.url("good"))
        yield running


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recording is not listened to: what was said in it is known."""

    def score(self: object, path: Path, facts: Facts, kind: object, clues: object, rubric: str) -> object:
        return result("5a" * 32, path.name, facts)

    monkeypatch.setattr("coach.workbench.Workbench.score", score)


def coach(rubric: Path, *arguments: str) -> Said:
    names = ("--lead", "Marcus", "--caller", "Dana Reyes", "--firm", "Harper Law")
    return CliRunner().invoke(main, ["score", str(SOUND), "--rubric", str(rubric), *names, *arguments])


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    return judgement_file(tmp_path / "mine.yaml")


def told(said: Said) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(said.stdout)
    return parsed


def test_a_proposal_with_words_that_were_said_is_shown_with_their_moment(server: FaultServer, rubric: Path) -> None:
    server.answer = {"answers": [FOUND]}

    plain = told(coach(rubric, "--json"))
    body = told(coach(rubric, "--json", "--judge", "--yes"))
    lines = coach(rubric, "--judge", "--yes").stdout

    (proposal,) = body["judged"]["proposals"]
    assert (proposal["criterion"], proposal["verdict"]) == ("warm-tone", "met")
    assert proposal["evidence"][0]["start"] > 0
    assert body["score"] == plain["score"]
    assert body["findings"] == plain["findings"]
    assert "judged" not in plain
    assert "warm-tone: met" in lines
    assert "“I will walk you through it.”" in lines


def test_a_proposal_with_words_that_nobody_said_is_left_out_with_the_reason(server: FaultServer, rubric: Path) -> None:
    server.answer = {"answers": [INVENTED]}

    body = told(coach(rubric, "--json", "--judge", "--yes"))

    assert body["judged"]["proposals"] == []
    assert "was not said" in body["judged"]["dropped"][0]["why"]


def test_what_is_shown_before_is_what_is_sent_and_showing_sends_nothing(server: FaultServer, rubric: Path) -> None:
    server.answer = {"answers": [FOUND]}

    shown = coach(rubric, "--show-prompt")

    assert shown.exit_code == 0, shown.output
    assert server.bodies == []
    coach(rubric, "--judge", "--yes")
    assert server.bodies == [shown.stdout_bytes]
    for name in (b"Marcus", b"Dana", b"Harper", b"0158"):
        assert name not in shown.stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "settings", "said", "code"),
    [
        (("--judge",), {}, "no language model is switched on", 1),
        (("--judge", "--yes"), {"COACH_LLM_MODEL": ""}, "No language model is named", 1),
        (("--show-prompt",), {"COACH_LLM_MODEL": ""}, "No language model is named", 1),
    ],
)
def test_without_a_model_or_a_yes_nothing_is_sent_and_the_scorecard_stands(
    server: FaultServer, rubric: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], settings: dict[str, str], said: str, code: int,
) -> None:  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    came = coach(rubric, *arguments)

    assert came.exit_code == code
    assert said in came.stderr.splitlines()[-1]
    assert server.bodies == []
    assert ("Score" in came.stdout) is ("--judge" in arguments)


def test_a_model_that_fails_is_told_in_one_line_and_the_scorecard_stands(
    server: FaultServer, rubric: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_LLM_BASE_URL", server.url("401"))

    came = coach(rubric, "--judge", "--yes", "--json")

    assert came.exit_code == 0
    assert told(came)["score"] is not None
    assert "does not accept the key" in told(came)["judged"]["why"]
    assert len(came.stderr.splitlines()) == 1


def test_the_rubrics_that_ship_ask_a_model_nothing(server: FaultServer) -> None:
    came = coach(Path("voicemail"), "--judge", "--yes")

    assert came.exit_code == 1
    assert "asks for no judgement" in came.stderr
    assert server.bodies == []
