"""What of a recording is private: why it may be kept, a hold, and silence over card numbers."""

from __future__ import annotations

import streamlit as st

from coach.edges.kept import Kept
from coach.models import Kind, Result
from coach.presentation.privacy import consent_line, hold_line, state_of
from coach.presentation.text import local_time, safe_text
from coach.recording_consent import SETTABLE, RecordingBasis, is_evidenced
from coach.spoken_secrets import secrets_said
from coach.views import custody, session
from coach.views.parts import attempt

AS_HEARD = "as heard"


def banner(kept: Kept, result: Result) -> None:
    """What must not be overlooked: a hold, and a consent that the state asks for and nothing shows."""
    hold = custody.hold_of(kept.id)
    if hold is not None:
        st.warning(
            safe_text(hold_line(hold.reason, hold.author, local_time(hold.held_at, session.zone()))),
            icon=":material/lock:",
        )
    if result.recording.kind is Kind.CALL:
        consent = custody.consent_of(kept.id, result.transcript)
        if not is_evidenced(consent, state_of(session.settings().region)):
            st.warning(safe_text(consent_line(consent, session.settings().region)), icon=":material/shield_lock:")


def button(kept: Kept, result: Result) -> None:
    """Why it may be kept, and what can be done about that, a hold and the sound of numbers."""
    with st.popover("Privacy", icon=":material/shield_lock:"):
        consent = custody.consent_of(kept.id, result.transcript)
        st.caption(safe_text(consent_line(consent, session.settings().region)))
        _consent(kept.id)
        if custody.may_hold(kept.id):
            _hold(kept.id, is_held=custody.hold_of(kept.id) is not None)
        if kept.has_audio and secrets_said(result.transcript):
            _mute(kept.id)


def _consent(recording: str) -> None:
    chosen = st.selectbox(
        "Consent to record", [AS_HEARD, *(basis.value for basis in SETTABLE)], key=f"consent-{recording}", index=None,
        placeholder="Say what it is",
    )  # fmt: skip
    if chosen and st.button("Save the basis", key=f"consent-save-{recording}"):
        basis = None if chosen == AS_HEARD else RecordingBasis(chosen)
        attempt(recording, lambda: custody.set_consent(recording, basis), "The basis is noted.")
        st.rerun()


def _hold(recording: str, *, is_held: bool) -> None:
    if is_held:
        if st.button("Lift the hold", icon=":material/lock_open:", key=f"lift-{recording}"):
            attempt(recording, lambda: custody.lift(recording), "The hold is lifted.")
            st.rerun()
        return
    reason = st.text_input("Reason for a hold", max_chars=300, key=f"hold-{recording}",
                           help="On hold, nothing takes the recording away: no erasing, no time limit.")  # fmt: skip
    if st.button("Put on hold", icon=":material/lock:", key=f"hold-save-{recording}"):
        attempt(recording, lambda: custody.hold(recording, reason), "It is on hold.")
        st.rerun()


def _mute(recording: str) -> None:
    also = st.checkbox("Also in the kept sound. Nobody can bring it back.", key=f"mute-original-{recording}")
    if st.button("Silence the numbers", icon=":material/volume_off:", key=f"mute-{recording}"):
        done = "The numbers are silent where it is played."
        attempt(recording, lambda: custody.mute(recording, also_original=also), done)
        st.rerun()
