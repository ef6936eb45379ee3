"""Who calls, for whom, and how the listener is addressed, in the words people use."""

from __future__ import annotations

import pytest

from coach.detectors.introduction import Introduction as Detector
from coach.language.introductions import Introduction
from coach.language.reading import Reading
from coach.models import Facts, Transcript, Verdict


def read(text: str, **facts: str) -> Introduction:
    return Reading(Transcript.from_text(text), Facts.model_validate(facts)).introductions[0]


@pytest.mark.parametrize(
    ("text", "name", "firm"),
    [
        ("Hi Tom, Erik Lind calling from Nordhavn Logistics on the pallets.", "Erik Lind", "Nordhavn Logistics"),
        ("Hey Priya, name's Rick, I'm your account manager over at DataPeak.", "Rick,", "DataPeak."),
        ("Hello Susan, it's Jill in the credit department at First Meridian Bank.", "Jill", "First Meridian Bank."),
        ("Madam, myself Arjun, calling from Lotus Finance regarding the loan.", "Arjun,", "Lotus Finance"),
        ("Good morning sir, Nalini this side, Blue Lake Travels.", "Nalini", "Blue Lake Travels."),
        ("Howya Sinéad, Cathal here again from Boyne Insulation.", "Cathal", "Boyne Insulation."),
        ("Hey y'all, it's Bobby Joe with Magnolia Roofing.", "Bobby Joe", "Magnolia Roofing."),
        ("Dieter, hallo, Uwe, Werkbank.", "Uwe,", "Werkbank."),
        ("Your gearbox is in. Ring me, 0113 496 0101. Zainab Bello, Corner Garage.", "Zainab Bello,", "Corner Garage."),
        ("Hi Grace, Will here, Holt and Daughters, about the slates.", "Will", "Holt and Daughters,"),
        ("hi lena this is sanjay at bright wire systems um your backups failed", "sanjay", "bright wire systems"),
    ],
)  # fmt: skip
def test_the_caller_and_the_firm_are_found_in_many_englishes(text: str, name: str, firm: str) -> None:
    found = read(text)

    assert found.bare_name is not None
    assert found.firm is not None
    assert (found.bare_name.text, found.firm.text) == (name, firm)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Laura. I spoke to Mark at Bosch and he says the sensor is fine.",
        "Hi Laura, it's Tuesday and I promised you the drawings.",
        "Hey Laura, will you call me about the one you had up on the lift?",
        "Hi Laura, thanks for meeting me at Hannover. The gripper weighs two kilos.",
    ],
)
def test_people_days_and_places_that_are_only_spoken_of_do_not_introduce_the_caller(text: str) -> None:
    found = read(text)

    assert found.name is None
    assert found.firm is None


def test_the_listeners_company_is_not_the_callers() -> None:
    found = read(
        "Hi Nadia, calling from the road about Castle Bakery's ovens.", lead="Nadia Rice", company="Castle Bakery"
    )

    assert found.firm is None


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("Hi, this is Jo from your dealership's office.", "your dealership's office."),
        ("hello dear its the roof people your quote is ready", "the roof people"),
        ("Hi Craig, it's Titus from the loan company about your form.", "the loan company"),
    ],
)
def test_a_trade_without_a_name_is_only_a_pointer(text: str, pointer: str) -> None:
    found = read(text)

    assert found.firm is None
    assert found.pointer is not None
    assert found.pointer.text == pointer


def test_a_misheard_name_counts_and_is_put_before_the_listener() -> None:
    transcript = Transcript.from_text("Hi Tom, this is Sesha from Gulf Freeze about your dock.")
    reading = Reading(transcript, Facts(caller="Niamh", firm="Gulf Breeze"))

    name = Detector(kind="introduction", says="name").observe(reading)
    firm = Detector(kind="introduction", says="firm").observe(reading)

    assert name.verdict is Verdict.MET
    assert name.please_confirm == "Heard as 'Sesha', please confirm that it is Niamh."
    assert firm.verdict is Verdict.MET
    assert firm.please_confirm == "Heard as 'Gulf Freeze', please confirm that it is Gulf Breeze."


def test_a_name_that_comes_after_the_opening_of_a_call_is_late() -> None:
    transcript = Transcript.from_script(
        """
        rep: Hello, is this Mr Bell? I'm calling about your roof.
        prospect: Yes, it is.
        [1:30] rep: Oh, and I'm Dana, from Harper Roofing.
        """.replace("        ", "")
    )

    seen = Detector(kind="introduction", says="name", within_s=60).observe(Reading(transcript, Facts()))

    assert seen.verdict is Verdict.PARTIAL
    assert [e.quote for e in seen.evidence] == ["I'm Dana,"]


def test_talk_later_in_a_call_is_not_taken_for_a_name() -> None:
    transcript = Transcript.from_script(
        "rep: hello\nprospect: yes\nrep: well\nprospect: go on\nrep: yeah its bad out there"
    )

    seen = Detector(kind="introduction", says="name", within_s=60).observe(Reading(transcript, Facts()))

    assert seen.verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("I Greg, is Marisol from True North. Two candidates are in.", "I Greg,"),
        ("High Hope, Devin at Paper Mill. Your reviews are in.", "High Hope,"),
    ],
)
def test_a_greeting_that_a_recogniser_misspelt_still_addresses_the_listener(text: str, addressed: str) -> None:
    found = read(text)

    assert found.addressed is not None
    assert found.addressed.text == addressed


def test_a_name_and_a_firm_without_a_comma_between_them_are_told_apart() -> None:
    found = read("Hello Mr Osei, Catriona Blair Blue Door. It's about the meeting.")

    assert found.bare_name is not None
    assert found.firm is not None
    assert (found.bare_name.text, found.firm.text) == ("Catriona Blair", "Blue Door.")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Hello, this is Quickwell Plumbing. The cartridge for your shower is in.", "Quickwell Plumbing."),
        ("Hi, you reached out to Ridgeback Law about a burn.", "Ridgeback Law"),
        ("Hello, Mr Pruitt, Bev calling, Orrick Lane employment lawyers. They cut your pay.",
         "Orrick Lane employment lawyers."),
        ("Hello Grace, we'll hear low and partners. You wrote to us.", "low and partners."),
        ("Hi Patrick, Gloria at Anchor & Vale. I went to see the pub.", "Anchor & Vale."),
    ],
)  # fmt: skip
def test_a_firm_counts_however_it_is_introduced(text: str, firm: str) -> None:
    found = read(text)

    assert found.firm is not None
    assert found.firm.text == firm


@pytest.mark.parametrize(
    ("text", "facts", "heard"),
    [
        ("Hi Jonas Priya, Notion. They can.", {"caller": "Priya Raman", "lead": "Jonas Weber"}, None),
        ("Hi Hope Devanet, about your reviews.", {"caller": "Devin Cross", "lead": "Hope Lindgren"}, "Devanet"),
        ("Mark, this is tonned back here, Keystone staffing.", {"caller": "Tunde Bakare"}, "tonned back here"),
        ("Hi Mark, this is Dana Raze. It is ready.", {"caller": "Dana Reyes"}, "Dana Raze"),
        ("Hi Mark, this is Oliver. It is ready.", {"caller": "Dana Reyes"}, "Oliver"),
        ("Hi Mark, this is Dana. It is ready.", {"caller": "Dana Reyes"}, None),
    ],
)
def test_a_name_that_was_not_heard_as_it_is_spelt_is_put_before_the_listener(
    text: str, facts: dict[str, str], heard: str | None
) -> None:
    reading = Reading(Transcript.from_text(text), Facts.model_validate(facts))

    seen = Detector(kind="introduction", says="name").observe(reading)

    assert seen.verdict is Verdict.MET
    assert seen.please_confirm == (heard and f"Heard as '{heard}', please confirm that it is {facts['caller']}.")


def test_the_listeners_own_surname_is_not_taken_for_the_caller() -> None:
    found = read("Hi Tom Brant, your heater is ready.", caller="Luis Ortega", lead="Tom Brandt")

    assert found.name is None


def test_a_firm_spelt_with_an_and_sign_needs_no_confirmation() -> None:
    reading = Reading(Transcript.from_text("Hi Angela, Rosa with Ortiz and Grant."), Facts(firm="Ortiz & Grant"))

    assert Detector(kind="introduction", says="firm").observe(reading).please_confirm is None
