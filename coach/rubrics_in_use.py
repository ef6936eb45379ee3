"""Which version of each rubric scores: the team's own where one is in use, else the one that ships.

The one place that says so. The app, the worker and every command that scores ask here.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from coach import accuracy
from coach.edges.kept_rubrics import KeptRubrics
from coach.errors import RubricError
from coach.models import Kind, Scorecard
from coach.rubric import Rubric, check_text, load_rubric, packaged_rubrics
from coach.rubric_draft import RubricDraft, begun
from coach.settings import load_settings
from coach.yaml_file import read_yaml

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class InUse:
    """The version of a rubric that scores."""

    rubric: Rubric
    path: Path
    number: int | None = None
    """Of the team's own version; None for the one that ships."""
    problem: str = ""
    """Why it is the shipped one although another was put in use, in one line."""

    @property
    def line(self) -> str:
        """Which it is, in words."""
        return f"version {self.rubric.version}, {'as it ships' if self.number is None else 'your own'}"


def kept_rubrics() -> KeptRubrics:
    return KeptRubrics(load_settings().data_dir)


def in_use() -> dict[str, InUse | RubricError]:
    """The version in use of every rubric by id, or why even the shipped one cannot be used.

    A version of the team's that cannot be used is said in one line, here and in the log, and the shipped one is used.
    """
    kept, chosen, unknown = kept_rubrics(), {}, ""
    try:
        chosen = kept.in_use()
    except RubricError as error:
        unknown = f"{error} Until then the shipped rubrics are used."
    found = {name: _in_use(name, path, kept, chosen.get(name), unknown) for name, path in packaged_rubrics().items()}
    for problem in dict.fromkeys(one.problem for one in found.values() if isinstance(one, InUse) and one.problem):
        _say(problem)
    return found


def rubric_in_use(name: str) -> Rubric:
    """The version in use of the rubric of this id. Raises RubricError when none can be used, else KeyError."""
    return _rubric(in_use()[name])


def path_in_use(name: str) -> Path:
    """Its file. Raises KeyError when there is no rubric of this id."""
    found = in_use()[name]
    return packaged_rubrics()[name] if isinstance(found, RubricError) else found.path


def standards() -> Mapping[Kind, Rubric]:
    """The rubrics in use by the kind that they judge. Raises RubricError for one that cannot be used."""
    rubrics = (_rubric(found) for found in in_use().values())
    return MappingProxyType({rubric.kind: rubric for rubric in rubrics})


def shipped_rubric(name: str) -> Rubric:
    """The rubric of this id as it ships. Raises KeyError when there is none."""
    return load(packaged_rubrics()[name])


def load(path: Path) -> Rubric:
    """The rubric in `path`, read again only when the file has changed. Raises RubricError."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return load_rubric(path)
    return _loaded(path, found.st_mtime_ns, found.st_size)


def kept_rubric(name: str, number: int) -> Rubric:
    """A version of the team's own. Raises RubricError when it is not there, damaged or another rubric's."""
    kept = kept_rubrics()
    path = kept.file(name, number)
    rubric = load(path)
    if (rubric.id, rubric.version, rubric.kind) != (name, number, shipped_rubric(name).kind):
        what = f"{path} is not version {number} of the rubric '{name}'."
        raise RubricError(what, "Put its id, version and kind right, or choose another version.")
    if not kept.is_whole(name, number):
        raise RubricError(f"{path} was cut off: its last line is missing.", "Choose another version, or save anew.")
    return rubric


def judged_by(card: Scorecard) -> Rubric | None:
    """The very version that a scorecard was made with; None where it is kept no more, or was a file's."""
    if card.rubric not in packaged_rubrics():
        return None
    for version in (shipped_rubric, lambda name: kept_rubric(name, card.rubric_version)):
        try:
            rubric = version(card.rubric)
        except RubricError:
            continue
        if (rubric.version, rubric.digest) == (card.rubric_version, card.rubric_digest):
            return rubric
    return None


def figures(rubric: Rubric) -> Mapping[str, accuracy.Accuracy]:
    """How far each criterion agrees with labels: measured on the shipped version, and true of the same detectors."""
    if rubric.id not in packaged_rubrics():
        return {}
    try:
        measured = shipped_rubric(rubric.id)
    except RubricError:
        return {}
    known = accuracy.figures_of(measured.id, measured.version)
    return accuracy.figures_that_hold(known, measured, rubric)


def figures_of_card(card: Scorecard) -> Mapping[str, accuracy.Accuracy]:
    """The same of the version that a scorecard was made with."""
    rubric = judged_by(card)
    return figures(rubric) if rubric else accuracy.figures_of(card.rubric, card.rubric_version)


def begin(name: str) -> RubricDraft:
    """The version in use, to be edited. Raises RubricError, KeyError when there is no rubric of this id."""
    version, shipped = path_in_use(name), packaged_rubrics()[name]
    return begun(read_yaml(version).data, rubric_in_use(name).digest, read_yaml(shipped).data)


def next_version(name: str) -> int:
    """The number that the next version to be saved would get."""
    kept = kept_rubrics().versions(name)
    return max([shipped_rubric(name).version, *(version.number for version in kept)]) + 1


def save(draft: RubricDraft) -> int:
    """Keeps the draft as a new version, puts it in use, and gives its number.

    Raises CoachError when `coach rubric check` would find anything in it, and when another version came into use since
    the editing began.
    """
    problems = check_text(draft.text(next_version(draft.name)), draft.name)
    if problems:
        more = f"There are {len(problems) - 1} more." if problems[1:] else ""
        raise RubricError(f"Not saved: {problems[0].what}", more)
    return kept_rubrics().save(
        draft.name,
        shipped_rubric(draft.name).version,
        draft.text,
        lambda: rubric_in_use(draft.name).digest == draft.began_with,
    )


def _rubric(found: InUse | RubricError) -> Rubric:
    if isinstance(found, RubricError):
        raise found
    return found.rubric


def _in_use(name: str, path: Path, kept: KeptRubrics, number: int | None, unknown: str) -> InUse | RubricError:
    problem = unknown
    if number is not None:
        try:
            return InUse(kept_rubric(name, number), kept.file(name, number), number)
        except RubricError as error:
            problem = f"Version {number} of the rubric '{name}' cannot be used, so the shipped one is: {error}"
    try:
        return InUse(load(path), path, None, problem)
    except RubricError as error:
        return error


@lru_cache(maxsize=64)
def _loaded(path: Path, modified: int, size: int) -> Rubric:  # noqa: ARG001  (a file that changed is read again)
    return load_rubric(path)


@lru_cache(maxsize=64)
def _say(problem: str) -> None:
    """Once a process: a command prints it, the app and the worker write it into their logs."""
    log.warning("coach: %s", problem)
