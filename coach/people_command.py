"""`coach people` and `coach audit`: who has access, and what was done. For whoever runs the machine."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from coach.cli_options import as_json

if TYPE_CHECKING:
    from coach.access import Actor
    from coach.edges.audit_log import AuditLog
    from coach.edges.kept_people import People

ROLES = click.Choice(["rep", "trainer", "admin"])


@click.group()
def people() -> None:
    """Who has access to the app, where it is used by a team."""


@people.command("list")
@as_json
def people_list(as_json: bool) -> None:
    """List who has access."""
    found = _open()[0].all()
    if not found and not as_json:
        click.echo("Nobody yet. The first one: coach people add EMAIL --role admin")
    for one in found:
        _tell(one, as_json)


@people.command("add")
@click.argument("email")
@click.option("--role", type=ROLES, default="rep", show_default=True)
@click.option("--team", default="", help="Trainers hear the recordings of their team.")
@click.option("--name", default="", help="As it stands beside comments and scores.")
@as_json
def people_add(email: str, role: str, team: str, name: str, as_json: bool) -> None:
    """Give somebody access: whoever logs in with this address, which the login's provider must vouch for."""
    from coach.access import Role

    known, log = _open()
    one = known.add(email, Role(role), team, name)
    log.note("local", "add", f"people {one.id}")
    _tell(one, as_json)


@people.command("set")
@click.argument("email")
@click.option("--role", type=ROLES)
@click.option("--team")
@click.option("--active", is_flag=True, help="Let somebody in again who was shut out.")
@as_json
def people_set(email: str, role: str | None, team: str | None, active: bool, as_json: bool) -> None:
    """Change somebody's role or team. They are logged out everywhere."""
    from coach.access import Role

    known, log = _open()
    one = known.change(known.named(email).id, Role(role) if role else None, team, active or None)
    log.note("local", "change", f"people {one.id}")
    _tell(one, as_json)


@people.command("deactivate")
@click.argument("email")
@as_json
def people_deactivate(email: str, as_json: bool) -> None:
    """Shut somebody out, at once and everywhere. What they recorded stays."""
    known, log = _open()
    one = known.change(known.named(email).id, active=False)
    log.note("local", "deactivate", f"people {one.id}")
    _tell(one, as_json)


@click.command()
@click.option("--verify", is_flag=True, help="See whether every line is as it was written.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@as_json
def audit(verify: bool, limit: int, as_json: bool) -> None:
    """Who did what to which recording, newest first. It is only added to, and holds no word of anybody."""
    _, log = _open()
    if verify:
        problems = log.problems()
        for problem in problems:
            click.echo(json.dumps({"problem": problem}) if as_json else problem)
        if not problems:
            click.echo(json.dumps({"ok": True}) if as_json else "Every line is as it was written.")
        sys.exit(1 if problems else 0)
    for entry in log.last(limit):
        line = f"{entry.at[:19]}  {entry.actor:32}  {entry.action:12} {entry.outcome:8} {entry.resource}"
        click.echo(entry.model_dump_json() if as_json else line)


def _open() -> tuple[People, AuditLog]:
    from coach.edges.audit_log import AuditLog
    from coach.edges.kept_people import People
    from coach.edges.store import open_store
    from coach.settings import load_settings

    settings = load_settings()
    database = open_store(settings).database
    return People(database), AuditLog(database, settings.data_dir)


def _tell(one: Actor, as_json: bool) -> None:
    from coach.report import safe

    if as_json:
        click.echo(one.model_dump_json())
    else:
        state = "" if one.active else "  shut out"
        click.echo(f"{safe(one.email):32} {one.role:8} {safe(one.team):16} {safe(one.name)}{state}")
