"""How far each criterion can be trusted: its agreement with labelled cases, as a file that ships with the product.

The shipped file is made by `make accuracy` from cases that the detectors were not developed on. Reading it is the
only thing done here that is not pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from coach import __version__
from coach.agreement import CriterionAgreement
from coach.models import Kind, Value
from coach.rubric import Rubric

HINT_BELOW = 0.6
"""Below this kappa a verdict is no more than a hint."""
SHIPPED = Path(__file__).parent / "data" / "accuracy.json"


class Accuracy(Value):
    """On how many labelled cases a criterion's verdict was the label's, and its kappa."""

    n: int
    agree: int
    accuracy: float
    kappa: float

    @property
    def is_hint(self) -> bool:
        """Decided on kappa as it is shown, so that nobody reads that 0.60 is below 0.60."""
        return round(self.kappa, 2) < HINT_BELOW

    @property
    def sentence(self) -> str:
        said = f"agrees with labels on {self.agree} of {self.n} cases (kappa {self.kappa:.2f})"
        return f"a hint: {said}" if self.is_hint else said


class RubricAccuracy(Value):
    """The figures of one rubric, by criterion."""

    rubric: str
    version: int
    kind: Kind
    criteria: dict[str, Accuracy]


class AccuracyCard(Value):
    """The figures, and what they were made from. `date` is the one the maker gives: no clock is read."""

    engine: str
    date: dt.date | None
    folders: tuple[str, ...]
    """The names of the folders of cases, without the way to them."""
    cases: int
    rubrics: tuple[RubricAccuracy, ...]

    def of(self, rubric: str, version: int) -> Mapping[str, Accuracy]:
        """The figures by criterion; none for a rubric or a version that was not measured."""
        found = (r.criteria for r in self.rubrics if (r.rubric, r.version) == (rubric, version))
        return MappingProxyType(next(found, {}))


def accuracy_card(
    rows: Iterable[CriterionAgreement],
    rubrics: Mapping[Kind, Rubric],
    folders: Iterable[Path],
    cases: int,
    date: dt.date | None,
) -> AccuracyCard:
    """The card of these figures; `rubrics` are those that the cases were held against."""
    figures: dict[Kind, dict[str, Accuracy]] = {}
    for row in rows:
        figures.setdefault(row.kind, {})[row.criterion] = Accuracy(
            n=row.n, agree=row.agree, accuracy=round(row.accuracy, 4), kappa=round(row.kappa, 4)
        )
    measured = (
        RubricAccuracy(rubric=rubrics[kind].id, version=rubrics[kind].version, kind=kind, criteria=criteria)
        for kind, criteria in figures.items()
    )
    names = tuple(folder.resolve().name for folder in folders)
    return AccuracyCard(engine=__version__, date=date, folders=names, cases=cases, rubrics=tuple(measured))


def shipped_card() -> AccuracyCard | None:
    """The card that ships; None where there is none that can be read, for a score does not depend on it."""
    try:
        return AccuracyCard.model_validate_json(SHIPPED.read_bytes())
    except (OSError, ValidationError):
        return None


def figures_of(rubric: str, version: int) -> Mapping[str, Accuracy]:
    """What the shipped card says of a rubric, by criterion; nothing where it says nothing."""
    card = shipped_card()
    return card.of(rubric, version) if card else {}


def figures_that_hold(figures: Mapping[str, Accuracy], measured: Rubric, rubric: Rubric) -> Mapping[str, Accuracy]:
    """Those of the figures of `measured` that hold for `rubric`: where the same detector judges.

    Weights, titles, tips and examples change no verdict; a detector's setting does.
    """
    detectors = {criterion.id: criterion.detector for criterion in measured.criteria}
    same = (c.id for c in rubric.criteria if c.id in detectors and detectors[c.id] == c.detector)
    return {name: figures[name] for name in same if name in figures}
