"""What is made of calls that recorders, lines and people made awkward, with the real speech model.

Every recording is made by `call_recordings.py`. Right is to name the speakers, or to say honestly that they are not
known; a confident wrong speaker never is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import call_recordings as made
import numpy as np
import pytest
from call_recordings import Call
from measure_speakers import Judged, judged, voices_right

from coach.edges.transcribe import WhisperTranscriber
from coach.edges.weights import find_model
from coach.language.sentences import plain
from coach.listening import Tools
from coach.metrics import measure
from coach.models import Facts, Kind, Recording, Speaker, Transcript, Verdict
from coach.pipeline import hear
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import TELL_US_WHO_IS_THE_REP, score

THREE_VOICES = re.compile(r"\b(?:three|3|more than two) (?:\w+ )?voices\b", re.IGNORECASE)
BOTH_CHANNELS = {"left", "right"}

MAKERS: dict[str, Callable[[], Call]] = {
    "swapped": lambda: made.swapped(made.plain_call()),
    "the same mix twice": lambda: made.false_stereo(made.plain_call()),
    "the same mix twice, one fainter": lambda: made.false_stereo(made.plain_call(6), gain=0.4),
    "the same mix twice, each with hiss": lambda: made.false_stereo(made.plain_call(6), noise_db=-50),
    "one silent channel": lambda: made.one_silent(made.plain_call(6)),
    "hold music": made.with_hold_music,
    "hold music in a mix": lambda: made.mixed(made.with_hold_music()),
    "three voices": made.three_voices,
    "three voices in a mix": lambda: made.mixed(made.three_voices_apart()),
    "unlike voices, the same mix twice": lambda: made.false_stereo(made.two_voices_apart()),
    "only mm-hm": made.only_hums,
    "only mm-hm in a mix": lambda: made.mixed(made.only_hums()),
    "a word or two": made.a_word_or_two,
    "a bad line": made.bad_line,
    "a bad line in a mix": lambda: made.mixed(made.bad_line()),
    "both at once": made.both_at_once,
}

Heard = Callable[[str], tuple[Recording, Transcript, Call]]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """Makes the recording of a name and hears it, once."""
    folder = tmp_path_factory.mktemp("calls")
    tools = Tools(WhisperTranscriber(find_model("tiny.en", folder)))

    @cache
    def hear_once(name: str) -> tuple[Recording, Transcript, Call]:
        call = MAKERS[name]()
        path = call.saved(folder / f"{name}.wav")
        return *hear(path, Facts(kind=Kind.CALL), tools, Kind.CALL), call

    return hear_once


def words_of(transcript: Transcript, call: Call) -> list[Judged]:
    """The words with their true and their given speaker; fails when a fifth of what was said was not heard."""
    words = judged(transcript, call.truth)
    said = sum(len(plain(turn.text).split()) for turn in call.turns)
    assert len(words) > 0.8 * said
    return words


def right(transcript: Transcript, call: Call) -> float:
    """Share of the words that have the right speaker."""
    words = words_of(transcript, call)
    return sum(word.truth == word.given for word in words) / len(words)


def rep_of(transcript: Transcript) -> str | None:
    return transcript.casting.rep if transcript.casting else None


def is_right_or_honestly_unknown(transcript: Transcript, call: Call, least: float) -> bool:
    """Either the speakers are told, and `least` of the words are right; or no criterion is scored, and we ask."""
    if rep_of(transcript) is not None:
        return right(transcript, call) >= least
    card = score(transcript, load_rubric(packaged_rubrics()["call"]), Facts(kind=Kind.CALL))
    return all(u.speaker is Speaker.UNKNOWN for u in transcript.utterances) and all(
        (f.verdict, f.reason) == (Verdict.UNSCORED, TELL_US_WHO_IS_THE_REP) for f in card.findings
    )


def test_the_recordings_are_what_they_say() -> None:
    call = made.plain_call()
    twice, silent, hums = made.false_stereo(call), made.one_silent(call), made.only_hums()

    assert all(a.end <= b.start for a, b in pairwise(call.turns))
    assert np.array_equal(twice.channels[0], twice.channels[1])
    assert not silent.channels[1].any()
    assert {turn.speaker for turn in hums.turns} == {"rep"}
    assert hums.channels[1].std() > 5 * made.plain_call().channels[1][: made.RATE].std()
    together = made.both_at_once().turns
    assert sum(b.start < a.end - 1 for a, b in pairwise(together)) >= 2
    for name, make in MAKERS.items():
        assert 15 < make().channels.shape[1] / made.RATE < 46, name


def test_swapped_channels_swap_the_rep(heard: Heard) -> None:
    _, transcript, call = heard("swapped")

    assert rep_of(transcript) == "right"
    assert right(transcript, call) >= 0.98


@pytest.mark.parametrize(
    "name", ["the same mix twice", "the same mix twice, one fainter", "the same mix twice, each with hiss"]
)
def test_one_mix_in_both_channels_is_not_taken_for_two_parties(heard: Heard, name: str) -> None:
    _, transcript, call = heard(name)

    assert not BOTH_CHANNELS & set(transcript.voices)
    assert is_right_or_honestly_unknown(transcript, call, 0.85)


def test_the_voices_of_one_mix_in_both_channels_are_told_apart(heard: Heard) -> None:
    _, transcript, call = heard("unlike voices, the same mix twice")

    assert len(transcript.voices) == 2
    assert voices_right(words_of(transcript, call)) >= 0.9


def test_a_silent_channel_is_no_party(heard: Heard) -> None:
    _, transcript, call = heard("one silent channel")

    assert not BOTH_CHANNELS & set(transcript.voices)
    assert is_right_or_honestly_unknown(transcript, call, 0.85)


def test_hold_music_gives_no_words_and_no_voice_and_ends_a_monologue(heard: Heard) -> None:
    _, transcript, call = heard("hold music")
    begins, ends = made.music_span(call)

    assert [w.text for w in transcript.words if begins < (w.start + w.end) / 2 < ends] == []
    assert set(transcript.voices) == BOTH_CHANNELS
    assert right(transcript, call) >= 0.98
    longest = next(m.value for m in measure(transcript, Kind.CALL) if m.name == "longest-monologue")
    assert longest < 10


def test_hold_music_in_a_mix_is_no_third_voice(heard: Heard) -> None:
    recording, transcript, call = heard("hold music in a mix")
    begins, ends = made.music_span(call)

    assert [w.text for w in transcript.words if begins < (w.start + w.end) / 2 < ends] == []
    assert len(transcript.voices) <= 2
    assert not any(THREE_VOICES.search(warning) for warning in recording.warnings)
    assert is_right_or_honestly_unknown(transcript, call, 0.85)


def test_a_third_voice_on_the_prospects_channel_is_on_the_prospects_side(heard: Heard) -> None:
    _, transcript, call = heard("three voices")

    assert rep_of(transcript) == "left"
    assert right(transcript, call) >= 0.97


def test_three_voices_in_one_mix_are_noticed_and_said(heard: Heard) -> None:
    recording, transcript, call = heard("three voices in a mix")

    assert any(THREE_VOICES.search(warning) for warning in recording.warnings), recording.warnings
    assert is_right_or_honestly_unknown(transcript, call, 0.85)


def test_two_voices_are_never_taken_for_three(heard: Heard) -> None:
    for name in ("the same mix twice", "one silent channel", "a bad line in a mix", "swapped"):
        recording, transcript, _ = heard(name)
        assert len(transcript.voices) <= 2, name
        assert not any(THREE_VOICES.search(warning) for warning in recording.warnings), name


def test_one_who_only_says_mm_hm_takes_no_words_from_the_other(heard: Heard) -> None:
    _, transcript, call = heard("only mm-hm")

    assert len({word.voice for word in words_of(transcript, call)}) == 1
    assert is_right_or_honestly_unknown(transcript, call, 0.98)


def test_mm_hm_in_a_mix_makes_no_third_voice_and_tears_no_sentence(heard: Heard) -> None:
    _, transcript, call = heard("only mm-hm in a mix")

    words = words_of(transcript, call)
    assert len(transcript.voices) <= 2
    assert voices_right(words) == 1.0
    assert max([word.voice for word in words].count(voice) for voice in {w.voice for w in words}) >= 0.95 * len(words)


def test_one_who_says_a_word_or_two_is_a_party_all_the_same(heard: Heard) -> None:
    _, transcript, call = heard("a word or two")

    assert set(transcript.voices) == BOTH_CHANNELS
    assert rep_of(transcript) == "left"
    assert right(transcript, call) >= 0.97


def test_a_bad_line_takes_no_words_from_the_good_one(heard: Heard) -> None:
    _, transcript, call = heard("a bad line")

    assert rep_of(transcript) == "left"
    assert right(transcript, call) >= 0.95


def test_a_bad_line_in_a_mix_is_told_apart_or_said_to_be_unknown(heard: Heard) -> None:
    _, transcript, call = heard("a bad line in a mix")

    assert is_right_or_honestly_unknown(transcript, call, 0.8)


def test_when_both_speak_at_once_each_keeps_their_words(heard: Heard) -> None:
    _, transcript, call = heard("both at once")

    words = words_of(transcript, call)
    prospect = [word for word in words if word.truth == "prospect"]
    said = sum(len(plain(turn.text).split()) for turn in call.turns if turn.speaker == "prospect")
    assert right(transcript, call) >= 0.93
    assert sum(word.given == "prospect" for word in prospect) >= 0.6 * said
    assert [u.start for u in transcript.utterances] == sorted(u.start for u in transcript.utterances)
