"""What this machine remembers of its rep: the stored voice, and the channel of earlier calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.casting import Clues
from coach.edges.rep_channels import channel_habit
from coach.edges.voice_samples import VoiceSamples
from coach.models import Facts

if TYPE_CHECKING:
    from coach.edges.store import Store
    from coach.settings import Settings


def with_memory(clues: Clues, store: Store, settings: Settings, facts: Facts, recording: str | None = None) -> Clues:
    """`clues` with the rep's stored voice sample and the habit of the dialer; `recording` is the one asked about."""
    sample = VoiceSamples(store.database).of(facts.caller, settings.caller)
    return replace(
        clues,
        rep_print=sample.print if sample else None,
        habit=channel_habit(store.database, settings.rep_channel, recording),
    )
