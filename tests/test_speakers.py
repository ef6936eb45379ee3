"""What kind of recording it is, and one speaker of whom nothing is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from sounds import Sound, quiet

from coach.edges.kind import guess_kind, is_exchange, takes_turns
from coach.edges.message import find_message
from coach.edges.sound import measure
from coach.evaluate import case_transcript, load_cases
from coach.models import Kind, Speaker, Transcript, Utterance, Word
from coach.pipeline import one_speaker


def kind_of(text: str) -> Kind:
    words = tuple(Transcript.from_text(text).words)
    silence: Sound = quiet(words[-1].end + 1)
    return guess_kind(words, find_message(words, measure(silence[None], 0.0)), two_parties=False)[0]


@pytest.mark.parametrize("folder", ["cases", "cases-more/t2", "cases-more/t4"])
def test_calls_and_voicemails_are_told_apart_by_their_words_alone(shared: Path, folder: str) -> None:
    cases = list(load_cases(shared / folder))[::3]  # reading a case takes a while, and a third tells as much

    wrong = [
        case["id"]
        for kind, case in cases
        if kind_of(" ".join(u.text for u in case_transcript(kind, case).utterances if u.speaker != "greeting")) != kind
    ]

    assert cases
    assert len(wrong) <= len(cases) * 0.03, wrong


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Good morning, Steve. Good morning, Katie. Have you heard the news? No, tell me more.", Kind.CALL),
        (
            "Thank you for calling Big Gym. How can I help? Hi, do you have a pool? Yes, we do. Is it warm? Yeah.",
            Kind.CALL,
        ),
        ("Hi Ann, Joe at Corepoint. Did you get the quote? Do you want it? Call me back on 555 0142.", Kind.VOICEMAIL),
        ("Hey, looks like you are not at home. Anyway, call me when you have a chance. Bye bye.", Kind.VOICEMAIL),
    ],
)
def test_a_few_words_may_be_enough(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_one_unknown_speaker_is_cut_into_sentences_and_pauses() -> None:
    words = [*Transcript.from_text("Hello there. Who is this").words, Word(text="Me", start=9.0, end=9.4)]

    utterances = one_speaker(words, Speaker.UNKNOWN)

    assert [u.text for u in utterances] == ["Hello there.", "Who is this", "Me"]
    assert one_speaker((), Speaker.UNKNOWN) == ()


def spoken(*turns: tuple[str, str]) -> tuple[Utterance, ...]:
    said = Transcript.from_turns([(Speaker.UNKNOWN, text) for _, text in turns]).utterances
    return tuple(u.model_copy(update={"voice": voice}) for u, (voice, _) in zip(said, turns, strict=True))


def test_two_voices_to_and_fro_are_a_call_and_a_greeting_with_its_message_is_none() -> None:
    call = spoken(
        ("A", "Hello, Ann speaking"), ("B", "Joe from Corepoint here"), ("A", "Right"), ("B", "About the quote")
    )
    message = spoken(("A", "You have reached Ann, leave a message"), ("B", "Hi Ann, Joe here about the quote, call me"))
    stray = spoken(("A", " ".join(["word"] * 60)), ("B", "hm"), ("A", " ".join(["word"] * 60)), ("B", "hm"))

    assert takes_turns(call)
    assert not takes_turns(message)
    assert not takes_turns(stray)
    assert not takes_turns(())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is now a good time? Yes, sure. What do you use today? A sheet, mostly. Does it hold up? No.", True),
        ("Hi Ann, it's Joe at Corepoint about the quote you asked for. Call me on 555 0142.", False),
    ],
)  # fmt: skip
def test_an_exchange_shows_in_the_words(text: str, expected: bool) -> None:
    assert is_exchange(tuple(Transcript.from_text(text).words)) is expected


def test_a_long_speech_with_a_question_now_and_then_is_no_exchange() -> None:
    speech = " ".join([*(["and so we went on and on with the work of the day"] * 40), "What did we learn?"] * 8)

    assert not is_exchange(tuple(Transcript.from_text(speech).words))
    assert not is_exchange(())
