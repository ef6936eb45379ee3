"""Structures in which people say who they are: found by cue, place and what follows, never by the very sentence."""

from __future__ import annotations

import pytest

from coach.detectors.introduction import Introduction as Detector
from coach.language.given_names import sounds_like_firm, sounds_like_person
from coach.language.introductions import Introduction
from coach.language.reading import Reading
from coach.language.who_calls import asks_who
from coach.models import Facts, Kind, Transcript, Verdict


def read(text: str) -> Introduction:
    return Reading(Transcript.from_text(text), Facts()).introductions[0]


def said(found: Introduction) -> dict[str, str | None]:
    """Name, firm, pointer and listener as they were said, without the marks around them."""
    parts = {"name": found.bare_name, "firm": found.firm, "pointer": found.pointer, "listener": found.addressed}
    return {part: passage and passage.text.strip(".,!?:") for part, passage in parts.items()}


@pytest.mark.parametrize(
    ("text", "name", "firm"),
    [
        ("Good day, Piers Holt, Holt and Lindgren. It's your lease.", "Piers Holt", "Holt and Lindgren"),
        ("Rolf, your tiles came in. Gunnel, at Havstrand.", "Gunnel", "Havstrand"),
        ("Mina, how's the knee? Teo, Larkfield Physio, about Monday.", "Teo", "Larkfield Physio"),
        ("Hi Mrs. Vance, Lorne over to Saltmarsh Boats, it's the hull.", "Lorne", "Saltmarsh Boats"),
        ("Inés, hola, soy Paz, de Campo Solar. It's the panel.", "Paz", "Campo Solar"),
        ("Jambo Otto, Neema hapa, Kijani Seeds. Your maize is in.", "Neema", "Kijani Seeds"),
        ("Hello, Bertil is my name and I look after the boats at Nordvik Marine.", "Bertil", "Nordvik Marine"),
        ("Hi Una, I'm Fergal, I work for Glenmore Joinery, about the stairs.", "Fergal", "Glenmore Joinery"),
        ("Hi Una, it's just me, Fergal, about the stairs.", "Fergal", None),
        (
            "Hello Zeke, hope you and all of your family are very well over there now, ah. Wanjiru from Pamoja Books.",
            "Wanjiru", "Pamoja Books",
        ),
        ("ida trevor copperhill pest control about the ants", "trevor", "copperhill pest control"),
        ("gus ruth anne ive got your tasting down for two", "ruth anne", None),
        ("maam good day si lorna po to of luntian crafts about the baskets", "lorna", "luntian crafts"),
        ("your locks are ready so call us back on four one nine percy", "percy", None),
    ],
)  # fmt: skip
def test_name_and_firm_are_found_by_where_they_stand(text: str, name: str | None, firm: str | None) -> None:
    found = said(read(text))

    assert (found["name"], found["firm"]) == (name, firm)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Yeah hi, Kessler Brothers Roofing, you wrote to us.", "Kessler Brothers Roofing"),
        ("Hi Gus, Copper Ridge calling about the pump.", "Copper Ridge"),
        ("Olga, Silver Birch here, hey. The beds come Tuesday.", "Silver Birch"),
        ("Hello, this is Hotel Astoria calling about your booking.", "Hotel Astoria"),
        ("This is Lakeview Dental with a message for Ivo. The crown is in.", "Lakeview Dental"),
        ("hello good evening this is south point immigration is it rosa", "south point immigration"),
        ("Hi Ida, Pennant Tutors returning your call about algebra.", "Pennant Tutors"),
        ("Ida, we're Brightloom. It's on your hem lengths.", "Brightloom"),
        ("Ida, this is from Tamarack Freight only. The box is stuck.", "Tamarack Freight"),
        ("Hello, I'm calling from Dr Osei's clinic about the scan.", "Dr Osei's clinic"),
    ],
)  # fmt: skip
def test_a_firm_that_introduces_itself_is_no_person(text: str, firm: str) -> None:
    found = said(read(text))

    assert (found["name"], found["firm"]) == (None, firm)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("Lars, hey, Odd at the sawmill, on that beam.", "the sawmill"),
        ("Hi Ada, it's Jonas from your aunt's care home, about Sunday.", "your aunt's care home"),
        ("Ada, hi, our office is calling you about the hip.", "our office"),
        ("Hello. The clinic is moving the Tuesday slots, so please ring.", "The clinic"),
        ("Hi Ada, Gil with the union. Your hearing is Friday.", "the union"),
        ("hi ada this is jo from the orthodontist office on the brace", "the orthodontist office"),
        ("Hi Ada, I'm with the paving crowd that did the lane.", "the paving crowd"),
    ],
)
def test_a_pointer_is_read_behind_a_name_and_as_the_one_who_acts(text: str, pointer: str) -> None:
    found = said(read(text))

    assert (found["firm"], found["pointer"]) == (None, pointer)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Tom, it's about the van. Mark at Bosch says the sensor is fine.",
        "Hi Tom, I work with Dr. Amari and he asked me to ring about the crown.",
        "Hi Tom, your neighbour Carlos told me the gutters are down again.",
        "hello mrs novak i spoke with mr brandt about the roof",
        "Hello, boss. Encik Omar, is it?",
        "yes hello its loud so the manual how many pages has it",
        "Hi Tom, I'm at the airport with your keys.",
        "Hi Tom, I'm Miss Ivy's daughter, and the cake is ready.",
    ],
)
def test_people_who_are_only_spoken_of_are_not_the_caller(text: str) -> None:
    found = said(read(text))

    assert (found["name"], found["firm"], found["pointer"]) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "listener"),
    [
        ("Yeah, this is for Darcy. Call the yard.", "this is for Darcy"),
        ("hello mister to where this is ola on the roof", "hello mister to where"),
        ("Tena koe Mrs Rangi, Hemi at Kauri Physio.", "Tena koe Mrs Rangi"),
        ("Hi, thanks for taking the guide, Nadia, I'm Leo with Pipewell.", "Nadia"),
        ("hi there your vase is fired mrs goh", "mrs goh"),
        ("I'm ringing for Mrs Duff, it's about the lift.", "ringing for Mrs Duff"),
    ],
)
def test_the_listener_is_addressed_wherever_the_name_stands(text: str, listener: str) -> None:
    assert said(read(text))["listener"] == listener


def test_a_firm_that_opens_the_message_does_not_address_the_listener() -> None:
    assert said(read("Pia's Bakery, this is Pia. Your cake is ready."))["listener"] is None


@pytest.mark.parametrize(
    ("late", "name", "firm"),
    [
        ("rep: oh and its trevor im trevor i forgot to say", Verdict.PARTIAL, Verdict.MISSED),
        ("rep: this is hazel by the way hazel from copperhill pest control", Verdict.PARTIAL, Verdict.PARTIAL),
        ("rep: and ask for hazel thats me", Verdict.PARTIAL, Verdict.MISSED),
        ("rep: By the way, Otis is mi name, so you know.", Verdict.PARTIAL, Verdict.MISSED),
        ("rep: I'm Hazel pala, sir.", Verdict.PARTIAL, Verdict.MISSED),
        ("rep: So this is Copperhill Pest Control, and we do ants.", Verdict.MISSED, Verdict.PARTIAL),
        ("rep: So the law office just needs a signature.", Verdict.MISSED, Verdict.PARTIAL),
        ("rep: The clinic is busy on Mondays, they say.", Verdict.MISSED, Verdict.MISSED),
        ("rep: yeah its bad and im sorry to hear that", Verdict.MISSED, Verdict.MISSED),
    ],
)
def test_what_is_said_late_in_a_call_counts_half(late: str, name: Verdict, firm: Verdict) -> None:
    script = f"rep: hello there\nprospect: yes\nrep: so the ants\nprospect: go on\n[1:40] {late}"
    reading = Reading(Transcript.from_script(script), Facts(kind=Kind.CALL))

    seen = [Detector(kind="introduction", says=says, within_s=60).observe(reading) for says in ("name", "firm")]

    assert [observation.verdict for observation in seen] == [name, firm]


def test_a_bare_name_is_the_callers_where_the_prospect_asks_who_calls() -> None:
    script = "rep: Hello, is that Mr Bell?\nprospect: Yes.\nrep: Good.\nprospect: Hm.\nrep: The van.\n"
    script += "prospect: {}\nrep: Marta Lind, Corner Garage."

    asked, unasked = (
        Reading(Transcript.from_script(script.format(turn)), Facts(kind=Kind.CALL)).introductions[-1]
        for turn in ("Wait, who is this?", "Which van do you mean?")
    )

    assert (said(asked)["name"], said(asked)["firm"]) == ("Marta Lind", "Corner Garage")
    assert said(unasked)["name"] is None


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("okay who is this", True),
        ("but where are you calling from", True),
        ("whats your name", True),
        ("who is your plumber", False),
        ("i had my own company", False),
    ],
)
def test_who_calls_is_asked_in_many_words(turn: str, asks: bool) -> None:
    assert asks_who(turn) is asks


@pytest.mark.parametrize(
    ("words", "person", "firm"),
    [
        ("jen park", True, False),
        ("riverside park", False, True),
        ("hazel quill", True, False),
        ("hazel quill plumbing", False, True),
        ("delta comfort", False, True),
        ("tunde bakare", True, False),
        ("zubeda akinyi", False, False),
    ],
)
def test_given_names_and_the_words_of_trades_tell_people_from_firms(words: str, person: bool, firm: bool) -> None:
    assert (sounds_like_person(words.split()), sounds_like_firm(words.split())) == (person, firm)
