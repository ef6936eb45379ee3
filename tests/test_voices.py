"""Who said which word when everybody is on one channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import cycle, pairwise
from pathlib import Path

import numpy as np
import pytest
from sounds import Sound, mulaw, pink, read, tone, write

from coach.edges import voices
from coach.edges.sound import measure
from coach.edges.speech_frames import Ear
from coach.edges.transcribe import SavedTranscriber
from coach.edges.voiceprint import likeness, voiceprint
from coach.edges.voices import SEVERAL, TOO_ALIKE, Apart, likeliest, tell_apart, voiceprints
from coach.edges.weights import SpeechModel
from coach.listening import CancelledError, Tools
from coach.models import Facts, Kind, Speaker, Transcript, Utterance, Word
from coach.pipeline import hear

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


def talk(*order: str, gap_s: float = 0.35) -> tuple[Sound, list[tuple[Word, str]]]:
    """A conversation put together from the samples: for each name in turn the next stretch of that sample's caller.

    Of a name in brackets only single words.
    """
    waiting = {name: cycle(list(stretches(name))) for name in set(order)}
    sounds: list[Sound] = []
    said: list[tuple[Word, str]] = []
    clock = 0.0
    for name in order:
        cut, words = next(waiting[name])
        later = clock - (words[0].start - 0.1)
        said += [(w.model_copy(update={"start": w.start + later, "end": w.end + later}), name) for w in words]
        sounds += [cut, np.zeros(int(gap_s * RATE), np.float32)]
        clock += len(cut) / RATE + int(gap_s * RATE) / RATE
    return np.concatenate(sounds), said


def stretches(name: str) -> Iterator[tuple[Sound, list[Word]]]:
    """Sound and words of what is said between two breaths, four words at least; single long words of "(name)"."""
    channels, said = sample(name.strip("()"))
    own = [w for w, speaker in said if speaker is Speaker.REP]
    first = 0
    for n, (one, two) in enumerate(pairwise(own), 1):
        pause = one.text[-1] in ".?!," or two.start - one.end > 0.3
        if name.startswith("("):
            if pause and one.end - one.start > 0.3:
                yield channels[0][int((one.start - 0.05) * RATE) : int((one.end + 0.1) * RATE)], [one]
        elif n - first >= 4 and pause:
            yield channels[0][int((own[first].start - 0.1) * RATE) : int((one.end + 0.1) * RATE)], own[first:n]
            first = n


def test_two_voices_on_one_channel_are_told_apart_word_by_word() -> None:
    sound, said = talk(*"12" * 5)
    line = mulaw(sound + pink(len(sound) / RATE + 1, -50)[: len(sound)])

    apart = told(line[None], [w for w, _ in said])

    assert {u.voice for u in apart.utterances} == {"A", "B"}
    assert share_right(apart, said) > 0.97
    assert not apart.warnings
    assert apart.utterances[0].voice == "A"
    assert all(u.sure is not None and 0 <= u.sure <= 1 for u in apart.utterances)
    assert [w for u in apart.utterances for w in u.words] == [w for w, _ in said]


def test_one_mix_in_both_channels_is_told_apart_like_one() -> None:
    mix, said = talk(*"12" * 5)

    apart = told(np.stack([mix, 0.5 * mix]), [w for w, _ in said])

    assert share_right(apart, said) > 0.97


def test_three_voices_are_noticed_and_said() -> None:
    sound, said = talk(*"12" * 3, *"14" * 3)

    apart = told(sound[None], [w for w, _ in said])

    assert {u.voice for u in apart.utterances} == {"A", "B", "C"}
    assert share_right(apart, said) > 0.9
    assert apart.warnings == (SEVERAL,)


def test_hold_music_and_tones_are_no_voices() -> None:
    before, said = talk(*"12" * 5)
    music = np.concatenate([tone(1, *chord, level=0.5) for chord in ((261, 329, 392), (220, 277, 330)) * 4])
    later = (len(before) + len(music)) / RATE
    again = [(w.model_copy(update={"start": w.start + later, "end": w.end + later}), who) for w, who in said]

    apart = told(np.concatenate([before, music, before])[None], [w for w, _ in (*said, *again)])

    assert {u.voice for u in apart.utterances} == {"A", "B"}
    assert share_right(apart, [*said, *again]) > 0.97
    assert not apart.warnings


def test_somebody_who_only_says_a_word_now_and_then_has_a_voice() -> None:
    sound, said = talk(*("1", "(2)") * 5)

    apart = told(sound[None], [w for w, _ in said])

    assert share_right(apart, said) > 0.9


def test_what_sounds_like_the_rep_settles_what_the_voices_leave_open() -> None:
    words = list(Transcript.from_text("Would Tuesday suit you? Tuesday is fine").words)
    fits = np.zeros((7, 2))
    fits[:2] = (0.0, -2.0)

    alone = likeliest(words, fits, None)
    helped = likeliest(words, fits, [1.0] * 4 + [-2.0] * 3)

    assert alone[:4, 0].min() > 0.8
    assert helped[4:, 1].min() > alone[4:, 1].min() + 0.1


def test_the_same_call_is_told_apart_the_same_way_twice() -> None:
    mix, said = talk(*"12" * 5)

    assert told(mix[None], [w for w, _ in said]) == told(mix[None], [w for w, _ in said])


def test_one_person_alone_is_not_cut_in_two() -> None:
    for name in ("1", "2", "4"):
        channels, said = sample(name)

        assert told(channels, [w for w, _ in said]) == Apart(warnings=(TOO_ALIKE,))


def test_nothing_said_is_nobody() -> None:
    channels, said = sample("1")

    assert told(channels, []) == Apart()
    assert told(np.zeros_like(channels), [w for w, _ in said]).utterances == ()


def test_each_voice_of_a_call_can_be_held_against_a_sample() -> None:
    sound, said = talk(*"12" * 5)
    frames = heard(sound[None]).frames
    apart = tell_apart([w for w, _ in said], frames)

    found = voiceprints(apart.utterances, frames)

    first, second = (voiceprint(sample(name)[0][0]) for name in "12")
    assert set(found) == {"A", "B"}
    assert likeness(found["A"], first) > likeness(found["A"], second) + 0.1
    assert likeness(found["B"], second) > likeness(found["B"], first) + 0.1


def test_of_two_channels_each_sides_own_speech_is_kept() -> None:
    channels, said = sample("5")

    sides = heard(channels).sides

    assert set(sides) == {"left", "right"}
    for side, speaker in (("left", Speaker.REP), ("right", Speaker.PROSPECT)):
        seconds = sides[side].number / 100
        own = [any(w.start - 0.5 <= s <= w.end + 0.5 for w, who in said if who is speaker) for s in seconds]
        assert len(own) > 500
        assert np.mean(own) > 0.9


def saved(words: list[Word]) -> Tools:
    transcript = Transcript(utterances=(Utterance(speaker=Speaker.UNKNOWN, words=tuple(words)),))
    return Tools(SavedTranscriber(transcript, SpeechModel(name="saved", folder=Path(), digest="", languages="en")))


def test_a_call_on_one_channel_is_heard_with_its_voices(tmp_path: Path) -> None:
    sound, said = talk(*"12" * 5)
    file = write(tmp_path / "call.wav", sound)

    _, transcript = hear(file, Facts(), saved([w for w, _ in said]), Kind.CALL)

    assert transcript.voices == ("A", "B")
    assert transcript.casting is not None


def test_when_nobody_can_be_told_apart_it_is_said(tmp_path: Path) -> None:
    channels, said = sample("1")
    file = write(tmp_path / "call.wav", channels[0])

    recording, transcript = hear(file, Facts(), saved([w for w, _ in said]), Kind.CALL)

    assert transcript.voices == ()
    assert {u.speaker for u in transcript.utterances} == {Speaker.UNKNOWN}
    assert TOO_ALIKE in recording.warnings


def test_a_voicemail_is_never_shown_to_the_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    channels, said = sample("1")
    file = write(tmp_path / "message.wav", channels[0])
    monkeypatch.setattr(voices, "embed", None)

    recording, transcript = hear(file, Facts(), saved([w for w, _ in said]))

    assert recording.kind is Kind.VOICEMAIL
    assert transcript.voices == ()


def test_telling_voices_apart_can_be_stopped() -> None:
    sound, said = talk(*"12" * 5)

    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        tell_apart([w for w, _ in said], heard(sound[None]).frames, tick=stop)
