"""`coach backup` and `coach restore`: everything that is kept, in one file, and back again."""

from __future__ import annotations

import json
from pathlib import Path

import click

from coach.cli_options import as_json


@click.command()
@click.argument("file_or_folder", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Make none: read this backup to its end and say whether it is whole.")
@as_json
def backup(file_or_folder: Path, check: bool, as_json: bool) -> None:
    """Write everything that is kept to one file, while the app may run, and read it back.

    A folder gets a file with the time in its name. What you erase later stays in backups that were made before.
    """
    from coach.edges.backups import check_backup, make_backup
    from coach.edges.store import open_store
    from coach.presentation.backups import damaged_line, holds_line, told
    from coach.settings import load_settings

    if check:
        found = check_backup(file_or_folder)
    else:
        settings = load_settings()
        found = make_backup(open_store(settings), settings.data_dir, file_or_folder)
    click.echo(json.dumps(told(found)) if as_json else holds_line(found))
    if found.manifest.damaged:
        click.echo(damaged_line(found), err=True)
        raise SystemExit(1)


@click.command()
@click.argument("backup_file", metavar="FROM", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="A folder that is not there yet.")
@as_json
def restore(backup_file: Path, folder: Path, as_json: bool) -> None:
    """Bring a backup back into a new data folder. Nothing is ever overwritten.

    The database goes to COACH_DATABASE_URL where that is set, which has to be empty, else into the folder.
    """
    from coach.edges.backups import restore as bring_back
    from coach.presentation.backups import holds_line, restored_line, told
    from coach.settings import load_settings

    settings = load_settings()
    url = settings.database_url if "database_url" in settings.from_environment else None
    made = bring_back(backup_file, folder, url)
    if as_json:
        click.echo(json.dumps(told(made)))
    else:
        click.echo(holds_line(made))
        click.echo(restored_line(folder))
