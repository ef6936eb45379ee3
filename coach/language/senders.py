"""Who signs a text: names at its end, after a dash or on lines of their own, a firm at its head ("Harper Law: ...").

What is said in a sentence ("this is Dana with Harper Law") is read by `introductions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.language.given_names import GIVEN_NAMES
from coach.language.names import Names
from coach.language.patterns import any_of
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import (
    DAYS,
    FIRM_WORDS,
    FUNCTION_WORDS,
    GREETINGS,
    NAMELESS,
    PARTICLES,
    POLITE_WORDS,
    TITLES,
    words,
)
from coach.models import Word

MOST = 6
"""Pieces that a signature has at the most."""
LONGEST = 5
"""Words of a name at the most."""
HEAD = 14
"""Words from the beginning in which a text says who writes."""
_BREAK = re.compile(r"[.,!?;:|)\]]+$")
_MARK = re.compile(r"^[-–—~|/·•*@(]+$")
_OPENS = re.compile(r"^[-–—~(\[*]+(?=\w)")
_CLOSING = any_of(
    r"(?:all the |very |my |with )?(?:best|kind|warm|kindest|warmest|many)?(?: and)? ?(?:best|regards|wishes|thanks)",
    r"thx|tx|thanx|ty|br|rgds|thanks?(?: you)?(?: so much| again| a lot| very much| in advance)?|cheers|ta",
    r"(?:yours )?(?:sincerely|truly|faithfully|respectfully|cordially)(?: yours)?|yours|warmly|talk soon|speak "
    r"soon|bye",
    r"have a (?:good|great|nice|lovely) (?:day|one|week|weekend|evening)|take care",
)
_JOB = words(
    "account executive manager director associate paralegal attorney lawyer solicitor partner counsel assistant sales",
    "specialist coordinator consultant advisor adviser representative rep intake senior junior head lead chief officer",
    "president vice founder owner ceo coo cto vp engineer agent broker realtor dds dvm md esq phd rn support success",
    "front desk reservations reception office bookings admissions scheduling team dispatch service hotline",
    "customer client business development marketing operations legal case receptionist nurse technician estimator",
)
_LINKS = words("at from with for of the and &")
_NOT_PART = re.compile(r"[@\d]|https?:|www\.|\.(?:com|org|net|io|co|law|uk)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Signature:
    """The sender's own name and firm as a text is signed with them."""

    name: Passage | None = None
    firm: Passage | None = None


def signature(lines: Sequence[Passage], names: Names, addressed: str = "") -> Signature:
    """Who signs the text of these lines. `addressed` is the name that the text greets, in plain form."""
    name: Passage | None = None
    firm: Passage | None = None
    for piece in _signed(lines, names, addressed):
        said = set(piece.plain.split())
        if names.is_caller(piece.plain) and not said & FIRM_WORDS:
            name = name or piece
        elif names.is_firm(piece.plain) or _like_firm(piece, bool(name or firm)):
            firm = firm or piece
        elif said & _JOB:
            continue
        elif name is None and firm is None:
            name = piece
        else:
            firm = firm or piece
    head = _head(lines, names)
    return Signature(name, firm or head)


def introduced(lines: Sequence[Passage]) -> Signature:
    """Sender and firm at the head of a text with a link between them: "attorney Beth Kwan from Kwan Defense"."""
    for line in lines[:2]:
        for number, word in enumerate(line.words[:HEAD]):
            if number and word.text.lower() in {"from", "with", "at", "of"}:
                first, last = _names_before(line, number), _names_behind(line, number + 1)
                if first < number and last > number + 1:
                    return Signature(line.part(first, number), line.part(number + 1, last))
    return Signature()


def _names_before(line: Passage, end: int) -> int:
    """Where the words with a capital begin that end before number `end`."""
    first = end
    while first and _is_name_word(line.words[first - 1]) and end - first < LONGEST:
        if first < end and _BREAK.search(line.words[first - 1].text):
            break
        first -= 1
    return first


def _names_behind(line: Passage, first: int) -> int:
    """Where the words with a capital end that begin at number `first`."""
    last = first
    while last < len(line.words) and _is_name_word(line.words[last]) and last - first < LONGEST:
        last += 1
        if _BREAK.search(line.words[last - 1].text):
            break
    return last


def _is_name_word(word: Word) -> bool:
    said = plain(word.text)
    return word.text[:1].isupper() and said not in GREETINGS | DAYS | FUNCTION_WORDS and not said.isdigit()


def in_brackets(lines: Sequence[Passage], name: Passage | None) -> Signature:
    """Sender and firm where only a mark is between them: "Raj (Saffron Table)", "lena @ pixelbarn".

    `name` is what was taken for the sender's name, brackets and all.
    """
    own = {id(word) for word in name.words} if name else set()
    for line in lines:
        for number in range(1, len(line.words)):
            before, word = line.words[number - 1], line.words[number]
            opens = word.text.startswith("(") and len(word.text) > 1
            at = word.text in {"@", "w/"} and (plain(before.text) in GIVEN_NAMES or before.text[:1].isupper())
            if at or (id(before) in own and (opens or _MARK.match(word.text))):
                firm = _up_to_mark(line, number if opens else number + 1)
                if firm is not None and not is_role(firm) and not _NOT_PART.search(firm.text):
                    return Signature(line.part(number - 1, number), firm)
    return Signature()


def _up_to_mark(line: Passage, first: int) -> Passage | None:
    """The words from number `first` to the next comma, full stop or bracket; None where there are none, or too many."""
    end = first
    while end < len(line.words) and not _BREAK.search(line.words[end].text):
        end += 1
    found = line.part(first, min(end + 1, len(line.words)))
    while found.words and not plain(found.words[-1].text):
        found = found.part(0, len(found.words) - 1)  # an emoji
    if len(found.words) > LONGEST:
        found = found.part(0, next((n for n, w in enumerate(found.words) if not plain(w.text)), len(found.words)))
    return found if 0 < len(found.words) <= LONGEST and not set(found.plain.split()) & DAYS else None


def is_closing(sentence: Passage) -> bool:
    """Whether a sentence is only how a letter ends: "Yours faithfully,"."""
    return _CLOSING.fullmatch(sentence.plain) is not None


def is_role(passage: Passage) -> bool:
    """Whether words that were taken for a name are only a role: "Front Desk"."""
    return set(passage.plain.split()) <= _JOB | {"the", "our"}


def _signed(lines: Sequence[Passage], names: Names, addressed: str) -> list[Passage]:
    """The pieces of the signature in order: what stands at the end and could be names or a job."""
    found: list[Passage] = []
    known = set(addressed.split())
    for piece in _pieces_from_end(lines):
        said = piece.plain.split()
        if not said or _NOT_PART.search(piece.text):
            continue
        if len(found) >= MOST or _CLOSING.fullmatch(piece.plain) or not _name_like(piece, lines):
            break
        if set(said) <= known or names.is_lead(piece.plain):
            break
        found.append(piece)
    return found[::-1]


def _pieces_from_end(lines: Sequence[Passage]) -> Iterator[Passage]:
    """The text from its end, cut at lines, full stops, commas, dashes and at "from" or "at"."""
    for line in reversed(lines):
        last = len(line.words)
        for number in range(len(line.words) - 1, -1, -1):
            text = line.words[number].text
            if _MARK.match(text) or plain(text) in {"at", "from", "with"} or text == "w/":
                if number + 1 < last:
                    yield line.part(number + 1, last)
                last = number
            elif number and (_BREAK.search(line.words[number - 1].text) or _OPENS.match(text)):
                yield line.part(number, last)
                last = number
        if last:
            yield line.part(0, last)


def _name_like(piece: Passage, lines: Sequence[Passage]) -> bool:
    """Whether all words but small ones have a capital, and none is a word of talk.

    Without capitals a given name counts where it is the whole last line.
    """
    if piece.words == lines[-1].words and len(lines) > 1 and piece.plain.split()[0] in GIVEN_NAMES:
        return len(piece.words) <= LONGEST
    said = [(word.text.strip("()[]*~-–—.,!:;"), plain(word.text)) for word in piece.words]
    said = [(raw, text) for raw, text in said if text]
    if not 0 < len(said) <= LONGEST:
        return False
    large = [text for raw, text in said if raw != raw.lower()]
    small = {text for raw, text in said if raw == raw.lower()}
    if not large or not small <= PARTICLES | _LINKS | _JOB | {"team", "office"}:
        return False
    common = FUNCTION_WORDS | POLITE_WORDS | GREETINGS | DAYS
    return not (set(large) <= common - GIVEN_NAMES) and set(large) - TITLES != set()


def _like_firm(piece: Passage, behind_name: bool) -> bool:
    said = piece.plain.split()
    if set(said) <= _JOB | NAMELESS | {"the", "team", "our"}:
        return False
    if said[-1] in {"team", "office"} and len(said) > 1:
        return True
    own = set(said) & FIRM_WORDS
    return bool(own) and not (said[0] in GIVEN_NAMES and len(said) == 2 and not behind_name and own == {said[0]})


def _head(lines: Sequence[Passage], names: Names) -> Passage | None:
    """The firm that stands before the text: "Harper Law: Hi Marcus", "[Harper Law] Hi"."""
    if not lines:
        return None
    for number, word in enumerate(lines[0].words[: LONGEST + 1]):
        if word.text.endswith((":", "]")):
            piece = lines[0].part(0, number + 1)
            said = set(piece.plain.split())
            if _name_like(piece, lines) and (said & FIRM_WORDS or names.is_firm(piece.plain)):
                return piece
            return None
    return None
