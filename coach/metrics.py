"""Numbers about how it was said. Pure; what cannot be measured honestly is left out, never guessed.

Measured are words and silences. Nothing is said about feelings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.call_metrics import MOST_UNSURE, call_metrics, interactivity, unsure_note, unsure_share
from coach.language.sentences import Passage, passages, plain
from coach.language.turns import stretches
from coach.models import Kind, Metric, Question, Speaker, Transcript
from coach.speech_metrics import count, speech_metrics

LOST = "Part of the recording is lost: this is of what was heard."
_TOGETHER = "All voices together: we cannot tell who is who."


def measure(transcript: Transcript, kind: Kind, questions: Sequence[Question] = ()) -> tuple[Metric, ...]:
    """The metrics of one recording: of the rep's message in a voicemail, of the conversation in a call.

    `questions` are the scorecard's. Where we cannot tell who is who, only what needs no names is given.
    """
    found = _measured(transcript, kind, questions)
    if transcript.complete:
        return tuple(found)
    return tuple(m.model_copy(update={"note": f"{m.note} {LOST}".strip()}) for m in found)


def _measured(transcript: Transcript, kind: Kind, questions: Sequence[Question]) -> Iterator[Metric]:
    own = [s for s in stretches(passages(transcript, Speaker.REP, Speaker.PROSPECT)) if s.speaker is Speaker.REP]
    if kind is Kind.CALL:
        return _of_call(transcript, own, questions)
    return _of_message(transcript, own) if transcript.speakers_known and own else _of_everyone(transcript)


def _of_everyone(transcript: Transcript, doubt: str = "") -> Iterator[Metric]:
    words = [word for word in transcript.words if plain(word.text)]
    if words:
        length = max(word.end for word in words) - words[0].start
        yield Metric(name="length", value=round(length, 1), unit="s", note=_TOGETHER + doubt)
        yield count("words", len(words), _TOGETHER + doubt)


def _of_message(transcript: Transcript, own: Sequence[Passage]) -> Iterator[Metric]:
    span = transcript.message_span
    if span is not None:
        yield Metric(name="length", value=round(span.length, 1), unit="s", note="First to last word of the message.")
    yield from speech_metrics(transcript, own)


def _of_call(transcript: Transcript, own: Sequence[Passage], questions: Sequence[Question]) -> Iterator[Metric]:
    share = unsure_share(transcript)
    if share > MOST_UNSURE:
        yield from _of_everyone(transcript, unsure_note(share) if share < 1 else "")
        yield from interactivity(transcript)
        return
    spoken = passages(transcript, Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN)
    if not spoken:
        return
    length = max(p.end for p in spoken) - min(p.start for p in spoken)
    note = f"First to last word of the conversation.{unsure_note(share)}"
    yield Metric(name="length", value=round(length, 1), unit="s", note=note)
    if own:
        yield from speech_metrics(transcript, own)
        yield from call_metrics(transcript, len(questions))
