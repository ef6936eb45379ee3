"""Calls: every recording that is kept, the newest first."""

import streamlit as st

from coach.models import Kind
from coach.presentation.findings import kept_line
from coach.presentation.text import plain, safe_text
from coach.views import session

MORE = 50

st.title("Calls")
limit = st.session_state.setdefault("calls-limit", MORE)
kept = session.store().recordings(limit + 1)
if not kept:
    st.info("Nothing was reviewed here yet.", icon=":material/library_music:")
    st.page_link("review.py", label="Review your first recording", icon=":material/hearing:")
for recording in kept[:limit]:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.page_link("review.py", label=safe_text(plain(recording.name)), query_params={"recording": recording.id})
        st.text(
            kept_line(
                recording.recording, recording.facts.lead, recording.score, recording.kept_at, st.context.timezone
            )
        )
        if recording.recording and recording.recording.kind is not Kind.NO_SPEECH and not recording.facts.practice:
            st.page_link("follow_ups.py", label="What to say next", icon=":material/forward_to_inbox:",
                         query_params={"recording": recording.id})  # fmt: skip
if len(kept) > limit and st.button("Show more"):
    st.session_state["calls-limit"] = limit + MORE
    st.rerun()
