"""A recording from end to end: what the product hears in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from sounds import pink, quiet, tone, write

from coach.edges.transcribe import Heard, Listener, Track, WhisperTranscriber
from coach.edges.weights import DEFAULT_MODEL, SpeechModel, find_model
from coach.errors import AudioError
from coach.listening import CancelledError, Progress, Tools
from coach.models import Facts, Kind, Speaker, Word
from coach.pipeline import hear


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    return Tools(WhisperTranscriber(find_model(DEFAULT_MODEL, tmp_path_factory.mktemp("models"))))


class EveryPulse:
    """Hears a word at each burst of sound: its own time in the block, so that a lost or doubled one shows."""

    def __init__(self, model: SpeechModel) -> None:
        self.model = model

    def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:
        [sound] = (track.sound for track in tracks)
        loud = sound.level > -40
        starts = np.flatnonzero(loud & ~np.roll(loud, 1))
        words = tuple(Word(text="beat", start=sound.at(int(n)), end=sound.at(int(n)) + 0.2) for n in starts)
        listener(sound.end, "beat")
        return Heard((words,))


@pytest.fixture
def pulses(tools: Tools) -> Callable[..., Tools]:
    return lambda **more: Tools(EveryPulse(tools.transcriber.model), **more)


def test_a_greeting_and_a_beep_are_not_the_callers_message(tools: Tools, shared: Path) -> None:
    recording, transcript = hear(shared / "recordings" / "voicemails" / "d-vm-028.ogg", Facts(), tools)

    assert recording.kind is Kind.VOICEMAIL
    assert recording.kind_reason == "a voice after a greeting and a beep"
    assert transcript.message is not None
    assert transcript.message.start == pytest.approx(9.53, abs=0.25)
    assert transcript.message.end == pytest.approx(23.44, abs=0.25)
    assert all(u.end < 8.0 for u in transcript.by(Speaker.GREETING))
    assert all(u.start > 9.0 for u in transcript.by(Speaker.REP))
    assert "when tax season hits" in " ".join(u.text for u in transcript.by(Speaker.REP)).lower()


def test_a_greeting_without_a_message_leaves_nothing_to_score(tools: Tools, shared: Path) -> None:
    recording, transcript = hear(shared / "recordings" / "bad" / "greeting-beep-no-message.ogg", Facts(), tools)

    assert recording.kind is Kind.VOICEMAIL
    assert transcript.message is None
    assert transcript.by(Speaker.REP) == ()
    assert transcript.by(Speaker.GREETING)


def test_a_stereo_call_has_its_speakers_in_true_order(tools: Tools, shared: Path) -> None:
    recording, transcript = hear(shared / "recordings" / "calls" / "d-call-003.ogg", Facts(), tools)

    assert recording.kind is Kind.CALL
    assert recording.kind_reason.startswith("two channels with different people")
    assert [u.speaker for u in transcript.utterances[:4]] == [Speaker.REP, Speaker.PROSPECT] * 2
    assert "northsideheating" in transcript.utterances[0].text.lower().replace(" ", "")


def test_the_two_voices_of_a_real_call_on_one_channel_are_told_apart(tools: Tools, shared: Path) -> None:
    path = shared / "recordings" / "real" / "azure-speech-sdk" / "katiesteve_mono.wav"

    recording, transcript = hear(path, Facts(), tools)

    assert recording.kind is Kind.CALL
    assert [u.voice for u in transcript.utterances] == ["A", "B", "A", "B", "A", "B"]


def test_the_user_may_say_what_a_recording_is(tools: Tools, shared: Path) -> None:
    path = shared / "recordings" / "real" / "azure-speech-sdk" / "katiesteve_mono.wav"

    recording, transcript = hear(path, Facts(), tools, kind=Kind.VOICEMAIL)

    assert recording.kind is Kind.VOICEMAIL
    assert recording.kind_reason == "you said so"
    assert transcript.by(Speaker.REP) == transcript.utterances


@pytest.mark.parametrize("name", ["silence-10s.wav", "noise-10s.wav", "hold-music-15s.mp3"])
def test_a_file_in_which_nobody_speaks_says_so(tools: Tools, shared: Path, name: str) -> None:
    recording, transcript = hear(shared / "recordings" / "bad" / name, Facts(), tools, kind=Kind.CALL)

    assert recording.kind is Kind.NO_SPEECH
    assert recording.kind_reason == "nobody speaks in this recording"
    assert transcript.utterances == ()
    assert transcript.message is None


def test_a_cut_off_file_is_heard_as_far_as_it_goes_and_says_what_is_missing(tools: Tools, shared: Path) -> None:
    recording, transcript = hear(shared / "recordings" / "bad" / "truncated.mp3", Facts(), tools)

    assert recording.coverage < 0.5
    assert any("missing" in warning for warning in recording.warnings)
    assert "harper law" in transcript.text.lower()


@pytest.mark.parametrize("name", ["empty.wav", "text-renamed.wav", "video-without-sound.mp4"])
def test_a_file_without_sound_ends_in_one_line(tools: Tools, shared: Path, name: str) -> None:
    with pytest.raises(AudioError) as error:
        hear(shared / "recordings" / "bad" / name, Facts(), tools)

    assert "\n" not in str(error.value)


def test_no_word_is_lost_or_doubled_where_a_long_call_is_cut(pulses: Callable[..., Tools], tmp_path: Path) -> None:
    pause = np.random.default_rng(1).uniform(0.4, 1.6, 290)
    line = np.concatenate([part for p in pause for part in (quiet(p), tone(0.25, 300, 530, 810))])
    path = write(tmp_path / "long.wav", line + pink(len(line) / 16000, -70)[: len(line)])

    recording, transcript = hear(path, Facts(), pulses(), kind=Kind.CALL)

    starts = np.cumsum(pause + 0.25) - 0.25
    heard = np.array([w.start for w in transcript.words])
    assert recording.duration_s > 310  # the longest block is 300 s
    assert len(heard) == 290
    assert np.abs(heard - starts).max() < 0.05


def test_progress_tells_what_was_heard_and_never_goes_back(tools: Tools, shared: Path) -> None:
    seen: list[Progress] = []

    hear(shared / "recordings" / "voicemails" / "d-vm-020.ogg", Facts(), Tools(tools.transcriber, seen.append))

    fractions = [p.fraction for p in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert any(p.text for p in seen)


def test_work_that_is_stopped_stops(pulses: Callable[..., Tools], tmp_path: Path) -> None:
    path = write(tmp_path / "short.wav", quiet(3))

    with pytest.raises(CancelledError):
        hear(path, Facts(), pulses(cancelled=lambda: True))


def test_the_same_file_gives_the_same_transcript(tools: Tools, shared: Path) -> None:
    path = shared / "recordings" / "voicemails" / "d-vm-024.previous-1.ogg"

    heard = {hear(path, Facts(), tools)[1].model_dump_json() for _ in range(3)}

    assert len(heard) == 1
