"""`coach batch`: a folder of recordings."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli_options import as_json

if TYPE_CHECKING:
    from coach.batch import Told


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Recordings listened to at a time."
)
@click.option("--kind", type=click.Choice(["auto", "voicemail", "call"]), default="auto", show_default=True)
@click.option("--engine", type=click.Choice(["local"]), default="local", show_default=True, help="Where work is done.")
@as_json
def batch(folder: Path, workers: int, kind: str, engine: str, as_json: bool) -> None:  # noqa: ARG001 (one engine so far)
    """Score every recording of a folder. Stopped with Ctrl+C and run again, it goes on where it was."""
    from coach.batch import batch as run
    from coach.batch import recordings_in, sums
    from coach.edges.jobs import Options
    from coach.edges.store import open_store
    from coach.edges.weights import find_model
    from coach.models import Kind
    from coach.settings import load_settings

    settings = load_settings()
    find_model(settings.speech_model, settings.models_dir)  # said once, and not by every recording
    options = Options(kind=None if kind == "auto" else Kind(kind))
    wanted = len(recordings_in(folder))
    told: list[Told] = []
    try:
        with contextlib.closing(run(folder, settings, open_store(settings), options, workers)) as coming:
            for one in coming:
                told.append(one)
                click.echo(one.model_dump_json() if as_json else _line(one, len(told), wanted))
    except KeyboardInterrupt:
        click.echo(f"coach: Stopped with {len(told)} of {wanted} done. Run it again to go on.", err=True)
        sys.exit(1)
    found = sums(told)
    if as_json:
        click.echo(json.dumps({"sums": found.model_dump()}))
    else:
        click.echo(f"{found.files} files: {found.done} done, {found.duplicate} duplicate, {found.failed} failed")
    sys.exit(1 if found.failed else 0)


def _line(one: Told, number: int, wanted: int) -> str:
    from coach.report import safe

    where = f"[{number}/{wanted}] {safe(one.file)}: "
    if one.state == "duplicate":
        return f"{where}the same as {safe(one.same_as or '')}"
    if one.state == "failed":
        return f"{where}{' '.join(safe(f'{one.error} {one.hint}'.strip()).split())}"
    score = "not scored" if one.score is None else f"{one.score} / 100"
    return f"{where}{one.kind}, {score}"
