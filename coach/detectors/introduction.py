"""Kind `introduction`: does the rep say who calls, and for whom?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading
from coach.language.sentences import Passage


class Introduction(Detector):
    """`within_s` is how soon after the start it must come; later is `partial`, and so is a nameless firm."""

    kind: Literal["introduction"]
    says: Literal["name", "firm"]
    within_s: float | None = None

    def observe(self, reading: Reading) -> Observation:
        return self._name(reading) if self.says == "name" else self._firm(reading)

    def _name(self, reading: Reading) -> Observation:
        for found in reading.introductions:
            if found.name is None or found.bare_name is None:
                continue
            if self._late(found.name, reading):
                return partial("The caller's own name comes, but late.", found.name)
            doubt = None
            if reading.facts.caller and not reading.names.spells_caller(found.bare_name.plain):
                doubt = f"Heard as '{_clean(found.bare_name)}', please confirm that it is {reading.facts.caller}."
            return met("The caller gives their own name.", found.name, confirm=doubt)
        return missed("Nowhere does the caller give their own name.")

    def _firm(self, reading: Reading) -> Observation:
        for found in reading.introductions:
            if found.firm is None:
                continue
            if self._late(found.firm, reading):
                return partial("The organisation is named, but late.", found.firm)
            doubt = None
            if reading.facts.firm and not reading.names.spells_firm(found.firm.plain):
                doubt = f"Heard as '{_clean(found.firm)}', please confirm that it is {reading.facts.firm}."
            return met("The caller names the organisation.", found.firm, confirm=doubt)
        for found in reading.introductions:
            if found.pointer is not None:
                return partial("The organisation is pointed at, not named.", found.pointer)
        return missed("The caller does not say which organisation they call for.")

    def _late(self, passage: Passage, reading: Reading) -> bool:
        return self.within_s is not None and passage.start - reading.start > self.within_s


def _clean(passage: Passage) -> str:
    return passage.text.strip(".,!?;:")
