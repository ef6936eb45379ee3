"""Sessions with a group: the list of them, and the agenda of one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.presentation.sessions import ClipTold, clip_told, session_line
from coach.presentation.text import local_time, plain, safe_text
from coach.sessions import Details, OnAgenda, Session
from coach.views import session
from coach.views.parts import attempt, link_here, told_last
from coach.views.trainers import author

TAB = "Sessions"


def listed() -> None:
    """Every session, and the way to a new one."""
    told_last("sessions")
    found = session.sessions().recent()
    if not found:
        st.info(
            "No session yet. “Add to the session” beside a quote, a comment or chosen words puts them on an agenda.",
            icon=":material/co_present:",
        )
    for one in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            link_here(safe_text(plain(one.details.name)), icon=":material/co_present:", key=f"session-{one.id}",
                      session=one.id)  # fmt: skip
            st.text(f"{session_line(one)} · {local_time(one.touched_at, session.zone())}")
    with (
        st.form("new-session", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("A new session", placeholder="Tuesday coaching", max_chars=80, width=320)
        made = st.form_submit_button("Make it", icon=":material/add:")
    if made:
        if not name.strip():
            st.warning("Give the session a name, such as the day and the group.", icon=":material/info:")
            return
        new = session.sessions().add(Details(name=name), author())
        st.query_params.from_dict({"session": new})
        st.rerun()


def page(found: Session) -> None:
    """The agenda of one session: what is heard, in which order, and what is asked."""
    about = found.id
    st.title(safe_text(plain(found.details.name)))
    with st.container(horizontal=True, vertical_alignment="center"):
        link_here("All sessions", icon=":material/arrow_back:", key="to-sessions", part=TAB)
        if found.agenda:
            st.button("Start the session", type="primary", icon=":material/play_arrow:", key="start-session",
                      on_click=lambda: st.query_params.from_dict({"session": about, "clip": "1"}))  # fmt: skip
            link_here("What was decided", icon=":material/task_alt:", key="to-end", session=about, clip="end")
        _names(found)
    told_last(about)
    if not found.agenda:
        st.info(
            "The agenda is empty. On the page of a recording, “Add to the session” beside a quote, a comment or chosen "
            "words puts them here.",
            icon=":material/playlist_add:",
        )
        link_here("Choose a recording", icon=":material/rate_review:", key="choose-recording")
    for number, item in enumerate(found.agenda, start=1):
        _item(found, item, clip_of_session(found, item, number))
    if found.taken_off:
        with st.expander(f"Taken off ({len(found.taken_off)})", icon=":material/playlist_remove:"):
            for item in found.taken_off:
                clip = clip_of_session(found, item, 0)
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(f"**{safe_text(clip.title)}** · {safe_text(clip.where)}")
                    st.button("Put back", key=f"back-{item.id}", icon=":material/undo:", type="tertiary",
                              on_click=_change, args=(about, session.sessions().put_back, item.id))  # fmt: skip
    _settings(found)


def clip_of_session(found: Session, item: OnAgenda, number: int) -> ClipTold:
    """The clip in words, without names where the session hides them."""
    recording = item.clip.recording
    result = session.store().result(recording)
    rubric = session.rubric_of(result.scorecard) if result and result.scorecard else None
    name = None if found.details.hides_names else session.store().name(recording)
    return clip_told(item, number, result, rubric, session.store().facts(recording), name)


def _item(found: Session, item: OnAgenda, clip: ClipTold) -> None:
    sessions, about, last = session.sessions(), found.id, clip.number == len(found.agenda)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{clip.number}. {safe_text(clip.title)}** · {safe_text(clip.where)}")
        if clip.preview:
            st.markdown(f"“{safe_text(clip.preview)}”")
        key = f"question-{item.id}"
        st.text_input(
            "Question for the group",
            value=clip.question,
            key=key,
            max_chars=2000,
            placeholder="What could she have asked here?",
            on_change=lambda: attempt_quietly(
                about, lambda: sessions.ask(about, item.id, st.session_state[key], author())
            ),
        )
        if clip.decided:
            st.markdown(f":material/task_alt: Decided: {safe_text(clip.decided)}")
        with st.container(horizontal=True):
            for label, icon, step, is_end in (
                ("Up", "arrow_upward", -1, clip.number == 1),
                ("Down", "arrow_downward", 1, last),
            ):
                st.button(label, key=f"{label}-{item.id}", icon=f":material/{icon}:", type="tertiary", disabled=is_end,
                          on_click=_change, args=(about, sessions.move, item.id, step))  # fmt: skip
            st.button("Take off", key=f"off-{item.id}", icon=":material/close:", type="tertiary",
                      on_click=_change, args=(about, sessions.take_off, item.id))  # fmt: skip
            link_here("Show it", icon=":material/co_present:", key=f"show-{item.id}", session=about,
                      clip=str(clip.number))  # fmt: skip
            link_here("Its recording", icon=":material/rate_review:", key=f"from-{item.id}",
                      recording=item.clip.recording, t=f"{item.clip.start:.1f}")  # fmt: skip


def _names(found: Session) -> None:
    st.toggle(
        "Hide names",
        value=found.details.hides_names,
        key=f"hides-{found.id}",
        on_change=_renamed,
        args=(found,),
        help="Neither the file nor who is heard is named then, here and on the projector. What is said aloud stays.",
    )


def _renamed(found: Session) -> None:
    name = st.session_state[f"name-{found.id}"].strip() or found.details.name
    hides = st.session_state[f"hides-{found.id}"]
    attempt_quietly(
        found.id, lambda: session.sessions().change(found.id, Details(name=name, hides_names=hides), author())
    )


def _settings(found: Session) -> None:
    sessions, about = session.sessions(), found.id

    with st.expander("Rename or delete", icon=":material/tune:"):
        st.text_input("Name of the session", value=found.details.name, max_chars=80, key=f"name-{about}",
                      on_change=_renamed, args=(found,), width=400)  # fmt: skip
        with st.popover("Delete this session", icon=":material/delete:", type="tertiary"):
            st.markdown("The agenda goes, with every question and decision. The recordings stay.")
            if st.button("Delete it for good", key="erase-session", icon=":material/delete:"):
                attempt("sessions", lambda: sessions.erase(about), "The session is deleted.")
                st.query_params.from_dict({"part": TAB})
                st.rerun()


def _change(about: str, work: Callable[..., object], *told: object) -> None:
    attempt_quietly(about, lambda: work(about, *told, author()))


def attempt_quietly(about: str, work: Callable[[], object]) -> None:
    """Does it; only what went wrong is said."""
    attempt(about, work, "")
