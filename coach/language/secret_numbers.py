"""Card numbers, security codes, expiry dates and social security numbers in what was said, digit by digit or not.

For taking them out before anything is kept. Works on words in the order in which they were said, whoever said them: a
number goes on over another's "go ahead". A number is told by its length and by the words around it. The check digit
only breaks ties: one misheard digit must not save the other fifteen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.language.secret_cues import Cue, cue_before, cues_of, is_bridge
from coach.language.secret_runs import BANKS, SHORTEST_CARD, Run, is_beside, is_said_twice, passes_check, runs_of
from coach.language.secret_tokens import Token, tokens_of

_CARD_LENGTH = 16
_CARD_IN_PIECES = 8
"""Digits from which what follows "card number" is one, though some of it was lost."""
_CODE_LENGTHS = (3, 4)
_SOCIAL = 9
_PIECES_APART = 18
"""Words that may stand between two pieces of a number that somebody asked for."""
_CODE_PIECES_APART = 7
_SOCIAL_PIECES_APART = 8
_ANSWER_WITHIN = 26
"""Words between the question for a number and its first digit."""
_PUT_RIGHT = 4
"""Digits too many of those who put a slip right."""
_BESIDE = 90
"""Words around a card number in which a date is its expiry and four of its digits are read back."""
_AFTER_CARD = 10
_EXPIRY_WORDS = 8
_DATE_DIGITS = 4


class Secret(StrEnum):
    """What kind of number it is."""

    CARD = "card"
    CODE = "code"
    EXPIRY = "expiry"
    SOCIAL = "social"


@dataclass(frozen=True)
class FoundSecret:
    """A number and the words that it is made of, by their places in the words that were looked through."""

    secret: Secret
    words: tuple[int, ...]


def secret_numbers(words: Sequence[str]) -> list[FoundSecret]:
    """The secret numbers in `words`, in order of their first word; no word is in two."""
    tokens = tokens_of(words)
    if sum(len(token.digits) for token in tokens) < min(_CODE_LENGTHS) and not any(t.is_mark for t in tokens):
        return []
    return _Search(tokens).found()


class _Search:
    """One look through the tokens; what is taken once is not looked at again."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._cues = cues_of(tokens)
        self._runs = list(runs_of(tokens))
        self._taken: dict[int, Secret] = {}
        self._groups: list[tuple[Secret, tuple[int, ...]]] = []

    def found(self) -> list[FoundSecret]:
        self._socials()
        self._cards()
        self._beside_marks()
        self._codes()
        self._expiries()
        self._codes_behind_a_card()
        self._read_back()
        made = [
            FoundSecret(secret, tuple(sorted({self._tokens[at].word for at in places})))
            for secret, places in self._groups
        ]
        return sorted(made, key=lambda one: one.words)

    def _take(self, secret: Secret, places: Sequence[int]) -> None:
        new = tuple(at for at in places if at not in self._taken)
        if new:
            self._taken.update(dict.fromkeys(new, secret))
            self._groups.append((secret, new))

    def _take_asked(self, secret: Secret, places: Sequence[int]) -> None:
        """The question is answered: what follows is another number."""
        self._take(secret, places)
        self._cues[places[-1]] = Cue.ANSWERED

    def _free(self, run: Run) -> bool:
        return not any(at in self._taken for at in run.at)

    def _cue(self, run: Run) -> Cue | None:
        return cue_before(self._cues, run.first, _ANSWER_WITHIN)

    def _has_unit(self, run: Run) -> bool:
        """Whether the words around it make an amount, a day or a house number of it."""
        after, before = self._tokens[run.last + 1 : run.last + 4], self._tokens[max(0, run.first - 1) : run.first]
        return (
            any(token.is_unit for token in after[:1])
            or any(token.is_month for token in (*before, *after[:1]))
            or (len(run.digits) < SHORTEST_CARD and any(token.is_street for token in after))
        )

    def _socials(self) -> None:
        for index, run in enumerate(self._runs):
            written = [at for at in run.at if self._tokens[at].groups == (3, 2, 4)]
            if written[:1] == [run.first] and self._answers_for_a_phone(index):
                del written[0]  # a telephone number of which a digit was lost
            in_groups = [len(self._tokens[at].digits) for at in run.at] == [3, 2, 4]
            if written:
                self._take(Secret.SOCIAL, written)
            elif in_groups and self._cue(run) in (None, Cue.SOCIAL):
                self._take(Secret.SOCIAL, run.at)
            elif self._free(run) and self._cue(run) is Cue.SOCIAL and not self._has_unit(run):
                pieces = self._pieces(index, _SOCIAL, _SOCIAL_PIECES_APART)
                if sum(len(piece.digits) for piece in pieces) >= 4:
                    self._take_asked(Secret.SOCIAL, self._whole(pieces, _SOCIAL))

    def _answers_for_a_phone(self, index: int) -> bool:
        """Whether a telephone number was announced, and this is the first number behind that."""
        run, before = self._runs[index], self._runs[index - 1].last if index else -1
        announced = any(self._cues.get(at) is Cue.PHONE for at in range(before + 1, run.first))
        return announced and self._cue(run) is Cue.PHONE

    def _cards(self) -> None:
        for index, run in enumerate(self._runs):
            if not self._free(run):
                continue
            cue = self._cue(run)
            if self._is_card_by_itself(run, cue):
                named = cue in (Cue.CARD, Cue.CARD_NUMBER)
                pieces = self._pieces(index, _CARD_LENGTH) if named else [run]
                self._take_asked(Secret.CARD, self._whole(pieces, _CARD_LENGTH))
                continue
            is_phone = any(self._tokens[at].is_phone for at in run.at)
            if is_phone or cue not in (None, Cue.CARD, Cue.CARD_NUMBER) or self._has_unit(run):
                continue
            pieces = self._pieces(index, _CARD_LENGTH)
            total = sum(len(piece.digits) for piece in pieces)
            asked = cue is Cue.CARD_NUMBER and total >= _CARD_IN_PIECES
            named = cue is Cue.CARD and total >= SHORTEST_CARD - 1
            by_fours = (
                len(pieces) > 2
                and total in (15, _CARD_LENGTH)
                and run.digits[:1] in tuple("3456")
                and all(len(piece.digits) % 4 == 0 for piece in pieces[:1])
            )
            if (asked and not (len(pieces) == 1 and self._is_phone(run))) or named or by_fours:
                places = self._whole(pieces, _CARD_LENGTH)
                (self._take_asked if total >= _CARD_LENGTH - 1 else self._take)(Secret.CARD, places)

    def _is_card_by_itself(self, run: Run, cue: Cue | None) -> bool:
        length = len(run.digits)
        if length < SHORTEST_CARD or is_said_twice(run.digits):
            return False
        if cue in (Cue.CARD, Cue.CARD_NUMBER):
            return True
        if cue in (Cue.OTHER, Cue.PHONE) or self._is_phone(run):
            return any(passes_check(run.digits[:size]) and BANKS.match(run.digits) for size in (15, 16))
        return BANKS.match(run.digits) is not None

    def _is_phone(self, run: Run) -> bool:
        return len(run.digits) in (7, 10) or any(self._tokens[at].is_phone for at in run.at)

    def _pieces(self, index: int, wanted: int, apart: int = _PIECES_APART) -> list[Run]:
        """This run and those after it that seem to go on with it, until there are `wanted` digits.

        What somebody reads back is among them and does not count.
        """
        pieces, said = [self._runs[index]], self._runs[index].digits
        for place, run in enumerate(self._runs[index + 1 :], start=index + 1):
            gap = range(pieces[-1].last + 1, run.first)
            if (
                len(gap) > apart
                or not self._free(run)
                or (len(said) >= wanted and not self._goes_on_behind(gap, place))
            ):
                break
            new = [self._cues[at] for at in gap if at in self._cues]
            if any(cue not in (Cue.CARD, Cue.CARD_NUMBER, Cue.NUMBER) for cue in new):
                break
            if self._has_unit(run) or any(self._tokens[at].is_phone for at in run.at):
                break
            again = len(run.digits) >= min(_CODE_LENGTHS) and run.digits in said
            if not again and len(said) + len(run.digits) > 2 * wanted + _PUT_RIGHT:
                break
            pieces.append(run)
            said += "" if again else run.digits
        return pieces

    def _goes_on_behind(self, gap: range, place: int) -> bool:
        """Whether this run belongs to a number that was long enough before it: slips were put right on the way."""
        run, following = self._runs[place], self._runs[place + 1 : place + 2]
        is_slip = bool(following) and following[0].first - run.last <= _CODE_PIECES_APART
        said_on = all(not self._tokens[at].ends_turn_of_thought or is_bridge(self._tokens, at) for at in gap)
        return said_on and len(gap) <= (_AFTER_CARD if is_slip or len(run.digits) >= min(_CODE_LENGTHS) else 3)

    def _whole(self, pieces: Sequence[Run], wanted: int) -> list[int]:
        """The places of these pieces, with the words beside them that are digits misheard as long as some are lacking:
        "won four four to"."""
        places = {at for piece in pieces for at in piece.at}
        lacking = wanted - sum(len(piece.digits) for piece in pieces)
        for step in (1, -1):
            for piece in pieces:
                at = (piece.last if step > 0 else piece.first) + step
                while lacking > 0 and 0 <= at < len(self._tokens) and self._tokens[at].sounds_like_a_digit:
                    lacking -= at not in places
                    places.add(at)
                    at += step
        return sorted(places)

    def _beside_marks(self) -> None:
        """What is left over beside a number that was taken out before: a block of sound may end in the middle."""
        marks = [at for at, token in enumerate(self._tokens) if token.is_mark]
        for run in self._runs:
            if not self._free(run) or self._is_phone(run) or self._has_unit(run):
                continue
            near = [at for at in marks if is_beside(self._tokens, at, run)]
            if near:
                kind = Secret(self._tokens[near[0]].mark)
                self._take(kind if kind is Secret.SOCIAL else Secret.CARD, run.at)

    def _codes(self) -> None:
        for run in self._runs:
            if not self._free(run) or self._has_unit(run) or any(self._tokens[at].is_phone for at in run.at):
                continue
            cue = self._cue(run)
            if cue is Cue.CODE:
                pieces = self._pieces(self._runs.index(run), max(_CODE_LENGTHS), _CODE_PIECES_APART)
                total = sum(len(piece.digits) for piece in pieces)
                short = total < min(_CODE_LENGTHS)
                places = self._whole(pieces, max(_CODE_LENGTHS))
                if len(run.digits) <= _CARD_LENGTH and (not short or len(places) >= min(_CODE_LENGTHS) - 1):
                    self._take_asked(Secret.CODE, places)
        self._misheard_codes()

    def _codes_behind_a_card(self) -> None:
        for run in self._runs:
            is_like_one = len(run.digits) in _CODE_LENGTHS and self._free(run) and not self._has_unit(run)
            if is_like_one and self._is_right_behind_a_card(run):
                self._take(Secret.CODE, run.at)

    def _misheard_codes(self) -> None:
        """Three words in a row that only sound like digits, where a security code was asked for."""
        for at in range(len(self._tokens) - 2):
            three = range(at, at + 3)
            if all(self._tokens[i].sounds_like_a_digit or self._tokens[i].digits for i in three) and not any(
                i in self._taken for i in three
            ):
                after = self._tokens[at + 3 : at + 4]
                if cue_before(self._cues, at, _PIECES_APART) is Cue.CODE and not (after and after[0].is_unit):
                    self._take_asked(Secret.CODE, list(three))

    def _is_right_behind_a_card(self, run: Run) -> bool:
        before = range(max(0, run.first - _AFTER_CARD), run.first)
        behind = [at for at in before if self._secret_at(at) in (Secret.CARD, Secret.EXPIRY)]
        return bool(behind) and not any(
            self._cues.get(at) in (Cue.PHONE, Cue.OTHER) or self._tokens[at].ends_turn_of_thought
            for at in range(behind[-1] + 1, run.first)
        )

    def _secret_at(self, at: int) -> Secret | None:
        token = self._tokens[at]
        return self._taken.get(at) or (Secret(token.mark) if token.is_mark else None)

    def _expiries(self) -> None:
        for at, cue in self._cues.items():
            around = range(max(0, at - _BESIDE), min(len(self._tokens), at + _BESIDE))
            if cue is not Cue.EXPIRY or not any(self._secret_at(near) in (Secret.CARD, Secret.CODE) for near in around):
                continue
            places: list[int] = []
            quiet = 0
            for place in range(at + 1, len(self._tokens)):
                token = self._tokens[place]
                is_whole = self._size(places) >= _DATE_DIGITS
                if is_whole and (quiet or self._tokens[places[-1]].is_date):
                    break
                if token.digits or token.is_month or token.is_date:
                    places.append(place)
                    quiet = 0
                else:
                    quiet += 1
                size = self._size(places)
                if place in self._taken or (place in self._cues and places) or size > 8 or self._tokens[place].is_unit:
                    break
                if quiet > (3 if places else _EXPIRY_WORDS):
                    break
            if self._size(places) >= 3:
                self._take(Secret.EXPIRY, places)

    def _size(self, places: Sequence[int]) -> int:
        """Digits of a date: a month has two, however it is said."""
        return sum(len(self._tokens[at].digits) or (4 if self._tokens[at].is_date else 2) for at in places)

    def _read_back(self) -> None:
        """Digits that are said again nearby: "so it ends on 4242"."""
        known = [
            (secret, "".join(self._tokens[at].digits for at in places), places[0], places[-1])
            for secret, places in self._groups
        ]
        for run in self._runs:
            if not self._free(run) or len(run.digits) < min(_CODE_LENGTHS) or self._has_unit(run):
                continue
            for secret, digits, first, last in known:
                again = run.digits == digits or (len(run.digits) >= 4 and run.digits in digits)
                if again and first - _BESIDE < run.first < last + _BESIDE:
                    self._take(secret, run.at)
