"""Spoken days and times, read against the day of the call."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from coach.language.clock_times import same_hour
from coach.language.moment import Moment
from coach.language.sentences import plain
from coach.language.when import moments, vague_moment

TUESDAY = dt.date(2026, 3, 17)


def only_moment(text: str, today: dt.date | None = TUESDAY) -> Moment:
    found = moments(plain(text), today)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("Thursday at two", "2026-03-19", "14:00"),
        ("thursday at 230", "2026-03-19", "14:30"),
        ("430 tomorrow", "2026-03-18", "16:30"),
        ("2.30 on Friday", "2026-03-20", "14:30"),
        ("yep 4 35", None, "16:35"),
        ("3 o clock", None, "15:00"),
        ("Friday 4 to 5", "2026-03-20", "16:00"),
        ("end of play Friday", "2026-03-20", None),
        ("a quarter to seven in the evening", None, "18:45"),
        ("half past one tomorrow", "2026-03-18", "13:30"),
        ("shall we say half ten on Friday", "2026-03-20", "10:30"),
        ("quarter to four", None, "15:45"),
        ("four thirty today", "2026-03-17", "16:30"),
        ("seven in the morning on Saturday", "2026-03-21", "07:00"),
        ("tonight at eight", "2026-03-17", "20:00"),
        ("first thing Monday", "2026-03-23", None),
        ("the 24th", "2026-03-24", None),
        ("on the twenty-fourth at noon", "2026-03-24", "12:00"),
        ("a week from Thursday", "2026-03-26", None),
        ("next Tuesday at 9", "2026-03-24", "09:00"),
        ("Thursday of next week at eleven", "2026-03-26", "11:00"),
        ("the day after tomorrow", "2026-03-19", None),
        ("end of the month", "2026-03-31", None),
        ("tomorrow between eight and ten", "2026-03-18", "08:00"),
        ("April 3rd at 4pm", "2026-04-03", "16:00"),
        ("the third of April at 10:15 am", "2026-04-03", "10:15"),
        ("in two weeks", "2026-03-31", None),
        ("Wednesday at 15:30", "2026-03-18", "15:30"),
        ("wednesday three thirty", "2026-03-18", "15:30"),
        ("Monday the sixth of April", "2026-04-06", None),
    ],
)
def test_a_day_and_a_time_are_read_as_people_say_them(text: str, date: str | None, time: str | None) -> None:
    moment = only_moment(text)

    assert (moment.date and moment.date.isoformat(), moment.time) == (date, time)


@pytest.mark.parametrize(
    "text",
    [
        "next week sometime",
        "I'll be in touch soon",
        "last Friday",
        "since Monday we have had no heating",
        "it's six thousand nine hundred",
        "we have two cats and six dogs",
        "five percent of the first order",
        "one of those is my brother",
        "a couple of minutes",
        "the second one on the left",
        "after the holidays",
    ],
)
def test_no_day_is_invented_where_none_is_named(text: str) -> None:
    assert moments(plain(text), TUESDAY) == ()


def test_an_hour_without_morning_or_afternoon_is_unsure_and_read_as_business_hours_have_it() -> None:
    assert only_moment("at eight").time == "08:00"
    assert only_moment("at three").time == "15:00"
    assert not only_moment("at eight").sure
    assert only_moment("at eight in the evening").sure
    assert same_hour("08:30", "20:30")


def test_without_the_day_of_the_call_a_weekday_has_no_date_but_the_clock_time_stands() -> None:
    moment = only_moment("Thursday at two", today=None)

    assert (moment.date, moment.time) == (None, "14:00")


def test_the_same_weekday_as_today_means_next_week() -> None:
    assert only_moment("Tuesday at ten").date == dt.date(2026, 3, 24)


def test_putting_off_is_noticed_by_its_words() -> None:
    match = vague_moment(plain("We'll talk some day next week."))

    assert match is not None
    assert match[0] == "some day"


SPOKEN = (
    ("tomorrow", "2013-02-13"),
    ("this friday", "2013-02-15"),
    ("thursday at 8pm", "2013-02-14"),
    ("the day after tomorrow", "2013-02-14"),
    ("february 15", "2013-02-15"),
    ("the 15th", "2013-02-15"),
)


@pytest.mark.parametrize(("text", "date"), SPOKEN)
def test_the_phrases_that_other_readers_of_dates_are_tested_with_come_out_alike(text: str, date: str) -> None:
    assert str(only_moment(text, dt.date(2013, 2, 12)).date) == date


def test_sentences_that_other_readers_find_no_date_in_give_none_here(shared: Path) -> None:
    path = shared / "data" / "recognizers_text_datetime_en.dev.jsonl"
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    empty = {
        c["input"] for c in cases if c["spec"] == "DateTimeModel" and not c["results"] and len(c["input"].split()) > 4
    }

    invented = [text for text in sorted(empty) if any(m.date for m in moments(plain(text), TUESDAY))]

    assert len(invented) <= len(empty) * 0.12, invented
