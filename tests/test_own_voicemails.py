"""Voicemails of our own, labelled before the detectors saw them, are still judged as labelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.evaluate import predict
from coach.models import Kind
from coach.rubric import load_rubric, packaged_rubrics

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "voicemails_of_our_own.jsonl").read_text("utf-8").splitlines()
]
FLOOR = 0.93
"""Share of the cases that every criterion must judge as labelled."""


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[bool]]:
    """For each criterion, whether each case got the verdict of its label."""
    rubric = load_rubric(packaged_rubrics()[Kind.VOICEMAIL])
    right: dict[str, list[bool]] = {}
    predictions = predict(((Kind.VOICEMAIL, case) for case in CASES), {Kind.VOICEMAIL: rubric})
    for case, prediction in zip(CASES, predictions, strict=True):
        for finding in prediction["findings"]:
            label = case["labels"][finding["criterion"]]["verdict"]
            right.setdefault(finding["criterion"], []).append(finding["verdict"] == label)
    return right


@pytest.mark.parametrize("criterion", CASES[0]["labels"])
def test_a_criterion_judges_our_own_voicemails_as_labelled(criterion: str, verdicts: dict[str, list[bool]]) -> None:
    right = verdicts[criterion]

    assert sum(right) / len(right) >= FLOOR
