"""How much a channel holds: the characters and segments of an SMS, the words of an email."""

from __future__ import annotations

from typing import Literal

from coach.models import Value

_GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = "^{}\\[~]|€\f"
"""Characters of the extension table: an escape and the character (3GPP TS 23.038, 6.2.1.1)."""
ONE = {"GSM-7": 160, "UCS-2": 70}
"""Units of a single message: 140 bytes of 7 or 16 bits."""
EACH = {"GSM-7": 153, "UCS-2": 67}
"""Units of each part of a longer one, which gives 6 bytes to its header."""


class SmsSize(Value):
    """An SMS as it is sent: a single character outside GSM-7 makes every character cost two bytes."""

    characters: int
    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    """Septets (GSM-7) or 16-bit units (UCS-2)."""
    segments: int
    costly: tuple[str, ...] = ()
    """The characters that force UCS-2, each once."""


def sms_size(text: str) -> SmsSize:
    """The size of `text` as an SMS; a part never ends inside a character."""
    costly = tuple(dict.fromkeys(c for c in text if c not in _GSM and c not in _GSM_TWICE))
    encoding: Literal["GSM-7", "UCS-2"] = "UCS-2" if costly else "GSM-7"
    sizes = [(2 if ord(c) > _BMP else 1) if costly else (2 if c in _GSM_TWICE else 1) for c in text]
    units = sum(sizes)
    segments = _parts(sizes, EACH[encoding]) if units > ONE[encoding] else min(units, 1)
    return SmsSize(characters=len(text), encoding=encoding, units=units, segments=segments, costly=costly)


_BMP = 0xFFFF
"""The last character that is one unit of UCS-2."""


def _parts(sizes: list[int], room: int) -> int:
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
