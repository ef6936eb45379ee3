"""Which recordings to export, and what is known of each, out of the store."""

from __future__ import annotations

from coach.edges.consenting import recording_consent
from coach.edges.kept import Kept
from coach.edges.kept_reviews import Reviews
from coach.edges.store import Store
from coach.errors import CoachError
from coach.heard_call import SHORTEST_ID
from coach.models import Facts, Scorecard
from coach.presentation.exports import Card
from coach.presentation.findings import shown_findings
from coach.presentation.privacy import consent_line
from coach.rubric import Rubric
from coach.rubrics_in_use import InUse, figures_of_card, in_use, judged_by
from coach.settings import load_settings


def card_of(store: Store, kept: Kept) -> Card | None:
    """What is exported of this recording; None where nobody has listened to it yet."""
    result = store.result(kept.id)
    if result is None:
        return None
    found = result.scorecard
    shown = shown_findings(found.findings, _rubric(found), figures_of_card(found)) if found else ()
    people = Reviews(store).of(kept.id)
    consent = consent_line(recording_consent(store, kept.id, result.transcript), load_settings().region)
    told = store.facts(kept.id) or Facts()
    return Card(name=kept.name, facts=told, result=result, shown=shown, people=people, consent=consent)


def cards_to_export(store: Store, recording: str | None) -> list[Card]:
    """The recording that this id or begin of an id names, all of them without, newest first.

    Raises CoachError where there is none, or none has been listened to.
    """
    found = store.recordings()
    if recording is not None:
        found = [kept for kept in found if kept.id.startswith(recording.lower()) and len(recording) >= SHORTEST_ID]
        if len(found) != 1:
            several = "fits several recordings" if found else "is no recording that we have"
            raise CoachError(f"'{recording}' {several}.", "Give an id from: coach history.")
    cards = [card for kept in found if (card := card_of(store, kept))]
    if not cards:
        raise CoachError("There is no scorecard to export.", "Score a recording first: coach score FILE.")
    return cards


def _rubric(card: Scorecard) -> Rubric | None:
    used = in_use().get(card.rubric)
    return judged_by(card) or (used.rubric if isinstance(used, InUse) else None)
