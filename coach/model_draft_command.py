"""The part of `coach draft` that asks a language model: its options, what it does, what it prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypedDict

import click

from coach.cli_options import options

if TYPE_CHECKING:
    from coach.drafts import Drafts
    from coach.materials import Material
    from coach.model_followup import Outcome

consent_options = options(
    click.option("--show-prompt", is_flag=True, help="Print exactly the bytes that would be sent, and send nothing."),
    click.option("--yes", is_flag=True, help="Yes, send it this once, though no language model is switched on."),
)
model_options = options(
    click.option("--model", "by_model", is_flag=True, help="Ask the language model of the settings for a draft, too."),
    consent_options,
)
"""For `coach draft`: gives it `by_model`, `show_prompt` and `yes`, to be handed to `drafts_by_model`."""


class ModelChoice(TypedDict):
    """What `model_options` tell."""

    by_model: bool
    show_prompt: bool
    yes: bool


def drafts_by_model(
    material: Material, offline: Drafts, chosen: ModelChoice, pace_wpm: float | None = None
) -> Outcome | None:
    """One draft by a language model beside those made here, or why there is none; None where none was wanted.

    With `--show-prompt` the bytes go to standard output, and nothing is sent. Raises CoachError where no model is
    named, or its address or key will not do: those are the user's to put right.
    """
    if not chosen["by_model"] and not chosen["show_prompt"]:
        return None
    from coach.drafting import ask_for_draft, question_for, would_send
    from coach.model_followup import NoDraft
    from coach.models import READING_PACE_WPM
    from coach.rubric import standards
    from coach.settings import load_settings

    settings = load_settings()
    question = question_for(material, offline.channel, offline.purpose, offline)
    if isinstance(question, NoDraft):
        return question
    if chosen["show_prompt"]:
        show_bytes(would_send(question, settings))
        return None
    may_ask(chosen["yes"])
    return ask_for_draft(
        question, offline, standards(), settings, consent=chosen["yes"], pace_wpm=pace_wpm or READING_PACE_WPM
    )


def may_ask(yes: bool) -> None:
    """Raises CoachError where no language model is named, or where the user has not said yes to asking it."""
    from coach.edges.llm import is_switched_on
    from coach.errors import CoachError
    from coach.settings import load_settings

    settings = load_settings()
    if settings.llm_model is None:
        raise CoachError("No language model is named, and nothing was sent.", "Set COACH_LLM_MODEL first.")
    if not yes and not is_switched_on(settings):
        raise CoachError(
            "Nothing was sent: no language model is switched on.",
            "Look at what would be sent with --show-prompt, then add --yes, or set COACH_LLM=on for good.",
        )


def show_bytes(body: bytes) -> None:
    """Prints what would be sent, byte by byte: no line break is added."""
    click.echo(body, nl=False)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What `coach draft --json` says of a model's draft: the draft as any other, or null and `why`; and `dropped`."""
    from coach.model_followup import ModelDraft

    dropped = [one.model_dump() for one in outcome.dropped]
    if isinstance(outcome, ModelDraft):
        return {"draft": json.loads(outcome.follow_up.model_dump_json()), "why": None, "dropped": dropped}
    return {"draft": None, "why": outcome.why, "failure": outcome.failure, "dropped": dropped}


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """The same as the lines of a terminal."""
    from coach.model_followup import ModelDraft
    from coach.report import safe

    if isinstance(outcome, ModelDraft):
        yield "By the language model, checked:"
        yield from (safe(line) for line in outcome.follow_up.text.splitlines())
        yield from (f"  ! {safe(problem)}" for problem in outcome.follow_up.problems)
    else:
        yield safe(outcome.why)
    for one in outcome.dropped:
        yield f"  left out: {safe(' '.join(one.text.split()))} ({safe(one.why)})"
