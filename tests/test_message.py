"""Where the caller's message begins and ends, by sound and by words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sounds import Sound, mulaw, pink, quiet, read, tone

from coach.edges.message import find_message
from coach.edges.sound import measure
from coach.models import Word

GREETING = "Hi, you've reached Imogen Clarke. I can't take your call, so leave a message after the tone."
MESSAGE = "Hi Imogen, this is Dana from Harper Law. I'm calling about your claim. Call me back please."


def said(text: str, start: float, end: float) -> list[Word]:
    words = text.split()
    step = (end - start) / len(words)
    return [Word(text=w, start=start + n * step, end=start + (n + 1) * step) for n, w in enumerate(words)]


def truths(shared: Path, folder: str) -> list[dict[str, object]]:
    lines = (shared / "recordings" / folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def voice(shared: Path) -> Sound:
    """Nine seconds of one message, from its first sound to its last."""
    truth = next(t for t in truths(shared, "voicemails") if t["id"] == "d-vm-011")
    sound = read(shared / "recordings" / "voicemails" / "d-vm-011.ogg")[0]
    segment = truth["segments"][0]
    return sound[int(segment["start"] * 16000) : int(segment["end"] * 16000)][: 9 * 16000]


def test_every_beep_of_the_recordings_is_found_where_it_is(shared: Path) -> None:
    for truth in truths(shared, "voicemails"):
        if truth["beep"]:
            sound = measure(read(shared / "recordings" / "voicemails" / truth["file"]), 0.0)

            beeps = [t for t in sound.tones if t.length >= 0.2]

            first, last = truth["beep"]
            assert abs(beeps[0].start - first) < 0.05, truth["id"]
            assert abs(beeps[-1].end - last) < 0.05, truth["id"]
            assert abs(beeps[0].hz - truth["beep_kind"]["hz"]) < 15, truth["id"]


@pytest.mark.parametrize("hz", [(380,), (620,), (850,), (1200,), (2000,), (440, 620), (697, 1209)])
@pytest.mark.parametrize("noise", [None, -45, -38])
def test_a_beep_of_any_pitch_is_found_in_noise_and_on_a_bad_line(hz: tuple[float, ...], noise: int | None) -> None:
    line = np.concatenate([quiet(1.5), tone(0.4, *hz, level=0.15), quiet(1.5)])
    line = mulaw(line + pink(len(line) / 16000, noise)[: len(line)] if noise else line)

    found = measure(line[None], 0.0).tones

    assert len(found) == 1
    assert abs(found[0].start - 1.5) < 0.05
    assert abs(found[0].end - 1.9) < 0.05


def test_speech_is_not_taken_for_a_beep(shared: Path) -> None:
    for truth in truths(shared, "calls"):
        sound = measure(read(shared / "recordings" / "calls" / truth["file"]), 0.0)

        assert [t for t in sound.tones if t.length >= 0.2] == [], truth["id"]


@pytest.mark.parametrize("noise", [None, -50, -42])
@pytest.mark.parametrize("faint", [1.0, 0.3])
def test_the_message_is_bounded_by_its_own_sound(voice: Sound, noise: int | None, faint: float) -> None:
    own = voice * faint
    line = np.concatenate([quiet(0.7), tone(0.5, 900), quiet(1.1), own, quiet(2)])
    line = line + pink(len(line) / 16000, noise + 20 * np.log10(faint))[: len(line)] if noise else line
    end = 2.3 + len(own) / 16000
    words = said(MESSAGE, 2.0, end - 0.2)  # as a recogniser puts them: early

    message = find_message(words, measure(line[None], 0.0))

    assert message.span is not None
    assert abs(message.span.start - 2.3) < 0.2
    assert abs(message.span.end - end) < 0.35
    assert message.because == "a voice after a beep"


def test_a_greeting_and_its_beep_stay_out_of_the_message(voice: Sound) -> None:
    line = np.concatenate([voice[: 5 * 16000], quiet(1), tone(0.5, 1400), quiet(1), voice])
    words = said(GREETING, 0.0, 5.0) + said(MESSAGE, 7.5, 16.4)

    message = find_message(words, measure(line[None], 0.0))

    assert message.begins == pytest.approx(6.5, abs=0.05)
    assert message.span is not None
    assert message.span.start == pytest.approx(7.5, abs=0.15)


def test_a_greeting_without_a_beep_ends_at_the_pause_after_it(voice: Sound) -> None:
    line = np.concatenate([voice[: 5 * 16000], quiet(1.5), voice])
    words = said(GREETING.replace(".", ""), 0.0, 5.0) + said(MESSAGE.replace(".", ""), 6.5, 15.4)

    message = find_message(words, measure(line[None], 0.0))

    assert 5.0 <= message.begins <= 6.5
    assert message.greeted


def test_a_greeting_a_beep_and_nothing_is_no_message(voice: Sound) -> None:
    line = np.concatenate([voice[: 5 * 16000], quiet(1), tone(0.5, 1000), quiet(3)])

    message = find_message(said(GREETING, 0.0, 5.0), measure(line[None], 0.0))

    assert message.span is None
    assert message.greeted


@pytest.mark.parametrize("after", ["", "My number is 555 0142 so give me a call."])
def test_a_key_pressed_by_the_caller_and_the_hang_up_tone_do_not_start_the_message(voice: Sound, after: str) -> None:
    line = np.concatenate(
        [voice, quiet(0.3), tone(0.3, 697, 1209), quiet(0.3), *([voice[: 4 * 16000]] if after else [])]
    )
    end = len(voice) / 16000
    words = said(MESSAGE, 0.0, end) + (said(after, end + 0.9, end + 4.9) if after else [])

    message = find_message(words, measure(line[None], 0.0))

    assert message.begins == 0.0
    assert message.span is not None
    assert message.span.start < 0.3


@pytest.mark.parametrize("beeps", [True, False])
def test_a_hang_up_tone_after_the_message_leaves_the_message(voice: Sound, beeps: bool) -> None:
    beep = tone(0.5, 1000) if beeps else quiet(0.5)
    line = np.concatenate([voice[: 5 * 16000], quiet(1), beep, quiet(1), voice, quiet(0.3), tone(2, 440)])
    end = 7.5 + len(voice) / 16000
    words = said(GREETING, 0.0, 5.0) + said(MESSAGE, 7.5, end - 0.1)

    message = find_message(words, measure(line[None], 0.0))

    assert message.span is not None
    assert message.span.start == pytest.approx(7.5, abs=0.15)
    assert message.span.end == pytest.approx(end, abs=0.35)


def test_the_voice_detector_hears_voices_on_a_narrow_line(voice: Sound) -> None:
    spectrum = np.fft.rfft(voice)
    hz = np.fft.rfftfreq(len(voice), 1 / 16000)
    narrow = mulaw(np.fft.irfft(np.where((hz > 300) & (hz < 3400), spectrum, 0), len(voice)).astype(np.float32))

    wide, cut = measure(voice[None], 0.0), measure(narrow[None], 0.0)

    heard = [sum(span.length for span in sound.speech) for sound in (wide, cut)]
    assert heard[1] > 0.85 * heard[0]


@pytest.mark.parametrize(
    "greeting",
    [
        "Foss residence. Speak up.",
        "Hey, it's Ezinne, I'm probably in the warehouse. Write instead, please.",
        "Marlon. Not here. Beep coming.",
        "You have reached the voicemail box of Greg Sanderson. At the tone, please record your message.",
        "Your call has been forwarded to an automated voice messaging system.",
        "The person you are trying to reach is not available.",
        "hey its roz im away from my phone you know what to do",
        "Sorry I can't come to the phone right now. Leave your name and number and I'll call you back.",
        "The subscriber you have dialled is not available. Please hang up or press one.",
    ],
)
def test_what_machines_say_is_known_as_a_greeting(greeting: str) -> None:
    words = said(greeting, 0.0, 5.0) + said(MESSAGE, 6.5, 12.0)

    message = find_message(words, measure(quiet(13)[None], 0.0))

    assert 5.0 <= message.begins <= 6.5


@pytest.mark.parametrize(
    "prompt",
    [
        "The mailbox is full and cannot accept any messages at this time. Goodbye.",
        "The person you are trying to reach is not available. At the tone, please record your message.",
    ],
)
def test_a_prompt_alone_is_no_message(prompt: str) -> None:
    message = find_message(said(prompt, 0.0, 6.0), measure(quiet(8)[None], 0.0))

    assert message.greeted
    assert message.span is None


@pytest.mark.parametrize(
    "text",
    [
        MESSAGE,
        "Hi, you've reached out to us about a kitchen. This is Ann from Corepoint. Call me back please.",
        "Norbert, don't hang up, this is a free inspection of the roof you sent us pictures of. Call me.",
        "Sorry I missed your call, it's Ben at Corepoint. Leave the paperwork on the desk and I'll collect it.",
    ],
)
def test_what_callers_say_is_not_taken_for_a_greeting(text: str) -> None:
    message = find_message(said(text, 0.0, 8.0), measure(quiet(9)[None], 0.0))

    assert message.begins == 0.0
