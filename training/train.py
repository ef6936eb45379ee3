"""Train the wording model from the labelled lines and cases beside this file.

    python training/train.py OUT [--without FOLDER ...] [--epochs 8]

OUT gets model.onnx and model.json, which `coach/data/wording` ships. `--without d g` leaves out the lines of one
writer and the cases of another: on those, `training/weigh.py` sets the weights of the rules' votes and measures.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from pathlib import Path

import torch
from encoder import Encoder, batch, export
from rows import DECISIONS, of_cases, of_lines, of_talk
from torch import nn

HERE = Path(__file__).parent
SENTENCES = 48
"""Sentences of a step."""
UNMARKED = 0.35
"""Share of the sentences that are read as a recogniser writes them: lower case, no marks."""


def examples(without: list[str]) -> list[tuple[str, dict[str, int]]]:
    """Each text with the labels that are known of it, as numbers."""
    labels: dict[str, dict[str, int]] = defaultdict(dict)
    for group, read in (("lines", of_lines), ("cases", of_cases), ("talk", of_talk)):
        for folder in sorted((HERE / group).iterdir()):
            if folder.stem not in without:
                for decision, text, label in read(folder):
                    labels[text][decision] = DECISIONS[decision].index(label)
    return sorted(labels.items())


def unmarked(text: str) -> str:
    return re.sub(r"[^a-z0-9' ]", " ", text.lower())


def fit(found: list[tuple[str, dict[str, int]]], epochs: int) -> Encoder:
    """The encoder, fitted to `found`; the same examples give the same encoder on the same machine."""
    random.seed(0)
    torch.manual_seed(0)
    encoder = Encoder()
    groups = [{"params": encoder.base.parameters(), "lr": 3e-4}, {"params": encoder.heads.parameters(), "lr": 3e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * (len(found) // SENTENCES + 1)
    warm = 0.08 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
    )
    encoder.train()
    for epoch in range(epochs):
        began, total, count = time.monotonic(), 0.0, 0
        for some in _batches(found):
            texts = [unmarked(text) if random.random() < UNMARKED else text for text, _ in some]
            vectors = encoder(*batch(texts))
            loss = torch.zeros(())
            for decision, head in encoder.heads.items():
                known = [i for i, (_, labels) in enumerate(some) if decision in labels]
                if known:
                    wanted = torch.tensor([some[i][1][decision] for i in known])
                    scores = head(vectors[known])
                    loss = loss + nn.functional.cross_entropy(scores, wanted, reduction="sum", label_smoothing=0.05)
            loss = loss / len(some)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch}: loss {total / count:.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return encoder


def _batches(found: list[tuple[str, dict[str, int]]]) -> list[list[tuple[str, dict[str, int]]]]:
    """Random batches of sentences of like length."""
    shuffled = random.sample(found, len(found))
    batches = []
    for at in range(0, len(shuffled), 2048):
        some = sorted(shuffled[at : at + 2048], key=lambda example: len(example[0]))
        batches += [some[i : i + SENTENCES] for i in range(0, len(some), SENTENCES)]
    random.shuffle(batches)
    return batches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=8)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    found = examples(options.without)
    print(f"{len(found)} sentences")
    encoder = fit(found, options.epochs)
    random.seed(1)
    vocabulary = export(encoder, options.out, random.sample([text for text, _ in found], 300))
    no_weight = {d: {vote: dict.fromkeys(names, 0.0) for vote in names} for d, names in DECISIONS.items()}
    told = {"decisions": DECISIONS, "weights": no_weight, "vocabulary": vocabulary}
    (options.out / "model.json").write_text(json.dumps(told, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
