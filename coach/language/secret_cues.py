"""Words that say what the number after them is, and words that may stand in the middle of one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from coach.language.patterns import a_word
from coach.language.secret_tokens import Token


class Cue(StrEnum):
    """What a number is said to be."""

    CARD_NUMBER = "card-number"
    CARD = "card"
    CODE = "code"
    EXPIRY = "expiry"
    SOCIAL = "social"
    PHONE = "phone"
    NUMBER = "number"
    """Some number: what was asked for before decides which."""
    ANSWERED = "answered"
    """Behind the number that was asked for."""
    OTHER = "other"
    """A case, a claim, an amount, an address: nothing secret."""


_CUES: tuple[tuple[str, Cue], ...] = (
    (r"(?:business|index|report|score|thank you|birthday|gift|green|library|insurance) cards?", Cue.OTHER),
    (
        r"cvv2?|cvc2?|c v v|c v c|security code|card code|verification (?:code|number|value)|security number"
        r"|(?:three|3|four|4) (?:digits?|numbers?)(?: code)?(?: \w+){0,2} (?:back|front)(?: of (?:the|your|my) card)?"
        r"|(?:three|3|four|4) digit (?:code|number)|back of (?:it|the card|your card|that card|my card)"
        r"|(?:code|numbers?|digits|one)? ?on the back(?: of (?:it|the card|your card|my card|that card))?"
        r"|code on the front(?: of (?:it|the card|your card|my card|that card))?"
        r"|(?:the )?cid",
        Cue.CODE,
    ),
    (r"expir\w+|exp|exp date|valid (?:thru|through|until|till)|good (?:thru|through|until)", Cue.EXPIRY),
    (
        r"(?:(?:my|your|the|his|her|their) )?social security(?: number)?|(?:my|your|the|his|her|their) socials?"
        r"|social number|ssn|s s n|social insurance|tax id|taxpayer id\w*",
        Cue.SOCIAL,
    ),
    (r"social (?:media|worker|work|workers|event|life|services)", Cue.OTHER),
    (
        r"(?:card|visa|mastercard|amex|debit|credit) (?:number|digits|details|info|information)s?"
        r"|(?:long|full|whole|sixteen digit|16 digit|fifteen digit|15 digit) number|(?:sixteen|16|fifteen|15) digits"
        r"|(?:(?:the|your|my) )?number (?:on|of|from|off) (?:the|your|my|that)"
        r" (?:front|card|visa|credit card|debit card)"
        r"(?: of (?:it|the card|your card|my card|that card))?"
        r"|(?:read|give|tell) (?:me |you )?(?:the |your |my |that )?card"
        r"|(?:card|visa|amex|mastercard) (?:number )?(?:is|starts with)",
        Cue.CARD_NUMBER,
    ),
    (r"cards?|visa|master ?card|amex|american express|discover", Cue.CARD),
    (
        r"(?:phone|telephone|cell|mobile|fax|call ?back|direct|office|contact|whatsapp)(?: (?:number|line|phone))?"
        r"|(?:get|find|catch|try|have) me|me (?:back )?(?:on|at)|line"
        r"|call(?:ing|ed)?|text(?:ing)?|reach|dial|ring|extension|ext|area code|plus|number at|best number|call me",
        Cue.PHONE,
    ),
    (r"(?:my|your|our|the) number|numbers? is", Cue.NUMBER),
    (
        r"(?:case|claim|policy|file|docket|reference|confirmation|order|invoice|ticket|tracking|member|matter|badge"
        r"|report|account|routing|license|licence|plate|vin|group|serial|permit|incident|passport|booking|parcel|meter)"
        r" (?:number|id|code|no)|case|claim|policy|docket|reference|invoice|tracking|routing|incident"
        r"|zip(?: code)?|post ?code|address|suite|apartment|unit|room|floor|gate"
        r"|born|birth\w*|dob|aged?|settlement|retainer|deductible|mileage|odometer|premium|salary|population",
        Cue.OTHER,
    ),
)
_ANY_CUE = re.compile(r"(?<!\S)(?:" + "|".join(f"(?P<cue{n}>{idea})" for n, (idea, _) in enumerate(_CUES)) + r")(?!\S)")

_BRIDGE = re.compile(
    a_word(
        "uh um er erm ah eh hm hmm mm mhm mmhm mm-hm mm-hmm mmhmm uh-huh huh okay ok yeah yes yep yup right sure",
        "got it go ahead on and then next dash space hyphen dot point slash comma alright all so wait sorry great",
        "perfect please thanks you continue carry keep going ready again is it's its that's thats that no like",
        "well followed by good cool lovely excellent digits digit the are was with me one's know let see hold hang",
        "sec second moment double triple treble i'm still here what's after was i mean think hundred ma'am sir",
    )
)


def cues_of(tokens: list[Token]) -> dict[int, Cue]:
    """The cues by the place of their last word. Digits in one are none: "three digits" has no 3 in it; they are taken
    out of `tokens`.
    """
    starts: list[int] = []
    length = 0
    for token in tokens:
        starts.append(length)
        length += len(token.text) + 1
    found: dict[int, Cue] = {}
    for match in _ANY_CUE.finditer(" ".join(token.text for token in tokens)):
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
        found[last] = next(cue for number, (_, cue) in enumerate(_CUES) if match[f"cue{number}"] is not None)
        tokens[first : last + 1] = [replace(token, digits="") for token in tokens[first : last + 1]]
    return found


def cue_before(cues: Mapping[int, Cue], at: int, within: int) -> Cue | None:
    """What the nearest cue before `at` says; None where there is none in so many words."""
    near = [cues[place] for place in range(at - 1, max(-1, at - within - 1), -1) if place in cues]
    if not near or near[0] is not Cue.NUMBER:
        return near[0] if near else None
    asked = next((cue for cue in near if cue is not Cue.NUMBER), Cue.ANSWERED)
    return {Cue.ANSWERED: Cue.PHONE, Cue.CARD: Cue.CARD_NUMBER}.get(asked, asked)


def is_bridge(tokens: Sequence[Token], at: int) -> bool:
    """Whether this word may stand in the middle of a number: a pause, a prompt, a sign."""
    return not tokens[at].text or _BRIDGE.fullmatch(tokens[at].text) is not None
