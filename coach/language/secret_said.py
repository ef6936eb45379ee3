"""What was said, read for secret numbers: its digits, what each is said to be, and what was taken already."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from coach.language.secret_cues import Cue, cue_before, cues_of, is_bridge, take_amounts_for_answers
from coach.language.secret_runs import Run, runs_of
from coach.language.secret_tokens import Token
from coach.language.secret_words import BEFORE_AMOUNTS, LABELS, MONTHS, STREETS, UNITS

ANSWER_WITHIN = 26
"""Words between the question for a number and its first digit."""
PUT_RIGHT = 4
"""Digits too many of those who put a slip right."""
SHORTEST = 3
"""Digits of the shortest secret."""
_AFTER_NUMBER = 10
_SLIP_WITHIN = 7
_NO_AMOUNT = 12
"""Digits from which no unit makes an amount of a number."""


class Secret(StrEnum):
    """What kind of number it is."""

    CARD = "card"
    CODE = "code"
    EXPIRY = "expiry"
    SOCIAL = "social"


class Said:
    """Tokens, the cues and runs of digits among them, and what is a secret of them; places are those of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.cues = cues_of(tokens)
        take_amounts_for_answers(tokens, self.cues)
        self.runs = list(runs_of(tokens))
        self.taken: dict[int, Secret] = {}
        self.groups: list[tuple[Secret, tuple[int, ...]]] = []

    def take(self, secret: Secret, places: Sequence[int]) -> None:
        """What is taken once is not looked at again."""
        new = tuple(at for at in places if at not in self.taken)
        if new:
            self.taken.update(dict.fromkeys(new, secret))
            self.groups.append((secret, new))

    def take_asked(self, secret: Secret, places: Sequence[int]) -> None:
        """The question is answered: what follows is another number."""
        self.take(secret, places)
        self.cues[places[-1]] = Cue.ANSWERED

    def is_free(self, run: Run) -> bool:
        return not any(at in self.taken for at in run.at)

    def secret_at(self, at: int) -> Secret | None:
        """What was taken here, now or before these words were kept."""
        token = self.tokens[at]
        return self.taken.get(at) or (Secret(token.mark) if token.mark else None)

    def cue(self, run: Run) -> Cue | None:
        return cue_before(self.cues, run.first, ANSWER_WITHIN)

    def cues_within(self, first: int, last: int) -> list[Cue]:
        """The cues at these places and between them."""
        return [self.cues[at] for at in range(first, last + 1) if at in self.cues]

    def has_unit(self, run: Run) -> bool:
        """Whether the words around it make an amount, a day, a page or a house number of it."""
        before = self.tokens[max(0, run.first - 1) : run.first]
        after = [] if self.tokens[run.last].sign else self.tokens[run.last + 1 : run.last + 4]
        texts = [token.text for token in after[:2]]
        return len(run.digits) < _NO_AMOUNT and (
            any(token.text in UNITS or token.text in MONTHS for token in after[:1])
            or (texts[:1] == ["of"] and texts[1:] != ["course"])
            or any(token.text in LABELS or token.text in MONTHS for token in before)
            or any(token.text in STREETS for token in after)
            or (self.tokens[run.first].is_year and any(token.text in BEFORE_AMOUNTS for token in before))
        )

    def is_phone(self, run: Run) -> bool:
        return len(run.digits) in (7, 10) or self.has_phone(run)

    def has_phone(self, run: Run, shortest: int = 7) -> bool:
        """Whether some of it is written as telephone numbers are, with at least `shortest` digits."""
        tokens = (self.tokens[at] for at in run.at)
        return any(token.is_phone and len(token.digits) >= shortest for token in tokens)

    def with_misheard(self, run: Run) -> str:
        """Its digits, with those that the words right beside it may be misheard for."""
        return "".join((*self._misheard(run.first, -1)[::-1], run.digits, *self._misheard(run.last, 1)))

    def _misheard(self, at: int, step: int) -> list[str]:
        found: list[str] = []
        while 0 <= at + step < len(self.tokens) and (digit := self.tokens[at + step].sounds_like_a_digit):
            found.append(digit)
            at += step
        return found

    def pieces(self, index: int, wanted: int, apart: int) -> list[Run]:
        """The run at `index` and those after it, at most `apart` words from each other, that seem to go on with it,
        until there are `wanted` digits. What somebody reads back is among them and does not count.
        """
        pieces, said = [self.runs[index]], self.with_misheard(self.runs[index])
        for place, run in enumerate(self.runs[index + 1 :], start=index + 1):
            gap = range(pieces[-1].last + 1, run.first)
            if len(gap) > apart or not self.is_free(run) or (len(said) >= wanted and not self._goes_on(gap, place)):
                break
            if any(
                cue not in (Cue.CARD, Cue.CARD_NUMBER, Cue.NUMBER) for cue in self.cues_within(gap.start, run.first)
            ):
                break
            if self.has_unit(run) or self.has_phone(run):
                break
            again = len(run.digits) >= SHORTEST and run.digits in said
            if not again and len(said) + len(run.digits) > 2 * wanted + PUT_RIGHT:
                break
            pieces.append(run)
            said += "" if again else run.digits
        return pieces

    def digits(self, pieces: Sequence[Run]) -> str:
        """The digits of a number that was said in these pieces, without those that were said again."""
        said = ""
        for piece in pieces:
            half = len(piece.digits) // 2
            new = piece.digits[:half] if half >= SHORTEST and piece.digits == piece.digits[:half] * 2 else piece.digits
            if len(new) >= SHORTEST and new in said:
                continue
            again = next((n for n in range(len(new), SHORTEST - 1, -1) if said.endswith(new[:n])), 0)
            said += new[again:]
        return said

    def _goes_on(self, gap: range, place: int) -> bool:
        """Whether this run belongs to a number that was long enough before it: slips were put right on the way."""
        run, following = self.runs[place], self.runs[place + 1 : place + 2]
        is_slip = bool(following) and following[0].first - run.last <= _SLIP_WITHIN
        said_on = all(not self.tokens[at].ends_turn_of_thought or is_bridge(self.tokens, at) for at in gap)
        return said_on and len(gap) <= (_AFTER_NUMBER if is_slip or len(run.digits) >= SHORTEST else 3)

    def whole(self, pieces: Sequence[Run], wanted: int) -> list[int]:
        """The places of these pieces, with the words beside them that are digits misheard as long as some are lacking:
        "won four four to"."""
        places = {at for piece in pieces for at in piece.at}
        lacking = wanted - sum(len(piece.digits) for piece in pieces)
        for step in (1, -1):
            for piece in pieces:
                at = (piece.last if step > 0 else piece.first) + step
                while lacking > 0 and 0 <= at < len(self.tokens) and self.tokens[at].sounds_like_a_digit:
                    lacking -= at not in places
                    places.add(at)
                    at += step
        return sorted(places)
