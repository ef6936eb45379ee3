"""Which task a verb of a request names, if any: most of what looks like one says goodbye, or nothing."""

from __future__ import annotations

import re

from coach.language.ask_verbs import TASKS, Task
from coach.language.patterns import a_word, one_of
from coach.language.vocabulary import words

_GOOD = a_word("good great nice lovely blessed wonderful pleasant safe fantastic super brilliant beautiful grand")
_REGARDS = one_of("hi", "hello", "(?:my|our) (?:best|love|regards)")
_SAYS_NOTHING = re.compile(
    one_of(
        rf"(?:take|have|enjoy) (?:care|it easy|your time|a {_GOOD}|the rest)",
        r"(?:have|enjoy|make) (?:yourself|the best|a day|an awesome|an amazing|an excellent)",
        r"(?:have|enjoy) your (?:day|weekend|evening)",
        r"(?:get|feel|keep|stay|be) (?:well|better|warm|safe|dry|cool|in mind|blessed|good|sure|aware)",
        r"(?:hold|hang|hop) (?:on|the line|tight)",
        r"keep (?:it|up|the phone|your phone|me in mind|us in mind|in mind|an eye)",
        r"(?:leave|call|make) (?:it|that) (?:there|at that|a day|with)",
        r"(?:look|see) (?:forward|you|here|what|so|i|how|the thing|how things)",
        r"(?:thank|thanks|forgive|excuse|pardon|bear|trust|believe|bless|mind you|note that|know that)",
        rf"(?:say|tell|give|pass|send) (?:\w+ )?{_REGARDS}",
        r"(?:tell|ask|let|call|ring|send|text|email|catch|get) (?:you|ya)\b",
        r"(?:think of|remember (?:me|us|that|when))",
        r"(?:come what|come to think|go figure)",
        r"(?:watch this|never mind|work it out|make sense|do your|find the above)",
        r"try (?:again|you|it again|not to)",
        r"hang up",
        r"hear (?:from|back)",
        r"(?:call|ring) (?:is|was|it|that|about|from|yesterday|last)\b",
        r"(?:wait|hold|hold on|slow|worry)\b(?! for the)",
        r"number (?:is|one)",
        r"pick your brain",
        r"move the needle",
        r"(?:buy|get) (?:one|two|three|four|\d+|half|any|up to)\b",
        r"get (?:a|your|the|another|an) (?:free|second|discount|gift|extra|\w+ (?:free|off|half))\b",
    )
    + r"\b"
)
"""What begins like a request and asks nothing."""
_NO_DEED = words(
    "be been have has like believe want need get say know hear imagine remember see think guess agree make feel",
    "understand expect mind afford lose miss save still not never all both please help possibly maybe tell",
    "the a an your my this that it is at on in to for of with and or so if uh um no yes po sir maam go start keep",
    "could would can will rather end enjoy sleep live run find wait hold forgive excuse accept pardon stay relax",
    "trust only ever even notice you we they he she i everyone everybody us me him her them",
)
"""Words after "could you" that are no deed of the listener's."""
_OPEN_VERB = re.compile(r"(?P<verb>[a-z]{3,}(?<!ed)(?<!ing)) (?=[a-z])(?:\w+)")
_PAST = {
    "rang": "ring",
    "came": "come",
    "sent": "send",
    "gave": "give",
    "got": "get",
    "brought": "bring",
    "told": "tell",
    "let": "let",
}
_INFLECTED = re.compile(rf"(?:[a-z]{{2,}}(?:ing|ed)|{one_of(*_PAST)})\b")
_LETS_SEND = re.compile(r"\b(?:me|us|it|them|those|that|photos?|pictures?)\b")
_LET: dict[str, frozenset[Task]] = {
    "letting": frozenset({"contact", "send", "form", "book", "visit", "web"}),
    "if": frozenset({"contact", "send"}),
}
"""The tasks that a weak opener asks for: neither "you can keep the house" nor "if you come you get one free" asks."""


def task_at(text: str, at: int, strength: str) -> tuple[Task, int] | None:
    """The kind of the task whose verb stands at `at`, and where its words end; None for no task."""
    known = _known(text, at, strength)
    if known or strength != "direct":
        return known
    inflected = _INFLECTED.match(text, at)
    if inflected:
        after = text[inflected.end() :]
        for base in _bases(inflected.group()):
            task = _known(base + after, 0, "polite")
            if task:
                return task[0], inflected.end() + task[1] - len(base)
    match = _OPEN_VERB.match(text, at)
    return ("do", match.end()) if match and match.group("verb") not in _NO_DEED else None


def _known(text: str, at: int, strength: str) -> tuple[Task, int] | None:
    """The task of a verb that we know."""
    if _SAYS_NOTHING.match(text, at):
        return None
    for task, pattern in TASKS:
        match = pattern.match(text, at)
        if match is None or match.end() == at:
            continue
        if strength in _LET and task not in _LET[strength]:
            continue
        if strength in _LET and task == "send" and not _LETS_SEND.search(match.group()):
            continue
        return task, match.end()
    return None


def _bases(verb: str) -> tuple[str, ...]:
    """What "dropping" or "rang" may be a form of."""
    if verb in _PAST:
        return (_PAST[verb],)
    root = re.sub(r"(?:ing|ed)$", "", verb)
    return root, root + "e", root[:-1]
