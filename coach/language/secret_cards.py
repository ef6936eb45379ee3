"""The numbers of payment cards in what was said.

A card number is told by its length, by how it begins and by the words around it. The check digit only breaks ties: one
misheard digit must not save the other fifteen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from coach.language.secret_cues import Cue, is_bridge
from coach.language.secret_runs import BANKS, SHORTEST_CARD, Run, is_said_again, is_said_twice, passes_check
from coach.language.secret_said import PUT_RIGHT, Said, Secret
from coach.language.secret_words import BEFORE_AMOUNTS, BEHIND_AMOUNTS

CARD_LENGTH = 16
_CODE_LENGTH = 4
_PHONE_LENGTHS = (10, 11)
_AMEX_LENGTH = 15
_GROUP = 4
_IN_PIECES = 8
"""Digits from which what follows "card number" is one, though some of it was lost."""
_PIECES_APART = 18
"""Words that may stand between two pieces of a number that somebody asked for."""
_UNASKED_APART = 12
"""Words between two pieces of one that nobody asked for, as far as is known."""
_ONE_BY_ONE = 12
"""Digits said by themselves from which what nobody asked for may be a card's, with strange words in it."""
_STRAYS = 2
_NAMED_BEHIND = 8
"""Words between a number and what is said of a card behind it: "…, and it expires"."""


def take_cards(said: Said) -> None:
    """Takes the numbers of cards in `said`."""
    for index, run in enumerate(said.runs):
        if not said.is_free(run):
            continue
        cue, length = _cue(said, run), _length(said, run)
        if _is_card_by_itself(said, run, cue):
            named = cue in (Cue.CARD, Cue.CARD_NUMBER)
            pieces = said.pieces(index, length, _PIECES_APART) if named else [run]
            said.take_asked(Secret.CARD, said.whole(pieces, length))
            continue
        if said.has_phone(run) or cue in (Cue.PHONE, Cue.OTHER, Cue.SOCIAL, Cue.CODE) or said.has_unit(run):
            continue
        pieces = said.pieces(index, length, _PIECES_APART)
        if cue not in (Cue.CARD, Cue.CARD_NUMBER):
            pieces = list(_until_asked(said, pieces))
        total = sum(len(piece.digits) for piece in pieces)
        asked = cue is Cue.CARD_NUMBER and total >= _IN_PIECES and not (len(pieces) == 1 and said.is_phone(run))
        named = cue is Cue.CARD or _is_named_behind(said, pieces[-1])
        if asked or (named and total >= SHORTEST_CARD - 1) or _is_like_a_card(said, pieces):
            places = said.whole(pieces, length)
            (said.take_asked if total >= _AMEX_LENGTH else said.take)(Secret.CARD, places)


def _until_asked(said: Said, pieces: Sequence[Run]) -> Iterator[Run]:
    """The pieces before somebody asks for the number of a card: what follows is the answer."""
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if before and Cue.CARD_NUMBER in said.cues_within(before.last, piece.first):
            return
        yield piece


def _cue(said: Said, run: Run) -> Cue | None:
    """What was spoken of before says nothing of a number as long as a card's, nor does the question for its code."""
    cue = said.cue(run)
    return None if cue is Cue.TOPIC or (cue is Cue.CODE and len(run.digits) > _CODE_LENGTH) else cue


def _length(said: Said, run: Run) -> int:
    """How many digits a card that begins so has."""
    begins = (run.digits, said.with_misheard(run))
    return _AMEX_LENGTH if any(digits.startswith(("34", "37")) for digits in begins) else CARD_LENGTH


def _is_card_by_itself(said: Said, run: Run, cue: Cue | None) -> bool:
    length = len(run.digits)
    if length < SHORTEST_CARD or is_said_twice(run.digits):
        return False
    if cue in (Cue.CARD, Cue.CARD_NUMBER):
        return True
    begins = any(BANKS.match(digits) for digits in (run.digits, said.with_misheard(run)))
    has_phone = said.has_phone(run, 10)
    if cue in (Cue.OTHER, Cue.PHONE) or has_phone:
        in_fours = length == CARD_LENGTH and _in_fours(said, [run]) and not has_phone
        return begins and (in_fours or _has_a_card(said, run, 0))
    said_again = cue is Cue.NUMBER and (length == SHORTEST_CARD or is_said_again(run.digits))
    return (begins and not said_again) or _has_a_card(said, run, _STRAYS)


def _has_a_card(said: Said, run: Run, strays: int) -> bool:
    """Whether a number that passes the check begins it, or after at most `strays` words: "one, 4111 …"."""
    ends = accumulate(len(said.tokens[at].digits or "1") for at in run.at[:strays])
    starts = (0, *(end for end in ends if len(run.digits) - end <= CARD_LENGTH + PUT_RIGHT))
    parts = (run.digits[start : start + size] for start in starts for size in (_AMEX_LENGTH, CARD_LENGTH))
    return any(BANKS.match(part) and len(part) >= _AMEX_LENGTH and passes_check(part) for part in parts)


def _in_fours(said: Said, pieces: Sequence[Run]) -> bool:
    """Whether it can be said by fours, as hardly another number is."""
    ends = accumulate(len(said.tokens[at].digits or "1") for piece in pieces for at in piece.at)
    return {4, 8, 12} <= set(ends)


def _is_named_behind(said: Said, last: Run) -> bool:
    """Whether the words behind it speak of what only cards have."""
    cues = said.cues_within(last.last + 1, last.last + _NAMED_BEHIND)
    return cues[:1] in ([Cue.EXPIRY], [Cue.CODE])


def _is_like_a_card(said: Said, pieces: Sequence[Run]) -> bool:
    """Whether pieces that nobody asked for are as long as a card, begin like one and are said as one."""
    first, total = pieces[0].digits, sum(len(piece.digits) for piece in pieces)
    has_length = any(_AMEX_LENGTH <= size <= CARD_LENGTH + PUT_RIGHT for size in (total, len(said.digits(pieces))))
    if len(first) < _GROUP or first[0] not in "3456" or not has_length or is_said_twice(first):
        return False
    gaps = [range(one.last + 1, other.first) for one, other in pairwise(pieces)]
    if all(at in said.cues or is_bridge(said.tokens, at) for gap in gaps for at in gap):
        return total <= CARD_LENGTH and len(first) % _GROUP == 0
    tokens = said.tokens
    if any(
        len(gap) > _UNASKED_APART or tokens[gap[0]].text in BEHIND_AMOUNTS or tokens[gap[-1]].text in BEFORE_AMOUNTS
        for gap in gaps
    ):
        return False
    long = [piece for piece in pieces if len(piece.digits) > 1]  # without the "two" of "that's two groups"
    in_fours = all(len(piece.digits) % _GROUP == 0 for piece in long) or _in_fours(said, long)
    if CARD_LENGTH in (sum(len(piece.digits) for piece in long), len(said.digits(long))) and in_fours:
        return True
    one_by_one = sum(len(tokens[at].digits) == 1 for piece in pieces for at in piece.at)
    return len(first) not in _PHONE_LENGTHS and one_by_one >= _ONE_BY_ONE
