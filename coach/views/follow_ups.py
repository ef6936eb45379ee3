"""Follow-ups: what to say to a lead next, when, and what was done so far.

The address says what is shown: nothing (all leads), `?recording=...` (whose call this was), or `?lead=...`.
"""

import datetime as dt

import streamlit as st

from coach.business_hours import BusinessHours
from coach.consent import no_contact
from coach.presentation.pursuit import clock_line, coming_line, due_first, last_line, who_line
from coach.presentation.text import safe_text
from coach.pursuit import Pursuit
from coach.views import lead_drafts, lead_form, lead_log, lead_plan, session
from coach.views.parts import link_here, told_last

MORE = 50
SECTIONS = {
    "What to say": lead_drafts.section,
    "Plan": lead_plan.section,
    "Log": lead_log.section,
    "About them": lead_form.section,
}


def main() -> None:
    query = st.query_params
    if lead := query.get("lead"):
        _lead(lead)
    elif recording := query.get("recording"):
        lead_form.whose(recording)
    elif "new" in query:
        lead_form.new()
    else:
        _leads()


def _leads() -> None:
    st.title("Follow-ups")
    limit = st.session_state.setdefault("leads-limit", MORE)
    found = session.leads().recent(limit + 1)
    if not found:
        st.info(
            "No lead is kept yet. Review a voicemail or a call, then choose “What to say next” on its page. "
            "Or enter a lead yourself.",
            icon=":material/forward_to_inbox:",
        )
        st.page_link("review.py", label="Review a recording", icon=":material/hearing:")
    link_here("New lead", icon=":material/person_add:", new="1")
    plans = {pursuit.id: lead_plan.usual_plan(pursuit) for pursuit in found[:limit]}
    for pursuit in sorted(found[:limit], key=lambda p: due_first(plans[p.id])):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            link_here(safe_text(who_line(pursuit)), icon=":material/person:", key=f"lead-{pursuit.id}", lead=pursuit.id)
            st.text(last_line(pursuit, session.zone()))
            if plan := plans[pursuit.id]:
                st.text(coming_line(plan, session.zone()))
    if len(found) > limit and st.button("Show more"):
        st.session_state["leads-limit"] = limit + MORE
        st.rerun()


def _lead(lead: str) -> None:
    pursuit = session.leads().find(lead)
    if pursuit is None:
        st.title("This lead is not here")
        st.info("It may have been erased, or the address is incomplete.", icon=":material/search_off:")
        link_here("See your leads", icon=":material/group:")
        return
    st.title(safe_text(pursuit.details.name))
    _who(pursuit)
    if stopped := no_contact(pursuit.lead, pursuit.touches):
        st.warning(safe_text(stopped), icon=":material/block:")
    told_last(lead)
    tabs = st.tabs(list(SECTIONS), key="view", on_change="rerun")
    for tab, section in zip(tabs, SECTIONS.values(), strict=True):
        if tab.open:
            with tab:
                section(pursuit)


def _who(pursuit: Pursuit) -> None:
    known = pursuit.details
    about = f"asked about: {known.about}" if known.about else None
    if line := ", ".join(part for part in (known.company, about) if part):
        st.markdown(safe_text(line))
    with st.container(horizontal=True, vertical_alignment="center"):
        link_here("All leads", icon=":material/arrow_back:")
        if known.timezone:
            hours = BusinessHours(timezone=known.timezone, region=known.region)
            st.caption(safe_text(clock_line(hours, dt.datetime.now(dt.UTC))))


main()
