"""What the pages say of what was taken out of a recording, and of how it came to be recorded."""

from __future__ import annotations

from coach.models import Transcript
from coach.presentation.text import clock
from coach.withholding import secrets_said


def withheld_lines(transcript: Transcript) -> tuple[str, ...]:
    """A line for every secret number that was said: what, when, and that it is not kept."""
    return tuple(
        f"{one.name} was said at {clock(one.start)}. It is not kept in the text." for one in secrets_said(transcript)
    )
