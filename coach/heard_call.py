"""The call that a plan follows: a recording we have, one to listen to, or a script of it; what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from coach.edges.store import Store, open_store
from coach.errors import CoachError
from coach.models import Facts, Kind, NextStep, Scorecard, Speaker, Transcript
from coach.settings import Settings
from coach.silence import Silence, silence_kind

SHORTEST_ID = 6
"""Characters of an id that are enough, where they fit only one recording."""


@dataclass(frozen=True)
class Heard:
    """A recording or a script: what it is, what is known of it, and what was said."""

    kind: Kind
    facts: Facts
    transcript: Transcript
    scorecard: Scorecard | None
    recording: str | None = None
    """Its id, where it is a recording."""


@dataclass(frozen=True)
class HeardCall:
    """What is known of the call, the step it ended on, how silence after it reads, and what was said."""

    facts: Facts
    step: NextStep | None
    silence: Silence
    transcript: Transcript


def heard_call(what: str, settings: Settings, day: dt.date) -> HeardCall:
    """The call in this file, or of this recording's id. Raises CoachError where there is none, or it is no call.

    `day` is that of the call, for "Thursday"; one that we have scored keeps the day told then.
    """
    return call_of(heard_before(what, settings, Facts(caller=settings.caller, firm=settings.firm, date=day), Kind.CALL))


def call_of(found: Heard) -> HeardCall:
    """What came of the call. Raises CoachError where this is no call."""
    if found.kind is not Kind.CALL:
        raise CoachError(f"This is a {found.kind.value}, not a call.", "Leave out --after-call, or give the call.")
    step = found.scorecard.next_step if found.scorecard else None
    return HeardCall(found.facts, step, silence_kind(found.transcript, step), found.transcript)


def heard_before(what: str, settings: Settings, facts: Facts, script: Kind | None = None) -> Heard:
    """What was said in this file (a recording, or a script as text) or in the recording of this id, and its score.

    `facts` are told of a file; of a recording that we have they fill in what was not told then. `script` is what a
    text is; None: a call where it has lines of two speakers, else a voicemail. Raises CoachError where there is none.
    """
    path = Path(what)
    if _is_file(path):
        is_text = path.suffix.lower() in {".txt", ".md"}
        return _script(path, facts, script) if is_text else _recording(path, facts)
    store = open_store(settings)
    ids = [kept.id for kept in store.recordings() if len(what) >= SHORTEST_ID and kept.id.startswith(what.lower())]
    if len(ids) != 1:
        several = "fits several recordings" if ids else "is no file and no recording that we have"
        raise CoachError(f"'{what}' {several}.", "Give a recording, a script, or an id from: coach history.")
    return heard_recording(store, ids[0], facts)


def heard_recording(store: Store, recording: str, facts: Facts) -> Heard:
    """What was said in a recording that we have; `facts` fill in what was not told of it.

    Raises CoachError where it has not been scored.
    """
    result, told = store.result(recording), store.facts(recording)
    if result is None:
        raise CoachError(f"The recording {recording[:12]} has not been scored.", "Score it first: coach score FILE.")
    kind = result.recording.kind
    known = {name: value for name, value in (told or Facts()).model_dump().items() if value is not None}
    return Heard(kind, facts.model_copy(update=known | {"kind": kind}), result.transcript, result.scorecard, recording)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def _script(path: Path, facts: Facts, kind: Kind | None) -> Heard:
    from coach.scoring import score
    from coach.workbench import rubric_for

    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CoachError(f"{path.name} cannot be read: {error.strerror}.", "Give another file.") from error
    transcript = Transcript.from_script(text)
    if not transcript.utterances:
        raise CoachError(f"{path.name} holds no words.", "Write lines that begin with 'rep:' and 'prospect:'.")
    kind = kind or (Kind.CALL if transcript.by(Speaker.PROSPECT) else Kind.VOICEMAIL)
    facts = facts.model_copy(update={"kind": kind})
    return Heard(kind, facts, transcript, score(transcript, rubric_for(kind, None), facts))


def _recording(path: Path, facts: Facts) -> Heard:
    from coach.workbench import Workbench

    result = Workbench.open(quiet=True).score(path, facts, None)
    kind = result.recording.kind
    known = facts.model_copy(update={"kind": kind})
    return Heard(kind, known, result.transcript, result.scorecard, result.recording.id)
