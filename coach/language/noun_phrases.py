"""What a user types for "what the lead asked about" or "what we offer", made fit to stand in a sentence.

A phrase with a determiner stands as it is; one without gets the one that its head noun needs. On text as typed.
"""

from __future__ import annotations

import re

from coach.language.patterns import a_word, one_of
from coach.language.sentences import plain

_DETERMINED = re.compile(
    one_of(
        a_word("a an the this that these those my your our his her their its some any no each every another both"),
        a_word("one two three four five six seven eight nine ten several many more most all half"),
        r"\d\S*|\w+[’']s|(?:somebody|someone|something|anybody|anyone|anything|somewhere|what|how|whether|who|where)",
    )
    + r"\b",
    re.IGNORECASE,
)
_OF_THE_LEAD = {
    "my": "your",
    "our": "your",
    "mine": "yours",
    "ours": "yours",
    "me": "you",
    "us": "you",
    "myself": "yourself",
}
_BEHIND_THE_HEAD = re.compile(
    r" (?:for|with|of|in|on|at|to|from|about|near|by|after|before|that|which|who|under|over|into|against|between"
    r"|without|around|during|as|and|or|plus|so|because)\b",
    re.IGNORECASE,
)
_MASS = re.compile(
    one_of(
        r"\w*(?:ing|ware|ance|ence|ness|ment|ics|ism|tion|sion|ship|ity|age|care|work|wear|hold|cy|ture|logy|phy|apy)",
        a_word("advice help cover support storage equipment furniture water power energy gas heating cooling money"),
        a_word("cash credit debt tax payroll staff software hardware data space time land legal medical dental pest"),
        a_word("control travel transport freight health law divorce custody bankruptcy probate maths math english"),
        a_word("spanish french german italian solar wifi internet broadband fibre mail post food coffee tea wine"),
        a_word("music yoga pilates removal disposal repair installation hosting"),
    )
)
_COUNTED = re.compile(
    one_of(
        a_word("apartment statement appointment document settlement agreement assessment building wedding meeting"),
        a_word("extension mansion pension station garage cottage package page college bridge village carriage ring"),
        a_word("mortgage city property university ceiling fence licence license conference residence fireplace"),
        a_word("painting machine engine policy agency pharmacy ship holding booking listing filing opening"),
    )
)
_PLURAL = re.compile(r"\w*(?:[^su]s|people|children|men|women|teeth|feet|mice|data)$")
_SILENT_H = re.compile(r"(?:hour|honest|heir|honou?r)")
_YOU_SOUND = re.compile(r"(?:uni(?!n)|use|usu|u[bcrst][aeiou]|eu|one\b|once)")


def to_the_lead(phrase: str) -> str:
    """`phrase` as the rep says it to the lead: "my roof" is "your roof"; one line, without an end mark."""
    words = " ".join(phrase.split()).strip(" .,;:!?\"“”'")
    return " ".join(_OF_THE_LEAD.get(word.lower(), word) for word in words.split(" "))


def definite(phrase: str) -> str:
    """`phrase` as a thing both know of: "roof leak" is "the roof leak"; "solar panels" and "life cover" stay."""
    words = to_the_lead(phrase)
    if _stands(words):
        return words
    words = _lower(words)
    return words if _bare(words) else f"the {words}"


def again(phrase: str) -> str:
    """`phrase` when it is named a second time: "a cracked molar" is "the cracked molar", "selling it" is "that"."""
    words = to_the_lead(phrase)
    if _gerund(words) or _SOMEBODY.match(words):
        return "that"
    if held := _INDEFINITE.match(words):
        return f"the {words[held.end() :]}"
    if re.match(r"\d|(?:two|three|four|five|six|seven|eight|nine|ten)\b", words, re.IGNORECASE):
        return f"the {words}"
    return words if _stands(words) else f"the {_lower(words)}"


def indefinite(phrase: str) -> str:
    """`phrase` as a thing somebody looks for: "solar panel" is "a solar panel", "solar panels" stay as they are."""
    words = to_the_lead(phrase)
    if _gerund(words):
        return f"help with {words}"
    if _stands(words):
        return words
    words = _lower(words)
    return words if _bare(words) else f"{_article(words)} {words}"


def _stands(words: str) -> bool:
    """The phrase needs no article, or has one."""
    return not words or _DETERMINED.match(words) is not None or _is_name(words) or _gerund(words)


def _bare(words: str) -> bool:
    """The head noun is a plural or cannot be counted."""
    head = plain(_BEHIND_THE_HEAD.split(f"{words} ")[0]).split()
    noun = head[-1] if head else ""
    return bool(_PLURAL.fullmatch(noun) or (_MASS.fullmatch(noun) and not _COUNTED.fullmatch(noun)))


_INDEFINITE = re.compile(r"(?:an?|some|any) ", re.IGNORECASE)
_SOMEBODY = re.compile(r"(?:some|any)(?:body|one|thing)\b|(?:what|how|whether|if|who|where|when|why)\b", re.IGNORECASE)


def _article(words: str) -> str:
    first = words.lower()
    vowel = first[:1] in "aeiou" and not _YOU_SOUND.match(first)
    letters = words.split()[0]
    if letters.isupper() and len(letters) > 1:  # spoken letter by letter: an MRI, a CRM
        vowel = letters[0] in "AEFHILMNORSX"
    return "an" if vowel or _SILENT_H.match(first) else "a"


def _is_name(words: str) -> bool:
    """All words are capitalised, as in the name of a product: "Payroll Pro"; "Solar Panels" is no sure sign."""
    return (
        len(words.split()) > 1
        and all(w[:1].isupper() or w[:1].isdigit() for w in words.split())
        and not words.isupper()
    )


def _gerund(words: str) -> bool:
    """ "selling the house", and not "heating for the barn"."""
    return _DOING.match(words) is not None


_DOING = re.compile(
    r"(?!(?:wedding|building|ceiling|painting|meeting|parking|heating|plumbing|housing|training|roofing)\b)"
    r"[a-z]{2,}ing "
    r"(?:a|an|the|my|your|our|for|to|out|up)\b",
    re.IGNORECASE,
)


def _lower(words: str) -> str:
    """Without the capital that only began a line; initials and names within keep theirs."""
    first, _, rest = words.partition(" ")
    if first[:1].isupper() and first[1:].islower() and plain(first) not in _PROPER:
        return f"{first.lower()} {rest}".strip()
    return words


_PROPER = frozenset(
    [
        "spanish",
        "french",
        "german",
        "italian",
        "english",
        "japanese",
        "chinese",
        "korean",
        "arabic",
        "polish",
        "portuguese",
        "russian",
        "dutch",
        "irish",
        "welsh",
        "scottish",
        "american",
        "canadian",
        "mexican",
        "indian",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "medicare",
        "medicaid",
        "microsoft",
        "google",
        "apple",
        "amazon",
        "toyota",
        "honda",
        "ford",
        "tesla",
        "victorian",
        "edwardian",
        "georgian",
    ]
)
