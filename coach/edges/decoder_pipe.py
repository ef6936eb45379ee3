"""How the decoder's process and ours talk: a length, a few facts as JSON, then samples as they are. One way only.

Whoever reads trusts nothing of it: a decoder that a crafted file has taken over writes whatever it likes.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.edges.audio_report import RATE, AudioReport

BLOCK_S = 10.0
"""Seconds of sound in a message at the most; about as much may be read ahead."""
NAME = "\ufffc"
"""What the child calls the recording, whose real name it never learns."""
_HEAD = struct.Struct("<4sII")
_MARK = b"snd1"
_MOST_FACTS = 1 << 15
_MOST_SAMPLES = round(BLOCK_S * RATE)
_MOST_SECONDS = 1e13
"""The longest that a damaged header can announce: 63 bits of microseconds."""
_MOST_WARNINGS, _LONGEST = 8, 400
_WORD = re.compile(r"[\w .-]{1,40}")
_CODE = re.compile(r"[a-z-]{1,30}")


class GarbledError(Exception):
    """What came is no message of ours, or is cut off."""


class Message(NamedTuple):
    """One thing said: its kind, its facts and, of kind "sound", (channels, samples)."""

    kind: str
    facts: Mapping[str, Any]
    samples: NDArray[np.float32] | None


def packed(kind: str, facts: Mapping[str, Any], samples: NDArray[np.float32] | None = None) -> list[bytes | memoryview]:
    """The bytes of a message, in parts."""
    shape = [] if samples is None else list(samples.shape)
    said = json.dumps({"kind": kind, "shape": shape, **facts}).encode()
    body = b"" if samples is None else np.ascontiguousarray(samples, "<f4").data.cast("B")
    return [_HEAD.pack(_MARK, len(said), len(body)), said, body]


def unpacked(fill: Callable[[memoryview], bool]) -> Message:
    """The next message; `fill` fills a buffer to its end, or says that it cannot. Raises GarbledError."""
    mark, said, length = _HEAD.unpack(_filled(fill, _HEAD.size))
    if mark != _MARK or said > _MOST_FACTS or length > _MOST_SAMPLES * 2 * 4:
        raise GarbledError("no message")
    try:
        facts = json.loads(bytes(_filled(fill, said)))
        kind, shape = facts["kind"], facts["shape"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise GarbledError("no facts") from None
    if kind != "sound":
        if length:
            raise GarbledError("samples where none belong")
        return Message(str(kind), facts, None)
    if not (isinstance(shape, list) and len(shape) == 2 and shape[0] in (1, 2) and type(shape[1]) is int):
        raise GarbledError("no shape")
    if not 0 < shape[1] <= _MOST_SAMPLES or shape[0] * shape[1] * 4 != length:
        raise GarbledError("another number of samples than announced")
    samples = np.empty(shape, "<f4")
    if not fill(samples.data.cast("B")):
        raise GarbledError("cut off")
    if not float(np.abs(samples).max()) <= 1.0:  # also when one is no number
        raise GarbledError("samples out of bounds")
    return Message(kind, facts, samples.astype(np.float32, copy=False))


def _filled(fill: Callable[[memoryview], bool], size: int) -> bytearray:
    buffer = bytearray(size)
    if not fill(memoryview(buffer)):
        raise GarbledError("cut off")
    return buffer


def told(report: AudioReport) -> dict[str, Any]:
    """A report as facts of a message."""
    return asdict(report)


def report_of(facts: object, name: str) -> AudioReport:
    """The report in facts, every value within its bounds. Raises GarbledError."""
    if not isinstance(facts, dict):
        raise GarbledError("no report")
    try:
        lines = facts["warnings"]
        if not isinstance(lines, list) or len(lines) > _MOST_WARNINGS:
            raise GarbledError("no warnings")
        return AudioReport(
            container_s=None if facts["container_s"] is None else _seconds(facts["container_s"]),
            decoded_s=_seconds(facts["decoded_s"]),
            lost_s=_seconds(facts["lost_s"]),
            channels=_count(facts["channels"], 2),
            sample_rate=_count(facts["sample_rate"], 10_000_000),
            codec=_word(facts["codec"]),
            container=_word(facts["container"]),
            damaged_packets=_count(facts["damaged_packets"], 1 << 40),
            warnings=tuple(sentence(line, name) for line in lines),
        )
    except KeyError:
        raise GarbledError("half a report") from None


def probable(value: object) -> float | None:
    """A length in seconds, or none."""
    return None if value is None else _seconds(value)


def sentence(text: object, name: str) -> str:
    """One printable line about the recording, which the user knows as `name`. Raises GarbledError."""
    if not isinstance(text, str) or len(text) > _LONGEST or not text.replace(NAME, "").isprintable():
        raise GarbledError("no sentence")
    return text.replace(NAME, name)


def code_of(text: object) -> str:
    """The stable word of an AudioError. Raises GarbledError."""
    if not isinstance(text, str) or not _CODE.fullmatch(text):
        raise GarbledError("no code")
    return text


def _seconds(value: object) -> float:
    # A little below nothing: sums of times are not exact.
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise GarbledError("no length")
    if not -1.0 <= value <= _MOST_SECONDS:
        raise GarbledError("no length")
    return float(value)


def _count(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise GarbledError("no count")
    return value


def _word(value: object) -> str:
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise GarbledError("no word")
    return value
