"""The scorecards of the library held against another version of their rubric: what it would change, and doing it.

Everything comes from the transcripts as they are kept; nothing is heard again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from coach.changes import Rescored
from coach.edges.kept_cards import latest_cards
from coach.edges.kept_corrections import Corrections, OutdatedError
from coach.models import Facts, Scorecard
from coach.rescoring import rescored, standing
from coach.rubric import Rubric
from coach.scoring import score
from coach.what_if import Outcome, judged_again, outcome

if TYPE_CHECKING:
    from coach.edges.store import Store

MOST = 200
"""Recordings that a draft is tried on, the newest ones."""


def what_if(
    store: Store, draft: Rubric, version_of: Callable[[Scorecard], Rubric | None], limit: int = MOST
) -> Iterator[Outcome]:
    """What `draft` would do to the latest scorecards, one by one; `version_of` gives what a card was made with."""
    versions: dict[tuple[int, str], Rubric | None] = {}
    for one in latest_cards(store, draft.id, limit):
        made_with = (one.card.rubric_version, one.card.rubric_digest)
        if made_with not in versions:
            versions[made_with] = version_of(one.card)
        was = versions[made_with]
        findings = judged_again(one.card, was, draft)
        if findings is None:
            transcript, facts = store.transcript(one.recording), store.facts(one.recording)
            if transcript is None:  # deleted at this very moment
                continue
            facts = (facts or Facts()).model_copy(update={"kind": draft.kind})
            findings = score(transcript, draft, facts).findings
        yield outcome(one.recording, one.name, one.card, was, findings, draft)


def score_again(store: Store, recording: str, rubric: Rubric) -> Rescored | None:
    """Scores the recording by `rubric` and keeps that as its latest result; earlier ones stay.

    None where it is gone, or somebody corrected it at this very moment: then it is left as it is.
    """
    found = standing(store, recording, lambda _: rubric)
    if found is None or found.result.scorecard is None:
        return None
    after = rescored(found.result, found.transcript, rubric, found.facts)
    with suppress(OutdatedError):
        Corrections(store).add(found, (), after, found.facts)
        return Rescored(before=found.result, after=after)
    return None
