"""Days and clock times as people say them on calls, and all the words that only look like one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from measure_dates import select, verdict

from coach.language.sentences import plain
from coach.language.when import moments

WEDNESDAY = dt.date(2026, 9, 9)

WITHOUT = Path(__file__).parent / "utterances_without_a_date.txt"

SAID = (
    # Weekdays.
    ("let's do Friday", "2026-09-11", None),
    ("this coming Monday", "2026-09-14", None),
    ("Wednesday works", "2026-09-16", None),
    ("next Wednesday at one", "2026-09-16", "13:00"),
    ("next Sunday", "2026-09-20", None),
    ("Thursday week", "2026-09-17", None),
    ("Friday week at half nine", "2026-09-18", "09:30"),
    ("a week on Friday", "2026-09-18", None),
    ("a week from Thursday", "2026-09-17", None),
    ("week on Tuesday", "2026-09-22", None),
    ("two weeks from Monday", "2026-09-28", None),
    ("two weeks on Saturday", "2026-09-26", None),
    ("a fortnight on Monday", "2026-09-28", None),
    ("Monday fortnight", "2026-09-28", None),
    ("Monday after next", "2026-09-21", None),
    ("the Friday after next", "2026-09-18", None),
    ("Tuesday of next week", "2026-09-15", None),
    ("next week on Thursday at ten", "2026-09-17", "10:00"),
    ("next week, say Tuesday", "2026-09-15", None),
    ("next week, maybe on Friday?", "2026-09-18", None),
    ("the week after next, on Monday", "2026-09-21", None),
    ("Friday this week", "2026-09-11", None),
    ("this week Friday at four", "2026-09-11", "16:00"),
    ("Thursday or the day after", "2026-09-10", None),
    ("two Fridays from now", "2026-09-18", None),
    ("on Sat at eleven", "2026-09-12", "11:00"),
    ("on the following Tuesday", "2026-09-15", None),
    ("Monday the fourteenth", "2026-09-14", None),
    ("Friday the 2nd", "2026-10-02", None),
    ("Thursday the first at half two", "2026-10-01", "14:30"),
    ("Saturday, the twenty-sixth", "2026-09-26", None),
    # Days by their nearness.
    ("today at close of business", "2026-09-09", None),
    ("by end of day", "2026-09-09", None),
    ("by close of play tomorrow", "2026-09-10", None),
    ("end of business Friday", "2026-09-11", None),
    ("EOD Thursday", "2026-09-10", None),
    ("later this afternoon", "2026-09-09", None),
    ("tonight at eight", "2026-09-09", "20:00"),
    ("first thing tomorrow", "2026-09-10", None),
    ("first thing Monday morning", "2026-09-14", None),
    ("mid-morning on Friday", "2026-09-11", None),
    ("tomorrow lunchtime", "2026-09-10", None),
    ("the day after tomorrow at noon", "2026-09-11", "12:00"),
    ("in ten days", "2026-09-19", None),
    ("ten days from now", "2026-09-19", None),
    ("in three days' time", "2026-09-12", None),
    ("in a week's time", "2026-09-16", None),
    ("a week today", "2026-09-16", None),
    ("a week tomorrow", "2026-09-17", None),
    ("tomorrow week", "2026-09-17", None),
    ("a fortnight from today", "2026-09-23", None),
    ("in a fortnight", "2026-09-23", None),
    ("in six weeks", "2026-10-21", None),
    ("twenty-one days from today", "2026-09-30", None),
    ("in three working days", "2026-09-14", None),
    ("in two business days", "2026-09-11", None),
    ("in a month's time", "2026-10-09", None),
    ("three months from now", "2026-12-09", None),
    ("two days after tomorrow", "2026-09-12", None),
    ("in two weeks on Monday", "2026-09-21", None),
    ("end of the week", "2026-09-11", None),
    ("by the end of next week", "2026-09-18", None),
    ("end of the month", "2026-09-30", None),
    ("the end of next month", "2026-10-31", None),
    ("the end of November", "2026-11-30", None),
    ("month end", "2026-09-30", None),
    # Days of the month.
    ("the 14th", "2026-09-14", None),
    ("on the fourteenth at quarter past three", "2026-09-14", "15:15"),
    ("by the third", "2026-10-03", None),
    ("on the first", "2026-10-01", None),
    ("on the second at nine", "2026-10-02", "09:00"),
    ("the 14th of next month", "2026-10-14", None),
    ("on the tenth of this month", "2026-09-10", None),
    ("the twentieth of October", "2026-10-20", None),
    ("October the twentieth", "2026-10-20", None),
    ("October twenty", "2026-10-20", None),
    ("January fifth at 10 a.m.", "2027-01-05", "10:00"),
    ("the first of May", "2027-05-01", None),
    ("March 3rd", "2027-03-03", None),
    ("May twenty-nine", "2027-05-29", None),
    ("February 29th", "2028-02-29", None),
    ("December 4, 2027", "2027-12-04", None),
    ("January twelfth two thousand and twenty eight", "2028-01-12", None),
    ("Tuesday, September 15th, at two", "2026-09-15", "14:00"),
    ("the last day of the month", "2026-09-30", None),
    ("the last day of October", "2026-10-31", None),
    ("first Monday of next month", "2026-10-05", None),
    ("the last Friday of the month", "2026-09-25", None),
    ("the second Tuesday in November", "2026-11-10", None),
    ("the week commencing the 21st", "2026-09-21", None),
    ("week commencing October 7th", "2026-10-05", None),
    ("from the thirteenth to the fifteenth of October", "2026-10-13", None),
    ("September 21st through the 23rd", "2026-09-21", None),
    ("a week after the 14th", "2026-09-21", None),
    ("Christmas Eve", "2026-12-24", None),
    ("on New Year's Day", "2027-01-01", None),
    ("the fourth of July", "2027-07-04", None),
    # Clock times.
    ("half past six", None, "18:30"),
    ("half six tomorrow", "2026-09-10", "18:30"),
    ("quarter of three", None, "14:45"),
    ("quarter to eight in the morning", None, "07:45"),
    ("a quarter past noon", None, "12:15"),
    ("ten to two", None, "13:50"),
    ("twenty past four on Monday", "2026-09-14", "16:20"),
    ("twenty-five to six", None, "17:35"),
    ("ten after nine", None, "09:10"),
    ("five minutes past eleven", None, "11:05"),
    ("eight tonight", "2026-09-09", "20:00"),
    ("noonish", None, "12:00"),
    ("Monday, three-ish", "2026-09-14", "15:00"),
    ("around half four-ish", None, "16:30"),
    ("eleven-ish tomorrow", "2026-09-10", "11:00"),
    ("at midday on Friday", "2026-09-11", "12:00"),
    ("at midnight", None, "00:00"),
    ("at 17:30", None, "17:30"),
    ("Thursday 17:30", "2026-09-10", "17:30"),
    ("at sixteen hundred", None, "16:00"),
    ("at sixteen hundred hours on Monday", "2026-09-14", "16:00"),
    ("at oh nine thirty", None, "09:30"),
    ("oh nine hundred tomorrow", "2026-09-10", "09:00"),
    ("nine oh five", None, "09:05"),
    ("3 p.m.", None, "15:00"),
    ("3:45pm on Thursday", "2026-09-10", "15:45"),
    ("seven thirty in the evening", None, "19:30"),
    ("six in the morning on Saturday", "2026-09-12", "06:00"),
    ("10 o'clock", None, "10:00"),
    ("Friday at eight", "2026-09-11", "08:00"),
    ("Friday at seven", "2026-09-11", "19:00"),
    ("Friday at twelve", "2026-09-11", "12:00"),
    ("between nine and half past on Monday", "2026-09-14", "09:00"),
    ("tomorrow between eight and ten", "2026-09-10", "08:00"),
    ("between two and four on Tuesday", "2026-09-15", "14:00"),
    ("from ten till eleven on Thursday", "2026-09-10", "10:00"),
    ("9 to 11 a.m. on Friday", "2026-09-11", "09:00"),
    ("between 11 and 1pm tomorrow", "2026-09-10", "11:00"),
    ("3-4 p.m. Monday", "2026-09-14", "15:00"),
    ("Monday before eleven", "2026-09-14", "11:00"),
    ("any time after three tomorrow", "2026-09-10", "15:00"),
    ("no later than four", None, "16:00"),
    # Sentences.
    ("Can we say a week Friday?", "2026-09-18", None),
    ("Let's go for Tuesday the 22nd at quarter to five", "2026-09-22", "16:45"),
    ("How's the 30th, around ten?", "2026-09-30", "10:00"),
    ("I could do Thursday at half past two", "2026-09-10", "14:30"),
    ("Same time tomorrow", "2026-09-10", None),
    ("Would the morning of the 18th suit?", "2026-09-18", None),
    ("The Monday after next works", "2026-09-21", None),
    ("Could you ring me back on Friday after five?", "2026-09-11", "17:00"),
    ("It'll have to be the first week of October, say the fifth", "2026-10-05", None),
    ("Shall we pencil in Monday 14 September at 10:30?", "2026-09-14", "10:30"),
    ("Put me down for the twenty-first, eleven sharp", "2026-09-21", "11:00"),
    ("Tuesday next at three", "2026-09-15", "15:00"),
    ("a week from tomorrow at noon", "2026-09-17", "12:00"),
    ("by five today", "2026-09-09", "17:00"),
    ("by Thursday lunchtime", "2026-09-10", None),
    ("Can you be here Saturday between ten and twelve?", "2026-09-12", "10:00"),
    ("I'll call you at nine thirty on the dot Monday", "2026-09-14", "09:30"),
    ("five-ish on Friday", "2026-09-11", "17:00"),
    ("7 p.m. tonight", "2026-09-09", "19:00"),
    ("seven this evening", "2026-09-09", "19:00"),
    ("tomorrow night at seven", "2026-09-10", "19:00"),
    ("tomorrow at 0900", "2026-09-10", "09:00"),
    ("October 1st at 2", "2026-10-01", "14:00"),
    ("October first two p.m.", "2026-10-01", "14:00"),
    ("the 2nd of November, a Monday", "2026-11-02", None),
    ("sometime on Thursday", "2026-09-10", None),
    ("Monday week at two", "2026-09-21", "14:00"),
    ("in exactly two weeks", "2026-09-23", None),
    ("two weeks today at four", "2026-09-23", "16:00"),
    ("four weeks from Friday", "2026-10-09", None),
    ("a month from today", "2026-10-09", None),
    ("on the last Thursday of October", "2026-10-29", None),
    ("before close of business on Friday", "2026-09-11", None),
    ("ten to five on Tuesday", "2026-09-15", "16:50"),
    ("eight in the morning, the sixteenth", "2026-09-16", "08:00"),
    ("twelve thirty on Monday", "2026-09-14", "12:30"),
    ("midday Thursday", "2026-09-10", "12:00"),
    ("quarter past twelve on Friday", "2026-09-11", "12:15"),
    ("let's make it two instead", None, "14:00"),
    ("come by around four thirty", None, "16:30"),
    ("half eight in the evening", None, "20:30"),
    ("1 o'clock", None, "13:00"),
    ("anytime from nine on Monday", "2026-09-14", "09:00"),
    ("end of next month", "2026-10-31", None),
    ("Friday of this week", "2026-09-11", None),
    ("Thursday 10th at 14:15", "2026-09-10", "14:15"),
    ("Wed at 2", "2026-09-16", "14:00"),
    ("this Saturday at ten in the morning", "2026-09-12", "10:00"),
    ("tomorrow first thing, eight thirty", "2026-09-10", "08:30"),
)


@pytest.mark.parametrize(("text", "date", "time"), SAID)
def test_a_moment_is_read_against_the_day_of_the_call(text: str, date: str | None, time: str | None) -> None:
    found = moments(plain(text), WEDNESDAY)

    assert [(m.date and m.date.isoformat(), m.time) for m in found[:1]] == [(date, time)], found


@pytest.mark.parametrize("utterance", [line for line in WITHOUT.read_text(encoding="utf-8").splitlines() if line])
def test_nothing_is_read_where_no_day_and_no_clock_time_is_named(utterance: str) -> None:
    assert moments(plain(utterance), WEDNESDAY) == ()


@pytest.mark.parametrize("half", ["dev", "held"])
def test_call_like_phrases_of_two_public_corpora_are_resolved_and_rightly(shared: Path, half: str) -> None:
    phrases, _ = select(shared / "data")

    counts = Counter(verdict(p) for p in phrases if p.half == half)

    resolved = counts["right"] + counts["wrong"]
    assert resolved >= 0.90 * counts.total()
    assert counts["right"] >= 0.97 * resolved


def test_there_are_five_hundred_utterances_without_a_date_and_none_twice() -> None:
    lines = [plain(line) for line in WITHOUT.read_text(encoding="utf-8").splitlines() if line]

    assert len(lines) >= 500
    assert len(set(lines)) == len(lines)


TOLD_OR_PLANNED = (
    ("It broke on Saturday.", None),
    ("I told my wife I'd call Thursday.", "2026-09-10"),
    ("He called on Monday, so let's do Friday.", "2026-09-11"),
    ("I sent it on Tuesday.", None),
    ("I sent the invite for Tuesday.", "2026-09-15"),
    ("You asked for Saturday.", "2026-09-12"),
    ("They've released Thursday the tenth.", "2026-09-10"),
    ("Was that Thursday?", "2026-09-10"),
    ("The hearing was on Thursday.", None),
    ("Every Friday we do payroll.", None),
    ("We'd love to help.", None),
    ("On Wed at two.", "2026-09-16"),
    ("The fifth of this month.", None),
    ("The thirty-first of this month.", None),
)


@pytest.mark.parametrize(("text", "date"), TOLD_OR_PLANNED)
def test_what_has_happened_names_no_day_to_come_and_what_is_planned_does(text: str, date: str | None) -> None:
    assert next((m.date.isoformat() for m in moments(plain(text), WEDNESDAY) if m.date), None) == date


def test_tomorrow_follows_the_day_of_the_call_and_not_the_clock_of_the_machine() -> None:
    years_ago = dt.date(1999, 12, 31)

    assert [m.date for m in moments("tomorrow at ten", years_ago)] == [dt.date(2000, 1, 1)]
    assert [m.date for m in moments("tonight", years_ago)] == [years_ago]
    assert [m.date for m in moments("tomorrow at ten", None)] == [None]


def test_the_day_after_belongs_to_the_day_before_it() -> None:
    found = moments(plain("Thursday or the day after"), WEDNESDAY)

    assert [m.date for m in found] == [dt.date(2026, 9, 10), dt.date(2026, 9, 11)]
