"""Where in a sentence a request may begin, and who the verb there belongs to.

A bare verb asks only where a clause begins, and not where it goes on with what the caller does ("I can fill it in and
bring it by") or says what was asked before ("you wanted me to call").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.ask_openers import opener_at, softened
from coach.language.patterns import a_word, one_of
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import FAMILIAR, NUMBER_WORDS, words

GOVERNS = 90
"""Characters over which a subject governs the verbs that "and" or a comma adds."""
_LINKS = (
    words(
        "and or so but then also plus else please kindly separately just because either otherwise meanwhile instead",
        "therefore alternatively afterwards thanks cheers bye next lastly finally secondly firstly anyway now here",
        "ready chance moment minute sec free times number whenever first simple later message mine word favour",
        "favor thing today nuh lah ah po leh abeg na no tomorrow tonight meantime yeah yes okay ok",
        "monday tuesday wednesday thursday friday saturday sunday morning afternoon evening noon",
    )
    | (FAMILIAR - words("all both again guys team folks everyone everybody"))
    | (NUMBER_WORDS - words("first second third fourth fifth sixth seventh eighth ninth tenth half quarter"))
)
"""Words after which a bare verb may ask, also where nobody wrote a comma."""
_CLEFT = r"(?:do|ask|asking|request|want|need|like|thing|favou?r|say)(?: \w+){0,4} (?:is|be)"
"""What ends before the verb in "what I'd like you to do, if you would, is give me a ring"."""
_LINKING = re.compile(
    rf"\b(?:{_CLEFT}|after that|before that|as well|too|at it|a second|if (?:that|it)s (?:easier|better)|go ahead)$"
)
_SUBJECT = re.compile(r"\b(?:i|we|he|she|they|you|to)$")
_MODAL = a_word("can could will would shall should might may do did cant dont")
_WANTS_TO = one_of(
    a_word("said meaning wanted trying tried meant got had going used hate wish hope hoping love nice good sorry here"),
    a_word("ability able plan happy glad like thought calling ringing phoning time someone somebody him her them team"),
    a_word("lads? guys?"),
)
_TOLD = a_word("asked told wanted said wished offered promised tried meant had used like need want")
_WHEN = a_word("when as like since before after until till while where whether how that which what who says? thinks?")
_NOT_ASKED = re.compile(
    r"\b"
    + one_of(
        "going to ask you to",
        a_word("not dont doesnt didnt never without needless if why"),
        "no need",
        "rather than",
        "instead of",
        rf"you (?:{_TOLD}|were going)(?: me| us)?(?: to)?",
        rf"{_WANTS_TO} to",
        rf"(?:{_WHEN}|said|once|day) (?:you|yall)(?: (?:can|could|may|just|first))?",
        "so (?:that )?(?:you|i|we|he|she|they) (?:can|could|may|will|would|wont|dont)",
        rf"\w+ {_MODAL}(?: (?:also|just|then|even|only|already|now))*",
        rf"{a_word('has have had been ive weve youve theyve hasnt havent')}(?: (?:just|already|now|also|even|only))*",
        rf"{a_word('ill hell shell theyll itll id theyd ima gonna youd wed')}(?: (?:also|just|then|even|only))*",
        "let me",
        "(?:and|so|then|but|that) well",
        "thank(?:s| you) for",
    )
    + "$"
)
"""What stands right before a verb that asks nothing."""
_SUBORDINATE = re.compile(
    rf"\b(?:{_WHEN}|once|lets?|letting|helps?|makes?|see|hear) (?:you|yall)(?: (?:can|could|may|just|first))?$"
)
"""An opener that only says when or how: "till you come out", "where you can park"."""
_NEGATED = re.compile(r"\b(?:not|dont|doesnt|didnt|never|no|without|no need for|you|youd|he|she|they|people|who)$")
_FILLED = re.compile(r"(?:(?:^| )(?:uh|um|er|erm|em|ah|eh|hmm))+$")
_ASKED_SUBJECT = r"(?:^|(?:could|can|would|will|if|and|so|then|but|or) )you(?! know| see)"
_OWN_SUBJECT = one_of(
    r"\w+ (?:can|could|will|would|shall|should|might|may|cant)",
    a_word("ill id wed hell shell theyll theyd itll thatll ima gonna"),
    r"well(?= \w+)",
    "let me",
    rf"{a_word('like want wanted wants love going happy glad able ready trying tried hoping meaning meant')} to",
    "(?:calling|ringing) to",
    rf"(?:i|we|they) (?:also |just |always |usually )?{a_word('do come go send bring provide offer help work')}",
    r"(?:im|were|weve|ive) \w+",
)
_HEADS = re.compile(
    r"(?:\b|^)(?:(?P<lets>you (?:can|could|may|might))"
    rf"|(?P<yours>youll|youd|yall|please|kindly|{_ASKED_SUBJECT})|(?P<own>{_OWN_SUBJECT}))\b"
)
"""Whose the next verb is: the listener's, who is let or asked, or the caller's and other people's."""


@dataclass(frozen=True)
class Opening:
    """A place where the listener may be asked: `verb` is the index of the first letter of the verb in the text.

    `strength`: "direct" asks with any verb; "polite" with any that we know; "letting" ("you can") and "if" only with
    what one does for a caller; "bare" has no opener at all.
    """

    begin: int
    verb: int
    strength: str


def openings(sentence: Passage) -> list[Opening]:
    """The places in `sentence` where a request may begin, in order."""
    text = sentence.plain
    marks = frozenset(begins(sentence))
    found: list[Opening] = []
    for word in re.finditer(r"\S+", text):
        at = word.start()
        opened = opener_at(text, at)
        if opened and not not_asked(text, at) and not _SUBORDINATE.search(text[: opened[1]].rstrip()):
            found.append(Opening(at, opened[1], opened[0]))
        elif at in marks or _links(text, at):
            found.append(Opening(at, softened(text, at), "bare"))
    return found


def governed(text: str, at: int, after_mark: bool) -> str | None:
    """How strongly a bare verb at `at` asks, by what it goes on with; None where it is the caller's.

    "I'll call and book it" books for the listener; "you can come in and try it" only lets them.
    """
    if not_asked(text, at) or _SUBJECT.search(_without_fillers(text[:at])):
        return None
    if text[:at].endswith("so "):
        return "bare"
    heads = list(_HEADS.finditer(text, max(0, at - GOVERNS), at))
    last = heads[-1] if heads else None
    if last is None or last.group("yours"):
        return "bare"
    if last.group("lets"):
        return "bare" if after_mark else "letting"
    return None


def not_asked(text: str, at: int) -> bool:
    """Whether what stands before `at` says that the verb there asks nothing."""
    return _NOT_ASKED.search(_without_fillers(text[:at])) is not None


def negated(text: str, at: int) -> bool:
    """Whether what is wanted at `at` is not, or is wanted by somebody else."""
    return _NEGATED.search(_without_fillers(text[:at])) is not None


def begins(sentence: Passage) -> Iterator[int]:
    """Where in the plain text a word stands that begins the sentence or follows a comma, a dash or a colon."""
    at, fresh = 0, True
    for word in sentence.words:
        token = plain(word.text)
        if token:
            if fresh:
                yield at
            at += len(token) + 1
            fresh = False
        fresh = fresh or word.text.endswith((",", ";", ":", "–", "—", "-", "…", "...", "?", "!"))


def _links(text: str, at: int) -> bool:
    before = _without_fillers(text[:at])
    last = before.rsplit(" ", 1)[-1]
    return not last or last in _LINKS or last.isdigit() or _LINKING.search(before) is not None


def _without_fillers(text: str) -> str:
    return _FILLED.sub("", text.rstrip())
