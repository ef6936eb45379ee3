"""The agreed step as a text says it."""

from __future__ import annotations

import datetime as dt

import pytest

from coach.models import NextStep, Transcript
from coach.step_telling import spoken_when, told_step

CALLED = dt.date(2026, 3, 17)


@pytest.mark.parametrize(
    ("date", "time", "when", "words"),
    [
        (dt.date(2026, 3, 19), "14:00", "Thursday at two", "Thursday at two"),
        (dt.date(2026, 3, 19), "09:30", "Thursday at half nine", "Thursday at nine thirty"),
        (dt.date(2026, 3, 26), "14:00", "Thursday week at two", "Thursday the 26th at two"),
        (dt.date(2026, 3, 17), "16:30", "today at four thirty", "Tuesday the 17th at four thirty"),
        (dt.date(2026, 3, 22), "19:00", "Sunday at seven", "Sunday at seven in the evening"),
        (dt.date(2026, 3, 19), "08:10", "Thursday at ten past eight", "Thursday at 8:10"),
        (dt.date(2026, 3, 19), "12:00", "Thursday at noon", "Thursday at noon"),
        (dt.date(2026, 3, 19), "09:00", "friday at nine your time", "Thursday at nine your time"),
        (dt.date(2026, 3, 19), None, "Thursday", "Thursday"),
        (None, "14:00", "on thursday at two", "Thursday at two"),
        (None, "14:00", "tomorrow at two", None),
        (None, None, "soon", None),
        (dt.date(2026, 3, 19), "99:99", "Thursday", None),
    ],
)
def test_when_it_is_is_said_so_that_it_stays_true(
    date: dt.date | None, time: str | None, when: str, words: str | None
) -> None:
    assert spoken_when(NextStep(action="call", when=when, date=date, time=time), CALLED) == words


@pytest.mark.parametrize(
    ("said", "purpose", "words"),
    [
        (
            "I'll call you Thursday to decide what to say back.",
            "to decide what to say back.",
            "to decide what to say back",
        ),
        ("I'll come Thursday and look at the stairs.", "and look at the stairs.", "to look at the stairs"),
        ("I'll ring Thursday with the port price.", "with the port price", "with the port price"),
        ("I'll ring Thursday so that you know the price.", "so that you know the price.", "so you know the price"),
        ("See you Thursday to meet dr lindqvist.", "to meet dr lindqvist.", "to meet Dr Lindqvist"),
        ("I'll ring Thursday to talk on friday at ten.", "to talk on friday at ten.", None),
        ("I'll ring Thursday to see it.", "to see it.", None),
        ("So the twenty-first.", "So the twenty-first.", None),
    ],
)
def test_what_it_is_for_is_said_as_the_rep_said_it_or_not_at_all(said: str, purpose: str, words: str | None) -> None:
    step = NextStep(action="call", date=dt.date(2026, 3, 19), time="14:00", purpose=purpose)

    assert told_step(step, Transcript.from_turns([("rep", said)]), CALLED).purpose == words


def test_what_the_prospect_said_of_it_is_not_put_in_the_reps_mouth() -> None:
    step = NextStep(action="call", date=dt.date(2026, 3, 19), purpose="to have a read of it.")
    said = Transcript.from_turns([("prospect", "Send me an email to have a read of it.")])

    assert told_step(step, said, CALLED).purpose is None
