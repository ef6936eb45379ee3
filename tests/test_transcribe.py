"""What was said, and nothing else. With the packaged speech model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sounds import Sound, quiet, read, tone, without_speech
from torture.harness import SEED
from torture.non_speech import NOBODY

from coach.edges.doubts import HARD_TO_HEAR, doubts
from coach.edges.pieces import PIECE_S, pack
from coach.edges.sound import measure
from coach.edges.tidy import settled, without_inventions
from coach.edges.transcribe import SavedTranscriber, Track, WhisperTranscriber, hints
from coach.edges.weights import DEFAULT_MODEL, find_model
from coach.errors import ModelError
from coach.language.sentences import plain
from coach.models import Facts, Transcript, Word


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> WhisperTranscriber:
    return WhisperTranscriber(find_model(DEFAULT_MODEL, tmp_path_factory.mktemp("models")))


def hear(whisper: WhisperTranscriber, sound: Sound, names: str = "") -> tuple[Word, ...]:
    return whisper.transcribe([Track(sound, measure(sound[None], 0.0))], names, None, lambda *_: None).words[0]


@pytest.mark.parametrize(("name", "make"), list(without_speech()), ids=[n for n, _ in without_speech()])
def test_nothing_is_heard_where_nobody_speaks(
    whisper: WhisperTranscriber, name: str, make: Callable[[], Sound]
) -> None:
    assert hear(whisper, make(), "Dana Reyes, Harper Law") == ()


@pytest.mark.parametrize("number", [3, 13], ids=["loud noise", "an organ"])
def test_what_the_recogniser_hardly_believes_in_and_nobody_hardly_says_is_not_heard(
    whisper: WhisperTranscriber, number: int
) -> None:
    """Whisper says "You" and "Oh" to these, and the voice detector finds a few hundredths of a second in them."""
    sound = NOBODY[number][1](np.random.default_rng([SEED, number]))

    assert hear(whisper, sound) == ()


def test_a_faint_caller_is_heard(whisper: WhisperTranscriber, shared: Path) -> None:
    sound = read(shared / "recordings" / "voicemails" / "d-vm-001.ogg")[0] * 0.05

    text = plain(" ".join(w.text for w in hear(whisper, sound)))

    assert "harper law" in text
    assert "call or text me there" in text


def test_names_given_as_hints_are_not_invented_where_nobody_says_them(
    whisper: WhisperTranscriber, shared: Path
) -> None:
    names = hints(Facts(caller="Zebulon Quist", firm="Wintergreen Orchard", lead="Philippa", company="Brightwater"))

    for name in ("voicemails/d-vm-001.ogg", "voicemails/d-vm-020.ogg", "voicemails/d-vm-013.ogg"):
        text = plain(" ".join(w.text for w in hear(whisper, read(shared / "recordings" / name)[0], names)))

        assert text
        assert not {"zebulon", "quist", "wintergreen", "orchard", "philippa", "brightwater"} & set(text.split())


def test_first_and_last_words_lie_on_their_sound(whisper: WhisperTranscriber, shared: Path) -> None:
    sound = read(shared / "recordings" / "voicemails" / "d-vm-011.ogg")[0]

    words = hear(whisper, sound)

    assert words[0].start == pytest.approx(1.2, abs=1.3)
    starts = [w.start for w in words]
    assert starts == sorted(starts)
    assert all(w.end > w.start for w in words)
    measured = measure(sound[None], 0.0)
    assert words[0].start == pytest.approx(measured.speech[0].start, abs=0.15)


def test_the_same_sound_gives_the_same_words(whisper: WhisperTranscriber, shared: Path) -> None:
    sound = read(shared / "recordings" / "calls" / "d-call-024.ogg").mean(axis=0)

    heard = {hear(whisper, sound) for _ in range(3)}

    assert len(heard) == 1


def test_a_number_torn_at_its_hyphens_is_one_word_again(whisper: WhisperTranscriber, shared: Path) -> None:
    words = hear(whisper, read(shared / "recordings" / "voicemails" / "d-vm-001.ogg")[0])

    assert not [w.text for w in words if w.text.startswith("-")]


def test_pieces_fit_and_lose_no_speech(shared: Path) -> None:
    sound = measure(read(shared / "recordings" / "voicemails" / "d-vm-030.ogg"), 0.0)

    pieces = pack(sound)

    assert all(sum(s.length for s in piece) <= PIECE_S + 0.01 for piece in pieces)
    for span in sound.speech:
        kept = sum(max(0.0, min(s.end, span.end) - max(s.start, span.start)) for piece in pieces for s in piece)
        assert kept == pytest.approx(span.length, abs=0.05)


def spoken(text: str, step: float) -> list[Word]:
    return [Word(text=t, start=n * step, end=(n + 1) * step) for n, t in enumerate(text.split())]


def test_a_loop_is_said_once_and_a_repeated_number_stays() -> None:
    voice = measure(quiet(20)[None], 0.0)
    voice.voice[:] = 0.9

    loop = without_inventions(spoken("so call me today thank you for that " + "thank you for that " * 6, 0.2), voice)
    crammed = without_inventions(spoken("I will call you then and I will call you then and", 0.03), voice)
    number = without_inventions(spoken("five five five five five five zero one", 0.3), voice)

    assert " ".join(w.text for w in loop) == "so call me today thank you for that"
    assert " ".join(w.text for w in crammed) == "I will call you then and"
    assert len(number) == 8


def test_words_where_no_voice_is_are_dropped() -> None:
    voice = measure(np.concatenate([quiet(10), tone(2, 700)])[None], 0.0)

    assert without_inventions(spoken("Thanks for watching", 0.3), voice) == []
    assert settled((), voice) == ()


def test_a_saved_transcript_needs_no_model() -> None:
    transcript = Transcript.from_text("Hi Marcus, this is Dana from Harper Law.")
    saved = SavedTranscriber(transcript, model=None)

    heard = saved.transcribe([Track(quiet(10), measure(quiet(10)[None], 0.0))], "", None, lambda *_: None)

    assert heard.words == (tuple(transcript.words),)


def test_a_saved_transcript_gives_each_channel_its_own_words() -> None:
    left, right = (Transcript.from_text(text).utterances[0] for text in ("Is this Linda?", "It is."))
    transcript = Transcript(
        utterances=(left.model_copy(update={"voice": "left"}), right.model_copy(update={"voice": "right"}))
    )
    sound = measure(quiet(10)[None], 0.0)

    heard = SavedTranscriber(transcript, model=None).transcribe(
        [Track(quiet(10), sound, "left"), Track(quiet(10), sound, "right")], "", None, lambda *_: None
    )

    assert heard.words == (left.words, right.words)


def test_another_language_heard_by_an_english_model_is_doubted(whisper: WhisperTranscriber, shared: Path) -> None:
    sound = read(shared / "recordings" / "real" / "faster-whisper" / "multilingual.mp3").mean(axis=0)

    assert doubts(hear(whisper, sound)) == (HARD_TO_HEAR,)


@pytest.mark.parametrize("name", ["voicemails/d-vm-020.ogg", "voicemails/d-vm-007.ogg", "formats/d-vm-001.gsm.wav"])
def test_english_on_a_bad_line_is_not_doubted(whisper: WhisperTranscriber, shared: Path, name: str) -> None:
    assert doubts(hear(whisper, read(shared / "recordings" / name)[0])) == ()


def test_a_hundredth_of_a_second_left_over_costs_no_words(
    whisper: WhisperTranscriber, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = read(shared / "recordings" / "voicemails" / "d-vm-001.ogg")[0]
    whole = hear(whisper, sound)
    library = whisper._whisper.transcribe

    def stumbling(*args: object, **more: object) -> tuple[object, object]:
        segments, about = library(*args, **more)

        def then_fails() -> Iterator[object]:
            yield from segments
            raise IndexError

        return then_fails(), about

    monkeypatch.setattr(whisper._whisper, "transcribe", stumbling)

    assert hear(whisper, sound) == whole


def test_a_model_of_many_languages_finds_the_language(shared: Path, tmp_path: Path) -> None:
    try:
        many = WhisperTranscriber(find_model("base", tmp_path))
    except ModelError:
        pytest.skip("the model of many languages is not installed")
    sound = read(shared / "recordings" / "voicemails" / "d-vm-020.ogg")[0]

    heard = many.transcribe([Track(sound, measure(sound[None], 0.0))], "", None, lambda *_: None)

    assert heard.language == "en"
    assert heard.words[0]
