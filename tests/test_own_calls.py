"""Calls of our own, written and labelled before the detectors were held against them: a net against losing ground."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from coach.evaluate import Case, predict
from coach.models import Kind
from coach.workbench import rubric_for

CALLS = Path(__file__).with_name("calls_of_our_own.jsonl")
FLOORS = {
    "handles-no": 0.9,
    "better-time": 0.9,
    "next-step": 0.9,
    "verbal-confirmation": 0.9,
    "no-vague-ending": 0.9,
    "repeats-back": 0.9,
    "connecting-questions": 0.9,
    "situation-questions": 0.8,
    "probing-questions": 0.8,
}


@lru_cache(maxsize=1)
def judged() -> tuple[tuple[Case, dict[str, Any]], ...]:
    cases = [json.loads(line) for line in CALLS.read_text(encoding="utf-8").splitlines()]
    said = predict([(Kind.CALL, case) for case in cases], {Kind.CALL: rubric_for(Kind.CALL, None)})
    return tuple(zip(cases, said, strict=True))


@pytest.mark.parametrize(("criterion", "floor"), FLOORS.items())
def test_most_of_our_own_calls_are_judged_as_a_trainer_judges_them(criterion: str, floor: float) -> None:
    pairs = [
        (case["labels"][criterion]["verdict"], finding["verdict"])
        for case, said in judged()
        if criterion in case["labels"]
        for finding in said["findings"]
        if finding["criterion"] == criterion
    ]

    agreed = sum(labelled == found for labelled, found in pairs) / len(pairs)

    assert len(pairs) > 30
    assert agreed >= floor


@pytest.mark.parametrize("field", ["date", "time", "confirmed"])
def test_the_step_of_our_own_calls_is_found_with_its_day_hour_and_answer(field: str) -> None:
    steps = [(case["next_step"], said["next_step"] or {}) for case, said in judged() if case["next_step"]]

    right = sum(labelled[field] == found.get(field) for labelled, found in steps)

    assert right >= 0.9 * len(steps)


def test_a_call_that_ends_without_a_step_is_given_none() -> None:
    made_up = [case["id"] for case, said in judged() if not case["next_step"] and said["next_step"]]

    assert made_up == []
