"""Numbers about how it was said. Pure; what cannot be measured honestly is left out, never guessed.

Measured are words and silences. Nothing is said about feelings, and interruptions are not counted: on one
channel two voices at once cannot be told from a late word time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from coach.language.fillers import fillers
from coach.language.sentences import PAUSE_S, Passage, passages, plain, sentences
from coach.models import Kind, Metric, Question, Speaker, Transcript, Word
from coach.readability import Readability, readability

HOLD_S = 3.0
"""A silence this long ends a monologue: on the phone the other one has had the floor."""
FEWEST_HANDOVERS = 3
"""Below this many answers a median of the rep's patience says nothing."""
FEWEST_WORDS = 20
"""Below this many words the reading measures swing with every word."""
_LISTENING = {"mm", "mhm", "mm hm", "mm hmm", "uh huh", "yeah", "yes", "yep", "right", "okay", "ok", "sure", "i see"}

AT_LEAST = "At least this many: the recogniser leaves many of them out."
WORD_TIMES = "Word times are right to about 0.3 s."
SPEAKING_TIME = f"Over the time spent speaking; silences of {PAUSE_S} s and more are left out."


def measure(transcript: Transcript, kind: Kind, questions: Sequence[Question] = ()) -> tuple[Metric, ...]:
    """The metrics of one recording: of the rep's message in a voicemail, of the conversation in a call.

    `questions` are the scorecard's. Where we cannot tell who is who, only length and words are given.
    """
    stretches = _stretches(transcript)
    own = [s for s in stretches if s.speaker is Speaker.REP]
    if not transcript.speakers_known or (kind is not Kind.CALL and not own):
        return _of_everyone(transcript)
    if kind is not Kind.CALL:
        return tuple(_of_message(transcript, own))
    return tuple(_of_call(transcript, stretches, own, questions))


def _of_everyone(transcript: Transcript) -> tuple[Metric, ...]:
    words = [word for word in transcript.words if plain(word.text)]
    if not words:
        return ()
    note = "All voices together: we cannot tell who is who."
    length = max(word.end for word in words) - words[0].start
    return (Metric(name="length", value=round(length, 1), unit="s", note=note), _count("words", len(words), note))


def _of_message(transcript: Transcript, own: list[Passage]) -> Iterator[Metric]:
    span = transcript.message_span
    if span is not None:
        yield Metric(name="length", value=round(span.length, 1), unit="s", note="First to last word of the message.")
    yield from _of_speech(transcript, own)


def _of_call(
    transcript: Transcript, stretches: list[Passage], own: list[Passage], questions: Sequence[Question]
) -> Iterator[Metric]:
    if not stretches:
        return
    length = max(s.end for s in stretches) - stretches[0].start
    yield Metric(name="length", value=round(length, 1), unit="s", note="First to last word of the conversation.")
    if not own:
        return
    yield from _of_speech(transcript, own)
    theirs = sum(_speaking_s(s.words) for s in stretches if s.speaker is Speaker.PROSPECT)
    ours = sum(_speaking_s(s.words) for s in own)
    if theirs and ours:
        share = round(100 * ours / (ours + theirs))
        yield Metric(name="talk-share", value=share, unit="%", note="The rep's part of all speaking time.")
    longest = max(_monologues(stretches))
    note = 'A listener\'s "mm-hm" does not end a monologue; an answer does.'
    yield Metric(name="longest-monologue", value=round(longest, 1), unit="s", note=note)
    waits = [max(0.0, b.start - a.end) for a, b in pairwise(stretches) if _hands_over(a, b)]
    if len(waits) >= FEWEST_HANDOVERS:
        note = f"Median silence before the rep answers. {WORD_TIMES}"
        yield Metric(name="patience", value=round(median(waits), 1), unit="s", note=note)
    yield _count("questions", len(questions), "The rep's questions and requests to tell more.")


def _of_speech(transcript: Transcript, own: list[Passage]) -> Iterator[Metric]:
    """What one can say of the rep's words, whatever they stand in."""
    words = sum(1 for s in own for word in s.words if plain(word.text))
    yield _count("words", words, "Said by the rep.")
    speaking = sum(_speaking_s(s.words) for s in own)
    if speaking > 0:
        yield Metric(name="pace", value=round(60 * words / speaking), unit="words a minute", note=SPEAKING_TIME)
    silences = [gap for s in own for gap in _silences(s.words) if gap >= PAUSE_S]
    yield _count("pauses", len(silences), f"Silences of {PAUSE_S} s and more while the rep has the floor. {WORD_TIMES}")
    if silences:
        yield Metric(name="longest-pause", value=round(max(silences), 1), unit="s", note=WORD_TIMES)
    found = sum(1 for s in own for _ in fillers(s))
    yield Metric(name="fillers", value=found, unit="or more", note=AT_LEAST)
    if words >= FEWEST_WORDS and transcript.language.startswith("en"):
        yield from _reading(readability([s.text for s in sentences(transcript, Speaker.REP)]))


def _reading(found: Readability) -> Iterator[Metric]:
    note = "Flesch reading ease, made for print: higher is easier, and speech reads easier than it sounds."
    yield Metric(name="reading-ease", value=round(found.ease), unit="", note=note)
    note = "Flesch-Kincaid: the US school year that could read it."
    yield Metric(name="reading-grade", value=round(max(0.0, found.grade), 1), unit="school year", note=note)


def _count(name: str, value: int, note: str) -> Metric:
    return Metric(name=name, value=value, unit="", note=note)


def _stretches(transcript: Transcript) -> list[Passage]:
    """What each speaker said in one go, however the recogniser cut it up; greetings are no part of it."""
    spoken = groupby(passages(transcript, Speaker.REP, Speaker.PROSPECT), key=lambda p: p.speaker)
    return [Passage(tuple(word for p in pieces for word in p.words), speaker) for speaker, pieces in spoken]


def _silences(words: Iterable[Word]) -> list[float]:
    # Rounded, so that a silence of exactly the limit is not lost to the last binary digit.
    return [round(b.start - a.end, 3) for a, b in pairwise(words)]


def _speaking_s(words: Sequence[Word]) -> float:
    """Seconds from first to last word without the pauses."""
    return words[-1].end - words[0].start - sum(gap for gap in _silences(words) if gap >= PAUSE_S)


def _hands_over(before: Passage, after: Passage) -> bool:
    return before.speaker is Speaker.PROSPECT and after.speaker is Speaker.REP


def _monologues(stretches: list[Passage]) -> Iterator[float]:
    """How long each of the rep's monologues lasted."""
    start = end = None
    asked = False
    for stretch in stretches:
        if stretch.speaker is not Speaker.REP:
            if asked or plain(stretch.text) not in _LISTENING:
                start = end = None
            continue
        for word in stretch.words:
            if start is None or end is None or word.start - end > HOLD_S:
                start = word.start
            end = word.end
            yield end - start
        asked = stretch.words[-1].text.endswith("?")
