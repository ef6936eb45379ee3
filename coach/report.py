"""What the command prints of a result and of figures: the JSON contract, and plain text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coach.accuracy import Accuracy
from coach.agreement import CriterionAgreement, overall
from coach.benchmarks import benchmarks
from coach.models import Evidence, Finding, Kind, Metric, NextStep, Result, Scorecard, Transcript, Verdict
from coach.presentation.casting import rep_line
from coach.presentation.metrics import numbers
from coach.presentation.privacy import withheld_lines
from coach.rubric import Rubric
from coach.speech_metrics import OF_SILENCES

MARKS = {
    Verdict.MET: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.MISSED: "✗",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.UNSCORED: "?",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """`text` without what could steer a terminal: a file name or a transcript is somebody else's."""
    return _CONTROL.sub("�", text)


def clock(seconds: float) -> str:
    """A moment as people write it: 0:07.4, 12:03.0, 1:02:03.0."""
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    tail = f"{tenths // 10:02}.{tenths % 10}"
    return f"{hours}:{minutes:02}:{tail}" if hours else f"{minutes}:{tail}"


def result_json(result: Result) -> dict[str, Any]:
    """The object that `coach score --json` prints for a recording."""
    card = result.scorecard
    body = result.model_dump(mode="json")
    scored = _card_json(card, body["scorecard"])
    return {
        "recording": body["recording"] | {"coverage": round(result.recording.coverage, 4)},
        "transcript": {"sha256": result.transcript.digest, **body["transcript"]},
        **scored,
        "metrics": _metrics_json(result.metrics, result.recording.kind),
        "advice": body["advice"],
        "engine": body["engine"],
    }


def draft_json(text: str, transcript: Transcript, card: Scorecard, metrics: tuple[Metric, ...]) -> dict[str, Any]:
    """The object that `coach check --json` prints for a text. Its silences are made up, so nothing is said of them."""
    return {
        "text": text,
        "transcript": {"sha256": transcript.digest, **transcript.model_dump(mode="json")},
        **_card_json(card, card.model_dump(mode="json")),
        "metrics": [m.model_dump(mode="json") for m in metrics if m.name not in OF_SILENCES],
    }


def _card_json(card: Scorecard | None, body: dict[str, Any] | None) -> dict[str, Any]:
    if card is None or body is None:
        return {"findings": [], "score": None, "rubric": None, "questions": [], "next_step": None}
    return {
        "findings": body["findings"],
        "score": card.score,
        "rubric": {"id": card.rubric, "version": card.rubric_version, "sha256": card.rubric_digest},
        "questions": body["questions"],
        "next_step": body["next_step"],
    }


def result_lines(result: Result, rubric: Rubric | None) -> Iterator[str]:
    """A result as the lines of a terminal report; `rubric` is the one that it was held against, if it was."""
    recording, card = result.recording, result.scorecard
    yield safe(recording.name)
    yield f"  {recording.kind.value}: {recording.kind_reason}"
    if recording.kind is Kind.CALL and (line := rep_line(result.transcript)):
        yield f"  {safe(line)}"
    yield f"  {_lengths(result)}"
    yield from (f"  ! {safe(warning)}" for warning in recording.warnings)
    yield from (f"  ! {line}" for line in withheld_lines(result.transcript))
    if card is None or rubric is None:
        nothing = "no speech was found" if recording.kind is Kind.NO_SPEECH else "no message was found"
        yield f"  Nothing to score: {nothing}."
        return
    yield f"  Score {card.score} of 100" if card.score is not None else "  No score: nothing could be judged."
    if result.advice.strength:
        yield f"  + {safe(result.advice.strength)}"
    if result.advice.change:
        yield f"  > {safe(result.advice.change)}"
    yield ""
    yield from card_lines(card, rubric)
    yield from _numbers(result.metrics, recording.kind)


def card_lines(card: Scorecard, rubric: Rubric) -> Iterator[str]:
    """The findings of a scorecard, its questions and its next step, as lines."""
    titles = {criterion.id: criterion.title for criterion in rubric.criteria}
    for finding in card.findings:
        yield from _finding_lines(finding, titles.get(finding.criterion, finding.criterion))
    if card.questions:
        yield "  Questions asked"
        for q in card.questions:
            yield f"    {clock(q.start)}  {q.type.value:12}  {safe(q.text)}"
            if q.grew_from:
                yield f"    {'':7}{'':12}  grew from, at {clock(q.grew_from.start)}: {safe(q.grew_from.quote)}"
    if card.next_step:
        yield f"  Next step: {_step(card.next_step)}"


def transcript_lines(transcript: Transcript) -> Iterator[str]:
    """Who said what when, one line an utterance."""
    return (f"[{clock(u.start)}] {u.speaker.value}: {safe(u.text)}" for u in transcript.utterances)


def _lengths(result: Result) -> str:
    span = result.transcript.message
    whole = f"file {result.recording.duration_s:.1f} s"
    if result.recording.kind is not Kind.VOICEMAIL or span is None:
        return whole
    return f"message {span.length:.1f} s ({clock(span.start)} to {clock(span.end)}), {whole}"


def _finding_lines(finding: Finding, title: str) -> Iterator[str]:
    yield f"  {MARKS[finding.verdict]} {finding.verdict.value:8}  {title}"
    yield f"                {safe(finding.reason)}"
    yield from (f"                {_quote(e)}" for e in finding.evidence)
    if finding.please_confirm:
        yield f"                Please confirm: {safe(finding.please_confirm)}"


def _quote(evidence: Evidence) -> str:
    return f"{clock(evidence.start)}  “{safe(evidence.quote)}”"


def _step(step: NextStep) -> str:
    day = step.date.isoformat() if step.date else None
    parts = [step.action, step.when, " ".join(p for p in (day, step.time) if p), step.purpose]
    agreed = "agreed" if step.confirmed else "not confirmed"
    return safe("; ".join(p for p in parts if p)) + f" ({step.owner}, {agreed})"


def _numbers(metrics: tuple[Metric, ...], kind: Kind) -> Iterator[str]:
    if metrics:
        yield "  Numbers"
    for number in numbers(metrics, kind):
        note = f"  ({safe(number.note)})" if number.note else ""
        yield f"    {safe(number.title)}: {safe(number.value)}{note}"
        if number.published:
            yield f"      {number.published}"


def _metrics_json(metrics: Sequence[Metric], kind: Kind) -> list[dict[str, Any]]:
    """The metrics, those of a call each with what others published about it."""
    known = benchmarks() if kind is Kind.CALL else {}
    return [
        m.model_dump(mode="json")
        | {"published": [f.model_dump(mode="json") for f in known[m.name].figures] if m.name in known else []}
        for m in metrics
    ]


def agreement_lines(rows: Sequence[CriterionAgreement]) -> Iterator[str]:
    """The agreement of each criterion as a table, with what was taken for what, and all of them together."""
    yield f"{'criterion':36} {'cases':>5} {'agree':>6} {'kappa':>6}  taken for another (label→verdict)"
    for row in rows:
        name = safe(f"{row.kind}/{row.criterion}")
        yield f"{name:36} {row.n:5} {row.accuracy:6.2f} {row.kappa:6.2f}  {_taken(row)}".rstrip()
    if total := overall(rows):
        yield (
            f"overall: mean accuracy {total.accuracy:.2f}, mean kappa {total.kappa:.2f}, "
            f"pooled kappa {total.pooled_kappa:.2f}, over {total.judgements} verdicts"
        )


def _taken(row: CriterionAgreement) -> str:
    """The confusions, the commonest first: "partial→met 3, met→missed 1"."""
    wrong = [
        (count, f"{label}→{said}") for label, said_of in row.confusion.items() for said, count in said_of.items()
        if said != label
    ]  # fmt: skip
    return ", ".join(f"{what} {count}" for count, what in sorted(wrong, key=lambda one: (-one[0], one[1])))


def difference_lines(rows: Sequence[CriterionAgreement]) -> Iterator[str]:
    """Every case whose verdict is not its label, with the words on both sides."""
    for row in rows:
        for one in row.disagreements:
            yield _flat(f"{row.kind}/{row.criterion}  {one.case}")
            yield f"  labelled  {one.label:9} {_quotes([one.label_quote] if one.label_quote else [])}"
            yield f"  predicted {one.verdict:9} {_quotes(one.verdict_quotes)}"


def _quotes(quotes: Sequence[str]) -> str:
    return _flat(" / ".join(f"“{quote}”" for quote in quotes)) or "no words"


def _flat(text: str) -> str:
    """One line, harmless to a terminal."""
    return safe(" ".join(text.split()))


def rubric_json(rubric: Rubric, figures: Mapping[str, Accuracy]) -> dict[str, Any]:
    """The object that `coach rubric show --json` prints: the rubric, and each criterion's agreement or null."""
    body = rubric.model_dump(mode="json")
    for criterion in body["criteria"]:
        known = figures.get(criterion["id"])
        criterion["agreement"] = known and {**known.model_dump(), "hint": known.is_hint, "sentence": known.sentence}
    return body


def rubric_lines(rubric: Rubric, figures: Mapping[str, Accuracy], which: str) -> Iterator[str]:
    """A rubric as the lines of a terminal; `which` says which version of it this is."""
    yield safe(f"{rubric.title} ({rubric.id}, {which})")
    for c in rubric.criteria:
        source = c.source
        yield ""
        yield safe(f"{c.title}  [{c.id}, weight {c.weight}]")
        yield f"  Asks:   {_flat(source.point)}"
        yield f"  Source: {_flat(source.article)}, {_flat(source.section)}" + (
            f": “{_flat(source.quote)}”" if source.quote else ""
        )
        if known := figures.get(c.id):
            yield f"  Judged: {known.sentence}"
        yield f"  Tip:    {_flat(c.tip)}"
        yield from (f"  Met:    {safe(' / '.join(example.script.split(chr(10))))}" for example in c.examples.met[:1])
