"""What a visitor may do with what is kept: hold, silence and erase it, and say why and how long it may stay."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach import __version__
from coach.access import Action, Thing, may, reach
from coach.edges import consenting, erasing, holding, muting, retaining
from coach.edges.backups import last_backup
from coach.edges.kept import Kept
from coach.holdings import Held
from coach.models import Transcript
from coach.presentation.backups import stays_line
from coach.recording_consent import RecordingBasis, RecordingConsent
from coach.retention import Due, Limits
from coach.spoken_secrets import spans_to_silence
from coach.views import gate, session


def held() -> Held:
    session.must(Action.SEE, Thing.SYSTEM)
    return erasing.held(session.store(), session.settings())


def erase_recording(recording: str) -> None:
    """Takes a recording of this visitor's away for good; the page can save what says so."""
    erased = erasing.erase_recording(session.store(), recording, session.settings().data_dir)
    st.cache_data.clear()
    st.session_state["certificate"] = erasing.certificate([erased], __version__)
    gate.note("erase", f"recording {recording}")


def erasable(limit: int) -> list[Kept]:
    """The newest recordings that this visitor may erase."""
    visitor, kept = gate.actor(), session.store().recordings(limit)
    if reach(visitor, Action.SEE, Thing.RECORDING) is reach(visitor, Action.ERASE, Thing.RECORDING):
        return kept
    return [one for one in kept if may(visitor, Action.ERASE, session.store().resource(one.id))]


def what_goes(limits: Limits) -> Due:
    """What these limits would take away now."""
    return retaining.what_goes(session.store(), limits)


def keep_to_limits() -> Due:
    """Takes away what is older than the settings allow, and says what that was."""
    session.must(Action.CHANGE, Thing.SETTINGS)
    of_all = session.settings_of_all()
    return retaining.keep_to_limits(gate.whole_store(), of_all.limits, of_all.data_dir)


def pin(recording: str, *, on: bool) -> None:
    """Keeps a recording however old it is, or no longer. Raises CoachError when it is gone."""
    (retaining.pin if on else retaining.unpin)(session.store(), recording)


def what_backups_keep() -> str:
    return stays_line(last_backup(session.settings().data_dir), dt.datetime.now(dt.UTC))


def hold_of(recording: str) -> holding.Hold | None:
    """The hold on this recording."""
    return holding.hold_of(session.store(), recording)


def may_hold(recording: str) -> bool:
    """Whether this visitor may put it on hold, and end that."""
    return may(gate.actor(), Action.HOLD, session.store().resource(recording))


def hold(recording: str, reason: str) -> None:
    """Keeps a recording whatever would erase it. Raises CoachError without a reason."""
    session.store().must(Action.HOLD, recording)
    holding.hold(session.store(), recording, reason, session.settings().trainer or session.settings().caller or "")
    gate.note("hold", f"recording {recording}")


def lift(recording: str) -> None:
    """Ends a hold."""
    session.store().must(Action.HOLD, recording)
    holding.lift(session.store(), recording)
    gate.note("lift", f"recording {recording}")


def consent_of(recording: str, transcript: Transcript) -> RecordingConsent:
    """Why this recording may be kept."""
    return consenting.recording_consent(session.store(), recording, transcript)


def set_consent(recording: str, basis: RecordingBasis | None) -> None:
    """Why a person says that it may be kept; None: as heard."""
    consenting.set_consent(
        session.store(), recording, basis, session.settings().trainer or session.settings().caller or ""
    )


def mute(recording: str, *, also_original: bool) -> None:
    """Silences the secret numbers of a recording. Raises CoachError where there are none."""
    session.store().must(Action.CHANGE, recording)
    transcript = session.store().transcript(recording)
    spans = spans_to_silence(transcript) if transcript else ()
    muting.mute(
        session.store().audio_path(recording), spans, session.store().name(recording), also_original=also_original
    )
    st.session_state.pop("audio_urls", None)  # another address, so that no browser plays what it kept


def erase_everything() -> None:
    """Takes away all that is kept, also what this visit still shows of it."""
    session.must(Action.ERASE, Thing.SYSTEM)
    erasing.erase_everything(gate.whole_store(), session.settings_of_all())
    st.cache_data.clear()
