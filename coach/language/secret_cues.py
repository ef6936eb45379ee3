"""Words that say what the number after them is, and words that may stand in the middle of one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from coach.language.patterns import a_word, one_of
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
    """Some number: what was asked for before decides which. Where nothing was, mostly a telephone's."""
    ANSWERED = "answered"
    """Behind the number that was asked for."""
    PLAIN_CODE = "plain-code"
    """A code of something: of a card where one is spoken of."""
    TOPIC = "topic"
    """What is spoken of with harmless numbers, and with secret ones that are told by their shape."""
    OTHER = "other"
    """A case, a claim, an address: nothing secret."""


_SOCIAL_LIFE = one_of(
    "media|work(?:ers?)?|events?|life|services?|posts?|ads?|clubs?|pages?|accounts?|channels?|campaigns?|strategy",
    "presence|followers|marketing|proof|network\\w*|stuff|circle",
)
_BENEFITS = one_of(
    "disability|benefits?|office|administration|checks?|income|judge|hearing|case|claim|deposits?|lawyers?"
)
_DIGIT_NEXT = r"(?= (?:is )?(?:oh|o|zero|one|two|three|four|five|six|seven|eight|nine|\d{3,4})\b)"
_WHOSE = "(?:my|your|the|his|her|their)"
_CUES: tuple[tuple[str, Cue], ...] = (
    (r"(?:business|index|report|score|thank you|birthday|gift|green|library|insurance) cards?", Cue.OTHER),
    (
        r"cv[bcdenpv]2?|c[bcdv]v2?|cbb|cdd|tvv|csc|c v [bcnv]|c [bcv] v|security code|card code"
        r"|verification (?:code|number|value)|security number"
        r"|(?:three|3|four|4) (?:little |small )?(?:digits?|numbers?)(?: code)?(?: \w+){0,2} (?:back|front)"
        r"(?: of (?:the|your|my) (?:card|amex))?"
        r"|(?:three|3|four|4) (?:digits?|numbers?)(?: \w+){1,3} signature(?: strip| panel)?|signature (?:strip|panel)"
        r"|(?:three|3|four|4) digit (?:code|number)|(?:three|3) digits?"
        r"|(?:the|those|these) (?:little |small )?(?:three|3) numbers"
        r"|back of (?:it|the card|your card|that card|my card)"
        r"|back number|(?:code|numbers?|digits|one|three)? ?(?:on|off) the (?:back|reverse)"
        r"(?: of (?:it|the card|your card|my card|that card))?"
        r"|(?<!me )(?:flip|turn) (?:it|that|the card|your card|my card|her) over"
        rf"|(?:last (?:three|3)|security){_DIGIT_NEXT}"
        r"|code on the front(?: of (?:it|the card|your card|my card|that card))?"
        r"|(?:the )?cid",
        Cue.CODE,
    ),
    (
        r"expir\w+|exp|exp date|date on (?:it|that|there|the card|your card|my card)"
        r"|(?:valid|good) (?:thru|through|until|till)",
        Cue.EXPIRY,
    ),
    (
        rf"(?:{_WHOSE} )?social security(?: number)?(?! {_BENEFITS})"
        rf"|{_WHOSE}(?: \w+){{0,2}} socials?(?! (?:security|{_SOCIAL_LIFE}))"
        r"|(?:my|your|his|her) soc|the soc is|(?:nine|9) digits?(?: social)?|socials?(?= (?:ends|is|starts))"
        r"|social number|ssn|s s n|social insurance|tax id|taxpayer id\w*",
        Cue.SOCIAL,
    ),
    (rf"social {_SOCIAL_LIFE}", Cue.OTHER),
    (rf"social security {_BENEFITS}", Cue.TOPIC),
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
    (r"(?:first|second|third|next|middle) (?:four|4)(?= (?:are|is|digits?|numbers?|would)\b)", Cue.CARD),
    (r"cards?|visa|master ?card|amex|american express|discover|debit|credit", Cue.CARD),
    (
        r"(?:phone|telephone|cell|mobile|fax|call ?back|direct|office|contact|whatsapp)(?: (?:number|line|phone))?"
        r"|(?:get|find|catch|try|have) me|me (?:back )?(?:on|at)"
        r"|(?:my|your|our|best|good|home|main|land|private|a|this) line"
        r"|call(?:ing|ed)?|text(?:ing)?|reach|dial|ring|extension|ext|area code|plus|number at|best number|call me",
        Cue.PHONE,
    ),
    (r"(?:my|your|our|the) number|numbers? is|(?:the |those |my |your )?last (?:four|4)", Cue.NUMBER),
    (
        r"(?:case|claim|policy|file|docket|reference|confirmation|order|invoice|ticket|tracking|member|matter|badge"
        r"|report|account|routing|license|licence|plate|vin|group|serial|permit|incident|passport|booking|parcel|meter)"
        r" (?:number|id|code|no)|case|claim|policy|docket|reference|invoice|tracking|routing|incident"
        r"|confirmation|ticket|receipt|approval|orders?(?= \d)"
        r"|zip(?: code)?|post ?code|address|suite|apartment|unit|room|floor|gate|born|birth\w*|dob|aged?"
        r"|(?:area|door|gate|garage|entry|access|building|alarm|promo|discount|coupon|referral|conference|dress|bar|qr"
        r"|country|error|billing|diagnosis|cpt|icd|source|booking|confirmation|pass) codes?|codes? of",
        Cue.OTHER,
    ),
    (
        r"amount|total|balance|fees?|price|settlement|retainer|deductible|mileage|odometer|premium|salary|population",
        Cue.TOPIC,
    ),
    (r"code", Cue.PLAIN_CODE),
)
_ANY_CUE = re.compile(r"(?<!\S)(?:" + "|".join(f"(?P<cue{n}>{idea})" for n, (idea, _) in enumerate(_CUES)) + r")(?!\S)")

_BRIDGE = re.compile(
    a_word(
        "a aha uh um er erm ah eh hm hmm mm mhm mmhm mm-hm mm-hmm mmhmm uh-huh huh okay ok yeah yes yep yup right sure",
        "got it go ahead on and then next dash space hyphen dot point slash comma alright all so wait sorry great",
        "last first perfect please thanks you continue carry keep going ready again is it's its that's thats that",
        "no like well followed by good cool lovely excellent digits digit the are was with me one's know let see hold",
        "hang sec second moment double triple treble i'm still here what's after was i mean think hundred ma'am sir",
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
        length += len(token.name) + 1
    found: dict[int, Cue] = {}
    for match in _ANY_CUE.finditer(" ".join(token.name for token in tokens)):
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
        found[last] = _cue_of(match)
        tokens[first : last + 1] = [replace(token, digits="") for token in tokens[first : last + 1]]
    return found


_AMOUNT_WITHIN = 6
_GOES_ON_WITHIN = 20
"""Words behind a question within which an amount is the answer, or goes on with it."""
_OF_A_CARD = 4
"""Words within which a card that is named behind a code is the one that the code is on."""


def _cue_of(match: re.Match[str]) -> Cue:
    return next(cue for number, (_, cue) in enumerate(_CUES) if match[f"cue{number}"] is not None)


def cue_before(cues: Mapping[int, Cue], at: int, within: int) -> Cue | None:
    """What the nearest cue before `at` says; None where there is none in so many words, NUMBER where nothing that was
    asked for is known."""
    before = range(at - 1, max(-1, at - within - 1), -1)
    places = [place for place in before if cues.get(place, Cue.PLAIN_CODE) is not Cue.PLAIN_CODE]
    near = [cues[place] for place in places]
    if near[:2] == [Cue.CARD, Cue.CODE] and places[0] - places[1] <= _OF_A_CARD:
        return Cue.CODE  # "the four digits on the front for Amex?"
    if not near or near[0] is not Cue.NUMBER:
        return near[0] if near else None
    asked = next((cue for cue in near if cue is not Cue.NUMBER), Cue.ANSWERED)
    return {Cue.ANSWERED: Cue.NUMBER, Cue.CARD: Cue.CARD_NUMBER}.get(asked, asked)


_IS = "(?:that's|that is|is|was|it's|for|as) "
_BEFORE_NAME = rf"(?:{_WHOSE} (?!social))?"
_THATS = re.compile(
    rf"(?:(?:and|so) )?(?:{_IS}(?:that )?|(?:{_IS})?(?:the )?last (?:four|4) (?:digits )?(?:of|on) ){_BEFORE_NAME}"
)
_BEHIND = 12
"""Words behind a number that are looked at for what it was: ", that's my social security number"."""


def cue_behind(tokens: Sequence[Token], last: int) -> Cue | None:
    """What a number that ends at `last` is said to have been, in the same breath; None where nothing says so."""
    behind = " ".join(token.text for token in tokens[last + 1 : last + 1 + _BEHIND])
    told = _THATS.match(behind)
    name = _ANY_CUE.match(behind, told.end()) if told else None
    return _cue_of(name) if name else None


def take_amounts_for_answers(tokens: list[Token], cues: Mapping[int, Cue]) -> None:
    """Gives what is written like an amount its digits where a secret number was just asked for: the code "5.55"."""
    for at, token in enumerate(tokens):
        within = _GOES_ON_WITHIN if at and tokens[at - 1].digits else _AMOUNT_WITHIN
        if token.amount and cue_before(cues, at, within) in (Cue.CARD_NUMBER, Cue.CODE, Cue.SOCIAL):
            tokens[at] = replace(token, digits=token.amount)


def is_bridge(tokens: Sequence[Token], at: int) -> bool:
    """Whether this word may stand in the middle of a number: a pause, a prompt, a sign."""
    return not tokens[at].text or _BRIDGE.fullmatch(tokens[at].text) is not None
