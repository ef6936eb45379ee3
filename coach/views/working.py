"""The second state of the review page: how far the work is. It may be closed and found again by its address."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.edges.jobs import Job, State
from coach.edges.kept import Kept
from coach.presentation.text import plain, progress_line, safe_text
from coach.presentation.working import Line, done_line, in_order, line, waiting_line
from coach.views import own_scores, session
from coach.views.parts import show, told_last

LOOK_EVERY_S = 0.7
WAITING = "waiting-jobs"
"""Whose page says what came of handing the recordings in."""
IN_SIGHT = 3
"""Recordings that wait and are shown; the others are counted."""
MORE = 50


def page(wanted: list[str]) -> None:
    now = [session.jobs().job(job) for job in wanted]
    waiting = any(job is not None and not job.is_over for job in now)
    st.title("Listening" if waiting else "Listening is over")
    told_last(WAITING)
    if waiting:
        own_scores.toggle()

    @st.fragment(run_every=LOOK_EVERY_S if waiting else None)
    def watch() -> None:
        found = [session.jobs().job(job) for job in wanted]
        over = all(job is None or job.is_over for job in found)
        if len(found) == 1 and found[0] is not None and found[0].state is State.DONE:
            show(**own_scores.address(found[0].recording))
        if waiting and over:
            st.rerun()
        if not over:
            session.keep_working()
        if len(found) == 1:
            _one(found[0])
        else:
            _several(found)
        if not over:
            st.caption("You can close this page: the work goes on, and this address finds it again.")

    watch()
    st.page_link("review.py", label="Review another recording", icon=":material/add:")


def _several(found: list[Job | None]) -> None:
    """How many are done; what is worked on, what went wrong, and once all is over what came of each."""
    over = [job is None or job.is_over for job in found]
    if not all(over):
        st.progress(sum(over) / len(over), text=done_line(over))
    done = [job for job in found if job and job.state is State.DONE]
    others = [job for job in found if job is None or job.state not in (State.DONE, State.QUEUED)]
    queued = [job for job in found if job and job.state is State.QUEUED]
    for job in (*others, *queued[:IN_SIGHT]):
        _one(job)
    if left := queued[IN_SIGHT:]:
        st.caption(f"{len(left)} more {'waits' if len(left) == 1 else 'wait'} behind them.")
    if all(over):
        _results(done)
    else:
        for job in done:
            _one(job)


def _results(done: list[Job]) -> None:
    """What came of each, the lowest score first. Who scores themselves first is told no score."""
    recordings = dict.fromkeys(job.recording for job in done)
    limit = st.session_state.setdefault("working-limit", MORE)
    lines = [found for recording in recordings if (found := _line(recording))]
    if not lines:
        return
    hidden = {one.recording for one in lines if own_scores.hides(one.recording)}
    st.header("What came of them")
    if not hidden:
        st.caption("The lowest score first: there is most to win.")
    ordered = in_order(lines) if not hidden else tuple(lines)
    for one in ordered[:limit]:
        _row(one, one.recording in hidden)
    if len(ordered) > limit and st.button("Show more"):
        st.session_state["working-limit"] = limit + MORE
        st.rerun()


def _line(recording: str) -> Line | None:
    kept, result = session.store().recording(recording), session.store().result(recording)
    return line(kept.name, result) if kept and result else None


def _row(one: Line, hidden: bool) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            _open(one.name, one.recording, f"result-{one.recording}")
            st.markdown(f"**{one.score_word}**" if not hidden else "Yours to score first")
            st.text(one.kind)
        if not hidden:
            st.markdown(f":material/lightbulb: {safe_text(one.change)}")


def _one(job: Job | None) -> None:
    if job is None:
        st.info("This piece of work is not known here any more. Its recording may be among your calls.")
        st.page_link("calls.py", label="See your calls", icon=":material/library_music:")
        return
    kept = session.store().recording(job.recording)
    name = plain(kept.name) if kept else "Recording"
    with st.container(border=True):
        if job.state is State.DONE:
            _open(name, job.recording, f"open-{job.id}")
        elif job.state is State.FAILED:
            st.text(name)
            icon = ":material/inventory_2:" if job.is_set_aside else ":material/error:"
            st.error(safe_text(f"{job.error} {job.hint}".strip()), icon=icon)
            _file_kept(job, kept, "Try again")
        elif job.state is State.CANCELLED:
            st.text(name)
            st.info("You stopped this review.", icon=":material/stop_circle:")
            _file_kept(job, kept, "Start it again")
        else:
            _running(job, name)


def _open(name: str, recording: str, key: str) -> None:
    """The way to a result. A link would leave the address of this page, and a callback would run only its fragment."""
    if st.button(safe_text(name), icon=":material/check_circle:", type="tertiary", key=key):
        show(**own_scores.address(recording))


def _running(job: Job, name: str) -> None:
    st.text(name)
    now = dt.datetime.now(dt.UTC)
    left = job.time_left(now)
    before = session.jobs().waiting_before(job.id) if job.state is State.QUEUED else 0
    st.progress(job.progress, text=safe_text(progress_line(job.stage, job.progress, left, before)))
    if job.state is State.WAITING:
        st.warning(safe_text(waiting_line(job.error, job.next_at, now)), icon=":material/hourglass_empty:")
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
