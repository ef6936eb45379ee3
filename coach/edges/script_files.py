"""The text of a script that a user hands us as a file: TXT, MD, DOCX or PDF.

The file is somebody else's. What it is is told by its bytes, not by its name; sizes are limited before anything is
unpacked, and Word and PDF files are taken apart in a process of their own that has to end in time and within its
memory. Nothing in a file is followed: no entity, no link, no network.
"""

from __future__ import annotations

import codecs
import io
import re
import subprocess
import zipfile
from pathlib import Path

from coach.edges.files import open_recording
from coach.edges.limits import child_command, child_environment
from coach.errors import AudioError, CoachError
from coach.untrusted import seen

LARGEST = 5 * 1024 * 1024
"""Bytes of a file at the most."""
UNPACKED = 40 * 1024 * 1024
"""Bytes that a Word file may unpack to."""
MOST_ENTRIES = 2_000
LONGEST = 40_000
"""Characters of a script at the most; an hour of talk."""
WITHIN_S = 20.0
"""Seconds that taking a Word or PDF file apart may take."""
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".docx", ".pdf"})
CAN_READ = "Save it as .txt, .md, .docx or a .pdf with text in it, or paste the words."
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc) or another old Office file"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound or a picture"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"fLaC", "a recording"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)
_MARKS = (  # the longer ones first: the mark of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def read_script_file(path: Path) -> str:
    """The text of the script in the file at `path`. Raises CoachError, one plain line, for whatever is none."""
    try:
        with open_recording(path) as file:
            data = file.read(LARGEST + 1)
    except AudioError as error:
        hint = CAN_READ if error.code in ("empty", "not-a-file") else error.hint
        raise CoachError(error.message, hint) from None
    return script_text(data, path.name)


def script_text(data: bytes, name: str) -> str:
    """The text of a script in `data`, the bytes of a file that the user knows as `name`. Raises CoachError."""
    shown = _shown(name)
    if not data:
        raise CoachError(f"{shown} is empty (0 bytes).", "Export the script again.")
    if len(data) > LARGEST:
        raise CoachError(f"{shown} is larger than {LARGEST // 2**20} MB.", f"A script is a page or two. {CAN_READ}")
    found = _kind(data, shown)
    suffix = Path(shown).suffix.lower()
    if suffix in (".docx", ".pdf") and suffix != f".{found}":
        raise CoachError(f"{shown} is not what its name says: it is {_NAMES[found]}.", "Give it the right ending.")
    if found == "txt" and suffix not in SUFFIXES and suffix:
        raise CoachError(f"{shown} has an ending that is not read.", CAN_READ)
    text = _plain_text(data, shown) if found == "txt" else _taken_apart(data, found, shown)
    text = re.sub(r"\r\n?|[\x0b\x0c\u2028\u2029\x85]", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", seen(text))
    if not text.strip():
        raise CoachError(f"{shown} holds no text.", _NO_TEXT if found == "pdf" else "Write the script into it first.")
    if len(text) > LONGEST:
        raise CoachError(f"{shown} holds more than {LONGEST:,} characters.", "Give the script of one call.")
    return text


_NAMES = {"txt": "a plain text", "docx": "a Word file", "pdf": "a PDF"}
_NO_TEXT = "Its pages are pictures: copy the words into a text, or export the PDF from the program it was written in."


def _shown(name: str) -> str:
    return " ".join(seen(name).split())[-80:] or "The file"


def _kind(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_zip(data, name)
        return "docx"
    for start, what in _OTHERS:
        if data.startswith(start):
            raise CoachError(f"{name} is {what}, not a script.", CAN_READ)
    if data[4:8] == b"ftyp":
        raise CoachError(f"{name} is a recording, not a script.", CAN_READ)
    return "txt"


def _check_zip(data: bytes, name: str) -> None:
    """Refuses what is no Word file, and what would unpack to more than a script can need.

    The sizes that a file declares hold: unpacking stops at them, and a part that is longer fails its checksum.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError):
        raise CoachError(f"{name} is damaged.", "Export the script again, or paste the words.") from None
    if len(parts) > MOST_ENTRIES or sum(part.file_size for part in parts) > UNPACKED:
        raise CoachError(f"{name} unpacks to far more than a script.", CAN_READ)
    if any(part.flag_bits & 1 for part in parts):
        raise CoachError(f"{name} has a password.", "Save it without one, or paste the words.")
    names = {part.filename for part in parts}
    if "word/document.xml" not in names and not any(n.startswith("word/document") for n in names):
        what = "a Pages, spreadsheet or packed file" if "[Content_Types].xml" in names else "a packed file"
        raise CoachError(f"{name} is {what}, not a Word file.", CAN_READ)


def _plain_text(data: bytes, name: str) -> str:
    """The text of bytes in UTF-8, UTF-16, UTF-32 or the Windows code page of western Europe."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name)
    if b"\x00" in data:
        return _decoded(data, _wide(data, name), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise _no_text(name)
    return text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text(name) from None
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) / 100:
        raise _no_text(name)
    return text


def _wide(data: bytes, name: str) -> str:
    """Which of the two orders of UTF-16 it is that has no mark: western letters have a zero byte each."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) / 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    raise _no_text(name)


def _no_text(name: str) -> CoachError:
    return CoachError(f"{name} holds bytes that are no text.", CAN_READ)


def _taken_apart(data: bytes, kind: str, name: str) -> str:
    """The text of a Word or PDF file, found by a process of its own."""
    command = child_command("coach.edges.script_child", kind)
    try:
        done = subprocess.run(  # noqa: S603  (our own module; the file goes in as bytes)
            command, input=data, capture_output=True, timeout=WITHIN_S, check=False, env=child_environment()
        )
    except subprocess.TimeoutExpired:
        raise CoachError(f"{name} takes too long to read.", "Copy its words into a text file.") from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8", errors="replace")
    problem = done.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:] or [""]
    message, hint = _PROBLEMS.get(problem[0], _DAMAGED)
    raise CoachError(message.format(name=name), hint)


_DAMAGED = ("{name} is damaged, or not a file that can be read.", "Export the script again, or paste the words.")
_PROBLEMS = {
    "password": ("{name} has a password.", "Save it without one, or paste the words."),
    "entities": ("{name} defines entities, which no script needs.", "Save it again as .docx, or paste the words."),
    "pages": ("{name} has too many pages for a script.", "Give the pages of one call."),
    "pictures": ("{name} holds no text.", _NO_TEXT),
    "long": (f"{{name}} holds more than {LONGEST:,} characters.", "Give the script of one call."),
}
