"""The command keeps its contract: plain lines, JSON, exit codes, and one clear line for what cannot be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach import __version__
from coach.accuracy import Accuracy
from coach.cli import main

ROOT = Path(__file__).parents[1]
STRONG = ROOT / "samples" / "1-strong-voicemail" / "recording.ogg"
DRAFT = "Hi Ruth, this is Ola from Fern Legal. It's about the fence your neighbour moved. Call me on 512-555-0148."


def coach(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_a_recording_is_scored_with_words_and_moments() -> None:
    said = coach("score", STRONG, "--json", "--caller", "Dana Reyes", "--firm", "Harper Law", "--lead", "Marcus Bell")

    assert said.exit_code == 0, said.output
    told = json.loads(said.stdout)
    keys = "recording transcript findings score metrics advice questions next_step engine rubric"
    assert set(told) == set(keys.split())
    assert told["recording"]["kind"] == "voicemail"
    assert told["score"] >= 80
    name = next(f for f in told["findings"] if f["criterion"] == "caller-name")
    assert name["verdict"] == "met"
    assert set(name["evidence"][0]) == {"quote", "start", "end", "speaker"}
    assert 2.0 < name["evidence"][0]["start"] < 6.0


def test_the_same_file_twice_is_one_recording_with_the_same_score() -> None:
    first, second = (json.loads(coach("score", STRONG, "--json").stdout) for _ in range(2))

    assert first["transcript"]["sha256"] == second["transcript"]["sha256"]
    assert first["score"] == second["score"]
    assert len(coach("history", "--json").stdout.splitlines()) == 1


def test_several_files_go_on_past_a_bad_one_which_gets_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "letter.wav"
    bad.write_text("Dear Sir or Madam")

    said = coach("score", bad, STRONG, "--json")

    assert said.exit_code == 1
    refused, scored = map(json.loads, said.stdout.splitlines())
    assert refused["file"] == "letter.wav"
    assert refused["error"]["message"]
    assert scored["score"] is not None
    assert said.stderr.splitlines()[-1].startswith("coach: letter.wav: ")
    assert "Traceback" not in said.output


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = tmp_path / "call\x1b[2J\x1b]0;owned\x07.wav"
    evil.write_text("not sound")

    said = coach("score", evil)

    assert said.exit_code == 1
    assert "\x1b" not in said.output


def test_a_missing_file_is_wrong_use() -> None:
    assert coach("score", "nowhere.wav").exit_code == 2


def test_a_draft_is_checked_by_the_same_rubric() -> None:
    told = json.loads(coach("check", DRAFT, "--json").stdout)

    verdicts = {f["criterion"]: f["verdict"] for f in told["findings"]}
    assert verdicts["length"] == "met"
    assert verdicts["callback-number"] == "met"
    assert verdicts["differs-from-last"] == "n/a"


def test_a_draft_that_repeats_the_last_message_is_told_so() -> None:
    told = json.loads(coach("check", DRAFT, "--previous", DRAFT, "--json").stdout)

    assert {f["criterion"]: f["verdict"] for f in told["findings"]}["differs-from-last"] == "missed"


def test_a_slower_reader_takes_longer() -> None:
    def length(pace: str) -> str:
        findings = json.loads(coach("check", DRAFT, "--pace", pace, "--json").stdout)["findings"]
        return next(f["reason"] for f in findings if f["criterion"] == "length")

    assert length("100") != length("200")


def test_a_call_script_is_checked_before_the_call(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("rep: Hi Tom, this is Luis from Northside Heating.\nprospect: Hello.\nrep: Is now a good time?\n")

    told = json.loads(coach("check", script, "--kind", "call-script", "--json").stdout)

    assert told["rubric"]["id"] == "call"
    assert {f["criterion"]: f["verdict"] for f in told["findings"]}["asks-good-time"] == "met"


@pytest.mark.parametrize("form", ["text", "json", "srt", "vtt"])
def test_a_recording_is_written_down_in_every_form(form: str) -> None:
    said = coach("transcribe", STRONG, "--format", form)

    assert said.exit_code == 0, said.output
    assert "Marcus" in said.stdout


def test_rubrics_are_shown_with_their_source() -> None:
    said = coach("rubric", "show", "voicemail")

    assert said.exit_code == 0, said.output
    assert "20" in said.stdout
    assert "Source:" in said.stdout


def test_the_rubrics_that_ship_are_fine() -> None:
    said = coach("rubric", "check")

    assert said.exit_code == 0, said.output


def test_a_wrong_rubric_file_gets_file_line_and_what_to_do(tmp_path: Path) -> None:
    wrong = tmp_path / "mine.yaml"
    wrong.write_text("id: mine\ntitel: My own\n")

    said = coach("rubric", "check", wrong)

    assert said.exit_code == 1
    assert "mine.yaml, line 2" in said.output


def test_cases_are_evaluated_and_predictions_written(tmp_path: Path, shared: Path) -> None:
    out = tmp_path / "p.jsonl"

    said = coach("evaluate", shared / "cases", "--predictions", out)

    assert said.exit_code == 0, said.output
    assert len(out.read_text().splitlines()) == 84
    assert "voicemail/caller-name" in said.stdout


def labelled(folder: Path, *verdicts: str) -> Path:
    """Voicemails that say no firm, labelled so."""
    folder.mkdir()
    lines = [
        {"id": f"c{n}", "message": "Hi Ruth, this is Ola.", "pace_wpm": 150, "labels": {"firm": {"verdict": v}}}
        for n, v in enumerate(verdicts)
    ]
    (folder / "voicemails.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def test_an_evaluation_says_what_was_taken_for_what_and_how_it_is_altogether(tmp_path: Path) -> None:
    said = coach("evaluate", labelled(tmp_path / "mine", "missed", "met"))

    assert said.exit_code == 0, said.output
    assert "0.50   0.00  met→missed 1" in said.stdout
    assert "overall: mean accuracy 0.50, mean kappa 0.00, pooled kappa 0.00, over 2 verdicts" in said.stdout
    assert "c1" not in said.stdout


def test_an_evaluation_shows_the_cases_that_differ(tmp_path: Path) -> None:
    said = coach("evaluate", labelled(tmp_path / "mine", "missed", "met"), "--differences")

    *_, case, label, verdict = said.stdout.splitlines()
    assert case == "voicemail/firm c1"
    assert label.split() == ["labelled", "met", "no", "words"]
    assert verdict.split()[:2] == ["predicted", "missed"]


def test_an_evaluation_as_json_is_one_object_a_line_and_the_last_is_of_all(tmp_path: Path) -> None:
    said = coach("evaluate", labelled(tmp_path / "mine", "missed", "met"), "--json")

    firm, together = map(json.loads, said.stdout.splitlines())
    assert (firm["criterion"], firm["agree"], firm["disagreements"][0]["case"]) == ("firm", 1, "c1")
    assert (together["overall"]["judgements"], together["cases"], together["left_out"]) == (2, 2, 0)


def test_a_card_holds_the_figures_and_no_way_to_the_cases_and_is_the_same_every_time(tmp_path: Path) -> None:
    folder = labelled(tmp_path / "mine", "missed", "met")
    cards = [tmp_path / "1.json", tmp_path / "2.json"]

    for card in cards:
        assert coach("evaluate", folder, "--card", card, "--date", "2026-02-03").exit_code == 0

    text, again = (card.read_text() for card in cards)
    told = json.loads(text)
    assert text == again
    assert str(tmp_path) not in text
    assert (told["date"], told["folders"], told["cases"], told["engine"]) == ("2026-02-03", ["mine"], 2, __version__)
    [voicemail] = told["rubrics"]
    assert voicemail["criteria"] == {"firm": {"n": 2, "agree": 1, "accuracy": 0.5, "kappa": 0.0}}
    assert voicemail["version"] >= 1


def test_a_card_has_no_date_that_nobody_gave(tmp_path: Path) -> None:
    card = tmp_path / "card.json"

    coach("evaluate", labelled(tmp_path / "mine", "met"), "--card", card)

    assert json.loads(card.read_text())["date"] is None


def test_a_card_that_cannot_be_written_is_one_plain_line(tmp_path: Path) -> None:
    said = coach("evaluate", labelled(tmp_path / "mine", "met"), "--card", tmp_path / "nowhere" / "card.json")

    assert said.exit_code == 1
    assert "cannot be written" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_a_card_is_of_the_written_cases(tmp_path: Path) -> None:
    said = coach("evaluate", labelled(tmp_path / "mine", "met"), "--card", tmp_path / "c.json", "--audio", tmp_path)

    assert said.exit_code == 2


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the card that ships said so."""
    known = {
        "firm": Accuracy(n=70, agree=66, accuracy=0.94, kappa=0.88),
        "length": Accuracy(n=24, agree=13, accuracy=0.54, kappa=0.39),
    }
    monkeypatch.setattr("coach.accuracy.figures_of", lambda rubric, version: known)


@pytest.mark.usefixtures("figures")
def test_a_rubric_shows_beside_a_criterion_how_far_it_can_be_trusted() -> None:
    said = coach("rubric", "show", "voicemail").stdout

    length, firm, other = (said.split(f"[{name}, ")[1].split("\n\n")[0] for name in ("length", "firm", "personal"))
    assert "agrees with labels on 66 of 70 cases (kappa 0.88)" in firm
    assert "a hint" not in firm
    assert "a hint: agrees with labels on 13 of 24 cases (kappa 0.39)" in length
    assert "labels" not in other


@pytest.mark.usefixtures("figures")
def test_a_rubric_as_json_carries_the_agreement_of_each_criterion() -> None:
    told = json.loads(coach("rubric", "show", "voicemail", "--json").stdout)

    agreement = {c["id"]: c["agreement"] for c in told["criteria"]}
    assert agreement["personal"] is None
    assert (agreement["firm"]["agree"], agreement["firm"]["n"], agreement["firm"]["hint"]) == (66, 70, False)
    assert agreement["length"]["hint"] is True


@pytest.mark.usefixtures("figures")
def test_a_rubric_file_of_the_users_own_has_no_figures_even_under_the_same_name(tmp_path: Path) -> None:
    mine = tmp_path / "voicemail.yaml"
    mine.write_bytes((ROOT / "rubrics" / "voicemail.yaml").read_bytes())

    assert "labels" not in coach("rubric", "show", mine).stdout


def test_the_doctor_finds_this_machine_well() -> None:
    said = coach("doctor")

    assert said.exit_code == 0, said.output
    assert "tiny.en" in said.stdout
    assert "Language model: off; nothing is sent anywhere" in said.stdout


@pytest.mark.parametrize(
    ("settings", "said", "well"),
    [
        ({}, "Language model: off; nothing is sent anywhere", True),
        ({"MODEL": "m"}, "off; nothing is sent unless you say so each time (https://api.openai.com/v1)", True),
        ({"MODEL": "m", "": "on", "BASE_URL": "http://127.0.0.1:9/v1"}, "stays on this machine, at http://127", True),
        ({"MODEL": "m", "": "on", "BASE_URL": "https://llm.example/v1"}, "needs a key", False),
        ({"MODEL": "m", "": "on", "BASE_URL": "http://llm.example/v1"}, "could be read on the way", False),
        ({"": "on"}, "none is named", False),
    ],
)
def test_the_doctor_says_whether_text_could_leave_and_where_to(
    settings: dict[str, str], said: str, well: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.doctor import llm_check
    from coach.errors import CoachError
    from coach.settings import load_settings

    for name, value in settings.items():
        monkeypatch.setenv(f"COACH_LLM_{name}".rstrip("_"), value)
    try:
        check = llm_check(load_settings())
        found, sound = f"{check.what} {check.fix}", check.ok
    except CoachError as error:
        found, sound = str(error), False

    assert said in found
    assert sound is well


def test_the_doctor_says_where_text_goes_when_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    from coach.doctor import llm_check
    from coach.settings import load_settings

    monkeypatch.setenv("COACH_LLM", "on")
    monkeypatch.setenv("COACH_LLM_MODEL", "m")
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")

    check = llm_check(load_settings())

    assert check.what == "Language model: m is on; text goes, without names and numbers, to https://api.openai.com/v1"
    assert "secret-key" not in check.model_dump_json()


def test_every_command_has_help_and_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    for name, command in main.commands.items():
        assert command.help, name
        assert f"coach {name}" in readme, name


def test_a_call_says_who_is_the_rep_and_why_and_what_its_numbers_are() -> None:
    call = ROOT / "samples" / "5-call-with-locked-step" / "recording.ogg"

    said = coach("score", call, "--caller", "Luis Ortega", "--firm", "Northside Heating").stdout

    assert "  rep: the left channel; " in said
    assert re.search(r"Talk share: \d+ % you, \d+ % them", said)
    assert "Published: 43 % (Gong, 2016" in said
    metrics = {m["name"]: m for m in json.loads(coach("score", call, "--json").stdout)["metrics"]}
    assert all(m["note"] for m in metrics.values())
    assert metrics["talk-share"]["published"][0]["by"] == "Gong"
    assert {"interactivity", "patience", "prospect-longest-monologue", "prospect-questions"} <= set(metrics)


def test_nothing_is_said_of_the_silences_of_a_text() -> None:
    script = "\n".join(["rep: Is this a good time?", "prospect: Yes, it is.", "rep: How old is the roof?"] * 4)

    metrics = json.loads(coach("check", script, "--kind", "call-script", "--json").stdout)["metrics"]

    names = {m["name"] for m in metrics}
    assert "talk-share" in names
    assert not names & {"patience", "pauses", "longest-pause"}
