"""Reads an untrusted YAML file as plain data that knows its lines.

Far less than YAML: one document of mappings, lists and scalars. Refused are anchors, aliases, tags and merge keys
(they can build objects, or gigabytes out of 300 bytes), keys that stand twice, and files beyond what a person
writes. A scalar is a number, `true`, `false` or `null` only where it reads like one; `no`, `on`, `012`, `0x1F`,
`1_000`, `22:30:00` and `2026-03-19` stay the text that they are.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from coach.errors import RubricError

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 5_000
MAX_DIGITS = 15
"""Of a number: more of them a float can't hold."""

Where = tuple[str | int, ...]
"""Where a value stands in the file: ("criteria", 3, "weight")."""
Event = Any
"""A parser's event; PyYAML's types don't say which of them carry a mark, an anchor or a tag."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# libyaml is a hundred times faster than the parser in Python; a build of PyYAML without it still works.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def shown(value: object, most: int = 60) -> str:
    """`value` on one line, for a message: nothing in it can break the line, hide or run on."""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 3]}..."


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of a file, and what to do."""

    path: Path
    line: int
    where: Where
    what: str
    to_do: str

    def __str__(self) -> str:
        """One line: the file, the line, what is wrong there, and what to do."""
        return f"{at_line(self.path, self.line)} {self.what} {self.to_do}"


@dataclass(frozen=True)
class YamlFile:
    """What a file says (`data`), and the line of every key and list entry."""

    path: Path
    content: bytes
    data: Any
    lines: dict[Where, int]

    def line(self, where: Where) -> int:
        """The line of `where`, or of the nearest thing around it that is in the file."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Where, what: str, to_do: str) -> Problem:
        return Problem(self.path, self.line(where), where, what, to_do)


def at_line(path: Path, line: int) -> str:
    return f"{shown(path, 200)}, line {line}:"


def read_yaml(path: Path) -> YamlFile:
    """The data in `path`. Raises RubricError, in one line that names file and line, for everything else."""
    return parse_yaml(path, _content(path))


def parse_yaml(path: Path, content: bytes) -> YamlFile:
    """The data in `content`, which is told of as the file at `path`. Raises RubricError as `read_yaml` does."""
    if len(content) > MAX_BYTES:
        raise RubricError(
            f"{at_line(path, 1)} the file is larger than {MAX_BYTES // 1024} KB.",
            "Split it into several rubrics, or shorten the examples.",
        )
    return _Builder(path, content).build(_text(path, content))


def _content(path: Path) -> bytes:
    name = shown(path, 200)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise RubricError(f"{name} is a folder.", "Name the rubric file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise RubricError(f"{name} is not a file that can be read to its end.", "Name a rubric file.")
        with path.open("rb") as file:
            # Read to one byte past the limit and no further: the file may have grown since.
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise RubricError(f"There is no file {name}.", "Check the name, or run 'coach rubric show'.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise RubricError(f"{name} cannot be read: {why}.", "Check the name and the permissions.") from None


def _text(path: Path, content: bytes) -> str:
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise RubricError(f"{at_line(path, line)} this is not a text file.", "Write the rubric as YAML in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RubricError(
            f"{at_line(path, line)} this is not UTF-8 text (byte {content[error.start]:#04x}).",
            "Save the file as UTF-8.",
        ) from None


class _Builder:
    """Builds the data from the parser's events, one by one, and stops at the first thing that is refused."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path, self.content = path, content
        self.lines: dict[Where, int] = {}
        self.nodes = 0

    def build(self, text: str) -> YamlFile:
        try:
            events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
            data = self._document(events)
        except yaml.MarkedYAMLError as error:
            self._refuse(*_syntax(error, text))
        except yaml.reader.ReaderError as error:
            line = text[: error.position].count("\n") + 1
            self._refuse(line, "there is a control character that text files don't hold.", "Delete it.")
        return YamlFile(self.path, self.content, data, self.lines)

    def _refuse(self, line: int, what: str, to_do: str) -> NoReturn:
        raise RubricError(f"{at_line(self.path, line)} {what}", to_do) from None

    def _document(self, events: Iterator[Event]) -> Any:
        data, found = None, False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found:
                    self._refuse(_line(event), "a second document begins.", "Keep one rubric to a file.")
                data, found = self._node(next(events), events, ()), True
        if not found or data is None:
            self._refuse(1, "the file is empty.", "Write a rubric; 'coach rubric show' prints one to start from.")
        return data

    def _node(self, event: Event, events: Iterator[Event], where: Where) -> Any:
        line = _line(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(line, f"the file has more than {MAX_NODES:,} entries.", "Split it into several rubrics.")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, f"'*{shown(event.anchor)}' is a YAML alias.", "Write the text out, or quote it.")
        if event.anchor is not None:
            self._refuse(line, f"'&{shown(event.anchor)}' is a YAML anchor.", "Leave it out, or quote the text.")
        if event.tag is not None:
            self._refuse(line, f"'{shown(event.tag)}' is a YAML tag.", "Leave it out, or quote the text.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if len(where) >= MAX_DEPTH:
            self._refuse(line, f"this is nested more than {MAX_DEPTH} deep.", "A rubric needs no such nesting.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, where)
        return self._mapping(events, where)

    def _sequence(self, events: Iterator[Event], where: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*where, len(items))
            self.lines[here] = _line(event)
            items.append(self._node(event, events, here))
        return items

    def _mapping(self, events: Iterator[Event], where: Where) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            if isinstance(event, yaml.CollectionStartEvent):
                self._refuse(line, "a key is itself a list or a mapping.", "Use a word as key; quote text with braces.")
            self._node(event, events, where)
            key = event.value
            if key == "<<" and event.implicit[0]:
                self._refuse(line, "'<<' merges another mapping.", "Write the keys out.")
            if key in entries:
                first = self.lines[(*where, key)]
                self._refuse(line, f"'{shown(key)}' stands here twice (first on line {first}).", "Keep one of them.")
            here = (*where, key)
            self.lines[here] = line
            entries[key] = self._node(next(events), events, here)
        return entries

    def _scalar(self, event: Event, line: int) -> str | int | float | bool | None:
        text: str = event.value
        plain_style = event.implicit[0]
        if not plain_style:
            return text
        if text.lower() in _CONSTANTS and text in (text.lower(), text.title(), text.upper()):
            return _CONSTANTS[text.lower()]
        if _NOT_A_NUMBER.fullmatch(text):
            self._refuse(line, f"'{text}' is not a number one can count with.", "Write a number, or quote the text.")
        match = _NUMBER.fullmatch(text)
        if match is None:
            return text
        if len(text) > MAX_DIGITS:
            self._refuse(line, f"the number {shown(text, 20)} is too long.", "Write a shorter one, or quote the text.")
        if match[1] is None and match[2] is None:
            return int(text)
        number = float(text)
        if number in (float("inf"), float("-inf")):
            self._refuse(line, f"the number {text} is too large.", "Write a smaller one, or quote the text.")
        return number


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """The line, what is wrong there and what to do, for a file that is no YAML."""
    problem, context = error.problem or "this is not YAML", error.context or ""
    # What is never closed is told where it opens; all else where the parser stopped.
    opens = "quoted scalar" in context or "flow" in context
    mark = (error.context_mark if opens else error.problem_mark) or error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    rows = text.split("\n")
    at = rows[line][column : column + 1] if line < len(rows) else ""
    if at == "\t":
        return line + 1, "a tab stands where YAML wants spaces.", "Use spaces."
    if "cannot start any token" in problem or context.endswith((" anchor", " alias", " tag")):
        return line + 1, "unquoted text cannot begin with one of @ ` % & * ! | >.", "Put quotes around it."
    if "quoted scalar" in context:
        return line + 1, "the quote that opens here is never closed, or holds a bad escape.", "Close or double it."
    if "flow" in context:
        return line + 1, "the bracket that opens here is never closed.", "Close it, or quote the text."
    if "directive" in f"{problem} {context}" or "incompatible" in problem:
        return line + 1, "a line that begins with % is a YAML directive.", "Delete it."
    to_do = "Check the indentation here and just above, and put quotes around text that holds ': ' or ' #'."
    return line + 1, f"{shown(problem, 100)}.", to_do
