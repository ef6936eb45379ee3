"""The labelled sentences that the wording model learns from: lines of our own, and sentences of our own cases.

A case labels a whole message or call. What follows from that for single sentences is taken too: in a message without
a worn phrase no sentence holds one, and the quote behind a verdict carries it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from coach.evaluate import case_transcript, load_cases
from coach.language.sentences import Passage, plain, sentences
from coach.models import Kind, Speaker

DECISIONS: dict[str, tuple[str, ...]] = {
    "questions": ("connecting", "situation", "probing", "good-time", "confirmation", "other", "none"),
    "objections": ("objection", "no"),
    "replies": ("open", "changes", "presses"),
    "pitches": ("pitch", "no"),
    "listening": ("repeats", "bare", "no"),
    "closings": ("summary", "fragment", "step", "vague", "other"),
    "agreements": ("yes", "hedge", "no", "half"),
    "interest": ("named", "bare", "none"),
    "vm_context": ("met", "partial", "none"),
    "vm_offer": ("met", "partial", "none"),
    "vm_stock": ("stock", "no"),
    "vm_wording": ("harmless", "mild", "bad"),
}
"""What is decided of a sentence, and the labels. `training/README.md` says what each means."""

Row = tuple[str, str, str]
"""Decision, text, label."""


def of_lines(folder: Path) -> Iterator[Row]:
    """The labelled lines of one writer."""
    for decision in DECISIONS:
        for line in (folder / f"{decision}.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            yield decision, told["text"], told["label"]


TAGS = {
    "R": {"q": "questions", "p": "pitches", "l": "listening"},
    "P": {"o": "objections"},
    "V": {"x": "vm_context", "h": "vm_offer", "s": "vm_stock", "w": "vm_wording"},
}
"""What each tag of a speaker's sentence labels; a sentence without the tag has the label in `ORDINARY`."""
MARKED_ONLY = {"r": "replies", "a": "agreements"}
"""Tags of what only some sentences can be: no tag says nothing."""
ORDINARY = {
    "questions": "none", "pitches": "no", "listening": "no", "objections": "no", "vm_context": "none",
    "vm_offer": "none", "vm_stock": "no", "vm_wording": "harmless", "interest": "none", "closings": "other",
}  # fmt: skip
_TAGGED = re.compile(r"^(?P<speaker>[RPV]): (?P<text>.*?)(?: *\{(?P<tags>[^}]*)\})?$")
_OPENING, _CLOSE = 10, 2 / 3
"""Lines of the opening; share of a call's lines after which its close begins."""


def of_talk(path: Path) -> Iterator[Row]:
    """Calls and voicemails in which every sentence is tagged."""
    for piece in path.read_text(encoding="utf-8").split("\n\n"):
        found = [m for m in map(_TAGGED.match, piece.strip().splitlines()) if m]
        for number, line in enumerate(found):
            tags = dict(tag.strip().split("=") for tag in (line["tags"] or "").split(",") if tag.strip())
            sought = dict(TAGS[line["speaker"]])
            if line["speaker"] == "R":
                sought |= {"i": "interest"} if number < _OPENING else {}
                sought |= {"c": "closings"} if number >= _CLOSE * len(found) or "c" in tags else {}
            for tag, decision in sought.items():
                yield decision, line["text"], tags.get(tag, ORDINARY[decision])
            for tag in tags.keys() & MARKED_ONLY.keys():
                yield MARKED_ONLY[tag], line["text"], tags[tag]


def of_cases(folder: Path) -> Iterator[Row]:
    """What the labels of whole cases say of their sentences."""
    for kind, case in load_cases(folder):
        yield from _of_voicemail(case) if kind is Kind.VOICEMAIL else _of_call(case)


def _of_voicemail(case: dict[str, Any]) -> Iterator[Row]:
    said = _worth(sentences(case_transcript(Kind.VOICEMAIL, case), Speaker.REP))
    labels = _sure(case)
    for criterion, decision in (("specific-context", "vm_context"), ("offers-help", "vm_offer")):
        verdict, quote = labels.get(criterion, (None, None))
        for sentence in said:
            if verdict == "missed":
                yield decision, sentence.text, "none"
            elif verdict and _holds(sentence, quote):
                yield decision, sentence.text, verdict
    verdict, quote = labels.get("positive-wording", (None, None))
    for sentence in said:
        if verdict in ("partial", "missed") and _holds(sentence, quote):
            yield "vm_wording", sentence.text, "mild" if verdict == "partial" else "bad"
        elif verdict in ("met", "partial"):
            yield "vm_wording", sentence.text, "harmless"
    verdict, quote = labels.get("not-generic", (None, None))
    for sentence in said:
        if verdict in ("met", "partial"):
            worn = verdict == "partial" and _holds(sentence, quote)
            yield "vm_stock", sentence.text, "stock" if worn else "no"


def _of_call(case: dict[str, Any]) -> Iterator[Row]:
    transcript = case_transcript(Kind.CALL, case)
    rep = _worth(sentences(transcript, Speaker.REP))
    labels = _sure(case)
    for question in case["questions"]:
        yield "questions", question["text"], question["type"]
    if labels.get("handles-no", ("", None))[0] == "n/a":
        for sentence in _worth(sentences(transcript, Speaker.PROSPECT)):
            yield "objections", sentence.text, "no"
    statements = [s for s in rep if not s.text.endswith("?")]
    yield from _of_listening(statements, *labels.get("repeats-back", ("", None)))
    yield from _of_closing([s for s in statements if s.turn >= rep[-1].turn / 2], labels)
    verdict, quote = labels.get("recalls-interest", ("", None))
    for sentence in (s for s in rep if s.start < OPENING_S):
        if verdict == "missed":
            yield "interest", sentence.text, "none"
        elif verdict and _holds(sentence, quote):
            yield "interest", sentence.text, "named" if verdict == "met" else "bare"
    verdict, quote = labels.get("no-early-pitch", ("", None))
    turn = case["labels"]["no-early-pitch"].get("turn")
    for sentence in rep:
        if verdict == "met" and turn is not None and sentence.turn <= turn:
            yield "pitches", sentence.text, "no"
        elif verdict in ("partial", "missed") and sentence.turn == turn and _holds(sentence, quote):
            yield "pitches", sentence.text, "pitch"


OPENING_S = 60.0


def _of_listening(statements: Iterable[Passage], verdict: str, quote: str | None) -> Iterator[Row]:
    for sentence in statements:
        here = _holds(sentence, quote)
        if verdict == "met" and here:
            yield "listening", sentence.text, "repeats"
        elif verdict in ("partial", "missed"):
            yield "listening", sentence.text, "bare" if here and verdict == "partial" else "no"


def _of_closing(statements: Iterable[Passage], labels: dict[str, tuple[str, str | None]]) -> Iterator[Row]:
    verdict, quote = labels.get("closing-summary", ("", None))
    ending, vague = labels.get("no-vague-ending", ("", None))
    step, stated = labels.get("next-step", ("", None))
    for sentence in statements:
        if verdict in ("met", "partial"):
            if _holds(sentence, quote):
                yield "closings", sentence.text, "summary" if verdict == "met" else "fragment"
        elif ending in ("partial", "missed") and _holds(sentence, vague):
            yield "closings", sentence.text, "vague"
        elif step == "met" and _holds(sentence, stated):
            yield "closings", sentence.text, "step"


def _sure(case: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Verdict and quote of each criterion on which no careful reader differs."""
    unsure = case.get("ambiguous", ())
    return {c: (label["verdict"], label.get("quote")) for c, label in case["labels"].items() if c not in unsure}


def _worth(said: Iterable[Passage]) -> list[Passage]:
    return [s for s in said if len(s.words) > 1]


def _holds(sentence: Passage, quote: str | None) -> bool:
    """Whether the quote stands in the sentence, or the sentence in the quote."""
    words = plain(quote or "")
    return bool(words) and (words in sentence.plain or (len(sentence.words) > 2 and sentence.plain in words))
