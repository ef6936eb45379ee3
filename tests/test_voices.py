"""Who said which word when everybody is on one channel."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from sounds import Sound, mulaw, pink, read

from coach.edges.sound import measure
from coach.edges.speech_frames import Ear
from coach.edges.voices import TOO_ALIKE, Apart, tell_apart, voiceprints
from coach.models import Speaker, Transcript, Word

ROOT = Path(__file__).parents[1]
RATE = 16_000


def sample(name: str) -> tuple[Sound, list[tuple[Word, Speaker]]]:
    """The sound of a sample, and its words with who says them."""
    folder = next((ROOT / "samples").glob(f"{name}*"))
    transcript = Transcript.model_validate_json((folder / "transcript.json").read_text(encoding="utf-8"))
    said = [(w, u.speaker) for u in transcript.utterances for w in u.words]
    return read(folder / "recording.ogg"), sorted(said, key=lambda pair: pair[0].start)


def heard(channels: Sound) -> Ear:
    ear = Ear()
    ear.listen(channels, measure(channels, 0.0))
    return ear


def told(channels: Sound, words: list[Word], leans: list[float] | None = None) -> Apart:
    return tell_apart(words, heard(channels).frames, leans)


def share_right(apart: Apart, said: list[tuple[Word, Speaker]]) -> float:
    """Share of the words whose voice is the one that mostly is their speaker's."""
    voice = {(w.text, w.start): u.voice for u in apart.utterances for w in u.words}
    pairs = Counter((voice[w.text, w.start], speaker) for w, speaker in said)
    return sum(max(c for (v, _), c in pairs.items() if v == name) for name in {v for v, _ in pairs}) / len(said)


def test_two_voices_on_one_channel_are_told_apart_word_by_word() -> None:
    channels, said = sample("5")
    line = mulaw(channels.mean(axis=0) + pink(channels.shape[1] / RATE, -50)[: channels.shape[1]])

    apart = told(line[None], [w for w, _ in said])

    assert {u.voice for u in apart.utterances} == {"A", "B"}
    assert share_right(apart, said) > 0.97
    assert not apart.warnings
    assert apart.utterances[0].voice == "A"
    assert all(u.sure is not None and 0 <= u.sure <= 1 for u in apart.utterances)
    assert [w for u in apart.utterances for w in u.words] == [w for w, _ in said]


def test_one_mix_in_both_channels_is_told_apart_like_one() -> None:
    channels, said = sample("5")
    mix = channels.mean(axis=0)

    apart = told(np.stack([mix, 0.5 * mix]), [w for w, _ in said])

    assert share_right(apart, said) > 0.97


def test_the_same_call_is_told_apart_the_same_way_twice() -> None:
    channels, said = sample("5")
    mix = channels.mean(axis=0)[None]

    assert told(mix, [w for w, _ in said]) == told(mix, [w for w, _ in said])


def test_one_person_alone_is_not_cut_in_two() -> None:
    for name in ("1", "2", "4"):
        channels, said = sample(name)

        assert told(channels, [w for w, _ in said]) == Apart(warnings=(TOO_ALIKE,))


def test_nothing_said_is_nobody() -> None:
    channels, said = sample("1")

    assert told(channels, []) == Apart()
    assert told(np.zeros_like(channels), [w for w, _ in said]).utterances == ()


def test_each_voice_of_a_call_can_be_held_against_a_sample() -> None:
    channels, said = sample("5")
    sides = heard(channels).sides
    apart = told(channels.mean(axis=0)[None], [w for w, _ in said])

    found = voiceprints(apart.utterances, heard(channels.mean(axis=0)[None]).frames)

    assert set(sides) == {"left", "right"}
    assert set(found) == {"A", "B"}
    assert all(len(side.number) > 500 for side in sides.values())
