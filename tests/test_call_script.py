"""A call script is built from lead and offer, fits any trade, and passes the call rubric as far as a script can."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.call_script import CallScript, Step, build_script
from coach.errors import CoachError
from coach.language.noun_phrases import again, definite, indefinite
from coach.materials import FactKind, Material, SaidFact
from coach.models import Facts, Kind, QuestionType, Verdict
from coach.rubric import standards
from coach.script_check import ScriptCheck, check_script
from coach.script_text import read_script
from coach.scripts import ScriptPart

IN_THE_CALL_ONLY = {"handles-no"}
ROWS = [
    tuple(None if cell.strip() == "-" else cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "leads_of_our_own.txt").read_text(encoding="utf-8").splitlines()[1:]
]
LEADS = [row for row in ROWS if row[4]]
INTAKE = [row for row in ROWS if not row[4]]


def test_there_are_leads_enough_of_different_trades() -> None:
    assert len(LEADS) >= 30
    assert len({row[2] for row in ROWS}) == len(ROWS)


def built(lead: tuple[str | None, ...]) -> tuple[CallScript, Facts]:
    name, caller, firm, about, offer, action, when, purpose = lead
    facts = Facts(kind=Kind.CALL, lead=name, caller=caller, firm=firm, about=about)
    step = Step(action=action, when=when, purpose=purpose)
    return build_script(facts, offer, step, law_firm=offer is None), facts


def checked(script: CallScript, facts: Facts) -> ScriptCheck:
    return check_script(read_script(script.text, facts), standards()[Kind.CALL], facts)


def failing(check: ScriptCheck) -> dict[str, str]:
    return {
        f.criterion: f.reason
        for f in check.card.findings
        if f.verdict is not Verdict.MET and f.criterion not in IN_THE_CALL_ONLY
    }


@pytest.mark.parametrize("lead", LEADS, ids=lambda lead: str(lead[2]))
def test_a_built_script_meets_every_criterion_that_a_script_can_hold(lead: tuple[str | None, ...]) -> None:
    script, facts = built(lead)
    check = checked(script, facts)

    assert failing(check) == {}, script.text
    assert check.card.score == 100
    assert check.blanks == ()


@pytest.mark.parametrize("lead", INTAKE, ids=lambda lead: str(lead[2]))
def test_an_intake_script_asks_what_happened_when_and_what_cover_there_is(lead: tuple[str | None, ...]) -> None:
    script, facts = built(lead)
    asked = " ".join(line.text for line in script.lines if line.part is ScriptPart.SITUATION)

    assert failing(checked(script, facts)) == {}, script.text
    assert "happened" in asked
    assert "When did" in asked
    assert "insurance" in asked
    assert "lawyer" in script.text


@pytest.mark.parametrize("lead", LEADS, ids=lambda lead: str(lead[2]))
def test_two_connecting_two_situation_and_two_probing_questions_are_unconditional(lead: tuple[str | None, ...]) -> None:
    script, facts = built(lead)
    check = checked(script, facts)
    always = {line.text for line in script.lines if line.condition is None}
    asked = [q.type for q in check.card.questions if any(q.text in text for text in always)]

    for kind in (QuestionType.CONNECTING, QuestionType.SITUATION, QuestionType.PROBING):
        assert asked.count(kind) >= 2, script.text


@pytest.mark.parametrize(
    ("typed", "first", "then", "sought"),
    [
        ("roof leak", "the roof leak", "the roof leak", "a roof leak"),
        ("solar panels", "solar panels", "the solar panels", "solar panels"),
        ("payroll software", "payroll software", "the payroll software", "payroll software"),
        ("a crown", "a crown", "the crown", "a crown"),
        ("my old boiler", "your old boiler", "your old boiler", "your old boiler"),
        ("AC unit", "the AC unit", "the AC unit", "an AC unit"),
        ("MRI scan", "the MRI scan", "the MRI scan", "an MRI scan"),
        ("help with back taxes", "help with back taxes", "the help with back taxes", "help with back taxes"),
        (
            "Extension for the kitchen.", "the extension for the kitchen", "the extension for the kitchen",
            "an extension for the kitchen",
        ),
        ("university place", "the university place", "the university place", "a university place"),
        ("Payroll Pro", "Payroll Pro", "Payroll Pro", "Payroll Pro"),
        ("someone to look after Mum", "someone to look after Mum", "that", "someone to look after Mum"),
        ("500 flyers", "500 flyers", "the 500 flyers", "500 flyers"),
        ("selling the house", "selling the house", "that", "help with selling the house"),
        ("wedding cake", "the wedding cake", "the wedding cake", "a wedding cake"),
        ("hour of coaching", "the hour of coaching", "the hour of coaching", "an hour of coaching"),
    ],
)  # fmt: skip
def test_a_phrase_gets_the_article_that_it_needs(typed: str, first: str, then: str, sought: str) -> None:
    assert (definite(typed), again(typed), indefinite(typed)) == (first, then, sought)


def test_without_a_step_the_script_says_what_to_tell_and_holds_no_placeholder() -> None:
    script = build_script(Facts(lead="Rosa", caller="Kit", firm="Maple Movers", about="the move"))

    assert script.needs == ("The close has no step yet: tell what you will do, when and what for.",)
    assert "[" not in script.text
    assert "__" not in script.text


def test_a_time_that_is_none_is_refused_in_one_line() -> None:
    facts = Facts(lead="Rosa", caller="Kit", firm="Maple Movers", about="the move")

    script = build_script(facts, None, Step(action="call you", when="sometime soon", purpose="to go through it"))

    assert script.needs == ("“sometime soon” is no day and time: say when, such as “Thursday at ten”.",)
    assert "sometime soon" not in script.text


def test_what_is_needed_is_asked_for() -> None:
    with pytest.raises(CoachError, match="your own name and your firm and what the lead asked about"):
        build_script(Facts())


def test_how_they_showed_interest_is_recalled_as_it_was_told() -> None:
    facts = Facts(lead="Rosa", caller="Kit", firm="Maple Movers", about="move to Leeds")

    script = build_script(facts, interest="filled in the form on our website")

    assert "You filled in the form on our website about the move to Leeds, so I'm calling you back." in script.text


def test_a_script_goes_on_from_what_was_said_before() -> None:
    facts = Facts(lead="Rosa", caller="Kit", firm="Maple Movers", about="move to Leeds")
    problem = SaidFact(kind=FactKind.PROBLEM, text="the last movers broke your piano", evidence=None)
    hope = SaidFact(kind=FactKind.HOPE, text="you want to be in by Easter", evidence=None)
    earlier = Material(kind=Kind.CALL, facts=facts, said=(problem, hope))

    script = build_script(facts, "movers", earlier=earlier)

    assert "You said the last movers broke your piano. How is that affecting you now?" in script.text
    assert "Last time you said you want to be in by Easter." in script.text
    assert [line.said for line in script.lines if line.said] == [(hope,), (problem,)]
