"""Which voice is the rep's by what is said: called out or called in, two voices or three, heard well or badly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from voiced_calls import as_heard, labelled_calls, own_calls, until, voiced, with_wrong_voices

from coach.language.leans import MOST, leans
from coach.language.names import Names
from coach.language.role_cues import Cue, Sign, cues
from coach.language.roles import MOST_SURE, roles, word_leans
from coach.models import Facts, Transcript

HARM: dict[str, tuple[Callable[[Transcript, int], Transcript], float]] = {
    "as written": (lambda call, seed: call, 0.99),
    "as heard": (as_heard, 0.97),
    "the first minute": (lambda call, seed: until(call, 60), 0.97),
    "5 % of words with the wrong voice": (lambda call, seed: with_wrong_voices(call, 0.05, seed), 0.98),
    "10 % of words with the wrong voice": (lambda call, seed: with_wrong_voices(call, 0.10, seed), 0.97),
    "all of it": (lambda call, seed: with_wrong_voices(as_heard(until(call, 60), seed), 0.10, seed), 0.95),
}


def signs(*turns: tuple[str, str], facts: Facts | None = None) -> set[tuple[str, Sign]]:
    return {(c.voice, c.sign) for c in cues(voiced(turns), Names.of(facts or Facts()))}


@pytest.mark.parametrize("harm", HARM)
def test_the_rep_is_found_on_labelled_calls_by_words_alone(shared: Path, harm: str) -> None:
    spoil, floor = HARM[harm]
    folders = [shared / "cases", *(shared / "cases-more" / name for name in ("t1", "t2", "t3"))]
    calls = [call for folder in folders for call in labelled_calls(folder)]

    wrong = [
        name for number, (name, call, rep, _) in enumerate(calls) if roles(spoil(call, number), Facts()).rep != rep
    ]

    assert len(calls) == 96
    assert len(wrong) <= (1 - floor) * len(calls), wrong


@pytest.mark.parametrize(
    ("title", "call", "rep"), list(own_calls()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_rep_is_found_when_called_among_three_and_beside_one_who_only_listens(
    title: str, call: Transcript, rep: str
) -> None:
    assert roles(call, Facts()).rep == rep
    assert roles(as_heard(call, 1), Facts()).rep == rep


def test_the_chance_means_something(shared: Path) -> None:
    calls = [call for name in ("t1", "t2", "t3") for call in labelled_calls(shared / "cases-more" / name)]
    told: list[tuple[float, bool]] = []
    for number, (_, call, rep, _) in enumerate(calls):
        for seconds in (8.0, 15.0, 30.0, 60.0):
            harmed = with_wrong_voices(as_heard(until(call, seconds), number), 0.2, number)
            if len(harmed.voices) == 2:
                found = roles(harmed, Facts())
                assert found.rep is not None
                told.append((found.chances[found.rep], found.rep == rep))

    for low, high, least, most in ((0.5, 0.7, 0.4, 0.9), (0.7, 0.9, 0.7, 1.0), (0.9, 1.0, 0.93, 1.0)):
        inside = [right for chance, right in told if low <= chance < high]
        assert len(inside) >= 10
        assert least <= sum(inside) / len(inside) <= most, (low, high, sum(inside) / len(inside))


def test_who_introduces_themselves_with_a_firm_is_the_rep() -> None:
    call = voiced([("B", "Hello?"), ("A", "Tom, it's Luis from Northside Heating."), ("B", "Oh, hi.")])

    found = roles(call, Facts())

    assert found.rep == "A"
    assert found.reasons[0].where.text == "it's Luis from Northside Heating."
    assert found.reasons[0].voice == "A"
    assert found.chances["A"] > 0.9


def test_who_answers_for_the_firm_is_the_rep_when_the_other_tells_why_they_call() -> None:
    call = voiced(
        [
            ("A", "Thanks for calling Harbor Law, how can I help?"),
            ("B", "Hi, I saw your ad, I was in a car accident and I'm calling about that."),
        ]
    )

    found = roles(call, Facts())

    assert found.rep == "A"
    assert found.reasons[0].where.text.startswith("Thanks for calling Harbor Law")


def test_a_firm_that_is_called_is_not_the_rep() -> None:
    call = voiced(
        [
            ("A", "Bright Dental, how can I help you?"),
            ("B", "Hi, this is Dana from Clearsmile, could I speak with Doctor Wu, please?"),
            ("A", "May I ask what it's about?"),
            ("B", "She asked us for a price list at the fair."),
        ]
    )

    assert roles(call, Facts()).rep == "B"


@pytest.mark.parametrize(
    ("facts", "rep"),
    [
        (Facts(caller="Dana Reyes"), "A"),
        (Facts(firm="Harper Law"), "A"),
        (Facts(lead="Dana Reyes"), "B"),
        (Facts(company="Harper Law"), "B"),
    ],
)
def test_known_names_settle_what_words_leave_open(facts: Facts, rep: str) -> None:
    call = voiced([("A", "This is Dana Reyes, from Harper Law."), ("B", "And this is Joe Park, from Fern Tools.")])

    assert roles(call, facts).rep == rep


def test_a_name_that_is_misheard_is_still_known() -> None:
    said = signs(("A", "hi this is dayna rayes"), ("B", "hello"), facts=Facts(caller="Dana Reyes"))

    assert ("A", Sign.IS_KNOWN_REP) in said


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Is this Marcus?", Sign.ASKS_FOR_SOMEBODY),
        ("I'm calling about the roof.", Sign.SAYS_WHY_IT_CALLS),
        ("You filled in the form on our site.", Sign.NAMES_THEIR_REQUEST),
        ("I saw your billboard on the interstate.", Sign.CAME_BY_ITSELF),
        ("I had a missed call from this number.", Sign.CAME_BY_ITSELF),
        ("Did I catch you at a good time?", Sign.ASKS_IF_NOW_SUITS),
        ("Can I get your full name?", Sign.ASKS_FOR_DETAILS),
        ("Who's calling, please?", Sign.ASKS_WHO_IT_IS),
        ("One moment, I'll put you through.", Sign.PASSES_ON),
    ],
)
def test_what_a_sentence_shows(text: str, sign: Sign) -> None:
    assert ("A", sign) in signs(("B", "Hello."), ("A", text))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Yeah, I've got a minute.", Sign.ASKS_IF_NOW_SUITS),
        ("Is this a good line?", Sign.ASKS_FOR_SOMEBODY),
        ("Did you fill out a report?", Sign.NAMES_THEIR_REQUEST),
        ("You left me a voicemail.", Sign.NAMES_THEIR_REQUEST),
        ("Simone speaking, how can I help?", Sign.SAYS_SPEAKING),
        ("I got your message.", Sign.CAME_BY_ITSELF),
    ],
)
def test_what_a_sentence_does_not_show(text: str, sign: Sign) -> None:
    assert ("A", sign) not in signs(("B", "Hello."), ("A", text))


def test_a_cue_leads_back_to_its_words() -> None:
    call = voiced([("A", "Hello?"), ("B", "Good morning. You asked us about the roof. Is it still leaking?")])

    [cue] = [c for c in cues(call, Names()) if c.sign is Sign.NAMES_THEIR_REQUEST]

    assert cue == Cue("B", Sign.NAMES_THEIR_REQUEST, cue.where)
    assert cue.where.text == "You asked us about the roof."
    assert cue.where.words[0] is call.utterances[1].words[2]


def test_nobody_is_sure_of_a_call_without_content() -> None:
    found = roles(voiced([("A", "Yes."), ("B", "Okay."), ("A", "Right.")]), Facts())

    assert max(found.chances.values()) < 0.65


def test_one_voice_alone_may_be_either_side() -> None:
    rep = roles(voiced([("A", "Hi Ann, this is Joe at Corepoint, you asked us about the leak.")]), Facts())
    prospect = roles(voiced([("A", "Hello?"), ("A", "Yes, speaking."), ("A", "How much is it?")]), Facts())

    assert rep.chances["A"] > 0.9
    assert prospect.chances["A"] < 0.5


def test_nothing_is_surer_than_we_ever_are() -> None:
    calls = [roles(call, Facts()) for _, call, _ in own_calls()]

    assert max(max(found.chances.values()) for found in calls) == MOST_SURE
    assert roles(Transcript(utterances=()), Facts()).rep is None


def test_words_that_are_hardly_the_voices_own_count_for_little() -> None:
    call = voiced([("A", "What made you look for a new roof?"), ("B", "Well, my husband says it leaks.")])
    doubtful = Transcript(utterances=tuple(u.model_copy(update={"sure": 0.55}) for u in call.utterances))

    assert roles(doubtful, Facts()).chances["A"] < roles(call, Facts()).chances["A"]


def test_an_introduction_that_is_hardly_the_voices_own_counts_for_little() -> None:
    call = voiced([("A", "This is Luis from Northside Heating."), ("B", "Oh, hi.")])
    doubtful = Transcript(utterances=tuple(u.model_copy(update={"sure": 0.55}) for u in call.utterances))
    certain = Transcript(utterances=tuple(u.model_copy(update={"sure": 0.9}) for u in call.utterances))

    assert roles(doubtful, Facts()).chances["A"] < 0.8 < roles(certain, Facts()).chances["A"]
    assert roles(certain, Facts()).chances == roles(call, Facts()).chances


def test_a_sentence_leans_to_who_says_such_things() -> None:
    asks, tells, neither = leans(
        ["What made you get in touch with us?", "Well, my husband says it's too expensive.", ""]
    )

    assert asks > 1.0
    assert tells < -1.0
    assert neither == 0.0
    assert leans(["could i come by on tuesday and would that be okay for you and what made you call us"]) <= (MOST,)


def test_sentences_lean_to_the_right_side_on_calls_never_learned_from(shared: Path) -> None:
    right = total = 0
    for folder in (shared / "cases", shared / "cases-more" / "t3"):
        for _, call, rep, _ in labelled_calls(folder):
            lean = leans(u.text for u in call.utterances)
            right += sum((value > 0) == (u.voice == rep) for value, u in zip(lean, call.utterances, strict=True))
            total += len(lean)

    assert right / total > 0.8


def test_each_word_leans_as_its_sentence_does() -> None:
    words = tuple(Transcript.from_text("What made you get in touch with us? Well, my roof leaks.").words)

    lean = word_leans(words)

    assert len(lean) == len(words)
    assert len(set(lean[:8])) == 1
    assert sum(lean[:8]) > sum(lean[8:])
    assert word_leans(()) == ()
