"""A result as a page tells it: the order of findings, their words and signs, what is said first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from coach.accuracy import HINT_BELOW, Accuracy
from coach.detectors.measure import Measure
from coach.models import Evidence, Finding, Kind, Recording, Result, Value, Verdict
from coach.presentation.text import beside_others, length, local_time, shown_name
from coach.rubric import Criterion, Rubric


class Look(Value):
    """How a verdict is shown: never by colour alone, always with its word, its sign and its line."""

    word: str
    heading: str
    icon: str
    color: str


LOOKS = {
    Verdict.MISSED: Look(word="Missed", heading="Missed", icon=":material/cancel:", color="red"),
    Verdict.PARTIAL: Look(word="Partly met", heading="Partly met", icon=":material/contrast:", color="orange"),
    Verdict.MET: Look(word="Met", heading="Met", icon=":material/check_circle:", color="green"),
    Verdict.UNSCORED: Look(word="Not scored", heading="Not scored", icon=":material/help:", color="violet"),
    Verdict.NOT_APPLICABLE: Look(
        word="Does not apply", heading="Does not apply here", icon=":material/do_not_disturb_on:", color="gray"
    ),
}
"""In the order in which groups of findings are read: what to work on comes first."""
KIND_WORDS = {
    Kind.VOICEMAIL: "Voicemail",
    Kind.CALL: "Call",
    Kind.FOLLOW_UP: "Follow-up",
    Kind.NO_SPEECH: "No speech",
}


NO_FIGURES: Mapping[str, Accuracy] = MappingProxyType({})
HINT = Look(word="Hint", heading="Hint", icon=":material/quiz:", color="gray")
"""Stands beside the verdict of a criterion that agrees too little with the labels."""


class Shown(Value):
    """A finding with what its page says beside it. `tag` is its letter in the transcript, "" without evidence."""

    finding: Finding
    title: str
    criterion: Criterion | None
    tag: str
    accuracy: Accuracy | None = None

    @property
    def look(self) -> Look:
        return LOOKS[self.finding.verdict]

    @property
    def hint(self) -> str:
        """Why this verdict is only a hint; "" where it is more, and where there is no verdict."""
        if self.accuracy is None or not self.accuracy.is_hint or self.finding.verdict is Verdict.UNSCORED:
            return ""
        return (
            f"Our verdicts on this point were the label in only {self.accuracy.agree} of {self.accuracy.n} invented "
            f"cases (kappa {self.accuracy.kappa:.2f}, below {HINT_BELOW:.2f}). Listen to the words and judge yourself."
        )


class Group(Value):
    """The findings of one verdict, the heaviest first."""

    verdict: Verdict
    shown: tuple[Shown, ...]

    @property
    def heading(self) -> str:
        return f"{LOOKS[self.verdict].heading} ({len(self.shown)})"


def shown_findings(
    findings: Iterable[Finding], rubric: Rubric | None, figures: Mapping[str, Accuracy] = NO_FIGURES
) -> tuple[Shown, ...]:
    """Findings in their own order, with the titles of `rubric` and a letter for each that has evidence.

    `figures` are those of the version of the rubric that the findings were made with.
    """
    criteria = {c.id: c for c in rubric.criteria} if rubric else {}
    shown: list[Shown] = []
    letters = 0
    for finding in findings:
        criterion = criteria.get(finding.criterion)
        title = criterion.title if criterion else finding.criterion.replace("-", " ").capitalize()
        tag = _letter(letters) if finding.evidence else ""
        letters += bool(finding.evidence)
        accuracy = figures.get(finding.criterion)
        shown.append(Shown(finding=finding, title=title, criterion=criterion, tag=tag, accuracy=accuracy))
    return tuple(shown)


def agreement_line(accuracy: Accuracy | None) -> str:
    """How far a criterion can be trusted, as a sentence; "" where that was not measured."""
    return f"{accuracy.sentence[0].upper()}{accuracy.sentence[1:]}." if accuracy else ""


def rubric_line(criterion: Criterion, accuracy: Accuracy | None) -> str:
    """What a list of criteria says beside a title."""
    return f"weight {criterion.weight}" + (", a hint" if accuracy and accuracy.is_hint else "")


def grouped(shown: Iterable[Shown]) -> tuple[Group, ...]:
    """Findings by verdict in the order of `LOOKS`; in a group by weight, then in the rubric's order."""
    everything = tuple(shown)
    groups = []
    for verdict in LOOKS:
        mine = [s for s in everything if s.finding.verdict is verdict]
        mine.sort(key=lambda s: -(s.criterion.weight if s.criterion else 0))
        if mine:
            groups.append(Group(verdict=verdict, shown=tuple(mine)))
    return tuple(groups)


def _letter(index: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


WHOLE = 0.98
"""A recording of which this much decoded counts as whole: containers round their lengths."""


def kind_line(recording: Recording) -> str:
    """What we take a recording for, and why, as a sentence."""
    if recording.kind is Kind.NO_SPEECH:
        return f"We hear no speech: {recording.kind_reason.rstrip('.')}."
    return f"Taken for a {recording.kind.value}: {recording.kind_reason.rstrip('.')}."


def taken_for(result: Result, shown: Iterable[Shown]) -> str:
    """What we take a recording for, and what about its lengths is in doubt."""
    return " ".join([kind_line(result.recording), *(one.note for one in lengths(result, shown) if one.note)])


class Length(Value):
    """A length with the doubt that belongs to it."""

    label: str
    value: str
    note: str = ""


def lengths(result: Result, shown: Iterable[Shown]) -> tuple[Length, ...]:
    """How long the message is (in a voicemail) and how long the file is."""
    file = Length(label="File", value=length(result.recording.decoded_s))
    span = result.transcript.message_span
    if result.recording.kind is not Kind.VOICEMAIL or span is None:
        return (file,)
    doubts = [
        s.finding.please_confirm
        for s in shown
        if s.criterion and isinstance(s.criterion.detector, Measure) and s.finding.please_confirm
    ]
    return (Length(label="Message", value=length(span.length), note=" ".join(doubts)), file)


class Point(Value):
    """One thing to say first: a strength or a change, with the moment that shows it."""

    text: str
    evidence: Evidence | None = None


def strength(result: Result) -> Point | None:
    """What went well, with its words."""
    advice = result.advice
    return (
        Point(text=advice.strength, evidence=_evidence(result, advice.strength_criterion)) if advice.strength else None
    )


def change(result: Result) -> Point | None:
    """The one thing to change, with the words to change."""
    advice = result.advice
    if not advice.change:
        return None
    first = advice.evidence[0] if advice.evidence else _evidence(result, advice.change_criterion)
    return Point(text=advice.change, evidence=first)


def _evidence(result: Result, criterion: str | None) -> Evidence | None:
    if result.scorecard is None or criterion is None:
        return None
    found = [e for f in result.scorecard.findings if f.criterion == criterion for e in f.evidence]
    return found[0] if found else None


def nothing_to_score(result: Result) -> str | None:
    """Why a recording has no scorecard, in one plain line; None when it has one."""
    if result.scorecard is not None:
        return None
    if result.recording.kind is Kind.NO_SPEECH:
        return "Nobody speaks on this recording, so there is nothing to score. Check that it is the right file."
    return "We hear no message on this recording after the greeting, so there is nothing to score."


def coverage_warning(recording: Recording) -> str | None:
    """Said where part of the file could not be read and nothing else says so yet."""
    if recording.warnings or (recording.coverage >= WHOLE and not recording.damaged_packets):
        return None
    return (
        f"We could read {length(recording.decoded_s)} of {length(recording.duration_s)} of this file. "
        "What lies in the missing part cannot be judged."
    )


def kept_line(
    recording: Recording | None, lead: str | None, score: int | None, kept_at: dt.datetime, zone: str | None
) -> str:
    """What a list says of a recording, beside its name."""
    parts = ["Not listened to yet"] if recording is None else [KIND_WORDS[recording.kind], length(recording.decoded_s)]
    if lead:
        parts.append(f"to {beside_others(shown_name(lead, 40))}")
    if recording is not None:
        parts.append("not scored" if score is None else f"{score} / 100")
    parts.append(local_time(kept_at, zone))
    return " · ".join(parts)
