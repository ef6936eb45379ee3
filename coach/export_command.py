"""`coach export`: scorecards as files of other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coach.errors import CoachError

_FORMS = ("html", "pdf", "docx", "csv", "json")


@click.command()
@click.argument("recording", required=False)
@click.option("--all", "every", is_flag=True, help="Every recording that was listened to, newest first, in one file.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="html", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Where to write it, - for the terminal (default: a name made of the recording's, in this folder).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(recording: str | None, every: bool, form: str, as_json: bool, out: Path | None, force: bool) -> None:
    """Save the scorecard of a RECORDING (an id from: coach history) as a file, to print, share or count with."""
    from coach.edges.store import open_store
    from coach.exporting import cards_to_export
    from coach.presentation.exports import FORMS, export_name
    from coach.settings import load_settings

    if every == (recording is not None):
        raise click.UsageError("Give the id of a recording, or --all.")
    form = "json" if as_json else form
    settings = load_settings()
    cards = cards_to_export(open_store(settings), recording)
    written = FORMS[form].write(cards, settings.timezone)
    if str(out) == "-":
        sys.stdout.buffer.write(written)
        return
    path = out or Path(export_name(cards, form))
    _save(path, written, force)
    click.echo(str(path))


def _save(path: Path, written: bytes, force: bool) -> None:
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(written)
    except FileExistsError as error:
        raise CoachError(f"{path} is there already.", "Give another --out, or --force to write over it.") from error
    except OSError as error:
        raise CoachError(f"{path} cannot be written: {error.strerror}.", "Give another file with --out.") from error
