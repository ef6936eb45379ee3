"""A typed text remembers where its words stand, however it is laid out."""

from __future__ import annotations

import pytest

from coach.models import Channel, Evidence, Speaker, Transcript
from coach.typed import Typed, typed

MESSY = "  Hi  Marcus,\r\n\r\n\tyou said the  visits run out.\n  Does four work? 😀\nDana\u00a0Reyes\n"
SCRIPT = "rep: Hi, this is Dana.\n[0:20] prospect:  Hello, who?\n and why?\nrep: About the   visits."


def _words(draft: Typed) -> list[str]:
    return [word.text for word in draft.transcript.words]


@pytest.mark.parametrize(
    ("text", "channel"),
    [(MESSY, Channel.SMS), (MESSY, Channel.EMAIL), (MESSY, Channel.VOICEMAIL), (SCRIPT, Channel.CALL), (SCRIPT, None)],
)
def test_every_word_is_found_again_in_the_text(text: str, channel: Channel | None) -> None:
    draft = typed(text, channel)

    assert [text[start:end] for start, end in draft.places] == _words(draft) != []


def test_a_spoken_draft_is_read_as_any_script_is() -> None:
    assert typed(SCRIPT, Channel.VOICEMAIL, 120).transcript == Transcript.from_script(SCRIPT, 120)


def test_every_line_of_a_letter_is_a_stretch_of_its_own() -> None:
    draft = typed("Hi Marcus,\n\nyou said so.\n\nDana Reyes\nHarper Law", Channel.EMAIL)

    assert [u.text for u in draft.transcript.utterances] == ["Hi Marcus,", "you said so.", "Dana Reyes", "Harper Law"]


def test_a_line_that_was_only_wrapped_goes_on_in_the_next() -> None:
    text = "You said that nobody tells you who pays for the therapy once the\nten visits run out.\nDana"

    assert len(typed(text, Channel.EMAIL).transcript.utterances) == 2


@pytest.mark.parametrize(
    "below",
    ["> can we meet? when?", "On Tue, 3 Mar 2026, Amina wrote:\ncan we meet?", "-----Original Message-----\nwhen?"],
)
def test_what_somebody_else_wrote_is_not_part_of_a_reply(below: str) -> None:
    text = f"Subject: Wednesdays\nBoth teachers are free.\nRuth\n{below}"

    assert typed(text, Channel.EMAIL).transcript.text == "Subject: Wednesdays Both teachers are free. Ruth"


def test_words_lead_back_to_their_place() -> None:
    draft = typed("Hi  Marcus,\nDana  Reyes here.", Channel.SMS)
    name = Evidence(quote="Dana Reyes", start=draft.transcript.utterances[1].start, end=9.0, speaker=Speaker.REP)

    span = draft.span(name)

    assert span is not None
    assert draft.text[span.start : span.end] == "Dana  Reyes"


def test_words_that_are_not_from_the_text_have_no_place() -> None:
    draft = typed("Hi Marcus", Channel.SMS)

    assert draft.span(Evidence(quote="Hi", start=40.0, end=41.0, speaker=Speaker.REP)) is None
