"""What a prospect said, as the rep tells it to them: turned round, tidied, and left out where it does not stand."""

from __future__ import annotations

import pytest

from coach.language.retelling import restated, retold, wondered
from coach.language.sentences import Passage, sentences
from coach.language.topics import told_topic, topic_in
from coach.models import Speaker, Transcript

NAMES = frozenset({"ahmed", "tobi", "lamar"})


def sentence(text: str, speaker: Speaker = Speaker.PROSPECT) -> Passage:
    return sentences(Transcript.from_turns([(speaker, text)]))[0]


def told(text: str) -> list[str]:
    return [one.text for one in retold(sentence(text), NAMES)]


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("And my insurance only covers, I think, ten visits.", "your insurance only covers ten visits"),
        ("I was, um, I was stopped at the light, you know.", "you were stopped at the light"),
        ("We can't get them, and our lads go home.", "you can't get them, and your lads go home"),
        ("I'm not driving my own van any more.", "you're not driving your own van any more"),
        ("Nobody's telling me who pays after that.", "nobody's telling you who pays after that"),
        ("Tobi has to choose between us.", "Tobi has to choose between you"),
        ("I don't want to lose Ahmed, honestly.", "you don't want to lose Ahmed"),
        ("So they, they offered me four thousand dollars.", "they offered you four thousand dollars"),
        ("we are with blue anchor since many years", "you are with blue anchor since many years"),
        ("i cant get the stock before may", "you can't get the stock before may"),
        ("Well, I've gotta pay the men on Friday.", "you've got to pay the men on Friday"),
        ("And a light is coming on, a light on the dashboard.", "a light is coming on"),
        ("and a light is coming on a light on the dashboard and", "a light is coming on"),
        ("my boss told me that my boss is leaving", "your boss told you that your boss is leaving"),
        ("Hello, my name is Violet King and the heater makes a noise", "the heater makes a noise"),
        ("my wife and my son are ill", "your wife and your son are ill"),
    ],
)
def test_a_whole_thought_is_told_with_who_is_who_turned_round(said: str, becomes: str) -> None:
    assert told(said) == [becomes]


def test_what_is_strung_together_is_told_piece_by_piece() -> None:
    assert told("I've bought a car from you and a light is coming on and") == ["a light is coming on"]
    assert told("you folks sold it to me and our boiler went out and") == ["your boiler went out"]


@pytest.mark.parametrize(
    "said",
    [
        "My son are ill.",
        "So I was wondering what I should do about that.",
        "My last name is King.",
        "Pushed me right into the intersection.",
        "The, uh, the sixth.",
        "This pickup just, he just never slowed down.",
        "And the airbags went and, yeah.",
        "I couldn't, I didn't want to take a",
        "Do I have to sign it?",
        "You told me it was free of charge.",
        "I'm busy until tomorrow with the audit.",
        "That works fine for me, thank you.",
        "i get it six inches over my lad is there with a grinder half the morning",
        "Yeah, yeah, sure.",
        "A chap called Martin.",
    ],
)
def test_what_does_not_stand_by_itself_is_left_out(said: str) -> None:
    assert told(said) == []


def test_what_points_back_is_known_to_do_so() -> None:
    loose, *_ = retold(sentence("They do two nights and they get cold."), NAMES)
    (whole,) = retold(sentence("The freezer runs at minus ten degrees."), NAMES)

    assert (loose.loose, loose.points_back) == (True, True)
    assert (whole.loose, whole.points_back) == (False, False)


def test_the_sound_half_of_a_sentence_is_told_beside_one_that_points_back() -> None:
    assert "your wife can't sleep up there" in told("It blows warm air all day, and my wife can't sleep up there.")


def test_a_question_about_oneself_is_told_as_what_they_asked() -> None:
    found = wondered(sentence("Um, am I gonna lose my license?"), NAMES)

    assert found is not None
    assert found.text == "whether you are going to lose your license"
    assert wondered(sentence("Am I speaking with you about the form?"), NAMES) is None
    assert wondered(sentence("I lost my license."), NAMES) is None


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("Okay, so the visits run out before the six weeks do.", ["the visits run out before the six weeks do"]),
        ("So it sounds like it's the first week that loses them.", ["it's the first week that loses them"]),
        ("So, uh, the stairs then, and the bank.", []),
        ("So is it the price?", []),
    ],
)
def test_the_reps_words_for_a_point_lose_their_run_up(said: str, becomes: list[str]) -> None:
    assert [one.text for one in restated(sentence(said, Speaker.REP), NAMES)] == becomes


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        (
            "You filled in the form Sunday night about the rear-end collision on Lamar.",
            "the rear-end collision on Lamar",
        ),
        ("You sent us an email on Monday about changing the custody schedule.", "changing the custody schedule"),
        ("You asked for a liquor liability quote at the chamber breakfast.", "the liquor liability quote"),
        ("You put in a request on Zillow for the townhouse on Birch.", "the townhouse on Birch"),
        ("It's about the hybrid you saved on the website last night.", "the hybrid"),
        ("I'm calling about the message you left us.", None),
        ("It's about our new offer.", None),
        ("You got in touch yesterday.", None),
    ],
)
def test_what_they_asked_about_is_named_as_a_thing(said: str, topic: str | None) -> None:
    assert topic_in(sentence(said, Speaker.REP)) == topic


@pytest.mark.parametrize(
    ("about", "topic"),
    [
        ("sump pump quote", "the sump pump quote"),
        ("wedding for 120 guests", "the wedding for 120 guests"),
        ("changing the custody schedule", "changing the custody schedule"),
        ("SAT prep for her son", "the SAT prep for your son"),
        ("counting stock in four shops", "counting stock in four shops"),
        ("a hearing test", "a hearing test"),
        ("see https://example.test/x", None),
        ("<img src=x>", None),
        ("", None),
    ],
)
def test_what_the_user_typed_is_named_as_a_thing(about: str, topic: str | None) -> None:
    assert told_topic(about) == topic
