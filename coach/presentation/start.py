"""What to do next, for the first page: who is due, what is being listened to, what came out last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from coach.cadence import Cadence
from coach.presentation.pursuit import due_first
from coach.pursuit import Pursuit

SOON = dt.timedelta(days=7)
"""How far ahead it looks."""
SHOWN = 3
"""Follow-ups that are named; of the others there is a count."""


def due(planned: Iterable[tuple[Pursuit, Cadence | None]], now: dt.datetime) -> list[tuple[Pursuit, Cadence]]:
    """The leads whose next touch is due or soon will be, who waits longest first."""
    found = [(pursuit, plan) for pursuit, plan in planned if plan is not None and due_first(plan) < now + SOON]
    return sorted(found, key=lambda pair: due_first(pair[1]))


def more_line(others: int) -> str:
    """The link to the follow-ups that are not named."""
    return f"{others} more to follow up this week"


def waiting_line(waiting: int) -> str:
    """The link to the recordings that are not finished."""
    return "A recording is being listened to" if waiting == 1 else f"{waiting} recordings are being listened to"
