"""Measure how long a draft takes to be judged while it is typed.

    python tests/measure_drafts.py [--most SECONDS]

Voicemails of our own that last up to 30 s at their pace, once everything is loaded: each word by word as it is typed,
with a word put into the middle, and texts never seen before. Told are the milliseconds on the clock and those that
this process was at work, which other programs on the machine don't stretch as much.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles

from coach.draft_check import check_draft
from coach.models import Channel, Facts
from coach.rubric import standards

CASES = Path(__file__).parent / "voicemails_of_our_own.jsonl"
TYPED = 24
"""Drafts that are typed word by word."""
WARM = 10
PUT_IN = ("and", "so", "we", "can", "bring", "the", "samples", "over")

Draft = tuple[str, Facts, float]


def drafts(most_s: float) -> Iterator[Draft]:
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        if len(case["message"].split()) * 60 / case["pace_wpm"] <= most_s:
            facts = Facts(channel=Channel.VOICEMAIL, previous=tuple(case["previous"]) or None)
            yield case["message"], facts, case["pace_wpm"]


def typed(draft: Draft) -> Iterator[Draft]:
    words = draft[0].split()
    for end in range(3, len(words) + 1):
        yield " ".join(words[:end]), *draft[1:]


def changed(draft: Draft) -> Iterator[Draft]:
    words = draft[0].split()
    middle = len(words) // 2
    for number in range(1, 9):
        yield " ".join([*words[:middle], *PUT_IN[:number], *words[middle:]]), *draft[1:]


def measured(name: str, some: Iterable[Draft]) -> None:
    clock, work = [], []
    for text, facts, pace in some:
        began, worked = time.perf_counter(), time.process_time()
        check_draft(text, facts, standards(), pace)
        clock.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.process_time() - worked))
    told = (
        f"{what} median {median(ms):5.1f} p95 {quantiles(ms, n=20)[-1]:5.1f}"
        for what, ms in (("clock", clock), ("at work", work))
    )
    print(f"{name:26} {len(clock):5} texts   {'   '.join(told)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=float, default=30.0, help="seconds that a message lasts at the most")
    every = list(drafts(parser.parse_args().most))
    for text, facts, pace in every[:WARM]:
        check_draft(text, facts, standards(), pace)
    fresh = every[WARM:]
    measured("typed word by word", (step for draft in fresh[:TYPED] for step in typed(draft)))
    measured("changed in the middle", (step for draft in fresh[:TYPED] for step in changed(draft)))
    measured("seen for the first time", fresh[TYPED:])
    measured("seen before", fresh)


if __name__ == "__main__":
    main()
