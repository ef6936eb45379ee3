"""`coach doctor`: is everything here and sound, and what to do if not."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from coach.cli_options import as_json

if TYPE_CHECKING:
    from coach.checks import Check


@click.command()
@click.option("--store", is_flag=True, help="Read all that is kept: the whole database, and every sound.")
@click.option(
    "--offline",
    is_flag=True,
    help="Prove that nothing goes out: hear, score, draft and serve, cut off; takes a minute or two.",
)
@as_json
def doctor(store: bool, offline: bool, as_json: bool) -> None:
    """Check that everything the product needs is here and sound."""
    from coach.doctor import examine
    from coach.offline_checks import examine_offline

    if store and offline:
        raise click.UsageError("Give --store or --offline, one after the other.")
    _tell(_of_the_store() if store else examine_offline() if offline else examine(), as_json)


def _of_the_store() -> Iterable[Check]:
    from coach.edges.store import open_store
    from coach.settings import load_settings
    from coach.store_checks import examine_store

    return examine_store(open_store(load_settings()))


def _tell(checks: Iterable[Check], as_json: bool) -> None:
    well = True
    for c in checks:
        well = well and c.ok
        plain = f"{'✓' if c.ok else '✗'} {c.what}" + (f". {c.fix}" if c.fix else "")
        click.echo(c.model_dump_json() if as_json else plain)
    sys.exit(0 if well else 1)
