"""The foot of the first page: what to do next, where something was done here before."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.presentation.findings import kept_line
from coach.presentation.pursuit import coming_line, who_line
from coach.presentation.start import SHOWN, due, more_line, waiting_line
from coach.presentation.text import safe_text, shown_name
from coach.views import session
from coach.views.lead_plan import usual_plan
from coach.views.parts import link_here

LOOKED_AT = 20
"""Leads and recordings that are looked at: this page should open at once."""


def what_next() -> None:
    """Who is due today, what is being listened to and the last result; nothing where there is none of it."""
    waiting = [job.id for job in session.jobs().recent(LOOKED_AT) if not job.is_over]
    last = next((kept for kept in session.store().recordings(LOOKED_AT) if kept.score is not None), None)
    leads = session.leads().recent(LOOKED_AT)
    if not (waiting or last or leads):
        return
    st.header("Where you left off")
    if waiting:
        link_here(waiting_line(len(waiting)), icon=":material/hearing:", key="waiting", job=waiting)
    if last:
        with st.container(horizontal=True, vertical_alignment="center"):
            link_here(f"Last result: {safe_text(shown_name(last.name, 40))}", icon=":material/history:", key="last",
                      recording=last.id)  # fmt: skip
            st.text(kept_line(last.recording, last.facts.lead, last.score, last.kept_at, session.zone()))
    if leads:
        _due([(pursuit, usual_plan(pursuit)) for pursuit in leads])


def _due(planned: list) -> None:
    first = due(planned, dt.datetime.now(dt.UTC))
    for pursuit, plan in first[:SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("follow_ups.py", label=safe_text(who_line(pursuit)), icon=":material/forward_to_inbox:",
                         query_params={"lead": pursuit.id})  # fmt: skip
            st.text(coming_line(plan, session.zone()))
    if first[SHOWN:]:
        st.page_link("follow_ups.py", label=more_line(len(first) - SHOWN), icon=":material/group:")
