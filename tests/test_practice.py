"""What the live editor shows, and what a take is held against."""

from __future__ import annotations

import pytest

from coach.draft_check import check_draft
from coach.models import Channel, Facts
from coach.pace import RepPace
from coach.practising import Told, take_options
from coach.presentation.practice import editor_check, heard_line, heard_text, limit_s, pace_note, shortened
from coach.presentation.text import paragraphs
from coach.rubric import standards
from coach.typed import TextSpan

FACTS = Facts(lead="Marcus Lee", caller="Dana Reyes", firm="Harper Law", about="a rear-end collision")
HEARD = "Hi Marcus, this is Dana Reyes from Harper Law. I have looked at the police report for you."


def shown(text: str, channel: Channel = Channel.VOICEMAIL, previous: tuple[str, ...] = ()) -> dict[str, list]:
    facts = FACTS.model_copy(update={"channel": channel, "previous": previous or None})
    return editor_check(check_draft(text, facts, standards(), 150), previous, standards())


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("I just wanted to say hello. Bye.", ["I just wanted to"], "Say hello. Bye."),
        ("Call me today, if you can. Bye.", ["if you can."], "Call me today. Bye."),
        ("Hi Ana. Have a great day.", ["Have a great day."], "Hi Ana."),
        ("So, I am, you know, here.", ["So,", "you know,"], "I am, here."),
        ("Is it so, really?", ["really?"], "Is it so?"),
    ],
)
def test_a_cut_leaves_whole_sentences(text: str, cut: list[str], left: str) -> None:
    spans = [TextSpan(start=text.index(words), end=text.index(words) + len(words)) for words in cut]

    assert shortened(text, spans) == left


def test_places_are_those_of_the_browser_which_counts_some_characters_twice() -> None:
    text = "👋🏽 Hi Marcus, this is Dana Reyes from Harper Law. Sorry I missed you. Call me on 412 555 0158."
    units = text.encode("utf-16-le")

    lines = shown(text)["lines"]

    words = {units[2 * start : 2 * end].decode("utf-16-le") for start, end, look, _ in lines if look == "partial"}
    assert "Sorry I missed you." in words


def test_a_repeat_stands_with_the_message_that_it_repeats_even_where_it_costs_nothing() -> None:
    new = "I can also tell you on Thursday what your own insurer pays for the car and for the rental in the meantime."

    again, partly = shown(HEARD, previous=("Hello there.", HEARD)), shown(f"{HEARD} {new}", previous=(HEARD,))

    assert [card["earlier"] for card in again["cards"] if card["earlier"]] == [HEARD]
    assert next(card for card in again["cards"] if card["earlier"])["verdict"] == "missed"
    assert [card["word"] for card in partly["cards"] if card["earlier"]] == ["Heard before"]


def test_messages_are_shown_so_that_they_are_read_back_as_they_were() -> None:
    messages = ("Subject: Hello\n\nHi Marcus,\n\nthe report is here.", "Second one.")

    assert paragraphs(heard_text(messages)) == tuple(" ".join(message.split()) for message in messages)


@pytest.mark.parametrize(
    ("messages", "caller", "line"),
    [
        ((), "Dana Reyes", "They heard nothing from you yet. You are Dana Reyes."),
        (("a",), None, "They heard 1 message from you. Say who you are."),
        (("a", "b"), "Dana", "They heard 2 messages from you. You are Dana."),
    ],
)
def test_what_is_told_is_one_line(messages: tuple[str, ...], caller: str | None, line: str) -> None:
    assert heard_line(messages, caller, None) == line


def test_only_a_voicemail_is_held_against_seconds() -> None:
    pace = RepPace(wpm=142, measured=True, because="142 words a minute, your own pace on your last voicemail.")

    assert limit_s(Channel.VOICEMAIL, standards()) == 20
    assert limit_s(Channel.CALL, standards()) is None
    assert pace_note(pace, Channel.CALL).startswith("Counted at 142 words a minute")
    assert pace_note(pace, Channel.SMS) == ""


def test_a_take_is_scored_with_what_is_told_and_looks_up_no_earlier_message() -> None:
    options = take_options(Told(lead="Marcus Lee", about="a rear-end collision"))

    assert (options.lead, options.previous, options.practice) == ("Marcus Lee", (), True)
