"""Talk about the product: what it is, what it costs, how to sign up."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage
from coach.language.wording_model import Judge

_AMOUNT = one_of(
    r"(?:\d[\d ]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: (?:oh |and )?(?:a half"
    r"|point|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|million|lakh))*",
)
_PRICE = any_of(
    rf"{_AMOUNT} (?:percent|dollars|bucks|pounds|quid|euros?|rupees|naira|shillings|rand|cedis|grand|pesos|ringgit"
    r"|tt|cents|paise)\b",
    rf"{_AMOUNT} (?:a|an|per|each|every|for the) (?:month|year|hour|week|head|person|day|kilo|unit|tonne|ton|van"
    r"|seat|location|night|visit|session|metre|foot|quarter|mile|class|box)",
    r"\w+ (?:hundred|thousand|million|grand)\b",
    r"(?:its|thats|for|at|only|just|to|from|is|are|about) (?:only |just |about |roughly "
    rf"|normally )?{_AMOUNT} (?:fifty|ninety|ninety five|ninety nine|forty nine|seventy five|hundred|thousand"
    r"|all in)\b",
    r"(?:a |per )(?:month|head)(?: only)?\b(?=.{0,20}$)|nought percent|zero (?:down|percent|deposit|interest)",
    r"interest (?:is|only|rate)|half price|no money (?:down|up front)|nothing (?:down|up front|out of pocket)",
    r"no (?:deposit|upfront|charge|fees?)\b",
    r"(?:special|discount|promo\w*|voucher|on offer|percent off|cheapest|best price|best rates?|flat (?:fee|rate"
    r"|four|five|two))\b",
    r"run (?:thirty|twenty|forty|fifty)\w*",
)
_WE_DO = (
    r"we (?:also |now |currently |typically |usually |only |actually |just |then )*(?!(?:also|now|got|get|received"
    r"|saw|spoke|met|talked|had|have|were|are|was|call|called|noticed|sent|ran|re|ll|ve|d|chatted|exchanged"
    r"|understand|wanted|want|need|heard|appreciate|hope|say|said|see|talk|speak|go|know|still|both|can|could"
    r"|should|would|shall|will|may|might|must|be|been|look|looked|start|on|at|in|for|to|about|last|from|with|of"
    r"|that|this|you|your|the|a|uh|um|figure|find|found|chat|meet|book|arrange|fit|think|thought|agreed|left"
    r"|promised|missed|tried|asked|came|went|gave|took|made|told|did|wrote|rang|never|all|dont|didnt|havent|cant"
    r"|wont|arent|only|just|then|typically|usually)\b)\w+"
)
_PRODUCT = re.compile(
    rf"\b(?:{_WE_DO}|so we do)\b|\b(?:(?:we|i)(?:ve| have| ve)? (?:also )?(?:got |have )?(?:a |an |the |our |some "
    r"|new |two |three |fourteen |six )+(?:\w+ ){0,4}(?:plan|plans|package|packages|program|programme|platform"
    r"|system|service|product|solution|offer|special|deal|cover|policy|facility|kit|tool|app|software|class|classes"
    r"|course|team|scheme|loan|settlement|unit|units|houses?|beds?|crew|option|line|model|range)\b"
    r"|so we (?:have|offer|do|sell|got|provide)\b|we (?:do|offer|sell|supply|provide|build|cover|specialise"
    r"|specialize|install|deliver|fit|run|integrate|handle|take care|guarantee|come to your|help (?:businesses"
    r"|people|companies)|get (?:people|you|folks)|make|are the (?:number|leading|biggest|only|best|first)"
    r"|re the (?:number|leading|biggest|only|best|first)|also (?:have|do|offer|got)|ve got|only get paid|charge"
    r"|can (?:fund|wipe|get you|do|save|offer|give|help you (?:save|get))|wipe|sign you up|throw in|just launched"
    r"|ve just launched|launched|take (?:all|cards))\b"
    r"|our (?:\w+ ){0,3}(?:plan|package|program|platform|system|service|product|solution|cuffs?|lads|companions?"
    r"|class|classes|cover|policy|kit|crew|team|rates?|fee|prices?|process|units?|course|software|machines?|panels?"
    r"|staff plan|business cover|premium|lenders?|clients)\b"
    r"|you(?:ll| will)? (?:get|qualify|save|own)\b.{0,60}|(?:all (?:included|in one|in)|everything (?:included"
    r"|inside)|warranty|guarantee\w*|free (?:trial|quote|tracker|installation|consult\w*|survey|months?)"
    r"|sign (?:you )?up|get you signed|lock (?:it |you )?in|number one|game changer|state of the art|market lead\w*"
    r"|award winning|approval in|zero down|up to (?:sixty|fifty|seventy|eighty|ninety|\w+) percent)\b"
    r"|(?:its|it is|that one is|thats) (?:a |an )?(?:great|lovely|beautiful|four|two|three|five|fantastic"
    r"|amazing) (?:unit|house|place|semesters?|car|plan|system|product|bed|opportunity|deal)"
    r"|(?:the )?(?:way it works|reason its|way we do it)\b|what we(?:ve got| do| can do| have| offer)\b"
    r"|what i(?:ve| have) got\b|putting on the)"
)


def product_talk(plain: str) -> re.Match[str] | None:
    """The first words about the product or its price in a rep's sentence."""
    price, product = _PRICE.search(plain), _PRODUCT.search(plain)
    if price and product:
        return min(price, product, key=lambda m: m.start())
    return price or product


def pitches(sentence: Passage, judge: Judge) -> bool:
    """Whether a rep's sentence talks about the product, its price or signing up."""
    vote = "pitch" if product_talk(sentence.plain) else "no"
    return judge.label("pitches", sentence.text, vote) == "pitch"


def names_a_price(plain: str) -> bool:
    return _PRICE.search(plain) is not None


def asks_a_price(plain: str) -> bool:
    return (
        re.search(
            r"\b(?:how much|what does (?:it|that) cost|(?:your|the) (?:price|rate|fee|charge)|what do you charge)\b",
            plain,
        )
        is not None
    )


def pieces_of_product_talk(plain: str) -> int:
    """How many things about the product or its price are said: a stand-in where no sentences are marked."""
    return sum(1 for _ in _PRICE.finditer(plain)) + sum(1 for _ in _PRODUCT.finditer(plain))
