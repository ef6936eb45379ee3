"""How well verdicts agree with a trainer's labels: accuracy, Cohen's kappa, macro F1 and what was taken for what.

Pure. `unscored` counts as a verdict that is wrong; criteria that a case lists as `ambiguous` are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from coach.models import Kind, Value, Verdict

Pair = tuple[str, str]
"""The label and the verdict."""


class Judged(Value):
    """The label and the verdict of one case, with the words that each of them points to."""

    case: str
    label: str
    verdict: str
    label_quote: str | None = None
    verdict_quotes: tuple[str, ...] = ()


class CriterionAgreement(Value):
    """One criterion over all cases. `confusion` counts verdicts by label: confusion["met"]["missed"]."""

    kind: Kind
    criterion: str
    n: int
    agree: int
    accuracy: float
    kappa: float
    macro_f1: float
    confusion: dict[str, dict[str, int]]
    disagreements: tuple[Judged, ...] = ()


class Overall(Value):
    """All criteria together, each counting alike; `pooled_kappa` counts every verdict alike."""

    judgements: int
    accuracy: float
    kappa: float
    pooled_kappa: float
    macro_f1: float


def agreement(
    cases: Iterable[tuple[Kind, Mapping[str, Any]]], predictions: Iterable[Mapping[str, Any]]
) -> list[CriterionAgreement]:
    """Every labelled criterion, in the order of the cases; a case without a prediction is left out."""
    findings = {p["id"]: {f["criterion"]: f for f in p["findings"]} for p in predictions}
    rows: dict[tuple[Kind, str], list[Judged]] = {}
    for kind, case in cases:
        if case["id"] not in findings:
            continue
        for criterion, label in case["labels"].items():
            if criterion not in (case.get("ambiguous") or ()):
                said = findings[case["id"]].get(criterion) or {"verdict": Verdict.UNSCORED.value}
                rows.setdefault((kind, criterion), []).append(_judged(case["id"], label, said))
    return [_of(kind, criterion, found) for (kind, criterion), found in rows.items()]


def overall(found: Sequence[CriterionAgreement]) -> Overall | None:
    """The criteria taken together; None where there are none."""
    if not found:
        return None
    return Overall(
        judgements=sum(a.n for a in found),
        accuracy=fmean(a.accuracy for a in found),
        kappa=fmean(a.kappa for a in found),
        pooled_kappa=kappa([pair for a in found for pair in _pairs(a.confusion)]),
        macro_f1=fmean(a.macro_f1 for a in found),
    )


def kappa(pairs: Sequence[Pair]) -> float:
    """Agreement beyond what chance would give, of one pair at least: 1 all, 0 no more than chance, below 0 less."""
    labels, verdicts = Counter(label for label, _ in pairs), Counter(verdict for _, verdict in pairs)
    agreed = sum(label == verdict for label, verdict in pairs) / len(pairs)
    chance = sum(labels[v] * verdicts[v] for v in labels) / len(pairs) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha over verdicts of any number of people, in no order: 1 all agree, 0 no more than chance.

    Each unit holds what was said of one thing; units of one verdict tell nothing. None where only one verdict was ever
    given: then it cannot be said what chance would do.
    """
    compared = [Counter(unit) for unit in units if len(unit) > 1]
    totals = sum(compared, Counter[str]())
    n = totals.total()
    if len(totals) < 2:
        return None
    observed = sum((u.total() ** 2 - sum(c * c for c in u.values())) / (u.total() - 1) for u in compared)
    expected = (n**2 - sum(c * c for c in totals.values())) / (n - 1)
    return 1 - observed / expected


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean F1 over the verdicts that the labels use, so that a rare one counts as much as a common one."""
    labels, verdicts = Counter(label for label, _ in pairs), Counter(verdict for _, verdict in pairs)
    hits = Counter(label for label, verdict in pairs if label == verdict)
    return fmean(2 * hits[v] / (labels[v] + verdicts[v]) for v in labels)


def _judged(case: str, label: Mapping[str, Any], said: Mapping[str, Any]) -> Judged:
    return Judged(
        case=case,
        label=label["verdict"],
        verdict=said["verdict"],
        label_quote=label.get("quote"),
        verdict_quotes=tuple(e["quote"] for e in said.get("evidence", ())),
    )


def _of(kind: Kind, criterion: str, found: Sequence[Judged]) -> CriterionAgreement:
    pairs = [(one.label, one.verdict) for one in found]
    confusion: dict[str, dict[str, int]] = {}
    for label, verdict in pairs:
        row = confusion.setdefault(label, {})
        row[verdict] = row.get(verdict, 0) + 1
    differing = tuple(one for one in found if one.label != one.verdict)
    agree = len(found) - len(differing)
    return CriterionAgreement(
        kind=kind,
        criterion=criterion,
        n=len(found),
        agree=agree,
        accuracy=agree / len(found),
        kappa=kappa(pairs),
        macro_f1=macro_f1(pairs),
        confusion=confusion,
        disagreements=differing,
    )


def _pairs(confusion: Mapping[str, Mapping[str, int]]) -> list[Pair]:
    return [(label, v) for label, row in confusion.items() for v, count in row.items() for _ in range(count)]
