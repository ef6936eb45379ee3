"""Measure the product against plain faster-whisper on the same files, weights and threads, in one run.

    python tests/bench.py [--recordings FOLDER] [--without-long]

Times are compared as ratios within this run. Each side runs in a process of its own, so that its peak memory is its
own. Without the folder of labelled recordings beside the repository, the samples stand in for it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import jiwer
import numpy as np

if TYPE_CHECKING:
    from coach.models import Transcript

ROOT = Path(__file__).parents[1]
RATE = 16_000
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
PLAIN = """
import sys, json, resource, time
from pathlib import Path
from coach.edges.weights import find_model
from faster_whisper import WhisperModel
paths, first_only = json.loads(sys.argv[1]), sys.argv[2] == "first"
started = time.perf_counter()
model = WhisperModel(str(find_model("tiny.en", Path(".")).folder), device="cpu", compute_type="int8", cpu_threads=2)
texts = []
for path in paths:
    segments, _ = model.transcribe(path)
    texts.append(next(segments, None) and "" if first_only else " ".join(s.text for s in segments))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"texts": texts, "seconds": time.perf_counter() - started, "peak_mb": peak}))
"""
OURS = """
import sys, json, resource, time
from pathlib import Path
from coach.models import Facts, Kind
from coach.workbench import Workbench
paths, kinds = json.loads(sys.argv[1]), json.loads(sys.argv[2])
started = time.perf_counter()
bench = Workbench.open(quiet=True)
texts, each = [], []
for path, kind in zip(paths, kinds):
    before = time.perf_counter()
    result = bench.score(Path(path), Facts(kind=Kind(kind)), Kind(kind))
    each.append(time.perf_counter() - before)
    texts.append(" ".join(u.text for u in result.transcript.utterances))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"texts": texts, "seconds": time.perf_counter() - started, "each": each, "peak_mb": peak}))
"""


def child(code: str, *arguments: str) -> dict[str, object]:
    """What a measuring process prints, in a fresh data folder."""
    with tempfile.TemporaryDirectory() as data:
        limits = {"COACH_THREADS": "2", "COACH_MAX_UPLOAD_MB": "1000"}
        env = os.environ | limits | {"COACH_DATA_DIR": data, "HF_HUB_OFFLINE": "1"}
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def recordings(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Path, kind and true words, those of the greeting too, of every recording that has them."""
    greetings = {}
    cases = folder.parent / "cases" / "voicemails.jsonl"
    for line in cases.read_text(encoding="utf-8").splitlines() if cases.exists() else ():
        case = json.loads(line)
        greetings[case["id"]] = case["greeting"]
    for kind in ("voicemail", "call"):
        truth = folder / f"{kind}s" / "truth.jsonl"
        for line in truth.read_text(encoding="utf-8").splitlines() if truth.exists() else ():
            told = json.loads(line)
            words = " ".join(t["text"] for t in told["turns"]) if told["turns"] else told["spoken_text"]
            if told.get("greeting_start_s") is not None:
                if not greetings.get(told["id"]):
                    continue  # said, but nobody wrote down what: fair to neither side
                words = f"{greetings[told['id']]} {words}"
            yield truth.parent / told["file"], kind, words


def samples() -> Iterator[tuple[Path, str, str]]:
    for said in sorted(ROOT.glob("samples/*/said.txt")):
        kind = json.loads((said.parent / "facts.json").read_text())["facts"]["kind"]
        yield said.parent / "recording.ogg", kind, said.read_text(encoding="utf-8")


def loaded(file: Path) -> np.ndarray:
    from coach.edges.audio import open_audio

    with open_audio(file) as audio:
        return np.concatenate([w.samples for w in audio.windows()], axis=1)


def joined(parts: list[np.ndarray], seconds: float, target: Path) -> Path:
    """Recordings of as many channels each, one after another, again and again, up to `seconds`."""
    gap = np.zeros((len(parts[0]), RATE // 2), np.float32)
    once = np.concatenate([piece for part in parts for piece in (part, gap)], axis=1)
    pcm = (once.T * 32767).astype("<i2")
    with wave.open(str(target), "wb") as out:
        out.setnchannels(pcm.shape[1])
        out.setsampwidth(2)
        out.setframerate(RATE)
        left = int(seconds * RATE)
        while left > 0:
            out.writeframes(pcm[:left].tobytes())
            left -= len(pcm)
    return target


def normal(text: str) -> str:
    """Lower case words; figures and number words become single digits, so that only hearing counts."""
    text = re.sub(r"['’]", "", text.lower())
    text = re.sub(r"(\d)", r" \1 ", text)
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return " ".join({"oh": "0", **{w: str(n) for n, w in enumerate(NUMBERS)}}.get(w, w) for w in words)


def errors(truth: list[str], heard: list[str]) -> float:
    return jiwer.wer([normal(t) for t in truth], [normal(h) or "-" for h in heard])


def row(what: str, ours: str, plain: str = "", verdict: str = "") -> None:
    print(f"{what:46} {ours:>14} {plain:>14}  {verdict}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("COACH_SHARED", ROOT.parent / "shared")) / "recordings"
    parser.add_argument("--recordings", type=Path, default=default)
    parser.add_argument("--without-long", action="store_true", help="leave out the three-hour call (about ten minutes)")
    chosen = parser.parse_args()
    known = list(recordings(chosen.recordings)) or list(samples())
    row("", "ours", "plain", "ratio")

    words = [text for _, _, text in known]
    paths = json.dumps([str(path) for path, _, _ in known])
    ours = child(OURS, paths, json.dumps([kind for _, kind, _ in known]))
    plain = child(PLAIN, paths, "all")
    mine, theirs = errors(words, ours["texts"]), errors(words, plain["texts"])
    row(f"word error rate, {len(known)} recordings", f"{mine:.1%}", f"{theirs:.1%}", f"{mine / theirs:.2f}")

    voicemail = next(n for n, (_, kind, _) in enumerate(known) if kind == "voicemail" and n)
    row("a voicemail of about 20 s, warm", f"{ours['each'][voicemail]:.2f} s")

    calls = [loaded(path) for path, kind, _ in known if kind == "call"]
    long_calls([np.vstack([call, call])[:2] for call in calls], [c for c in calls if len(c) == 2], chosen.without_long)
    scoring()
    starting()


def long_calls(calls: list[np.ndarray], stereo: list[np.ndarray], without_long: bool) -> None:
    """Time and memory of calls of ten minutes and of hours, on two channels with a party each among them."""
    mono = [call.mean(axis=0, keepdims=True) for call in stereo]
    with tempfile.TemporaryDirectory() as folder:
        for what, ours_of, plain_of in (
            ("10-minute call", calls, calls),
            ("10 minutes, a party a channel", stereo, mono),
        ):
            mine = json.dumps([str(joined(ours_of, 600, Path(folder) / "ours.wav"))])
            theirs = json.dumps([str(joined(plain_of, 600, Path(folder) / "plain.wav"))])
            ours, plain = child(OURS, mine, '["call"]'), child(PLAIN, theirs, "all")
            times = f"{ours['seconds']:.1f} s", f"{plain['seconds']:.1f} s", f"{ours['seconds'] / plain['seconds']:.2f}"
            row(f"{what}, file to stored scorecard", *times)
            row("   its peak memory", f"{ours['peak_mb']:.0f} MB", f"{plain['peak_mb']:.0f} MB")
        for what, parts, hours in (("3-hour call", calls, 3), ("2 hours, a party a channel", stereo, 2)):
            if not without_long:
                long = json.dumps([str(joined(parts, hours * 3600, Path(folder) / "long.wav"))])
                ours, plain = child(OURS, long, '["call"]'), child(PLAIN, long, "first")
                row(f"{what}, peak memory", f"{ours['peak_mb']:.0f} MB", f"{plain['peak_mb']:.0f} MB")
                row("   its time", f"{ours['seconds']:.0f} s")


def scoring() -> None:
    """Time to score a transcript of half an hour, no sentence of which comes twice, and one voicemail."""
    from coach.evaluate import case_facts, case_transcript, load_cases
    from coach.models import Facts, Kind, Speaker, Transcript
    from coach.samples import samples
    from coach.scoring import score
    from coach.workbench import rubric_for

    folders = [ROOT / "training" / "cases" / name for name in "efg"]
    turns = [t for folder in folders for _, case in load_cases(folder, Kind.CALL) for t in case["turns"]]
    said = list(accumulate(len(t["text"].split()) for t in turns))
    half_an_hour = [t for t, words in zip(turns, said, strict=True) if words <= 4400]
    transcript = Transcript.from_turns([(Speaker(t["speaker"]), t["text"]) for t in half_an_hour])
    rubric, facts, times = rubric_for(Kind.CALL, None), Facts(kind=Kind.CALL), []
    for _ in range(6):
        before = time.perf_counter()
        score(transcript, rubric, facts)
        times.append((time.perf_counter() - before) * 1000)
    minutes = transcript.utterances[-1].end / 60
    row(f"scoring a transcript of {minutes:.0f} minutes, again", f"{min(times[1:]):.0f} ms")
    row("  the first time, with what is opened then", f"{times[0]:.0f} ms")
    correcting("a correction in it, until the new score is kept", transcript)
    call = next(sample for sample in samples() if sample.facts.kind is Kind.CALL)
    correcting("a correction in the sample call", call.transcript)
    rubric = rubric_for(Kind.VOICEMAIL, None)
    times = []
    for kind, case in (c for folder in folders for c in load_cases(folder, Kind.VOICEMAIL)):
        transcript, facts = case_transcript(kind, case), case_facts(kind, case)
        before = time.perf_counter()
        score(transcript, rubric, facts)
        times.append((time.perf_counter() - before) * 1000)
    row("scoring a voicemail draft, median of 108", f"{median(times):.1f} ms")


def correcting(what: str, transcript: Transcript) -> None:
    """Time from a speaker or a word put right to the new scorecard in the store, the slowest of ten."""
    from coach.corrections import CorrectWord, SetSpeaker
    from coach.edges.store import Store
    from coach.models import Engine, Facts, Kind, Recording, Result, Speaker
    from coach.rescoring import correct, rescored, standing
    from coach.workbench import rubric_again, rubric_for

    recording, times = "0" * 64, []
    about = Recording(
        id=recording, name="call", kind=Kind.CALL, kind_reason="", duration_s=1.0, decoded_s=1.0, channels=1
    )
    engine = Engine(version="", speech_model="", speech_model_digest="", rubric_digest="")
    heard = Result(recording=about, transcript=transcript, scorecard=None, engine=engine)
    facts = Facts(kind=Kind.CALL)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/coach.db", Path(folder))
        store.save_result(rescored(heard, transcript, rubric_for(Kind.CALL, None), facts), facts)
        for number in range(10):
            seen = standing(store, recording, rubric_again)
            assert seen is not None
            other = SetSpeaker(utterance=number % 4, speaker=Speaker.REP if number % 2 else Speaker.PROSPECT)
            word = CorrectWord(utterance=number % 4, word=0, text=f"Well{number}")
            before = time.perf_counter()
            correct(store, seen, [other, word], rubric_again)
            times.append((time.perf_counter() - before) * 1000)
        store.close()
    row(what, f"{max(times):.0f} ms", f"median {median(times):.0f} ms")


def starting() -> None:
    """Time until the command has printed its help, best of five."""
    times = []
    for _ in range(5):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-m", "coach.cli", "--help"], check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - before)
    row("coach --help", f"{min(times):.2f} s")


if __name__ == "__main__":
    main()
