"""How a voicemail differs from the ones left before: the wording, the reason, and what has changed since."""

from __future__ import annotations

import pytest

from coach.language.reading import Reading
from coach.language.similarity import likeness
from coach.models import Facts, Kind, Transcript, Verdict
from coach.rubric import Rubric, load_rubric, packaged_rubrics
from coach.scoring import score

EARLIER = (
    "Hello Mr. Okoye, Marta from Lindgren Stoves. The flue liner you ordered has arrived, "
    "and we can install it for 480 dollars. Call me on 207-555-0144."
)


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(packaged_rubrics()[Kind.VOICEMAIL])


def verdict(rubric: Rubric, text: str, *previous: str) -> Verdict:
    facts = Facts(previous=previous)
    return score(Transcript.from_text(text), rubric, facts).finding("differs-from-last").verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Good evening, I do hope your week is treating you kindly. Marta from Lindgren Stoves. The flue liner you "
            "ordered has arrived, and we can install it for 480 dollars. Call me on 207-555-0144.",
            Verdict.MISSED,
        ),
        (
            "Mr. Okoye, Marta at Lindgren Stoves. Your flue liner is sitting on our shelf here, we'd fit it for 480 "
            "dollars. Give me a ring, 207-555-0144.",
            Verdict.PARTIAL,
        ),
        (
            "Mr. Okoye, Marta at Lindgren Stoves. Your neighbour told me the chimney cap blew into her greenhouse, and "
            "I've a spare cowl in the right diameter. Give me a ring, 207-555-0144.",
            Verdict.MET,
        ),
        (
            "Mr. Okoye, Marta at Lindgren Stoves. Turns out your flue liner was made for another stove, so the one you "
            "ordered comes in March. Call me on 207-555-0144.",
            Verdict.MET,
        ),
        (
            "Mr. Okoye, Marta at Lindgren Stoves. I keep getting your machine. Ring me when you can, 207-555-0144.",
            Verdict.PARTIAL,
        ),
    ],
)
def test_a_message_is_new_by_what_it_says_and_not_by_its_words(rubric: Rubric, text: str, expected: Verdict) -> None:
    assert verdict(rubric, text, EARLIER) is expected


def test_the_same_amount_counts_as_said_before_and_another_does_not_make_it_new() -> None:
    def known(text: str) -> float:
        reading = Reading(Transcript.from_text(text), Facts(previous=(EARLIER,)))
        assert reading.likeness is not None
        return reading.likeness.known

    same, other = (
        known("Marta here. The scaffold boards come to 480 dollars."),
        known("Marta here. The scaffold boards come to 510 dollars."),
    )

    assert same > other


def test_a_comparison_by_meaning_decides_where_the_words_are_all_other() -> None:
    reading = Reading(Transcript.from_text("The pipe for your wood burner is at the depot."), Facts())

    by_words = likeness(reading.rep, [EARLIER], frozenset())
    by_meaning = likeness(reading.rep, [EARLIER], frozenset(), meaning=lambda one, other: 0.95)

    assert by_words.fresh
    assert by_words.known < 0.5
    assert not by_meaning.fresh
    assert by_meaning.known == 1.0


def test_what_stands_beside_the_reason_makes_no_message_new() -> None:
    reading = Reading(Transcript.from_text("Please photograph the gasket."), Facts())
    beside = frozenset(id(word) for word in reading.transcript.words)

    assert likeness(reading.rep, [EARLIER], frozenset()).fresh
    assert not likeness(reading.rep, [EARLIER], frozenset(), beside).fresh
