"""Hold the detectors against labelled cases. Pure apart from reading the case files.

A case tells the names of caller, firm and lead only where it says `"known": true`; earlier messages, the call's
date and its zone are always told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from coach.errors import CoachError
from coach.models import READING_PACE_WPM, Channel, Facts, Kind, Scorecard, Speaker, Transcript, Verdict
from coach.rubric import Rubric
from coach.scoring import score
from coach.typed import typed

Case = dict[str, Any]


def load_folders(folders: Iterable[Path]) -> list[tuple[Kind, Case]]:
    """Every case of several folders. Raises CoachError for an id that is used twice: one would hide the other."""
    found = [case for folder in folders for case in load_cases(folder)]
    ids = Counter(case["id"] for _, case in found)
    for name in (name for name, count in ids.items() if count > 1):
        raise CoachError(f"{ids[name]} cases have the id '{name}'.", "Give each its own, or leave out a folder.")
    return found


def load_cases(folder: Path, *kinds: Kind) -> Iterator[tuple[Kind, Case]]:
    """Every case of `voicemails.jsonl`, `calls.jsonl` and `follow-ups.jsonl` in `folder` (only of `kinds`, if named).

    Raises CoachError, naming file and line, for a line that is no labelled case.
    """
    for kind in kinds or (Kind.VOICEMAIL, Kind.CALL, Kind.FOLLOW_UP):
        path = folder / f"{kind}s.jsonl"
        if path.exists():
            for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
                if line.strip():
                    yield kind, _checked(kind, line, f"{folder.name}/{path.name}, line {number}")


def _checked(kind: Kind, line: bytes, where: str) -> Case:
    try:
        case: Case = json.loads(line)
        case_transcript(kind, case)
        case_facts(kind, case)
        sound = isinstance(case["id"], str) and all(_is_label(label) for label in case["labels"].values())
    except (ValueError, TypeError, KeyError, AttributeError):
        sound = False
    if not sound:
        raise CoachError(
            f"{where}: this is no labelled {kind}.", "It needs an id, its words and a verdict a criterion."
        )
    return case


def _is_label(label: dict[str, Any]) -> bool:
    return label["verdict"] in set(Verdict) and isinstance(label.get("quote"), str | None)


def case_facts(kind: Kind, case: Case) -> Facts:
    """What the product is told about a case beside its words."""
    facts: dict[str, Any] = {
        "kind": kind,
        "previous": tuple(case.get("previous") or ()),
        "date": case.get("date"),
        "timezone": case.get("timezone"),
    }
    if kind is Kind.FOLLOW_UP:
        facts |= {"channel": case["channel"], "conversation": tuple(case.get("conversation") or ()) or None}
        facts |= {"first_text": case.get("first")}
    if case.get("known"):
        caller = case.get("caller") or case.get("rep") or {}
        lead = case.get("lead") or {}
        facts |= {"caller": caller.get("name"), "firm": caller.get("firm"), "lead": lead.get("name")}
        facts |= {"company": lead.get("company"), "about": lead.get("interest")}
    return Facts.model_validate(facts)


def case_transcript(kind: Kind, case: Case) -> Transcript:
    """The words of a case, read at its pace (voicemail, follow-up) or at the guide's (call)."""
    if kind is Kind.FOLLOW_UP:
        return typed(case["text"], Channel(case["channel"]), float(case.get("pace_wpm") or READING_PACE_WPM)).transcript
    if kind is Kind.CALL:
        return Transcript.from_turns([(turn["speaker"], turn["text"]) for turn in case["turns"]])
    turns: list[tuple[Speaker | str, str]] = [(Speaker.REP, case["message"])]
    if case.get("greeting"):
        turns.insert(0, (Speaker.GREETING, case["greeting"]))
    return Transcript.from_turns(turns, float(case["pace_wpm"]))


def prediction(case_id: str, card: Scorecard) -> dict[str, Any]:
    """A scorecard in the shape that the agreement measure reads."""
    return {
        "id": case_id,
        "findings": [
            {
                "criterion": f.criterion,
                "verdict": f.verdict.value,
                "evidence": [{"quote": e.quote, "start": e.start, "end": e.end} for e in f.evidence],
            }
            for f in card.findings
        ],
        "questions": [{"text": q.text, "type": q.type.value} for q in card.questions],
        "next_step": card.next_step.model_dump(mode="json") if card.next_step else None,
    }


def predict(
    cases: Iterable[tuple[Kind, Case]],
    rubrics: dict[Kind, Rubric],
    hear: Callable[[Kind, Case, Facts], Transcript | None] | None = None,
) -> Iterator[dict[str, Any]]:
    """What the detectors say of each case of a kind that has a rubric.

    It is read, or heard where `hear` is given; None from that leaves the case out.
    """
    for kind, case in cases:
        if kind not in rubrics:
            continue
        facts = case_facts(kind, case)
        transcript = hear(kind, case, facts) if hear else case_transcript(kind, case)
        if transcript is not None:
            yield prediction(case["id"], score(transcript, rubrics[kind], facts))
