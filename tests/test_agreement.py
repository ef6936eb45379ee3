"""Agreement with a trainer's labels is counted as the measure beside the cases counts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coach.agreement import CriterionAgreement, agreement, kappa, macro_f1, overall
from coach.errors import CoachError
from coach.evaluate import load_cases, load_folders
from coach.models import Kind
from coach.report import agreement_lines, difference_lines


def case(name: str, ambiguous: tuple[str, ...] = (), **labels: str) -> tuple[Kind, dict[str, Any]]:
    marked = {c: {"verdict": v, "quote": None} for c, v in labels.items()}
    return Kind.VOICEMAIL, {"id": name, "labels": marked, "ambiguous": list(ambiguous)}


def said(name: str, **verdicts: str) -> dict[str, Any]:
    return {"id": name, "findings": [{"criterion": c, "verdict": v} for c, v in verdicts.items()]}


CASES = [case("a", firm="met", ask="met"), case("b", firm="partial", ask="met"), case("c", firm="met", ask="missed")]


def test_each_criterion_says_what_was_taken_for_what() -> None:
    predictions = [said("a", firm="met", ask="met"), said("b", firm="met", ask="met"), said("c", firm="met", ask="met")]

    firm, ask = agreement(CASES, predictions)

    assert (firm.criterion, firm.n, firm.agree, firm.accuracy) == ("firm", 3, 2, pytest.approx(2 / 3))
    assert firm.confusion == {"met": {"met": 2}, "partial": {"met": 1}}
    assert [(d.case, d.label, d.verdict) for d in firm.disagreements] == [("b", "partial", "met")]
    assert ask.kind is Kind.VOICEMAIL


def test_a_difference_shows_the_words_of_the_label_and_of_the_verdict() -> None:
    labels = {"firm": {"verdict": "met", "quote": "at Fern Legal"}}
    heard = {"criterion": "firm", "verdict": "partial", "evidence": [{"quote": "Fern"}, {"quote": "Legal"}]}

    [firm] = agreement([(Kind.CALL, {"id": "a", "labels": labels})], [{"id": "a", "findings": [heard]}])

    [differing] = firm.disagreements
    assert (differing.label_quote, differing.verdict_quotes) == ("at Fern Legal", ("Fern", "Legal"))


def test_the_commonest_confusion_comes_first_and_agreement_is_no_confusion() -> None:
    cases = [case(n, firm=v) for n, v in zip("abcde", ("met", "met", "partial", "partial", "missed"), strict=True)]
    [row] = agreement(cases, [said(n, firm=v) for n, v in zip("abcde", ("missed", "met", *["met"] * 3), strict=True)])

    heading, line, together = agreement_lines([row])

    assert line.split("  ")[-1] == "partial→met 2, met→missed 1, missed→met 1"
    assert "met→met" not in line
    assert together == "overall: mean accuracy 0.20, mean kappa -0.25, pooled kappa -0.25, over 5 verdicts"
    assert "label→verdict" in heading


def test_a_case_file_cannot_steer_the_terminal() -> None:
    [row] = agreement([case("a\x1b[2J\nb", firm="met")], [said("a\x1b[2J\nb", firm="missed")])

    assert not any(c in line for line in difference_lines([row]) for c in "\x1b\n")


WRONG_CASES = {
    "no JSON": "{",
    "no mapping": "[]",
    "no words": '{"id": "a", "labels": {}}',
    "no id": '{"message": "Hi.", "pace_wpm": 150, "labels": {}}',
    "no labels": '{"id": "a", "message": "Hi.", "pace_wpm": 150}',
    "an unknown verdict": '{"id": "a", "message": "Hi.", "pace_wpm": 150, "labels": {"firm": {"verdict": "yes"}}}',
    "an impossible date": '{"id": "a", "message": "Hi.", "pace_wpm": 150, "date": "soon", "labels": {}}',
    "not text": "\udcff",
}


@pytest.mark.parametrize("line", WRONG_CASES.values(), ids=WRONG_CASES)
def test_a_line_that_is_no_case_is_named_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "voicemails.jsonl").write_text(f"\n{line}\n", errors="surrogateescape")

    with pytest.raises(CoachError, match=r"voicemails\.jsonl, line 2: this is no labelled voicemail"):
        list(load_cases(tmp_path))


def test_two_cases_of_one_name_are_refused_for_one_would_hide_the_other(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "message": "Hi.", "pace_wpm": 150, "labels": {}})
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        (folder / "voicemails.jsonl").write_text(line)

    with pytest.raises(CoachError, match="2 cases have the id 'a'"):
        load_folders([tmp_path / "one", tmp_path / "two"])


def test_always_saying_the_common_verdict_is_worth_nothing_beyond_chance() -> None:
    [firm, _] = agreement(CASES, [said(n, firm="met", ask="met") for n in "abc"])

    assert firm.accuracy > 0.6
    assert firm.kappa == 0.0


KAPPAS = [
    ([("met", "met"), ("missed", "missed")], 1.0),
    ([("met", "met"), ("met", "met")], 1.0),
    ([("met", "missed"), ("missed", "met")], -1.0),
    # Worked by hand: 70 % agree, 54 % by chance (6 x 7 and 4 x 3 of 100), (0.7 - 0.54) / 0.46.
    ([("met", "met")] * 5 + [("met", "missed")] + [("missed", "met")] * 2 + [("missed", "missed")] * 2, 0.16 / 0.46),
]


@pytest.mark.parametrize(("pairs", "expected"), KAPPAS)
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[str, str]], expected: float) -> None:
    assert kappa(pairs) == pytest.approx(expected)


def test_in_macro_f1_a_rare_verdict_counts_as_much_as_a_common_one() -> None:
    assert macro_f1([("met", "met")] * 9 + [("missed", "met")]) == pytest.approx((18 / 19 + 0) / 2)


def test_an_ambiguous_label_is_left_out() -> None:
    [firm] = agreement([case("a", ("ask",), firm="met", ask="met")], [said("a", firm="met", ask="missed")])

    assert firm.criterion == "firm"


def test_unscored_and_unsaid_count_as_wrong_and_a_case_without_a_prediction_is_left_out() -> None:
    firm, ask = agreement(CASES, [said("a", firm="unscored")])

    assert (firm.n, firm.agree) == (1, 0)
    assert (ask.n, ask.agree, ask.confusion) == (1, 0, {"met": {"unscored": 1}})


def test_no_cases_make_no_figures() -> None:
    assert agreement([], []) == []
    assert overall([]) is None


def test_the_figures_can_be_kept_as_json() -> None:
    rows = agreement(CASES, [said(n, firm="met", ask="met") for n in "abc"])

    assert [CriterionAgreement.model_validate_json(r.model_dump_json()) for r in rows] == rows


def wrong_now_and_then(folder: Path) -> list[dict[str, Any]]:
    """The labels with every fifth one changed, every eleventh left out and every seventh case forgotten."""
    turn = {"met": "missed", "missed": "partial", "partial": "met", "n/a": "unscored"}
    made, count = [], 0
    for number, (_, labelled) in enumerate(load_cases(folder)):
        verdicts = {}
        for criterion, label in labelled["labels"].items():
            count += 1
            if count % 11:
                verdicts[criterion] = label["verdict"] if count % 5 else turn[label["verdict"]]
        if number % 7:
            made.append(said(labelled["id"], **verdicts))
    return made


def test_the_figures_are_those_of_the_measure_beside_the_cases(shared: Path, tmp_path: Path) -> None:
    predictions = wrong_now_and_then(shared / "cases")
    file = tmp_path / "predictions.jsonl"
    file.write_text("".join(f"{json.dumps(p)}\n" for p in predictions))
    measure = [sys.executable, str(shared / "tools" / "score_cases.py"), str(shared / "cases"), str(file)]
    run = subprocess.run([*measure, "--json", "--predicted-only"], capture_output=True, text=True, check=True)
    theirs = json.loads(run.stdout)

    ours = agreement(load_cases(shared / "cases"), predictions)

    assert [f"{a.kind}/{a.criterion}" for a in ours] == list(theirs["criteria"])
    for row in ours:
        figures = {"n": row.n, "accuracy": row.accuracy, "kappa": row.kappa, "macro_f1": row.macro_f1}
        assert figures == pytest.approx(theirs["criteria"][f"{row.kind}/{row.criterion}"])
    total = overall(ours)
    assert total is not None
    for name, value in total.model_dump().items():
        assert value == pytest.approx(theirs["figures"][name]), name
