"""The words that tell digits from other words, and amounts, days and addresses from secret numbers."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
DIGITS_SAID = {word: str(n) for n, word in enumerate((*ONES, *TEENS))} | {
    "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "niner": "9", "fourty": "40",
    **{word: f"{n + 2}0" for n, word in enumerate(TENS)},
}  # fmt: skip
TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
MISHEARD = {
    "for": "4", "fore": "4", "foe": "4", "fours": "4", "to": "2", "too": "2", "tu": "2", "tow": "2", "won": "1",
    "wan": "1", "ate": "8", "hate": "8", "aid": "8", "tree": "3", "free": "3", "sex": "6", "sicks": "6", "sick": "6",
    "fife": "5", "hive": "5", "owe": "0", "nein": "9", "mine": "9", "line": "9", "heaven": "7", "sven": "7",
    "twos": "2", "ones": "1", "fives": "5", "nines": "9", "eights": "8", "sevens": "7", "sixes": "6", "threes": "3",
    "xero": "0", "hero": "0",
}  # fmt: skip
"""What recognisers write for a digit said by itself."""
MONTHS = _words(
    "january february march april may june july august september october november december",
    "jan feb mar apr jun jul aug sept sep oct nov dec",
)
UNITS = _words(
    "dollars dollar bucks cents pounds euros percent grand thousand million billion minutes minute hours hour days day",
    "weeks week months month years year people miles am pm a.m p.m o'clock oclock times employees degrees",
)
"""Words right behind a number that is then an amount."""
STREETS = _words("street st avenue ave road rd drive lane boulevard blvd court highway parkway")
LABELS = _words(
    "page pages chapter section route highway interstate exit version courtroom flight suite unit room floor gate"
)
"""Words right before a number that is then no secret."""
BEHIND_AMOUNTS = _words("on for in at an per of from")
"""Words behind which it is told what an amount was for: "4500 on ads"."""
BEFORE_AMOUNTS = _words("in since from by about around over under until than nearly almost spent paid of")
PAYMENTS = _words("payment payments pay paid charge charged billing declined transaction")
ONE_OF_THEM = _words("this new another which wrong same different long top")
"""Words with which "one" is no digit."""
