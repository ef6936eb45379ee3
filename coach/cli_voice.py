"""`coach voice`: a stored sample of the rep's voice, to know which side of a call is the rep's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli_options import CoachGroup, as_json

if TYPE_CHECKING:
    from coach.edges.voice_samples import VoiceSample, VoiceSamples

rep_name = click.option("--rep", default="", metavar="NAME", help="Whose voice; without it, this machine's rep.")


@click.group(cls=CoachGroup, invoke_without_command=True)
@click.pass_context
def voice(context: click.Context) -> None:
    """Keep a sample of the rep's voice, for calls on which what is said does not show who is the rep.

    What is kept is 256 numbers about the sound of the voice, not the recording. It never leaves this machine.
    """
    if context.invoked_subcommand is None:
        context.invoke(show, as_json=False)


@voice.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@rep_name
@as_json
def enrol(file: Path, rep: str, as_json: bool) -> None:
    """Learn a voice from a recording on which only the rep talks: 5 s of speech, better 10 or more."""
    from coach.edges.voice_samples import BETTER_S, NEVER_LEAVES, learn_voice

    sample = learn_voice(file, rep.strip())
    _samples().keep(sample)
    if as_json:
        click.echo(json.dumps(_told(sample)))
        return
    more = "" if sample.seconds >= BETTER_S else f" {BETTER_S:.0f} s or more would be better."
    click.echo(f"The voice of {_named(sample)} is kept, from {sample.seconds:.0f} s of speech.{more} {NEVER_LEAVES}")


@voice.command()
@as_json
def show(as_json: bool) -> None:
    """List the voices that are kept."""
    from coach.edges.voice_samples import NEVER_LEAVES

    kept = _samples().all()
    if as_json:
        for sample in kept:
            click.echo(json.dumps(_told(sample)))
        return
    for sample in kept:
        again = "" if sample.usable else " It was made by another version: enrol it again."
        click.echo(f"{_named(sample)}: {sample.seconds:.0f} s of speech, {sample.created_at:%Y-%m-%d}.{again}")
    click.echo(NEVER_LEAVES if kept else f"No voice is kept. Enrol one with: coach voice enrol FILE. {NEVER_LEAVES}")


@voice.command()
@rep_name
@as_json
def forget(rep: str, as_json: bool) -> None:
    """Delete a voice for good."""
    gone = _samples().forget(rep.strip())
    if as_json:
        click.echo(json.dumps({"rep": rep.strip(), "deleted": gone}))
    else:
        whose = rep.strip() or "this machine's rep"
        click.echo(f"The voice of {whose} is deleted." if gone else f"No voice of {whose} was kept.")


def _samples() -> VoiceSamples:
    from coach.edges.store import open_store
    from coach.edges.voice_samples import VoiceSamples
    from coach.settings import load_settings

    return VoiceSamples(open_store(load_settings()).database)


def _named(sample: VoiceSample) -> str:
    from coach.report import safe

    return safe(sample.rep) or "this machine's rep"


def _told(sample: VoiceSample) -> dict[str, object]:
    told = sample.model_dump(mode="json", exclude={"print", "model"})
    return told | {"usable": sample.usable}
