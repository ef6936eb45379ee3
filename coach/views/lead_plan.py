"""The plan of one lead: what to do when, what for, and where the advice stands; done touches go into the log."""

from __future__ import annotations

import datetime as dt
import json
from itertools import zip_longest

import streamlit as st

from coach.business_hours import BusinessHours
from coach.cadence import Cadence
from coach.cadence_report import brief, cadence_json, when_due
from coach.edges.calendars import to_csv, to_ics
from coach.errors import CoachError
from coach.leads import Stage
from coach.planned_touches import PlannedTouch
from coach.presentation.drafts import purpose_of
from coach.presentation.pursuit import (
    CHANNEL_ICONS,
    NOT_LEGAL,
    OUTCOMES,
    STATES,
    about_line,
    outcomes_of,
    plan_file_name,
    planned_title,
    step_line,
)
from coach.presentation.text import safe_text
from coach.pursuit import Pursuit, Start, next_touches, starts
from coach.touch_drafts import TouchDraft
from coach.views import session
from coach.views.downloads import Download, downloads
from coach.views.lead_log import ask_when, keep, moment
from coach.views.parts import explain


def section(pursuit: Pursuit) -> None:
    """What to do next about this lead, and the files of it."""
    zone = pursuit.details.timezone
    if zone is None:
        st.info("Where are they? Tell their time zone under “About them”, then there is a plan.")
        return
    hours = BusinessHours(timezone=zone, region=pursuit.details.region)
    found = starts(pursuit)
    start = found[0]
    if len(found) > 1:
        start = st.selectbox("The plan starts from", found, format_func=lambda s: s.line(hours),
                             key=f"start-{pursuit.id}")  # fmt: skip
    try:
        plan = _planned(pursuit, start, hours)
    except CoachError as error:
        explain(error)
        return
    _head(plan)
    drafts = session.planned_drafts(pursuit, start.recording or next(iter(pursuit.recordings), None), plan)
    every = list(zip_longest(plan.touches, drafts))
    for touch, draft in every:
        if touch.stage is not Stage.NURTURE:
            _touch(pursuit, touch, draft)
    if later := [pair for pair in every if pair[0].stage is Stage.NURTURE]:
        with st.expander(f"After that: once a quarter ({len(later)})", icon=":material/event_repeat:"):
            for touch, draft in later:
                _touch(pursuit, touch, draft)
    _foot(pursuit, plan, drafts)


def usual_plan(pursuit: Pursuit) -> Cadence | None:
    """The plan from the newest talk, else from the inquiry; None where none can be made."""
    zone = pursuit.details.timezone
    if zone is None:
        return None
    try:
        return _planned(pursuit, starts(pursuit)[0], BusinessHours(timezone=zone, region=pursuit.details.region))
    except CoachError:
        return None


def _planned(pursuit: Pursuit, start: Start, hours: BusinessHours) -> Cadence:
    """The plan from `start`, with the agreed step and the reading of silence where the talk was recorded."""
    heard = session.heard(start.recording) if start.talked and start.recording else None
    step, silence = (heard.step, heard.silence) if heard else (None, None)
    return next_touches(pursuit, start, hours, dt.datetime.now(dt.UTC), step, silence)


def _head(plan: Cadence) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        look = STATES[plan.state]
        st.badge(look.word, icon=look.icon, color=look.color)
        st.markdown(safe_text(plan.reason))
    step = plan.step
    if step and step.date:
        st.markdown(f":material/handshake: **Agreed:** {safe_text(step_line(step, step.date))}")


def _touch(pursuit: Pursuit, touch: PlannedTouch, draft: TouchDraft | None) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{CHANNEL_ICONS[touch.channel]} **{safe_text(planned_title(touch))}**")
            st.markdown(safe_text(when_due(touch, session.zone())))
            st.button("Write it", key=f"write-{touch.stage}-{touch.due_utc:%Y%m%d}", icon=":material/edit:",
                      on_click=lambda: _write(pursuit, touch))  # fmt: skip
            _done(pursuit, touch)
        st.markdown(safe_text(touch.purpose))
        st.caption(safe_text(f"{about_line(touch)}. From {brief(touch.source)}."))
        if touch.note:
            st.caption(safe_text(touch.note))
        if draft is not None:
            _say(draft)


def _say(draft: TouchDraft) -> None:
    """What to write or say at a touch, in short; the drafts themselves show what it rests on."""
    with st.expander("What to say", type="compact"):
        if draft.draft:
            st.code(draft.draft.text, language=None, wrap_lines=True)
        if draft.voicemail:
            st.caption("Nobody answers: a voicemail")
            st.code(draft.voicemail.text, language=None, wrap_lines=True)
        if draft.why:
            st.caption(safe_text(draft.why))


def _write(pursuit: Pursuit, touch: PlannedTouch) -> None:
    """Opens the drafts for a planned touch."""
    st.session_state["view"] = "What to say"
    st.session_state[f"channel-{pursuit.id}"] = touch.channel
    st.session_state[f"purpose-{pursuit.id}"] = purpose_of(touch)


def _done(pursuit: Pursuit, touch: PlannedTouch) -> None:
    key = f"{pursuit.id}-{touch.stage}-{touch.due_utc:%Y%m%d}"
    with st.popover("Done", icon=":material/check:"), st.form(f"done-{key}", border=False):
        outcome = st.radio("What came of it?", outcomes_of(touch.channel), format_func=lambda o: OUTCOMES[o].word,
                           key=f"came-{key}")  # fmt: skip
        at = ask_when(f"at-{key}")
        text = st.text_area("What you wrote or said", key=f"text-{key}", height=80)
        if st.form_submit_button("Log it", type="primary"):
            keep(pursuit, at=moment(at), channel=touch.channel, outcome=outcome, text=text, stage=touch.stage)
            st.rerun()


def _foot(pursuit: Pursuit, plan: Cadence, drafts: tuple[TouchDraft, ...]) -> None:
    for note in plan.notes:
        st.caption(safe_text(note))
    st.caption(safe_text(f"All times are {plan.timezone}, where they are. {NOT_LEGAL}"))
    files = [
        Download(label="Table (CSV)", name=plan_file_name(plan, "csv"), media_type="text/csv", text=to_csv(plan)),
        Download(label="JSON", name=plan_file_name(plan, "json"), media_type="application/json",
                 text=json.dumps(cadence_json(plan, drafts), ensure_ascii=False, indent=1)),
    ]  # fmt: skip
    if plan.touches or (plan.step and plan.step.date):
        calendar = to_ics(plan, dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)).decode()
        files.insert(0, Download(label="Calendar (.ics)", name=plan_file_name(plan, "ics"),
                                 media_type="text/calendar", text=calendar))  # fmt: skip
    downloads(files, key=f"files-{pursuit.id}")
