"""What others published stands beside a number with its source and its caveat, and is never a goal."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from coach.benchmarks import SHIPPED, benchmarks, read_benchmarks
from coach.metrics import measure
from coach.models import Basis, Casting, Kind, Metric, Speaker, Transcript, Utterance
from coach.presentation.casting import rep_line
from coach.presentation.metrics import TITLES, doubt_line, numbers
from coach.samples import samples

CALL = next(s for s in samples() if s.facts.kind is Kind.CALL)


def metric(name: str, value: float, unit: str = "", bound: str | None = None, note: str = "") -> Metric:
    return Metric(name=name, value=value, unit=unit, bound=bound, note=note)


def said(*metrics: Metric, kind: Kind = Kind.CALL) -> dict[str, str]:
    return {n.title: n.value for n in numbers(metrics, kind)}


def test_the_shipped_file_can_be_read_and_every_figure_says_whose_it_is_and_where_it_stands() -> None:
    shipped = read_benchmarks(SHIPPED)

    assert shipped == benchmarks()
    assert {"talk-share", "longest-monologue", "interactivity", "patience", "questions", "pace"} <= set(shipped)
    for benchmark in shipped.values():
        assert benchmark.caveat
        for figure in benchmark.figures:
            assert all((figure.by, figure.calls, figure.title, "." in figure.where))
            assert figure.low is None or figure.high is None or figure.low <= figure.high


def test_a_metric_is_named_once_and_every_benchmark_is_of_a_metric_that_we_measure() -> None:
    listed = [entry["metric"] for entry in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))]

    assert len(listed) == len(set(listed))
    assert {name.removeprefix("prospect-") for name in listed} <= set(TITLES)


def test_a_file_that_says_something_else_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text("- metric: pace\n  goal: 120\n", encoding="utf-8")

    with pytest.raises(ValidationError):
        read_benchmarks(odd)


def test_the_published_line_names_publisher_year_and_calls_and_that_they_conflict() -> None:
    [number] = numbers([metric("talk-share", 62, "%")], Kind.CALL)

    assert number.published.startswith("Published: 43 % (Gong, 2016, ")
    assert "other figures say 65 to 75 %, 46 %, 55 % and 40 to 60 %" in number.published
    assert "contradict each other" in number.published
    assert number.published.endswith("no goal to chase.")
    assert len(number.sources) > 3
    assert "gong.io" in number.sources[0]
    assert any("discovery calls" in source and "second-hand, told by Salesloft" in source for source in number.sources)


def test_where_only_one_source_was_found_it_is_said() -> None:
    [number] = numbers([metric("interactivity", 5.0, "switches a minute")], Kind.CALL)

    assert "we found no second source" in number.published
    assert "no number" in number.published


def test_figures_of_calls_are_not_held_against_a_voicemail() -> None:
    [number] = numbers([metric("pace", 150, "words a minute")], Kind.VOICEMAIL)

    assert (number.value, number.published) == ("150 words a minute", "")


def test_both_sides_stand_in_one_line() -> None:
    both = said(
        metric("talk-share", 62, "%"),
        metric("longest-monologue", 31.0, "s", "at least"),
        metric("prospect-longest-monologue", 130.0, "s"),
        metric("pace", 150, "words a minute"),
        metric("prospect-pace", 170, "words a minute"),
        metric("prospect-questions", 2),
    )

    assert both == {
        "Talk share": "62 % you, 38 % them",
        "Longest monologue": "at least 31.0 s you, 2:10 min them",
        "Questions": "2 them",
        "Pace": "150 you, 170 them words a minute",
    }


def test_a_short_pause_is_said_to_be_under_what_can_be_told() -> None:
    told = said(metric("patience", 0.25, "s", "less than"), metric("fillers", 0, "", "at least"))

    assert told == {"Pause before answering": "under 0.25 s", "Fillers": "at least 0"}


def test_a_metric_without_a_title_is_shown_as_it_is() -> None:
    assert said(metric("hold-time", 3, "s")) == {"Hold time": "3 s"}


def test_every_metric_of_a_call_has_a_title() -> None:
    found = measure(CALL.transcript, Kind.CALL, CALL.scorecard.questions)

    assert {m.name.removeprefix("prospect-") for m in found} <= set(TITLES)
    assert {"talk-share", "interactivity", "patience", "prospect-longest-monologue"} <= {m.name for m in found}


def utterance(speaker: Speaker, voice: str | None, sure: float | None = None) -> Utterance:
    words = tuple(Transcript.from_text("one two three four five").words)
    return Utterance(speaker=speaker, words=words, voice=voice, sure=sure)


TOLD = Transcript(utterances=(utterance(Speaker.UNKNOWN, "left"), utterance(Speaker.UNKNOWN, "right", sure=0.5)))


def cast(rep: str | None, because: str, sure: float = 1.0) -> Transcript:
    return TOLD.cast(Casting(rep=rep, basis=Basis.SAID, because=because, sure=sure))


def test_who_is_the_rep_and_why_is_one_line() -> None:
    assert rep_line(cast("left", "it asks the questions")) == "rep: the left channel; it asks the questions"
    assert rep_line(cast("right", "a hunch", 0.6)) == "rep: the right channel; a hunch (about 60 % sure)"


def test_a_rep_that_is_not_known_is_asked_for() -> None:
    assert "; tell us who is the rep" in rep_line(cast(None, "nothing shows it"))
    assert "could not be told apart" in rep_line(TOLD)


def test_how_much_is_in_doubt_is_said_once_above_the_numbers() -> None:
    assert doubt_line(cast("left", "")) == "50 % of the words have an unsure speaker."
    assert doubt_line(Transcript(utterances=(utterance(Speaker.REP, None),))) == ""
    assert doubt_line(TOLD) == ""
