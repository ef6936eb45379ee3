"""A scorecard as a file: the same telling in each form, and nothing of a name or a transcript acts in any."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from kept_values import a_result

from coach.cli import main
from coach.coaching import Coaching
from coach.edges.store import open_store
from coach.models import Facts
from coach.presentation.cells import cell
from coach.presentation.exports import COLUMNS, FORMS, Card, export_name
from coach.presentation.findings import shown_findings
from coach.presentation.pdf import NO_LETTER, drawn
from coach.settings import load_settings

RECORDING = "a" * 64


def a_card(name: str = "to ana.wav", lead: str = "Ana Díaz", recording: str = RECORDING) -> Card:
    result = a_result(recording, name=name)
    assert result.scorecard
    shown = shown_findings(result.scorecard.findings, None)
    return Card(name=name, facts=Facts(lead=lead), result=result, shown=shown, people=Coaching(scorecard=None))


def texts(form: str, cards: list[Card]) -> str:
    """What a reader of the file sees."""
    written = FORMS[form].write(cards, None)
    if form == "pdf":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(written)).pages)
    if form == "docx":
        from docx import Document

        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(written)).paragraphs)
    return written.decode("utf-8-sig")


@pytest.mark.parametrize("form", [form for form in FORMS if form != "json"])
def test_each_form_tells_name_verdict_and_reason(form: str) -> None:
    told = texts(form, [a_card()])

    assert "to ana.wav" in told
    assert "The name is said." in told
    assert "60" in told


@pytest.mark.parametrize("form", FORMS)
def test_several_recordings_are_one_file(form: str) -> None:
    cards = [a_card("one.wav"), a_card("two.wav", recording="b" * 64)]

    told = texts(form, cards)

    assert told.index("one.wav") < told.index("two.wav")
    assert export_name(cards, form) == f"scorecards.{form}"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_scorecard_makes_the_same_bytes(form: str) -> None:
    assert FORMS[form].write([a_card()], None) == FORMS[form].write([a_card()], None)


def test_a_table_has_a_line_a_finding_and_no_cell_begins_like_a_formula() -> None:
    told = texts("csv", [a_card(lead='=HYPERLINK("http://x.example")')])

    header, row = csv.reader(io.StringIO(told))
    assert tuple(header) == COLUMNS
    assert row[COLUMNS.index("lead")] == '\'=HYPERLINK("http://x.example")'
    assert row[COLUMNS.index("criterion")] == "name"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\t=1", " =1", "\r-1", "＝1", "−1", '"=1', "'=1", "\u00a0=1"])
def test_what_a_spreadsheet_would_work_out_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(("text", "kept"), [("a;=1", "a;'=1"), ("a; +1", "a;' +1"), ("a\n=1", "a\n'=1")])
def test_so_does_what_begins_a_cell_for_a_spreadsheet_that_parts_them_otherwise(text: str, kept: str) -> None:
    assert cell(text) == kept


@pytest.mark.parametrize("text", ["12-14", "a=b", "Ana", "it rose; 3 - 4 %", "3;4", "x@y"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_json_cannot_end_a_script_that_it_is_pasted_into() -> None:
    written = FORMS["json"].write([a_card("</script><script>alert(1)</script>.wav")], None)

    assert b"<" not in written
    assert json.loads(written)["recording"]["name"] == "</script><script>alert(1)</script>.wav"


def test_the_page_says_itself_that_it_loads_and_runs_nothing() -> None:
    page = texts("html", [a_card("<img src=x onerror=alert(1)>.wav")])

    assert "default-src 'none'; style-src 'sha256-" in page
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.wav" in page


def test_a_pdf_makes_no_link_of_an_address_and_keeps_what_its_font_can_draw() -> None:
    assert drawn("see https://evil.example, www.evil.example, a@b.example") == (
        "see https: //evil.example, www. evil.example, a@ b.example"
    )
    assert drawn("Łukasz Dvořák, Zoë, 李") == f"Łukasz Dvorák, Zoë, {NO_LETTER}"


def test_a_word_file_has_no_field_and_points_nowhere_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(FORMS["docx"].write([a_card("http://x.example <w:fldSimple>.wav")], None))) as file:
        parts = {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}

    assert [name for name, text in parts.items() if 'TargetMode="External"' in text] == []
    assert "<w:fldSimple" not in parts["word/document.xml"]


@pytest.fixture
def kept() -> str:
    store = open_store(load_settings())
    result = a_result(RECORDING, name="../to ana, =1+1.wav")
    store.save_result(result, Facts(lead="Ana"))
    store.close()
    return RECORDING


def run(*told: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["export", *told])
    return found.exit_code, found.output


def test_the_command_names_the_file_after_the_recording_and_stays_in_its_folder(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(kept[:12], "--format", "pdf") == (0, "scorecard-to-ana-1-1.pdf\n")
    assert (tmp_path / "scorecard-to-ana-1-1.pdf").read_bytes().startswith(b"%PDF")


def test_the_command_writes_over_nothing_unless_told(kept: str, tmp_path: Path) -> None:
    there = tmp_path / "x.csv"
    there.write_text("mine")

    code, said = run("--all", "--format", "csv", "--out", str(there))
    assert code == 1
    assert "is there already. Give another --out, or --force" in said
    assert there.read_text() == "mine"
    assert run("--all", "--format", "csv", "--out", str(there), "--force")[0] == 0
    assert there.read_text(encoding="utf-8-sig").startswith("recording,file,kind")


def test_the_command_writes_json_to_the_terminal(kept: str) -> None:
    code, said = run(kept, "--json", "--out", "-")

    assert code == 0
    assert json.loads(said)["score"] == 60


@pytest.mark.parametrize(
    ("told", "code", "says"),
    [
        ((), 2, "Give the id of a recording, or --all."),
        (("--all", "aaaaaaa"), 2, "Give the id of a recording, or --all."),
        (("bbbbbbb",), 1, "'bbbbbbb' is no recording that we have. Give an id from: coach history."),
        (("--all", "--out", "/nowhere/at/all.html"), 1, "cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(kept: str, told: tuple[str, ...], code: int, says: str) -> None:
    found, said = run(*told)

    assert (found, says in said) == (code, True)


def test_nothing_to_export_is_said_in_one_line() -> None:
    assert run("--all") == (1, "coach: There is no scorecard to export. Score a recording first: coach score FILE.\n")
