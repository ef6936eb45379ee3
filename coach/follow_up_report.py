"""What `coach draft` prints: JSON, and plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coach.drafts import Drafts, FollowUp
from coach.materials import Material, SaidFact
from coach.models import Channel
from coach.report import clock, safe

TITLES = {
    Channel.SMS: "SMS",
    Channel.EMAIL: "Email",
    Channel.VOICEMAIL: "Next voicemail",
    Channel.CALL: "Opening of the next call",
    Channel.NOTE: "Handwritten note",
}


def drafts_json(material: Material, every: Iterable[Drafts]) -> dict[str, Any]:
    """The object that `coach draft --json` prints: the things said, and the drafts of each channel."""
    return {
        "recording": material.recording,
        "kind": material.kind.value,
        "lead": material.facts.lead,
        "facts": [fact.model_dump(mode="json") for fact in material.said],
        "next_step": material.step.model_dump(mode="json") if material.step else None,
        "channels": [
            {
                **drafts.model_dump(mode="json", exclude={"drafts"}),
                "drafts": [draft_json(draft) for draft in drafts.drafts],
            }
            for drafts in every
        ],
    }


def draft_json(draft: FollowUp) -> dict[str, Any]:
    """One draft: its sentences with what they rest on, its length, and what our rubrics say of it."""
    body = draft.model_dump(mode="json", exclude={"check"})
    check = draft.check
    return body | {
        "ready": draft.ready,
        "score": check.card.score if check else None,
        "follow_up_score": check.follow_up.score if check else None,
        "seconds": check.seconds if check else None,
        "words": check.words if check else len(draft.text.split()),
        "characters": len(draft.text),
    }


def drafts_lines(every: Iterable[Drafts]) -> Iterator[str]:
    """The drafts as the lines of a terminal, each with the words that it rests on."""
    for drafts in every:
        title = TITLES[drafts.channel]
        if drafts.refusal or drafts.ask:
            yield f"{title}: {safe(drafts.refusal or drafts.ask or '')}"
            yield ""
        for number, draft in enumerate(drafts.drafts, 1):
            yield f"{title}, {number} of {len(drafts.drafts)}{_size(draft)}"
            yield from (f"  {safe(line)}".rstrip() for line in draft.text.splitlines())
            for fact in dict.fromkeys(fact for sentence in draft.sentences for fact in sentence.said):
                yield f"    {_rests_on(fact)}"
            yield from (f"    ! {safe(problem)}" for problem in draft.problems)
            yield ""


def _size(draft: FollowUp) -> str:
    if draft.channel is Channel.SMS:
        return f" ({len(draft.text)} characters)"
    if draft.check is not None and draft.check.seconds is not None:
        return f" ({draft.check.seconds:g} s at your pace)"
    return f" ({len(draft.text.split())} words)"


def _rests_on(fact: SaidFact) -> str:
    if fact.evidence is None:
        return f"you told: {safe(fact.text)}"
    said = fact.evidence
    return f"{said.speaker} at {clock(said.start)}: “{safe(said.quote)}”"
