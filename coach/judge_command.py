"""The part of `coach score` that puts a rubric's judgement questions to a language model: `--judge`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from coach.cli_options import options
from coach.errors import CoachError
from coach.model_draft_command import consent_options, may_ask, show_bytes

if TYPE_CHECKING:
    from coach.asking import Prompt
    from coach.judging import Judged
    from coach.models import Facts, Result
    from coach.rubric import Rubric

judge_options = options(
    click.option(
        "--judge", is_flag=True,
        help="Put the rubric's judgement questions, where it has any, to the language model of the settings.",
    ),
    consent_options,
)  # fmt: skip
"""For `coach score`: gives it `judge`, `show_prompt` and `yes`."""
NO_QUESTIONS = "This rubric asks for no judgement: code decides all of it."


def judged(result: Result, rubric: Rubric | None, facts: Facts, yes: bool) -> tuple[Judged | None, CoachError | None]:
    """What a language model proposes on the rubric's judgement questions, each with words that were found.

    Or why there is nothing: a LanguageModelError where the model failed, any other CoachError where the user can put
    it right. The scorecard stands either way, and no point of it hangs on this.
    """
    try:
        return _judged(result, rubric, facts, yes), None
    except CoachError as error:
        return None, error


def _judged(result: Result, rubric: Rubric | None, facts: Facts, yes: bool) -> Judged:
    from coach.edges.llm import open_model
    from coach.judging import Answers, judge
    from coach.redaction import seal
    from coach.settings import load_settings

    rubric, prompt = _prompt(result, rubric)
    may_ask(yes)
    model = open_model(load_settings(), consent=yes)
    return judge(model.complete(seal(prompt, facts), Answers), rubric, result.transcript, model.name)


def show_question(result: Result, rubric: Rubric | None, facts: Facts) -> None:
    """Prints exactly the bytes that `judged` would send, and sends nothing. Raises CoachError where it would not."""
    from coach.judging import Answers
    from coach.redaction import preview, seal
    from coach.settings import load_settings

    model = load_settings().llm_model
    if model is None:
        raise CoachError("No language model is named.", "Set COACH_LLM_MODEL; that alone sends nothing.")
    show_bytes(preview(seal(_prompt(result, rubric)[1], facts), Answers, model))


def _prompt(result: Result, rubric: Rubric | None) -> tuple[Rubric, Prompt]:
    from coach.judging import judging_prompt
    from coach.prompts import load_prompt

    if rubric is None:
        raise CoachError("There is nothing to judge.", "Nothing was said in this recording.")
    prompt = judging_prompt(load_prompt("judge"), rubric, result.transcript)
    if prompt is None:
        raise CoachError(NO_QUESTIONS, "Give one of your own with --rubric; see rubrics/README.md.")
    return rubric, prompt


def judged_json(found: Judged | None, why: CoachError | None) -> dict[str, Any]:
    """What `--json` says of it beside the scorecard: proposals, what was dropped, or why there is nothing."""
    body = found.model_dump(mode="json") if found else {"proposals": [], "dropped": []}
    return {"judged": {**body, "why": str(why) if why else None}}


def judged_lines(found: Judged) -> Iterator[str]:
    """The same as the lines of a terminal."""
    from coach.report import clock, safe

    yield "  Proposed by the language model; no point of the score hangs on it:"
    for proposal in found.proposals:
        yield f"    {proposal.criterion}: {proposal.verdict.value}. {safe(proposal.reason)}"
        for evidence in proposal.evidence:
            yield f"      [{clock(evidence.start)}] {evidence.speaker.value}: “{safe(evidence.quote)}”"
    yield from (f"    {safe(one.criterion)}: left out, {safe(one.why)}" for one in found.dropped)
