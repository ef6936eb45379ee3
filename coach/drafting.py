"""Asks a language model for a draft: what would be sent, the asking itself, and one plain line where it fails.

Nothing is sent without the user's yes, and what was drafted without a model always stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from coach.drafts import Drafts, Purpose
from coach.edges.llm import LanguageModel, open_model
from coach.errors import CoachError
from coach.grounding import WrittenDraft
from coach.materials import Material
from coach.model_failures import Failure, LanguageModelError
from coach.model_followup import (
    STANDS,
    DraftQuestion,
    NoDraft,
    Outcome,
    draft_question,
    model_draft,
    prompt_name,
)
from coach.models import READING_PACE_WPM, Channel, Kind
from coach.prompts import load_prompt
from coach.redaction import preview
from coach.rubric import Rubric
from coach.settings import Settings
from coach.silence import SilenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.edges.llm import SoFar

HOW_TO_SWITCH_ON = (
    "A language model can write one more draft. To use one, name it on the Settings page, and a server of your own "
    "if you have one. That alone sends nothing."
)


def question_for(
    material: Material, channel: Channel, purpose: Purpose, offline: Drafts, silence: SilenceKind | None = None
) -> DraftQuestion | NoDraft:
    """What a model would be asked for this draft, sealed; or why there is nothing to ask. Sends nothing."""
    return draft_question(material, channel, purpose, load_prompt(prompt_name(channel, purpose)), offline, silence)


def would_send(question: DraftQuestion, settings: Settings) -> bytes:
    """Exactly the bytes that asking would send first. Raises CoachError where no model is named."""
    if settings.llm_model is None:
        raise CoachError("No language model is named.", "Set COACH_LLM_MODEL; that alone sends nothing.")
    return preview(question.sealed, WrittenDraft, settings.llm_model)


def ask_for_draft(
    question: DraftQuestion,
    offline: Drafts,
    rubrics: Mapping[Kind, Rubric],
    settings: Settings,
    *,
    consent: bool = False,
    pace_wpm: float = READING_PACE_WPM,
    show: Callable[[str], None] | None = None,
) -> Outcome:
    """The model's draft, checked; or in one line why there is none. `consent` is the user's yes to this one asking.

    `show` is told the words as they come: unchecked, for reading only, never as markup.
    """
    try:
        model = open_model(settings, consent)
    except CoachError as error:
        return NoDraft(why=_line(str(error)), failure=getattr(error, "failure", None))
    return draft_from(model, question, offline, rubrics, pace_wpm, show)


def draft_from(
    model: LanguageModel,
    question: DraftQuestion,
    offline: Drafts,
    rubrics: Mapping[Kind, Rubric],
    pace_wpm: float = READING_PACE_WPM,
    show: Callable[[str], None] | None = None,
) -> Outcome:
    """The same with a model that is open already."""
    began = time.monotonic()
    written: WrittenDraft | None = None
    parts: Iterator[SoFar[WrittenDraft]] = model.stream(question.sealed, WrittenDraft)
    try:
        with closing(parts):  # type: ignore[type-var]  # whoever stops watching hangs up at once
            for part in parts:
                if show is not None:
                    show(part.text.strip())
                written = part.answer or written
    except LanguageModelError as error:
        return NoDraft(why=_failed(error, time.monotonic() - began), failure=error.failure)
    if written is None:
        return NoDraft(why=_failed(LanguageModelError(Failure.EMPTY), 0), failure=Failure.EMPTY)
    return model_draft(written, question, offline, rubrics, pace_wpm)


def _failed(error: LanguageModelError, waited_s: float) -> str:
    if error.failure is Failure.SLOW:
        return _line(f"The model did not answer within {max(1, round(waited_s))} s.")
    return _line(f"{error.message} {error.hint}".strip())


def _line(text: str) -> str:
    return f"{' '.join(text.split())} {STANDS}"
