"""The recordings that ship with the product: what the demo scores and the app offers to try."""

from __future__ import annotations

import json
from pathlib import Path

from coach.models import Facts, Scorecard, Transcript, Value
from coach.shipped import shipped


class Sample(Value):
    """A recording of our own, with synthetic voices, and what is known beside it."""

    name: str
    title: str
    audio: Path
    facts: Facts

    @property
    def transcript(self) -> Transcript:
        """The transcript as it was heard when the sample was made."""
        return Transcript.model_validate_json((self.audio.parent / "transcript.json").read_text(encoding="utf-8"))

    @property
    def scorecard(self) -> Scorecard:
        """The golden scorecard: what `score` must say of `transcript`."""
        return Scorecard.model_validate_json((self.audio.parent / "scorecard.json").read_text(encoding="utf-8"))


def samples() -> list[Sample]:
    """All samples, in the order in which they are told."""
    found = []
    for about in sorted(shipped("samples").glob("*/facts.json")):
        told = json.loads(about.read_text(encoding="utf-8"))
        facts = Facts.model_validate(told["facts"])
        found.append(
            Sample(name=about.parent.name, title=told["title"], audio=about.parent / "recording.ogg", facts=facts)
        )
    return found
