"""What a language model would be sent, shown on the newest recording: the same bytes as the Follow-ups page sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.drafting import question_for
from coach.drafts import Purpose
from coach.edges.store import Store
from coach.followup import follow_ups
from coach.gathering import gather
from coach.model_followup import DraftQuestion
from coach.models import Channel, Facts, Kind
from coach.rubrics_in_use import standards

if TYPE_CHECKING:
    from coach.settings import Settings

LOOKED_AT = 5
"""Recordings that are tried: of one with little in it nothing would be sent."""


@dataclass(frozen=True)
class SendingExample:
    """A question as a model would get it, and the recording that it is about."""

    name: str
    question: DraftQuestion


def sending_example(store: Store, settings: Settings) -> SendingExample | None:
    """The question for an email after one of the newest recordings; None where none has enough in it. Sends nothing."""
    for kept in store.recordings(LOOKED_AT):
        result = store.result(kept.id)
        if result is None or result.recording.kind is Kind.NO_SPEECH:
            continue
        mine = {"caller": kept.facts.caller or settings.caller, "firm": kept.facts.firm or settings.firm}
        facts = (store.facts(kept.id) or Facts()).model_copy(update={**mine, "kind": result.recording.kind})
        material = gather(result.transcript, facts, law_firm=settings.law_firm)
        offline = follow_ups(material, Channel.EMAIL, standards(), Purpose.FOLLOW_UP)
        if offline.refusal is not None or offline.ask is not None:
            continue
        question = question_for(material, Channel.EMAIL, Purpose.FOLLOW_UP, offline)
        if isinstance(question, DraftQuestion):
            return SendingExample(name=kept.name, question=question)
    return None
