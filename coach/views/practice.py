"""Practice: who you call and why, the words checked while you write them, read against the clock, and spoken as takes.

The address says for whom: `?lead=...` is a lead that is kept, nothing is anybody.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

import streamlit as st

from coach.draft_check import DraftCheck, check_draft
from coach.errors import CoachError
from coach.followup import follow_ups
from coach.lead_drafts import Ground
from coach.materials import Material
from coach.models import Channel, Facts
from coach.pace import RepPace
from coach.practising import Told, check_facts, lead_ground, practice_ground
from coach.presentation.practice import (
    ALOUD,
    CHANNEL_WORDS,
    CHANNELS,
    PLACEHOLDERS,
    editor_check,
    limit_s,
    pace_note,
)
from coach.presentation.text import safe_text
from coach.pursuit import Pursuit
from coach.rubrics_in_use import standards
from coach.views import practice_drafts as drafts
from coach.views import session
from coach.views.editor import editor, told
from coach.views.parts import explain
from coach.views.practice_about import about, fields, restore, waits_for_restoring, whom
from coach.views.takes import takes


def main() -> None:
    st.title("Practice")
    pursuit = whom()
    owner = pursuit.id if pursuit else drafts.NOBODY
    drafts.receive(told("typed"))
    first = restore(owner)
    known = about(pursuit, owner)
    channel = _channel()
    ground = _ground(pursuit, known)
    _begin(owner, channel, ground, stopped=_stopped(ground.material, channel))
    facts = check_facts(ground.material, channel)
    _live(owner, channel, facts, ground.pace, fields(owner), first)
    if channel is Channel.VOICEMAIL:
        takes(known)
    if pursuit:
        st.page_link("follow_ups.py", label="Log it, and see what comes next", icon=":material/forward_to_inbox:",
                     query_params={"lead": pursuit.id})  # fmt: skip


def _channel() -> Channel:
    asked = st.query_params.get("channel")
    if asked in CHANNELS and st.session_state.get("practice-asked") != asked:
        st.session_state["practice-channel"] = Channel(asked)
    st.session_state["practice-asked"] = asked
    st.session_state.setdefault("practice-channel", Channel.VOICEMAIL)
    chosen = st.radio(
        "What do you prepare?",
        CHANNELS,
        format_func=lambda channel: CHANNEL_WORDS[channel],
        key="practice-channel",
        horizontal=True,
        persist_state="session",
    )
    return Channel(chosen)


def _ground(pursuit: Pursuit | None, known: Told) -> Ground:
    if pursuit is None:
        return practice_ground(session.store(), session.settings(), known)
    today = dt.datetime.now(zoneinfo.ZoneInfo(pursuit.details.timezone or session.zone())).date()
    return lead_ground(session.store(), session.settings(), pursuit, known, today)


def _stopped(material: Material, channel: Channel) -> bool:
    """Says why nothing may go out to them this way; whether that is so."""
    reason = material.no_contact or (material.no_text if channel is Channel.SMS else None)
    if reason:
        st.warning(safe_text(reason), icon=":material/block:")
    return bool(reason)


def _begin(owner: str, channel: Channel, ground: Ground, *, stopped: bool) -> None:
    """A draft made here, an empty page, or what stood there before."""
    mine = drafts.text_of(owner, channel)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Another draft ({mine.number} of {mine.made})" if mine.made > 1 else "Draft it for me"
        wanted = st.button(label, icon=":material/edit_note:", type="primary", key="practice-draft",
                           disabled=stopped)  # fmt: skip
        if st.button("Start blank", icon=":material/check_box_outline_blank:", key="practice-blank"):
            drafts.put(owner, channel, "")
            st.rerun()
        back = mine.before is not None and mine.before != mine.text
        if back and st.button("Put back what I had", icon=":material/undo:", key="practice-back"):
            drafts.put(owner, channel, mine.before or "")
            st.rerun()
    if wanted:
        _draft(owner, channel, ground, mine)


def _draft(owner: str, channel: Channel, ground: Ground, mine: drafts.Text) -> None:
    try:
        made = follow_ups(ground.material, channel, standards(), silence=ground.silence_kind, pace_wpm=ground.pace.wpm)
    except CoachError as error:
        explain(error)
        return
    if not made.drafts:
        st.info(
            safe_text(made.refusal or made.ask or "There is nothing to go on from yet."),
            icon=":material/contact_support:",
        )
    else:
        chosen = made.drafts[mine.number % len(made.drafts)]
        drafts.put(owner, channel, chosen.text)
        mine.number, mine.made = mine.number % len(made.drafts) + 1, len(made.drafts)
        st.rerun()


@st.fragment
def _live(owner: str, channel: Channel, facts: Facts, pace: RepPace, filled: dict[str, str], first: bool) -> None:
    """The editor. While one types, only this runs again."""
    drafts.receive(told("typed"))
    if waits_for_restoring(owner):
        st.rerun()  # the fields above the editor are filled anew
    mine = drafts.text_of(owner, channel)
    check, error = _check(mine.text, facts, pace)
    editor(
        {
            "draft": drafts.name(owner, channel),
            "version": mine.version,
            "text": mine.text,
            "untouched": mine.untouched,
            "ignored": list(mine.ignored),
            "label": f"{CHANNEL_WORDS[channel]}, in your words",
            "placeholder": PLACEHOLDERS[channel],
            "aloud": channel in ALOUD,
            "wpm": pace.wpm,
            "limit": limit_s(channel, standards()),
            "note": pace_note(pace, channel),
            "checked": editor_check(check, facts.previous or (), standards()) if check else None,
            "error": error,
            "owner": owner,
            "fields": filled,
            "first": first,
        }
    )


def _check(text: str, facts: Facts, pace: RepPace) -> tuple[DraftCheck | None, str]:
    """What our rubrics say of the text; or why they say nothing. Of an empty one there is nothing to say."""
    if not text.strip():
        return None, ""
    try:
        return check_draft(text, facts, standards(), pace.wpm), ""
    except CoachError as error:
        return None, str(error)


main()
