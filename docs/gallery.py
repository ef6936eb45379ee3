"""Writes docs/draft-gallery.md: twenty drafts, one for each of our own calls and voicemails that gives any.

    PYTHONPATH=. python docs/gallery.py

The conversations are `tests/calls_to_follow_up.jsonl` and `tests/voicemails_to_follow_up.jsonl`, made up by us. Nothing
is picked by hand: the channels take turns, and of each recording the first draft is shown.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from coach.drafts import FollowUp, Purpose
from coach.follow_up_report import TITLES
from coach.followup import follow_ups
from coach.gathering import gather
from coach.materials import Material, Offers
from coach.models import Channel, Facts, Kind, Transcript
from coach.readability import readability
from coach.report import clock
from coach.rubric import standards
from coach.silence import SilenceKind, silence_kind

HERE = Path(__file__).parent
OURS = HERE.parent / "tests"
DRAFTS = 20
NUMBER = "512-555-0148"
WAYS = (
    (Channel.SMS, Purpose.FOLLOW_UP),
    (Channel.EMAIL, Purpose.FOLLOW_UP),
    (Channel.VOICEMAIL, Purpose.FOLLOW_UP),
    (Channel.NOTE, Purpose.FOLLOW_UP),
    (Channel.CALL, Purpose.FOLLOW_UP),
    (Channel.EMAIL, Purpose.SILENCE),
    (Channel.SMS, Purpose.PAUSE),
)
HEAD = """# Twenty drafts

What `coach draft` writes after conversations of our own, made up for this purpose (`tests/calls_to_follow_up.jsonl`,
`tests/voicemails_to_follow_up.jsonl`). Nothing is picked by hand and no language model is asked: the channels take
turns, and of each recording the first draft is shown with the words that it rests on. Written by
`python docs/gallery.py`.
"""


def conversations() -> Iterator[tuple[str, Material, Transcript]]:
    """Each of our own conversations: its trade, what it gives, and what was said."""
    for line in (OURS / "calls_to_follow_up.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        said = Transcript.from_turns([(turn["speaker"], turn["text"]) for turn in case["turns"]])
        facts = Facts(kind=Kind.CALL, caller=case["rep"]["name"], firm=case["rep"]["firm"], lead=case["lead"]["name"],
                      about=case["lead"]["about"], date=case["date"], timezone=case["timezone"])  # fmt: skip
        yield f"{case['industry']}, a call", gather(said, facts, Offers(call_back=NUMBER), law_firm=_law(case)), said
    for line in (OURS / "voicemails_to_follow_up.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        said = Transcript.from_text(case["message"], case["pace_wpm"])
        rep, lead = case["caller"], case["lead"]
        facts = Facts(kind=Kind.VOICEMAIL, caller=rep["name"], firm=rep["firm"], lead=lead["name"],
                      about=lead["interest"], previous=tuple(case["previous"]))  # fmt: skip
        yield f"{case['industry']}, a voicemail", gather(said, facts, law_firm=_law(case)), said


def _law(case: dict[str, str]) -> bool:
    return case["industry"].startswith("legal")


def drafts() -> Iterator[tuple[str, FollowUp]]:
    """Twenty drafts with the trade that each is of."""
    left = DRAFTS
    ways = cycle(WAYS)
    way = next(ways)
    for trade, material, said in conversations():
        for _ in WAYS:
            why = silence_kind(said, material.step).kind if way[1] is Purpose.SILENCE else SilenceKind.UNKNOWN
            found = follow_ups(material, way[0], standards(), way[1], why)
            way = next(ways)
            if found.drafts:
                yield trade, found.drafts[0]
                left -= 1
                break
        if not left:
            return


def gallery() -> str:
    """The whole page."""
    parts = [HEAD]
    for number, (trade, draft) in enumerate(drafts(), 1):
        what = (
            TITLES[draft.channel] if draft.purpose is Purpose.FOLLOW_UP else f"{TITLES[draft.channel]}, {_why(draft)}"
        )
        body = [s.text for s in draft.sentences if s.role not in ("greeting", "sender", "opt-out")]
        length = f"{len(draft.text)} characters" if draft.channel is Channel.SMS else f"{len(draft.text.split())} words"
        if draft.check and draft.check.seconds:
            length = f"{draft.check.seconds:g} s at 150 words a minute"
        parts.append(f"## {number}. {what} ({trade})\n")
        parts.append("\n".join(f"> {line}".rstrip() for line in draft.text.splitlines()) + "\n")
        for fact in dict.fromkeys(fact for s in draft.sentences for fact in s.said):
            rests = (
                f"{fact.evidence.speaker} at {clock(fact.evidence.start)}: “{fact.evidence.quote}”"
                if fact.evidence
                else f"told: {fact.text}"
            )
            parts.append(f"- {rests}")
        parts.append(f"- {length}; reading ease {readability(body).ease:.0f}\n")
    return "\n".join(parts)


def _why(draft: FollowUp) -> str:
    return "a pause" if draft.purpose is Purpose.PAUSE else f"after silence ({draft.silence})"


if __name__ == "__main__":
    (HERE / "draft-gallery.md").write_text(gallery(), encoding="utf-8")
    sys.stdout.write(f"{HERE.name}/draft-gallery.md\n")
