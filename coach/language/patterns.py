"""Patterns over plain text, written as lists of ideas, one idea or a few kindred ones a line."""

from __future__ import annotations

import re


def any_of(*ideas: str) -> re.Pattern[str]:
    """A pattern that finds any of `ideas` as whole words."""
    return re.compile(rf"\b{one_of(*ideas)}\b")


def one_of(*ideas: str) -> str:
    """The same as a part of a longer pattern."""
    return f"(?:{'|'.join(ideas)})"


def a_word(*lines: str) -> str:
    """The same for single words, several on a line."""
    return one_of(*(word for line in lines for word in line.split()))
