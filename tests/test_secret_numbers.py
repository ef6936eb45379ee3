"""Which words of what was said are a secret number: as people say them, and as the recogniser hears them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.language.secret_numbers import secret_numbers

PASSAGES = Path(__file__).parent / "passages_with_numbers.txt"
"""A kind and a passage on each line, what is secret between < and >."""
SECRET = {
    "card": [
        "Okay so the number is <4147 2020 4455 1189> and it expires <08/27>.",
        "<4147> uh-huh <2020> okay <4455> got it and last four <1189>.",
        "<4147> aha <2 0 2 0> ok <4 4 5 5> got it and last four <1 1 8 9>",
        "charge the card ending, no wait it's a new one, <5105 1051 0510 5100>",
        "can you do half on this one <4271 8806 5593 1427> and half on this one <3714 552093 81006> by the 20th",
        "So for the retainer I can do debit. <4 0 0 0>, <1 2 3 4>, <5 6 7 8>, <9 0 1 0>. Perfect thank you.",
        "<Four thousand>, <one two three four>, <five six seven eight>, <nine oh one oh>.",
        "<six zero one one>, uh, <oh two three five>, <four eight nine four>, wait my glasses, <five nine oh two>.",
        "<5266 2326>, you there? Yeah I'm here, go ahead. <6991 0405>. And it's 12 of us.",
        "<5102>, you said? Yep. <9948>. Go on. <3307>. And? <6125>. And the expiration is <04/27>.",
        "no no you read it wrong, it's <4487 2415 9799 1433>, so it's <one four three three> at the end",
        "Okay, so the number is <41472, 020, 445-1189,> and it expires <08-27.>",  # as heard, a digit lost
        "You hang on, let me get my wallet. Alright, <for 147-2020-455-1189.>",
        "my card number is <5 5 one 9 5 won 5 seven seven to 4 4 8 for o tree>. We've helped families since 1998.",
        "the card number is <3 7 8 2 8 2 2 4 6 3 1 0 0 0 5>. There were 3 of us in the car.",
    ],
    "code": [
        "Four digits on the front for Amex? <One two eight eight>.",
        "Do you have the CCV? Yes, <oh seven one>",
        "CBB is <408.>",
        "The little number on the back is <5.55.>",
        "Flip it over for me and read the three numbers by the signature. <Eight eight one>.",
        "So the CVV's <4 0 6>, and that is all.",
        "Which card? Visa. And the code's <719>, on the name of Dontrell",
        "my code is <five oh one> but I'm getting a new card soon",
        "put it on the visa, the code is <412>",
        "<319>, that's the security code",
        "What's the CVV? <for ate two>. Okay, running it for 4950 dollars.",
    ],
    "social": [
        "it's <five thirty-six, twenty-two, eighty-one forty-seven>, that's my social",
        "my social's <four ninety one>, <sixty six>, <oh two oh eight>, thanks",
        "You'll need my daughter's social for the settlement? It's <781 06 3358>.",
        "What's your nine digit social? <zero eight nine>, <six zero>, wait, my card, <seven four one two>.",
        "Is it still <6684>, the last four of your social?",
        "<five three one>, mm-hmm, <oh nine>, mm-hmm, <two two eight four>. And that's your Social Security number?",
        "That's <two six two>, sorry, <263>, <77>, <4910>. So <263-77-4910>? Yes.",
        "they said so at the Social Security office, so it's <577 88 2013> and I wait",
    ],
}  # fmt: skip
HARMLESS = [
    "We spent 4500 on Google, 3200 on Facebook, 1800 on mailers and 2500 on radio.",
    "The social media budget is 1500 a month, and 2000 in the summer.",
    "Your social strategy cost 4500 and brought 3200 visits.",
    "They denied my social security disability in 2021, and in 2022, and then again last September.",
    "The security code is on page 212 of the manual.",
    "The door code is 4412 when you come by, and the promo code 3307 at the payment.",
    "Ring me on plus two five four, seven double one, five five five, one oh nine, that's one oh nine at the end.",
    "It goes to fourteen or fifty before Christmas. Fifty, is it? Fifteen. Fourteen or fifteen. I wish it was fifty.",
    "My number is three one two, five five five, oh one eight eight, so five five five, oh one eight eight.",
    "The code is 4412 when you come by.",
    "The tracking number is 9405 5112 0620 1234 5678 90.",
]


def _marked(text: str) -> tuple[list[str], set[int]]:
    """The words, and the places of those between < and >."""
    words, places, inside = [], set[int](), False
    for at, word in enumerate(text.split()):
        inside = inside or word.startswith("<")
        if inside:
            places.add(at)
        inside = inside and ">" not in word
        words.append(word.replace("<", "").replace(">", ""))
    return words, places


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SECRET.items() for text in texts])
def test_the_words_of_a_secret_number_are_found_and_no_others(kind: str, text: str) -> None:
    words, places = _marked(text)

    found = secret_numbers(words)

    assert {place for one in found for place in one.words} == places
    assert kind in {one.secret.value for one in found}


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_numbers_are_none(text: str) -> None:
    assert secret_numbers(text.split()) == []


_NUMBER = re.compile(
    r"\d|\b(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|won|ate)\b"
)


def _share_wholly_right(kind: str) -> float:
    """Of the passages with a number of `kind`: the share of which no digit is left; of harmless ones, kept whole."""
    lines = (line.split("|", 1) for line in PASSAGES.read_text(encoding="utf-8").splitlines())
    right = []
    for text in (text for its_kind, text in lines if its_kind == kind):
        words, places = _marked(text)
        hidden = {place for one in secret_numbers(words) for place in one.words}
        wanted = {place for place in places if _NUMBER.search(words[place].lower())}
        right.append(wanted <= hidden if wanted else not hidden)
    return sum(right) / len(right)


@pytest.mark.parametrize(("kind", "floor"), [("card", 0.88), ("code", 0.80), ("social", 0.84), ("harmless", 0.98)])
def test_passages_written_without_sight_of_the_rules_are_read_as_well_as_before(kind: str, floor: float) -> None:
    # Not a goal: what was reached. Most of the rest give no hint of what the number is.
    assert _share_wholly_right(kind) >= floor
