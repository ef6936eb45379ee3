"""The figures that ship say how far a verdict can be trusted, and say nothing where they were not measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.accuracy import SHIPPED, Accuracy, accuracy_card, figures_of, shipped_card
from coach.agreement import agreement
from coach.evaluate import load_folders, predict
from coach.models import Kind
from coach.rubric import load_rubric, packaged_rubrics

HELD_OUT = Path(__file__).parents[1] / "training" / "held-out"
RUBRICS = {kind: load_rubric(packaged_rubrics()[kind.value]) for kind in (Kind.VOICEMAIL, Kind.CALL)}


def figures(kappa: float) -> Accuracy:
    return Accuracy(n=70, agree=66, accuracy=66 / 70, kappa=kappa)


@pytest.mark.parametrize(
    ("kappa", "sentence"),
    [
        (0.876, "agrees with labels on 66 of 70 cases (kappa 0.88)"),
        (0.6, "agrees with labels on 66 of 70 cases (kappa 0.60)"),
        (0.596, "agrees with labels on 66 of 70 cases (kappa 0.60)"),
        (0.594, "a hint: agrees with labels on 66 of 70 cases (kappa 0.59)"),
        (-0.2, "a hint: agrees with labels on 66 of 70 cases (kappa -0.20)"),
    ],
)
def test_below_a_kappa_of_six_tenths_a_verdict_is_a_hint(kappa: float, sentence: str) -> None:
    assert figures(kappa).sentence == sentence


def test_every_criterion_that_ships_has_its_figures() -> None:
    for rubric in RUBRICS.values():
        assert set(figures_of(rubric.id, rubric.version)) == {c.id for c in rubric.criteria}


def test_another_version_or_another_rubric_has_no_figures() -> None:
    rubric = RUBRICS[Kind.CALL]

    assert figures_of(rubric.id, rubric.version + 1) == {}
    assert figures_of("mine", rubric.version) == {}


@pytest.mark.parametrize("content", [None, "", "{}", '{"engine": 1}', "\x00"])
def test_a_file_of_figures_that_is_missing_or_damaged_shows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file = tmp_path / "accuracy.json"
    if content is not None:
        file.write_text(content)
    monkeypatch.setattr("coach.accuracy.SHIPPED", file)

    assert shipped_card() is None
    assert figures_of("call", 1) == {}


def test_the_figures_that_ship_are_those_of_the_held_out_cases() -> None:
    folders = [HELD_OUT / "h", HELD_OUT / "i"]
    cases = load_folders(folders)
    made = list(predict(cases, RUBRICS))

    now = accuracy_card(agreement(cases, made), RUBRICS, folders, len(made), None)

    assert SHIPPED.read_text(encoding="utf-8") == now.model_dump_json(indent=2) + "\n", "run: make accuracy"
