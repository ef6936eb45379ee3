"""Days: weekdays, dates and "in a fortnight", reckoned from the day of the call."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from coach.language.calendar_words import DAY, EITHER_DAY, MONTH, WEEKDAY
from coach.language.day_readers import (
    Reader,
    bare_nth,
    coming,
    counted,
    counted_on,
    dated,
    day_after,
    day_in_a_month,
    end_of_week,
    following,
    from_a_day,
    its_monday,
    last_of_month,
    of_this_week,
    of_week,
    plus,
    some_weekdays_on,
    weekday_in_a_month,
    weekday_in_a_month_to_come,
    yearly,
)
from coach.language.patterns import one_of
from coach.language.spoken_numbers import COUNT, DAY_NUMBER, LATER_HOUR, NTH, YEAR


@dataclass(frozen=True)
class Day:
    start: int
    end: int
    date: dt.date | None


_GOES_ON = one_of(
    "at|by|so|then|for|to|is|s|would|and|about|from|or|if|it|that|in the (?:morning|afternoon|evening)|in",
    "fine|works?|suits?|good|great|perfect|half|quarter (?:past|to|of)|between|around|say|ok|okay|yes|please|noon|here",
    "ill|we|you|i|with|same|on|be|when|because|instead|next|this|after|before|until|till|through",
    "morning|afternoon|evening|thats|which|not|sharp",
    LATER_HOUR,
    DAY,
    MONTH,
)

_GOES_ON_WITH_A_TIME = one_of(
    "at|by|then|if|in the (?:morning|afternoon|evening)|works?|suits?|ok|okay|please|around|between|half",
    r"quarter (?:past|to|of)|noon|morning|afternoon|evening|instead|from|through|20\d\d|\d",
    DAY,
)

_AFTER_A_DATE = rf"(?= *$| {_GOES_ON}\b)"

_STRICTLY_AFTER_A_DATE = rf"(?= *$| {_GOES_ON_WITH_A_TIME}\b)"
"""For words that mostly are no date: "the second", "may ten"."""

_IN_YEAR = rf"(?: (?:of |in )?(?P<year>{YEAR})\b(?! hours))?"

_NO_DATE_OF_ITS_OWN = r"(?! (?:the )?\d\d?(?:st|nd|rd|th)\b)"
"""The month is not the head of another date: "12 30 December 27th"."""

_DIGITS = r"(?:0?[1-9]|[12]\d|3[01])"

_THE_MONTH = rf"(?P<month>{MONTH})\b{_NO_DATE_OF_ITS_OWN}{_IN_YEAR}"

_SURE_MONTH = rf"(?P<month>(?!may|mar(?:ch)?\b){MONTH})\b{_NO_DATE_OF_ITS_OWN}{_IN_YEAR}"
"""A month whose name is no everyday word."""

_FULL_MONTH = rf"(?P<month>(?!may\b|march\b)(?=\w{{4}}){MONTH})\b{_NO_DATE_OF_ITS_OWN}{_IN_YEAR}"

_OTHER_MONTH = r"(?P<which>this|next|the (?:following|coming)|coming) month"

_ONE_MONTH = rf"(?:the month|{_OTHER_MONTH}|(?P<month>{MONTH})\b{_IN_YEAR})"

_IN_FRONT = rf"(?:{WEEKDAY} )?"

_BEHIND = rf"(?: {WEEKDAY.replace('weekday', 'behind')})?"

_NEXT_WEEK = r"(?:next|the following|the coming|coming) week"

_WEEK_OF = r"week (?:of|commencing|beginning|starting)"

_FILLED = r"(?: (?:on|for|maybe|say|perhaps|probably|like|possibly|between|from|then|the|so|lets|how about|at))*"

_UNIT = r"(?P<unit>(?:working |business |week ?)?day|week|fortnight|month)s?"

_FROM_NOW = r"(?:from (?:now|today)|hence|time)"

_NO_STRETCH = r"(?! (?:or|of|and|to|as|we|i|it|flat|straight)\b)"
""" "In a day or two" names no day, nor does "in a month", which is said of prices too."""

_CLOSE = r"(?:(?:the )?(?:end|close) of (?:business|play)|(?:(?<!at )the |(?<!the ))end of (?:the )?day|eod|cob)"
"""Not "at the end of the day", which says that something matters."""

_EARLY_IN_THE_MONTH = r"(?:first|second|third|1st|2nd|3rd)\b"

_DATE_CUE = one_of(
    "(?<=on )|(?<=by )|(?<=before )|(?<=until )|(?<=till )|(?<=from )|(?<=around )|(?<=day )|(?<=tomorrow )|^"
)

_MONTH_SAID = re.compile(rf"\b{MONTH}")
_WEEKDAY_SAID = re.compile(DAY)
"""What must be said somewhere for the ways marked with it: most sentences are spared most of the ways."""

_DAYS_AS_SAID: tuple[tuple[str, Reader] | tuple[str, Reader, re.Pattern[str]], ...] = (
    # Weeks called by a date in them.
    (rf"{_WEEK_OF} (?:{DAY} )?(?:the )?(?P<nth>{NTH})(?: of)? {_THE_MONTH}", its_monday(dated)),
    (rf"{_WEEK_OF} (?P<month>{MONTH}) (?:the )?(?P<nth>{DAY_NUMBER})\b", its_monday(dated)),
    (rf"{_WEEK_OF} {_IN_FRONT}the (?P<nth>{NTH})\b", its_monday(bare_nth)),
    # Days of a month that is named.
    (rf"(?:the )?(?P<nth>{NTH}|last) {WEEKDAY} (?:of|in) {_ONE_MONTH}", weekday_in_a_month),
    (rf"(?:the )?(?P<nth>{NTH}|last) {WEEKDAY}\b(?=(?: \w+){{1,4}}? (?:of|in) {_ONE_MONTH})", weekday_in_a_month),
    (rf"(?:the )?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th)) {WEEKDAY}", weekday_in_a_month_to_come),
    (rf"(?:the )?last (?:\w+ )?day (?:of|in) {_ONE_MONTH}", last_of_month),
    (rf"(?:the )?end of {_ONE_MONTH}", last_of_month),
    (r"(?:the )?(?:end of month|month end|eom)", last_of_month),
    (rf"(?:the )?(?P<nth>{NTH}|{_DIGITS}) (?:day )?(?:of |in )?{_OTHER_MONTH}", day_in_a_month),
    (rf"(?:the )?(?P<nth>{NTH}) (?:day )?of the month", bare_nth),
    # Dates; of "from the 13th to the 15th of July" the first.
    (
        rf"(?:the )?(?P<nth>{DAY_NUMBER}) (?:to|through|till|until|and) (?:the )?{DAY_NUMBER}(?: of)? {_THE_MONTH}",
        dated,
        _MONTH_SAID,
    ),
    (rf"(?P<nth>{_DIGITS}) {_DIGITS}(?: of)? {_THE_MONTH}", dated, _MONTH_SAID),
    (rf"{_IN_FRONT}(?:the )?(?P<nth>{DAY_NUMBER}) (?:day )?of {_THE_MONTH}", dated, _MONTH_SAID),
    (rf"{_IN_FRONT}(?:the )?(?P<nth>{NTH}|{_DIGITS}) {_SURE_MONTH}", dated, _MONTH_SAID),
    (rf"{_IN_FRONT}(?:the )?(?P<nth>{DAY_NUMBER}) {_FULL_MONTH}", dated, _MONTH_SAID),
    (
        rf"{_IN_FRONT}(?:the )?(?P<nth>{NTH}|{_DIGITS}) (?P<month>may|mar(?:ch)?){_STRICTLY_AFTER_A_DATE}{_IN_YEAR}",
        dated,
        _MONTH_SAID,
    ),
    (rf"{_IN_FRONT}(?P<month>{MONTH}) (?:the )?(?P<nth>{NTH})\b{_IN_YEAR}{_BEHIND}", dated, _MONTH_SAID),
    (
        rf"{_IN_FRONT}(?P<month>{MONTH}) (?P<nth>{_DIGITS})\b(?! ?(?:people|percent|00|{MONTH})){_IN_YEAR}{_BEHIND}",
        dated,
        _MONTH_SAID,
    ),
    (
        rf"{_IN_FRONT}(?P<month>{MONTH}) (?P<nth>{DAY_NUMBER})\b"
        rf"(?:{_STRICTLY_AFTER_A_DATE}|(?= two thousand)){_IN_YEAR}",
        dated,
        _MONTH_SAID,
    ),
    # Counted from the call.
    (rf"(?:(?P<count>{COUNT}) )?(?P<unit>week|fortnight)s? (?P<anchor>today|tomorrow)", from_a_day),
    (rf"(?:this )?(?P<anchor>{EITHER_DAY}) (?P<unit>week|fortnight)\b(?! (?:after|of))", from_a_day),
    (rf"{WEEKDAY} (?:in )?(?P<count>{COUNT}) {_UNIT} {_FROM_NOW}", counted, _WEEKDAY_SAID),
    (rf"(?:in )?(?P<count>{COUNT}) {_UNIT} {_FROM_NOW} on {WEEKDAY}", counted, _WEEKDAY_SAID),
    (rf"in (?P<count>{COUNT}) {_UNIT}(?: time)? on {WEEKDAY}", counted, _WEEKDAY_SAID),
    (rf"(?P<count>{COUNT}) {WEEKDAY} (?:from (?:now|today)|hence|later|on)", some_weekdays_on, _WEEKDAY_SAID),
    (
        rf"in (?!a month\b(?! time))(?:exactly |another )?(?P<count>{COUNT}) {_UNIT}(?: {_FROM_NOW})?\b{_NO_STRETCH}",
        counted,
    ),
    (rf"(?P<count>{COUNT}) {_UNIT} (?:{_FROM_NOW}|after today)", counted),
    # Weekdays of a week that is named, and weekdays alone.
    (rf"{WEEKDAY} (?:of |in )?(?:the )?week after (?:next|that)", of_week(2), _WEEKDAY_SAID),
    (rf"(?:the )?week after (?:next|that){_FILLED} {WEEKDAY}", of_week(2), _WEEKDAY_SAID),
    (rf"{WEEKDAY} (?:of |in )?{_NEXT_WEEK}", of_week(1), _WEEKDAY_SAID),
    (rf"{_NEXT_WEEK}{_FILLED} {WEEKDAY}", of_week(1), _WEEKDAY_SAID),
    (rf"{WEEKDAY} (?:of |in )?this week", of_this_week, _WEEKDAY_SAID),
    (rf"this week{_FILLED} {WEEKDAY}", of_this_week, _WEEKDAY_SAID),
    (rf"{WEEKDAY} (?:after next|after that)", coming(weeks_on=1), _WEEKDAY_SAID),
    (rf"the {WEEKDAY} after(?! {DAY}\b)", coming(weeks_on=1), _WEEKDAY_SAID),
    (
        rf"{WEEKDAY}(?: then)? (?:the )?(?P<nth>{NTH})\b(?! (?:of|thing|patient|time|one|floor|option|slot)\b)",
        bare_nth,
        _WEEKDAY_SAID,
    ),
    (rf"(?:the )?following {WEEKDAY}", following, _WEEKDAY_SAID),
    (rf"next {WEEKDAY}", of_week(1), _WEEKDAY_SAID),
    (r"(?:the )?end of (?:next|the following) week", end_of_week(1)),
    (r"(?:the )?end of (?:(?:the|this|the current|current) )?week", end_of_week(0)),
    (rf"{WEEKDAY}", coming(), _WEEKDAY_SAID),
    # Days called by their nearness.
    (r"(?:the )?day after tomorrow", plus(2)),
    (r"(?:tomorrows?|tomorow|tmrw?|tommorow)", plus(1)),
    (r"(?:today|tonight|tonite|this (?:morning|afternoon|evening|night))", plus(0)),
    (rf"{_CLOSE}(?! (?:on |this |next )?{EITHER_DAY})", plus(0)),
    (r"(?:the )?(?:day after|next day)", day_after),
    # Days that everybody calls by name.
    (rf"(?:christmas|xmas) day{_IN_YEAR}|(?:(?<=on )|(?<=of ))(?:christmas|xmas)", yearly(25, 12)),
    (rf"(?:christmas|xmas) eve{_IN_YEAR}", yearly(24, 12)),
    (rf"boxing day{_IN_YEAR}", yearly(26, 12)),
    (rf"new years eve{_IN_YEAR}", yearly(31, 12)),
    (rf"new years day{_IN_YEAR}", yearly(1, 1)),
    (rf"valentines? day{_IN_YEAR}", yearly(14, 2)),
    (rf"halloween{_IN_YEAR}", yearly(31, 10)),
    (rf"(?:st|saint) patricks day{_IN_YEAR}", yearly(17, 3)),
    # The day of the month alone.
    (rf"(?:the|on) (?P<nth>(?!{_EARLY_IN_THE_MONTH}){NTH})\b{_AFTER_A_DATE}", bare_nth),
    (rf"{_DATE_CUE}the (?P<nth>{_EARLY_IN_THE_MONTH}){_STRICTLY_AFTER_A_DATE}", bare_nth),
    (rf"^on (?P<nth>{NTH})$", bare_nth),
)
"""How days are said, each way with what reads it; where two fit the same words, the earlier one holds."""


@cache
def _whole_words(pattern: str) -> re.Pattern[str]:
    """Compiled when it is first asked for: all of them together take as long as the rest of a small command."""
    return re.compile(rf"\b(?:{pattern})(?!\w)")


_COUNTED_FROM_IT = re.compile(
    rf"\b(?<!for )(?:(?P<count>{COUNT}) {_UNIT} (?:from|after)"
    rf"|(?:(?P<count_on>{COUNT}) )?(?P<unit_on>week|fortnight)s? (?:on|from|this)|a week)(?: this)? $"
)
""" "A week on" before Friday, "three days after" before the fourteenth."""


def days_named(plain: str, today: dt.date | None) -> list[Day]:
    """Days from `today` on, earliest first, never overlapping. Without `today` their dates stay open."""
    hits: list[tuple[re.Match[str], Reader]] = []
    said = {cue for cue in (_MONTH_SAID, _WEEKDAY_SAID) if cue.search(plain)}
    for pattern, reader, *needs in _DAYS_AS_SAID:
        if not said.issuperset(needs):
            continue
        for match in _whole_words(pattern).finditer(plain):
            if not any(match.start() < h.end() and h.start() < match.end() for h, _ in hits):
                hits.append((match, reader))
    found: list[Day] = []
    before: dt.date | None = None
    for match, reader in sorted(hits, key=lambda hit: hit[0].start()):
        if reader is day_after and not found:
            continue
        start, date = match.start(), reader(match, today, before) if today else None
        ahead = _COUNTED_FROM_IT.search(plain[:start])
        if ahead and not (ahead["unit_on"] and match.groupdict().get("nth")):
            start, date = ahead.start(), counted_on(date, ahead) if date else None
        if today and (date is None or date < today):
            continue
        before = date or before
        found.append(Day(start, match.end(), date))
    return found
