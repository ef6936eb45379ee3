"""Telephone recordings without a header: what the name says, and what the sound says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from coach.errors import AudioError

_SAID_BY_NAME = {
    **dict.fromkeys((".ulaw", ".ul", ".mulaw", ".mu", ".pcmu"), "mulaw"),
    **dict.fromkeys((".alaw", ".al", ".pcma"), "alaw"),
    ".sln": "s16le",
}
_UNSAID = (".raw", ".pcm", ".lpcm", ".vox", ".adpcm")
_HEADERS = re.compile(
    rb"RIFF|RIFX|RF64|riff|\.snd|FORM|OggS|fLaC|ID3|#!AMR|caff|\x1aE\xdf\xa3|....ftyp|0&\xb2u|wvpk|TTA1|NIST|"
    rb"Creative Voice|#!iLBC",
    re.DOTALL,
)
_ENOUGH = 1 << 16
_CLEARLY = 1.3


@dataclass(frozen=True)
class RawFormat:
    demuxer: str
    options: dict[str, str] = field(default_factory=lambda: {"sample_rate": "8000", "ch_layout": "mono"})


def raw_format(file: BinaryIO, head: bytes, suffix: str, name: str) -> RawFormat | None:
    """How to read a file without a header; None when it has one. Raises AudioError when nothing tells."""
    if _HEADERS.match(head):
        return None
    if suffix in _SAID_BY_NAME:
        return RawFormat(_SAID_BY_NAME[suffix])
    if suffix in (".g711", ".711"):
        data = file.read(_ENOUGH)
        file.seek(0)
        if law := g711_law(data):
            return RawFormat(law)
        raise AudioError(
            f"{name} is a G.711 recording without a header, and its sound does not tell which kind.",
            "Rename it to end in .ulaw (America, Japan) or .alaw (elsewhere).",
            "headerless",
        )
    if suffix in _UNSAID:
        raise AudioError(
            f"{name} has no header that says how to read it.",
            "Export it as WAV; if it is 8 kHz telephone sound, rename it to end in .ulaw, .alaw or .sln.",
            "headerless",
        )
    return None


def g711_law(data: bytes) -> str | None:
    """`mulaw` or `alaw`, whichever gives loudness a natural spread; None when neither clearly does.

    In any sound, a loudness occurs about as often as the next one up. Read by the wrong law the
    steps of the scale are shuffled, and how often they occur jumps from one to the next.
    """
    counts = np.bincount(np.frombuffer(data, dtype=np.uint8), minlength=256)
    jumps = {
        law: float(np.abs(np.diff(counts[np.argsort(values, kind="stable")])).sum())
        for law, values in (("mulaw", _mulaw()), ("alaw", _alaw()))
    }
    likely, other = sorted(jumps, key=jumps.__getitem__)
    return likely if jumps[other] > _CLEARLY * jumps[likely] else None


def _mulaw() -> NDArray[np.float64]:
    code = ~np.arange(256, dtype=np.int64) & 0xFF
    size = (((code & 0x0F) << 3) + 0x84 << (code >> 4 & 7)) - 0x84
    return np.where(code & 0x80, -size, size).astype(np.float64)


def _alaw() -> NDArray[np.float64]:
    code = np.arange(256, dtype=np.int64) ^ 0x55
    exponent, mantissa = code >> 4 & 7, (code & 0x0F) << 4
    size = np.where(exponent == 0, mantissa + 8, (mantissa + 0x108) << np.maximum(exponent - 1, 0))
    return np.where(code & 0x80, size, -size).astype(np.float64)
