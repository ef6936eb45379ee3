"""Words as tokens that may be digits: "4111", "double five", "forty-two", "for" where "four" was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.language.secret_words import DIGITS_SAID, MISHEARD, ONE_OF_THEM, TIMES, UNITS

_YEAR = re.compile(r"(?:19|20)\d\d")
_WRITTEN = re.compile(r"\(?\d+\)?(?:[-–—.·)(/]+\d+)*")
__NO_DIGITS = re.compile(
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
    sign: str = ""
    """What a sentence ends with behind it: ".", "!", "?"."""

    @property
    def ends_turn_of_thought(self) -> bool:
        """Whether something else may follow; behind "4." or "the rest?" the next digit does."""
        return self.sign in (".", "!") and not any(c.isdigit() for c in self.text)

    @property
    def name(self) -> str:
        """Without "'s", which says nothing of what a thing is called."""
        return self.text.removesuffix("'s")

    @property
    def is_year(self) -> bool:
        return _YEAR.fullmatch(self.text) is not None

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
            if said in TIMES:
                times = TIMES[said]
                made.append(token)
                continue
            digits = token.digits
            if said == "one" and made and made[-1].text in ONE_OF_THEM:
                digits = ""  # "on this one"
            if tens and len(digits) == 1 and digits != "0" and said in DIGITS_SAID:
                # "forty two": the tens are only half of it.
                made[-1] = replace(made[-1], digits=tens[:1])
            elif said == "hundred" and made and made[-1].digits:
                digits = "00"
            elif (
                said == "thousand" and made and len(made[-1].digits) == 1 and _are_digits(words[index + 1 : index + 5])
            ):
                digits = "000"  # "four thousand, one two three four"
            tens = digits if said in DIGITS_SAID and len(digits) == 2 and digits[1] == "0" and said != "ten" else ""
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
    return len(words) == 4 and all(len(DIGITS_SAID.get(word.strip(_EDGES).lower(), "")) == 1 for word in words)


def _parts(index: int, word: str) -> Iterator[Token]:
    for part in word.split():
        if mark := _MARK.search(part):
            yield Token(index, part, mark=MARKS[mark.group()])
            continue
        bare = part.strip(_EDGES).lower().replace("’", "'")
        sign = last if (last := part.rstrip("\"”'’)")[-1:]) in (".", "!", "?") else ""
        if __NO_DIGITS.fullmatch(bare) or (part.startswith(("$", "£", "€"))):
            amount = re.sub(r"[.,]", "", bare) if _AMOUNT.fullmatch(bare) else ""
            yield Token(index, bare, amount=amount, sign=sign)
        elif _WRITTEN.fullmatch(bare):
            groups = tuple(len(group) for group in re.findall(r"\d+", bare))
            digits = "".join(str(int(c)) for c in bare if c.isdecimal())
            if _DATE.fullmatch(bare) and "/" in bare:
                yield Token(index, bare, sign=sign)
            else:
                yield Token(index, bare, digits, groups=groups, sign=sign)
        elif bare.isalpha() or "'" in bare or bare in UNITS:
            yield Token(index, bare, DIGITS_SAID.get(bare, ""), MISHEARD.get(bare, ""), sign=sign)
        else:
            for piece in re.findall(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*", bare):
                digits = "".join(str(int(c)) for c in piece) if piece.isdecimal() else DIGITS_SAID.get(piece, "")
                yield Token(index, piece, digits, MISHEARD.get(piece, ""))
