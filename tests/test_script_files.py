"""Scripts are read from TXT, MD, DOCX and PDF; whatever else a file is comes out as one plain line."""

from __future__ import annotations

import io
import re
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from coach.edges import script_files
from coach.edges.script_files import read_script_file, script_text
from coach.errors import CoachError
from coach.models import Speaker
from coach.script_text import read_script

LINE = "Hi Rosa, this is Kit from Maple Movers. Is now a good time?"


def a_docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Opening", 1)
    document.add_paragraph(LINE, style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, (label, said) in zip(
        table.rows, (("Rep", "What made you get in touch?"), ("Prospect", "The move.")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = label, said
    document.add_paragraph("Does that work for you?")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_pdf(text: str = LINE, pages: int = 1) -> bytes:
    """A PDF of our own making, with this text on each page; with none a page of lines only."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    draw = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET" if text else "0 0 m 100 100 l S"
    for n in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(draw)} >>\nstream\n{draw}\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    writer.encrypt("a secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def changed_docx(document: bytes) -> bytes:
    """The Word file with this in the place of its own text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, document if item.filename == "word/document.xml" else old.read(item))
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w:t>" + b"a" * 60_000_000)
    return out.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;&b;</w:t>'
    b"</w:r></w:p></w:body></w:document>"
)


def test_a_word_file_is_read_with_headings_lists_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "script.docx"
    path.write_bytes(a_docx())

    text = read_script_file(path)

    assert text.splitlines()[0] == "# Opening"
    assert LINE in text
    assert "| Rep | What made you get in touch? |" in text
    assert [line.text for line in read_script(text).lines if line.speaker is Speaker.PROSPECT] == ["The move."]


def test_a_pdf_is_read_by_its_text_layer(tmp_path: Path) -> None:
    path = tmp_path / "script.pdf"
    path.write_bytes(a_pdf())

    assert LINE in read_script_file(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    text = "Hi René, it’s Zoë from Maple Movers – is now a good time?\r\nWhat made you write?\r\n"

    assert script_text(text.encode(encoding), "script.txt") == text.replace("\r\n", "\n")


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert script_text("Hi\u200b Rosa,\u202e this\x0cis Kit.".encode(), "s.md") == "Hi Rosa, this\nis Kit."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "holds no text"),
        ("large.txt", b"a" * (script_files.LARGEST + 1), "larger than 5 MB"),
        ("long.txt", b"hello there\n" * 5_000, "more than 40,000 characters"),
        ("nul.txt", b"Hi Rosa\x00\x01\x02\x00\x00 this is Kit", "no text"),
        ("noise.txt", bytes(range(1, 32)) * 40, "no text"),
        ("odd.txt", b"\xff\xfeH", "no text"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old Word file"),
        ("page.rtf", b"{\\rtf1 Hi}", "rich text"),
        ("photo.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "a picture"),
        ("call.txt", b"OggS" + b"\x00" * 99, "a recording"),
        ("call.m4a", b"\x00\x00\x00\x20ftypM4A ", "a recording"),
        ("plain.docx", b"Hi Rosa", "not what its name says: it is a plain text"),
        ("word.pdf", a_docx(), "it is a Word file"),
        ("page.docx", a_pdf(), "it is a PDF"),
        ("page.html", b"<p>Hi Rosa</p>", "an ending that is not read"),
        ("other.docx", zlib.compress(b"x"), "not what its name says"),
        ("damaged.docx", a_docx()[:900], "damaged"),
        ("damaged.pdf", a_pdf()[:60], "damaged"),
        ("broken.docx", changed_docx(document=b"<w:document>"), "damaged"),
        ("entities.docx", changed_docx(document=ENTITIES), "defines entities"),
        ("wide.docx", changed_docx(document=ENTITIES.decode().encode("utf-16")), "defines entities"),
        ("bomb.docx", bomb(), "unpacks to far more"),
        ("secret.pdf", encrypted_pdf(), "has a password"),
        ("scan.pdf", a_pdf(text=""), "pages are pictures"),
        ("endless.pdf", a_pdf(pages=70), "too many pages"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_is_no_script_is_said_in_one_plain_line(name: str, data: bytes, says: str) -> None:
    with pytest.raises(CoachError) as caught:
        script_text(data, name)

    assert says in str(caught.value)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    assert not re.search(r"Traceback|Error:|0x", str(caught.value))


def test_a_packed_spreadsheet_is_no_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr("xl/workbook.xml", "<x/>")

    with pytest.raises(CoachError, match="not a Word file"):
        script_text(out.getvalue(), "plan.docx")


def test_a_file_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(changed_docx(document=b"<w:t>" + b"a" * 3_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        size = packed.getinfo("word/document.xml").file_size
    lying = bytes(data).replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))

    with pytest.raises(CoachError, match="damaged"):
        script_text(lying, "lying.docx")


def test_reading_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_files, "WITHIN_S", 0.01)

    began = time.monotonic()
    with pytest.raises(CoachError, match="too long to read"):
        script_text(a_docx(), "slow.docx")

    assert time.monotonic() - began < 30


@pytest.mark.parametrize("path", ["nowhere.docx", "."])
def test_what_is_not_there_is_said(path: str, tmp_path: Path) -> None:
    with pytest.raises(CoachError):
        read_script_file(tmp_path / path)


def test_tracked_changes_are_read_as_they_stand() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Hi </w:t></w:r>'
        '<w:ins w:id="1" w:author="a"><w:r><w:t>Rosa</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>Walt</w:delText></w:r></w:del></w:p></w:body></w:document>'
    )

    assert script_text(changed_docx(document=body.encode()), "s.docx") == "Hi Rosa"
