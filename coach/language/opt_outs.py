"""A written or spoken request not to be contacted any more, told apart from what only sounds like one.

Two ways in. A keyword counts when it is a message or a clause of its own: "STOP", "No thanks. Unsubscribe", never
"stop by the office". Any other wording counts "if a reasonable person would understand" it so (47 CFR 64.1200(a)(10)):
here, when it is addressed to us, about being contacted, and without an end ("don't call before noon" has one).
The seven words of that rule are stop, quit, end, revoke, opt out, cancel, unsubscribe; STOPALL, OPTOUT and REMOVE come
from the carriers' and messaging services' lists (Twilio, "Update to FCC's SMS opt-out keywords", 2025; AWS, "Required
opt-out keywords"). English, and the commonest Spanish and French replies in the US and Canada.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from coach.language.opt_out_frames import (
    ASKED,
    BY_MISTAKE,
    ELSEWHERE,
    LASTS_A_WHILE,
    LEADS,
    NOT_A_REQUEST,
    NOT_OUR_LIST,
    NOT_OUR_WISH,
    PREFERS_TEXT,
    REFUSED_CALLS,
    REFUSED_PLACE,
)
from coach.language.opt_out_keywords import (
    ALONE,
    JOKING,
    KEYWORD_CLAUSE,
    KEYWORD_THEN,
    MOVES_A_DATE,
    OPENS_THE_MESSAGE,
    SHORTHAND,
)
from coach.language.opt_out_wording import CEASE, ONLY_WHEN_ASKED, OUR_WISH, REMOVAL
from coach.language.sentences import plain

LONGEST = 20_000
"""Characters that are looked at; a longer message is no text and no email."""

_LONGEST_KEYWORD = 300
_SENTENCES_ON = 3
"""Sentences after a request in which a reason or a better way may stand."""
_SENTENCE = re.compile(r"[^.!?;\n…]+")
_CLAUSE = re.compile(r"\s*(?:[,:()\"“”/|*~]|\s[-–—]+\s|[–—]|--+)\s*")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_TWO_FOR_TO = re.compile(r"\b2(?= (?:be|get|hear|receive)\b)")
_NAMING = re.compile(r"\b(call(?:ing)? (?:me|us)) (?=[A-Z][a-z])")


@lru_cache(maxsize=1024)
def opt_out(text: str) -> str | None:
    """The sentence by which the writer asks not to be contacted, as written; None where nothing asks it."""
    said = [match.group().strip() for match in _SENTENCE.finditer(text[:LONGEST])]
    read = [(sentence, clauses) for sentence in said if (clauses := _read(sentence))]
    for number, (sentence, clauses) in enumerate(read):
        following = " , ".join(other for _, other in read[number + 1 : number + 1 + _SENTENCES_ON])
        beside = f"{following} , {read[number - 1][1] if number else ''}"
        if _keyword(sentence, clauses, following, alone=len(read) == 1) or _asks(clauses, beside):
            return sentence
    return None


def _read(sentence: str) -> str:
    """The clauses in plain words, " , " between them; the shorthand of texts written out, "call me NAME" marked."""
    sentence = _NAMING.sub(r"\1 called ", sentence) if not sentence.isupper() else sentence
    clauses = (plain(part.replace("#", " number ")) for part in _CLAUSE.split(sentence))
    words = _TWO_FOR_TO.sub("to", " , ".join(clause for clause in clauses if clause)).split()
    return " ".join(SHORTHAND.get(word, _REPEATED.sub(r"\1", word)) for word in words)


def _keyword(sentence: str, clauses: str, following: str, alone: bool) -> bool:
    """A keyword stands by itself, or opens the message in capitals, or with a reason after it."""
    if len(clauses) > _LONGEST_KEYWORD or JOKING.search(f"{clauses} , {following}"):
        return False
    if ALONE.fullmatch(clauses) and alone:
        return True
    if any(KEYWORD_CLAUSE.fullmatch(clause) for clause in clauses.split(" , ")):
        return True
    if not alone and following and OPENS_THE_MESSAGE.fullmatch(clauses):
        return not MOVES_A_DATE.search(following)
    return bool(KEYWORD_THEN.match(clauses)) or bool(_SHOUTED.match(sentence) and not sentence.isupper())


_SHOUTED = re.compile(r"\s*(?:STOP(?:ALL)?|UNSUBSCRIBE|OPT ?-?OUT|QUIT|REVOKE)\b(?! (?:BY|IN|AT|SIGN)\b)")


def _asks(clauses: str, beside: str) -> bool:
    """Other wording that asks to be left in peace, for good, and is addressed to us."""
    for patterns, counts in _WORDINGS:
        for match in (m for pattern in patterns for m in pattern.finditer(clauses)):
            before = clauses[: match.start()].rpartition(" , ")[2].strip()
            if counts(before) and _meant(match, clauses, beside):
                return True
    return False


_WORDINGS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], bool]], ...] = (
    (CEASE, lambda before: not NOT_A_REQUEST.search(before)),
    (REMOVAL, lambda before: not NOT_OUR_LIST.search(before)),
    (OUR_WISH, lambda before: not NOT_OUR_WISH.search(before)),
    (ONLY_WHEN_ASKED, lambda before: bool(LEADS.fullmatch(before) or ASKED.search(before))),
)
"""Each kind of wording, with what the words before it in the clause must be."""


def _meant(match: re.Match[str], clauses: str, beside: str) -> bool:
    """It has no end in time, was no mistake, and is not only a wish for texts in place of calls."""
    rest = clauses[match.end() :]
    if LASTS_A_WHILE.match(rest) or BY_MISTAKE.search(rest):
        return False
    later = f"{rest} , {beside}"
    if REFUSED_PLACE.search(match.group()) and ELSEWHERE.search(later):
        return False
    return not (REFUSED_CALLS.search(match.group()) and PREFERS_TEXT.search(later))
