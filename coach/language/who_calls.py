"""Turns of a call that ask who calls, or may answer it late."""

from __future__ import annotations

import re

from coach.language.given_names import GIVEN_NAMES
from coach.language.patterns import any_of

_ASKS_WHO = any_of(
    r"who(?:s| is| are| am i| did you say)? (?:this|that|you|calling|speaking|it|on the (?:line|phone)|im speaking)",
    r"who (?:are|is) (?:you|this|that|it)",
    r"(?:whats|what is|what was|your|say your|get your) (?:your )?name",
    r"(?:which|what) (?:company|firm|office|clinic|agency|people)",
    r"(?:where|which \w+) (?:are you|you are|is this|is that)(?: calling| ringing| phoning)?(?: from)?",
    r"calling from where|(?:from|with) who(?:m)?",
    r"siapa ni|kaun bol|quien habla",
)
_GIVES_NAME = re.compile(r"\b(?:im|its|i am|this is|call me|ask for|my name|names) (?:is )?(\w+)")
_NAME_TO_COME = any_of(
    r"by the way", r"thats me", r"(?:is|s) (?:my|mi|me|the) name", r"(?:law|the) (?:office|firm|clinic) \w+"
)


def asks_who(plain: str) -> bool:
    """Whether a turn, in plain form, asks the other side who they are or whom they call for."""
    return _ASKS_WHO.search(plain) is not None


def gives_own_name(plain: str) -> bool:
    """Whether a turn, in plain form, may give the speaker's own name late in a call: "I'm Rob, by the way"."""
    if _NAME_TO_COME.search(plain):
        return True
    return any(match[1] in GIVEN_NAMES for match in _GIVES_NAME.finditer(plain))
