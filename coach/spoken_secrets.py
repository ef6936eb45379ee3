"""Where the numbers that were taken out of a transcript were said: to tell of them, and to silence the sound there."""

from __future__ import annotations

import re

from coach.language.secret_said import Secret
from coach.language.secret_tokens import MARKS
from coach.models import Span, Transcript, Utterance, Value, Word

_NAMES = {
    Secret.CARD: "A card number",
    Secret.CODE: "A security code",
    Secret.EXPIRY: "A card's expiry date",
    Secret.SOCIAL: "A social security number",
}
_ONE_TELLING_S = 60.0
"""Marks of one kind that are no further apart are one number, which was said in pieces."""
_LONGEST_S = {Secret.CARD: 25.0, Secret.SOCIAL: 15.0, Secret.EXPIRY: 8.0, Secret.CODE: 8.0}
"""How long a number may take to say, with the pauses in it."""
_INTERJECTION = 3
"""Words that another says into a number: "got it, okay"."""
_WORD_S, _LETTER_S = 0.3, 0.08
"""How long a word takes at most, and how much longer for each of its letters."""
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS))


class SecretSaid(Value):
    """A number that was said and is not kept."""

    kind: Secret
    spans: tuple[Span, ...]
    """Where it was said, in as many pieces as it was."""

    @property
    def start(self) -> float:
        """Second at which it begins."""
        return self.spans[0].start

    @property
    def name(self) -> str:
        """What it is, at the beginning of a sentence."""
        return _NAMES[self.kind]


def secrets_said(transcript: Transcript) -> tuple[SecretSaid, ...]:
    """The numbers that were taken out of `transcript`, in order, going by the marks that stand in their place."""
    said: list[SecretSaid] = []
    for word in transcript.words:
        kind, span = _kind(word), Span(start=word.start, end=word.end)
        if kind is None:
            continue
        before = next((one for one in reversed(said) if one.kind is kind), None)
        if before is not None and span.start - before.spans[-1].end < _ONE_TELLING_S:
            said[said.index(before)] = before.model_copy(update={"spans": (*before.spans, span)})
        else:
            said.append(SecretSaid(kind=kind, spans=(span,)))
    return tuple(said)


def spans_to_silence(transcript: Transcript) -> tuple[Span, ...]:
    """The stretches of sound in which those numbers are heard, in order.

    Each reaches from the word before to the word behind: recognisers write a number as one word, and place it where
    only its last digits are said. What another says into the middle of it ends no stretch; neither does a word that
    was given more time than words take.
    """
    words = [(word, utterance) for utterance in transcript.utterances for word in utterance.words]
    spans: list[Span] = []
    for mark, own in words:
        kind = _kind(mark)
        if kind is None:
            continue
        bounds = [word for word, other in words if word is not mark and _bounds(other, own)]
        longest = _LONGEST_S[kind]
        before = max((_latest_end(word) for word in bounds if word.start < mark.start), default=0.0)
        behind = min((_earliest_start(word) for word in bounds if word.end > mark.end), default=mark.end + longest)
        first = min(mark.start, max(before, mark.end - longest))
        last = max(mark.end, min(behind, mark.start + longest))
        spans.append(Span(start=first, end=last))
    return tuple(spans)


def _bounds(other: Utterance, own: Utterance) -> bool:
    return other.speaker is own.speaker or len(other.words) > _INTERJECTION


def _latest_end(word: Word) -> float:
    return min(word.end, word.start + _longest_s(word))


def _earliest_start(word: Word) -> float:
    return max(word.start, word.end - _longest_s(word))


def _longest_s(word: Word) -> float:
    """Seconds. A mark stands for more than its letters."""
    return word.end - word.start if _kind(word) else _WORD_S + _LETTER_S * len(word.text)


def _kind(word: Word) -> Secret | None:
    match = _MARK.search(word.text)
    return Secret(MARKS[match.group()]) if match else None
