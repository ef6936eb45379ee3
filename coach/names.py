"""The names that files and people bring along, as they can be shown: no name breaks a line or poses as another."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def spelled_out(name: str) -> str:
    """`name` with every sign that cannot be seen as its number: a line break as \\n, a turned direction as \\u202e."""
    return _UNSEEN.sub(lambda match: match.group().encode("unicode_escape").decode(), name)
