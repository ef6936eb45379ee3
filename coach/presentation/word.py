"""A note as a Word file, on a card of A6 size, to be changed, printed or copied by hand."""

from __future__ import annotations

import datetime as dt
import io

from coach.presentation.text import plain

CARD_MM = (148, 105)
MARGIN_MM = 12
WHEN = dt.datetime(2000, 1, 1)
"""What the file says of its making: the same text makes the same bytes, and nothing of this machine is in it."""


def note_docx(text: str) -> bytes:
    """The file: one paragraph a line, without anything that Word would follow or run."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(side) for side in CARD_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Georgia", Pt(13)
    for line in text.splitlines():
        if kept := plain(line):
            document.add_paragraph(kept).paragraph_format.space_after = Pt(8)
    about = document.core_properties
    about.author, about.title, about.comments = "", "Note", ""
    about.created = about.modified = WHEN
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
