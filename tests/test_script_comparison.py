"""After a call the script shows what was said, what was said in other words, and what was left out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from script_pairs import differences, extras, pairs

from coach.evaluate import case_transcript, load_folders
from coach.models import Kind, Speaker, Transcript
from coach.script_comparison import ScriptComparison, compare
from coach.script_text import read_script
from coach.scripts import Status

HERE = Path(__file__).parent
TUNING = pairs(HERE / "script_comparisons_tuning.txt")
HELD_OUT = pairs(HERE / "script_comparisons_held_out.txt")


@pytest.mark.parametrize(("found", "least"), [(TUNING, 0.95), (HELD_OUT, 0.92)], ids=["tuning", "held out"])
def test_the_labels_of_whole_calls_are_agreed_with(found: list[object], least: float) -> None:
    wrong = [line for pair in found for line in differences(pair)]  # type: ignore[arg-type]
    lines = sum(len(pair.lines) for pair in found)  # type: ignore[attr-defined]

    assert len(found) >= 6
    assert 1 - len(wrong) / lines >= least, "\n".join(wrong)


def test_questions_beside_the_script_are_found_in_nearly_every_call() -> None:
    told, seen = zip(*(extras(pair) for pair in (*TUNING, *HELD_OUT)), strict=True)

    assert sum(len(t & s) for t, s in zip(told, seen, strict=True)) >= sum(map(len, told)) - 1
    assert sum(len(s - t) for t, s in zip(told, seen, strict=True)) <= 5


def test_what_was_said_in_a_call_was_said_if_it_were_its_script(shared: Path) -> None:
    """The rep's own words of each labelled call, taken as a script of that call."""
    status: list[Status] = []
    for kind, case in load_folders([shared / "cases"]):
        if kind is Kind.CALL:
            transcript = case_transcript(kind, case)
            script = read_script("\n".join(u.text for u in transcript.by(Speaker.REP)))
            status += [line.status for line in compare(script, transcript).lines]

    assert len(status) > 400
    assert status.count(Status.SAID) / len(status) >= 0.99


def held(script: str, call: str) -> ScriptComparison:
    return compare(read_script(script), Transcript.from_script(call))


def test_a_changed_line_shows_both_wordings_and_where_they_are() -> None:
    script = "Hi Rosa, this is Kit from Maple Movers.\nDoes that work for you?\n"
    compared = held(
        script, "rep: Hi Rosa, this is Kit from Maple Movers.\nprospect: Hi.\nrep: Is that okay with you?\n"
    )
    said, changed = compared.lines

    assert (said.status, changed.status) == (Status.SAID, Status.CHANGED)
    assert script[changed.span.start : changed.span.end] == changed.text == "Does that work for you?"
    assert changed.evidence is not None
    assert changed.evidence.quote == "Is that okay with you?"
    assert 3.0 < changed.evidence.start < changed.evidence.end


def test_another_day_is_a_changed_line() -> None:
    call = "rep: I'll call you on Friday at nine to go through the quote.\nprospect: Yes, good."

    (line,) = held("I'll call you on Thursday at ten to go through the quote.", call).lines

    assert line.status is Status.CHANGED
    assert line.likeness > 0.6


def test_the_same_line_is_found_without_marks_and_capitals() -> None:
    call = "rep: right so what made you get in touch with us about the leak\nprospect: the ceiling"

    (line,) = held("What made you get in touch with us?", call).lines

    assert line.status is Status.SAID


def test_a_place_in_the_call_belongs_to_one_line_only() -> None:
    script = "Does that work for you?\nIs that all right with you?\n"

    compared = held(script, "rep: I'll come on Monday at ten to look at it. Does that work for you?\nprospect: Yes.")

    assert [line.status for line in compared.lines] == [Status.SAID, Status.SKIPPED]


def test_what_is_said_only_in_some_calls_is_no_lapse() -> None:
    script = "Is now a good time?\n(if now does not suit) When would be a better time to call you?\n"

    compared = held(script, "rep: Is now a good time?\nprospect: Yes.")

    assert [line.status for line in compared.lines] == [Status.SAID, Status.SKIPPED]
    assert compared.having(Status.SKIPPED) == ()


def test_a_name_is_known_in_the_spelling_of_a_recogniser() -> None:
    (line,) = held(
        "Hi Tom, this is Luis from Northside Heating.", "rep: Tom, it's Lewis from North Side Heating."
    ).lines

    assert line.status is Status.SAID


def test_the_same_content_at_the_other_end_of_the_call_is_another_line() -> None:
    script = "Hi Tom.\nWhat made you call?\nWho services it?\nSo to sum up, it blows warm air upstairs.\n"
    call = (
        "rep: You wrote that the upstairs unit blows warm air.\n" + "prospect: Yes.\nrep: And what else is there?\n" * 9
    )

    assert held(script, call).lines[-1].status is Status.SKIPPED


def test_what_the_prospect_says_is_not_taken_for_the_reps() -> None:
    compared = held("What made you get in touch?", "rep: Hello.\nprospect: What made you get in touch?\nrep: Well.")

    assert [line.status for line in compared.lines] == [Status.SKIPPED]


def test_a_long_call_and_a_long_script_are_compared_in_time() -> None:
    script = "\n".join(f"How long have you used part {number} of the service at the moment?" for number in range(120))
    call = "\n".join(
        f"rep: how long have you used the part of the service {n} times\nprospect: long" for n in range(240)
    )

    began = time.process_time()
    compared = held(script, call)

    assert len(compared.lines) == 120
    assert time.process_time() - began < 15
