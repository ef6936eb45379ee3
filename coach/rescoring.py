"""What a correction does to the score: the same judgement over the corrected words, without listening again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coach import __version__
from coach.casting import Clues
from coach.changes import Rescored
from coach.corrected import check_count, corrected, settled
from coach.corrections import CastRep, Correction, Swap
from coach.edges.kept_corrections import Corrections, OutdatedError, Standing
from coach.edges.weights import SpeechModel
from coach.errors import CoachError, RubricError
from coach.models import Facts, Kind, Result, Speaker, Transcript
from coach.pipeline import assess
from coach.rubric import Rubric

if TYPE_CHECKING:
    from coach.edges.store import Store

RubricFor = Callable[[Result], Rubric]
"""The rubric that a result is judged by again."""


def rescored(result: Result, transcript: Transcript, rubric: Rubric, facts: Facts) -> Result:
    """`result` as it would be had `transcript` been heard. Pure: the sound is not needed."""
    heard_by = SpeechModel(
        name=result.engine.speech_model, digest=result.engine.speech_model_digest, folder=Path(), languages=""
    )
    facts = facts.model_copy(update={"kind": result.recording.kind})
    spoken = transcript.by(Speaker.REP, Speaker.PROSPECT, Speaker.UNKNOWN)
    return assess(result.recording, transcript, rubric if spoken else None, facts, heard_by)


def standing(store: Store, recording: str, rubric_for: RubricFor) -> Standing | None:
    """Where the recording stands, with its corrections scored; None when nobody has listened to it yet.

    They are not scored where the rubric of the result is gone.
    """
    corrections = Corrections(store)
    found = corrections.standing(recording)
    if found is None or found.is_scored or found.result.recording.kind is Kind.NO_SPEECH:
        return found
    # Listened to again since it was corrected: what was put right still holds.
    try:
        again = rescored(found.result, found.transcript, rubric_for(found.result), found.facts)
    except RubricError:
        return found
    with suppress(OutdatedError):  # somebody else did, this very moment
        corrections.add(found, (), again, found.facts)
    return corrections.standing(recording)


def correct(
    store: Store,
    seen: Standing,
    new: Sequence[Correction],
    rubric_for: RubricFor,
    facts: Facts | None = None,
) -> Rescored:
    """Puts something right, keeps it, and scores again. `facts` are those to judge by, when others than so far.

    Raises CoachError when a correction does not fit, OutdatedError when the recording no longer stands as `seen`.
    """
    transcript, fitting = seen.transcript, []
    for correction in new:
        fitting.append(settled(transcript, correction))
        transcript = corrected(transcript, fitting[-1:])
    check_count(len(seen.made) + len(fitting))
    facts = facts or seen.facts
    rubric = rubric_for(seen.result)
    after = rescored(seen.result, transcript, rubric, facts)
    Corrections(store).add(seen, fitting, after, facts)
    return Rescored(before=_comparable(seen, rubric, facts), after=after)


def cast_as_told(found: Standing, clues: Clues) -> tuple[Correction, ...]:
    """What makes the rep the voice that `clues` tell, or the other one than was taken as heard; () where it is.

    Raises CoachError when there is nothing to swap.
    """
    rep = clues.told if clues.told in found.transcript.voices else None
    if clues.swap:
        swapped = settled(found.heard, Swap())
        if not isinstance(swapped, CastRep):
            return (swapped,)
        rep = swapped.voice
    casting = found.transcript.casting
    return (CastRep(voice=rep),) if rep is not None and (casting is None or casting.rep != rep) else ()


def undo(store: Store, seen: Standing, rubric_for: RubricFor) -> Rescored:
    """Takes back what was put right last, and scores again. Raises CoachError when there is nothing to take back."""
    if not seen.made:
        raise CoachError("Nothing was corrected here, so there is nothing to undo.")
    corrections = Corrections(store)
    transcript = corrected(seen.heard, corrections.without_last(seen))
    rubric = rubric_for(seen.result)
    after = rescored(seen.result, transcript, rubric, seen.facts)
    corrections.withdraw(seen, after, seen.facts)
    return Rescored(before=_comparable(seen, rubric, seen.facts), after=after)


def _comparable(seen: Standing, rubric: Rubric, facts: Facts) -> Result:
    """What stood before, judged by what judges now: a change is then the correction's doing alone."""
    card, engine = seen.result.scorecard, seen.result.engine
    if card and card.rubric_digest == rubric.digest and engine.version == __version__ and facts == seen.facts:
        return seen.result
    return rescored(seen.result, seen.transcript, rubric, facts)


LEFT_OUT = (
    "What was corrected here before was about other words than those that are heard now, so it was not applied: "
    "{count} {corrections} {wait} until those words are heard again."
)


def left_out_line(found: Standing) -> str:
    """Said where corrections could not be applied; "" where all were."""
    many = found.left_out != 1
    words = {"corrections": "corrections" if many else "correction", "wait": "wait" if many else "waits"}
    return LEFT_OUT.format(count=found.left_out, **words) if found.left_out else ""
