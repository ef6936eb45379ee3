"""Texts as Word files, to be changed, printed or copied by hand, without anything that Word would follow or run."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coach.presentation.paper import Line
from coach.presentation.text import plain

if TYPE_CHECKING:
    from docx.document import Document as File

CARD_MM = (148, 105)
MARGIN_MM = 12
PAGE_MM = (210, 297)
PAGE_MARGIN_MM = 16
WHEN = dt.datetime(2000, 1, 1)
"""What the file says of its making: the same text makes the same bytes, and nothing of this machine is in it."""
_STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "point": "Heading 2",
    "item": "List Bullet",
    "answer": "List Bullet 2",
}


def note_docx(text: str) -> bytes:
    """A note on a card of A6 size: one paragraph a line."""
    from docx.shared import Pt

    document = _document("Note", CARD_MM, MARGIN_MM, "Georgia", 13)
    for line in text.splitlines():
        if kept := plain(line):
            document.add_paragraph(kept).paragraph_format.space_after = Pt(8)
    return _saved(document)


def lines_docx(title: str, lines: Iterable[Line]) -> bytes:
    """The lines on A4 pages, a paragraph each."""
    from docx.shared import Pt

    document = _document(plain(title), PAGE_MM, PAGE_MARGIN_MM, "Calibri", 11)
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph(style=_STYLES.get(line.style))
        paragraph.paragraph_format.page_break_before = line.style == "title" and number > 0
        paragraph.paragraph_format.space_after = Pt(4)
        if line.label:
            paragraph.add_run(f"{plain(line.label)} ").bold = True
        paragraph.add_run(plain(line.text))
    return _saved(document)


def _document(title: str, size_mm: tuple[int, int], margin_mm: int, font: str, points: float) -> File:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(side) for side in size_mm)
    page.orientation = WD_ORIENT.LANDSCAPE if size_mm[0] > size_mm[1] else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(margin_mm)
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(points)
    about = document.core_properties
    about.author, about.title, about.comments = "", title[:255], ""
    about.created = about.modified = WHEN
    return document


def _saved(document: File) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
