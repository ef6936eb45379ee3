"""G12: secret numbers that people say are gone before anything is kept, and harmless ones stay."""

from __future__ import annotations

import json
import logging
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from judgement_rubric import judgement_rubric
from said_numbers import CARD, CODE, HARMLESS, canaries, conversations, left_over

from coach import captions, report
from coach.coaching import Coaching
from coach.edges.store import Store
from coach.edges.weights import SpeechModel
from coach.judging import Answers, judging_prompt
from coach.models import Facts, Kind, Recording, Result, Transcript
from coach.pipeline import assess
from coach.presentation.exports import FORMS, Card
from coach.prompts import load_prompt
from coach.redaction import preview, seal
from coach.rubric import standards
from coach.withholding import heard_so_far, without_secrets
from torture.harness import Figure, Measure, Measured

NO_MODEL = SpeechModel(name="none", digest="", folder=Path(), languages="")
Withhold = Callable[[Transcript], Transcript]


def _rate(kind: str, withhold: Withhold) -> Measure:
    """How many numbers of `kind` were said, and of which some is left (harmless: of which some is gone)."""

    def measure(size: int, seed: int) -> Measured:
        tried, of_style, bad = 0, Counter[str](), []
        for said in conversations(size, seed):
            counts, wrong = left_over(said, withhold(said.transcript))
            tried += counts.get(kind, 0)
            bad += wrong.get(kind, [])
            of_style[said.style] += counts.get(kind, 0)
        styles = ", ".join(f"{style} {count}" for style, count in sorted(of_style.items()) if count)
        return Measured(tried, tuple(bad), {"conversations": size, "by style": styles})

    return measure


def _as_said(transcript: Transcript) -> Transcript:
    return transcript


def _unchanged(text: str) -> str:
    return text


def _everything_with_a_digit(transcript: Transcript) -> Transcript:
    """The careless way: harmless numbers go too."""
    words = [
        u.model_copy(update={"words": tuple(w for w in u.words if not any(map(str.isdigit, w.text))) or u.words[:1]})
        for u in transcript.utterances
    ]
    return transcript.model_copy(update={"utterances": tuple(words)})


def _canaries(withhold: Withhold, live: Callable[[str], str]) -> Measure:
    """Looks for pieces of the numbers in everything that is made of a conversation."""

    def measure(size: int, seed: int) -> Measured:
        rubric = dict(standards())[Kind.CALL]
        asked = judgement_rubric()
        bad: list[str] = []
        secrets = 0
        log = StringIO()
        handler = logging.StreamHandler(log)
        logging.getLogger().addHandler(handler)
        for index, said in enumerate(conversations(size, seed)):
            hidden = canaries(said)
            secrets += len(hidden)
            name = f"{index:064x}"
            recording = Recording(
                id=name, name=f"{index}.wav", kind=Kind.CALL, kind_reason="", duration_s=60, decoded_s=60, channels=1
            )
            result = assess(recording, withhold(said.transcript), rubric, Facts(kind=Kind.CALL), NO_MODEL)
            prompt = judging_prompt(load_prompt("judge"), asked, result.transcript)
            assert prompt is not None
            card = Card(name="call", facts=Facts(), result=result, shown=(), people=Coaching(scorecard=None))
            places = {
                "outbound": preview(seal(prompt, Facts()), Answers, "m").decode(),
                "json": json.dumps(report.result_json(result)),
                "report": "\n".join(report.result_lines(result, rubric)),
                **{f"{end} export": FORMS[end].write([card], None).decode() for end in ("html", "csv", "json")},
                "captions": captions.vtt(result.transcript),
                "live text": live(said.transcript.text),
                **_kept(result),
                "log": log.getvalue(),
            }
            log.seek(0)
            log.truncate()
            bad += [f"{index} in {place}" for place, text in places.items() if any(c in _flat(text) for c in hidden)]
        logging.getLogger().removeHandler(handler)
        told = {line.split()[0]: line for line in reversed(bad)}  # one line a conversation
        return Measured(size, tuple(told.values()), {"pieces of numbers looked for": secrets})

    return measure


def _kept(result: Result) -> dict[str, str]:
    """Every file of a store that keeps this result alone: another's telephone number is no piece of this one's card."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/coach.db", Path(folder))
        store.save_result(result, Facts(kind=Kind.CALL))
        store.close()
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        return {path.name: path.read_bytes().decode("utf-8", "replace") for path in files}


_TEXTS = re.compile(r'\\?"text\\?": ?\\?"([^"\\]*)')


def _flat(text: str) -> str:
    """As it stands, and the words that stand in it one by one in a row."""
    return f"{' '.join(text.split())} {' '.join(_TEXTS.findall(text))}"


FIGURES = [
    Figure(
        "G12-card", "1,500 conversations in nine ways of speaking, a quarter of them in one that the rules were not "
        "written with: a card number of which anything is left", "at least 99.5 % wholly gone", 1500, 300,
        _rate(CARD, without_secrets), _rate(CARD, _as_said), 40, allowed=0.005,
    ),
    Figure(
        "G12-code", "the same: a security code of which anything is left", "at least 98 % wholly gone", 1500, 300,
        _rate(CODE, without_secrets), _rate(CODE, _as_said), 40, allowed=0.02,
    ),
    Figure(
        "G12-harmless", "the same: a telephone number, date, time, amount, case number, age or house number that is "
        "hidden", "at most 1 %", 1500, 300,
        _rate(HARMLESS, without_secrets), _rate(HARMLESS, _everything_with_a_digit), 40, allowed=0.01,
    ),
    Figure(
        "G12-canaries", "the same: pieces of a card or social security number in what a language model would be sent, "
        "JSON, the report, the printed page, captions, the live text, the database or the log", "0 of 1,500", 1500, 25,
        _canaries(without_secrets, heard_so_far), _canaries(_as_said, _unchanged), 8,
    ),
]  # fmt: skip
