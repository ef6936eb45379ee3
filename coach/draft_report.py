"""What `coach check` prints of a draft: JSON, and plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coach.draft_check import DraftCheck, own_rubric
from coach.metrics import measure
from coach.models import Channel, Kind, Scorecard, Transcript
from coach.report import card_lines, draft_json, safe
from coach.rubric import Rubric
from coach.typed import TextSpan

SHOWN = 40
"""Characters of a stretch that is shown."""


def check_json(check: DraftCheck, transcript: Transcript) -> dict[str, Any]:
    """The object that `coach check --json` prints: the card, and characters of the text (`spans`) for each finding.

    `transcript` is the draft as it was read.
    """
    spoken = check.channel in (Channel.VOICEMAIL, Channel.CALL)
    numbers = measure(transcript, Kind.VOICEMAIL) if spoken else ()
    body = draft_json(check.text, transcript, check.card, numbers)
    second = draft_json(check.text, transcript, check.follow_up, ())
    told = check.model_dump(mode="json")
    for finding in (*body["findings"], *second["findings"]):
        marks = (mark for mark in check.marks if mark.criterion == finding["criterion"])
        finding["spans"] = [{"start": mark.start, "end": mark.end} for mark in marks]
    kept = ("channel", "marks", "missing", "words", "seconds", "cuts", "repeated", "sms")
    follow_up = {key: second[key] for key in ("findings", "score", "rubric")}
    return body | {key: told[key] for key in kept} | {"follow_up": follow_up}


def check_lines(check: DraftCheck, rubrics: Mapping[Kind, Rubric]) -> Iterator[str]:
    """A checked draft as the lines of a terminal."""
    own, follow_up = own_rubric(check.channel, rubrics), rubrics[Kind.FOLLOW_UP]
    yield from _card(check.card, own)
    if own is not follow_up:
        yield "As a follow-up"
        yield from _card(check.follow_up, follow_up)
    yield from _size(check)
    if check.repeated:
        share = round(100 * check.repeated.share)
        first = check.repeated.spans[0]
        yield f"  Heard before: {share}% of the words, in message {check.repeated.message + 1}: {_shown(check, first)}"


def _card(card: Scorecard, rubric: Rubric) -> Iterator[str]:
    if card.score is not None:
        yield f"Score {card.score} of 100"
    yield from card_lines(card, rubric)


def _size(check: DraftCheck) -> Iterator[str]:
    if check.seconds is not None:
        yield f"  Length: {check.words} words, {check.seconds:g} s at your pace"
    elif check.sms is None:
        yield f"  Length: {check.words} words"
    if check.cuts:
        yield f"  Cut {check.cuts.words} words: {check.cuts.before_s:g} s becomes {check.cuts.after_s:g} s"
        yield from (f"    {_shown(check, span)}" for span in check.cuts.spans)
    if check.sms:
        size = check.sms
        parts = "1 part" if size.segments == 1 else f"{size.segments} parts"
        costly = f", because of {' '.join(size.costly)}" if size.costly else ""
        yield f"  Length: {size.characters} characters, {parts} ({size.encoding}{safe(costly)})"


def _shown(check: DraftCheck, span: TextSpan) -> str:
    text = " ".join(check.text[span.start : span.end].split())
    return f"“{safe(text if len(text) <= SHOWN else text[: SHOWN - 1] + '…')}”"
