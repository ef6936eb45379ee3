"""What would leave this machine for one recording: each question a language model would be asked, byte by byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.drafting import question_for
from coach.drafts import Purpose
from coach.followup import follow_ups
from coach.gathering import gather
from coach.grounding import WrittenDraft
from coach.judging import Answers, judging_prompt
from coach.model_followup import DraftQuestion
from coach.models import Channel, Facts, Result
from coach.prompts import load_prompt
from coach.redaction import Sealed, preview, seal
from coach.rubric import Rubric
from coach.rubrics_in_use import standards

if TYPE_CHECKING:
    from coach.settings import Settings

NOTHING = "Nothing leaves this machine: no language model is named."
ONLY_WHEN_ASKED = "Nothing leaves this machine unless you ask a language model. Then it is exactly this:"


@dataclass(frozen=True)
class Outgoing:
    """One question: what it is for, its bytes, and how many details were taken out of it."""

    purpose: str
    body: bytes
    taken_out: int


def outgoing(result: Result, facts: Facts, rubric: Rubric | None, settings: Settings) -> tuple[Outgoing, ...]:
    """Every question that could be asked about this recording, without sending one; none without a model."""
    if settings.llm_model is None:
        return ()
    model = settings.llm_model
    found: list[tuple[str, Sealed, type]] = []
    mine = {"caller": facts.caller or settings.caller, "firm": facts.firm or settings.firm}
    facts = facts.model_copy(update={**mine, "kind": result.recording.kind})
    material = gather(result.transcript, facts, law_firm=settings.law_firm)
    for channel in Channel:
        offline = follow_ups(material, channel, standards(), Purpose.FOLLOW_UP)
        if not offline.drafts:
            continue
        question = question_for(material, channel, Purpose.FOLLOW_UP, offline)
        if isinstance(question, DraftQuestion):
            found.append((f"a draft ({channel.value})", question.sealed, WrittenDraft))
    prompt = judging_prompt(load_prompt("judge"), rubric, result.transcript) if rubric else None
    if prompt is not None:
        found.append(("the rubric's judgement questions", seal(prompt, facts), Answers))
    return tuple(Outgoing(name, preview(sealed, form, model), len(sealed.hidden)) for name, sealed, form in found)
