"""What asks a listener before the verb is heard: "could you", "please", "I'd like you to", "you can"."""

from __future__ import annotations

import re

from coach.language.patterns import a_word, one_of

_SOFTENERS = one_of(
    a_word("please pls kindly just also separately only simply maybe perhaps possibly either first then quickly still"),
    a_word("now always do all mind meanwhile next uh um er"),
    "go (?:ahead|on) and",
    "try and",
    "be sure to",
    "make sure (?:to|you)",
    "remember to",
    "feel free to",
    "be (?:so kind as|good enough|kind enough) to",
    "dont (?:hesitate|forget) to",
    "(?:have|take) a (?:minute|moment) to",
    "in the meantime",
    "(?:after|before) that",
    "while (?:youre|you are) at it",
    "on your way",
)
"""What may stand between an opener and its verb, or before a bare verb."""
_YOU = one_of(
    a_word("you yall oonu unno yourself"),
    "you (?:all|guys|both)",
    "the two of you",
    "either of you",
)
_GLAD = a_word("happy glad grateful obliged great good lovely best helpful handy grand super")
_LIKE = a_word("like love want need ask urge invite prefer")
_FOR_YOU = a_word("wait waiting hoping happy good great best easiest ready possible enough time is be")
_THING = a_word("ask request favou?r thing step way move bet")
_DIRECT = one_of(
    rf"(?:could|can|would|will|wont|couldnt) {_YOU}",
    rf"(?:(?:i|we)(?: would| will)?|id|wed|ill) (?:really |just )?{_LIKE} (?:for )?{_YOU} to",
    rf"(?:need|want) {_YOU} to",
    rf"(?:(?:i|we|im|were|ill|well) )?(?:just )?{_FOR_YOU} for {_YOU} to",
    rf"(?:can|could|may|might) (?:i|we) (?:also )?(?:ask|get|trouble|bother|request) {_YOU} (?:both )?to",
    rf"if {_YOU} (?:could|would|can|might)(?! mind)",
    r"if (?:youd|yalld)",
    r"(?:why dont|how about) (?:you|yall)",
    r"why not",
    r"(?:youll|youd|you (?:will|would|might|may)) (?:want|need|have) to",
    rf"{_YOU} (?:just |only |still |first )*(?:need to|have to|should|must|ought to|got to|gotta)",
    r"youd better",
    rf"(?:my|our|the only|the one|one|an?) {_THING}[\w ]{{0,16}}? is (?:to|that you|for you to)",
    rf"(?:best|easiest|quickest|simplest|fastest|next|only|first) (?:{_THING} )?(?:(?:for you|now|here) )?"
    r"(?:(?:is|would be|will be) )?(?:just )?(?:to|if you)",
    r"all (?:that )?you (?:really )?(?:need|have|got)(?: to do)?(?: is)?(?: to)?",
    rf"all (?:i|we) (?:ask|need|want|would ask) is (?:that|for) {_YOU}(?: to)?",
    r"(?:do|doing) me (?:a|one|the) (?:favou?r|kindness) and",
    rf"(?:it would|itd|that would|thatd) be (?:{_GLAD}|a help) (?:if|to have) you(?: could| would)?",
    rf"(?:{_GLAD}|appreciate it) (?:for|if) you(?: to| could| would|d)?",
    r"(?:(?:would|do) you|if you(?: wouldnt| dont| would not| do not)?) mind",
    r"(?:worth (?:your while )?|what about |how about |by |before )(?=\w+ing (?:me|us)\b)",
)
"""Asks whatever verb follows."""
_TO_US = one_of(a_word("call ring phone text whatsapp email send bring come pop drop reply click fill find"))
_POLITE = one_of(
    "please(?: to)?",
    a_word("pls kindly abeg biko"),
    rf"you(?= (?:{_TO_US}|walk in|stop by|give me))",
    "feel free to",
    "dont (?:hesitate|forget) to",
    "be sure to",
    "make sure (?:to|you)",
    "remember to",
    "go (?:ahead|on) and",
    rf"do(?: please|(?= (?:{_TO_US}|revert|respond|get|let|give|try)))",
    "maybe you can",
)
"""Asks with a verb that we know."""
_LETTING = one_of(
    rf"{_YOU} (?:can|could|may|might|just|first|kindly|please)",
    "you only",
    "(?:welcome to|happy for you to)",
)
"""Asks with what one lets a listener do for the caller: "you can reach me", but not "you can keep the house"."""
_STRENGTHS = tuple(
    (name, re.compile(rf"{opener}(?: {_SOFTENERS})*+ "))
    for name, opener in (("direct", _DIRECT), ("polite", _POLITE), ("letting", _LETTING), ("if", "if you"))
)
_BARE = re.compile(rf"(?:{_SOFTENERS} )*+")


def opener_at(text: str, at: int) -> tuple[str, int] | None:
    """How strongly what stands at `at` in plain text asks, and where the verb begins; None where nothing asks."""
    for strength, opener in _STRENGTHS:
        match = opener.match(text, at)
        if match:
            return strength, match.end()
    return None


def softened(text: str, at: int) -> int:
    """Where the verb begins that stands at `at` without an opener: "just call" calls."""
    match = _BARE.match(text, at)
    return match.end() if match else at
