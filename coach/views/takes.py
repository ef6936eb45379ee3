"""Spoken takes of a voicemail: record one, and see its score beside the others."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.edges.jobs import Job, State
from coach.edges.kept import Kept
from coach.models import Channel, Result
from coach.practising import Told, next_number, take_options, takes_on_the_way
from coach.practising import takes as takes_to
from coach.presentation.practice import Take, best_score, limit_s, take_name, take_shown
from coach.presentation.text import plain, progress_line, safe_text
from coach.rubrics_in_use import standards
from coach.views import session
from coach.views.listen import listen
from coach.views.parts import attempt, told_last
from coach.views.working import LOOK_EVERY_S

ASIDE = 4
"""Takes that are shown beside each other, the last."""
_NEXT = "practice-take"
_TOLD = "practice-takes"
_LAST = "practice-take-last"


def takes(about: Told) -> None:
    """The recorder, and below it what became of the takes to this person."""
    st.subheader("Say it")
    st.session_state.setdefault(_NEXT, 0)
    key = f"practice-take-{st.session_state[_NEXT]}"
    st.audio_input("Record a take: it is scored as soon as you stop", sample_rate=16000, key=key,
                   on_change=_recorded, args=(about, key))  # fmt: skip
    told_last(_TOLD)
    waiting = takes_on_the_way(session.store(), about.lead)

    @st.fragment(run_every=LOOK_EVERY_S if waiting else None)
    def watch() -> None:
        on_the_way = takes_on_the_way(session.store(), about.lead)
        if waiting and not on_the_way:
            _fallen([job.id for job in waiting])
            st.rerun()
        if on_the_way:
            session.keep_working()
        for job in on_the_way:
            _progress(job)

    watch()
    _compared(about)


def _recorded(about: Told, key: str) -> None:
    """Gives the take to the queue as soon as it is there, and an empty recorder for the next one."""
    sound = st.session_state.get(key)
    if sound is None or sound.file_id == st.session_state.get(_LAST):
        return  # a page that runs again while the recorder changes tells of the same take once more
    st.session_state[_LAST] = sound.file_id
    number = next_number(session.store(), about.lead)

    def keep() -> None:
        store, limit = session.store(), session.settings().max_upload_bytes
        recording = store.keep_audio(sound, take_name(number, about.lead), limit)
        session.submit(recording, take_options(about))

    if attempt(_TOLD, keep, f"Take {number} is kept. Its score comes here in a moment."):
        st.session_state[_NEXT] += 1


def _fallen(jobs: list[str]) -> None:
    """Keeps why a take was not scored, for the page that is drawn next."""
    found = (session.jobs().job(job) for job in jobs)
    failed = next((job for job in found if job and job.state is State.FAILED), None)
    if failed:
        st.session_state[f"told-{_TOLD}"] = (f"{failed.error} {failed.hint} The take is kept.".strip(), True)


def _progress(job: Job) -> None:
    before = session.jobs().waiting_before(job.id) if job.state is State.QUEUED else 0
    left = job.time_left(dt.datetime.now(dt.UTC))
    st.progress(job.progress, text=safe_text(progress_line(job.stage, job.progress, left, before)))
    if job.error:  # it waits for the machine
        st.warning(safe_text(job.error), icon=":material/hourglass_empty:")


def _compared(about: Told) -> None:
    kept = takes_to(session.store(), about.lead)
    last = list(enumerate(kept, 1))[-ASIDE - 1 :]  # one more, which the first of them is held against
    results = [(number, one, session.store().result(one.id)) for number, one in last]
    heard = [(number, one, result) for number, one, result in results if result]
    if not heard:
        st.caption("Nobody but you hears a take. What it scores shows here, the takes side by side.")
        return
    best = best_score(result for _, _, result in heard[-ASIDE:])
    limit = limit_s(Channel.VOICEMAIL, standards())
    befores: list[Result | None] = [None, *(result for _, _, result in heard)]
    shown = [
        (one, take_shown(number, result, before, best, limit))
        for (number, one, result), before in zip(heard, befores, strict=False)
    ][-ASIDE:]
    for column, (one, take) in zip(st.columns(ASIDE), shown[::-1], strict=False):
        with column, st.container(border=True):
            _take(one, take)


def _take(kept: Kept, take: Take) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{take.title}**")
        if take.best:
            st.badge("Best so far", icon=":material/star:", color="green")
    st.metric("Score", take.score, take.score_change)
    st.markdown(safe_text(take.size))
    if take.against:
        st.caption(safe_text(take.against))
    st.markdown(safe_text(take.advice))
    if kept.has_audio:
        listen(kept.id, f"{take.title}: {plain(kept.name)}")
    st.page_link("review.py", label="Scorecard", icon=":material/hearing:", query_params={"recording": kept.id})
