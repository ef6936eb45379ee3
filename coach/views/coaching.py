"""Coaching: which recordings wait for a trainer, and scoring one of them.

The address says which: nothing (the queue), `?recording=...&t=...`, or a session with a group, `?session=...&clip=2`.
"""

from collections.abc import Sequence

import streamlit as st

from coach.coaching import Waiting
from coach.presentation.coaching import FILTERS, badges, reps, waiting_line
from coach.presentation.text import plain, safe_text, shown_name
from coach.views import agenda, agreeing, projector, scoring, session
from coach.views.parts import link_here, told_last
from coach.views.trainers import ANYBODY, BLIND, QUEUE, queue_of, remembered, trainer

MORE = 50


def main() -> None:
    if wanted := st.query_params.get("session"):  # before a group nobody has to say their name
        projector.page(wanted, st.query_params.get("clip"))
        return
    who = trainer()
    if who is None:
        return
    if recording := st.query_params.get("recording"):
        scoring.page(recording, st.query_params.get("t"), who)
    else:
        _queue(who)


def _queue(who: str) -> None:
    st.title("Coaching")
    told_last(QUEUE)
    everything = session.reviews().queue()
    if not everything:
        st.info("No recording was scored here yet. Review one first, then come back.", icon=":material/rate_review:")
        st.page_link("review.py", label="Review a recording", icon=":material/hearing:")
        return
    to_score, sessions, agreement = st.tabs(["To score", agenda.TAB, agreeing.TAB], key="part", bind="query-params")
    with to_score:
        _to_score(everything, who)
    with sessions:
        agenda.listed()
    with agreement:
        agreeing.section(everything, who)


def _to_score(everything: Sequence[Waiting], who: str) -> None:
    names = reps(everything)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        remembered("coach-only", [])
        st.pills("Show only", FILTERS, selection_mode="multi", key="coach-only")
        if len(names) > 1:
            remembered("coach-rep", ANYBODY)
            st.selectbox("Rep", [ANYBODY, *names], key="coach-rep", format_func=plain, width=220)
    remembered(BLIND, True)
    st.toggle(
        "Hide the machine's verdicts until I submit",
        key=BLIND,
        help="Judge for yourself first. What you say without seeing them is what agreement is worked out from.",
    )
    found = queue_of(everything, who)
    if not found:
        st.info("Nothing is left with these filters.", icon=":material/task_alt:")
    limit = st.session_state.setdefault("coach-limit", MORE)
    for waiting in found[:limit]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            link_here(
                safe_text(shown_name(waiting.name, 48)),
                icon=":material/rate_review:",
                key=f"score-{waiting.recording}",
                recording=waiting.recording,
            )
            st.text(waiting_line(waiting, session.zone()))
            for word, icon, color in badges(waiting, who):
                st.badge(safe_text(word), icon=icon, color=color)
    if len(found) > limit and st.button("Show more"):
        st.session_state["coach-limit"] = limit + MORE
        st.rerun()


main()
