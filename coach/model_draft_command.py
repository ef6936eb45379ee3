"""The part of `coach draft` that asks a language model: its options, what it does, what it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from coach.cli_options import options
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.drafts import Drafts
    from coach.materials import Material
    from coach.model_followup import Outcome
    from coach.models import Channel

consent_options = options(
    click.option("--show-prompt", is_flag=True, help="Print exactly the bytes that would be sent, and send nothing."),
    click.option("--yes", is_flag=True, help="Yes, send it this once, though no language model is switched on."),
)
model_options = options(
    click.option("--model", "by_model", is_flag=True, help="Ask the language model of the settings for a draft, too."),
    consent_options,
)
"""Gives a command `by_model`, `show_prompt` and `yes`."""


def ask_beside(material: Material, every: Iterable[Drafts], yes: bool, pace_wpm: float) -> dict[Channel, Outcome]:
    """One draft by a language model, or why there is none, beside those made here for each channel that has some.

    Call `may_ask` before. However the model fails, that is an outcome and no error.
    """
    from coach.drafting import ask_for_draft, question_for
    from coach.model_followup import DraftQuestion
    from coach.rubrics_in_use import standards
    from coach.settings import load_settings

    settings, found = load_settings(), {}
    for offline in every:
        if not offline.drafts:
            continue  # why nothing is drafted there was said already
        question = question_for(material, offline.channel, offline.purpose, offline)
        found[offline.channel] = (
            ask_for_draft(question, offline, standards(), settings, consent=yes, pace_wpm=pace_wpm)
            if isinstance(question, DraftQuestion)
            else question
        )
    return found


def show_question(material: Material, offline: Drafts) -> None:
    """Prints exactly the bytes that `ask_beside` would send for a draft, and sends nothing.

    Raises CoachError where no model is named, or where nothing would be sent.
    """
    from coach.drafting import question_for, would_send
    from coach.model_followup import DraftQuestion
    from coach.settings import load_settings

    question = question_for(material, offline.channel, offline.purpose, offline)
    if not isinstance(question, DraftQuestion):
        raise CoachError(f"Nothing would be sent. {question.why}")
    show_bytes(would_send(question, load_settings()))


def may_ask(yes: bool) -> None:
    """Raises CoachError where no language model is named, or where the user has not said yes to asking it."""
    from coach.edges.llm import is_switched_on
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


def outcome_json(outcome: Outcome | None) -> dict[str, Any] | None:
    """What `coach draft --json` says of a model's draft: the draft as any other, or null and `why`; and `dropped`."""
    from coach.follow_up_report import draft_json
    from coach.model_followup import ModelDraft

    if outcome is None:
        return None
    told: dict[str, Any] = {"draft": None, "why": None, "dropped": [one.model_dump() for one in outcome.dropped]}
    if isinstance(outcome, ModelDraft):
        return told | {"draft": draft_json(outcome.follow_up)}
    return told | {"why": outcome.why, "failure": outcome.failure}


def outcomes_lines(outcomes: Mapping[Channel, Outcome]) -> Iterator[str]:
    """The same for several channels as the lines of a terminal."""
    from coach.follow_up_report import TITLES
    from coach.model_followup import ModelDraft, rests_on
    from coach.report import clock, safe

    for channel, outcome in outcomes.items():
        if isinstance(outcome, ModelDraft):
            yield f"{TITLES[channel]}, by the language model, checked"
            yield from (f"  {safe(line)}".rstrip() for line in outcome.follow_up.text.splitlines())
            for said in dict.fromkeys(said for _, said in rests_on(outcome.follow_up)):
                yield f"    {said.speaker} at {clock(said.start)}: “{safe(said.quote)}”"
            yield from (f"    ! {safe(problem)}" for problem in outcome.follow_up.problems)
        else:
            yield f"{TITLES[channel]}, by the language model: {safe(outcome.why)}"
        for one in outcome.dropped:
            yield f"    left out: {safe(' '.join(one.text.split()))} ({safe(one.why)})"
        yield ""
