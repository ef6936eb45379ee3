"""Gives each touch of a plan its draft, so that no two of them say the same (S000, step 3: "added value"). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.cadence_steps import Slot
from coach.drafts import Drafts, FollowUp, Purpose
from coach.followup import NOTHING_NEW, follow_ups
from coach.gathering import of_lead
from coach.materials import FactKind, Material
from coach.models import READING_PACE_WPM, Channel, Kind, Value
from coach.planned_touches import Cadence, PlannedTouch
from coach.rubric import Rubric
from coach.silence import SilenceKind

__all__ = ["TouchDraft", "of_lead", "touch_drafts"]

_SAYS_NEWS = (Slot.NEW_ANGLE, Slot.VALUE, Slot.NEWS)
"""Touches that what is new is kept for."""
_PURPOSES = {Slot.CHOICE: Purpose.SILENCE, Slot.WAY_BACK: Purpose.PAUSE}


class TouchDraft(Value):
    """What to say at one touch; `voicemail` is for a call that nobody answers."""

    draft: FollowUp | None = None
    voicemail: FollowUp | None = None
    why: str | None = None
    """Why nothing is drafted, or that the draft says nothing new."""


def touch_drafts(
    plan: Cadence,
    material: Material,
    rubrics: Mapping[Kind, Rubric],
    silence: SilenceKind = SilenceKind.UNKNOWN,
    pace_wpm: float = READING_PACE_WPM,
) -> tuple[TouchDraft, ...]:
    """A draft for each touch of `plan`, in its order; later ones know what the earlier ones said.

    `silence` is how the lead's silence reads. The plan holds no SMS where none may be sent.
    """
    found: list[TouchDraft] = []
    earlier = material.facts.previous or ()
    told: set[str] = set()
    for touch in plan.touches:
        facts = material.facts.model_copy(update={"previous": earlier})
        known = material.model_copy(update={"facts": facts, "first_text": material.first_text and not _texted(found)})
        if plan.step and plan.step.date and plan.step.date < touch.due.date():  # it is over by then
            known = known.model_copy(update={"step": None, "told_step": None})
        news = material.offers.news if touch.slot in _SAYS_NEWS and not _said(material.offers.news, earlier) else None
        known = known.model_copy(update={"offers": material.offers.model_copy(update={"news": news})})
        if touch.slot is Slot.NEWS and news is None:
            found.append(TouchDraft(why=NOTHING_NEW))
            continue
        draft, why = _pick(_drafts(touch, touch.channel, known, rubrics, silence, pace_wpm), told)
        voicemail = None
        if touch.then is Channel.VOICEMAIL:
            voicemail, _ = _pick(_drafts(touch, Channel.VOICEMAIL, known, rubrics, silence, pace_wpm), told)
        stale = news is None and draft is not None and bool(told) and _points(draft) <= told
        stale = stale and touch.slot is Slot.VALUE
        found.append(TouchDraft(draft=draft, voicemail=voicemail, why=NOTHING_NEW if stale else None if draft else why))
        # Of a call only the voicemail is sure to be heard.
        heard = voicemail if touch.channel is Channel.CALL else draft
        earlier = (*earlier, heard.text) if heard else earlier
        told |= _points(draft) | _points(voicemail)
    return tuple(found)


def _drafts(
    touch: PlannedTouch,
    channel: Channel,
    material: Material,
    rubrics: Mapping[Kind, Rubric],
    silence: SilenceKind,
    pace_wpm: float,
) -> Drafts:
    return follow_ups(material, channel, rubrics, _PURPOSES.get(touch.slot, Purpose.FOLLOW_UP), silence, pace_wpm)


def _pick(drafts: Drafts, told: set[str]) -> tuple[FollowUp | None, str | None]:
    """The first draft with something that no touch before it said, else the first; or why there is none."""
    fresh = next((draft for draft in drafts.drafts if not _points(draft) <= told), None)
    return fresh or next(iter(drafts.drafts), None), drafts.refusal or drafts.ask


def _points(draft: FollowUp | None) -> set[str]:
    """What a draft tells, but for what it is about."""
    facts = (fact for sentence in draft.sentences for fact in sentence.said) if draft else ()
    return {fact.text for fact in facts if fact.kind is not FactKind.INTEREST}


def _said(news: str | None, earlier: Iterable[str]) -> bool:
    return news is not None and any(news.strip().rstrip(".").lower() in text.lower() for text in earlier)


def _texted(found: list[TouchDraft]) -> bool:
    return any(one.draft is not None and one.draft.channel is Channel.SMS for one in found)
