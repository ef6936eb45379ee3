"""Kind `difference`: is this another message than the ones left before?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial
from coach.language.reading import Reading

SAME_WORDING = 0.78
"""From this likeness of the wording on, it is an earlier message again."""
SAME_CONTENT = 0.55
"""From this share of known content words on, other words say what was said before."""
SAME_CONTENT_AGAIN = 0.3
"""The same where the caller says "again"."""


class Difference(Detector):
    kind: Literal["difference"]

    def observe(self, reading: Reading) -> Observation:
        found = reading.likeness
        if found is None:
            return not_applicable("No earlier voicemail to this lead is known.")
        new, old = found.fresh_in, found.old_in
        where = tuple(p for p in (new,) if p)
        told = tuple(p for p in (old,) if p)
        if found.order >= SAME_WORDING:
            if found.new_fact is None:
                return missed("An earlier message again, nearly word for word.", *told)
            return partial("Something new, wrapped in the words of an earlier message.", found.new_fact)
        context = reading.context
        if not context.matters and not context.claims:
            return partial("Other words than last time, but they bring no reason.", *(context.pointers[:1] or where))
        enough = SAME_CONTENT_AGAIN if found.again else SAME_CONTENT
        if found.known >= enough or found.says_so or not found.fresh:
            return partial("The same reason as before in other words.", *told)
        return met("A new reason, fact or angle.", *where)
