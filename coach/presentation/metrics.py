"""The numbers of a recording in people's words: title, value, explanation, and what others published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.benchmarks import Benchmark, Figure, benchmarks
from coach.call_metrics import unsure_note, unsure_share
from coach.models import Kind, Metric, Transcript, Value
from coach.presentation.text import length

TITLES = {
    "talk-share": "Talk share",
    "longest-monologue": "Longest monologue",
    "interactivity": "Changes of speaker",
    "patience": "Pause before answering",
    "questions": "Questions",
    "pace": "Pace",
    "length": "Length",
    "words": "Words",
    "pauses": "Pauses",
    "longest-pause": "Longest pause",
    "fillers": "Fillers",
    "reading-ease": "Reading ease",
    "reading-grade": "School year",
}
"""Every metric that has a line of its own, in the order of the lines: what tells most of a call comes first."""
OF_THE_PROSPECT = "prospect-"
"""A metric named so is the prospect's, and stands in the line of the rep's."""
_UNITS = {
    "talk-share": "%",
    "interactivity": "a minute",
    "pace": "words a minute",
    "prospect-pace": "words a minute",
    "reading-grade": "",
}
_SECONDS = {"length", "longest-monologue", "prospect-longest-monologue", "patience", "longest-pause"}


class Number(Value):
    """One line of the numbers."""

    name: str
    title: str
    value: str
    share: float | None = None
    """The rep's part of a whole, 0 to 1, where the value is one: for a bar."""
    note: str = ""
    """What the number is, and how exactly it is known."""
    published: str = ""
    """What others published, in a line; "" where we know of nothing."""
    sources: tuple[str, ...] = ()
    """Every published figure with whose it is and where it stands, a line each."""


def numbers(metrics: Iterable[Metric], kind: Kind) -> tuple[Number, ...]:
    """The metrics of a recording as lines, rep and prospect side by side; what was published is of calls only."""
    found = {metric.name: metric for metric in metrics}
    known = [name for name in TITLES if name in found or OF_THE_PROSPECT + name in found]
    own_lines = [name for name in found if name not in TITLES and name.removeprefix(OF_THE_PROSPECT) not in TITLES]
    published = benchmarks() if kind is Kind.CALL else {}
    return tuple(_number(name, found, published) for name in (*known, *own_lines))


def doubt_line(transcript: Transcript) -> str:
    """How many words have an unsure speaker, where that is not all of them; "" when nothing is in doubt."""
    share = unsure_share(transcript)
    return unsure_note(share).strip() if share < 1 else ""


def _number(name: str, found: Mapping[str, Metric], published: Mapping[str, Benchmark]) -> Number:
    ours, theirs = found.get(name), found.get(OF_THE_PROSPECT + name)
    metrics = [metric for metric in (ours, theirs) if metric is not None]
    known = [b for metric in metrics if (b := published.get(metric.name))]
    return Number(
        name=name,
        title=TITLES.get(name, name.replace("-", " ").capitalize()),
        value=_both(ours, theirs),
        share=ours.value / 100 if ours and name == "talk-share" else None,
        note=" ".join(dict.fromkeys(metric.note for metric in metrics if metric.note)),
        published=" ".join(_published(benchmark) for benchmark in known),
        sources=tuple(_source(figure, benchmark.metric) for benchmark in known for figure in benchmark.figures),
    )


def _both(ours: Metric | None, theirs: Metric | None) -> str:
    if ours is not None and ours.name == "talk-share":
        return f"{ours.value:.0f} % you, {100 - ours.value:.0f} % them"
    if ours is not None and theirs is not None:
        unit = _UNITS.get(ours.name, "")
        you, them = (_said(metric).removesuffix(unit).strip() for metric in (ours, theirs))
        return f"{you} you, {them} them {unit}".strip()
    if theirs is not None:
        return f"{_said(theirs)} them"
    return _said(ours) if ours is not None else ""


def _said(metric: Metric) -> str:
    bound = {"less than": "under ", "at least": "at least ", None: ""}[metric.bound]
    return f"{bound}{_amount(metric.name, metric.value, metric.unit, metric.bound == 'less than')}"


def _amount(name: str, value: float, unit: str, exactly: bool = False) -> str:
    """A value with its unit in words."""
    if name in _SECONDS:
        return f"{value:g} s" if exactly else length(value)
    return f"{value:g} {_UNITS.get(name, unit)}".strip()


def _published(benchmark: Benchmark) -> str:
    """What was published about a metric, in a line that names the figure quoted most, and is no goal."""
    side = "Published for the prospect" if benchmark.metric.startswith(OF_THE_PROSPECT) else "Published"
    first, *others = benchmark.figures
    told = "; second-hand" if first.told_by else ""
    bands = _listed([_band(figure, benchmark.metric) for figure in others])
    more = f"other figures say {bands}" if others else "we found no second source"
    figure = f"{_band(first, benchmark.metric)} ({_whose(first)}{told})"
    return f"{side}: {figure}; {more}. {benchmark.caveat}: no goal to chase."


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), *parts[-1:]] if len(parts) > 1 else parts)


def _whose(figure: Figure) -> str:
    return ", ".join(str(part) for part in (figure.by, figure.year, figure.calls) if part)


def _band(figure: Figure, metric: str) -> str:
    def amount(value: float) -> str:
        # Another one's figure is as exact as it was published.
        return f"{value:g} {'s' if metric in _SECONDS else _UNITS.get(metric, '')}".strip()

    if figure.low is None or figure.high is None:
        ends = [f"up to {amount(figure.high)}"] if figure.high is not None else []
        ends += [f"{amount(figure.low)} or more"] if figure.low is not None else []
        return ends[0] if ends else "no number, only that more is better"
    return amount(figure.high) if figure.low == figure.high else f"{figure.low:g} to {amount(figure.high)}"


def _source(figure: Figure, metric: str) -> str:
    """A figure with who published it, what else was found, and where it stands."""
    detail = f" ({figure.detail})" if figure.detail else ""
    told = f"; second-hand, told by {figure.told_by}" if figure.told_by else ""
    return f"{_band(figure, metric)}: {_whose(figure)}{detail}. “{figure.title}”, {figure.where}{told}"
