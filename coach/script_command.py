"""`coach script`: build the script of a call, and hold a call against it afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli_options import as_json, facts_from
from coach.errors import CoachError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.materials import Material
    from coach.models import Facts


@click.group()
def script() -> None:
    """Build the script of a call, and see afterwards what of it was said."""


@script.command()
@click.option("--lead", help="Name of the person to call.")
@click.option("--caller", help="Your own name (else COACH_CALLER).")
@click.option("--firm", help="Your firm (else COACH_FIRM).")
@click.option("--about", help="What the lead asked about: 'roof leak'.")
@click.option("--offer", help="What you offer, as a short phrase: 'a new roof'.")
@click.option("--interest", help="How they showed interest, after 'You ...': 'filled in the form on our website'.")
@click.option("--step-action", help="The next step, after \"I'll ...\": 'call you', or a thing: 'a video call'.")
@click.option("--step-when", help="When it is: 'Thursday at ten'.")
@click.option("--step-purpose", help="What it is for: 'to go through the quote'.")
@click.option(
    "--law-firm/--no-law-firm", default=None,
    help="Intake of a law firm: ask what happened, when, and what cover there is (else COACH_LAW_FIRM).",
)  # fmt: skip
@click.option("--after-call", "earlier", metavar="FILE_OR_ID", help="Go on from this recording or call script.")
@click.option("--pace", type=click.FloatRange(60, 300), default=156.0, show_default=True, help="Words a minute.")
@as_json
def build(
    lead: str | None,
    caller: str | None,
    firm: str | None,
    about: str | None,
    offer: str | None,
    interest: str | None,
    step_action: str | None,
    step_when: str | None,
    step_purpose: str | None,
    law_firm: bool | None,
    earlier: str | None,
    pace: float,
    as_json: bool,
) -> None:
    """Build a call script from the lead and what you offer. What is missing is said behind it."""
    from coach.call_script import Step, build_script
    from coach.models import Facts, Kind
    from coach.rubrics_in_use import standards
    from coach.script_check import check_script
    from coach.script_report import built_json, built_lines
    from coach.script_text import read_script
    from coach.settings import load_settings

    told = Facts(kind=Kind.CALL, lead=lead, caller=caller, firm=firm, about=about)
    facts, material = _known(told, earlier)
    step = Step(action=step_action, when=step_when, purpose=step_purpose)
    intake = law_firm if law_firm is not None else load_settings().law_firm
    built = build_script(facts, offer, step, interest=interest, law_firm=intake, earlier=material)
    checked = check_script(read_script(built.text, facts), standards()[Kind.CALL], facts, pace)
    _print(built_json(built, checked) if as_json else None, built_lines(built, checked))


def _known(told: Facts, earlier: str | None) -> tuple[Facts, Material | None]:
    """What is known of the call to come: as told, else from the talk before it, else from the settings."""
    from coach.gathering import gather
    from coach.heard_call import heard_before
    from coach.materials import FactKind
    from coach.models import Facts, Kind
    from coach.settings import load_settings

    settings = load_settings()
    known = {name: value for name, value in told.model_dump().items() if value is not None}
    own = Facts(kind=Kind.CALL, caller=settings.caller, firm=settings.firm)
    if earlier is None:
        return own.model_copy(update=known), None
    heard = heard_before(earlier, settings, own.model_copy(update=known))
    material = gather(heard.transcript, heard.facts, recording=heard.recording)
    asked = next((fact.text for fact in material.said if fact.kind is FactKind.INTEREST), material.facts.about)
    return material.facts.model_copy(update={"about": asked} | known), material


@script.command()
@click.argument("script_file", metavar="SCRIPT")
@click.argument("call_file_or_id")
@as_json
def compare(script_file: str, call_file_or_id: str, as_json: bool) -> None:
    """Show what of SCRIPT was said in a call, what was said in other words, and what was left out.

    The call is a recording, the id of one that was scored, or a text of 'rep:' and 'prospect:' lines.
    """
    from coach.heard_call import heard_before
    from coach.models import Facts, Kind
    from coach.script_comparison import compare as hold_beside
    from coach.script_report import comparison_json, comparison_lines
    from coach.script_text import read_script
    from coach.settings import load_settings

    text = script_told(script_file)
    settings = load_settings()
    facts = Facts(kind=Kind.CALL, caller=settings.caller, firm=settings.firm)
    heard = heard_before(call_file_or_id, settings, facts, Kind.CALL)
    if heard.kind is not Kind.CALL:
        raise CoachError(f"This is a {heard.kind.value}, not a call.", "Give the recording of a call, or its text.")
    if not heard.transcript.rep_known:
        raise CoachError("We cannot tell who is who in this call.", "Say who is the rep: coach speakers FILE_OR_ID.")
    compared = hold_beside(read_script(text, heard.facts), heard.transcript, heard.facts)
    _print(comparison_json(compared) if as_json else None, comparison_lines(compared))


def check_call_script(text_or_file: str, pace: float, as_json: bool, known: dict[str, Any]) -> None:
    """What `coach check --kind call-script` does: a script as text or in a file, held against the call rubric."""
    from coach.models import Kind
    from coach.script_check import check_script
    from coach.script_report import script_check_json, script_check_lines
    from coach.script_text import read_script
    from coach.workbench import Workbench, rubric_for

    facts = facts_from(Kind.CALL, known, lambda path: Workbench.open(quiet=as_json).text_of(path))
    rubric = rubric_for(Kind.CALL, known["rubric_name"])
    checked = check_script(read_script(script_told(text_or_file), facts), rubric, facts, pace)
    _print(script_check_json(checked) if as_json else None, script_check_lines(checked, rubric))


def script_told(text_or_file: str) -> str:
    """The text of a script given as text or as a file. Raises CoachError where there is no such file, or no text."""
    from coach.edges.script_files import SUFFIXES, read_script_file

    path = Path(text_or_file)
    one_word = len(text_or_file.split()) == 1
    try:
        if path.exists() or (one_word and path.suffix.lower() in SUFFIXES):
            return read_script_file(path)
    except (OSError, ValueError):  # longer than a file name can be: it is the text itself
        pass
    if not text_or_file.strip():
        raise CoachError(
            "There is no text to check.", "Give the words of the script, or a .txt, .md, .docx or .pdf file."
        )
    return text_or_file


def _print(told: dict[str, Any] | None, lines: Iterable[str]) -> None:
    if told is not None:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)
