"""How a prospect's silence reads, from what they said last, and which neutral message fits it (S000, step 5).

S000 tells three silences apart (internal discussion, low priority, confusion) and answers each with support and a
"neutral, decision-friendly" question. Silence says nothing by itself: without words that point one way, none is named.
"""

from __future__ import annotations

from enum import StrEnum

from coach.language.hesitation import COMPARES, IS_UNCLEAR, OTHERS_DECIDE, PUTS_IT_LATER
from coach.language.sentences import Passage, sentences
from coach.models import Evidence, NextStep, Speaker, Transcript, Value


class SilenceKind(StrEnum):
    """Why a lead is likely to be quiet."""

    INTERNAL_DISCUSSION = "internal-discussion"
    LOW_PRIORITY = "low-priority"
    CONFUSION = "confusion"
    UNKNOWN = "unknown"


class NeutralMessage(StrEnum):
    """The message that makes going on and waiting equally easy."""

    FOR_THE_OTHERS = "for-the-others"
    COMPARISON = "comparison"
    NOW_OR_LATER = "now-or-later"
    ONE_CLEAR_STEP = "one-clear-step"
    OPEN_CHOICE = "open-choice"


ABOUT = {
    NeutralMessage.FOR_THE_OTHERS: "one page they can pass on, or an offer to answer the others' questions",
    NeutralMessage.COMPARISON: "a short, fair comparison on the points that matter to them, or leaving them to it",
    NeutralMessage.NOW_OR_LATER: "whether to go on now or wait until a month that they name",
    NeutralMessage.ONE_CLEAR_STEP: "what happens next in one line: who does what, and when",
    NeutralMessage.OPEN_CHOICE: "whether a short comparison would help, or waiting until next month",
}


class Silence(Value):
    """The reading, the message that answers it, why, and the words that show it."""

    kind: SilenceKind
    message: NeutralMessage
    reason: str
    evidence: Evidence | None = None

    @property
    def about(self) -> str:
        """What the message should be about."""
        return ABOUT[self.message]


def silence_kind(transcript: Transcript, step: NextStep | None = None) -> Silence:
    """How silence after this conversation reads: the prospect's last words that point one way decide.

    `step` is what was agreed. Without words and without a step it reads as confusion: a buyer who is "unsure whether
    they are expected to act or wait" waits (S000, step 1).
    """
    said = sentences(transcript, Speaker.PROSPECT)
    for number, sentence in enumerate(reversed(said)):
        if found := _reading(sentence, late=number < _NEAR_THE_END):
            return found
    if step is None or not step.confirmed:
        why = "no step was agreed" if step is None else "they never said yes to the step"
        return Silence(
            kind=SilenceKind.CONFUSION,
            message=NeutralMessage.ONE_CLEAR_STEP,
            reason=f"They may not know whether to act or to wait: {why}.",
        )
    return Silence(
        kind=SilenceKind.UNKNOWN,
        message=NeutralMessage.OPEN_CHOICE,
        reason="Nothing they said points to one reason; most often they are deciding without you.",
    )


_CUES = (
    (OTHERS_DECIDE, SilenceKind.INTERNAL_DISCUSSION, NeutralMessage.FOR_THE_OTHERS, "Others decide with them"),
    (COMPARES, SilenceKind.INTERNAL_DISCUSSION, NeutralMessage.COMPARISON, "They are comparing"),
    (PUTS_IT_LATER, SilenceKind.LOW_PRIORITY, NeutralMessage.NOW_OR_LATER, "It can wait for them"),
    (IS_UNCLEAR, SilenceKind.CONFUSION, NeutralMessage.ONE_CLEAR_STEP, "Something was not clear to them"),
)


_NEAR_THE_END = 8
"""Sentences from the end in which a bad moment or a question still stands; those from before were dealt with."""


def _reading(sentence: Passage, late: bool) -> Silence | None:
    for cue, kind, message, why in _CUES:
        if cue.search(sentence.plain) and (late or kind is SilenceKind.INTERNAL_DISCUSSION):
            return Silence(kind=kind, message=message, reason=f"{why}: they said so.", evidence=sentence.evidence)
    return None
