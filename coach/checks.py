"""What one look of `coach doctor` found."""

from __future__ import annotations

from coach.models import Value


class Check(Value):
    """One thing looked at: what was found, and what to do when it is not well."""

    ok: bool
    what: str
    fix: str = ""
