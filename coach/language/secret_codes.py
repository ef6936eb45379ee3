"""The security codes and expiry dates of payment cards in what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.secret_cards import CARD_LENGTH
from coach.language.secret_cues import Cue, cue_before, cue_behind
from coach.language.secret_runs import Run
from coach.language.secret_said import ANSWER_WITHIN, Said, Secret
from coach.language.secret_words import BEHIND_AMOUNTS, MONTHS, PAYMENTS, UNITS

CODE_LENGTHS = (3, 4)
BESIDE = 90
"""Words around a card number in which a date is its expiry and four of its digits are read back."""
_PIECES_APART = 7
_MISHEARD_WITHIN = 18
_OF_A_CARD_WITHIN = 40
"""Words around "the code" in which something must be said of a card, or it is the code of a door."""
_OF_CARDS = (Cue.CARD, Cue.CARD_NUMBER, Cue.CODE, Cue.EXPIRY)
_AFTER_CARD = 10
_EXPIRY_WORDS = 8
_DATE_DIGITS = 4


def take_codes(said: Said) -> None:
    """Takes the security codes that are called so, before or behind."""
    settle_plain_codes(said)
    _take_misheard_codes(said)
    for index, run in enumerate(said.runs):
        if not said.is_free(run) or said.has_unit(run) or said.has_phone(run):
            continue
        if _is_code_once_or_twice(run) and cue_behind(said.tokens, run.last) is Cue.CODE:
            said.take(Secret.CODE, run.at)
        elif said.cue(run) is Cue.CODE:
            pieces = list(_in_one_sentence(said, said.pieces(index, max(CODE_LENGTHS), _PIECES_APART)))
            total = sum(len(piece.digits) for piece in pieces)
            places = said.whole(pieces, max(CODE_LENGTHS))
            is_enough = total >= min(CODE_LENGTHS) or len(places) >= min(CODE_LENGTHS) - 1
            if len(run.digits) <= CARD_LENGTH and is_enough:
                said.take_asked(Secret.CODE, places)


def _in_one_sentence(said: Said, pieces: Sequence[Run]) -> Iterator[Run]:
    """The pieces up to where there are enough digits and something else is spoken of."""
    count = 0
    for before, piece in zip((None, *pieces), pieces, strict=False):
        gap = said.tokens[before.last + 1 : piece.first] if before else []
        if count >= min(CODE_LENGTHS) and any(token.ends_turn_of_thought for token in gap):
            return
        count += len(piece.digits)
        yield piece


def _is_code_once_or_twice(run: Run) -> bool:
    half = len(run.digits) // 2
    return len(run.digits) in CODE_LENGTHS or (half in CODE_LENGTHS and run.digits == run.digits[:half] * 2)


def settle_plain_codes(said: Said) -> None:
    """What is just called "the code" is a card's where a card is spoken of nearby, as far as is known."""
    for at, cue in list(said.cues.items()):
        around = range(max(0, at - _OF_A_CARD_WITHIN), min(len(said.tokens), at + _OF_A_CARD_WITHIN))
        if (
            cue is Cue.PLAIN_CODE
            and cue_before(said.cues, at, ANSWER_WITHIN) is not Cue.SOCIAL
            and any(_is_of_a_card(said, near) for near in around)
        ):
            said.cues[at] = Cue.CODE


def _is_of_a_card(said: Said, at: int) -> bool:
    return said.cues.get(at) in _OF_CARDS or said.secret_at(at) is Secret.CARD or said.tokens[at].text in PAYMENTS


def _take_misheard_codes(said: Said) -> None:
    """Three or four words that are or sound like digits, where a security code was asked for: "for ate two"."""
    for first, last in _like_digits(said):
        after = said.tokens[last + 1 : last + 2]
        if (
            last - first + 1 in CODE_LENGTHS
            and not all(token.digits for token in said.tokens[first : last + 1])
            and cue_before(said.cues, first, _MISHEARD_WITHIN) is Cue.CODE
            and not any(at in said.taken for at in range(first, last + 1))
            and not (after and after[0].text in UNITS)
        ):
            said.take_asked(Secret.CODE, range(first, last + 1))


def _like_digits(said: Said) -> Iterator[tuple[int, int]]:
    """First and last place of words in a row, in one sentence, that each are or sound like one digit."""
    first = None
    for at, token in enumerate(said.tokens):
        if len(token.digits) != 1 and not token.sounds_like_a_digit:
            if first is not None:
                yield first, at - 1
            first = None
            continue
        first = at if first is None else first
        if token.sign or at == len(said.tokens) - 1:
            yield first, at
            first = None


def take_codes_behind_a_card(said: Said) -> None:
    """Takes what is as long as a code, or a month with a year, and follows a card or its expiry, called so or not."""
    dates = (Run((at,), "") for at, token in enumerate(said.tokens) if token.is_date)
    for date in dates:
        if said.is_free(date) and _is_right_behind_a_card(said, date):
            said.take(Secret.EXPIRY, date.at)
    for run in said.runs:
        is_like_one = len(run.digits) in CODE_LENGTHS and said.is_free(run) and not said.has_unit(run)
        if is_like_one and _is_right_behind_a_card(said, run):
            said.take(Secret.CODE, run.at)


def _is_right_behind_a_card(said: Said, run: Run) -> bool:
    if any(token.text in BEHIND_AMOUNTS for token in said.tokens[run.last + 1 : run.last + 2]):
        return False  # "and 500 on the other one"
    before = range(max(0, run.first - _AFTER_CARD), run.first)
    behind = [at for at in before if said.secret_at(at) in (Secret.CARD, Secret.EXPIRY)]
    return bool(behind) and not any(
        said.cues.get(at) in (Cue.PHONE, Cue.OTHER, Cue.TOPIC) or said.tokens[at].ends_turn_of_thought
        for at in range(behind[-1] + 1, run.first)
    )


def take_expiries(said: Said) -> None:
    """Takes the dates that are called expiry where a card is spoken of."""
    for at, cue in list(said.cues.items()):
        around = range(max(0, at - BESIDE), min(len(said.tokens), at + BESIDE))
        if cue is Cue.EXPIRY and any(said.secret_at(near) in (Secret.CARD, Secret.CODE) for near in around):
            places = list(_date_behind(said, at))
            if _size(said, places) >= 3:
                said.take(Secret.EXPIRY, places)
    for run in said.runs:
        is_date = len(run.digits) in (3, 4) and said.is_free(run) and cue_behind(said.tokens, run.last) is Cue.EXPIRY
        around = range(max(0, run.first - BESIDE), min(len(said.tokens), run.last + BESIDE))
        if is_date and any(said.secret_at(near) in (Secret.CARD, Secret.CODE) for near in around):
            said.take(Secret.EXPIRY, run.at)


def _date_behind(said: Said, cue: int) -> Iterator[int]:
    places: list[int] = []
    quiet = 0
    for place in range(cue + 1, len(said.tokens)):
        token = said.tokens[place]
        is_whole = _size(said, places) >= _DATE_DIGITS
        if is_whole and (quiet or said.tokens[places[-1]].is_date):
            return
        if token.digits or token.text in MONTHS or token.is_date:
            places.append(place)
            yield place
            quiet = 0
        else:
            quiet += 1
        size = _size(said, places)
        if place in said.taken or (place in said.cues and places) or size > 8 or token.text in UNITS:
            return
        if quiet > (3 if places else _EXPIRY_WORDS):
            return


def _size(said: Said, places: Sequence[int]) -> int:
    """Digits of a date: a month has two, however it is said."""
    return sum(len(said.tokens[at].digits) or (4 if said.tokens[at].is_date else 2) for at in places)
