"""Clock times: "half four", "2 30", "a quarter to seven in the evening"."""

from __future__ import annotations

import re

from coach.language.calendar_days import DAY
from coach.language.moment import Moment
from coach.language.spoken_numbers import LATER_HOUR, NTH, H, M, value

_PART = r"(?P<part>morning|mornin|afternoon|evening|night|tonight)"

_NOT_A_CLOCK = (
    r"(?! ?(?:hundred|thousand|million|lakh|crore|percent|per|dollars?|bucks|pounds|quid|euros?|rupees|naira|cents"
    r"|k\b|minutes?|mins|hours?|hrs?|days?|weeks?|months?|years?|times|people|of|or so|and a half|units?|miles|inch"
    r"|feet|foot|kids|children|grand|apiece|each|more|other|nine nine|point|ninety|eighty|seventy|sixty|x\b))"
)

_CLOCKS = (
    rf"(?:(?P<half>half) (?:past )?|(?:a )?(?P<quarter>quarter) (?P<qdir>past|after|to|of|til|till|before) "
    rf"|(?P<mins>five|ten|twenty|twenty five|5|10|20|25|\d\d?(?= minutes)) (?:minutes )?(?P<mdir>past|after|to|til"
    rf"|till) )(?P<relhour>{H})\b",
    rf"\b(?P<h1>{H})(?: (?P<m1>{M}))? ?(?P<ampm>[ap] ?m)\b",
    rf"\b(?P<h2>{H})(?: (?P<m2>{M}))? ?o ?clock\b",
    rf"(?:(?<=at )|(?<=by )|(?<=for )|(?<=say )|(?<=around )|(?<=about )|(?<=day )|(?<=tomorrow )"
    rf"|(?<=today )|(?<=hows )|(?<=it )|^)"
    rf"(?P<h12>1[0-2]|[1-9])(?P<m12>[0-5][05])\b(?! ?(?:street|road|avenue|main)\b){_NOT_A_CLOCK}",
    rf"\b(?P<h13>1[0-2]|[1-9])(?P<m13>[0-5][05])(?= (?:on |this )?(?:{DAY}|tomorrow|today|tonight)\b)",
    r"\b(?P<h24>1[3-9]|2[0-3]) ?(?P<m24>[0-5]\d)\b",
    rf"(?<=at )(?P<late>thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|twenty) (?P<latem>hundred|{M})\b(?! percent)",
    r"\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b",
    rf"\b(?:between|from) (?P<h3>{H})(?: (?P<m3>{M}))? (?:and|to|till|until) {H}\b(?: {M}\b)?{_NOT_A_CLOCK}",
    rf"(?<=day )(?P<h10>{H})(?: (?P<m10>{M}))? (?:to|till|until) {H}\b{_NOT_A_CLOCK}",
    rf"\b(?:at|by|around|about|say|after|before|till|until|make it|call it|like|lets say|lets do|hows|can do"
    rf"|could do|would|does|(?:down|her|him|you|it|them"
    rf"|in|us|set|aim|go) for) (?:like |about |around |say )?"
    rf"(?P<h4>{H})(?: (?P<m4>{M}))?\b{_NOT_A_CLOCK}",
    rf"\b(?P<h11>{LATER_HOUR})s (?:good|fine|better|okay|great|perfect|open)\b",
    rf"\b(?P<h5>{H}) (?P<m5>thirty|fifteen|forty five|30|15|45|00)\b{_NOT_A_CLOCK}",
    rf"(?<=day )(?:then |the {NTH} |at |night |morning |afternoon "
    rf"|evening )?(?P<h6>{H})(?: (?P<m6>{M}))?\b{_NOT_A_CLOCK}",
    rf"(?<=tomorrow )(?P<h7>{H})(?: (?P<m7>{M}))?\b{_NOT_A_CLOCK}",
    rf"\b(?P<h8>{LATER_HOUR})(?: (?P<m8>{M}))?(?= (?:in (?:the )?(?:morning|afternoon|evening)|at night|tonight"
    rf"|tomorrow|today"
    rf"|(?:on )?{DAY}\b))",
    rf"^(?:(?:yeah|yes|yep|yup|yah|sure|great|perfect|cool|alright|ok|okay|so|right|then|lets say"
    rf"|well|um|uh|how about|what about|make it) )*"
    rf"(?P<h9>{H})(?: (?P<m9>{M}))?(?= *$| (?:then|it is|works|suits|is (?:good|fine|better|okay|great"
    rf"|all right)))",
)

_CLOCK = [re.compile(pattern) for pattern in _CLOCKS]

_PART_OF_DAY = re.compile(rf"\b(?:in (?:the )?|at |this )?{_PART}\b")


def same_hour(one: str, other: str) -> bool:
    """Whether two clock times are the same but for morning and afternoon."""
    return one[3:] == other[3:] and (int(one[:2]) - int(other[:2])) % 12 == 0


def _clock_value(match: re.Match[str], part: str | None) -> str:
    found = {re.sub(r"\d+$", "", k): v for k, v in match.groupdict().items() if v is not None}
    if "noon" in found or "midnight" in found:
        return "12:00" if "noon" in found else "00:00"
    if late := match.groupdict().get("late"):
        return f"{value(late)}:{0 if match['latem'] == 'hundred' else value(match['latem']):02d}"
    if "h24" in match.groupdict() and match["h24"]:
        return f"{match['h24']}:{match['m24']}"
    minute = 0
    if "relhour" in found:
        hour = value(found["relhour"])
        minute = 30 if "half" in found else 15 if "quarter" in found else value(found["mins"])
        if found.get("qdir", found.get("mdir", "past")) not in ("past", "after"):
            hour, minute = (hour - 2) % 12 + 1, 60 - minute
    else:
        hour = value(found["h"])
        minute = value(found["m"]) if "m" in found else 0
    return f"{_on_the_day(hour, (found.get('ampm') or '')[:1], part):02d}:{minute:02d}"


def _on_the_day(hour: int, ampm: str, part: str | None) -> int:
    """The hour of 24. Without "am" or a part of the day, one to seven is after noon and eight to eleven before."""
    if ampm == "a" or (not ampm and part in ("morning", "mornin")):
        return hour % 12
    if ampm == "p" or part == "afternoon":
        return hour % 12 + 12
    if part in ("evening", "night", "tonight"):
        return hour % 12 + 12 if 4 <= hour < 12 else hour % 12
    return hour + 12 if hour <= 7 else hour


def clocks_named(plain: str) -> list[Moment]:
    """Clock times, earliest first, never overlapping; the part of the day said nearest decides am and pm."""
    parts = list(_PART_OF_DAY.finditer(plain))
    taken: list[Moment] = []
    for pattern in _CLOCK:
        for match in pattern.finditer(plain):
            if any(match.start() < t.end and t.start < match.end() for t in taken):
                continue
            near = [p for p in parts if 0 <= p.start() - match.end() <= 20 or 0 <= match.start() - p.end() <= 12]
            part = min(near, key=lambda p: abs(p.start() - match.end()))["part"] if near else None
            sure = part is not None or any(
                match.groupdict().get(g) for g in ("ampm", "noon", "midnight", "h24", "late")
            )
            taken.append(Moment(match.start(), match.end(), time=_clock_value(match, part), sure=sure))
    return sorted(taken, key=lambda m: m.start)
