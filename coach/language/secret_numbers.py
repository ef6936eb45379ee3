"""Card numbers, security codes, expiry dates and social security numbers in what was said, digit by digit or not.

For taking them out before anything is kept. Works on words in the order in which they were said, whoever said them: a
number goes on over another's "go ahead". A number is told by its length and by the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.language.secret_cards import CARD_LENGTH, take_cards
from coach.language.secret_codes import (
    BESIDE,
    CODE_LENGTHS,
    settle_plain_codes,
    take_codes,
    take_codes_behind_a_card,
    take_expiries,
)
from coach.language.secret_cues import Cue, cue_behind
from coach.language.secret_runs import Run, is_beside
from coach.language.secret_said import Said, Secret
from coach.language.secret_tokens import tokens_of

_SOCIAL = 9
_SOCIAL_GROUPS = (3, 2, 4)
_LAST_FOUR = 4
_SOCIAL_PIECES_APART = 8
_CALLED_WITHIN = 16
"""Words behind nine digits within which they are called a social security number."""


@dataclass(frozen=True)
class FoundSecret:
    """A number and the words that it is made of, by their places in the words that were looked through."""

    secret: Secret
    words: tuple[int, ...]


def secret_numbers(words: Sequence[str]) -> list[FoundSecret]:
    """The secret numbers in `words`, in order of their first word; no word is in two."""
    tokens = tokens_of(words)
    digits = sum(len(token.digits or token.amount) for token in tokens)
    if digits < min(CODE_LENGTHS) and not any(token.mark for token in tokens):
        return []
    said = Said(tokens)
    # In this order: what is sure first, and what stands beside it then.
    settle_plain_codes(said)
    for take in (_take_socials, take_cards, _take_beside_marks, take_codes, take_expiries, take_codes_behind_a_card):
        take(said)
    _take_read_back(said)
    made = [FoundSecret(secret, tuple(sorted({tokens[at].word for at in places}))) for secret, places in said.groups]
    return sorted(made, key=lambda one: one.words)


def _take_socials(said: Said) -> None:
    for index, run in enumerate(said.runs):
        written = [at for at in run.at if said.tokens[at].groups == _SOCIAL_GROUPS]
        if written[:1] == [run.first] and _answers_for_a_phone(said, index):
            del written[0]  # a telephone number of which a digit was lost
        cue = said.cue(run)
        in_groups = tuple(len(said.tokens[at].digits) for at in run.at) == _SOCIAL_GROUPS
        if written:
            said.take(Secret.SOCIAL, written if said.has_phone(run) or written[0] == run.first else run.at)
        elif (in_groups and cue not in (Cue.PHONE, Cue.OTHER, Cue.NUMBER)) or _is_called_social_behind(said, run):
            said.take(Secret.SOCIAL, run.at)
        elif said.is_free(run) and cue is Cue.SOCIAL and not said.has_unit(run):
            pieces = said.pieces(index, _SOCIAL, _SOCIAL_PIECES_APART)
            if sum(len(piece.digits) for piece in pieces) >= _LAST_FOUR:
                said.take_asked(Secret.SOCIAL, said.whole(pieces, _SOCIAL))


def _is_called_social_behind(said: Said, run: Run) -> bool:
    if len(run.digits) in (_LAST_FOUR, _SOCIAL) and cue_behind(said.tokens, run.last) is Cue.SOCIAL:
        return True
    behind = said.cues_within(run.last + 1, run.last + _CALLED_WITHIN)
    return len(run.digits) == _SOCIAL and behind[:1] == [Cue.SOCIAL] and said.cue(run) not in (Cue.PHONE, Cue.OTHER)


def _answers_for_a_phone(said: Said, index: int) -> bool:
    """Whether a telephone number was announced, and this is the first number behind that."""
    run, before = said.runs[index], said.runs[index - 1].last if index else -1
    return Cue.PHONE in said.cues_within(before + 1, run.first - 1) and said.cue(run) in (Cue.PHONE, Cue.NUMBER)


def _take_beside_marks(said: Said) -> None:
    """What is left over beside a number that was taken out before: a block of sound may end in the middle."""
    marks = [at for at, token in enumerate(said.tokens) if token.mark]
    for run in said.runs:
        if not said.is_free(run) or said.is_phone(run) or said.has_unit(run):
            continue
        near = [at for at in marks if is_beside(said.tokens, at, run)]
        if near:
            is_social = said.secret_at(near[0]) is Secret.SOCIAL
            said.take(Secret.SOCIAL if is_social else Secret.CARD, run.at)


def _take_read_back(said: Said) -> None:
    """Digits that are said again nearby: "so it ends on 4242"."""
    known = [(secret, _digits(said, places), places[0], places[-1]) for secret, places in said.groups]
    for run in said.runs:
        if not said.is_free(run) or len(run.digits) < min(CODE_LENGTHS) or said.has_unit(run):
            continue
        for secret, digits, first, last in known:
            if first - BESIDE < run.first < last + BESIDE:
                places = next((at for at, part in _parts(said, run) if part == digits or _is_end(part, digits)), None)
                if places:
                    said.take(secret, places)


def _is_end(part: str, digits: str) -> bool:
    return len(part) >= _LAST_FOUR and part in digits


def _parts(said: Said, run: Run) -> Iterator[tuple[tuple[int, ...], str]]:
    """What may be a number said again, with its digits, the longest first: the run, or where it is nobody's telephone
    number and no case, any stretch of its words."""
    is_another = said.is_phone(run) or said.cue(run) in (Cue.PHONE, Cue.NUMBER, Cue.OTHER)
    for size in [len(run.at)] if is_another else range(min(len(run.at), CARD_LENGTH), 0, -1):
        for start in range(len(run.at) - size + 1):
            places = run.at[start : start + size]
            yield places, _digits(said, places)


def _digits(said: Said, places: Sequence[int]) -> str:
    return "".join(said.tokens[at].digits or said.tokens[at].sounds_like_a_digit for at in places)
