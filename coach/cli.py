"""The `coach` command. A command here parses, makes one call and prints; heavy imports wait until they are needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach import __version__
from coach.batch_command import batch
from coach.cadence_command import cadence
from coach.cli_options import (
    CoachGroup,
    as_json,
    draft_facts,
    facts_from,
    follow_up_facts,
    known_facts,
    say_error,
    text_of,
)
from coach.cli_speakers import speakers
from coach.cli_voice import voice
from coach.doctor_command import doctor
from coach.errors import CoachError
from coach.export_command import export
from coach.follow_up_command import draft
from coach.judge_command import judge_options, judged, judged_json, judged_lines, show_question
from coach.people_command import audit, people
from coach.privacy_command import COMMANDS as PRIVACY_COMMANDS
from coach.script_command import check_call_script, script
from coach.store_command import backup, restore

if TYPE_CHECKING:
    import datetime as dt

    from coach.edges.channels import Side
    from coach.models import Kind

EXISTING = click.Path(exists=True, path_type=Path)


@click.group(cls=CoachGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coach")
def main() -> None:
    """Score sales calls and voicemails on this machine, and show the words behind every verdict."""


main.add_command(speakers)
main.add_command(voice)
main.add_command(draft)
for command in (batch, export, people, audit, backup, restore, *PRIVACY_COMMANDS):
    main.add_command(command)


@main.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--kind", type=click.Choice(["auto", "voicemail", "call"]), default="auto", show_default=True)
@click.option("--rep-channel", type=click.Choice(["left", "right"]), help="The rep's channel of a stereo call.")
@click.option("--swap", is_flag=True, help="The rep is the other one than is found.")
@known_facts
@judge_options
@as_json
def score(
    files: tuple[Path, ...],
    kind: str,
    rep_channel: Side | None,
    swap: bool,
    judge: bool,
    show_prompt: bool,
    yes: bool,
    as_json: bool,
    **known: Any,
) -> None:
    """Score recordings: what was said, held against the rubric, with the words and moments."""
    from coach import report
    from coach.casting import Clues
    from coach.model_failures import LanguageModelError
    from coach.workbench import Workbench, rubric_for

    if swap and rep_channel:
        raise click.UsageError("--swap and --rep-channel say the same thing in two ways: give one of them.")
    if show_prompt and len(files) > 1:
        raise click.UsageError("--show-prompt prints the bytes of one question: give one file.")
    bench = Workbench.open(quiet=as_json)
    clues = Clues(told=rep_channel, swap=swap)
    problems = 0
    for path in files:
        try:
            facts = facts_from(_kind(kind), known, bench.text_of)
            result = bench.score(path, facts, None if kind == "auto" else _kind(kind), clues, known["rubric_name"])
            facts = bench.store.facts(result.recording.id) or facts
            scored = rubric_for(result.recording.kind, known["rubric_name"]) if result.scorecard else None
            if show_prompt:
                show_question(result, scored, facts)
                continue
        except CoachError as error:
            problems += 1
            if as_json:
                click.echo(json.dumps({"file": path.name, "error": {"message": error.message, "hint": error.hint}}))
            say_error(error, path.name)
            continue
        if note := bench.left_out(result.recording.id):
            click.echo(f"coach: {report.safe(path.name)}: {note}", err=True)
        found, why = judged(result, scored, facts, yes) if judge else (None, None)
        if as_json:
            beside = judged_json(found, why) if judge else {}
            click.echo(json.dumps(report.result_json(result) | beside, ensure_ascii=False))
        else:
            _echo(report.result_lines(result, scored), *(judged_lines(found) if found else ()), "")
        if why is not None:
            problems += not isinstance(why, LanguageModelError)
            say_error(why, path.name)
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("file", type=EXISTING)
@click.option("--kind", type=click.Choice(["auto", "voicemail", "call"]), default="auto", show_default=True)
@click.option("--rep-channel", type=click.Choice(["left", "right"]), help="The rep's channel of a stereo call.")
@click.option("--format", "form", type=click.Choice(["text", "json", "srt", "vtt"]), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def transcribe(file: Path, kind: str, rep_channel: Side | None, form: str, as_json: bool) -> None:
    """Write down what was said in a recording, with times."""
    from coach import captions, report
    from coach.casting import Clues
    from coach.models import Facts
    from coach.workbench import Workbench

    bench = Workbench.open(quiet=form != "text" or as_json)
    _, transcript = bench.hear(
        file, Facts(kind=_kind(kind)), None if kind == "auto" else _kind(kind), Clues(told=rep_channel)
    )
    if as_json or form == "json":
        click.echo(json.dumps({"sha256": transcript.digest, **transcript.model_dump(mode="json")}, ensure_ascii=False))
    elif form == "text":
        _echo(report.transcript_lines(transcript))
    else:
        click.echo(captions.srt(transcript) if form == "srt" else captions.vtt(transcript), nl=False)


@main.command()
@click.argument("text_or_file")
@click.option(
    "--kind", type=click.Choice(["voicemail", "call-script", "sms", "email"]), default="voicemail", show_default=True,
    help="A call script is text or a .txt, .md, .docx or .pdf file; an email has a first line 'Subject: ...'.",
)  # fmt: skip
@click.option("--pace", type=click.FloatRange(60, 300), default=156.0, show_default=True, help="Words a minute.")
@follow_up_facts
@known_facts
@as_json
def check(text_or_file: str, kind: str, pace: float, as_json: bool, **known: Any) -> None:
    """Check a draft before it is said or sent, with the same rubric as the recording."""
    from coach.draft_check import check_draft
    from coach.draft_report import check_json, check_lines
    from coach.models import Channel
    from coach.typed import typed
    from coach.workbench import Workbench, draft_rubrics

    if kind == "call-script":
        check_call_script(text_or_file, pace, as_json, known)
        return
    text = text_of(text_or_file, _refuse_audio).strip()
    if not text:
        raise CoachError("There is no text to check.", "Give the words of the draft, or a .txt or .md file.")
    channel = Channel(kind)
    facts = draft_facts(channel, known, lambda: Workbench.open(quiet=as_json))
    rubrics = draft_rubrics(channel, known["rubric_name"])
    checked = check_draft(text, facts, rubrics, pace)
    if as_json:
        click.echo(json.dumps(check_json(checked, typed(text, channel, pace).transcript), ensure_ascii=False))
    else:
        _echo(check_lines(checked, rubrics))


@main.group()
def rubric() -> None:
    """Look at rubrics, and check rubric files."""


@rubric.command("show")
@click.argument("name", required=False, metavar="[ID_OR_FILE]")
@as_json
def rubric_show(name: str | None, as_json: bool) -> None:
    """Show what a rubric asks, why, and where it comes from; without a name, which rubrics there are."""
    from coach.report import rubric_json, rubric_lines
    from coach.rubrics_in_use import InUse, figures, in_use
    from coach.workbench import named_rubric

    known = in_use()
    for shown in [named_rubric(one) for one in ([name] if name else known)]:
        used = known.get(shown.id) if name is None or name in known else None
        which = used.line if isinstance(used, InUse) else f"version {shown.version}"
        # A file of the user's may be a changed copy that kept id and version: the figures are not of it.
        agreement = figures(shown) if used else {}
        if as_json:
            own = {"own": used.number is not None} if isinstance(used, InUse) else {}
            click.echo(json.dumps(rubric_json(shown, agreement) | own, ensure_ascii=False))
        elif name:
            _echo(rubric_lines(shown, agreement, which))
        else:
            click.echo(f"{shown.id:12} {shown.title} ({which}, {len(shown.criteria)} criteria)")


@rubric.command("check")
@click.argument("names", nargs=-1, metavar="[ID_OR_FILE]...")
@as_json
def rubric_check(names: tuple[str, ...], as_json: bool) -> None:
    """Check rubric files: what they hold, and that every example comes out as it says."""
    from coach.rubric import check_rubric, packaged_rubrics
    from coach.rubrics_in_use import path_in_use

    known = packaged_rubrics()
    bad = False
    for name in names or tuple(known):
        path = path_in_use(name) if name in known else Path(name)
        problems = check_rubric(path)
        bad = bad or bool(problems)
        if as_json:
            click.echo(json.dumps({"rubric": path.name, "ok": not problems, "problems": problems}))
        else:
            _echo(problems or [f"{path.name}: fine"])
    sys.exit(1 if bad else 0)


@main.command()
@click.argument(
    "folders", metavar="CASES_DIR...", nargs=-1, required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--audio", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Hear the cases from here."
)
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write every verdict here.")
@click.option("--differences", is_flag=True, help="Show each case that differs, with the words (in JSON: always).")
@click.option("--card", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here, as JSON.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="A day to write into the card.")
@as_json
def evaluate(
    folders: tuple[Path, ...],
    audio: Path | None,
    predictions: Path | None,
    differences: bool,
    card: Path | None,
    date: dt.datetime | None,
    as_json: bool,
) -> None:
    """Hold the detectors against labelled cases: how often each criterion agrees, and what it takes for what."""
    from functools import partial

    from coach import report
    from coach.accuracy import accuracy_card
    from coach.agreement import agreement, overall
    from coach.evaluate import load_folders, predict
    from coach.rubric import standards
    from coach.workbench import Workbench

    if card and audio:
        raise click.UsageError("A card is of the written cases: leave out --audio.")
    labelled = load_folders(folders)
    if not labelled:
        names = ", ".join(str(folder) for folder in folders)
        raise CoachError(
            f"There are no cases in {names}.", "It should hold voicemails.jsonl, calls.jsonl or follow-ups.jsonl."
        )
    rubrics = dict(standards())  # as they ship: the figures are of the detectors, not of a team's weights
    hear = partial(Workbench.open().hear_case, audio) if audio else None
    made = list(predict(labelled, rubrics, hear))
    rows = agreement(labelled, made)
    if predictions:
        _write(predictions, "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in made))
    if card:
        figures = accuracy_card(rows, rubrics, folders, len(made), date.date() if date else None)
        _write(card, figures.model_dump_json(indent=2) + "\n")
    skipped = len(labelled) - len(made)
    if as_json:
        total = overall(rows)
        _echo(row.model_dump_json() for row in rows)
        together = {"overall": total and total.model_dump(), "cases": len(made), "left_out": skipped}
        click.echo(json.dumps(together))
        return
    _echo(report.agreement_lines(rows))
    click.echo(f"{len(made)} cases" + (f", {skipped} without a recording left out" if skipped else ""))
    if differences:
        _echo(report.difference_lines(rows))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CoachError(f"{path} cannot be written: {error.strerror}.", "Give another file.") from error


main.add_command(cadence)
main.add_command(script)


@main.command()
@as_json
def demo(as_json: bool) -> None:
    """Score the sample recordings that ship with the product, with the real speech model."""
    from coach import report
    from coach.samples import samples
    from coach.workbench import Workbench, rubric_for

    bench = Workbench.open(quiet=as_json)
    for sample in samples():
        result = bench.score(sample.audio, sample.facts, None, name=sample.title)
        if as_json:
            click.echo(json.dumps(report.result_json(result), ensure_ascii=False))
        else:
            _echo(report.result_lines(result, rubric_for(result.recording.kind, None)), "")


@main.command()
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@as_json
def history(limit: int, as_json: bool) -> None:
    """List the recordings scored so far, newest first."""
    from coach.edges.store import open_store
    from coach.report import safe
    from coach.settings import load_settings

    rows = open_store(load_settings()).history(limit=limit)
    if as_json:
        _echo(row.model_dump_json() for row in rows)
    elif not rows:
        click.echo("Nothing scored yet. Try: coach demo")
    else:
        for row in rows:
            points = "  –" if row.score is None else f"{row.score:3}"
            click.echo(
                f"{row.created_at:%Y-%m-%d %H:%M}  {row.kind.value:10} {points}  {safe(row.name)}  {row.id[:12]}"
            )


main.add_command(doctor)


@main.group()
def models() -> None:
    """Look at speech models, and fetch others."""


@models.command("list")
@as_json
def models_list(as_json: bool) -> None:
    """List the speech models we know, and which are here."""
    from coach.edges.weights import list_models
    from coach.settings import load_settings

    for known in list_models(load_settings().models_dir):
        here = "here" if known.installed else f"{known.megabytes} MB, not here"
        click.echo(known.model_dump_json() if as_json else f"{known.name:18} {known.languages:14} {here}")


@models.command("get")
@click.argument("name")
def models_get(name: str) -> None:
    """Fetch a speech model by name. The one command that goes to the network."""
    from coach.edges.weights import download
    from coach.settings import load_settings

    model = download(name, load_settings().models_dir)
    click.echo(
        f"{model.name} is here and checked. Choose it on the Settings page, or set COACH_SPEECH_MODEL={model.name}"
    )


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address needs a team with a login.")
def run(port: int, host: str) -> None:
    """Serve the app on this machine, at 127.0.0.1."""
    import os
    from urllib.parse import urlsplit

    from coach.edges.doors import check_address
    from coach.edges.login_file import read_login
    from coach.settings import load_settings
    from coach.shipped import shipped

    login = read_login(load_settings())
    check_address(host, login)
    command = [sys.executable, "-m", "streamlit", "run", str(shipped("app.py"))]
    # Said here as well as in the app's own settings: it must not answer to other machines, whatever they say.
    command += [f"--server.address={host}", f"--server.port={port}", "--server.headless=true"]
    if login:  # else it would ask somebody outside how others reach this machine
        command += [f"--browser.serverAddress={urlsplit(login.origin).hostname}"]
    where = login.origin if login else f"http://{host}:{port}"
    click.echo(f"Callback Coach answers on {where} (stop with Ctrl+C)")
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell


def _kind(name: str) -> Kind:
    from coach.models import Kind

    return Kind.VOICEMAIL if name == "auto" else Kind(name)


def _refuse_audio(path: Path) -> str:
    raise CoachError(f"{path.name} is not a text.", f"To judge a recording use: coach score {path.name}")


def _echo(lines: Iterable[str], *after: str) -> None:
    for line in (*lines, *after):
        click.echo(line)


if __name__ == "__main__":
    main()
