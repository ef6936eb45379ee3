"""A scorecard, or a session with a group, as the lines of a paper: one telling for HTML, Word and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.coaching import Coaching
from coach.models import Evidence, Result
from coach.presentation.coaching import comment_line, gap_line, said_line, score_word, trainers_on
from coach.presentation.findings import (
    KIND_WORDS,
    Shown,
    change,
    coverage_warning,
    grouped,
    nothing_to_score,
    strength,
)
from coach.presentation.metrics import numbers
from coach.presentation.paper import Line, file_name, page
from coach.presentation.privacy import withheld_lines
from coach.presentation.sessions import ClipTold
from coach.presentation.text import clock, local_time
from coach.sessions import Session


def card_lines(
    name: str, result: Result, shown: Iterable[Shown], people: Coaching, zone: str | None, consent: str = ""
) -> Iterator[Line]:
    """Score, the one strength and the one change, every finding with its words, numbers, and what trainers say.

    `consent` is the line on why the recording may be kept.
    """
    yield Line(style="title", text=name)
    score = result.scorecard.score if result.scorecard else None
    yield Line(text=f"{KIND_WORDS[result.recording.kind]}, score: {score_word(score)}")
    yield from (Line(text=line) for line in (nothing_to_score(result), coverage_warning(result.recording)) if line)
    yield from (Line(text=warning) for warning in result.recording.warnings)
    yield from (Line(text=f"{said_line(card, zone)}. {gap_line(card)}") for card in people.latest)
    for label, point in (("This went well:", strength(result)), ("Change this one thing:", change(result))):
        if point:
            yield Line(label=label, text=point.text)
    yield from (Line(text=line) for line in (*withheld_lines(result.transcript), consent) if line)
    for group in grouped(shown):
        yield Line(style="heading", text=group.heading)
        for one in group.shown:
            yield from _finding(one, people)
    if told := numbers(result.metrics, result.recording.kind):
        yield Line(style="heading", text="Numbers")
        yield from (Line(label=f"{number.title}:", text=number.value) for number in told)
    if threads := people.threads(None):
        yield Line(style="heading", text="Comments")
        for thread in threads:
            first = thread.first.comment
            yield Line(style="item", label=clock(first.at), text=f"{first.text} ({comment_line(first, zone)})")
            for reply in thread.replies:
                yield Line(style="answer", text=f"{reply.comment.text} ({comment_line(reply.comment, zone)})")


def session_lines(session: Session, told: Iterable[ClipTold], zone: str | None) -> Iterator[Line]:
    """What a group heard, was asked and decided."""
    yield Line(style="title", text=session.details.name)
    yield Line(text=local_time(session.touched_at, zone))
    for clip in told:
        yield Line(style="point", text=f"{clip.number}. {clip.title}")
        yield Line(text=clip.where)
        yield from (Line(text=f"{line.name}: “{line.text}”") for line in clip.lines)
        if clip.question:
            yield Line(label="Asked:", text=clip.question)
        yield Line(label="Decided:", text=clip.decided or "nothing")


def printed_session(session: Session, told: Iterable[ClipTold], zone: str | None) -> str:
    """A session as a page to print."""
    return page(session.details.name, session_lines(session, told, zone))


def card_file(name: str, end: str = "html") -> str:
    """The name of the file of a scorecard."""
    return file_name("scorecard", name.rpartition(".")[0] or name, end, "recording")


def session_file(name: str) -> str:
    """The name of the file of a session."""
    return file_name("session", name, "html", "with-the-group")


def _finding(shown: Shown, people: Coaching) -> Iterator[Line]:
    finding = shown.finding
    yield Line(style="point", text=f"{shown.title}: {shown.look.word}")
    yield Line(text=finding.reason)
    yield from _quotes(finding.evidence)
    for says in trainers_on(finding, people):
        word = "agrees" if says.agrees else says.look.word
        yield Line(label=f"{says.trainer}: {word}.", text=says.reason)
        yield from _quotes(says.evidence)
    if finding.please_confirm:
        yield Line(text=finding.please_confirm)


def _quotes(evidence: Iterable[Evidence]) -> Iterator[Line]:
    return (Line(text=f"{clock(e.start)} “{e.quote}”") for e in evidence)
