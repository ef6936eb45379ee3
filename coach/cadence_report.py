"""What the command prints of a plan: the JSON contract, and plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from coach.cadence import Cadence, PlannedTouch
from coach.cadence_steps import Source
from coach.follow_up_report import draft_json
from coach.leads import day_of
from coach.models import Channel
from coach.report import safe
from coach.touch_drafts import TouchDraft

TITLES = {
    Channel.CALL: "Call",
    Channel.VOICEMAIL: "Leave a voicemail for",
    Channel.SMS: "Text",
    Channel.EMAIL: "Email",
    Channel.NOTE: "Write by hand to",
}


def cadence_json(cadence: Cadence, drafts: Sequence[TouchDraft] = ()) -> dict[str, Any]:
    """The object that `coach cadence --json` prints: every moment with its zone's offset, and in UTC.

    `drafts`: one for each touch, or none at all.
    """
    body = cadence.model_dump(mode="json")
    for told, touch in zip(body["touches"], cadence.touches, strict=True):
        told["due_utc"] = f"{touch.due_utc:%Y-%m-%dT%H:%M:%SZ}"
    for told, one in zip(body["touches"], drafts, strict=False):
        told["draft"] = draft_json(one.draft) if one.draft else None
        told["voicemail_draft"] = draft_json(one.voicemail) if one.voicemail else None
        told["no_draft"] = one.why
    return body


def cadence_lines(cadence: Cadence, own_zone: str | None = None, drafts: Sequence[TouchDraft] = ()) -> Iterator[str]:
    """The plan as lines; `own_zone` is the rep's, whose clock is shown too where it differs."""
    yield f"{safe(cadence.lead.name)}: {cadence.state.value}. {safe(cadence.reason)}"
    step = cadence.step
    if step and step.date:
        at = f" at {step.time}" if step.time else ""
        why = f" ({step.purpose})" if step.purpose else ""
        yield f"  agreed: {safe(step.action)}, {day_of(step.date)}{at}{safe(why)}"
    for number, touch in enumerate(cadence.touches):
        yield f"  {when_due(touch, own_zone)}  {touch.channel.value:6} {_then(touch)}{safe(touch.purpose)}"
        fact = f" ({' '.join(touch.fact.split())})" if touch.fact else ""
        yield f"      about {safe(touch.about + fact)}"
        yield f"      {brief(touch.source)}"
        if touch.note:
            yield f"      {safe(touch.note)}"
        yield from _draft_lines(drafts[number]) if drafts else ()
    yield from (f"  {safe(note)}" for note in cadence.notes)
    yield f"  All times are {cadence.timezone}, where the lead is."


def _draft_lines(one: TouchDraft) -> Iterator[str]:
    for draft in (one.draft, one.voicemail):
        if draft is not None:
            if draft is one.voicemail:
                yield "      | (voicemail)"
            yield from (f"      | {safe(line)}".rstrip() for line in draft.text.splitlines())
    if one.why:
        yield f"      | {safe(one.why)}"


def when_due(touch: PlannedTouch, own_zone: str | None) -> str:
    """From when until when, where the lead is; on the rep's clock too, `own_zone`, where that differs."""
    until = f"{touch.by:%H:%M}" if touch.by.date() == touch.due.date() else f"{touch.by:%a %d %b %H:%M}"
    there = f"{touch.due:%a %d %b %Y %H:%M} to {until}"
    if own_zone is None:
        return there
    here = touch.due.astimezone(ZoneInfo(own_zone))
    return there if here.utcoffset() == touch.due.utcoffset() else f"{there} (yours: {here:%a %H:%M})"


def brief(source: Source) -> str:
    """The article's number and the last heading; JSON and files give both in full."""
    return f"{source.article.partition(':')[0]}, {source.section.rpartition(', ')[2]}"


def _then(touch: PlannedTouch) -> str:
    return "(nobody answers: voicemail) " if touch.then is Channel.VOICEMAIL else ""
