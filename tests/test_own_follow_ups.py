"""Follow-ups of our own are judged as labelled. Those written last were not seen while the rules were made.

The verdicts follow the rubric guide; every text was written and labelled by one hand, so the figures flatter. `set`
says which texts the rules were made with ("tuned") and which were written when they were done ("last"). What came of
the last ones at first sight, in the rubric's order: 0.91, 0.91, 0.98, 0.95, 0.93, 0.79, 1.00, 1.00, 1.00.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.evaluate import predict
from coach.language.context import is_own
from coach.language.sentences import plain
from coach.models import Kind
from coach.rubric import standards

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "follow_ups_of_our_own.jsonl").read_text("utf-8").splitlines()
]
CRITERIA = [criterion.id for criterion in standards()[Kind.FOLLOW_UP].criteria]
FLOOR = {"tuned": 0.94, "last": 0.75}
"""Share of the texts that every criterion must judge as labelled."""
NOBODY: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def right() -> dict[tuple[str, str], list[bool]]:
    """For each set and criterion, whether each text got the verdict of its label."""
    found: dict[tuple[str, str], list[bool]] = {}
    predictions = predict(((Kind.FOLLOW_UP, case) for case in CASES), dict(standards()))
    for case, prediction in zip(CASES, predictions, strict=True):
        for finding in prediction["findings"]:
            label = case["labels"][finding["criterion"]]["verdict"]
            found.setdefault((case["set"], finding["criterion"]), []).append(finding["verdict"] == label)
    return found


@pytest.mark.parametrize("which", sorted({case["set"] for case in CASES}))
@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_criterion_judges_our_own_follow_ups_as_labelled(
    criterion: str, which: str, right: dict[tuple[str, str], list[bool]]
) -> None:
    verdicts = right[which, criterion]

    assert sum(verdicts) / len(verdicts) >= FLOOR[which]


def test_there_are_enough_of_every_channel() -> None:
    channels = [case["channel"] for case in CASES]

    assert len(CASES) >= 120
    assert all(channels.count(channel) >= 25 for channel in ("sms", "email", "voicemail"))


def test_what_a_lead_said_anchors_their_draft_and_nobody_elses(shared: Path) -> None:
    lines = (shared / "cases" / "calls.jsonl").read_text("utf-8").splitlines()
    said = [[t["text"] for t in json.loads(line)["turns"] if t["speaker"] == "prospect"] for line in lines]
    quoted = [max(texts, key=lambda text: len({w for w in plain(text).split() if is_own(w, NOBODY)})) for texts in said]
    drafts = [
        {
            "id": f"{mine}-{theirs}",
            "channel": "sms",
            "text": f"Hi, Dana at Harper Law. You said: {quoted[mine]} Does Thursday at ten work?",
            "conversation": said[theirs],
        }
        for mine in range(len(said))
        for theirs in range(len(said))
    ]

    anchored = {
        p["id"]: next(f["verdict"] == "met" for f in p["findings"] if f["criterion"] == "anchored")
        for p in predict(((Kind.FOLLOW_UP, draft) for draft in drafts), dict(standards()))
    }

    own = [anchored[f"{n}-{n}"] for n in range(len(said))]
    others = [met for name, met in anchored.items() if len(set(name.split("-"))) > 1]
    assert sum(own) / len(own) >= 0.95
    assert sum(others) / len(others) <= 0.05
