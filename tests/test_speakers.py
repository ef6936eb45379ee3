"""Who said it, by the two channels of a call, and what kind of recording it is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sounds import Sound, pink, quiet, read

from coach.casting import Clues, who_is_the_rep
from coach.edges.channels import by_channel, has_two_parties
from coach.edges.kind import guess_kind
from coach.edges.message import find_message
from coach.edges.sound import Sound as Measured
from coach.edges.sound import measure
from coach.evaluate import case_transcript, load_cases
from coach.models import Facts, Kind, Speaker, Transcript, Word
from coach.pipeline import NO_CLUES, one_speaker


def truth(shared: Path, case: str) -> dict[str, object]:
    lines = (shared / "recordings" / "calls" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return next(t for t in map(json.loads, lines) if t["id"] == case)


def true_words(turns: list[dict[str, object]]) -> list[tuple[Word, str]]:
    """The words of a call spread over their true turns, in order of time."""
    words = []
    for turn in turns:
        texts = str(turn["text"]).split()
        step = (turn["end"] - turn["start"]) / len(texts)
        for n, text in enumerate(texts):
            start = turn["start"] + n * step
            words.append((Word(text=text, start=start, end=start + step), turn["speaker"]))
    return sorted(words, key=lambda w: w[0].start)


def stereo_calls(shared: Path) -> list[str]:
    lines = (shared / "recordings" / "calls" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [t["id"] for t in map(json.loads, lines) if t["channels"] == 2]


def cast(words: list[Word], sound: Measured, clues: Clues = NO_CLUES) -> Transcript:
    transcript = Transcript(utterances=by_channel(words, sound))
    return transcript.cast(who_is_the_rep(transcript, Facts(), clues))


def test_each_word_of_a_stereo_call_goes_to_who_said_it(shared: Path) -> None:
    for case in stereo_calls(shared):
        sound = measure(read(shared / "recordings" / "calls" / f"{case}.ogg"), 0.0)
        words = true_words(truth(shared, case)["turns"])

        found = cast([w for w, _ in words], sound)

        given = {(w.text, w.start): u.speaker.value for u in found.utterances for w in u.words}
        right = sum(given[w.text, w.start] == speaker for w, speaker in words)
        assert right / len(words) > 0.93, case  # the words of overlapping turns cannot all be told apart
        assert [u.start for u in found.utterances] == sorted(u.start for u in found.utterances)


def test_the_rep_is_found_by_what_is_said_when_the_channels_are_swapped(shared: Path) -> None:
    for case in stereo_calls(shared):
        sound = measure(read(shared / "recordings" / "calls" / f"{case}.ogg")[::-1], 0.0)
        words = true_words(truth(shared, case)["turns"])

        found = cast([w for w, _ in words], sound)

        assert found.utterances[0].speaker.value == words[0][1], case
        assert found.casting is not None
        assert found.casting.rep == "right"


def test_the_user_may_say_which_channel_is_the_rep(shared: Path) -> None:
    case = stereo_calls(shared)[0]
    sound = measure(read(shared / "recordings" / "calls" / f"{case}.ogg"), 0.0)
    words = [w for w, _ in true_words(truth(shared, case)["turns"])]

    as_found = cast(words, sound).utterances
    swapped = cast(words, sound, Clues(told="right")).utterances

    other = {Speaker.REP: Speaker.PROSPECT, Speaker.PROSPECT: Speaker.REP}
    assert [u.speaker for u in swapped] == [other[u.speaker] for u in as_found]


def test_true_stereo_is_told_from_one_mix_in_both_channels(shared: Path) -> None:
    channels = read(shared / "recordings" / "calls" / f"{stereo_calls(shared)[0]}.ogg")
    mix = channels.mean(axis=0)
    length = len(mix) / 16000
    noisy = np.stack([mix + pink(length, -60, 1)[: len(mix)], 0.4 * mix + pink(length, -60, 2)[: len(mix)]])
    bleeding = np.stack([channels[0] + 0.06 * channels[1], channels[1] + 0.06 * channels[0]])

    assert has_two_parties(measure(channels, 0.0))
    assert has_two_parties(measure(bleeding, 0.0))
    assert not has_two_parties(measure(np.stack([mix, mix]), 0.0))
    assert not has_two_parties(measure(noisy, 0.0))
    assert not has_two_parties(measure(np.stack([mix, np.zeros_like(mix)]), 0.0))
    assert not has_two_parties(measure(mix[None], 0.0))


def kind_of(text: str) -> Kind:
    words = tuple(Transcript.from_text(text).words)
    silence: Sound = quiet(words[-1].end + 1)
    return guess_kind(words, find_message(words, measure(silence[None], 0.0)), two_parties=False)[0]


@pytest.mark.parametrize("folder", ["cases", "cases-more/t2", "cases-more/t4"])
def test_calls_and_voicemails_are_told_apart_by_their_words_alone(shared: Path, folder: str) -> None:
    cases = list(load_cases(shared / folder))

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
