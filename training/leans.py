"""Learn how much a sentence sounds like the rep's, from the calls beside this file that carry speakers.

    python training/leans.py [--measure]

Writes `coach/data/leans.json`: a weight for each word and pair of words, in log odds with both sides as likely.
`--measure` writes nothing: each writer's calls are left out in turn, and it is told how many of their sentences lean
to the right side.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.evaluate import case_transcript, load_cases
from coach.language.leans import signs
from coach.language.sentences import plain, sentences
from coach.models import Kind, Speaker

HERE = Path(__file__).parent
OUT = HERE.parent / "coach" / "data" / "leans.json"
FEWEST = 3
"""Sentences in which a word or pair must stand to be learned from."""
PULL = 3.0
"""How strongly weights are drawn to zero."""
SMALLEST = 0.05
"""A weight nearer to zero is not worth its place in the file."""
ROUNDS = 400

Said = tuple[str, bool]
"""A sentence, and whether the rep said it."""
_LINE = re.compile(r"^(?P<who>[RP]): (?P<text>.*?)(?: *\{[^}]*\})?$")
REP_LINES = ("questions", "pitches", "replies", "listening", "closings", "interest")
PROSPECT_LINES = ("objections", "agreements")


def said_by_writer() -> dict[str, list[Said]]:
    """The sentences of each writer, or set of cases."""
    found: dict[str, list[Said]] = defaultdict(list)
    for folder in sorted((HERE / "cases").iterdir()):
        for _, case in load_cases(folder, Kind.CALL):
            for s in sentences(case_transcript(Kind.CALL, case)):
                found[f"cases/{folder.name}"].append((s.text, s.speaker is Speaker.REP))
    for path in sorted([*(HERE / "talk").glob("*.txt"), *(HERE / "inbound").glob("*.txt")]):
        found[f"{path.parent.name}/{path.stem}"] += of_talk(path)
    for folder in sorted((HERE / "lines").iterdir()):
        for names, rep in ((REP_LINES, True), (PROSPECT_LINES, False)):
            for name in names:
                lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
                found[f"lines/{folder.name}"] += [(json.loads(line)["text"], rep) for line in lines]
    return found


def of_talk(path: Path) -> Iterator[Said]:
    """The sentences of calls written a line a sentence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _LINE.match(line):
            yield match["text"], match["who"] == "R"


def learn(said: list[Said]) -> dict[str, float]:
    """The weights of a logistic regression; a sentence is read with its marks and without, as a recogniser writes."""
    rows = [(signs(text), rep) for text, rep in said] + [(signs(plain(text)), rep) for text, rep in said]
    count = Counter(sign for found, _ in rows for sign in found)
    column = {sign: n for n, sign in enumerate(sorted(s for s, times in count.items() if times >= 2 * FEWEST))}
    row = np.array([n for n, (found, _) in enumerate(rows) for sign in found if sign in column])
    at = np.array([column[sign] for found, _ in rows for sign in found if sign in column])
    wanted = np.array([rep for _, rep in rows], dtype=np.float64)
    share = wanted.mean()
    worth = np.where(wanted > 0, 0.5 / share, 0.5 / (1 - share))  # both sides weigh the same
    weights, first, second = (np.zeros(len(column)) for _ in range(3))
    for n in range(1, ROUNDS + 1):  # Adam
        chance = 1 / (1 + np.exp(-np.bincount(row, weights[at], len(rows))))
        slope = np.bincount(at, ((chance - wanted) * worth)[row], len(column)) + PULL * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.05 * (first / (1 - 0.9**n)) / (np.sqrt(second / (1 - 0.999**n)) + 1e-8)
    return {sign: round(float(weights[n]), 2) for sign, n in column.items() if abs(weights[n]) >= SMALLEST}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    found = said_by_writer()
    if options.measure:
        for writer in (name for name in found if not name.startswith("lines")):
            weights = learn([s for name, said in found.items() if name != writer for s in said])
            for kind, read in (("as written", str), ("as heard", plain)):
                lean = np.array([sum(weights.get(sign, 0.0) for sign in signs(read(t))) for t, _ in found[writer]])
                rep = np.array([rep for _, rep in found[writer]])
                right = ((lean > 0) == rep)[lean != 0]
                chance = 1 / (1 + np.exp(-np.where(rep, lean, -lean)))
                loss = -np.log(chance).mean()
                print(f"{writer:10} {kind}: {len(rep):4} sentences, right {right.mean():.3f}, log loss {loss:.3f}")
        return
    weights = learn([s for said in found.values() for s in said])
    OUT.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
