"""Every example in every rubric file gets the verdict that it stands under, and shows the words it names."""

from __future__ import annotations

import re
from typing import Any

import pytest

from coach.models import Facts, Finding, Verdict
from coach.rubric import Criterion, Example, KnownGap, Rubric, load_rubric, packaged_rubrics
from coach.scoring import score

RUBRICS = [load_rubric(path) for path in packaged_rubrics().values()]


def _judge(rubric: Rubric, criterion: Criterion, example: Example) -> Finding:
    facts: Facts = example.facts.model_copy(update={"kind": rubric.kind})
    return score(example.transcript, rubric, facts).finding(criterion.id)


def _examples() -> list[Any]:
    found = []
    for rubric in RUBRICS:
        for criterion in rubric.criteria:
            counts: dict[Verdict, int] = {}
            for verdict, example in criterion.examples.expected():
                counts[verdict] = counts.get(verdict, 0) + 1
                name = f"{rubric.id}/{criterion.id}/{verdict.name.lower().replace('_', '-')}-{counts[verdict]}"
                found.append(pytest.param(rubric, criterion, verdict, example, id=name))
    return found


def _gaps() -> list[Any]:
    return [
        pytest.param(
            rubric, criterion, gap, id=f"{rubric.id}/{criterion.id}/known-gap-{number}",
            marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=gap.why),
        )
        for rubric in RUBRICS
        for criterion in rubric.criteria
        for number, gap in enumerate(criterion.examples.known_gaps, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(("rubric", "criterion", "verdict", "example"), _examples())
def test_an_example_gets_the_verdict_it_stands_under(
    rubric: Rubric, criterion: Criterion, verdict: Verdict, example: Example
) -> None:
    finding = _judge(rubric, criterion, example)

    assert finding.verdict is verdict, finding.reason
    if example.evidence is not None:
        assert tuple(e.quote for e in finding.evidence) == example.evidence


@pytest.mark.parametrize(("rubric", "criterion", "verdict", "example"), _examples())
def test_every_quote_was_really_said_where_it_is_said_to_be(
    rubric: Rubric, criterion: Criterion, verdict: Verdict, example: Example
) -> None:
    words = list(example.transcript.words)

    for evidence in _judge(rubric, criterion, example).evidence:
        spoken = [w.text for w in words if evidence.start <= w.start and w.end <= evidence.end]
        assert " ".join(spoken) == evidence.quote


@pytest.mark.parametrize(("rubric", "criterion", "gap"), _gaps())
def test_a_known_gap_is_still_one(rubric: Rubric, criterion: Criterion, gap: KnownGap) -> None:
    assert _judge(rubric, criterion, gap).verdict is gap.should_be


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
def test_the_weights_of_a_rubric_come_to_a_hundred(rubric: Rubric) -> None:
    assert sum(criterion.weight for criterion in rubric.criteria) == 100


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
def test_every_criterion_shows_near_misses_on_both_sides(rubric: Rubric) -> None:
    for criterion in rubric.criteria:
        assert len(criterion.examples.met) >= 2, criterion.id
        assert len(criterion.examples.missed) >= 2, criterion.id


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
def test_every_source_quote_is_a_few_words_only(rubric: Rubric) -> None:
    for criterion in rubric.criteria:
        assert len(re.findall(r"\w+", criterion.source.quote or "")) <= 15, criterion.id
