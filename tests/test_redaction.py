"""What leaves the machine: no name, number or address of anybody, and everything comes back where it belongs."""

from __future__ import annotations

import random
import re

import pytest

from coach.asking import Message, Prompt
from coach.grounding import WrittenDraft
from coach.language.digit_runs import digit_runs
from coach.models import Facts
from coach.prompts import load_prompt, prompt_names
from coach.redaction import preview, redact, seal, unseal, unsealed

FACTS = Facts(lead="Dana Whitfield", caller="Marcus Lee", firm="Harbor & Lane Injury Law", company="Northgate Dental")


def sealed_text(text: str, facts: Facts = FACTS) -> str:
    return redact(text, facts)


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Hi Dana, it's Marcus Lee.", "Hi [LEAD], it's [REP] [REP-SURNAME]."),
        ("hi dana, this is marcus", "hi [LEAD], this is [REP]"),
        ("Is Ms Whitfield there? Dana's out.", "Is Ms [LEAD-SURNAME] there? [LEAD]'s out."),
        ("Marcus with Harbor and Lane", "[REP] with [FIRM]"),
        ("Harbor & Lane Injury Law, for Northgate", "[FIRM], for [COMPANY]"),
        ("Am I speaking with Danna?", "Am I speaking with [LEAD]?"),
        ("my husband Robert and Doctor Okafor", "my husband [PERSON-1] and Doctor [PERSON-2]"),
        ("call (215) 555-0142 please", "call ([PHONE-1] please"),
        ("it's 215.555.0142, that's 215 555 0142", "it's [PHONE-1], that's [PHONE-2]"),
        ("888-555-0122, 888-555-0122", "[PHONE-1]"),
        ("it's two one five, triple five, oh one four two", "it's [PHONE-1]"),
        ("five five five um oh one, sorry, oh one four two", "[PHONE-1]"),
        ("my cell is eight hundred five five five twelve twelve", "my cell is [PHONE-1]"),
        ("+44 20 7946 0018", "+[PHONE-1]"),
        ("the card is four one one one 1111 1111 1111", "the card is [CARD-1]"),
        ("4111-1111-1111-1111 expires 04/29", "[CARD-1] expires [CARD-2]"),
        ("the security code is one two three", "the security code is [CARD-1]"),
        ("my social is one two three, forty five, six seven eight nine", "my social is [SSN-1]"),
        ("215-555-0142, 42 Elm Street", "[PHONE-1], [ADDRESS-1]"),
        ("call 215-555-0142 Maple Street", "call [PHONE-1]-[ADDRESS-1]"),
        ("SSN 123-45-6789.", "SSN [SSN-1]."),
        ("the last four of my social are 6789", "the last four of my social are [SSN-1]"),
        ("account number double oh four five nine", "account number [ACCOUNT-1]"),
        ("write to d.whitfield@example.org", "write to [EMAIL-1]"),
        ("it's dana dot whitfield at gmail dot com, yes", "it's [EMAIL-1], yes"),
        ("d a n a at gmail.com", "[EMAIL-1]"),
        ("I'm at 42 Elm Street, Apt 3, Dayton, OH 45402.", "I'm at [ADDRESS-1]."),
        ("forty two maple avenue", "[ADDRESS-1]"),
        ("send it to P.O. Box 112, Dayton", "send it to [ADDRESS-1]"),
        ("born on March 3rd, 1985, in Ohio", "born on [BORN-1], in Ohio"),
        ("my date of birth is the third of may nineteen eighty five.", "my date of birth is the [BORN-1]."),
    ],
)
def test_details_of_people_become_placeholders(said: str, sent: str) -> None:
    assert sealed_text(said) == sent


ORDINARY = Facts(lead="Hope Summer", caller="Grant Kessler", firm="Loud Room Studio")


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("hi hope its grant from loud room", "hi [LEAD] its [REP] from [FIRM]"),
        ("this is grant kessler", "this is [REP-NAME]"),
        ("I hope you can grant us a room in summer", "I hope you can grant us a room in summer"),
        ("Hope, it's Grant. I hope the room is fine.", "[LEAD], it's [REP]. I hope the room is fine."),
    ],
)
def test_names_that_are_words_too_are_told_by_their_capital_or_by_being_addressed(said: str, sent: str) -> None:
    assert sealed_text(said, ORDINARY) == sent


@pytest.mark.parametrize(
    "harmless",
    [
        "We pay $2,400,000 a year for 14,500 units, 20 percent less than in 2019.",
        "See you at 9:30 on 11/12/2026, or Thursday the 26th at ten thirty.",
        "It's two to three weeks, or four thousand two hundred dollars.",
        "I waited twenty minutes on the road, in a row of 12 people on the way.",
        "Will you call in May? Mark that, and hope for the best.",
        "two thousand twenty six at ten on the twenty second",
        "five or six years with three, four or five trucks",
        "It was 3.5 percent for 30 years on a 250k loan.",
        "Our late deliveries cost us the biggest client we had.",
        "It's a 2012. - 2012, okay? And not 2013.",
        "At the drive through we ordered two way radios.",
    ],
)
def test_harmless_numbers_and_words_stay(harmless: str) -> None:
    assert sealed_text(harmless) == harmless


def test_a_number_that_two_speakers_share_is_hidden_in_each_line() -> None:
    said = "rep: it's four one five\nprospect: mm-hm\nrep: five five five oh one\nprospect: okay\nrep: four two"

    sent = sealed_text(said)

    assert [line.split(": ")[0] for line in sent.splitlines()] == ["rep", "prospect", "rep", "prospect", "rep"]
    assert not re.search(r"\b(?:one|two|four|five|oh)\b", sent)


def test_what_is_put_back_is_what_was_there() -> None:
    said = "Hi Dana, Marcus here, from Harbor and Lane. It's 215-555-0142, and Ms Whitfield lives at 42 Elm Street."
    prompt = Prompt(name="p", messages=(Message(role="user", text=said),))

    sealed = seal(prompt, FACTS)

    assert unseal(sealed.prompt.messages[0].text, sealed) == said
    assert unsealed(WrittenDraft(subject="[FIRM]", sentences=["[LEAD]"]), sealed).sentences == ["Dana"]


def test_secrets_are_never_put_back() -> None:
    prompt = Prompt(name="p", messages=(Message(role="user", text="my social is 123-45-6789"),))

    sealed = seal(prompt, FACTS)

    assert unseal("It is [SSN-1].", sealed) == "It is [SSN-1]."


def test_the_same_name_has_the_same_placeholder_all_through() -> None:
    sent = sealed_text("Dana? DANA! It's Robert. Robert who? Jennifer.")

    assert sent == "[LEAD]? [LEAD]! It's [PERSON-1]. [PERSON-1] who? [PERSON-2]."


def test_a_placeholder_that_was_typed_into_the_material_is_no_placeholder() -> None:
    prompt = Prompt(name="p", messages=(Message(role="user", text="Say [LEAD] and [CARD-1]. I'm Dana."),))

    sealed = seal(prompt, FACTS)

    assert sealed.prompt.messages[0].text == "Say (LEAD) and (CARD-1). I'm [LEAD]."


def test_what_cannot_be_seen_does_not_hide_a_number() -> None:
    assert "0142" not in sealed_text("２１５-５５５-０１４２ or 2\u200b1\u200b5-555-0\u20601\u206042")


def test_our_own_words_are_sent_as_they_stand() -> None:
    for name in prompt_names():
        file = load_prompt(name)
        filled = file.filled(dict.fromkeys(file.inputs, "nothing"))

        assert seal(filled, FACTS).prompt == filled


def test_the_preview_holds_nobody() -> None:
    prompt = load_prompt("judge").filled(
        {"questions": "warm: Is the rep warm?", "transcript": "prospect: I'm Dana, 215-555-0142, 42 Elm Street."}
    )

    shown = preview(seal(prompt, FACTS), WrittenDraft, "m").decode()

    for word in ("Dana", "0142", "Elm"):
        assert word not in shown


_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STYLES = ("figures", "words", "oh", "pairs", "double", "fillers", "dashes", "mixed")


def spoken(digits: str, style: str, chance: random.Random) -> str:
    """A number as somebody says or a recogniser writes it."""
    words = [_ONES[int(digit)] for digit in digits]
    if style == "figures":
        return digits
    if style == "oh":
        return " ".join("oh" if word == "zero" else word for word in words)
    if style == "dashes":
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if style == "mixed":
        return " ".join(digit if chance.random() < 0.5 else word for digit, word in zip(digits, words, strict=True))
    if style == "fillers":
        return ", um, ".join(" ".join(words[at : at + 3]) for at in range(0, len(words), 3))
    if style == "double":
        made, at = [], 0
        while at < len(words):
            twice = words[at : at + 2] == [words[at]] * 2
            made.append(f"double {words[at]}" if twice else words[at])
            at += 2 if twice else 1
        return " ".join(made)
    if style == "pairs":
        return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return " ".join(words)


@pytest.mark.parametrize("length", [7, 9, 10, 11, 13, 16, 19])
@pytest.mark.parametrize("style", _STYLES)
def test_numbers_are_read_in_every_way_of_saying_them(length: int, style: str) -> None:
    chance = random.Random(f"{length} {style}")
    for _ in range(40):
        digits = "".join(chance.choice("0123456789") for _ in range(length))
        said = spoken(digits, style, chance)

        runs = [run.digits for run in digit_runs(f"well, it's {said}. Thank you")]

        assert runs == [digits], said
