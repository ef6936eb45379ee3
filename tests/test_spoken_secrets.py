"""Which stretch of sound is silenced where a number was said: all of it, wherever the recogniser put its one word."""

from __future__ import annotations

import pytest

from coach.models import Span, Speaker, Transcript, Utterance, Word
from coach.spoken_secrets import spans_to_silence

REP, PROSPECT = Speaker.REP, Speaker.PROSPECT
Turn = tuple[Speaker, list[tuple[str, float, float]]]


def stretch(*turns: Turn) -> Span:
    utterances = tuple(
        Utterance(speaker=speaker, words=tuple(Word(text=text, start=start, end=end) for text, start, end in words))
        for speaker, words in turns
    )
    (span,) = spans_to_silence(Transcript(utterances=utterances))
    return span


BEFORE = (PROSPECT, [("It's", 5.0, 5.2), ("a", 5.2, 5.3), ("Visa.", 5.3, 5.7)])
NUMBER = (PROSPECT, [("[card-number]", 10.6, 11.5)])
BEHIND = (
    REP,
    [("And", 12.1, 12.3), ("when", 12.3, 12.4), ("does", 12.4, 12.5), ("it", 12.5, 12.6), ("end?", 12.6, 13)],
)


def test_it_reaches_from_the_word_before_to_the_word_behind() -> None:
    assert stretch(BEFORE, NUMBER, BEHIND) == Span(start=5.7, end=12.1)


def test_what_another_says_into_it_ends_nothing() -> None:
    mumbled = (REP, [("Uh-huh,", 8.0, 8.3), ("okay.", 8.3, 8.6)])

    assert stretch(BEFORE, mumbled, NUMBER, BEHIND) == Span(start=5.7, end=12.1)


def test_a_whole_question_of_another_ends_it() -> None:
    asked = (REP, [("And", 8.0, 8.1), ("what", 8.1, 8.3), ("is", 8.3, 8.4), ("it?", 8.4, 8.7)])

    assert stretch(BEFORE, asked, NUMBER, BEHIND).start == 8.7


def test_a_word_that_was_given_the_time_of_the_number_as_well_does_not_keep_it() -> None:
    stretched = (PROSPECT, [("Visa.", 5.3, 10.5)])

    assert stretch(stretched, NUMBER, BEHIND).start == pytest.approx(6.0, abs=0.2)


def test_a_number_that_was_placed_too_early_is_silenced_to_its_end() -> None:
    early = (PROSPECT, [("[card-number]", 5.8, 6.4)])

    assert stretch(BEFORE, early, BEHIND) == Span(start=5.7, end=12.1)


def test_a_long_pause_is_not_all_silenced() -> None:
    code = (PROSPECT, [("[security-code]", 60.0, 61.0)])

    assert stretch(BEFORE, code) == Span(start=53.0, end=68.0)
