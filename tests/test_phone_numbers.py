"""Numbers are read as people and recognisers say them."""

from __future__ import annotations

import pytest

from coach.language.dialling import can_be_dialled
from coach.language.number_pointers import number_pointers
from coach.language.phone_numbers import phone_numbers
from coach.language.sentences import Passage, passages
from coach.models import Facts, Transcript, Verdict
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import score


def passage(text: str) -> Passage:
    return passages(Transcript.from_text(text))[0]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("call me on 020 7946 0311", "02079460311"),
        ("my cell is (412) 555-0158.", "4125550158"),
        ("ring plus four four, one six one, four nine six, oh two three three", "441614960233"),
        ("it's 215, triple five, 0188", "2155550188"),
        ("oh double seven double oh nine hundred six one two", "07700900612"),
        ("two one two five five five twenty one thirty", "2125552130"),
        ("my line is 98205 55016", "9820555016"),
        ("two oh six, double five five, zero one zero nine", "2065550109"),
        ("oh one one three, four nine six, oh double seven oh", "01134960770"),
        ("my cell's eight hundred, five five five, oh one nine nine", "8005550199"),
        ("plus one, four one five, treble five, nought one nought two", "14155550102"),
        ("area code 312 then 555 dash 0171", "3125550171"),
        ("ring 01.42.68.53.00 in Paris", "0142685300"),
        ("it's +1 (646) 555-0112", "16465550112"),
        ("nine one seven, uh, five five five, um, oh one six six", "9175550166"),
        ("call 503, no, wait, 503-555-0144", "5035550144"),
        ("three oh five five fifty-five twenty-one eighteen", "3055552118"),
        ("call 212-555-0143, extension 12, before noon at 11:30", "2125550143"),
        ("029 2018 0455. Oh, and it does barcodes", "02920180455"),
    ],
)
def test_a_number_is_read_in_figures_and_in_words(text: str, digits: str) -> None:
    (number,) = [n for n in phone_numbers(passage(text)) if n.diallable]

    assert number.digits == digits


@pytest.mark.parametrize(
    "text",
    [
        "the two panes come to 1,240 dollars on the 14th at 10:30",
        "we saved them $250,000 in 2024",
        "room 412 on the second floor, at half past four",
        "forty-two staff, twenty-one rooms, two flights",
        "it is due on 2026-03-19 and not on 19/03/2026",
        "your claim number is 4471 2290",
        "the reference is seven seven one two, four four oh nine",
        "we are at 4821 Old Mill Road, suite 210",
        "open from nine thirty to five, or ten to four on Sundays",
        "between 1,200 and 1,450 square feet at $3.75",
        "the VIN ends in 4410 2298",
        "the container is M S K U, seven one four, four oh two, nine",
        "it fell from four hundred twenty to three hundred ninety five",
    ],
)
def test_amounts_dates_and_times_are_no_telephone_number(text: str) -> None:
    assert not [n for n in phone_numbers(passage(text)) if n.diallable]


def test_a_number_that_is_put_right_is_shown_as_it_was_put_right() -> None:
    said = passage("You can reach me at 330-555-01, no, let me start over, 330-555-0119. Thanks.")

    number = [n for n in phone_numbers(said) if n.diallable][-1]

    assert number.where.text == "330-555-0119."


def test_the_words_of_a_spoken_number_are_its_evidence() -> None:
    said = passage("so call me at five oh three five five five oh one six one before noon")

    (number,) = phone_numbers(said)

    assert number.where.text == "five oh three five five five oh one six one"
    assert number.where.start == said.words[4].start


@pytest.mark.parametrize(
    "text",
    [
        "just call me back at this number",
        "I'm on extension 4412",
        "the number's the same as always",
        "you have my number",
        "the number I'm calling from is the one to use",
        "our number's on the side of the crate",
        "it should show up on your display",
        "it's on the back of the flyer",
        "just hit redial",
        "I texted you my number",
        "use the number we gave you at the fair",
        "my number hasn't changed",
        "ring the Dublin number",
        "you've got us saved in your phone",
        "the one you called last week is fine",
    ],
)
def test_a_pointer_to_a_number_is_noticed(text: str) -> None:
    assert number_pointers(passage(text))


def test_a_message_without_a_number_points_at_none() -> None:
    assert not number_pointers(passage("A number of exciting things are coming up in this line of work."))


@pytest.mark.parametrize(
    "text",
    [
        "what's a good number for you",
        "it's in the letter that you got",
        "I'd go through both numbers with you",
        "the leak is on the number two line",
        "it will come back in spring",
        "sorry I couldn't reach you on the office line",
        "you wrote to us on the fence line dispute",
        "your cousin gave me this number",
        "your claim number is on the letter",
    ],
)
def test_what_else_is_numbered_or_written_somewhere_is_no_pointer_to_a_number(text: str) -> None:
    assert not number_pointers(passage(text))


@pytest.mark.parametrize(
    ("digits", "zone", "expected"),
    [
        ("5125550148", "America/Chicago", True),
        ("512555014", "America/Chicago", False),
        ("5550148", "America/Chicago", True),
        ("441614960233", "America/Chicago", True),
        ("01614960233", "Europe/London", True),
        ("016149602334", "Europe/London", False),
        ("9820555016", "Asia/Kolkata", True),
        ("512555014", None, None),
        ("512555014", "Nowhere/Land", None),
    ],
)
def test_the_numbering_plan_of_the_leads_zone_tells_a_number_that_nobody_has(
    digits: str, zone: str | None, expected: bool | None
) -> None:
    assert can_be_dialled(digits, zone) is expected


def test_a_number_that_no_plan_knows_is_still_a_number_but_is_to_be_confirmed() -> None:
    rubric = load_rubric(packaged_rubrics()["voicemail"])
    said = "Hi Marcus, this is Dana at Harper Law about your boiler. Call me on 512-555-014."
    findings = {
        zone: next(
            f
            for f in score(Transcript.from_text(said), rubric, Facts(timezone=zone)).findings
            if f.criterion == "callback-number"
        )
        for zone in ("America/Chicago", None)
    }

    assert {f.verdict for f in findings.values()} == {Verdict.MET}
    assert findings["America/Chicago"].please_confirm == "Number unclear: heard 9 digits, please confirm."
    assert findings[None].please_confirm is None
