"""Read a script as people type it: `rep:` and `prospect:` lines, or a bare list of what the rep says.

Headings say which part of the call follows, bullets and bold are dropped, what stands in brackets is an aside to the
rep or a blank to fill. Every word keeps its place, so that the text can be underlined. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coach.errors import CoachError
from coach.language.script_marks import (
    BRACKETS,
    BULLET,
    CASE,
    CONDITION,
    OUTLINE,
    SAY,
    SPEAKER,
    heading,
    is_aside,
    is_slot,
    slot_of,
)
from coach.language.sentences import plain
from coach.models import Facts, Speaker
from coach.scripts import Blank, Direction, Script, ScriptLine, ScriptPart, ScriptWord, Slot
from coach.typed import WRAPPED, TextSpan

LONGEST = 40_000
"""Characters of a script at the most: about an hour of talk."""
MOST_LINES = 2_000
_LOOKS_BACK = 12
"""Words before a blank or an aside that tell what it is."""
_MOST_CELLS = 20
"""Cells of a row beyond which it is no table."""
MOST_BLANKS = 200
MOST_QUESTIONS = 500
_HEAD_WORDS = 4
"""Words of a cell at the head of a column at the most."""
_MARKED = 0.25
"""Share of lines that end on a mark, from which on one without was wrapped or is a heading."""
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{8,})[”\"]")
_ENDS = re.compile(r"[.?!:…][\"”’')\]*_]*\s*$")
_MARKUP = '*_`"“”~#|\\>'
"""What may hang on a word and is not said."""
_SLOTS = {slot.name.lower(): slot for slot in Slot}


@dataclass
class _Line:
    speaker: Speaker
    part: ScriptPart
    words: list[ScriptWord] = field(default_factory=list)
    condition: str | None = None


@dataclass
class _Found:
    """What was found so far, while lines are read."""

    facts: Facts
    lines: list[_Line] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    directions: list[Direction] = field(default_factory=list)
    part: ScriptPart = ScriptPart.OTHER
    speaker: Speaker | None = None
    """Whose turn the lines go on with, until an empty line."""
    condition: str | None = None
    column: int | None = None
    """In a table: which cell of a row is said, -1 where its head does not tell."""
    marked: bool = True
    """The script has marks at the ends of its sentences, so that one without was wrapped."""
    open: bool = False
    """The line before was long and ended without a mark, so that one in lower case goes on with it."""
    wrapped: bool = False
    """The same however short it was: only a line that is set in goes on with it."""

    def ends(self) -> None:
        """No line goes on with the one before."""
        self.open = self.wrapped = False


def read_script(text: str, facts: Facts | None = None) -> Script:
    """The lines, blanks and directions of a typed script; `facts` tell what belongs into its blanks.

    Raises CoachError for a text without a line to say, and for one that is no script by its length.
    """
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        raise CoachError(f"The script is longer than {LONGEST:,} characters.", "Give the script of one call.")
    if text.count("?") > MOST_QUESTIONS:
        raise CoachError(f"The script asks more than {MOST_QUESTIONS} questions.", "Give the script of one call.")
    ended = [_ENDS.search(line) is not None for line in text.splitlines() if line.strip()]
    found = _Found(facts or Facts(), marked=sum(ended) >= _MARKED * len(ended))
    at = 0
    for line in text.splitlines(keepends=True):
        _read_row(line.rstrip("\r\n"), at, found)
        at += len(line)
    lines = tuple(
        ScriptLine(speaker=line.speaker, words=tuple(line.words), part=line.part, condition=line.condition)
        for line in found.lines
        if line.words or line.speaker is Speaker.PROSPECT
    )
    if not any(line.speaker is Speaker.REP and line.words for line in lines):
        raise CoachError(
            "There is nothing to say in this script.", "Write what the rep says, one line each, or 'rep: ...' lines."
        )
    return Script(text=text, lines=lines, blanks=tuple(found.blanks), directions=tuple(found.directions))


def _read_row(line: str, at: int, found: _Found) -> None:
    """A line, or the cells of a table's row: those of the column headed "say", else each, the first as a label."""
    if not (line.lstrip().startswith("|") and line.rstrip().endswith("|")) or line.count("|") > _MOST_CELLS:
        found.column = None
        _read_line(line, at, found)
        return
    cells = [(m.start(1), m[1]) for m in re.finditer(r"\|([^|]*)(?=\|)", line) if m[1].strip(" :-")]
    if found.column is None and cells:  # the first row
        short = all(len(cell.split()) <= _HEAD_WORDS and cell.strip()[-1] not in ".?!" for _, cell in cells)
        heads = [n for n, (_, cell) in enumerate(cells) if short and SAY.fullmatch(plain(cell))]
        found.column = heads[0] if heads else -1
        if heads:
            return
    found.ends()
    found.speaker = None
    if found.column is not None and 0 <= found.column < len(cells):
        cells = cells[found.column : found.column + 1]
    for start, cell in cells:
        if len(cells) > 1 and (label := SPEAKER.fullmatch(f"{cell.strip()}:")):
            found.speaker = Speaker.REP if label["rep"] else Speaker.PROSPECT
            continue
        _read_line(cell.strip(), at + start + len(cell) - len(cell.lstrip()), found)


def _read_line(line: str, at: int, found: _Found) -> None:
    if not line.strip() or re.fullmatch(r"[\s:-]+", line):
        found.ends()
        found.speaker = None
        return
    labelled, speaker, start = _speaker(line, found.facts)
    case = CASE.match(line, BULLET.match(line).end()) if speaker is None else None  # type: ignore[union-attr]
    if case:
        found.ends()
        found.condition = case["case"].strip()
        start = case.end()
        if not line[start:].strip(_MARKUP + " "):
            return
    elif speaker is None and (head := heading(line)):
        found.part, start = ScriptPart(head[0]), head[1]
        found.ends()
        found.condition = found.speaker = None
        if not line[start:].strip():
            return
    if labelled:
        found.speaker = speaker
        if speaker is None:  # somebody else's line, such as a recorded greeting
            found.ends()
            return
    elif not case and not line[:start].strip():
        start = max(start, BULLET.match(line).end())  # type: ignore[union-attr]
    body = line[start:]
    said_by = (speaker if labelled else found.speaker) or Speaker.REP
    quoted = _QUOTED.search(body)
    tells = OUTLINE.match(body.lstrip(_MARKUP + " ")) is not None
    if said_by is Speaker.REP and tells and (quoted or not body.rstrip().endswith("?")):
        rest = body if quoted is None else body[: quoted.start()]
        found.directions.append(_direction(rest.strip(), at + start, rest))
        if quoted is None:
            found.ends()
            return
        start, body = start + quoted.start(1), quoted.group(1)
        labelled = True
    indent = len(line) - len(line.lstrip())
    goes_on = (found.open or indent > 0) and found.wrapped and not labelled and start == indent and body[:1].islower()
    if goes_on:
        target = found.lines[-1]
    else:
        target = _Line(said_by, found.part, condition=found.condition)
        found.lines.append(target)
    found.condition = None
    _read_body(body, at + start, target, found)
    if not target.words and said_by is Speaker.REP:
        found.lines.remove(target)
        found.ends()
        found.condition = target.condition
    else:
        found.wrapped = found.marked and not _ENDS.search(line)
        found.open = found.wrapped and len(line) >= WRAPPED


def _speaker(line: str, facts: Facts) -> tuple[bool, Speaker | None, int]:
    """Whether the line names its speaker, who that is (None: neither side), and where the words begin."""
    bullet = BULLET.match(line)
    at = bullet.end() if bullet else 0
    if match := SPEAKER.match(line, at) or SPEAKER.match(line):
        if match["other"]:
            return True, None, len(line)
        return True, Speaker.REP if match["rep"] else Speaker.PROSPECT, match.end()
    for name, speaker in ((facts.caller, Speaker.REP), (facts.lead, Speaker.PROSPECT)):
        for known in {name, (name or "").split(" ")[0]} - {None, ""}:
            told = re.match(rf"[*_\s]*{re.escape(str(known))}[*_\s]*:[*_\s]*", line[at:], re.IGNORECASE)
            if told:
                return True, speaker, at + told.end()
    return False, None, 0


def _read_body(body: str, at: int, target: _Line, found: _Found) -> None:
    """The words, blanks and asides of what stands behind speaker and bullet."""
    done = 0
    for match in BRACKETS.finditer(body):
        kind = str(match.lastgroup)
        content = match[kind] or ""
        before = " ".join(word.text for word in target.words[-_LOOKS_BACK:]) + " " + body[done : match.start()][-200:]
        after_blank = (
            bool(target.words) and target.words[-1].slot is not None and not body[done : match.start()].strip(" .,?!;:")
        )
        if is_slot(kind, content, after_blank):
            _words(body, done, match.start(), at, target)
            if after_blank and kind == "round":
                _label(content, target, found)
            else:
                label = "" if kind == "line" else content
                _blank(match[0], label, before, at + match.start(), target, found)
        elif kind == "round" and not is_aside(content, before):
            continue
        else:
            _words(body, done, match.start(), at, target)
            if CONDITION.fullmatch(content.strip().rstrip(":")) and not target.words:
                target.condition = content.strip().rstrip(":")
            else:
                found.directions.append(_direction(content.strip(), at + match.start(), match[0]))
        done = match.end()
    _words(body, done, len(body), at, target)


def _words(body: str, first: int, last: int, at: int, target: _Line) -> None:
    for match in re.finditer(r"\S+", body[first:last]):
        text = match[0].strip(_MARKUP)
        if not text:
            continue
        start = at + first + match.start() + match[0].index(text)
        if target.words and target.words[-1].slot and not any(c.isalnum() for c in text):
            held = target.words[-1]  # the mark behind a blank
            target.words[-1] = held.model_copy(update={"text": held.text + text})
        elif any(c.isalnum() for c in text) or target.words:
            target.words.append(ScriptWord(text=text, start=start, end=start + len(text)))


def _blank(raw: str, label: str, before: str, start: int, target: _Line, found: _Found) -> None:
    opening = not any(line.words for line in found.lines[:-1]) or target.part is ScriptPart.OPENING
    slot = _SLOTS[slot_of(label, before, opening)]
    span = TextSpan(start=start, end=start + len(raw))
    if len(found.blanks) >= MOST_BLANKS:
        raise CoachError(f"The script has more than {MOST_BLANKS} blanks.", "Fill in what you know first.")
    found.blanks.append(Blank(text=raw, slot=slot, span=span, fill=_fill(slot, found.facts)))
    target.words.append(ScriptWord(text="____", start=span.start, end=span.end, slot=slot))


def _label(content: str, target: _Line, found: _Found) -> None:
    """ "____ (your name)": the brackets say what the blank before them waits for."""
    slot = _SLOTS[slot_of(content, "", True)]
    if slot is not Slot.SOMETHING:
        found.blanks[-1] = found.blanks[-1].model_copy(update={"slot": slot, "fill": _fill(slot, found.facts)})
        target.words[-1] = target.words[-1].model_copy(update={"slot": slot})


def _fill(slot: Slot, facts: Facts) -> str | None:
    return {Slot.CALLER: facts.caller, Slot.FIRM: facts.firm, Slot.LEAD: facts.lead, Slot.TOPIC: facts.about}.get(slot)


def _direction(text: str, at: int, raw: str) -> Direction:
    return Direction(text=text, span=TextSpan(start=at, end=at + len(raw)))
