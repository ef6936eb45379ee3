"""Words of others in the cells of a spreadsheet's file: never a formula, whatever reads it."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"(^|;)([\s'\"]*)([=+\-@\t\r＝＋－＠﹦﹢﹣﹫−])")
"""What a spreadsheet takes for a formula where a cell begins, and where one that parts cells at `;` begins one."""


def cell(text: str) -> str:
    """`text` so that a spreadsheet reads text: what begins like a formula gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'\2\3", text)
