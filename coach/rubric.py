"""Rubrics: a document's advice as data. Loads and checks a rubric file.

A rubric file is untrusted input: see `coach.yaml_file` for what its YAML may hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import AliasChoices, ConfigDict, Field, ValidationError, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from coach.detectors import AnyDetector
from coach.detectors.judgement import Judgement
from coach.errors import RubricError
from coach.language.reading import Reading
from coach.language.sentences import plain
from coach.models import Facts, Kind, Transcript, Value, Verdict
from coach.rubric_problems import describe
from coach.typed import typed
from coach.yaml_file import Problem, Where, YamlFile, parse_yaml, read_yaml, shown

__all__ = [
    "Criterion",
    "Example",
    "Rubric",
    "Source",
    "check_rubric",
    "check_text",
    "load_rubric",
    "packaged_rubrics",
    "rubric_in",
    "standards",
]


class Source(Value):
    """Where the advice stands. `point` says it in our words; `quote` is a few of the document's own."""

    article: str = Field(min_length=1)
    section: str = Field(min_length=1)
    point: str = Field(min_length=1)
    quote: str | None = None


class Example(Value):
    """A script with the verdict that it deserves; runs as a test."""

    script: str
    facts: Facts = Facts()
    evidence: tuple[str, ...] | None = None
    """The quotes that must be shown, all and in order, where the example is about which words."""
    pace_wpm: float = Field(default=156.0, ge=40, le=400)
    why: str | None = None

    @property
    def transcript(self) -> Transcript:
        return typed(self.script, self.facts.channel, self.pace_wpm).transcript


class KnownGap(Example):
    """A case that we get wrong and know it; its test is a strict expected failure."""

    should_be: Verdict
    why: str


class Examples(Value):
    met: tuple[Example, ...] = Field(min_length=1)
    partial: tuple[Example, ...] = ()
    missed: tuple[Example, ...] = Field(min_length=1)
    not_applicable: tuple[Example, ...] = Field(default=(), validation_alias=AliasChoices("n/a", "not_applicable"))
    """Written `n/a` or `not_applicable`."""
    known_gaps: tuple[KnownGap, ...] = ()

    model_config = ConfigDict(validate_by_name=True)

    def expected(self) -> list[tuple[Verdict, Example]]:
        """Every example with its verdict, known gaps left out."""
        return [(verdict, e) for verdict, group in self._groups() for e in getattr(self, group)]

    def located(self) -> Iterator[tuple[tuple[str | int, ...], Verdict, Example]]:
        """Every example with its place (group and number) and its verdict, known gaps included."""
        for verdict, group in self._groups():
            yield from (((group, n), verdict, e) for n, e in enumerate(getattr(self, group)))
        yield from ((("known_gaps", n), e.should_be, e) for n, e in enumerate(self.known_gaps))

    @staticmethod
    def _groups() -> tuple[tuple[Verdict, str], ...]:
        return (
            (Verdict.MET, "met"),
            (Verdict.PARTIAL, "partial"),
            (Verdict.MISSED, "missed"),
            (Verdict.NOT_APPLICABLE, "not_applicable"),
        )


class Criterion(Value):
    """One thing that a rubric asks."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")
    title: str = Field(min_length=1, max_length=80)
    source: Source
    weight: int = Field(ge=1, le=100)
    tip: str = Field(min_length=1)
    detector: AnyDetector
    examples: Examples


class Rubric(Value):
    """A standard. `digest` is the sha256 of the file, so that a score names exactly what it was held against."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")
    title: str = Field(min_length=1, max_length=80)
    version: int = Field(ge=1)
    kind: Literal[Kind.VOICEMAIL, Kind.CALL, Kind.FOLLOW_UP]
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    digest: SkipJsonSchema[str] = ""

    @model_validator(mode="after")
    def _ids_are_different(self) -> Rubric:
        ids = [c.id for c in self.criteria]
        for name in ids:
            if ids.count(name) > 1:
                second = len(ids) - 1 - ids[::-1].index(name)
                raise PydanticCustomError(
                    "twice",
                    "another criterion is called '{name}' too",
                    {"name": name, "at": ("criteria", second, "id"), "hint": "Give one of them another id."},
                )
        return self

    def criterion(self, name: str) -> Criterion:
        """The criterion of this id. Raises KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == name:
                return criterion
        raise KeyError(name)


def load_rubric(path: Path) -> Rubric:
    """The rubric in `path`. Raises RubricError in one line that names file, line and what to do."""
    return _rubric(read_yaml(path))


def rubric_in(text: str, name: str) -> Rubric:
    """The rubric that `text` holds, told of as the file `name`. Raises RubricError as `load_rubric` does."""
    return _rubric(parse_yaml(Path(name), text.encode()))


def _rubric(file: YamlFile) -> Rubric:
    rubric, problems = _checked(file)
    if rubric is None:
        raise RubricError(str(problems[0]), "There is more: run 'coach rubric check'." if problems[1:] else "")
    return rubric


def check_rubric(path: Path) -> list[str]:
    """What is wrong with the rubric in `path`, one line each; its examples are run when all else is right."""
    try:
        return [str(problem) for problem in _problems(read_yaml(path))]
    except RubricError as error:
        return [str(error)]


def check_text(text: str, name: str) -> list[Problem]:
    """The same of a rubric that is not in a file yet, told of as the file `name`."""
    try:
        return _problems(parse_yaml(Path(name), text.encode()))
    except RubricError as error:
        return [Problem(Path(name), 1, (), error.message, error.hint)]


def _problems(file: YamlFile) -> list[Problem]:
    rubric, problems = _checked(file)
    return problems if rubric is None else list(_failed_examples(file, rubric))


def _checked(file: YamlFile) -> tuple[Rubric | None, list[Problem]]:
    """The rubric that a file holds, or what is wrong with it."""
    if not isinstance(file.data, dict):
        return None, [file.problem((), "the file is no mapping.", "Begin with 'id: ...', 'title: ...', 'version: 1'.")]
    if "digest" in file.data:
        return None, [file.problem(("digest",), "'digest' is worked out from the file.", "Delete the line.")]
    try:
        # Strict JSON takes a list for a tuple and text for a date, and never "yes" for true or "7" for 7.
        rubric = Rubric.model_validate_json(json.dumps(file.data), strict=True)
    except ValidationError as error:
        return None, describe(file, Rubric, error.errors(include_url=False))
    return rubric.model_copy(update={"digest": hashlib.sha256(file.content).hexdigest()}), []


def _failed_examples(file: YamlFile, rubric: Rubric) -> Iterator[Problem]:
    """The examples whose verdict or evidence is not what the file says, and known gaps that are closed."""
    for number, criterion in enumerate(rubric.criteria):
        for (group, index), verdict, example in criterion.examples.located():
            where = _written(file, ("criteria", number, "examples"), group, index)
            wrong = example_problem(criterion, rubric.kind, verdict, example)
            if isinstance(example, KnownGap) and wrong is None:
                closed = f"the known gap of '{criterion.id}' is closed: it comes to {verdict}."
                yield file.problem(where, closed, f"Move it to '{verdict}'.")
            elif wrong is not None and not isinstance(example, KnownGap):
                to_do = "Correct the detector's setting or the example, or move it to 'known_gaps'."
                yield file.problem(where, f"an example of '{criterion.id}' {wrong}", to_do)


def _written(file: YamlFile, examples: Where, group: str | int, index: str | int) -> Where:
    """Where an example stands; its group may be spelt in two ways."""
    as_verdict = (*examples, Verdict.NOT_APPLICABLE.value)
    known = as_verdict if group == "not_applicable" and as_verdict in file.lines else (*examples, group)
    return (*known, index)


def example_problem(criterion: Criterion, kind: Kind, verdict: Verdict, example: Example) -> str | None:
    """How the criterion's detector disagrees with an example that should come to `verdict`; None when it agrees.

    The examples of a judgement show people what is meant; no code can disagree with them.
    """
    if isinstance(criterion.detector, Judgement):
        return None
    seen = criterion.detector.observe(Reading(example.transcript, example.facts.model_copy(update={"kind": kind})))
    if seen.verdict is not verdict:
        return f"should be {verdict} and is {seen.verdict} ({shown(seen.reason, 120)})."
    if example.evidence is None or [plain(q) for q in example.evidence] == [plain(e.quote) for e in seen.evidence]:
        return None
    heard = ", ".join(f"'{shown(e.quote, 40)}'" for e in seen.evidence) or "none"
    return f"should show the words of its 'evidence'; those shown: {heard}."


def rubric_folder() -> Path:
    """Where the rubrics that ship with the product lie: in the wheel, or in the working copy."""
    packaged = Path(str(resources.files("coach") / "data" / "rubrics"))
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "rubrics"


def packaged_rubrics() -> dict[str, Path]:
    """The rubric files that ship with the product, by id."""
    return {path.stem: path for path in sorted(rubric_folder().glob("*.yaml"))}


@cache
def standards() -> Mapping[Kind, Rubric]:
    """The rubrics that ship with the product by the kind that they judge; read once."""
    loaded = (load_rubric(path) for path in packaged_rubrics().values())
    return MappingProxyType({rubric.kind: rubric for rubric in loaded})
