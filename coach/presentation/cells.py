"""Words of others in the cells of a spreadsheet's file: never a formula, whatever reads it."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"(^|;)((?:[^\S\n]|['\"])*)([=+\-@\t\r＝＋－＠﹦﹢﹣﹫−])", re.MULTILINE)
"""What a spreadsheet takes for a formula where a cell begins. One that parts cells at `;` finds our quotes nowhere
at the begin of a cell: for it one begins after each `;` and in each line."""


def cell(text: str) -> str:
    """`text` so that a spreadsheet reads text: what begins like a formula gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'\2\3", text)
