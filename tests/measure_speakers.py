"""How many words of recorded calls have the right speaker, and what the stated confidence is worth.

    python tests/measure_speakers.py FOLDER... [--differences] [--rep-told]

A folder holds recordings and `truth.jsonl`: a line for each call with `file` and `turns` (speaker, start, end, text).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import jiwer

from coach.casting import Clues
from coach.edges.transcribe import WhisperTranscriber
from coach.edges.weights import find_model
from coach.language.sentences import plain
from coach.listening import Tools
from coach.models import Facts, Kind, Transcript
from coach.pipeline import hear

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
NEAR_S = 0.5
"""A word that is no word of the truth belongs to the turn that it lies in, or whose border is this near."""


@dataclass(frozen=True)
class Judged:
    """One word as heard, with its true and its given speaker."""

    text: str
    start: float
    truth: str
    given: str
    voice: str | None
    sure: float | None


def judged(transcript: Transcript, turns: list[dict[str, Any]]) -> list[Judged]:
    """Every word that belongs to a turn of the truth: by the words in order, and by time where they differ."""
    said = [(w, t) for t in turns for w in (plain(word) for word in str(t["text"]).split()) if w]
    heard = sorted(
        ((w, u) for u in transcript.utterances for w in u.words if plain(w.text)), key=lambda pair: pair[0].start
    )
    true = dict(_aligned([w for w, _ in said], [plain(w.text) for w, _ in heard]))
    # Where two speak at once their words interleave: each speaker's words in order count as well.
    for speaker in {t["speaker"] for t in turns}:
        own = [n for n, (_, t) in enumerate(said) if t["speaker"] == speaker]
        given = [n for n, (_, u) in enumerate(heard) if u.speaker == speaker]
        for a, b in _aligned([said[n][0] for n in own], [plain(heard[n][0].text) for n in given]):
            word, turn = heard[given[a]][0], said[own[b]][1]
            if turn["start"] - 1.0 <= (word.start + word.end) / 2 <= turn["end"] + 1.0:
                true[given[a]] = own[b]
    found = []
    for number, (word, utterance) in enumerate(heard):
        turn = said[true[number]][1] if number in true else None
        middle = (word.start + word.end) / 2
        if turn is None or not turn["start"] - 1.0 <= middle <= turn["end"] + 1.0:
            near = sorted(
                turns,
                key=lambda t: (max(t["start"] - middle, middle - t["end"], 0.0), t["speaker"] != utterance.speaker),
            )
            turn = near[0] if near and max(near[0]["start"] - middle, middle - near[0]["end"]) <= NEAR_S else None
        if turn is not None:
            found.append(
                Judged(word.text, word.start, turn["speaker"], utterance.speaker.value, utterance.voice, utterance.sure)
            )
    return found


def _aligned(said: list[str], heard: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs (place in `heard`, place in `said`) of the words that are equal in the best alignment."""
    if not said or not heard:
        return
    # jiwer splits at blanks, and a word can hold one ("seven thirty" of "7:30"): then places would no longer count.
    reference, hypothesis = (" ".join(w.replace(" ", "") for w in words) for words in (said, heard))
    [chunks] = jiwer.process_words(reference, hypothesis).alignments
    for c in chunks:
        if c.type == "equal":
            yield from zip(range(c.hyp_start_idx, c.hyp_end_idx), range(c.ref_start_idx, c.ref_end_idx), strict=True)


def voices_right(words: list[Judged]) -> float:
    """Share of words right when each voice is called by the speaker that it mostly is: separation alone."""
    by_voice: dict[str | None, Counter[str]] = {}
    for word in words:
        by_voice.setdefault(word.voice, Counter())[word.truth] += 1
    return sum(max(count.values()) for count in by_voice.values()) / len(words) if words else 0.0


def reliability(words: list[Judged]) -> Iterator[str]:
    """For each band of stated confidence: how many words, and how many of them are right."""
    yield "  stated        words   right"
    for low, high in pairwise(BANDS):
        inside = [w for w in words if w.sure is not None and low <= w.sure < high]
        if inside:
            right = sum(w.truth == w.given for w in inside) / len(inside)
            yield f"  {low:.2f} to {min(high, 1):.2f}  {len(inside):5}   {right:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--differences", action="store_true", help="show the words with the wrong speaker")
    parser.add_argument("--only", choices=["mono", "stereo"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        tools = Tools(WhisperTranscriber(find_model("tiny.en", Path(empty))))
    everything: dict[str, list[Judged]] = {"mono": [], "stereo": []}
    reps: dict[str, list[bool]] = {"mono": [], "stereo": []}
    for folder in options.folders:
        for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
            truth = json.loads(line)
            kind = "stereo" if truth.get("channels", 1) == 2 else "mono"
            if options.only not in (None, kind):
                continue
            _, transcript = hear(folder / truth["file"], Facts(kind=Kind.CALL), tools, Kind.CALL, Clues())
            words = judged(transcript, truth["turns"])
            right = sum(w.truth == w.given for w in words) / len(words) if words else 0.0
            cast = [w.truth == w.given for w in words if w.given != "unknown"]
            rep_right = sum(cast) > len(cast) / 2
            everything[kind] += words
            reps[kind].append(rep_right)
            because = transcript.casting.because if transcript.casting else "nobody cast"
            print(f"{truth['file']:28} {kind:6} {len(words):5} words, right {right:.3f}", end=", ")
            print(f"voices {voices_right(words):.3f}, rep {'right' if rep_right else 'WRONG'} ({because})", flush=True)
            if options.differences:
                for w in words:
                    if w.truth != w.given:
                        print(f"    {w.start:7.2f} {w.text:14} is {w.truth:9} given {w.given}  {w.sure}")
    for kind, words in everything.items():
        if words:
            right = sum(w.truth == w.given for w in words) / len(words)
            print(f"{kind}: {len(words)} words, right {right:.4f}, rep right in {sum(reps[kind])} of {len(reps[kind])}")
            print("\n".join(reliability(words)))


if __name__ == "__main__":
    main()
