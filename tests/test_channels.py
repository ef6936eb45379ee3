"""Two channels of a call: whether each holds a party of its own, and what each party says."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import jiwer
import numpy as np
import pytest
from bench import normal
from measure_speakers import judged
from sounds import RATE, Sound, mulaw, pink, quiet, read, tone, white, write

from coach.casting import Clues
from coach.edges.channels import apart, by_louder, has_two_parties, in_turns, own_speech
from coach.edges.sound import measure
from coach.edges.transcribe import Heard, Listener, Track, WhisperTranscriber
from coach.edges.weights import DEFAULT_MODEL, find_model
from coach.language.sentences import plain
from coach.listening import CancelledError, Progress, Tools
from coach.models import Facts, Kind, Speaker, Transcript, Utterance, Word
from coach.pipeline import hear

SAMPLE = Path(__file__).parents[1] / "samples" / "5-call-with-locked-step" / "recording.ogg"


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    return Tools(WhisperTranscriber(find_model(DEFAULT_MODEL, tmp_path_factory.mktemp("models"))))


@cache
def parties() -> tuple[Sound, Sound]:
    """The rep alone and the prospect alone, each on a clean line of its own."""
    left, right = read(SAMPLE)
    sound = measure(np.stack([left, right]), 0.0)
    masks = (np.repeat(mask, RATE // 100) for mask in own_speech(sound))
    rep, prospect = (
        np.where(mask, channel[: len(mask)], 0) for mask, channel in zip(masks, (left, right), strict=True)
    )
    return rep.astype(np.float32), prospect.astype(np.float32)


def noise(db: float, seed: int) -> Sound:
    length = len(parties()[0])
    return pink(length / RATE + 1, db, seed)[:length]


def line(left: Sound, right: Sound, leak_db: float | None = None, late_s: float = 0.0) -> Sound:
    """Two parties on their channels, leaking into each other, on a line with a little noise."""
    late = [np.concatenate([quiet(late_s), side])[: len(side)] for side in (left, right)]
    gain = 0.0 if leak_db is None else 10 ** (leak_db / 20)
    return np.stack([left + gain * late[1] + noise(-65, 1), right + gain * late[0] + noise(-65, 2)])


def only(side: Sound, *spans: tuple[float, float]) -> Sound:
    """A party that says nothing but what lies in these stretches."""
    kept = np.zeros_like(side)
    for start, end in spans:
        kept[int(start * RATE) : int(end * RATE)] = side[int(start * RATE) : int(end * RATE)]
    return kept


def hold_music(length: int) -> Sound:
    chords = ((261, 329, 392), (220, 277, 330), (349, 440, 523), (392, 494, 587))
    fading = np.exp(-1.5 * np.arange(RATE) / RATE).astype(np.float32)
    return np.resize(np.concatenate([tone(1, *chord, level=0.3) * fading for chord in chords]), length)


def two_parties() -> Iterator[tuple[str, Callable[[Sound, Sound], Sound]]]:
    for leak in (None, -30, -20, -15):
        yield f"leak {leak} dB", lambda rep, prospect, leak=leak: line(rep, prospect, leak)
    yield "channels swapped", lambda rep, prospect: line(prospect, rep, -30)
    yield "an echo 0.2 s late", lambda rep, prospect: line(rep, prospect, -20, 0.2)
    yield "a faint party", lambda rep, prospect: line(rep, 0.1 * prospect, -30)
    yield "one recorded low", lambda rep, prospect: line(rep, prospect, -30) * np.array([[1.0], [0.06]], np.float32)
    yield "only one mm-hm", lambda rep, prospect: line(rep, only(prospect, (20.6, 21.2)), -30)
    yield (
        "a party on a noisy line",
        lambda rep, prospect: np.stack([rep, prospect + white(len(rep) / RATE, -30)[: len(rep)]]),
    )
    yield (
        "hold music before the party",
        lambda rep, prospect: line(rep, only(prospect, (20, 42)) + only(hold_music(len(rep)), (3, 19))),
    )
    yield "a silent half", lambda rep, prospect: line(rep, only(prospect, (22, 42)))


def one_mix() -> Iterator[tuple[str, Callable[[Sound], Sound]]]:
    yield "the same twice", lambda mix: np.stack([mix, mix])
    yield "another gain", lambda mix: np.stack([mix, 0.1 * mix]) + np.stack([noise(-70, 1), noise(-70, 2)])
    yield "another noise", lambda mix: np.stack([mix + noise(-45, 1), mix + noise(-45, 2)])
    yield "another gain and noise", lambda mix: np.stack([mix + noise(-60, 1), 0.4 * mix + noise(-35, 2)])
    yield "another codec", lambda mix: np.stack([mix, mulaw(mix)])
    yield "0.3 s late", lambda mix: np.stack([mix, np.roll(mix, int(0.3 * RATE))])
    yield "panned 60 to 40", lambda _: line(*(a * 0.6 + b * 0.4 for a, b in (parties(), parties()[::-1])))
    yield "a silent channel", lambda mix: np.stack([mix, 0 * mix])
    yield "a channel of noise", lambda mix: np.stack([mix, noise(-40, 3)])
    yield "a channel of hold music", lambda mix: np.stack([mix, hold_music(len(mix))])
    yield "one party that leaks", lambda mix: line(mix, 0 * mix, -20)
    yield "one channel", lambda mix: mix[None]


@pytest.mark.parametrize(("name", "made"), list(two_parties()), ids=[n for n, _ in two_parties()])
def test_channels_that_hold_a_party_each_are_known(name: str, made: Callable[[Sound, Sound], Sound]) -> None:
    assert has_two_parties(measure(made(*parties()).astype(np.float32), 0.0))


@pytest.mark.parametrize(("name", "made"), list(one_mix()), ids=[n for n, _ in one_mix()])
def test_one_mix_in_both_channels_is_not_two_parties(name: str, made: Callable[[Sound], Sound]) -> None:
    assert not has_two_parties(measure(made(sum(parties())).astype(np.float32), 0.0))


@pytest.mark.parametrize(("leak", "late"), [(-30, 0.0), (-20, 0.0), (-15, 0.0), (-20, 0.2)])
def test_what_leaks_is_not_taken_for_a_partys_own_speech(leak: float, late: float) -> None:
    rep, prospect = parties()
    alone = measure(np.stack([rep, prospect]), 0.0).sides

    heard = own_speech(measure(line(rep, prospect, leak, late), 0.0))

    for own, party, other in zip(heard, alone, alone[::-1], strict=True):
        near = np.convolve(party.level > -90, np.ones(81), mode="same") > 0
        assert own[party.level > -35].mean() > 0.95  # its own, also where the other one speaks
        assert own[~near & (other.level > -35)].sum() < 5


def said(transcript: Transcript, voice: str) -> str:
    return plain(" ".join(u.text for u in transcript.utterances if u.voice == voice))


def test_what_is_said_at_once_is_heard_on_both_sides(tools: Tools, tmp_path: Path) -> None:
    rep, prospect = parties()
    early = np.roll(prospect, -int(1.2 * RATE))  # every answer begins before the question is over
    path = write(tmp_path / "at-once.wav", *line(rep, early, -30))

    _, together = hear(path, Facts(), tools, Kind.CALL)
    _, in_turn = hear(SAMPLE, Facts(), tools, Kind.CALL)

    for voice in ("left", "right"):
        assert (
            jiwer.wer(normal(said(in_turn, voice)), normal(said(together, voice))) < 0.3
        )  # the way a clock time is written, too
    starts = [u.start for u in together.utterances]
    assert starts == sorted(starts)
    assert sum(b.start < a.end - 0.3 for a, b in pairwise(together.utterances)) >= 4


def test_answers_over_the_end_of_a_sentence_and_short_ones_have_their_speaker(tools: Tools) -> None:
    _, transcript = hear(SAMPLE, Facts(), tools, Kind.CALL)

    by_text = {plain(u.text): u for u in transcript.utterances}
    assert by_text["oh thatd be good"].speaker is Speaker.PROSPECT
    assert by_text["same number"].speaker is Speaker.REP
    assert by_text["yeah"].voice == "right"
    assert all(u.sure is not None and u.sure > 0.9 for u in transcript.utterances)


@pytest.mark.parametrize("leak", [-30, -20])
def test_a_leak_does_not_become_words(tools: Tools, tmp_path: Path, leak: float) -> None:
    rep, prospect = parties()
    path = write(tmp_path / "leaking.wav", *line(rep, only(prospect, (20.6, 21.2)), leak))

    _, transcript = hear(path, Facts(), tools, Kind.CALL)

    assert set(said(transcript, "right").split()) == {"yeah"}
    assert len(said(transcript, "left").split()) > 80


def test_a_party_that_is_silent_at_first_is_heard_when_it_comes(tools: Tools, tmp_path: Path) -> None:
    rep, prospect = (np.tile(party, 10) for party in parties())
    prospect[: 8 * len(prospect) // 10] = 0  # longer than the first block, in which the channels look like one mix
    rng = np.random.default_rng(5)
    hiss = (10 ** (-65 / 20) * rng.standard_normal((2, len(rep)))).astype(np.float32)
    path = write(tmp_path / "silent-at-first.wav", *(np.stack([rep, prospect]) + hiss))

    class EveryStretch:
        """Hears a word for each stretch of speech."""

        model = tools.transcriber.model

        def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:
            return Heard(tuple(tuple(word("so", s.start, s.end) for s in track.sound.speech) for track in tracks))

    _, transcript = hear(path, Facts(), Tools(EveryStretch()), Kind.CALL)

    silent = [u for u in transcript.utterances if u.end < 8 / 10 * len(rep) / RATE]
    assert {u.voice for u in silent} == {"left"}
    assert transcript.voices == ("left", "right")


def word(text: str, start: float, end: float) -> Word:
    return Word(text=text, start=start, end=end)


def turns(left: list[Word], right: list[Word]) -> list[tuple[str | None, str]]:
    sound = measure(line(*parties()), 0.0)
    return [(u.voice, u.text) for u in in_turns(left, right, sound)]


def test_a_murmur_does_not_tear_the_sentence_that_it_falls_into() -> None:
    left = [word("So", 1, 1.4), word("we", 1.45, 1.7), word("start", 1.75, 2.2)]

    assert turns(left, [word("Mm-hm.", 1.4, 1.6)]) == [("left", "So we start"), ("right", "Mm-hm.")]


def test_an_answer_in_a_pause_ends_the_turn_before_it() -> None:
    left = [word("Okay?", 1, 1.4), word("Good.", 2.4, 2.7), word("Bye.", 9, 9.4)]

    assert turns(left, [word("Yes.", 1.7, 2.0)]) == [
        ("left", "Okay?"),
        ("right", "Yes."),
        ("left", "Good."),
        ("left", "Bye."),
    ]


def test_an_answer_over_the_end_of_a_sentence_comes_before_the_next_one() -> None:
    left = [word("That", 1, 1.4), word("good?", 1.4, 2.0), word("Bye.", 2.6, 3.0)]

    assert turns(left, [word("Yes.", 1.7, 1.9)]) == [("left", "That good?"), ("right", "Yes."), ("left", "Bye.")]


def test_words_of_a_mix_go_to_the_party_that_is_heard_under_them() -> None:
    sound = measure(line(*parties(), -20), 0.0)

    left, right = by_louder([word("Tom,", 0.5, 0.9), word("Not", 9.7, 10.0), word("Yeah.", 20.7, 21.1)], sound)

    assert [w.text for w in left] == ["Tom,"]
    assert [w.text for w in right] == ["Not", "Yeah."]


def test_silence_is_not_listened_to() -> None:
    rep, prospect = parties()
    samples = line(rep, prospect, -30)

    tracks = apart(samples, measure(samples, 0.0))

    speech = sum(s.length for track in tracks for s in track.sound.speech)
    assert speech < 1.15 * len(rep) / RATE
    assert [track.voice for track in tracks] == ["left", "right"]


def test_a_long_stereo_call_stops_when_it_is_told_and_tells_how_far_it_is(tools: Tools, tmp_path: Path) -> None:
    rep, prospect = (np.tile(party, 9) for party in parties())
    path = write(tmp_path / "long.wav", rep, prospect)
    seen: list[Progress] = []
    told: list[float] = []

    def on_progress(progress: Progress) -> None:
        seen.append(progress)
        if progress.text and not told:
            told.append(time.monotonic())

    with pytest.raises(CancelledError):
        hear(path, Facts(), Tools(tools.transcriber, on_progress, lambda: bool(told)), Kind.CALL)

    assert time.monotonic() - told[0] < 20  # alone on the machine below 5
    assert all(0 <= a.fraction <= b.fraction < 0.5 for a, b in pairwise(seen))


def true_turns(shared: Path) -> Iterator[tuple[Path, list[dict[str, object]]]]:
    folder = shared / "recordings" / "calls"
    for told in map(json.loads, (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()):
        if told["channels"] == 2:
            yield folder / told["file"], told["turns"]


def test_nearly_every_word_of_a_stereo_call_has_the_right_speaker(tools: Tools, shared: Path) -> None:
    for path, truth in true_turns(shared):
        _, transcript = hear(path, Facts(), tools, Kind.CALL)

        words = judged(transcript, truth)
        assert len(words) > 120
        assert sum(w.truth == w.given for w in words) / len(words) >= 0.98, path.name


def test_the_rep_is_found_when_the_channels_are_swapped_and_the_user_may_say_so(
    tools: Tools, shared: Path, tmp_path: Path
) -> None:
    path, truth = next(true_turns(shared))
    swapped = write(tmp_path / "swapped.wav", *read(path)[::-1])

    _, found = hear(swapped, Facts(), tools, Kind.CALL)
    _, told = hear(swapped, Facts(), tools, Kind.CALL, Clues(told="left"))

    assert found.casting is not None
    assert found.casting.rep == "right"
    assert found.utterances[0].speaker == truth[0]["speaker"]
    other = {Speaker.REP: Speaker.PROSPECT, Speaker.PROSPECT: Speaker.REP}
    assert [u.speaker for u in told.utterances] == [other[u.speaker] for u in found.utterances]


def test_two_people_who_speak_at_once_are_both_understood(tools: Tools, shared: Path) -> None:
    folder = shared / "recordings" / "real"
    labels = map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines())
    told = next(label for label in labels if "text_left" in label)

    _, transcript = hear(folder / told["file"], Facts(), tools)

    assert said(transcript, "left") == plain(told["text_left"])
    assert said(transcript, "right") == plain(told["text_right"])
    first, second = transcript.utterances
    assert isinstance(first, Utterance)
    assert second.end < first.end
