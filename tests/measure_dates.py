"""How many spoken dates and times of two public test corpora are resolved, and how many of those rightly.

Run from the root of the repository: `python tests/measure_dates.py [FOLDER] [--misses dev|held|all] [--chosen]`. FOLDER
holds `duckling_time_en.dev.jsonl` and `recognizers_text_datetime_en.dev.jsonl` (default: `../shared/data`).

Selection, by the form of the phrase and by the corpus's own value, never by what we read:

- Taken: a phrase in words, or as a recogniser of speech writes it ("3:30pm", "April 22nd", "3-4pm"), that names one
  day from the day of the call on, a clock time, both, or a stretch whose first day or hour is named. Of Recognizers
  only specs that give a value. The whole sentence is read where it names one thing, else the words of each thing.
- Left out, with counts: see `EXCLUSIONS` and `_by_value` below; each rule names its reason, and they are printed.
- Each phrase counts once for each day of the call.

Right means: the day is the corpus's day (one of its days on or after the day of the call, where it lists several), the
clock is its clock, and nothing else is named. Where the words say neither "am" nor "pm" nor a part of the day, the
corpora list both halves of the day or take the next one to come; such an hour is compared on a face of twelve hours.
For "end of" a week or a month the last day (of a week: Friday too) stands for the stretch.

Two halves by the hash of the phrase. Both corpora, with what was wrong in either half at first, were read through once
to draw up the selection, so `held` is no unseen set; after that the rules of the product were changed looking at the
misses of `dev` only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from coach.language.sentences import plain
from coach.language.when import moments

DAY_WORD = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun"
    r"|today|tonight|tonite|tomorrows?|tmrw?|this (?:morning|afternoon|evening|night|day)|next (?:morning|evening|day)"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|\d+(?:st|nd|rd|th)|the (?:\w+ )?(?:first|second|third|\w+th)"
    r"|weeks?|fortnights?|days?|months?|years?|eod|eom|christmas|xmas|valentines?|halloween|new years?)\b"
)

NO_HALF_OF_DAY = re.compile(
    r"\d ?[ap]\b|[ap]\.? ?m\b|noon|midnight|mid night|morning|evening|tonight|tonite|\bnight|afternoon"
)

EXCLUSIONS: dict[str, tuple[str, ...]] = {
    "written only: 2/15, 2015-03-03, 10.31.1974, Jan-1, 15h30, 7a, @, qtr": (
        r"\d ?/ ?\d|\d{4}-|-\d{4}|[a-z]{3}[-/]\d|\d-[a-z]{3}|\d ?h\d*\b|@|\d:?\d*[ap]\b(?!\.?m)",
        r"\d\.\d+\.\d|\d-\d+-\d|\d{6,}|www|w/c|\d\.\d+(?!\d| ?[ap]\.?m)|^\d+-\d+$|\(|'$|\. (?:nov|oct)\.",
        r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|october)\d",
        r"\b\d+(?:jan|feb|mar|apr|jun|jul|aug|nov|dec)|\b(?:bom|boy|eoy|atm|qtr|wkend)\b",
    ),
    "a bare number for the day of the month: on 15": (
        r"\b(?:on|the) \d{1,2}(?:$|,| at\b| from)|^\d{1,2}(?:,| at\b|$)",
        r"(?:sun|fri)day \d+(?:$| at)|\d this month|\d (?:in )?next month",
    ),
    "seconds, or reckoned from the minute of the call: in an hour": (
        r"\d:\d\d:\d\d|\bseconds\b|\bmin(?:ute)?s?\b(?! past)|\bhours?\b|^(?:right |just )?now$|at present|asap",
        r"as soon as|this time|\bnow and|and now|from now until|\b1/[24]\b|3/4|quarters? of an",
    ),
    "a season, or a holiday but Christmas, New Year, Valentine's, Halloween, St Patrick's and the Fourth of July": (
        r"easter|thanksgiving|thanks giving|martin luther|mlk|(?:cyber|clean|whit|orthodox|shrove) mon|black fri",
        r"maundy",
        r"boss|ramadan|eid|diwali|season|spring|summer|autumn|winter|yuandan|presidents|labor|memorial|mother|father",
        r"super|mini-tues|lincoln|groundhog|chinese|earth|king'?s|(?:white|palm|branch) sun|lazarus|mysteries|covenant",
        r"pancake|paddy|holocaust|administrative|admins|daylight|holy spirit|tax day|law day|lei day|sibling",
        r"grandparents|spouse|independence day|juneteenth|freedom day|jubilee|islamic|new year\b(?!.?s)|national",
        r"emancipation|birthday|ides|jayanti|hash|sukkot|pentecost|xmas to",
    ),
    "a time zone": (r"\b(?:gmt|utc|[cmpe][sd]?t|cet|edt|eastern|pacific|time zone|montreal|russia)\b",),
    "past": (
        r"\blast (?!day|monday|week of|friday)|\blast (?:week|day\b(?! of))|yesterday|\bago\b|\bback$|\bsince\b",
        r"\b(?:past|previous) (?=\w*(?:day|week|month|season|morning))|before today",
    ),
    "a stretch, a repeat or a part without a first day or hour: next week, the weekend, early March, all week": (
        r"^(?:the )?(?:next|coming|upcoming|this|current) \w+$"
        r"(?<!day)(?<!night)(?<!morning)(?<!noon)(?<!evening)(?<!fri)(?<!thu)",
        r"weekend|^all |every|upcoming|(?:beginning|start|middle|rest) of|within|less than|more than|next \d",
        r"^the week$",
        r"(?:early|late|mid)[- ]?(?:next|march|may|september|july)|(?<!of )next (?:month|year)|(?<!new )\byears?\b",
    ),
    "as nobody says it on a call: the closest Monday to, the third last, my day": (
        r"closest|\blast (?:\w+ )?(?:week|weekend) of|(?:\d(?:nd|rd|th)|second|third) last|my day|\bthis day\b",
    ),
    "five to seven, which on a call is 6:55": (r"\bfive to seven\b(?! p)",),
}

PAST_SENTENCE = re.compile(
    r"\b(?:was|were|went|did|met|drank|happened|sold|had|left|came|made|born|lasted|have lived|they were|sails)\b"
)

_PART_ALONE = re.compile(
    r"morning|afternoon|evening|night|tonite|lunch|dinner|breakfast|end of|eod|later|mid|\bam\b|\bpm\b|early"
)

_CLOCK_WORD = re.compile(
    r"\d ?[ap] ?\.? ?m|\d:\d|clock|\bnoon|midday|mid ?night|half|quarter|past"
    r"|\b(?:at|from|between|around|for|than|before|after) "
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"|\b(?:thirty|fifteen|ish)\b|ish\b|(?:^| )\d{1,2} (?:tonight|tomorrow|in the|this)|tonight \d|\d-\d|zero"
    r"|(?:oh?|ou) three|\b(?!19|20)\d{3,4}\b"
    r"|tomorrow (?:\d|three)|tmr \d|a m\b|p m\b|\d\.\d\d|(?:one|five|seven|eight|nine|ten|thirty) (?:in the|p|am\b)"
)


@dataclass(frozen=True)
class Phrase:
    """A phrase of a corpus with what it means there."""

    corpus: str
    text: str
    today: dt.date
    days: frozenset[dt.date] | None
    clocks: frozenset[str] | None
    half_open: bool

    @property
    def half(self) -> str:
        return "dev" if hashlib.sha256(self.text.lower().encode()).digest()[0] % 2 else "held"


def duckling(path: Path, left_out: Counter[str]) -> Iterator[Phrase]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    values: dict[str, set[str]] = {}
    for row in rows:
        values.setdefault(row["text"].lower(), set()).add(row["value"])
    done: set[str] = set()
    for row in rows:
        text, key = row["text"], row["text"].lower()
        if key in done:
            left_out["said twice"] += 1
            continue
        done.add(key)
        today = dt.date.fromisoformat(row["reference"][:10])
        instants = [
            dt.datetime(*(int(n) for n in group.split(",")))  # type: ignore[arg-type]
            for group in re.findall(r"\((\d{4}(?:, ?\d+){5})\)", row["value"])
        ]
        grain = re.search(r"\) (\w+)(?: \"|\)|$)", row["value"])
        if len(values[key]) > 1 or not instants or "--" in row["value"]:
            left_out["two readings, or none, in the corpus itself"] += 1
        elif reason := _by_form(text, text):
            left_out[reason] += 1
        elif grain and grain[1] in ("Week", "Month", "Quarter", "Year", "Second"):
            left_out["a week, month, quarter or year, not a day"] += 1
        else:
            ends = "Interval" in row["value"] and "end of" in key
            last = instants[-1].date() - dt.timedelta(days=1) if ends or "eom" in key or "eod" in key else None
            yield from _by_value("duckling", text, today, instants[:1], last, row["value"], left_out)


def recognizers(path: Path, left_out: Counter[str]) -> Iterator[Phrase]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    done: set[tuple[str, str]] = set()
    for row in rows:
        if row["spec"].endswith("Extractor") or not row["reference"]:
            left_out["a spec without values"] += 1
            continue
        if not row["results"]:
            left_out["nothing named"] += 1
        for result in row["results"]:
            kind = (result.get("TypeName") or result["Type"]).split(".")[-1]
            beside = row["input"].lower().replace(result["Text"].lower(), " ")
            alone = len(row["results"]) == 1 and not DAY_WORD.search(beside)
            text = row["input"] if alone else result["Text"]
            key = (text.lower().strip(" ."), row["reference"][:10])
            if kind in ("set", "duration", "timezone", "datetimealt", "daterange") and not (
                kind == "daterange" and _DAYS_FROM.search(result["Text"].lower())
            ):
                left_out[f"a {kind}"] += 1
            elif key in done:
                left_out["said twice"] += 1
            elif reason := _by_form(result["Text"], row["input"]):
                done.add(key)
                left_out[reason] += 1
            else:
                done.add(key)
                today = dt.date.fromisoformat(row["reference"][:10])
                told = list(_instants(result.get("Value") or result.get("Resolution") or {}, kind, today))
                last = None
                if told and re.search(r"end of (?:the |this |next )?(?:month|week)", result["Text"].lower()):
                    last = (told[-1] - dt.timedelta(days=1)).date()
                yield from _by_value("recognizers", text, today, told, last, kind, left_out, result["Text"])


_DAYS_FROM = re.compile(
    r"(?:from|between|starting).*(?:day|\d(?:st|nd|rd|th)\b|tomorrow|today|oct\. \d|february \d|\d+ of sept|january)"
    r"|today till|week commencing"
    r"|next week between|(?:tue) to thur|(?:^| )end of (?:the |this |next )?(?:week|month)"
)


def _instants(value: dict[str, Any], kind: str, today: dt.date) -> Iterator[dt.datetime]:
    """The instants a value of Recognizers stands for; of a stretch its start, or its end if that alone is named."""
    if "FutureResolution" in value:
        told = value["FutureResolution"]
        options = [told.get(k) for k in ("date", "dateTime", "time", "startDate", "startDateTime", "startTime")]
        options = [o for o in options if o][:1] or [o for k, o in told.items() if k.startswith("end")]
    else:
        options = [v.get("value") or v.get("start") or v.get("end") for v in value.get("values", ())]
    for option in options:
        if not option or not re.match(r"\d", option):
            continue
        yield dt.datetime.fromisoformat(option if "-" in option else f"{today} {option}")


def _by_form(span: str, sentence: str) -> str | None:
    words = span.lower().strip(" .!?")
    for reason, patterns in EXCLUSIONS.items():
        if any(re.search(pattern, words) for pattern in patterns):
            return reason
    if sentence != span and PAST_SENTENCE.search(sentence.lower()):
        return "past"
    return None


def _by_value(
    corpus: str,
    text: str,
    today: dt.date,
    told: list[dt.datetime],
    last: dt.date | None,
    kind: str,
    left_out: Counter[str],
    span: str | None = None,
) -> Iterator[Phrase]:
    """The phrase with what is compared, unless its value puts it outside the selection."""
    words = (span or text).lower().replace("’", "'")
    if DAY_WORD.search(words) and _weekdays_only(words) and any(t.date() == today for t in told):
        left_out["the weekday of the call itself, which the guide reads as a week on"] += 1
        return
    ahead = [t for t in told if t.date() >= today] or ([dt.datetime.combine(last, dt.time())] if last else [])
    if not ahead:
        left_out["past" if told else "no value"] += 1
        return
    names_day = kind.startswith("date") if corpus == "recognizers" else bool(DAY_WORD.search(words.replace("'", "")))
    names_clock = bool(_CLOCK_WORD.search(words)) and kind not in ("date", "daterange")
    if corpus == "duckling" and re.search(r"\) Day\b", kind):
        names_clock = False
    if _PART_ALONE.search(words) and not _CLOCK_WORD.search(words):
        names_clock = False
        if not names_day:
            left_out["a part of the day without a clock time: in the morning"] += 1
            return
    if not names_day and not names_clock:
        left_out["neither a day nor a clock time by its words"] += 1
        return
    clocks = frozenset(t.strftime("%H:%M") for t in ahead) if names_clock else None
    if clocks and _outside_its_part(words, clocks):
        left_out["an hour outside the part of the day it is said with: tonight at two"] += 1
        return
    days = None
    if names_day:
        days = frozenset({t.date() for t in ahead} if last is None else {last, ahead[0].date()})
        if last is not None and "month" in words + " month" and "week" not in words:
            days = frozenset({last})
        if _WITH_ITS_WEEKDAY.search(words) and (
            min(days) > today + dt.timedelta(days=100)
            if not _MONTH.search(words)
            else f"{min(days):%a}".lower() not in words
            or (min(days) > today + dt.timedelta(days=366) and not re.search(r"20\d\d|two thousand", words))
        ):
            left_out[
                "a date beside a weekday that it does not fall on: Thu 15th in a month where that is a Friday"
            ] += 1
            return
    yield Phrase(corpus, text, today, days, clocks, not NO_HALF_OF_DAY.search(words))


_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")

_WITH_ITS_WEEKDAY = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)\w*,? (?:the )?"
    r"(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thirty|twenty)"
    r"|\d, (?:mon|tue|wed|thu|fri|sat|sun)"
)


def _weekdays_only(words: str) -> bool:
    return bool(re.search(r"\b(?:on|or later on) (?:mon|tues|wednes|thurs|fri|satur|sun)day", words)) and not re.search(
        r"today|this week", words
    )


def _outside_its_part(words: str, clocks: frozenset[str]) -> bool:
    hour = min(int(c[:2]) for c in clocks)
    if re.search(r"tonight|evening|night", words) and not re.search(r"midnight|mid night", words):
        return hour < 16
    return "morning" in words and (hour >= 12 or hour == 0)


def read(phrase: Phrase) -> tuple[set[dt.date], list[str]]:
    """The days and the clock times that we read in it."""
    found = moments(plain(phrase.text), phrase.today)
    dates = [m.date for m in found if m.date]
    return set(dates[:1]) if phrase.days else set(dates), [m.time for m in found if m.time]


def verdict(phrase: Phrase) -> str:
    dates, times = read(phrase)
    if not (dates if phrase.days else times):
        return "unresolved"
    right = dates <= phrase.days and bool(dates) if phrase.days else dates <= {phrase.today}
    if phrase.clocks is None:
        return "right" if right and not times else "wrong"
    return "right" if right and times and _same_clock(times[0], phrase) else "wrong"


def _same_clock(time: str, phrase: Phrase) -> bool:
    def face(clock: str) -> str:
        return f"{int(clock[:2]) % 12:02d}{clock[2:]}" if phrase.half_open else clock

    return face(time) in {face(c) for c in phrase.clocks or ()}


def select(folder: Path) -> tuple[list[Phrase], dict[str, Counter[str]]]:
    """The phrases of both corpora, and for each corpus how many were left out and why."""
    left_out = {"duckling": Counter[str](), "recognizers": Counter[str]()}
    phrases = [
        *duckling(folder / "duckling_time_en.dev.jsonl", left_out["duckling"]),
        *recognizers(folder / "recognizers_text_datetime_en.dev.jsonl", left_out["recognizers"]),
    ]
    return phrases, left_out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument(
        "--misses", choices=("dev", "held", "all"), help="show what is unresolved or wrong in this half"
    )
    parser.add_argument("--chosen", action="store_true", help="show every phrase taken")
    options = parser.parse_args()
    phrases, left_out = select(options.folder)
    print(__doc__)
    for corpus, reasons in left_out.items():
        print(f"{corpus}: left out {sum(reasons.values())}")
        for reason, count in reasons.most_common():
            print(f"  {count:5d}  {reason}")
    print(f"\n{'':24}phrases  resolved  right of those")
    for corpus in ("duckling", "recognizers", "both"):
        for half in ("dev", "held", "all"):
            chosen = [p for p in phrases if corpus in (p.corpus, "both") and half in (p.half, "all")]
            counts = Counter(verdict(p) for p in chosen)
            resolved = counts["right"] + counts["wrong"]
            print(
                f"{corpus:12} {half:10} {len(chosen):7d}  {resolved / len(chosen):8.3f}  "
                f"{counts['right'] / max(1, resolved):.3f}   ({counts['right']} right, {counts['wrong']} wrong)"
            )
    for p in sorted(phrases, key=lambda p: (verdict(p), p.corpus)):
        outcome = verdict(p)
        if options.chosen or (options.misses in (p.half, "all") and outcome != "right"):
            dates, times = read(p)
            meant = ([str(d) for d in sorted(p.days or ())], sorted(p.clocks or ()))
            print(f"{outcome:11}{p.text[:90]!r} {p.today:%F %a} means {meant}, read {[str(d) for d in dates], times}")


if __name__ == "__main__":
    main()
