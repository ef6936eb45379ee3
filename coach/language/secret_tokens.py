"""Words as tokens that may be digits: "4111", "double five", "forty-two", "for" where "four" was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.language.patterns import a_word

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DIGITS = {word: str(n) for n, word in enumerate((*_ONES, *_TEENS))} | {
    "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "niner": "9", "fourty": "40",
    **{word: f"{n + 2}0" for n, word in enumerate(_TENS)},
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_MISHEARD = {
    "for": "4", "fore": "4", "foe": "4", "fours": "4", "to": "2", "too": "2", "tu": "2", "tow": "2", "won": "1",
    "wan": "1", "ate": "8", "hate": "8", "aid": "8", "tree": "3", "free": "3", "sex": "6", "sicks": "6", "sick": "6",
    "fife": "5", "hive": "5", "owe": "0", "nein": "9", "mine": "9", "line": "9", "heaven": "7", "sven": "7",
    "twos": "2", "ones": "1", "fives": "5", "nines": "9", "eights": "8", "sevens": "7", "sixes": "6", "threes": "3",
    "xero": "0", "hero": "0",
}  # fmt: skip
"""What recognisers write for a digit said by itself."""
_MONTHS = re.compile(
    a_word(
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sept sep oct nov dec"
    )
)
_UNITS = re.compile(
    a_word(
        "dollars dollar bucks cents pounds euros percent grand thousand million billion minutes minute hours hour days "
        "day weeks week months month years year people miles am pm a.m p.m o'clock oclock times employees degrees"
    )
)
_STREETS = re.compile(a_word("street st avenue ave road rd drive lane boulevard blvd court highway parkway"))
_LABELS = re.compile(
    a_word(
        "page pages chapter section route highway interstate exit version courtroom flight suite unit room floor gate"
    )
)
"""Words right before a number that is then no secret."""
_BEHIND_AMOUNTS = re.compile(a_word("on for in at an per of from"))
_BEFORE_AMOUNTS = re.compile(a_word("in since from by about around over under until than nearly almost spent paid of"))
_PAYMENTS = re.compile(a_word("payment payments pay paid charge charged billing declined transaction"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_OF_THEM = re.compile(a_word("this new another which wrong same different"))
_WRITTEN = re.compile(r"\(?\d+\)?(?:[-–—.·)(/]+\d+)*")
_NO_DIGITS = re.compile(
    r"[$£€]\d[\d,.]*[km]?|\d[\d,.]*%|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}:\d\d(?::\d\d)?(?:am|pm)?"
    r"|\d+(?:st|nd|rd|th|am|pm|s|k)"
    r"|(?:19|20)\d\d-\d\d?-\d\d?|\d{1,2}/\d{1,2}/(?:\d\d|\d{4})|\d+\.\d{1,2}"
)
_AMOUNT = re.compile(r"\d[\d,.]*")
_DATE = re.compile(r"\d{1,2}[/-](?:\d{2}|\d{4})")
_PHONE_GROUPS = ((3, 3, 4), (1, 3, 3, 4), (3, 4))
MARKS = {
    "[card-number]": "card", "[security-code]": "code", "[card-expiry]": "expiry", "[social-security-number]": "social",
}  # fmt: skip
"""What stands in the place of a number that was taken out, and which kind it was."""
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS))
_EDGES = ".,;:!?\"“”'’…()<>*"


@dataclass(frozen=True)
class Token:
    """A word, or a part of one, and the digits that it stands for."""

    word: int
    """Which of the words that were looked through it belongs to."""
    text: str
    """Lower case, without signs around it."""
    digits: str = ""
    sounds_like_a_digit: str = ""
    """The digit that it may be misheard for; "" for most words."""
    groups: tuple[int, ...] = ()
    """Digits of each written group: 3, 2, 4 of "123-45-6789"."""
    amount: str = ""
    """The digits of what is written like an amount: "5.55", "41,472"."""
    mark: str = ""
    """What was taken out here before."""
    ends_turn_of_thought: bool = False
    """A sentence ends here with something other than digits."""

    @property
    def name(self) -> str:
        """Without "'s", which says nothing of what a thing is called."""
        return self.text.removesuffix("'s")

    @property
    def leads_to_a_use(self) -> bool:
        """Whether what a number is for follows behind it: "4500 on ads"."""
        return _BEHIND_AMOUNTS.fullmatch(self.text) is not None

    @property
    def leads_to_an_amount(self) -> bool:
        return _BEFORE_AMOUNTS.fullmatch(self.text) is not None

    @property
    def is_payment(self) -> bool:
        return _PAYMENTS.fullmatch(self.text) is not None

    @property
    def is_year(self) -> bool:
        return _YEAR.fullmatch(self.text) is not None

    @property
    def is_mark(self) -> bool:
        return bool(self.mark)

    @property
    def is_month(self) -> bool:
        return _MONTHS.fullmatch(self.text) is not None

    @property
    def is_unit(self) -> bool:
        return _UNITS.fullmatch(self.text) is not None

    @property
    def is_label(self) -> bool:
        return _LABELS.fullmatch(self.text) is not None

    @property
    def is_street(self) -> bool:
        return _STREETS.fullmatch(self.text) is not None

    @property
    def is_date(self) -> bool:
        return _DATE.fullmatch(self.text) is not None

    @property
    def is_phone(self) -> bool:
        return self.groups in _PHONE_GROUPS


def tokens_of(words: Sequence[str]) -> list[Token]:
    """The tokens of `words`, in order."""
    made: list[Token] = []
    times = 1
    tens = ""
    for index, word in enumerate(words):
        for token in _parts(index, word):
            said = token.text
            if said in _TIMES:
                times = _TIMES[said]
                made.append(token)
                continue
            digits = token.digits
            if said == "one" and made and _ONE_OF_THEM.fullmatch(made[-1].text):
                digits = ""  # "on this one"
            if tens and len(digits) == 1 and digits != "0" and said in _DIGITS:
                # "forty two": the tens are only half of it.
                made[-1] = replace(made[-1], digits=tens[:1])
            elif said == "hundred" and made and made[-1].digits:
                digits = "00"
            elif (
                said == "thousand" and made and len(made[-1].digits) == 1 and _are_digits(words[index + 1 : index + 5])
            ):
                digits = "000"  # "four thousand, one two three four"
            tens = digits if said in _DIGITS and len(digits) == 2 and digits[1] == "0" and said != "ten" else ""
            if times > 1 and (digits or token.sounds_like_a_digit):
                digits = (digits or token.sounds_like_a_digit) * times
                # The word "double" goes with its digit.
                made[-1] = replace(made[-1], digits=digits[:1], sounds_like_a_digit="")
                digits = digits[1:]
            times = 1
            made.append(replace(token, digits=digits))
    return made


def _are_digits(words: Sequence[str]) -> bool:
    """Whether these are four digits, one by one."""
    return len(words) == 4 and all(len(_DIGITS.get(word.strip(_EDGES).lower(), "")) == 1 for word in words)


def _parts(index: int, word: str) -> Iterator[Token]:
    for part in word.split():
        if mark := _MARK.search(part):
            yield Token(index, part, mark=MARKS[mark.group()])
            continue
        bare = part.strip(_EDGES).lower().replace("’", "'")
        ends = part.rstrip("\"”'’)").endswith((".", "!")) and not any(c.isdigit() for c in part)
        if _NO_DIGITS.fullmatch(bare) or (part.startswith(("$", "£", "€"))):
            amount = re.sub(r"[.,]", "", bare) if _AMOUNT.fullmatch(bare) else ""
            yield Token(index, bare, amount=amount, ends_turn_of_thought=ends)
        elif _WRITTEN.fullmatch(bare):
            groups = tuple(len(group) for group in re.findall(r"\d+", bare))
            digits = "".join(str(int(c)) for c in bare if c.isdecimal())
            if _DATE.fullmatch(bare) and "/" in bare:
                yield Token(index, bare)
            else:
                yield Token(index, bare, digits, groups=groups)
        elif bare.isalpha() or "'" in bare:
            yield Token(index, bare, _DIGITS.get(bare, ""), _MISHEARD.get(bare, ""), ends_turn_of_thought=ends)
        else:
            for piece in re.findall(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*", bare):
                digits = "".join(str(int(c)) for c in piece) if piece.isdecimal() else _DIGITS.get(piece, "")
                yield Token(index, piece, digits, _MISHEARD.get(piece, ""))
