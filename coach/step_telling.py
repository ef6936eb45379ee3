"""Says the agreed step again in a text: when it is, and what it is for. Pure."""

from __future__ import annotations

import datetime as dt
import re

from coach.language.clause_shape import subject_of
from coach.language.patterns import any_of
from coach.language.retelling import in_capitals, small
from coach.language.sentences import Passage, plain, sentences
from coach.language.vocabulary import DAYS, FUNCTION_WORDS, words
from coach.models import NextStep, Speaker, Transcript, Value

_HOURS = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_MINUTES = {0: "", 15: " fifteen", 20: " twenty", 30: " thirty", 40: " forty", 45: " forty-five", 50: " fifty"}
_EARLIEST, _LATEST = 7, 18
"""Hours between which nobody has to be told whether morning or evening is meant."""
_A_WEEK = 6
"""Days ahead in which a weekday alone is clear."""
_HOUR = re.compile(r"\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|noon|half|\d)")
SHORTEST_PURPOSE, LONGEST_PURPOSE = 3, 14


class ToldStep(Value):
    """The step in words. `when` fits after "for" or "on its own"; `purpose` follows a comma or stands alone."""

    when: str | None
    purpose: str | None
    owner: str
    confirmed: bool


def told_step(step: NextStep, transcript: Transcript, called: dt.date | None) -> ToldStep:
    """The step as a text to the lead says it; `called` is the day of the call, from which "Thursday" counts."""
    return ToldStep(
        when=spoken_when(step, called),
        purpose=_purpose(step, transcript),
        owner=step.owner,
        confirmed=step.confirmed,
    )


def spoken_when(step: NextStep, called: dt.date | None) -> str | None:
    """ "Thursday at two", "Thursday the 26th at nine thirty"; None where the step names no day and no hour."""
    clock = _clock(step.time) if step.time else None
    if step.time and clock is None:
        return None
    if step.date is None:
        return _as_said(step.when)
    day = f"{step.date:%A}"
    if called is None or not 0 < (step.date - called).days <= _A_WEEK:
        day = f"{day} the {_ordinal(step.date.day)}"
    zone = " your time" if re.search(r"\byour time\b", plain(step.when or "")) else ""
    return f"{day} at {clock}{zone}" if clock else day


def _as_said(when: str | None) -> str | None:
    """The day of a call whose own day is not known, as it was said: "thursday at two" is the same for whoever reads it
    that week; "tomorrow" is not."""
    said = _WEEKDAY_AND_HOUR.search(plain(when or ""))
    return said.group()[:1].upper() + said.group()[1:] if said else None


_WEEKDAY_AND_HOUR = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening))?"
    r"(?: at (?:half )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2})"
    r"(?: (?:fifteen|thirty|forty five|am|pm|oclock))?(?: your time)?)?"
)


def _clock(time: str) -> str | None:
    hour, _, minute = time.partition(":")
    try:
        hours, minutes = int(hour), int(minute)
    except ValueError:
        return None
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        return None
    if (hours, minutes) == (12, 0):
        return "noon"
    part = " in the morning" if hours < _EARLIEST else " in the evening" if hours >= _LATEST else ""
    said = _MINUTES.get(minutes)
    return f"{_HOURS[hours % 12]}{said}{part}" if said is not None else f"{hours % 12 or 12}:{minutes:02d}{part}"


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_TO = re.compile(r"^(?:and |then |just )*to (?=\w)")
_SO = re.compile(r"^(?:and |then )*so (?:that )?(?=(?:you|we|i|they|he|she|the|your|it|its|there|nobody|everybody)\b)")
_WITH = re.compile(r"^(?:with|about|for|on|over) (?=(?:the|your|a|an|prices?|numbers)\b)")
_BARE_VERB = any_of(
    r"(?:look|talk|go|see|show|check|discuss|decide|draft|review|find|fix|measure|sign|plan|finish|choose|pick|cover"
    r"|agree|answer|compare|walk|run|set|sort|start|finalize|finalise|test|try|work|read|figure|get|make|meet|put|take)",
)
_UNSOUND = any_of(
    r"um|uh|er|you know$|i mean|like|sounds|ok|okay|right|please|will you|would you|does that|is that|thanks|bye",
    r"tomorrow|today|tonight|yesterday|this (?:week|morning|afternoon|evening|month)|next (?:week|month)|now|later",
)
_ENDS_LOOSE = words(
    "and or but so the a an to of with for from in at by my our your his her their because if when that which i we as",
)


def _purpose(step: NextStep, transcript: Transcript) -> str | None:
    """What the step is for, as the rep said it: "to decide what to say back to that adjuster"."""
    if not step.purpose:
        return None
    said = _found(step.purpose, transcript)
    if said is None or said.speaker is not Speaker.REP:
        return None
    spoken = [small(w) for w in step.purpose.split()]
    bare = plain(step.purpose)
    if step.purpose.rstrip().endswith("?"):
        bare = plain(step.purpose.rstrip("? "))
    if _UNSOUND.search(bare) or not spoken or spoken[-1] in _ENDS_LOOSE:
        return None
    text = step.purpose.strip().rstrip(".?!,;: ")
    if match := _TO.match(bare):
        text = f"to {_from_word(text, len(match.group().split()))}"
    elif match := _SO.match(bare):
        rest = _from_word(text, len(match.group().split()))
        if subject_of([small(word) for word in rest.split()]) is None:
            return None
        text = f"so {rest}"
    elif _WITH.match(bare):
        text = text[:1].lower() + text[1:]
    elif match := re.match(rf"^(?:and |then |just |we |i |can |ll |to )*(?={_BARE_VERB.pattern})", bare):
        text = f"to {_from_word(text, len(match.group().split()))}"
    else:
        return None
    told = set(plain(text).split())
    if told & DAYS or _HOUR.search(plain(text)) or not told - FUNCTION_WORDS:
        return None
    text = in_capitals(text)
    return text if SHORTEST_PURPOSE <= len(text.split()) <= LONGEST_PURPOSE else None


def _from_word(text: str, first: int) -> str:
    return " ".join(text.split()[first:])


def _found(quote: str, transcript: Transcript) -> Passage | None:
    """The sentence that these words stand in."""
    wanted = f" {plain(quote)} "
    return next((s for s in sentences(transcript) if wanted in f" {s.plain} "), None)
