"""What a voicemail asks the listener to do, and how many different things that is."""

from __future__ import annotations

import pytest

from coach.language.asks import Ask, different
from coach.language.reading import Reading
from coach.models import Facts, Kind, Transcript, Verdict
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import score


def things(text: str) -> tuple[Ask, ...]:
    return different(Reading(Transcript.from_text(text), Facts()).asks)


def kinds(text: str) -> list[str]:
    return [ask.task for ask in things(text)]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Ring me on Monday.", "contact"),
        ("Could you phone the workshop before it shuts?", "contact"),
        ("What I'd love you to do, if you can, is drop me a line.", "contact"),
        ("The best thing is to text us.", "contact"),
        ("Would you mind giving us a bell?", "contact"),
        ("I'd be grateful if you rang me tonight.", "contact"),
        ("I'd love a quick word back.", "contact"),
        ("A yes by text is plenty.", "contact"),
        ("All I need is a thumbs up.", "contact"),
        ("Hit redial and ask for Tove.", "contact"),
        ("If the tenth suits, reply to my text.", "contact"),
        ("Shall I put the oak one aside?", "contact"),
        ("Do call.", "contact"),
        ("The clinic is short of rooms, so you can call us before five.", "contact"),
        ("You need to call right away.", "contact"),
        ("You call, I'm in the barn.", "contact"),
        ("so the gutter is done give us a shout", "contact"),
        ("Pick up when you see the Leeds number.", "contact"),
        ("Email me the plans for the porch.", "send"),
        ("Text me a photo of the hinge.", "send"),
        ("All I need from you is a copy of the deed.", "send"),
        ("Kindly fill in the allergy form.", "form"),
        ("Sign up for the pottery course.", "book"),
        ("You could book a tasting online.", "book"),
        ("Have a look at our website.", "web"),
        ("Ask your plumber for the pressure.", "others"),
        ("Get your brother to ring the surveyor.", "others"),
        ("I'd need him to sign as well.", "others"),
        ("Pop in on Saturday.", "visit"),
        ("You walk in any morning, no appointment.", "visit"),
        ("Please move your trailer.", "do"),
        ("Would you sand the sill first?", "do"),
        ("I'll swing by Friday at ten.", "announced"),
        ("Our fitter comes on Tuesday at nine.", "announced"),
        ("Look for us at the gate on Sunday.", "announced"),
        ("I'm sending my lad round tomorrow.", "announced"),
        ("Does Thursday at two work?", "announced"),
    ],
)
def test_a_request_is_noticed_whatever_opens_it(text: str, task: str) -> None:
    assert kinds(text) == [task]


@pytest.mark.parametrize(
    "text",
    [
        "You asked me to ring you.",
        "I can collect it and bring it round.",
        "We'll print them, fold them and post them.",
        "So you can keep the old boiler.",
        "You don't have to send anything.",
        "I was going to ask you to call me, but it's done.",
        "Have a lovely weekend.",
        "Take care, and say hello to Aoife.",
        "Look, the ferry was late.",
        "The doctor wants to cut that tablet.",
        "A room has just come free.",
        "Thanks for the photo that you sent me.",
        "Don't worry.",
        "It's in regard to your file.",
        "The file will be closed on Friday.",
        "We do free estimates every day but Sunday.",
        "You can apply from the fourth.",
        "I could meet you and your sister and get the probate moving.",
        "Buy one pane, get the second half price.",
        "You get a free mug if you come to our stall.",
        "There's no charge for the second visit.",
        "All the best to you and to the twins.",
        "I'll wait till you come out.",
        "The landlord will let you bring the parrot after all.",
        "We partner with people like you to unlock growth.",
    ],
)
def test_what_the_caller_does_or_says_goodbye_with_asks_nothing(text: str) -> None:
    assert not things(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call or text me, either is fine.", 1),
        ("Call me, or send me a message on WhatsApp.", 1),
        ("I'll ring you Tuesday at four. If that's no good, call me.", 1),
        ("Come by on Monday; phone me if you can't make it.", 1),
        ("Come by on Monday and sign.", 1),
        ("Open the link and pick a time.", 1),
        ("Find the receipts and bring them in.", 1),
        ("Call me and tell me which door you want.", 1),
        ("Call me. Then ask your landlord for the key.", 2),
        ("Come by on Monday, and in the meantime send me the survey.", 2),
        ("I'm ringing at three tomorrow. Meanwhile, would you email me the payroll report?", 2),
        ("Give me a ring about the gate, and could you also let me know your shoe size?", 2),
        ("Call the office for the results. Separately, call me with your insurance number.", 2),
        ("Tell me if Tuesday's good. And move the van off the drive.", 2),
        ("Get an estimate this week and keep a diary of the leaks.", 2),
        ("Download the app, fill in the waiver, and drop off the key.", 3),
    ],
)
def test_ways_and_steps_of_one_thing_are_one_and_errands_apart_are_several(text: str, number: int) -> None:
    assert len(things(text)) == number


def test_a_request_points_at_its_own_words() -> None:
    (ask,) = things("The tiles are in. Could you call me before noon? Bye.")

    assert ask.where.text.startswith("Could you call me")
    assert "Bye" not in ask.where.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's Hale from Tarn Glazing. We provide solutions that help families like yours. Call me.", Verdict.PARTIAL),
        ("It's Hale from Tarn Glazing. Ten percent off every porch this week. Call me.", Verdict.MET),
        ("It's Hale from Tarn Glazing, about the cracked pane in your porch. Call me.", Verdict.MET),
        ("About the cracked pane in your porch. Leave me a word.", Verdict.PARTIAL),
    ],
)
def test_a_stock_phrase_alone_is_no_reason_and_a_promotion_is_one(text: str, expected: Verdict) -> None:
    rubric = load_rubric(packaged_rubrics()[Kind.VOICEMAIL])

    assert score(Transcript.from_text(text), rubric, Facts()).finding("enough-detail").verdict is expected
