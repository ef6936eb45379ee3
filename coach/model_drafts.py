"""Asks a language model for a draft made of facts, and keeps what the facts bear. Pure: who asks is the caller."""

from __future__ import annotations

from collections.abc import Iterable

from coach.asking import Prompt
from coach.grounding import Grounded, GroundFact, Grounds, WrittenDraft, ground
from coach.models import Facts, Speaker, Value
from coach.prompts import PromptFile

_WHO = {Speaker.REP: "The writer said", Speaker.PROSPECT: "The lead said"}
_MAY_SAY = "The writer may say"
"""What stands before facts that nobody said on a recording: they are in the writer's own words."""


class GroundedDraft(Value):
    """What is left of a model's draft."""

    subject: Grounded
    body: Grounded

    @property
    def usable(self) -> bool:
        """Whether it says anything that could only go to this lead; if not, the draft made without a model stands."""
        return self.body.has_facts


def draft_prompt(file: PromptFile, facts: Facts, grounds: Grounds, earlier: Iterable[str] = (), **more: str) -> Prompt:
    """The prompt of one of the `draft-*` files, filled with all that the draft may say and with what was said before.

    `more` are the inputs that only some of the files have. Names are in it as they are: `coach.redaction.seal` takes
    them out.
    """
    told = [
        *(f"{what}: {name}" for what, name in _names(facts) if name),
        *(f"May be named: {text}" for text in (*grounds.numbers, *grounds.dates)),
        *map(_line, grounds.facts),
        *(f"{_MAY_SAY} as it stands: {text}" for text in grounds.as_is),
    ]
    messages = [" ".join(text.split()) for text in earlier]
    return file.filled({"facts": "\n".join(told), "earlier": "\n".join(messages) or "(nothing)", **more})


def _line(fact: GroundFact) -> str:
    ours = "" if fact.text == fact.quote else f" ({fact.text})"
    return f"{_WHO.get(fact.speaker, _MAY_SAY)}: {fact.quote}{ours}"


def _names(facts: Facts) -> tuple[tuple[str, str | None], ...]:
    return (
        ("The lead's name", facts.lead),
        ("The lead's company", facts.company),
        ("The writer's name", facts.caller),
        ("The writer's firm", facts.firm),
    )


def grounded_draft(draft: WrittenDraft, grounds: Grounds) -> GroundedDraft:
    """`draft` with every sentence held against `grounds`; a subject line must tell of a fact."""
    subject = ground([draft.subject] if draft.subject.strip() else [], grounds)
    return GroundedDraft(subject=subject, body=ground(draft.sentences, grounds))
