"""The transcript as the player shows it: in lines, each word knowing the evidence that it belongs to."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

from coach.models import Facts, Kind, Result, Speaker, Utterance, Value, Verdict, Word
from coach.presentation.findings import Shown
from coach.presentation.speakers import is_doubtful, is_unsure
from coach.presentation.text import plain
from coach.sessions import Clip, cut


def speaker_names(facts: Facts | None) -> dict[Speaker, str]:
    """Who speaks, by the names we were told."""
    return {
        Speaker.REP: (facts.caller if facts else None) or "Rep",
        Speaker.PROSPECT: (facts.lead if facts else None) or "Prospect",
        Speaker.GREETING: "Greeting",
        Speaker.UNKNOWN: "Speaker",
    }


class Mark(Value):
    """A piece of evidence in the transcript and on the waveform."""

    id: str
    tag: str
    title: str
    verdict: Verdict
    word: str
    start: float
    end: float


class Run(Value):
    """Neighbouring words that the same marks cover."""

    marks: tuple[str, ...]
    words: tuple[Word, ...]


class Line(Value):
    """One line of the transcript: a sentence, or what was said between two pauses."""

    speaker: Speaker
    start: float
    runs: tuple[Run, ...]
    utterance: int
    """Index of the utterance that it is of."""
    first: int
    """Index of its first word in the utterance."""
    is_unsure: bool = False
    """Whether somebody else may well have said it."""

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for run in self.runs for word in run.words)


OTHER_SIDE = {
    Kind.CALL: {Speaker.REP: Speaker.PROSPECT, Speaker.PROSPECT: Speaker.REP},
    Kind.VOICEMAIL: {Speaker.REP: Speaker.GREETING, Speaker.GREETING: Speaker.REP},
}
"""Who else may have said a line; whoever is unknown may be the rep."""


PAUSE_S = 0.9
"""A silence this long begins a new line."""
LONGEST_LINE = 45
"""Words after which a line breaks even without a pause, so that a monologue stays readable."""


def marks(shown: Iterable[Shown]) -> tuple[Mark, ...]:
    """Every piece of evidence, in order of time."""
    found = [
        Mark(
            id=f"{s.tag}{number}",
            tag=s.tag,
            title=s.title,
            verdict=s.finding.verdict,
            word=s.look.word,
            start=e.start,
            end=e.end,
        )
        for s in shown
        for number, e in enumerate(s.finding.evidence, start=1)
    ]
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


def lines(utterances: Iterable[Utterance], marked: tuple[Mark, ...]) -> tuple[Line, ...]:
    """The transcript in lines, each word knowing the evidence that it belongs to."""
    found = []
    for number, utterance in enumerate(utterances):
        first = 0
        for words in _sentences(utterance.words):
            found.append(
                Line(
                    speaker=utterance.speaker,
                    start=words[0].start,
                    runs=_runs(words, marked),
                    utterance=number,
                    first=first,
                    is_unsure=is_unsure(utterance),
                )
            )
            first += len(words)
    return tuple(found)


def _sentences(words: tuple[Word, ...]) -> Iterable[tuple[Word, ...]]:
    line: list[Word] = []
    for word in words:
        if line and (line[-1].text[-1:] in ".?!" or word.start - line[-1].end >= PAUSE_S or len(line) >= LONGEST_LINE):
            yield tuple(line)
            line = []
        line.append(word)
    if line:
        yield tuple(line)


def _runs(words: tuple[Word, ...], marked: tuple[Mark, ...]) -> tuple[Run, ...]:
    runs: list[tuple[tuple[str, ...], list[Word]]] = []
    for word in words:
        middle = (word.start + word.end) / 2
        covering = tuple(mark.id for mark in marked if mark.start <= middle <= mark.end)
        if runs and runs[-1][0] == covering:
            runs[-1][1].append(word)
        else:
            runs.append((covering, [word]))
    return tuple(Run(marks=covering, words=tuple(these)) for covering, these in runs)


def player_data(
    result: Result,
    shown: tuple[Shown, ...],
    *,
    facts: Facts | None,
    url: str,
    peaks: tuple[int, ...],
    start: float | None,
) -> dict[str, object]:
    """Everything the player shows, as it is sent to the browser. The same values make the same `version`."""
    marked = marks(shown)
    names = speaker_names(facts)
    other = OTHER_SIDE.get(result.recording.kind, {})
    words = [
        {
            "speaker": line.speaker.value,
            "name": plain(names[line.speaker]),
            "other": (side := other.get(line.speaker, Speaker.REP)).value,
            "other_name": plain(names[side]),
            "start": line.start,
            "utterance": line.utterance,
            "first": line.first,
            "unsure": line.is_unsure,
            "doubtful": [number for number, word in enumerate(line.words) if is_doubtful(word)],
            "runs": [
                {"marks": list(run.marks), "words": [[plain(w.text), w.start] for w in run.words]} for run in line.runs
            ],
        }
        for line in lines(result.transcript.utterances, marked)
    ]
    sent_marks = [mark.model_dump(mode="json") for mark in marked]
    return {
        "recording": result.recording.id,
        "version": hashlib.sha256(repr((words, sent_marks)).encode()).hexdigest()[:16],
        "url": url,
        "start": start,
        "duration": max(result.recording.decoded_s, 0.1),
        "peaks": list(peaks),
        "lines": words,
        "marks": sent_marks,
    }


def clip_data(
    result: Result, shown: tuple[Shown, ...], *, facts: Facts | None, url: str, peaks: tuple[int, ...], clip: Clip
) -> dict[str, object]:
    """What the player shows of one clip: the words of this stretch only, which it plays and no more."""
    heard = result.model_copy(update={"transcript": cut(result.transcript, clip.start, clip.end)})
    per_second = len(peaks) / max(result.recording.decoded_s, 0.1)
    loud = peaks[int(clip.start * per_second) : max(1, math.ceil(clip.end * per_second))]
    data = player_data(heard, shown, facts=facts, url=url, peaks=loud, start=None)
    return data | {"clip": [clip.start, clip.end]}
