"""The second state of the review page: how far the work is. It may be closed and found again by its address."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.edges.jobs import Job, State
from coach.edges.kept import Kept
from coach.presentation.text import plain, progress_line, safe_text
from coach.views import session
from coach.views.parts import show

LOOK_EVERY_S = 0.7


def page(wanted: list[str]) -> None:
    now = [session.jobs().job(job) for job in wanted]
    waiting = any(job is not None and not job.is_over for job in now)
    st.title("Listening" if waiting else "Listening is over")

    @st.fragment(run_every=LOOK_EVERY_S if waiting else None)
    def watch() -> None:
        found = [session.jobs().job(job) for job in wanted]
        over = all(job is None or job.is_over for job in found)
        if len(found) == 1 and found[0] is not None and found[0].state is State.DONE:
            show(recording=found[0].recording)
        if waiting and over:
            st.rerun()
        if not over:
            session.keep_working()
        for job in found:
            _one(job)
        if not over:
            st.caption("You can close this page: the work goes on, and this address finds it again.")

    watch()
    st.page_link("review.py", label="Review another recording", icon=":material/add:")


def _one(job: Job | None) -> None:
    if job is None:
        st.info("This piece of work is not known here any more. Its recording may be among your calls.")
        st.page_link("calls.py", label="See your calls", icon=":material/library_music:")
        return
    kept = session.store().recording(job.recording)
    name = plain(kept.name) if kept else "Recording"
    with st.container(border=True):
        if job.state is State.DONE:
            st.page_link(
                "review.py",
                label=safe_text(name),
                icon=":material/check_circle:",
                query_params={"recording": job.recording},
            )
        elif job.state is State.FAILED:
            st.text(name)
            st.error(safe_text(f"{job.error} {job.hint}".strip()), icon=":material/error:")
            _file_kept(job, kept, "Try again")
        elif job.state is State.CANCELLED:
            st.text(name)
            st.info("You stopped this review.", icon=":material/stop_circle:")
            _file_kept(job, kept, "Start it again")
        else:
            _running(job, name)


def _running(job: Job, name: str) -> None:
    st.text(name)
    left = job.time_left(dt.datetime.now(dt.UTC))
    before = session.jobs().waiting_before(job.id) if job.state is State.QUEUED else 0
    st.progress(job.progress, text=safe_text(progress_line(job.stage, job.progress, left, before)))
    if job.heard:
        with st.container(height=150):
            st.text(plain(job.heard))
    if st.button("Cancel", key=f"cancel-{job.id}", icon=":material/stop_circle:"):
        session.jobs().cancel(job.id)
        st.rerun()


def _file_kept(job: Job, kept: Kept | None, label: str) -> None:
    """What is left of it, and the way on from there."""
    if kept is None or not kept.has_audio:
        st.caption("Its file is not kept here any more.")
        return
    st.caption("Your file is kept.")
    if st.button(label, key=f"again-{job.id}", icon=":material/refresh:"):
        show(job=session.submit(job.recording, job.options))
