"""`coach script` and `coach check --kind call-script` keep the contract of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_cadence_command import SCRIPT as CALL
from test_cadence_command import kept
from test_script_files import a_docx, a_pdf

from coach.cli import main
from coach.models import Kind

WHO = ("--lead", "Marcus Bell", "--caller", "Dana", "--firm", "Northside Roofing", "--about", "roof leak")
STEP = ("--step-action", "call you", "--step-when", "Thursday at ten", "--step-purpose", "to go through the quote")


def coach(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_a_script_is_built_printed_and_meets_the_rubric() -> None:
    said = coach("script", "build", *WHO, "--offer", "roof repair", *STEP)

    assert said.exit_code == 0, said.output
    assert "Hi Marcus, this is Dana from Northside Roofing. You asked us about the roof leak" in said.stdout
    assert "I'll call you on Thursday at ten to go through the quote." in said.stdout
    assert "score 100 of 100" in said.stdout


def test_a_built_script_as_json_says_what_is_still_to_tell() -> None:
    told = json.loads(coach("script", "build", *WHO, "--json").stdout)

    assert set(told) == {"text", "lines", "needs", "check"}
    assert told["needs"] == ["The close has no step yet: tell what you will do, when and what for."]
    assert {line["part"] for line in told["lines"]} >= {"opening", "connecting", "situation", "probing", "close"}
    assert told["check"]["rubric"]["id"] == "call"


def test_intake_of_a_law_firm_asks_its_own_questions() -> None:
    said = coach("script", "build", "--lead", "Tom", "--caller", "Luis", "--firm", "Hale and Rowe", "--about",
                 "rear-end collision", "--law-firm", *STEP)  # fmt: skip

    assert "from Hale and Rowe, a law firm." in said.stdout
    assert "what happened?" in said.stdout


def test_a_script_goes_on_from_a_call_that_was_made(tmp_path: Path) -> None:
    call = tmp_path / "call.txt"
    call.write_text(
        "rep: Hi Rosa, Kit from Maple Movers, you filled in the form about the move to Leeds.\nprospect: Yes.\n"
        "rep: What made you get in touch?\n"
        "prospect: The last movers broke my piano and I'm worried about the stairs.\n",
        encoding="utf-8",
    )

    told = json.loads(coach("script", "build", "--after-call", call, "--json").stdout)
    (line,) = [line for line in told["lines"] if line["said"]]

    assert "Hi Rosa, this is Kit from Maple Movers. You asked us about the move to Leeds" in told["text"]
    assert "You said the last movers broke your piano" in line["text"]
    assert line["said"][0]["evidence"]["speaker"] == "prospect"


def test_what_a_script_needs_is_one_line() -> None:
    said = coach("script", "build", "--lead", "Marcus")

    assert said.exit_code == 1
    assert said.stderr.startswith("coach: A script needs your own name and your firm")
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["txt", "md", "docx", "pdf"])
def test_a_script_file_of_every_kind_is_checked(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"script.{form}"
    data = {"docx": a_docx, "pdf": a_pdf}.get(
        form, lambda: b"Hi Rosa, this is Kit from Maple Movers. Is now a good time?"
    )()
    path.write_bytes(data)

    told = json.loads(coach("check", path, "--kind", "call-script", "--json").stdout)
    found = {f["criterion"]: f for f in told["findings"]}

    assert found["asks-good-time"]["verdict"] == "met"
    (span,) = found["asks-good-time"]["spans"]
    assert told["text"][span["start"] : span["end"]] == "Is now a good time?"


def test_a_checked_script_says_what_is_left_to_fill_and_what_to_put_right() -> None:
    said = coach("check", "Hi ____, this is [YOUR NAME] from Maple Movers.", "--kind", "call-script", "--caller", "Kit")

    assert said.exit_code == 0, said.output
    assert "[YOUR NAME]  your own name: Kit" in said.stdout
    assert "To put right" in said.stdout


@pytest.mark.parametrize("words", ["", "nowhere.docx"])
def test_a_script_that_is_not_there_is_one_line(words: str) -> None:
    said = coach("check", words, "--kind", "call-script")

    assert said.exit_code == 1
    assert said.stderr.count("\n") == 1


def test_a_call_is_held_against_its_script(tmp_path: Path) -> None:
    script, call = tmp_path / "script.docx", tmp_path / "call.txt"
    script.write_bytes(a_docx())
    call.write_text(
        "rep: Hi Rosa, this is Kit from Maple Movers. Have you got a minute?\nprospect: Yes.\n"
        "rep: How many rooms do you have now?\nprospect: Four.\n",
        encoding="utf-8",
    )

    shown = coach("script", "compare", script, call)
    told = json.loads(coach("script", "compare", script, call, "--json").stdout)

    assert shown.exit_code == 0, shown.output
    assert "Of the script: 1 said, 1 changed, 2 skipped" in shown.stdout
    assert "“Have you got a minute?”" in shown.stdout
    assert "How many rooms do you have now?" in shown.stdout
    assert told["counts"] == {"said": 1, "changed": 1, "skipped": 2}
    assert [line["status"] for line in told["lines"]] == ["said", "changed", "skipped", "skipped"]
    assert told["extra"][0]["type"] == "situation"


def test_a_call_that_was_scored_is_compared_by_the_start_of_its_id(tmp_path: Path) -> None:
    recording = kept(Kind.CALL, CALL, tmp_path)

    told = json.loads(coach("script", "compare", "Is now a good time?", recording[:12], "--json").stdout)

    assert [line["status"] for line in told["lines"]] == ["said"]


def test_a_voicemail_is_no_call_to_compare(tmp_path: Path) -> None:
    recording = kept(Kind.VOICEMAIL, "rep: Hi Tom, this is Luis.", tmp_path)

    said = coach("script", "compare", "Is now a good time?", recording[:12])

    assert said.exit_code == 1
    assert "voicemail, not a call" in said.stderr


def test_wrong_use_exits_with_two() -> None:
    assert coach("script", "compare", "one").exit_code == 2
    assert coach("script", "build", "--step-wen", "now").exit_code == 2
