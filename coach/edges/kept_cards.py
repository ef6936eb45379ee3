"""The latest scorecards of the library, without the words that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.edges.kept import Judgement, read_value
from coach.models import Scorecard, Value
from coach.rubric import Rubric

if TYPE_CHECKING:
    from coach.edges.store import Store


class Card(Value):
    """The latest scorecard of a recording."""

    recording: str
    name: str
    card: Scorecard


def latest_cards(store: Store, rubric: str, limit: int) -> tuple[Card, ...]:
    """The latest scorecards under any version of the rubric of this id, the newest recording first."""
    db = store.database
    columns, cards = db.recordings.c, db.scorecards.c
    query = (
        db.recordings.join(db.scorecards, cards.id == columns.latest)
        .select()
        .with_only_columns(columns.id, columns.name, cards.body)
        .where(cards.rubric == rubric)
        .order_by(columns.kept_at.desc(), columns.id)
        .limit(limit)
    )
    with db.read() as connection:
        rows = connection.execute(query).mappings().all()
    judged = ((row["id"], row["name"], read_value(Judgement, row["body"]).scorecard) for row in rows)
    return tuple(Card(recording=one, name=name, card=card) for one, name, card in judged if card is not None)


def under_other_versions(store: Store, rubric: Rubric) -> tuple[str, ...]:
    """The recordings whose latest scorecard is of another version of `rubric`."""
    db = store.database
    columns, cards = db.recordings.c, db.scorecards.c
    query = (
        db.recordings.join(db.scorecards, cards.id == columns.latest)
        .select()
        .with_only_columns(columns.id)
        .where(cards.rubric == rubric.id, cards.rubric_digest != rubric.digest)
        .order_by(columns.kept_at.desc(), columns.id)
    )
    with db.read() as connection:
        return tuple(connection.execute(query).scalars())
