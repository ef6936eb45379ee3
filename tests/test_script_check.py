"""A script of any shape is read, and held against the call rubric without being marked down for lack of a prospect."""

from __future__ import annotations

import contextlib
import time

import pytest

from coach.errors import CoachError
from coach.models import Facts, Kind, Speaker, Verdict
from coach.rubric import standards
from coach.script_check import ScriptCheck, check_script
from coach.script_text import read_script
from coach.scripts import ScriptPart, Slot

SHEET = """# Opening
Hey_____, this is just _____ (your name). You recently responded to our ad about _____ (plug-in what you sell). \
Is this an appropriate time?
(wait for the answer)
[If not now] When would be a better time to call?

**Connecting questions**
1. Have you found what you're looking for or are you still looking?
2. "What was it about the ad that attracted your attention?"
- Was there anything else that attracted you?
Pause.
Ask, "What were you hoping could happen from this call today?"
SITUATION QUESTIONS
* Which company do you use
  now?
* How long have you used them?
Close:
So to sum up, [their problem in their words]. I'll call you on [DAY AND TIME] to go through the figures. Does that work?
"""


def checked(text: str, facts: Facts | None = None) -> ScriptCheck:
    facts = facts or Facts()
    return check_script(read_script(text, facts), standards()[Kind.CALL], facts)


def verdicts(check: ScriptCheck) -> dict[str, Verdict]:
    return {f.criterion: f.verdict for f in check.card.findings}


def test_headings_bullets_asides_and_wrapped_lines_are_not_said() -> None:
    script = read_script(SHEET)
    said = [line.text for line in script.lines]

    assert said[0].startswith("Hey ____, this is just ____. You recently responded")
    assert "Which company do you use now?" in said
    assert "What were you hoping could happen from this call today?" in said
    assert not any("Pause" in line or "wait" in line or "Opening" in line for line in said)
    assert [line.part for line in script.lines if "company" in line.text] == [ScriptPart.SITUATION]
    assert [line.condition for line in script.lines if "better time" in line.text] == ["If not now"]
    assert {d.text for d in script.directions} >= {"wait for the answer", "Pause."}


def test_every_word_keeps_its_place() -> None:
    script = read_script(SHEET)

    for line in script.lines:
        for word in line.words:
            if word.slot is None:
                assert SHEET[word.start : word.end].startswith(word.text.rstrip(".,?!"))


def test_blanks_are_things_to_fill_and_no_names() -> None:
    check = checked(SHEET, Facts(lead="Marcus", caller="Dana", about="the roof leak"))
    findings = {f.criterion: f for f in check.card.findings}

    assert [(b.slot, b.fill) for b in check.blanks] == [
        (Slot.LEAD, "Marcus"),
        (Slot.CALLER, "Dana"),
        (Slot.TOPIC, "the roof leak"),
        (Slot.THEIR_POINT, None),
        (Slot.TIME, None),
    ]
    assert findings["states-name"].verdict is Verdict.MISSED
    assert "left blank" in findings["states-name"].reason
    assert "____" in findings["states-name"].evidence[0].quote
    assert findings["next-step"].verdict is not Verdict.MET
    assert findings["closing-summary"].verdict is Verdict.MET  # their words are known in the call only
    assert "Jordan" not in check.model_dump_json()
    assert check.card.next_step is None


def test_a_bare_list_is_not_marked_down_for_lack_of_a_prospect() -> None:
    check = checked(SHEET)
    found = verdicts(check)

    assert found["prospect-first-minute"] is Verdict.MET
    assert found["verbal-confirmation"] in (Verdict.MET, Verdict.MISSED)
    assert found["repeats-back"] is Verdict.UNSCORED
    assert found["handles-no"] is Verdict.NOT_APPLICABLE
    assert {f.criterion for f in check.left_out} == {"repeats-back", "handles-no"}
    assert all("depends on what the prospect says" in f.reason for f in check.left_out)
    assert all(e.speaker is Speaker.REP for f in check.card.findings for e in f.evidence)


def test_the_question_for_a_yes_is_what_a_script_can_hold() -> None:
    step = "I'll call you on Thursday at ten to go through the quote."

    with_question, without = checked(f"{step}\nDoes that work for you?"), checked(step)

    assert verdicts(with_question)["verbal-confirmation"] is Verdict.MET
    assert verdicts(without)["verbal-confirmation"] is Verdict.MISSED
    assert with_question.card.next_step is not None
    assert not with_question.card.next_step.confirmed  # nobody has agreed to it yet


def test_a_dialogue_is_judged_by_what_its_prospect_says() -> None:
    check = checked(
        "Rep: Hi Tom, this is Luis from Northside Heating, you asked about the upstairs unit. Is now a good time?\n"
        "Prospect: I'm driving.\nRep: We have a new unit at nine hundred dollars.\n"
    )

    assert verdicts(check)["better-time"] is Verdict.MISSED


def test_a_prospect_whose_answer_is_left_open_answers_all_the_same() -> None:
    check = checked("Rep: What made you call us?\nProspect: (they answer)\nRep: Was there anything else?\n")

    assert verdicts(check)["prospect-first-minute"] is Verdict.MET


def test_marks_and_tips_stand_in_the_text() -> None:
    check = checked(SHEET)
    asked = [SHEET[m.start : m.end] for m in check.marks if m.criterion == "asks-good-time"]

    assert asked == ["Is this an appropriate time?"]
    assert check.missing[0].tip
    assert {m.criterion for m in check.missing} == {
        f.criterion for f in check.card.findings if f.verdict in (Verdict.MISSED, Verdict.PARTIAL)
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("You: Is now a good time?", "Is now a good time?"),
        ("**Rep:** Is now a good time?", "Is now a good time?"),
        ("2) Is now a good time? [smile]", "Is now a good time?"),
        ("• “Is now a good time?”", "Is now a good time?"),
        ("Opening: Is now a good time?", "Is now a good time?"),
        ("When did it happen?", "When did it happen?"),
        ("If they are busy: When would suit you?", "When would suit you?"),
        ("I'll call you on Thursday (the twelfth) at ten.", "I'll call you on Thursday (the twelfth) at ten."),
        ("Dana: Is now a good time?", "Is now a good time?"),
    ],
)
def test_what_is_said_is_told_from_what_stands_beside_it(line: str, said: str) -> None:
    assert [one.text for one in read_script(line, Facts(caller="Dana Ruiz")).lines] == [said]


def test_lines_without_any_marks_are_lines_of_their_own() -> None:
    script = read_script("hi is that manoj\nmanoj gary here from stubs freight\nwho are you using now\n")

    assert len(script.lines) == 3


def test_a_line_that_was_wrapped_is_one_line() -> None:
    text = (
        "Hi Rosa, this is Kit from Maple Movers, you filled in the form on our website about\n"
        "the move to Leeds. Is now a good time?\nWhat made you get in touch?\n"
    )

    assert [len(line.words) for line in read_script(text).lines] == [26, 6]


def test_an_answer_that_the_dialogue_leaves_out_is_not_claimed() -> None:
    check = checked(
        "rep: Hi Tom, this is Luis from Northside Heating. Is now a good time?\nprospect: Yes.\n"
        "rep: I'll come by on Monday at ten to check the capacitor. Does that work for you?\n"
    )
    finding = next(f for f in check.card.findings if f.criterion == "verbal-confirmation")

    assert (finding.verdict, finding.reason) == (Verdict.MET, "Asks for a yes to the step.")
    assert [e.quote for e in finding.evidence] == ["Does that work for you?"]
    assert check.card.next_step is not None
    assert not check.card.next_step.confirmed


@pytest.mark.parametrize("text", ["", "   \n", "# Opening\n", "Pause.\nAsk about their roof.", "prospect: Hello?"])
def test_a_text_with_nothing_to_say_is_refused(text: str) -> None:
    with pytest.raises(CoachError, match="nothing to say"):
        read_script(text)


def test_an_endless_script_is_refused() -> None:
    with pytest.raises(CoachError, match="longer than"):
        read_script("hello there " * 10_000)


HOSTILE = {
    "blanks": "____ aaa " * 4_000,
    "questions": "why? " * 7_000,
    "cells": "|a" * 18_000 + "|",
    "stars": "*" * 39_000 + "a",
    "spaces": " " * 39_000 + "x y z",
    "asides": "(if " * 9_000,
    "quotes": '"a ' * 12_000,
    "lines": "rep: hi\nprospect: no\n" * 900,
    "steps": "I'll call you Thursday at ten. " * 1_200,
    "heading": "# " + "the close step " * 2_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_script_that_was_made_to_be_slow_is_read_in_time(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(CoachError):
        checked(text)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text", ["(" * 5_000 + "hello", "[[[[ {{{{ <<<< ____ ((((" * 400, "a" * 30_000, ": " * 9_000 + "x y z"]
)
def test_a_hostile_script_is_read_in_time(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(CoachError):
        checked(text)

    assert time.process_time() - began < 10


SHEET_OF_A_TEAM = """# INBOUND CALL SCRIPT (v3)
**Step 1 – Intro (10 seconds)**
> "Hi {first_name}, this is {rep_name} with Acme Solar. You requested a quote on our website. Is this an okay time?"
- *If no:* "No problem, when would be better?"
- *If yes:* continue
**Step 2 – Discovery**
1. What got you interested in solar? *(let them talk)*
NOTE: do not quote prices on this call!
**Step 3 – Close**
| Say | Why |
|---|---|
| So to recap, you pay [AMOUNT] a month and you want to pay less. | summary |
| I'll call you on [DAY] at [TIME] to show you the design. Does that work? | next step |
"""


def test_a_sheet_as_teams_have_it_is_read() -> None:
    script = read_script(SHEET_OF_A_TEAM)

    assert [(line.part, line.condition, line.text) for line in script.lines] == [
        (
            ScriptPart.OPENING, None,
            "Hi ____, this is ____ with Acme Solar. You requested a quote on our website. Is this an okay time?",
        ),
        (ScriptPart.OPENING, "If no", "No problem, when would be better?"),
        (ScriptPart.SITUATION, None, "What got you interested in solar?"),
        (ScriptPart.CLOSE, None, "So to recap, you pay ____ a month and you want to pay less."),
        (ScriptPart.CLOSE, None, "I'll call you on ____ at ____ to show you the design. Does that work?"),
    ]  # fmt: skip
    assert [blank.slot for blank in script.blanks] == [Slot.LEAD, Slot.CALLER, Slot.SOMETHING, Slot.TIME, Slot.TIME]


def test_a_firm_that_is_written_out_counts_though_the_name_is_blank() -> None:
    found = verdicts(checked(SHEET_OF_A_TEAM))

    assert (found["states-name"], found["states-firm"]) == (Verdict.MISSED, Verdict.MET)


def test_a_prospect_who_hardly_says_anything_is_no_measure_of_listening() -> None:
    check = checked("rep: Hi, is that Mrs Bell?\nprospect: Speaking.\nrep: What made you call?\nprospect: ...\n")

    assert verdicts(check)["repeats-back"] is Verdict.UNSCORED
