"""What a learned model makes of a sentence, and how its word is weighed against that of a rule.

Structure (who says it, when, in answer to what) is decided by rules; where the wording decides, a rule and a small
model both vote. The model is two layers of a sentence encoder, trained by `training/train.py` on lines of our own; it
runs here, on this machine, and gives the same sentence the same scores whatever stands beside it. The files and their
cross-validated figures lie in `coach/data/wording`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from coach.shipped import shipped

LONGEST = 96
"""Word pieces of a sentence that are read."""
LONGEST_TEXT = 2000
"""Characters of a sentence that are cut into pieces: an endless one costs no more."""
TOGETHER = 16
"""Sentences of like length that are read at once."""
REMEMBERED = 10_000
"""Sentences whose scores are kept (about 4 MB): a call that is judged again after a correction was read before."""


class WordingModel:
    """The model of one folder: `model.onnx` and `model.json`."""

    def __init__(self, folder: Path) -> None:
        told = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.labels: dict[str, tuple[str, ...]] = {d: tuple(names) for d, names in told["decisions"].items()}
        """The labels of each decision, in the order of the model's output."""
        self.weights: dict[str, dict[str, dict[str, float]]] = told["weights"]
        """For each decision and vote of the rule: what is added to the score of each label."""
        self.columns: dict[str, slice] = {}
        for decision, names in self.labels.items():
            first = sum(len(self.labels[d]) for d in self.columns)
            self.columns[decision] = slice(first, first + len(names))
        vocabulary: list[str] = told["vocabulary"]
        self._first, self._last = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
        self._pieces = _tokenizer(vocabulary)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.log_severity_level = 3
        # Idle threads that spin slow down the rules between two readings: a typed draft takes twice as long.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._known: dict[str, Any] = {}

    def scores(self, texts: list[str]) -> list[Any]:
        """For each text one row of log probabilities, those of one decision side by side (`columns`).

        A text that was read before is not read again: its row is the same whatever stands beside it.
        """
        known = self._known
        found = {text: known.get(text) for text in texts}
        new = [text for text, row in found.items() if row is None]
        found.update(zip(new, self._read(new), strict=True))
        if len(known) + len(new) > REMEMBERED:
            self._known = known = {}  # threads that still look into the old one are not disturbed
        known.update({text: found[text] for text in new[:REMEMBERED]})
        return [found[text] for text in texts]

    def _read(self, texts: list[str]) -> list[Any]:
        read = (self._pieces.encode(text[:LONGEST_TEXT], add_special_tokens=False).ids for text in texts)
        pieces = [[self._first, *ids[: LONGEST - 2], self._last] for ids in read]
        by_length = sorted(range(len(texts)), key=lambda i: (len(pieces[i]), i))
        found: list[Any] = [None] * len(texts)
        for at in range(0, len(by_length), TOGETHER):
            some = by_length[at : at + TOGETHER]
            longest = len(pieces[some[-1]])
            ids = np.zeros((len(some), longest), np.int64)
            mask = np.zeros((len(some), longest), np.float32)
            for row, i in enumerate(some):
                ids[row, : len(pieces[i])] = pieces[i]
                mask[row, : len(pieces[i])] = 1.0
            rows = self._session.run(None, {"ids": ids, "mask": mask})[0]
            for row, i in enumerate(some):
                found[i] = rows[row]
        return found


def _tokenizer(vocabulary: list[str]) -> Any:
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=40))  # noqa: S106
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


@cache
def packaged_model() -> WordingModel:
    """The model that ships with the product; opened once."""
    return WordingModel(shipped("wording"))


class Judge:
    """Weighs rule and model, and remembers what the model said of the texts of one reading."""

    def __init__(self, model: WordingModel | None = None) -> None:
        self._model = model or packaged_model()
        self._rows: dict[str, Any] = {}

    def prepare(self, texts: Iterable[str]) -> None:
        """Reads many texts at once, which is quicker than one by one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._model.scores(new), strict=True))

    def chances(self, decision: str, text: str) -> dict[str, float]:
        """What the model alone says: the probability of each label."""
        self.prepare([text])
        row = self._rows[text][self._model.columns[decision]]
        return {label: float(np.exp(score)) for label, score in zip(self._model.labels[decision], row, strict=True)}

    def label(self, decision: str, text: str, vote: str) -> str:
        """The label of `text` when the rule says `vote`: the best sum of the model's score and the rule's weight."""
        self.prepare([text])
        row = self._rows[text][self._model.columns[decision]]
        weights = self._model.weights[decision][vote]
        labels = self._model.labels[decision]
        return max(zip(row, labels, strict=True), key=lambda scored: float(scored[0]) + weights[scored[1]])[1]
