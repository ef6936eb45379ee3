"""What the commands share: how errors are said, the facts that a user may tell, texts given as text or as file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.models import Facts, Kind

Command = TypeVar("Command", bound=Callable[..., Any])


class CoachGroup(click.Group):
    """Shows a CoachError as one plain line and exits with 1; wrong use exits with 2 as click does it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CoachError as error:
            say_error(error)
            ctx.exit(1)


def say_error(error: CoachError, where: str = "") -> None:
    from coach.report import safe

    line = f"{where}: {error}" if where else str(error)
    click.echo("coach: " + " ".join(safe(line).split()), err=True)


def options(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several click options as one decorator, in the order in which help shows them."""

    def apply(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return apply


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
known_facts = options(
    click.option("--caller", help="The rep's own name."),
    click.option("--firm", help="The rep's firm."),
    click.option("--lead", help="Name of the person called."),
    click.option("--lead-company", help="The lead's company."),
    click.option("--lead-about", help="What the lead asked about."),
    click.option(
        "--previous", multiple=True, metavar="FILE_OR_TEXT", help="An earlier voicemail to this lead; may be repeated."
    ),
    click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of the recording, in the lead's zone."),
    click.option("--timezone", help="The lead's time zone, such as America/Chicago."),
    click.option("--rubric", "rubric_name", metavar="ID_OR_FILE", help="Another rubric than the kind's own."),
)


def facts_from(kind: Kind, known: dict[str, Any], hear_previous: Callable[[Path], str]) -> Facts:
    """The facts that the options tell; settings fill in caller and firm where no option does."""
    from coach.models import Facts
    from coach.settings import load_settings

    settings = load_settings()
    date = known["date"]
    return Facts(
        kind=kind,
        caller=known["caller"] or settings.caller,
        firm=known["firm"] or settings.firm,
        lead=known["lead"],
        company=known["lead_company"],
        about=known["lead_about"],
        previous=tuple(text_of(item, hear_previous) for item in known["previous"]) or None,
        date=date.date() if date else None,
        timezone=known["timezone"],
    )


def text_of(item: str, hear: Callable[[Path], str]) -> str:
    """An earlier message given as text, as a text file, or as a recording to listen to."""
    try:
        path = Path(item)
        if not path.is_file():
            return item
    except OSError:  # longer than a file name can be: it is the text itself
        return item
    if path.suffix.lower() in {".txt", ".md"}:
        return path.read_text(encoding="utf-8", errors="replace")
    return hear(path)
