"""Set the weights of the rules' votes, and measure rule, model and both on sentences that neither has seen.

    python training/weigh.py MODEL_FOLDER --lines d --cases training/cases/g ...
    python training/weigh.py MODEL_FOLDER --take-from OTHER_FOLDER

Both are set together on the lines of a writer and on whole cases that the model was not trained on: what a rule's vote
is worth, and how much commoner in real talk than in the lines (where all labels are equally frequent) it is that a
sentence says nothing of the sort. They go into model.json.
"""

from __future__ import annotations

import argparse
import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from rows import DECISIONS

from coach.evaluate import case_facts, case_transcript, load_cases
from coach.language import wording_model
from coach.language.reading import Reading
from coach.language.wording_model import WordingModel
from coach.models import Facts, Kind, Speaker, Transcript
from coach.rubric import load_rubric, packaged_rubrics

HERE = Path(__file__).parent
NOTHING = {
    "questions": "none", "objections": "no", "replies": "changes", "pitches": "no", "listening": "no",
    "closings": "other", "agreements": "no", "interest": "none", "vm_context": "none", "vm_offer": "none",
    "vm_stock": "no", "vm_wording": "harmless",
}  # fmt: skip
"""The label that most sentences of real talk have."""
CRITERIA = {
    "questions": ("connecting-questions", "situation-questions", "probing-questions", "asks-good-time"),
    "objections": ("handles-no",),
    "replies": ("handles-no",),
    "pitches": ("no-early-pitch",),
    "listening": ("repeats-back",),
    "closings": ("closing-summary",),
    "interest": ("recalls-interest",),
    "vm_context": ("specific-context", "not-generic"),
    "vm_offer": ("offers-help",),
    "vm_stock": ("not-generic",),
    "vm_wording": ("positive-wording",),
}
SILENT = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
"""What the commonest label is given where the rule finds nothing."""
SEEN = (3.0, 4.0, 6.0)
"""What the rule's label is given where the rule finds something; it has seen more than words, so never less than 3."""


class Probe(wording_model.Judge):
    """Notes every vote, and lets the rule win."""

    seen: list[tuple[str, str, str]]

    def __init__(self) -> None:
        super().__init__()
        self.seen = []

    def label(self, decision: str, text: str, vote: str) -> str:
        self.seen.append((decision, text, vote))
        return vote


def vote_on(decision: str, told: dict[str, Any]) -> str:
    """What the rules say of one line."""
    probe = Probe()
    if decision.startswith("vm_"):
        reading = Reading(Transcript.from_turns([(Speaker.REP, told["text"])], 150.0), Facts())
        reading.__dict__["judge"] = probe
        _ = reading.context, reading.offers, reading.stock_phrases, reading.negative_wording
    else:
        spoken = Speaker.PROSPECT if decision == "objections" else Speaker.REP
        before = told.get("before") or "Okay."
        other = Speaker.REP if spoken is Speaker.PROSPECT else Speaker.PROSPECT
        reading = Reading(Transcript.from_turns([(other, before), (spoken, told["text"])]), Facts(kind=Kind.CALL))
        reading.__dict__["judge"] = probe
        if decision == "replies":
            from coach.language.replies import how_taken

            how_taken(list(reading.rep), False, probe)
        elif decision == "interest":
            from coach.language.interest import interest_shown

            for sentence in reading.rep:
                interest_shown(sentence, probe)
        else:
            _ = reading.questions, reading.objections, reading.listening, reading.summaries
            reading.product_talk(before=None)
    votes = [vote for d, _, vote in probe.seen if d == decision]
    return next((v for v in votes if v != NOTHING[decision]), NOTHING[decision])


def weights(decision: str, silent: float, seen: float) -> dict[str, dict[str, float]]:
    """What is added to each label for each vote."""
    nothing, names = NOTHING[decision], DECISIONS[decision]
    table = {vote: {name: max(seen, 0.0) if name == vote else 0.0 for name in names} for vote in names}
    for vote in names:
        table[vote][nothing] = silent if vote == nothing else max(-seen, 0.0)
    return table


Lines = tuple[np.ndarray, np.ndarray, np.ndarray]


def read_lines(model: WordingModel, writer: str, decision: str) -> Lines:
    """The labels, the rules' votes (both as numbers) and the model's scores for the lines of one writer."""
    names = DECISIONS[decision]
    text = (HERE / "lines" / writer / f"{decision}.jsonl").read_text(encoding="utf-8")
    told = [json.loads(line) for line in text.splitlines()]
    gold = np.array([names.index(t["label"]) for t in told])
    votes = np.array([names.index(vote_on(decision, t)) for t in told])
    rows = np.array([row[model.columns[decision]] for row in model.scores([t["text"] for t in told])])
    return gold, votes, rows


def right_lines(lines: Lines, decision: str, table: dict[str, dict[str, float]]) -> float:
    gold, votes, rows = lines
    names = DECISIONS[decision]
    added = np.array([[table[vote][name] for name in names] for vote in names])
    return float(((rows + added[votes]).argmax(1) == gold).mean())


Cases = list[tuple[Transcript, Facts, dict[str, Any]]]


def read_cases(folders: list[Path], kind: Kind) -> Cases:
    found = (case for folder in folders for case in load_cases(folder, kind))
    return [(case_transcript(kind, case), case_facts(kind, case), case) for _, case in found]


def share_right(cases: Cases, detectors: dict[str, Any]) -> float:
    """Share of the verdicts of these detectors that agree with the labels."""
    right = count = 0
    for transcript, facts, case in cases:
        reading = Reading(transcript, facts)
        for criterion, detector in detectors.items():
            if criterion not in case.get("ambiguous", ()):
                count += 1
                right += detector.observe(reading).verdict.value == case["labels"][criterion]["verdict"]
    return right / count


def remembering(model: WordingModel) -> None:
    """Lets every reading share what the model said, so that trying weights costs no reading."""
    shared: dict[str, Any] = {}

    def judge_init(self: wording_model.Judge, other: WordingModel | None = None) -> None:
        self._model, self._rows = other or model, shared

    wording_model.Judge.__init__ = judge_init  # type: ignore[method-assign]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", help="the writer whose lines were left out of training")
    parser.add_argument("--cases", nargs="+", type=Path, default=[])
    parser.add_argument("--take-from", type=Path, help="a model that was measured: its weights and figures are taken")
    options = parser.parse_args()
    if options.take_from:
        other = json.loads((options.take_from / "model.json").read_text(encoding="utf-8"))
        write(options.folder, other["weights"], other["measured"])
        return
    model = WordingModel(options.folder)
    remembering(model)
    model.weights = {d: weights(d, 1.0, 1.0) for d in DECISIONS}
    measured = {}
    cases = {kind: read_cases(options.cases, kind) for kind in (Kind.VOICEMAIL, Kind.CALL)}
    for decision, criteria in CRITERIA.items():
        kind = Kind.VOICEMAIL if decision.startswith("vm_") else Kind.CALL
        rubric = load_rubric(packaged_rubrics()[kind.value])
        detectors = {criterion: rubric.criterion(criterion).detector for criterion in criteria}
        lines = read_lines(model, options.lines, decision)
        right = {}
        for silent, seen in product(SILENT, SEEN):
            table = model.weights[decision] = weights(decision, silent, seen)
            on_lines = right_lines(lines, decision, table)
            right[silent, seen] = share_right(cases[kind], detectors) + LINES_COUNT * on_lines
        best = max(right, key=lambda at: (round(right[at], 3), -abs(at[0] - 1.0) - abs(at[1] - 1.0)))
        table = model.weights[decision] = weights(decision, *best)
        gold, votes, _ = lines
        alone = right_lines(lines, decision, {v: dict.fromkeys(row, 0.0) for v, row in table.items()})
        shares = float((votes == gold).mean()), alone, right_lines(lines, decision, table)
        measured[decision] = dict(zip(("rule", "model", "both"), shares, strict=True))
        verdicts = share_right(cases[kind], detectors)
        print(
            decision, "rule, model, both:", [round(s, 3) for s in shares], best, f"verdicts {verdicts:.3f}", flush=True
        )
    write(options.folder, model.weights, measured)


LINES_COUNT = 0.35
"""How much a line counts beside a verdict."""


def write(folder: Path, weights: dict[str, Any], measured: dict[str, Any]) -> None:
    """Puts weights and figures into the folder's model.json."""
    path = folder / "model.json"
    told = json.loads(path.read_text(encoding="utf-8")) | {"weights": weights, "measured": measured}
    path.write_text(json.dumps(told, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
