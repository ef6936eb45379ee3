"""Kind `difference`: is this another message than the ones left before?"""

from __future__ import annotations

from typing import Literal

from coach.detectors.base import Detector, Observation, met, missed, not_applicable, partial
from coach.language.reading import Reading

SAME_WORDING = 0.78
"""From this likeness of the wording on, it is an earlier message again."""
SAID_AGAIN, BESIDE_OTHERS = 0.9, 0.6
"""From this share of an earlier message on it is that message again, where its wording is at least so like."""
SAME_CONTENT = 0.55
"""From this share of known concepts on, other words say what was said before."""
SAME_CONTENT_FEW, FEW = 0.42, 2
"""The same where at most so many concepts are new."""
SAME_CONTENT_AGAIN = 0.3
"""The same where the caller says "again"."""
OVERTAKEN = 0.7
"""Up to this share of known concepts a change that is told of is the reason of the message."""


class Difference(Detector):
    kind: Literal["difference"]

    def observe(self, reading: Reading) -> Observation:
        found = reading.likeness
        if found is None:
            what = "voicemail" if reading.facts.channel is None else "message"
            return not_applicable(f"No earlier {what} to this lead is known.")
        new, old = found.fresh_in, found.old_in
        where = tuple(p for p in (new,) if p)
        told = tuple(p for p in (old,) if p)
        if found.order >= SAME_WORDING or (found.contained >= SAID_AGAIN and found.order >= BESIDE_OTHERS):
            if found.new_fact is None:
                return missed("An earlier message again, nearly word for word.", *told)
            return partial("Something new, wrapped in the words of an earlier message.", found.new_fact)
        context = reading.context
        if not context.matters and not context.claims and not reading.offers[0]:
            return partial("Other words than last time, but they bring no reason.", *(context.pointers[:1] or where))
        if found.news is not None and found.known <= OVERTAKEN and not found.says_so:
            return met("A new reason, fact or angle.", found.news)
        few = len(found.fresh) <= FEW
        enough = SAME_CONTENT_AGAIN if found.again else SAME_CONTENT_FEW if few else SAME_CONTENT
        if found.known >= enough or found.says_so or not found.fresh:
            return partial("The same reason as before in other words.", *told)
        return met("A new reason, fact or angle.", *where)
