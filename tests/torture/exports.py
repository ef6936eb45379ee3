"""G9: hostile words in every file that the product writes, read back by readers that are not ours."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

from kept_values import a_result

from coach.business_hours import BusinessHours
from coach.cadence import Cadence, plan_after_call
from coach.coaching import Coaching
from coach.edges.calendars import to_csv, to_ics
from coach.leads import Lead
from coach.models import Channel, Evidence, Facts, Finding, NextStep, Result, Speaker, Verdict
from coach.presentation.drafts import note_html, text_file
from coach.presentation.exports import FORMS, Card, export_name
from coach.presentation.findings import shown_findings
from coach.presentation.word import note_docx
from torture.harness import Figure, Measured
from torture.payloads import exported

NOW = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)
_TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "b"}
_ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class"}
_ACTS_IN_A_PDF = re.compile(
    rb"/(?:JS|JavaScript|URI|OpenAction|AA|Launch|EmbeddedFiles?|GoToR|GoToE|SubmitForm|ImportData|AcroForm|XFA|"
    rb"RichMedia|Annots|Movie|Sound|Rendition)\b"
)
_ACTS_IN_WORD = {"fldSimple", "fldChar", "instrText", "hyperlink", "object", "altChunk", "drawing", "pict", "control"}
_ENTRY = re.compile(r"BEGIN|END|UID|DTSTAMP|DTSTART|DTEND|DUE|SUMMARY|DESCRIPTION|CATEGORIES|STATUS")
_CALENDAR = re.compile(r"PRODID|VERSION|X-WR-CALNAME|TZID|TZNAME|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE")


def a_card(text: str) -> Card:
    """A scorecard with this text wherever words of others stand."""
    whole = a_result("a" * 64, text=text, name=text)
    assert whole.scorecard is not None
    said = Evidence(quote=text, start=1.0, end=2.0, speaker=Speaker.REP)
    finding = Finding(criterion="name", verdict=Verdict.MISSED, reason=text, evidence=(said,), please_confirm=text)
    found = whole.scorecard.model_copy(update={"findings": (finding,)})
    recording = whole.recording.model_copy(update={"warnings": (text,), "name": text})
    advice = whole.advice.model_copy(update={"strength": text, "change": text})
    result: Result = whole.model_copy(update={"scorecard": found, "recording": recording, "advice": advice})
    facts = Facts.model_construct(**{**dict(Facts()), "lead": text, "company": text, "caller": text})
    return Card(text, facts, result, shown_findings((finding,), None), Coaching(scorecard=None))


def a_plan(text: str) -> Cadence:
    """A plan of touches to a lead of this name, after a call that agreed on this."""
    told = {"name": text, "company": text, "about": text}
    lead = Lead.model_construct(**{**dict(Lead(name="x")), **told})
    step = NextStep(action=text, when=text, date=NOW.date(), time="10:00", purpose=text)
    return plan_after_call(lead, NOW, BusinessHours(timezone="America/Chicago", region=None), step)


def seen(text: str) -> str:
    """What a reader should still see of a text: without what nobody sees."""
    return " ".join("".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn")).split())


# What is alive in a file


def alive_in_html(written: bytes, text: str) -> Iterator[str]:
    words: list[str] = []

    class Reader(HTMLParser):
        bad: tuple[str, ...] = ()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            odd = [name for name, _ in attrs if name not in _ATTRIBUTES]
            if tag not in _TAGS or odd:
                self.bad += (f"<{tag} {odd}>",)

        def handle_data(self, data: str) -> None:
            words.append(data)

        def handle_comment(self, data: str) -> None:
            self.bad += (f"<!--{data}",)

    reader = Reader()
    reader.feed(written.decode())
    reader.close()
    yield from reader.bad
    if "".join(seen(text).split()) not in "".join(seen("".join(words)).split()):
        yield "its words are gone"


def alive_in_pdf(written: bytes, _text: str) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

    reader = PdfReader(io.BytesIO(written))

    def names(found: Any) -> Iterator[bytes]:
        if isinstance(found, DictionaryObject):
            for name, value in found.items():
                yield str(name).encode()
                yield from names(value)
        elif isinstance(found, ArrayObject):
            for value in found:
                yield from names(value)
        elif isinstance(found, str) and found.startswith("/"):
            yield found.encode()
        if isinstance(found, StreamObject) and found.get("/Subtype") == "/Link":
            yield b"/URI"

    for number in range(1, int(reader.trailer["/Size"])):
        with contextlib.suppress(Exception):
            found = reader.get_object(number)
            yield from (name.decode() for name in names(found) if _ACTS_IN_A_PDF.fullmatch(name))
    drawn = "\n".join(page.extract_text() for page in reader.pages)
    if re.search(r"\w://\w|\bwww\.\w|\w@\w+\.\w|mailto:\w", drawn):
        yield "a reader takes it for a link"


def alive_in_docx(written: bytes, text: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        for name in file.namelist():
            if not name.endswith((".xml", ".rels")):
                if not name.endswith((".jpeg", ".jpg")):
                    yield f"a part {name}"
                continue
            tree = ElementTree.fromstring(file.read(name))
            for node in tree.iter():
                tag = node.tag.rpartition("}")[2]
                if name == "word/document.xml" and tag in _ACTS_IN_WORD:
                    yield f"<{tag}>"
                if node.get("TargetMode") == "External" or tag in ("attachedTemplate", "mailMerge"):
                    yield f"{name} leads outside"
            if name == "word/document.xml":
                words = "".join(node.text or "" for node in tree.iter() if node.tag.endswith("}t"))
                if "".join(seen(text).split()) not in "".join(seen(words).split()):
                    yield "its words are gone"


def alive_in_csv(written: bytes, _text: str) -> Iterator[str]:
    read = written.decode("utf-8-sig")
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(read, newline=""), delimiter=delimiter):
            for line in (line for cell in row for line in cell.splitlines()):
                begin = unicodedata.normalize("NFKC", seen(line)).replace("−", "-").lstrip(' "')
                if begin.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"-?\d+(?:\.\d+)?", line):
                    yield f"a formula when parted at {delimiter}: {line[:60]!r}"
        if delimiter == "," and len({len(row) for row in csv.reader(io.StringIO(read, newline=""))}) != 1:
            yield "a row is longer than the others"


def alive_in_json(written: bytes, text: str) -> Iterator[str]:
    if re.search(rb"[<>&\x00-\x09\x0b-\x1f\x7f-\xff]", written):
        yield "signs that a page would read"
    if json.loads(written)["recording"]["name"] != text:
        yield "its words are gone"


def alive_in_ics(written: bytes, _text: str) -> Iterator[str]:
    from icalendar import Calendar

    calendar = Calendar.from_ical(written)
    kinds = [component.name for component in calendar.walk()]
    yield from (f"a {kind}" for kind in kinds if kind not in _KINDS)
    for component in calendar.subcomponents:
        odd = [name for name in component if not _ENTRY.fullmatch(name) and not _CALENDAR.fullmatch(name)]
        yield from (f"{component.name} has {name}" for name in odd)
        yield from (
            f"{name} has ALTREP" for name, value in component.items() if "ALTREP" in getattr(value, "params", {})
        )
    for line in written.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n"):
        name = re.split("[;:]", line)[0]
        if line and not _ENTRY.fullmatch(name) and not _CALENDAR.fullmatch(name):
            yield f"a line {line[:60]!r}"


_KINDS = {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT", "VTODO"}


def alive_in_name(name: str) -> Iterator[str]:
    if not re.fullmatch(r"[\w-]{1,100}\.\w{2,4}", name):
        yield f"the name {name!r}"


def files(text: str) -> Iterator[tuple[str, Callable[[], Iterator[str]]]]:
    """What is written of a text, each with what is alive in it."""
    readers = {"html": alive_in_html, "pdf": alive_in_pdf, "docx": alive_in_docx, "csv": alive_in_csv}
    readers["json"] = alive_in_json
    whole = "".join(c for c in text if unicodedata.category(c) != "Cs")  # a value cannot hold half a letter
    for end, form in FORMS.items():
        yield f"scorecard.{end}", lambda end=end, form=form: readers[end](form.write([a_card(whole)], None), whole)  # type: ignore[misc]
        yield f"name of scorecard.{end}", lambda end=end: alive_in_name(export_name([a_card(whole)], end))  # type: ignore[misc]
    yield "note.html", lambda: alive_in_html(note_html(text).encode(), text)
    yield "note.docx", lambda: alive_in_docx(note_docx(text), text)
    yield "name of a draft", lambda: alive_in_name(text_file(text, Channel.NOTE, "html"))
    yield "plan.csv", lambda: alive_in_csv(to_csv(a_plan(whole)).encode(), whole)
    yield "plan.ics", lambda: alive_in_ics(to_ics(a_plan(whole), NOW), whole)


def measure(size: int, seed: int) -> Measured:
    tried, bad = 0, []
    for text in exported(size, seed):
        for name, alive in files(text):
            tried += 1
            found = list(alive())
            bad += [f"{name}: {text[:60]!r}: {found[0]}"] if found else []
    return Measured(tried, tuple(bad), {"texts": min(size, len(exported(size, seed)))})


def unguarded(size: int, seed: int) -> Measured:
    """The writers without what makes words harmless."""
    with (
        patch("coach.presentation.exports.cell", str),
        patch("coach.edges.calendars.cell", str),
        patch("coach.presentation.paper._text", str),
        patch("coach.presentation.pdf._LOOKS_LIKE_AN_ADDRESS", re.compile("(?!)")),
        patch("coach.presentation.exports._WAKES_IN_HTML", {}),
    ):
        return measure(size, seed)


FIGURES = [
    Figure(
        id="G9",
        promise="formulas, markup, links, fields and line breaks in names and words, in every file that is written "
        "(HTML, PDF, Word, CSV, JSON, calendar), read back by other programs' readers: nothing acts",
        goal="0 of 200 texts in 15 files each",
        full=200,
        slice=8,
        measure=measure,
        twin=unguarded,
        twin_size=4,
    )
]
