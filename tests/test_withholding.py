"""Card numbers, their codes and social security numbers are not kept: not as heard, and not as typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from coach.coaching import Comment, Visibility
from coach.corrected import corrected, settled
from coach.corrections import CorrectWord
from coach.detectors.first_minute import FirstMinute
from coach.edges.jobs import Jobs, Options
from coach.edges.store import Store
from coach.language.reading import Reading
from coach.models import Facts, Kind, Transcript, Verdict
from coach.presentation.privacy import withheld_lines
from coach.spoken_secrets import secrets_said
from coach.withholding import (
    heard_so_far,
    text_without_secrets,
    value_without_secrets,
    without_secrets,
    words_without_secrets,
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("My card number is 4111 1111 1111 1111, okay?", "My card number is [card-number], okay?"),
        ("it's 4-1-1-1, 1111, 1111, and 1111.", "it's [card-number]."),
        ("four one double one triple one one one one one one one one one one", "[card-number]"),
        ("forty one eleven, eleven eleven, eleven eleven, eleven eleven", "[card-number]"),
        ("the card is won two three for five six seven ate nine oh won two three four", "the card is [card-number]"),
        ("4111 1111 1111 1111 expires 04/29, code 123.", "[card-number] expires [card-expiry], code [security-code]."),
        ("The security code is one two three.", "The security code is [security-code]."),
        ("My social is 123 45 6789.", "My social is [social-security-number]."),
        ("SSN 123-45-6789", "SSN [social-security-number]"),
        ("Call me at 215-555-0142. It's 123-45-6789.", "Call me at 215-555-0142. It's [social-security-number]."),
        ("the last four of your social, 6789", "the last four of your social, [social-security-number]"),
    ],
)
def test_a_secret_number_is_replaced_by_a_mark(said: str, kept: str) -> None:
    assert text_without_secrets(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "Call me at 215-555-0142, that's 215-555-0142.",
        "it is two one five, five five five, oh one four two, again two one five five five five oh one four two",
        "Ring us on 01632, no hang on, sorry, wrong one, 01642 960 0, 960 031.",
        "Claim number 4471902281563 and policy 884021937.",
        "The accident was on 10/24/2025 at 3:15 and they offered $4,111 for it.",
        "The policy expires on 04/27.",
        "I was 42, and there were four of us at 4111 Elm Street.",
        "We do web design, social and print. Give me a shout at 555-0108.",
        "We take cards. Call me on 215 555 0142 to pay the 350 dollars.",
        "I need two or three minutes, one to two at most.",
        "My direct line is 512-55-0148.",
        "You can get me on 512-55-0148 all day.",
    ],
)
def test_a_harmless_number_stays(said: str) -> None:
    assert text_without_secrets(said) == said


def test_a_number_over_several_turns_goes_and_the_prompts_between_them_stay() -> None:
    heard = Transcript.from_turns(
        [
            ("rep", "What's the number on the card?"),
            ("prospect", "Four two four two"),
            ("rep", "go ahead"),
            ("prospect", "4242, um, 4242"),
            ("rep", "got it"),
            ("prospect", "and for two for to"),
        ]
    )

    kept = without_secrets(heard)

    assert [u.text for u in kept.utterances] == [
        "What's the number on the card?",
        "[card-number]",
        "go ahead",
        "[card-number]",
        "got it",
        "and [card-number]",
    ]
    first = kept.utterances[1]
    assert (first.start, first.end) == (heard.utterances[1].start, heard.utterances[1].end)


def test_what_was_said_is_told_once_with_its_moment_and_all_its_pieces() -> None:
    heard = Transcript.from_script(
        "[0:04] prospect: the card is 4111 1111\n[0:09] rep: okay\n[0:11] prospect: 1111 1111\n"
        "[0:20] rep: and the security code?\n[0:22] prospect: 737"
    )

    said = secrets_said(without_secrets(heard))

    assert [(one.kind, round(one.start), len(one.spans)) for one in said] == [("card", 5, 2), ("code", 22, 1)]
    assert withheld_lines(without_secrets(heard)) == (
        "A card number was said at 0:05. It is not kept in the text.",
        "A security code was said at 0:22. It is not kept in the text.",
    )


def test_taking_out_twice_is_taking_out_once_and_a_number_over_two_blocks_goes_in_the_end() -> None:
    words = tuple(Transcript.from_text("the card number is 4111 1111 1111 1111 and 2 more").words)
    early, late = words_without_secrets(words[:7]), words_without_secrets(words[7:])

    assert words_without_secrets(words_without_secrets(words)) == words_without_secrets(words)
    whole = words_without_secrets((*early, *late))
    assert not any("1111" in word.text for word in whole)


def test_while_it_is_heard_digits_at_the_end_wait_until_it_is_clear_what_they_are() -> None:
    assert heard_so_far("Sure, it's 4111 1111") == "Sure, it's …"
    assert heard_so_far("Call me at 215-555-0142 whenever you have a moment today.").count("0142") == 1


def test_a_typed_correction_cannot_bring_a_card_number_in() -> None:
    heard = Transcript.from_script("rep: the card number is 4111 1111 1111 something okay")

    whole = CorrectWord(utterance=0, word=7, count=1, text="4111 1111 1111 1111")
    last = CorrectWord(utterance=0, word=7, count=1, text="1111")

    for typed in (whole, last):
        kept = settled(heard, typed)
        assert "1111" not in kept.text
        assert "1111" not in corrected(heard, [kept]).text


def test_what_people_type_is_kept_without_card_numbers(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/coach.db", tmp_path)
    recording = store.keep_audio(_file(tmp_path), "call.wav", 1 << 20)

    Jobs(store).submit(recording, Options(about="wants to pay with 4111 1111 1111 1111"))
    text = "She said 4111 1111 1111 1111 aloud."
    comment = Comment(at=1.0, text=text, author="Ann", visibility=Visibility.TEAM, written_at=dt.datetime.now(dt.UTC))

    assert "4111" not in value_without_secrets(comment).text
    assert b"4111 1111" not in (tmp_path / "coach.db").read_bytes()
    store.close()


def test_facts_keep_their_telephone_numbers() -> None:
    facts = Facts(previous=("Call me at 215 555 0142.",), caller="Casey")
    assert value_without_secrets(facts) is facts


def _file(folder: Path) -> Path:
    path = folder / "x.wav"
    path.write_bytes(b"RIFF0000WAVE")
    return path


def test_a_number_that_is_not_kept_is_no_talk_about_them() -> None:
    said = Transcript.from_turns([("rep", "And when does it expire?"), ("prospect", "[card-expiry].")])

    observed = FirstMinute(kind="first-minute").observe(Reading(said, Facts(kind=Kind.CALL)))

    assert observed.verdict is not Verdict.MET
