"""The call that a plan follows: a recording we have, one to listen to, or a script of it; what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from coach.edges.store import Store, open_store
from coach.errors import CoachError
from coach.models import Facts, Kind, NextStep, Scorecard, Transcript
from coach.settings import Settings
from coach.silence import Silence, silence_kind

SHORTEST_ID = 6
"""Characters of an id that are enough, where they fit only one recording."""


@dataclass(frozen=True)
class HeardCall:
    """What is known of the call, the step it ended on, and how silence after it reads."""

    facts: Facts
    step: NextStep | None
    silence: Silence


def heard_call(what: str, settings: Settings, day: dt.date) -> HeardCall:
    """The call in this file, or of this recording's id. Raises CoachError where there is none, or it is no call.

    `day` is that of the call, for "Thursday"; one that we have scored keeps the day told then.
    """
    path = Path(what)
    if _is_file(path):
        facts = Facts(kind=Kind.CALL, caller=settings.caller, firm=settings.firm, date=day)
        return _script(path, facts) if path.suffix.lower() in {".txt", ".md"} else _recording(path, facts)
    store = open_store(settings)
    ids = [kept.id for kept in store.recordings() if len(what) >= SHORTEST_ID and kept.id.startswith(what.lower())]
    if len(ids) != 1:
        several = "fits several recordings" if ids else "is no file and no recording that we have"
        raise CoachError(f"'{what}' {several}.", "Give a recording, a script, or an id from: coach history.")
    return heard_recording(store, ids[0])


def heard_recording(store: Store, recording: str) -> HeardCall:
    """The call that is kept under this id. Raises CoachError where it has not been scored, or is no call."""
    result, told = store.result(recording), store.facts(recording)
    if result is None:
        raise CoachError(f"The recording {recording[:12]} has not been scored.", "Score it first: coach score FILE.")
    return _heard(result.recording.kind, told or Facts(), result.transcript, result.scorecard)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def _script(path: Path, facts: Facts) -> HeardCall:
    from coach.scoring import score
    from coach.workbench import rubric_for

    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CoachError(f"{path.name} cannot be read: {error.strerror}.", "Give another file.") from error
    transcript = Transcript.from_script(text)
    if not transcript.utterances:
        raise CoachError(f"{path.name} holds no words.", "Write lines that begin with 'rep:' and 'prospect:'.")
    return _heard(Kind.CALL, facts, transcript, score(transcript, rubric_for(Kind.CALL, None), facts))


def _recording(path: Path, facts: Facts) -> HeardCall:
    from coach.workbench import Workbench

    result = Workbench.open(quiet=True).score(path, facts, None)
    return _heard(result.recording.kind, facts, result.transcript, result.scorecard)


def _heard(kind: Kind, facts: Facts, transcript: Transcript, card: Scorecard | None) -> HeardCall:
    if kind is not Kind.CALL:
        raise CoachError(f"This is a {kind.value}, not a call.", "Leave out --after-call, or give the call.")
    step = card.next_step if card else None
    return HeardCall(facts, step, silence_kind(transcript, step))
