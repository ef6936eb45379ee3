"""Labelled pairs of script and call, read from a text file; and how often the comparison agrees with their labels.

`python tests/script_pairs.py FILE...` prints the figures and every line that differs.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from coach.language.sentences import plain
from coach.models import Facts, Kind, Transcript
from coach.script_comparison import ScriptComparison, compare
from coach.script_text import read_script

STATUS = {"S": "said", "C": "changed", "K": "skipped"}


@dataclass
class Pair:
    """A script, a call, and for each line of the script what became of it, with some of the words that show it."""

    name: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    call: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def compared(self) -> ScriptComparison:
        script = read_script("\n".join(line for _, line, _ in self.lines))
        return compare(script, Transcript.from_script("\n".join(self.call)), Facts(kind=Kind.CALL))


def pairs(path: Path) -> list[Pair]:
    found: list[Pair] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(Pair(line[3:]))
        elif line[:2] in ("S ", "C ", "K "):
            text, _, words = line[2:].partition(" => ")
            found[-1].lines.append((STATUS[line[0]], text.strip(), words.strip()))
        elif line.startswith("? "):
            found[-1].extra.append(line[2:])
        elif line.strip() not in ("", "--") and not line.startswith("#"):
            found[-1].call.append(line)
    return found


def differences(pair: Pair) -> list[str]:
    """One line for every label that the comparison does not agree with."""
    compared = pair.compared()
    wrong = []
    got = [line.text for line in compared.lines]
    if got != [text for _, text, _ in pair.lines]:
        return [f"{pair.name}: read as other lines: {got}"] * len(pair.lines)
    for (status, text, words), line in zip(pair.lines, compared.lines, strict=True):
        quote = line.evidence.quote if line.evidence else ""
        here = plain(words) in plain(quote) or (bool(quote) and plain(quote) in plain(words))
        if line.status.value != status or not (here or status == "skipped"):
            wrong.append(f"{pair.name}: {text!r} is {status} ({words!r}), found {line.status.value} in {quote!r}")
    return wrong


def extras(pair: Pair) -> tuple[set[str], set[str]]:
    """The questions beside the script: labelled, and found."""
    return {plain(q) for q in pair.extra}, {plain(q.text) for q in pair.compared().extra}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        read = pairs(Path(name))
        wrong = [line for pair in read for line in differences(pair)]
        total = sum(len(pair.lines) for pair in read)
        print("\n".join(wrong))
        for pair in read:
            told, seen = extras(pair)
            if told != seen:
                print(f"{pair.name}: questions beside the script: not found {told - seen}, too many {seen - told}")
        print(f"{name}: {len(read)} pairs, {total} lines, {1 - len(wrong) / total:.3f} right")
