"""Lines as a PDF: letters drawn on pages, and nothing that a reader would follow, run or send."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from coach.presentation.paper import Line
from coach.presentation.text import plain

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

REGULAR, BOLD = "Vera", "VeraBd"
"""Bitstream Vera, which comes with reportlab: letters of Western Europe."""
MARGIN_MM = 16
NO_LETTER = "\u00bf"
"""Stands for a letter that the font does not have, not even without its accent."""
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)|(?<=mailto):", re.IGNORECASE)


def lines_pdf(title: str, lines: Iterable[Line]) -> bytes:
    """The lines on A4 pages. Links are torn apart by a blank: readers make one of whatever looks like it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    styles = _styles()
    story: list[Flowable] = []
    for line in lines:
        if line.style == "title" and story:
            story.append(PageBreak())
        label = f'<font name="{BOLD}">{_markup(line.label)}</font> ' if line.label else ""
        story.append(Paragraph(label + _markup(line.text), styles[line.style]))
    file, margin = io.BytesIO(), MARGIN_MM * mm
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin,
        title=drawn(title), author="", creator="Callback Coach", invariant=1,
    )  # fmt: skip
    document.build(story)
    return file.getvalue()


def drawn(text: str) -> str:
    """`text` as the page shows it: an accent that the font lacks is left out, another letter is `NO_LETTER`."""
    torn = _LOOKS_LIKE_AN_ADDRESS.sub(lambda match: f"{match.group()} ", plain(text))
    return "".join(map(_letter, unicodedata.normalize("NFC", torn)))


def _markup(text: str) -> str:
    return escape(drawn(text))


@cache
def _letter(sign: str) -> str:
    known = _known_letters()
    if ord(sign) in known:
        return sign
    base = unicodedata.normalize("NFKD", sign)[0]
    return base if ord(base) in known else "" if unicodedata.combining(sign) else NO_LETTER


@cache
def _known_letters() -> frozenset[int]:
    """The letters of both fonts, which are made known to reportlab on the way."""
    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(reportlab.__file__).parent / "fonts"
    fonts = [TTFont(name, str(folder / f"{name}.ttf")) for name in (REGULAR, BOLD)]
    for font in fonts:
        pdfmetrics.registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def _styles() -> dict[str, ParagraphStyle]:
    from reportlab.lib.styles import ParagraphStyle

    _known_letters()
    # A word that is longer than the line is broken: reportlab would let it run off the page.
    text = ParagraphStyle("text", fontName=REGULAR, fontSize=9.5, leading=13, spaceAfter=2, splitLongWords=1)
    return {
        "text": text,
        "title": ParagraphStyle("title", text, fontName=BOLD, fontSize=16, leading=20, spaceAfter=6),
        "heading": ParagraphStyle(
            "heading", text, fontName=BOLD, fontSize=12, leading=16, spaceBefore=10, keepWithNext=1
        ),
        "point": ParagraphStyle("point", text, fontName=BOLD, spaceBefore=6, keepWithNext=1),
        "item": ParagraphStyle("item", text, leftIndent=12),
        "answer": ParagraphStyle("answer", text, leftIndent=24),
    }
