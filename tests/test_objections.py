"""Which sentences of a prospect are objections, and what a rep makes of them."""

from __future__ import annotations

import pytest

from coach.language.objections import objects
from coach.language.replies import presses, takes_it_well
from coach.language.sentences import plain


@pytest.mark.parametrize(
    "said",
    [
        "It's not on our roadmap.",
        "I don't have the authority to sign anything.",
        "That's way above what I had in mind.",
        "My boss won't wear it.",
        "I'm retired now and watching the pennies.",
        "We've got cleaners, thanks.",
        "I've seen the same model for a grand less.",
        "I'd have a hard time justifying that.",
    ],
)
def test_a_prospect_who_declines_or_doubts_objects(said: str) -> None:
    assert objects(plain(said))


@pytest.mark.parametrize(
    "said",
    [
        "We use one system for the orders.",
        "I can't do Tuesday, I'm in Lyon.",
        "The line stops twice a week.",
        "I'm happy to meet on Friday.",
        "The last audit took three weeks.",
        "Nobody tells us when the truck is late.",
    ],
)
def test_what_a_prospect_tells_of_their_work_or_diary_is_no_objection(said: str) -> None:
    assert objects(plain(said)) is None


@pytest.mark.parametrize("said", ["Fair enough.", "We're not the cheapest, I'll say it first.", "I won't push you."])
def test_granting_the_point_takes_an_objection_well(said: str) -> None:
    assert takes_it_well(plain(said))
    assert not presses(plain(said))


@pytest.mark.parametrize("said", ["You're just afraid to act.", "I find that hard to believe.", "But we're better."])
def test_belittling_or_contradicting_presses(said: str) -> None:
    assert presses(plain(said))
