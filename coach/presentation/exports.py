"""Scorecards as files of other programs: one telling, five forms. Nothing of a name or a transcript acts in any."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coach.coaching import Coaching
from coach.models import Facts, Result
from coach.presentation.cells import cell
from coach.presentation.findings import Shown
from coach.presentation.paper import Line, page
from coach.presentation.pdf import lines_pdf
from coach.presentation.printed import card_file, card_lines
from coach.presentation.text import plain
from coach.presentation.word import lines_docx
from coach.report import result_json

COLUMNS = (
    *("recording", "file", "kind", "date", "lead", "company", "caller", "score", "rubric", "version"),
    *("criterion", "title", "verdict", "reason", "quote", "start"),
)
TITLE = "Scorecards"
_WAKES_IN_HTML = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&"})


@dataclass(frozen=True)
class Card:
    """One recording to export: its name, the facts told of it, its result, and what people say of it."""

    name: str
    facts: Facts
    result: Result
    shown: tuple[Shown, ...]
    people: Coaching
    consent: str = ""
    """Why the recording may be kept, in one line."""


@dataclass(frozen=True)
class Form:
    """A form of file: what a button says, its media type, and how it is written."""

    label: str
    media_type: str
    write: Callable[[Sequence[Card], str | None], bytes]


def lines(cards: Sequence[Card], zone: str | None) -> Iterator[Line]:
    """The cards one after the other; times are told in `zone`, UTC where it is None."""
    for card in cards:
        yield from card_lines(card.name, card.result, card.shown, card.people, zone, card.consent)


def rows(cards: Sequence[Card]) -> Iterator[tuple[str | float | None, ...]]:
    """A row of `COLUMNS` for each finding; a recording without any has one row, without a criterion."""
    for card in cards:
        head = _about(card)
        if not card.shown:
            yield (*head, *(None,) * (len(COLUMNS) - len(head)))
        for one in card.shown:
            finding = one.finding
            said = finding.evidence[0] if finding.evidence else None
            words = (said.quote, round(said.start, 2)) if said else (None, None)
            yield (*head, finding.criterion, one.title, finding.verdict.value, finding.reason, *words)


def _about(card: Card) -> tuple[str | float | None, ...]:
    facts, recording, found = card.facts, card.result.recording, card.result.scorecard
    day = facts.date.isoformat() if facts.date else None
    told = (recording.id, card.name, recording.kind.value, day, facts.lead, facts.company, facts.caller)
    return (*told, *((found.score, found.rubric, found.rubric_version) if found else (None, None, None)))


def to_csv(cards: Sequence[Card], zone: str | None = None) -> bytes:  # noqa: ARG001  (forms are called alike)
    """A line a finding under a line of names, in UTF-8 with its mark, without which Excel misreads accents."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for row in rows(cards):
        writer.writerow(cell(plain(value)) if isinstance(value, str) else value for value in row)
    return written.getvalue().encode("utf-8-sig")


def to_json(cards: Sequence[Card], zone: str | None = None) -> bytes:  # noqa: ARG001
    """What `coach score --json` says, an object a line; pasted into a page, it cannot end the script it stands in."""
    texts = (json.dumps(result_json(card.result)).translate(_WAKES_IN_HTML) for card in cards)
    return "".join(f"{text}\n" for text in texts).encode()


def to_html(cards: Sequence[Card], zone: str | None = None) -> bytes:
    """A page to print."""
    return page(_title(cards), lines(cards, zone)).encode()


def to_docx(cards: Sequence[Card], zone: str | None = None) -> bytes:
    """A Word file."""
    return lines_docx(_title(cards), lines(cards, zone))


def to_pdf(cards: Sequence[Card], zone: str | None = None) -> bytes:
    """A PDF."""
    return lines_pdf(_title(cards), lines(cards, zone))


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "html": Form("A page to print (HTML)", "text/html", to_html),
        "pdf": Form("PDF", "application/pdf", to_pdf),
        "docx": Form("Word (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
        "csv": Form("A table (CSV)", "text/csv", to_csv),
        "json": Form("JSON", "application/json", to_json),
    }
)
"""By the end of the file's name, in the order in which they are offered."""
FORM_WORDS = {end: form.label for end, form in FORMS.items()}


def export_name(cards: Sequence[Card], form: str) -> str:
    """The name of the file with these cards."""
    return card_file(cards[0].name, form) if len(cards) == 1 else f"scorecards.{form}"


def _title(cards: Sequence[Card]) -> str:
    return cards[0].name if len(cards) == 1 else TITLE
