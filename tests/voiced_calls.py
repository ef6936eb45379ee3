"""Calls as texts whose speakers are voices: what is known of them is the words alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from coach.evaluate import load_cases
from coach.language.sentences import plain
from coach.models import Facts, Kind, Speaker, Transcript

HERE = Path(__file__).parent
_LINE = re.compile(r"^([A-Z]): (.*)$")


def voiced(turns: Sequence[tuple[str, str]]) -> Transcript:
    """Turns of (voice, text); the voice is kept and nobody is cast."""
    read = Transcript.from_turns((Speaker.UNKNOWN, text) for _, text in turns)
    pairs = zip(read.utterances, turns, strict=True)
    return Transcript(utterances=tuple(u.model_copy(update={"voice": voice}) for u, (voice, _) in pairs))


def shuffled(turns: Sequence[tuple[str, str]], seed: int) -> tuple[Transcript, dict[str, str]]:
    """The turns of named people as voices A, B, C in an order that says nothing; and each one's voice."""
    people = list(dict.fromkeys(who for who, _ in turns))
    letters = list("ABCDE"[: len(people)])
    random.Random(seed).shuffle(letters)
    voice = dict(zip(people, letters, strict=True))
    return voiced([(voice[who], text) for who, text in turns]), voice


def own_calls() -> Iterator[tuple[str, Transcript, str]]:
    """The calls of `calls_with_voices.txt`: title, transcript, the rep's voice."""
    pieces = (HERE / "calls_with_voices.txt").read_text(encoding="utf-8").split("\n\n")
    for number, piece in enumerate(pieces):
        title, *lines = piece.strip().splitlines()
        turns = [(m[1], m[2]) for m in map(_LINE.match, lines) if m]
        transcript, voice = shuffled(turns, number)
        yield title.removeprefix("# "), transcript, voice["R"]


def labelled_calls(folder: Path) -> Iterator[tuple[str, Transcript, str, Facts]]:
    """The calls of a folder of cases: id, transcript, the rep's voice, and the names as facts."""
    for number, (_, case) in enumerate(load_cases(folder, Kind.CALL)):
        turns = [(t["speaker"], t["text"]) for t in case["turns"] if t["text"].split()]
        transcript, voice = shuffled(turns, number)
        facts = Facts(
            kind=Kind.CALL, caller=case["rep"]["name"], firm=case["rep"]["firm"], lead=(case["lead"] or {}).get("name")
        )
        yield case["id"], transcript, voice["rep"], facts


def until(transcript: Transcript, seconds: float) -> Transcript:
    """What is said before this moment."""
    said = (
        u.model_copy(update={"words": tuple(w for w in u.words if w.start < seconds)})
        for u in transcript.utterances
        if u.start < seconds
    )
    return Transcript(utterances=tuple(said))


def as_heard(transcript: Transcript, seed: int) -> Transcript:
    """Without marks and capitals, and with most names misheard."""
    chance = random.Random(seed)

    def heard(text: str, first: bool) -> str:
        letters = plain(text) or text
        if first or not text[:1].isupper() or letters in {"i", "im", "ill", "id", "ive"} or chance.random() > 0.6:
            return letters
        return "".join(chance.choice("aeioulrnst") if chance.random() < 0.5 else c for c in letters)

    return Transcript(
        utterances=tuple(
            u.model_copy(
                update={
                    "words": tuple(w.model_copy(update={"text": heard(w.text, n == 0)}) for n, w in enumerate(u.words))
                }
            )
            for u in transcript.utterances
        )
    )


def with_wrong_voices(transcript: Transcript, share: float, seed: int) -> Transcript:
    """About this share of the words, at the ends of utterances, given to another voice."""
    chance = random.Random(seed)
    utterances = []
    for u in transcript.utterances:
        count = min(len(u.words), max(1, round(len(u.words) / 4)))
        if chance.random() >= 4 * share or len(transcript.voices) < 2:
            utterances.append(u)
            continue
        other = chance.choice([v for v in transcript.voices if v != u.voice])
        own, wrong = u.words[:-count], u.words[-count:]
        if own:
            utterances.append(u.model_copy(update={"words": own}))
        utterances.append(u.model_copy(update={"words": wrong, "voice": other}))
    return Transcript(utterances=tuple(utterances))
