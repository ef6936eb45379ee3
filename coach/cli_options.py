"""What the commands share: how errors are said, the facts that a user may tell, texts given as text or as file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.models import Channel, Facts, Kind
    from coach.workbench import Workbench

Command = TypeVar("Command", bound=Callable[..., Any])


class CoachGroup(click.Group):
    """Shows a CoachError as one plain line and exits with 1; wrong use exits with 2 as click does it."""

    def invoke(self, ctx: click.Context) -> Any:
        from coach.edges.hiding import hide_in_what_is_written

        hide_in_what_is_written()
        try:
            return super().invoke(ctx)
        except CoachError as error:
            say_error(error)
            ctx.exit(1)


def say_error(error: CoachError, where: str = "") -> None:
    from coach.edges.hiding import hide
    from coach.names import spelled_out
    from coach.report import safe

    line = f"{spelled_out(where)}: {error}" if where else str(error)
    click.echo("coach: " + " ".join(safe(hide(line)).split()), err=True)


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
        "--previous", multiple=True, metavar="FILE_OR_TEXT", help="An earlier message to this lead; may be repeated."
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


follow_up_facts = options(
    click.option(
        "--conversation", multiple=True, metavar="FILE_OR_TEXT",
        help="What the lead said in the call that a follow-up goes on from: a text, a script or a recording.",
    ),
    click.option("--first/--not-first", "first_text", default=None, help="Is this the first SMS to the lead?"),
)  # fmt: skip


def draft_facts(channel: Channel, known: dict[str, Any], bench: Callable[[], Workbench]) -> Facts:
    """The facts about a draft that the options tell; `bench` is opened where a recording has to be heard."""
    from coach.models import Kind

    facts = facts_from(Kind.FOLLOW_UP, known, lambda path: bench().text_of(path))
    said = tuple(line for item in known["conversation"] for line in said_in(item, lambda path: bench().said_in(path)))
    told = {"channel": channel, "conversation": said or None, "first_text": known["first_text"]}
    return facts.model_copy(update=told)


def said_in(item: str, hear: Callable[[Path], str]) -> tuple[str, ...]:
    """What the lead says in a conversation: in a script their lines, in any other text all of it."""
    from coach.models import Speaker, Transcript

    transcript = Transcript.from_script(text_of(item, hear))
    theirs = transcript.by(Speaker.PROSPECT) or transcript.utterances
    return tuple(utterance.text for utterance in theirs)


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
