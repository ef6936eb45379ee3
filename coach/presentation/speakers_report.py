"""What `coach speakers` prints: the lines of a recording by number, who said them, and what a correction did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coach.changes import Rescored
from coach.models import Result, Utterance
from coach.presentation.casting import rep_line
from coach.presentation.speakers import is_doubtful, is_unsure, outcome, points
from coach.report import clock, safe
from coach.rubric import Rubric


def speakers_json(result: Result, corrections: int, made: Rescored | None, note: str) -> dict[str, Any]:
    """The object that `coach speakers --json` prints; numbers count from 1, as the options do."""
    transcript = result.transcript
    return {
        "recording": {"id": result.recording.id, "name": result.recording.name, "kind": result.recording.kind.value},
        "casting": transcript.casting and transcript.casting.model_dump(mode="json"),
        "voices": list(transcript.voices),
        "corrections": corrections,
        "utterances": [
            {
                "number": number,
                "speaker": u.speaker.value,
                "voice": u.voice,
                "sure": u.sure,
                "unsure": is_unsure(u),
                "start": u.start,
                "end": u.end,
                "text": u.text,
                "words": [word.model_dump() | {"unsure": is_doubtful(word)} for word in u.words],
            }
            for number, u in enumerate(transcript.utterances, start=1)
        ],
        "score": result.scorecard.score if result.scorecard else None,
        "score_before": made.before.scorecard.score if made and made.before.scorecard else None,
        "changes": [
            {
                "criterion": change.criterion,
                "before": change.before.model_dump(mode="json"),
                "after": change.after.model_dump(mode="json"),
            }
            for change in (made.changes if made else ())
        ],
        "note": note,
    }


def speakers_lines(
    result: Result, corrections: int, made: Rescored | None, rubric: Rubric | None, note: str
) -> Iterator[str]:
    """The same for a terminal."""
    yield f"{safe(result.recording.name)}  {result.recording.id[:12]}"
    if line := rep_line(result.transcript):
        yield f"  {safe(line)}"
    if note:
        yield f"  ! {note}"
    if made:
        yield f"  {safe(outcome(made, rubric))}"
    else:
        yield f"  Score {points(result)}"
    if corrections:
        many = "corrections" if corrections > 1 else "correction"
        yield f"  {corrections} {many} by hand; --undo takes the last one back."
    yield from (_line(number, u) for number, u in enumerate(result.transcript.utterances, start=1))
    if any(is_unsure(u) for u in result.transcript.utterances):
        yield "  ? in front: somebody else may have said this line."
    if any(is_doubtful(word) for word in result.transcript.words):
        yield "  [N?] after a word: it is word N of its line, and may well be another."


def _line(number: int, utterance: Utterance) -> str:
    mark = "?" if is_unsure(utterance) else " "
    # Nothing is certain: rounding must not say so.
    sure = "" if utterance.sure is None else f"{min(99, round(100 * utterance.sure))} %"
    words = " ".join(
        f"{word.text}[{n}?]" if is_doubtful(word) else word.text for n, word in enumerate(utterance.words, start=1)
    )
    voice = utterance.voice or ""
    start = clock(utterance.start)
    return f"{mark}{number:4}  {start:>8}  {utterance.speaker.value:8}  {voice:5}  {sure:>5}  {safe(words)}"
