"""How much is kept, as a value."""

from __future__ import annotations

from coach.models import Value


class Held(Value):
    """How much is kept, in counts and bytes."""

    recordings: int
    leads: int
    voice_samples: int
    sound_bytes: int
    database_bytes: int
    model_bytes: int
    """Speech models that the user has fetched; the one that comes along is not among them."""
    free_bytes: int
