"""The process that takes a Word or PDF file apart: bytes in, text out, or one word on standard error that says why not.

`python -P -m coach.edges.script_child docx|pdf`. It may use so much memory and processor time and no more, and can
reach no network and start nothing.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from coach.edges.limits import Limits, limit_this_process

LONGEST = 40_000
MOST_PAGES = 60
LIMITS = Limits(memory=1_500 * 1024 * 1024, processor_s=15, file_size=0, open_files=64)
MOST_IN_A_CELL = 2
"""Paragraphs of a cell that are one line."""
DEEPEST = 4
"""Tables inside tables that are read."""
_ENTITIES = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be")) + tuple(
    "<!ENTITY".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be")
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class UnreadableError(Exception):
    """Why there is no text; its first argument is the one word."""


def docx_text(data: bytes) -> str:
    """The paragraphs and tables of a Word file in their order: a heading as "# ...", a row's cells joined."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for part in packed.infolist():
            if part.filename.lower().endswith((".xml", ".rels")) and any(e in packed.read(part) for e in _ENTITIES):
                raise UnreadableError("entities")
    try:
        document = Document(io.BytesIO(data))
    except PackageNotFoundError:
        raise UnreadableError("damaged") from None
    return _within("\n".join(_blocks(document, 0)))


def _blocks(holder: Any, depth: int) -> Iterator[str]:
    from docx.table import Table

    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            if depth < DEEPEST:
                yield from _rows(block, depth)
        else:
            yield from _paragraph(block)


def _rows(table: Any, depth: int) -> Iterator[str]:
    """A row of short cells is one line, "| Rep | Hello |"; else each cell has lines of its own."""
    for row in table.rows:
        cells, done = [], set()
        for cell in row.cells:
            if cell._tc not in done:  # a merged cell stands in every column that it covers
                done.add(cell._tc)
                cells.append([line for line in _blocks(cell, depth + 1) if line.strip()])
        if len(cells) > 1 and all(len(cell) <= MOST_IN_A_CELL for cell in cells):
            yield "".join(f"| {' '.join(cell).replace('|', '/')} " for cell in cells).replace("\n", " ") + "|"
        else:
            yield from (line for cell in cells for line in cell)
            yield ""
    yield ""


def _paragraph(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph with what was inserted and without what was deleted while changes were tracked."""
    said: list[str] = []
    for item in paragraph._p.iter():
        if item.tag == f"{_W}t":
            said.append(item.text or "")
        elif item.tag == f"{_W}tab":
            said.append(" ")
        elif item.tag in (f"{_W}br", f"{_W}cr"):
            said.append("\n")
    text = "".join(said)
    style = getattr(paragraph.style, "name", None) or ""
    heading = re.match(r"(?:heading|title)", style, re.IGNORECASE) and text.strip()
    yield f"# {text.strip()}" if heading else text


def pdf_text(data: bytes) -> str:
    """The text layer of a PDF, page by page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("password")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableError("pages")
        found, length = [], 0
        for page in reader.pages:
            text = page.extract_text() or ""
            length += len(text)
            if length > LONGEST * 2:
                raise UnreadableError("long")
            found.append(text)
    except (DependencyError, FileNotDecryptedError, NotImplementedError):
        raise UnreadableError("password") from None
    whole = "\n".join(found)
    if not whole.strip():
        raise UnreadableError("pictures")
    return _within(whole)


def _within(text: str) -> str:
    if len(text) > LONGEST * 2:
        raise UnreadableError("long")
    return text


def main() -> None:
    """Reads standard input, writes the text or says why there is none."""
    limit_this_process(LIMITS)
    sys.setrecursionlimit(3_000)
    read = {"docx": docx_text, "pdf": pdf_text}[sys.argv[1]]
    try:
        text = read(sys.stdin.buffer.read())
    except UnreadableError as problem:
        sys.exit(str(problem))
    except Exception:  # noqa: BLE001  (whatever a damaged file brings a library to)
        sys.exit("damaged")
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()
