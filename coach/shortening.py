"""Which words of a message can go so that it keeps to its length, and nothing else that was achieved is lost.

Every cut is tried: the message without the words is scored again, and a cut that costs a verdict is not made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.detectors.measure import Measure
from coach.language.padding import padding
from coach.language.sentences import sentences
from coach.models import Evidence, Facts, Finding, Scorecard, Span, Speaker, Transcript, Utterance, Verdict, Word
from coach.rubric import Criterion, Rubric
from coach.scoring import CREDIT, score

MOST = 0.5
"""Share of a message beyond which cutting is no advice: it has to be said anew."""


@dataclass(frozen=True)
class Shortening:
    """The words to drop, how long the message is before and after, and what its length then comes to."""

    words: tuple[Evidence, ...]
    before_s: float
    after_s: float
    verdict: Verdict


def shorten(
    transcript: Transcript, scorecard: Scorecard, rubric: Rubric, facts: Facts, criterion: Criterion
) -> Shortening | None:
    """The fewest words whose loss betters the verdict on the length; None when it would take too many."""
    limits = criterion.detector
    if not isinstance(limits, Measure):
        return None
    attempt = _Attempt(transcript, scorecard, rubric, facts, criterion)
    before, was = _length_s(transcript), CREDIT.get(scorecard.finding(criterion.id).verdict, 0.0)
    for wanted, limit in ((Verdict.MET, limits.at_most), (Verdict.PARTIAL, limits.partial_at_most)):
        within_reach = limit >= before * (1 - MOST)
        if CREDIT[wanted] > was and within_reach and (cuts := attempt.cuts(CREDIT[wanted])):
            shorter = without(transcript, _union(cuts))
            verdict = attempt.outcome(cuts)[1].verdict
            return Shortening(_evidence(transcript, _union(cuts)), before, _length_s(shorter), verdict)
    return None


class _Attempt:
    """Trying cuts on one message: `cuts` searches, `outcome` scores."""

    def __init__(
        self, transcript: Transcript, scorecard: Scorecard, rubric: Rubric, facts: Facts, criterion: Criterion
    ) -> None:
        self.transcript, self.rubric, self.facts, self.criterion = transcript, rubric, facts, criterion
        self.kept = {f.criterion: CREDIT[f.verdict] for f in scorecard.findings if f.verdict in CREDIT}
        self.candidates = padding(
            sentences(transcript, Speaker.REP), [e for f in scorecard.findings for e in f.evidence]
        )

    def cuts(self, enough: float) -> list[range]:
        """The fewest harmless cuts that earn `enough` credit for the length; empty when they don't suffice.

        Words are timed to a few tenths of a second, so cuts that end up clear of the limit are worth a word more.
        """
        made: list[range] = []
        for candidate in self.candidates:
            harmless, length = self.outcome([*made, candidate])
            if harmless and length.verdict in CREDIT:
                made.append(candidate)
                if _earns(length, enough) and length.please_confirm is None:
                    break
        length = self.outcome(made)[1]
        return self._fewest(made, enough, length.please_confirm is None) if _earns(length, enough) else []

    def _fewest(self, made: list[range], enough: float, clear: bool) -> list[range]:
        """A later, longer cut may have made an earlier one needless."""
        for cut in sorted(made, key=len, reverse=True):
            fewer = [c for c in made if c is not cut]
            harmless, length = self.outcome(fewer)
            if harmless and _earns(length, enough) and (length.please_confirm is None or not clear):
                made = fewer
        return made

    def outcome(self, cuts: list[range]) -> tuple[bool, Finding]:
        """Whether every other verdict survives `cuts`, and what the length comes to."""
        after = score(without(self.transcript, _union(cuts)), self.rubric, self.facts)
        # A finding that no longer applies has lost nothing.
        harmless = all(
            CREDIT.get(f.verdict, 1.0) >= self.kept.get(f.criterion, 0.0)
            for f in after.findings
            if f.criterion != self.criterion.id
        )
        return harmless, after.finding(self.criterion.id)


def _earns(length: Finding, enough: float) -> bool:
    return CREDIT.get(length.verdict, 0.0) >= enough


def without(transcript: Transcript, dropped: frozenset[int]) -> Transcript:
    """The transcript as if the rep's words of these numbers had not been said: what follows comes earlier."""
    own = _message(transcript)
    gone = {id(own[n]) for n in dropped}
    shift, utterances = 0.0, []
    for utterance in transcript.utterances:
        kept: list[Word] = []
        for number, word in enumerate(utterance.words):
            if id(word) in gone:
                # The silence behind a word goes with it; the one before stays, as between the words left.
                follows = utterance.words[number + 1].start if number + 1 < len(utterance.words) else word.end
                shift += follows - word.start
            else:
                start, end = round(word.start - shift, 3), round(word.end - shift, 3)
                kept.append(word.model_copy(update={"start": start, "end": end}))
        if kept:
            utterances.append(Utterance(speaker=utterance.speaker, words=tuple(kept)))
    shorter = transcript.model_copy(update={"utterances": tuple(utterances)})
    left = _message(shorter)
    if transcript.message is None or not left:
        return shorter
    # The measured end lies a little off the last word's; it keeps that distance.
    end = left[-1].end + transcript.message.end - own[-1].end
    return shorter.model_copy(update={"message": Span(start=transcript.message.start, end=end)})


def _message(transcript: Transcript) -> tuple[Word, ...]:
    return tuple(word for utterance in transcript.by(Speaker.REP) for word in utterance.words)


def _length_s(transcript: Transcript) -> float:
    span = transcript.message_span
    return span.length if span else 0.0


def _union(cuts: Iterable[range]) -> frozenset[int]:
    return frozenset(number for cut in cuts for number in cut)


def _evidence(transcript: Transcript, dropped: frozenset[int]) -> tuple[Evidence, ...]:
    """The dropped words, neighbours together."""
    runs: list[list[Word]] = []
    for number, word in enumerate(_message(transcript)):
        if number in dropped and number - 1 in dropped and runs:
            runs[-1].append(word)
        elif number in dropped:
            runs.append([word])
    return tuple(
        Evidence(quote=" ".join(w.text for w in run), start=run[0].start, end=run[-1].end, speaker=Speaker.REP)
        for run in runs
    )
