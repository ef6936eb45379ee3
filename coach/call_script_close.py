"""The close of a call script: a summary in one line, the step with action, time and purpose, and the question for yes.

S000, step 1: "a specific action tied to time and purpose", "summarise the call in one line", "get verbal confirmation".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from coach.errors import CoachError
from coach.language.noun_phrases import indefinite, to_the_lead
from coach.language.patterns import a_word, one_of
from coach.language.sentences import plain
from coach.language.when import moments

if TYPE_CHECKING:
    from coach.call_script import Step

Said = tuple[Literal["say", "prompt"], str]
LONGEST = 120


def close(step: Step) -> tuple[list[Said], tuple[str, ...]]:
    """The lines of the close, and what to tell so that none is missing."""
    lines: list[Said] = [
        ("say", "Let me sum that up in one line, and you tell me if I've got it right."),
        ("prompt", "Their problem and what they want, in their words"),
    ]
    action, when, purpose = (_told(part) for part in (step.action, step.when, step.purpose))
    missing = [name for name, told in (("what you will do", action), ("when", when), ("what for", purpose)) if not told]
    if when and not any(moment.exact for moment in moments(plain(when), None)):
        return lines, (f"“{when}” is no day and time: say when, such as “Thursday at ten”.",)
    if not action or not when:
        return lines, (f"The close has no step yet: tell {_listed(missing)}.",)
    lines.append(("say", f"{_step(action)} {_when(when)}{' ' + _purpose(purpose) if purpose else ''}."))
    lines.append(("say", "Does that work for you?"))
    needs = () if purpose else ("Tell what the step is for, such as “to go through the quote”.",)
    return lines, needs


def _step(action: str) -> str:
    bare = re.sub(r"^(?:I['’]?ll|I will|we['’]?ll|we will|let['’]?s|to)\s+", "", action, flags=re.IGNORECASE)
    ours = re.match(r"(?:we|let['’]?s)\b", action, re.IGNORECASE) is not None
    first = plain(bare).split()[0] if plain(bare) else ""
    if first in _THINGS or (
        first not in _DOES
        and _LAST_THING.search(plain(bare))
        and not re.match(r"\w+ (?:you|to|by|in|with|over)\b", plain(bare))
    ):
        return f"Let's set up {indefinite(bare)}"
    if first in _TOGETHER or ours:
        return "Let's " + re.sub(r"^(meet|sit down) (?:with )?you\b", r"\1", bare[:1].lower() + bare[1:])
    if first == "you":
        return f"Could {bare[:1].lower() + bare[1:]}"
    return f"I'll {bare[:1].lower() + bare[1:]}"


def _when(when: str) -> str:
    return f"on {when}" if _WEEKDAY.match(when) else when


def _purpose(purpose: str) -> str:
    first = plain(purpose).split()[0]
    if first in ("to", "so", "about", "for", "and"):
        return purpose
    if first in _THINGS or purpose[:1].isupper():
        return f"for {to_the_lead(purpose)}"
    return f"to {purpose}"


def _told(text: str | None) -> str:
    line = " ".join((text or "").split()).strip(" .;:!?,")
    if len(line) > LONGEST:
        raise CoachError(f"“{line[:40]}…” is too long for a step.", f"Say it in {LONGEST} characters.")
    return to_the_lead(line) if line else ""


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


_WEEKDAY = re.compile(
    one_of(
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|the \d|the \w+(?:st|nd|rd|th)\b",
        a_word("january february march april may june july august september october november december") + r"\b",
    ),
    re.IGNORECASE,
)
_THINGS = frozenset(("a", "an", "the", "your", "our", "my", "another", "this", "that"))
_TOGETHER = frozenset(("meet", "talk", "speak", "sit", "go", "review", "look", "walk"))
_DOES = frozenset(("call", "ring", "phone", "visit", "send", "email", "text", "come", "show", "bring", "drop", "stop"))
_LAST_THING = re.compile(r"\b(?:call|visit|meeting|demo|tour|consultation|appointment|survey|viewing|tasting|session)$")
