"""Turn the published voice encoder into the small model that ships in `coach/data/voices`.

    pip download --no-deps Resemblyzer==0.1.4
    python training/voices/convert.py Resemblyzer-0.1.4-py3-none-any.whl coach/data/voices

The weights are Resemblyzer's (Apache-2.0, Resemble AI): three layers of LSTM and one dense layer. They come as a
pickle, which is read without torch, and without running anything: only tensors and their storages are let through.
The upper two layers get 8-bit weights (seven bits of them, so that no processor's sums overflow), which halves the
time; the lowest sees powers over many decades and keeps its 32 bits.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import pickle
import tempfile
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

WHEEL = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
WEIGHTS = "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e"
LAYERS, CELLS, BANDS = 3, 256, 40
OPSET = 17


class Storage:
    """Stands for torch's own class while the pickle is read; holds nothing."""


def rebuilt(storage: tuple[str, int], offset: int, size: tuple[int, ...], *_: Any) -> tuple[str, int, tuple[int, ...]]:
    """In place of a tensor: which storage it lies in, where, and its shape."""
    return storage[0], offset, size


class Reader(pickle.Unpickler):
    """Reads the pickles of an old torch file; anything but tensors is refused."""

    allowed = {  # noqa: RUF012 (never changed)
        ("torch", "FloatStorage"): Storage,
        ("torch", "LongStorage"): Storage,
        ("torch._utils", "_rebuild_tensor_v2"): rebuilt,
        ("torch._utils", "_rebuild_parameter"): lambda data, *_: data,
        ("collections", "OrderedDict"): OrderedDict,
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.allowed:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of weights")
        return self.allowed[module, name]

    def persistent_load(self, told: Any) -> tuple[str, int]:
        _, _, key, _, numbers, *_ = told
        return key, numbers


def weights(file: bytes) -> dict[str, np.ndarray]:
    """The tensors of `model_state` by name, float32."""
    stream = io.BytesIO(file)
    for _ in range(3):  # magic number, protocol, byte order
        Reader(stream).load()
    tensors = Reader(stream).load()["model_state"]
    storages = {}
    for key in Reader(stream).load():
        count = int(np.frombuffer(stream.read(8), "<i8")[0])
        here = stream.tell()
        storages[key] = (here, count)
        width = 4  # of the float storages, which are all that we take
        stream.seek(here + width * count)
    found = {}
    for name, (key, offset, size) in tensors.items():
        if not name.startswith(("lstm.", "linear.")):
            continue
        here, _ = storages[key]
        count = int(np.prod(size))
        found[name] = np.frombuffer(file, "<f4", count, here + 4 * offset).reshape(size)
    return found


def gates(matrix: np.ndarray) -> np.ndarray:
    """Rows from the order input, forget, cell, output (torch) to input, output, forget, cell (ONNX)."""
    into, forget, cell, out = np.split(matrix, 4)
    return np.concatenate([into, out, forget, cell])


def graph(tensors: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Mel frames `[frames, windows, 40]` and places `ends` `[k]` among them to unit vectors `[k, windows, 256]`.

    A vector is of everything from the first frame to the one at its place.
    """
    nodes, stored = [], []

    def weight(name: str, values: np.ndarray) -> str:
        stored.append(numpy_helper.from_array(values, name))
        return name

    def number(name: str, value: list[int]) -> str:
        stored.append(numpy_helper.from_array(np.array(value, np.int64), name))
        return name

    below = "mel"
    for layer in range(LAYERS):
        own = [weight(f"{kind}{layer}", gates(tensors[f"lstm.weight_{kind}_l{layer}"])[None]) for kind in ("ih", "hh")]
        bias = [gates(tensors[f"lstm.bias_{kind}_l{layer}"]) for kind in ("ih", "hh")]
        own.append(weight(f"bias{layer}", np.concatenate(bias)[None]))
        nodes.append(helper.make_node("LSTM", [below, *own], [f"lstm{layer}"], f"LSTM{layer}", hidden_size=CELLS))
        nodes.append(helper.make_node("Squeeze", [f"lstm{layer}", number(f"side{layer}", [1])], [f"layer{layer}"]))
        below = f"layer{layer}"
    nodes += [
        helper.make_node("Gather", [below, "ends"], ["read"], axis=0),
        helper.make_node("MatMul", ["read", weight("dense", tensors["linear.weight"].T)], ["product"]),
        helper.make_node("Add", ["product", weight("shift", tensors["linear.bias"])], ["raw"]),
        helper.make_node("Relu", ["raw"], ["positive"]),
        helper.make_node("LpNormalization", ["positive"], ["voices"], axis=-1, p=2),
    ]
    made = helper.make_graph(
        nodes,
        "voices",
        [
            helper.make_tensor_value_info("mel", TensorProto.FLOAT, ["frames", "windows", BANDS]),
            helper.make_tensor_value_info("ends", TensorProto.INT64, ["k"]),
        ],
        [helper.make_tensor_value_info("voices", TensorProto.FLOAT, ["k", "windows", CELLS])],
        stored,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="callback-coach")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def smaller(model: onnx.ModelProto) -> bytes:
    """The same graph with 8-bit weights in the layers above the first."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["LSTM"],
            nodes_to_quantize=[f"LSTM{layer}" for layer in range(1, LAYERS)],
        )
        return small.read_bytes()


def checked(file: bytes, digest: str, what: str) -> bytes:
    found = hashlib.sha256(file).hexdigest()
    if found != digest:
        raise SystemExit(f"{what} is not the one we know: sha256 {found}.")
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    wheel = checked(options.wheel.read_bytes(), WHEEL, "The wheel")
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        file = checked(packed.read("resemblyzer/pretrained.pt"), WEIGHTS, "The file of weights")
        licence = packed.read("Resemblyzer-0.1.4.dist-info/LICENSE")
    model = smaller(graph(weights(file)))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "model.onnx").write_bytes(model)
    (options.out / "LICENSE").write_bytes(licence)
    told = {
        "name": "resemblyzer-0.1.4",
        "digest": hashlib.sha256(model).hexdigest(),
        "from": {"wheel": WHEEL, "weights": WEIGHTS, "licence": "Apache-2.0"},
    }
    (options.out / "model.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"{len(model) / 1e6:.2f} MB, sha256 {told['digest']}")


if __name__ == "__main__":
    main()
