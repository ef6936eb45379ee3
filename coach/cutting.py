"""Which words of a typed message can go so that it keeps to its length, found quickly enough for every keystroke.

Of the places that a finding rests on one at least is left. `coach.shortening` scores every cut again instead: slower,
and for recordings, whose words have times of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.detectors.measure import Measure
from coach.language.padding import padding
from coach.language.sentences import sentences
from coach.models import Evidence, Finding, Speaker, Value, Verdict
from coach.rubric import Criterion
from coach.shortening import MOST
from coach.typed import TextSpan, Typed

FILLING = 0.25
"""Share of a quote's words that may go: a "just" or "really" inside it carries nothing."""


class Cuts(Value):
    """The stretches to drop, in the order of the text, and the seconds before and after."""

    spans: tuple[TextSpan, ...]
    words: int
    before_s: float
    after_s: float


def cuts(draft: Typed, findings: Iterable[Finding], criteria: Iterable[Criterion]) -> Cuts | None:
    """The words whose loss brings the message to the length that one of `criteria` asks for.

    None where it is short enough, where none asks for a length, or where too much would have to go.
    """
    detectors = {c.id: c.detector for c in criteria}
    limit = next((d.at_most for d in detectors.values() if isinstance(d, Measure)), None)
    own = [word for utterance in draft.transcript.by(Speaker.REP) for word in utterance.words]
    span = draft.transcript.message_span
    if limit is None or span is None or len(own) != len(draft.places) or round(span.length, 1) <= limit:
        return None
    a_word = span.length / len(own)
    needless = len(own) - int(limit / a_word)
    if needless > len(own) * MOST:
        return None
    # What is met by absence, or spoilt by its words, rests on none of them.
    resting = [f for f in findings if f.evidence and not detectors[f.criterion].asks_for_absence]
    credited = [f for f in resting if f.verdict in (Verdict.MET, Verdict.PARTIAL)]
    rests = [[_numbers(draft, e) for e in f.evidence] for f in credited]
    gone: set[int] = set()
    made: list[range] = []
    for candidate in padding(sentences(draft.transcript, Speaker.REP), [e for f in credited for e in f.evidence]):
        after = gone.union(candidate)
        if after != gone and all(any(_stands(place, after) for place in places) for places in rests):
            made.append(candidate)
            gone = after
            if len(gone) >= needless:
                return _as_cuts(draft, _fewest(made, needless), a_word)
    return None


def _numbers(draft: Typed, evidence: Evidence) -> range:
    """The numbers of the words of `evidence`."""
    first = draft.number(evidence)
    return range(0) if first is None else range(first, first + len(evidence.quote.split()))


def _stands(place: range, gone: set[int]) -> bool:
    """Whether enough of the words that a finding rests on is left for it."""
    return sum(number in gone for number in place) <= len(place) * FILLING


def _fewest(made: list[range], needless: int) -> set[int]:
    """The words of `made` without cuts that a later, longer one has made superfluous."""
    for cut in sorted(made, key=len, reverse=True):
        fewer = [c for c in made if c is not cut]
        if len({n for c in fewer for n in c}) >= needless:
            made = fewer
    return {n for c in made for n in c}


def _as_cuts(draft: Typed, gone: set[int], a_word: float) -> Cuts:
    runs: list[list[int]] = []
    for number in sorted(gone):
        runs[-1:] = [[*runs[-1], number]] if number - 1 in gone else [*runs[-1:], [number]]
    spans = (draft.between(run[0], run[-1] + 1) for run in runs)
    total = len(draft.places)
    return Cuts(
        spans=tuple(spans),
        words=len(gone),
        before_s=round(total * a_word, 1),
        after_s=round((total - len(gone)) * a_word, 1),
    )
