"""Who is taken for the rep, by what, and how that is said."""

from __future__ import annotations

import pytest
from voiced_calls import own_calls, voiced

from coach.casting import LEANS, TELLS, Clues, Habit, who_is_the_rep, words_tell
from coach.models import Basis, Facts, Speaker, Transcript

CLEAR = voiced(
    [
        ("right", "Hello?"),
        ("left", "Tom, it's Luis from Northside Heating. Did I catch you at a good time?"),
        ("right", "Yeah, go on."),
    ]
)
EMPTY = voiced([("right", "Okay."), ("left", "Right."), ("right", "Yeah.")])
HABIT = Habit("left", "your last 6 calls had the rep on the left channel", 0.87)
LIKE_RIGHT = {"left": 0.55, "right": 0.85}


def test_what_was_heard_is_the_reason() -> None:
    casting = who_is_the_rep(CLEAR, Facts())

    assert casting.rep == "left"
    assert casting.basis is Basis.SAID
    assert casting.because == (
        "the left channel says “it's Luis from Northside Heating” and asks “Did I catch you at a good time?”"
    )
    assert casting.sure > TELLS


def test_the_other_ones_words_may_be_the_reason() -> None:
    call = voiced([("A", "Mm-hm."), ("B", "I saw your ad and I need a lawyer."), ("A", "I see.")])

    casting = who_is_the_rep(call, Facts())

    assert casting.rep == "A"
    assert casting.because == "voice B says “I saw your ad and I need a lawyer”, so voice A is the rep"


def test_a_long_quote_is_cut() -> None:
    call = voiced(
        [("A", "You asked us about the roof over the porch that your nephew put on in the spring of last year.")]
    )

    assert who_is_the_rep(call, Facts()).because.endswith("over the porch that your nephew …”")


@pytest.mark.parametrize(
    ("call", "clues", "rep", "basis"),
    [
        (CLEAR, Clues(told="right", likeness=LIKE_RIGHT, habit=HABIT), "right", Basis.TOLD),
        (CLEAR, Clues(likeness=LIKE_RIGHT, habit=HABIT), "left", Basis.SAID),
        (EMPTY, Clues(likeness=LIKE_RIGHT, habit=HABIT), "right", Basis.VOICE),
        (EMPTY, Clues(habit=HABIT), "left", Basis.CHANNEL),
        (EMPTY, Clues(), None, Basis.NOTHING),
    ],
)
def test_what_is_trusted_more_comes_first(call: Transcript, clues: Clues, rep: str | None, basis: Basis) -> None:
    casting = who_is_the_rep(call, Facts(), clues)

    assert (casting.rep, casting.basis) == (rep, basis)


def test_words_that_only_lean_give_way_to_a_voice_and_are_better_than_nothing() -> None:
    leaning = voiced([("A", "What happened then?"), ("B", "It got worse, you know.")])

    alone = who_is_the_rep(leaning, Facts())
    with_voice = who_is_the_rep(leaning, Facts(), Clues(likeness={"A": 0.5, "B": 0.9}))

    assert LEANS <= alone.sure < TELLS
    assert (alone.rep, alone.basis) == ("A", Basis.SAID)
    assert (with_voice.rep, with_voice.basis) == ("B", Basis.VOICE)
    assert not words_tell(alone)
    assert words_tell(who_is_the_rep(CLEAR, Facts()))


@pytest.mark.parametrize(
    "likeness",
    [{"left": 0.8, "right": 0.79}, {"left": 0.2, "right": 0.4}, {"left": 0.9}, {}],
    ids=["as like as each other", "like neither", "only one compared", "none"],
)
def test_a_voice_that_is_hardly_more_like_the_sample_does_not_tell(likeness: dict[str, float]) -> None:
    assert who_is_the_rep(EMPTY, Facts(), Clues(likeness=likeness)).rep is None


def test_the_habit_says_what_it_rests_on_and_needs_its_channel() -> None:
    mono = voiced([("A", "Okay."), ("B", "Right.")])

    casting = who_is_the_rep(EMPTY, Facts(), Clues(habit=HABIT))

    assert casting.because == "your last 6 calls had the rep on the left channel"
    assert casting.sure == 0.87
    assert who_is_the_rep(mono, Facts(), Clues(habit=HABIT)).rep is None


def test_swapping_takes_the_other_one() -> None:
    casting = who_is_the_rep(CLEAR, Facts(), Clues(swap=True))

    assert (casting.rep, casting.basis) == ("right", Basis.TOLD)
    assert casting.because == "you said that the left channel is not the rep"
    assert who_is_the_rep(EMPTY, Facts(), Clues(swap=True)).rep is None


def test_a_voice_that_is_not_on_the_call_cannot_be_told() -> None:
    assert who_is_the_rep(CLEAR, Facts(), Clues(told="C")).rep == "left"


def test_everybody_stays_unknown_when_nothing_tells() -> None:
    cast = EMPTY.cast(who_is_the_rep(EMPTY, Facts()))

    assert {u.speaker for u in cast.utterances} == {Speaker.UNKNOWN}
    assert cast.casting is not None
    assert cast.casting.sure == 0.0


def test_every_reason_quotes_words_of_the_call() -> None:
    for title, call, _ in own_calls():
        casting = who_is_the_rep(call, Facts())
        quotes = [part.partition("”")[0].removesuffix(" …") for part in casting.because.split("“")[1:]]

        assert quotes, title
        assert all(quote in call.text for quote in quotes), (title, quotes)
