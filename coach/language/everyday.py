"""Words that claim nothing: what any message may say around its facts; and words that claim a time or a share."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of
from coach.language.vocabulary import (
    CALL_WORDS,
    FAMILIAR,
    FILLERS,
    FUNCTION_WORDS,
    GREETINGS,
    POLITE_WORDS,
    TITLES,
    words,
)

EVERYDAY = (
    FUNCTION_WORDS
    | GREETINGS
    | TITLES
    | words(
        "call calling called callback ring phone text reply answer email message voicemail number line reach back",
        "hear talk talking talked speak speaking spoke chat conversation quick quickly brief short question ask",
        "asked asking mention mentioned mentioning work works suit suits better best good ok fine sure happy glad",
        "time minute moment thought help helpful sounds sound still open up let lets start started might show shows",
        "here regards best kind wishes yours sincerely hope understand understood heard happened happens matter",
        "matters change changed point part thing things word words way said told wrote wanted next step first",
        "question questions one ones a bit little yet follow following stop",
    )
) - words(
    "afternoon evening morning day today tomorrow yesterday now night twice soon later never not no nor always every",
    "all most many much more few always none both each ever already good doctor judge officer best free only",
    "have get give take keep show change changed help helpful stop",
) | words("good have get give take best already")
"""Words that a sentence may hold though no fact does; they say nothing about the lead, the firm or the world."""

TELLS_NOTHING = (
    EVERYDAY
    | FILLERS
    | FAMILIAR
    | CALL_WORDS
    | POLITE_WORDS
    | words(
        "perfect excellent brilliant lovely cool right correct exactly absolutely totally definitely indeed alright",
        "long short big small new old different far near ha mm mhm hm wow ooh aha nope yep first last page thing",
    )
)
"""Words that must be true like any other, and yet make no sentence one for this lead."""
QUANTIFIERS = words(
    "always every everyone everybody everything all most many several dozens twice half double triple couple few free",
    "only guaranteed guarantee guarantees definitely certainly surely biggest lowest highest fastest cheapest",
)
"""Words that make more of a fact than it is."""

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = one_of(
    r"january|february|april|june|july|august|september|october|november|december",
    r"jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec",
    r"(?<=\d )march|march(?= \d)|may(?= \d)|(?<=of )(?:march|may)|(?<=in )(?:march|may)",
)
_UNIT = one_of(
    "seconds?|minutes?|mins?|hours?|hrs?", "days?|nights?|weeks?|weekends?|months?|quarters?|years?|decades?"
)
TIMES = any_of(
    _WEEKDAY,
    _MONTH,
    r"mornings?|afternoons?|evenings?|tonight|overnight|noon|midday|midnight|lunch ?time|[ap] ?m",
    r"today|tomorrow|yesterday|now|immediately|asap|soon",
    _UNIT,
    r"spring|summer|autumn|winter|christmas|easter|thanksgiving|new years?",
)
"""Words of time, over plain text; each of them says when, and must be as it was said."""
RELATIVE = any_of(
    r"today|tonight|tomorrow|yesterday|now|immediately|asap|soon",
    rf"(?:this|next|last|coming|past) (?:{_UNIT}|{_WEEKDAY}|morning|afternoon|evening)",
)
"""Times that mean another day when they are read on another day."""
SMALL_TALK_TIMES = re.compile(
    r"\b(?:a |one |quick |got a |have a |couple of )+(?:minutes?|seconds?)\b|\bany ?time\b|\ba good day\b"
    r"|\b(?:is )?now (?:is |still )?(?:a |an )?(?:good|bad|better|okay|ok) (?:time|moment)\b|\bgood time\b"
)
"""Times that ask for patience and name none."""
SAME_TIME = {"am": "morning", "pm": "afternoon", "a m": "morning", "p m": "afternoon", "midday": "noon"}
