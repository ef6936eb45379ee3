"""The button “Add to the session”: from a quote, a comment or chosen words to a clip on an agenda."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.models import Result, Value
from coach.presentation.coaching import title_of
from coach.presentation.text import clock, plain, safe_text
from coach.rubric import Rubric
from coach.sessions import LONGEST_S, Details, around, clip_of, words_in
from coach.views import session
from coach.views.parts import explain, tell
from coach.views.trainers import author

NEW = ""
"""Stands for a session that is still to be named."""
_WANTED = "to-session"
USED = "session-used"
"""Which session a clip was put on last in this visit."""


class Wanted(Value):
    """What the form begins with; `page` is where it was asked for."""

    page: str
    recording: str
    start: float
    end: float | None
    criterion: str | None
    question: str


def offer(
    key: str,
    recording: str,
    start: float,
    end: float | None,
    criterion: str | None = None,
    question: str = "",
    page: str | None = None,
) -> None:
    """The button that puts these words, or what is said around `start`, on an agenda."""
    st.button(
        "Add to the session",
        key=f"to-session-{key}",
        icon=":material/co_present:",
        type="tertiary",
        on_click=begin,
        args=(recording, start, end, criterion, question, page),
        help="Puts this stretch on the agenda of a session with a group.",
    )


def begin(
    recording: str,
    start: float,
    end: float | None,
    criterion: str | None = None,
    question: str = "",
    page: str | None = None,
) -> None:
    """Opens the form with the page that is drawn next: the recording's own where no other is named."""
    _forget()
    st.session_state[_WANTED] = Wanted(
        page=page or recording, recording=recording, start=start, end=end, criterion=criterion, question=question
    )


def form(page: str) -> None:
    """The form, where one was asked for on this page."""
    wanted = st.session_state.get(_WANTED)
    if wanted is None or wanted.page != page:
        return
    result = session.store().result(wanted.recording)
    if result is not None:
        _form(wanted, result, session.rubric_of(result.scorecard) if result.scorecard else None)


def _forget() -> None:
    for key in [key for key in st.session_state if str(key).startswith(f"{_WANTED}-at-")]:
        st.session_state.pop(key)
    st.session_state.pop(_WANTED, None)


@st.dialog("Add to the session", width="medium", on_dismiss=_forget)
def _form(wanted: Wanted, result: Result, rubric: Rubric | None) -> None:
    known = {found.id: found.details.name for found in session.sessions().recent()}
    first = st.session_state.get(USED)
    options = [*known, NEW]
    chosen = st.selectbox(
        "Session",
        options,
        index=options.index(first) if first in known else 0,
        format_func=lambda one: plain(known[one]) if one else "A new session",
        key=f"{_WANTED}-at-session",
    )
    name = ""
    if not chosen:
        name = st.text_input("Its name", placeholder="Tuesday coaching", max_chars=80, key=f"{_WANTED}-at-name")
    length = result.recording.decoded_s
    start, end = around(result.transcript, wanted.start, wanted.end, length)
    left, right = st.columns(2)
    start = left.number_input("From (seconds)", 0.0, max(length, 1.0), start, 0.5, "%.1f", key=f"{_WANTED}-at-from")
    end = right.number_input("To (seconds)", 0.0, max(length, 1.0), end, 0.5, "%.1f", key=f"{_WANTED}-at-to")
    said = words_in(result.transcript, start, end)
    st.markdown(f"{clock(start)}–{clock(end)}: “{safe_text(plain(said))}”" if said else "Nobody speaks there.")
    points = [None, *(c.id for c in rubric.criteria)] if rubric else [None]
    point = st.selectbox(
        "The point that it is about",
        points,
        index=points.index(wanted.criterion) if wanted.criterion in points else 0,
        format_func=lambda one: title_of(one, rubric) if one else "None",
        key=f"{_WANTED}-at-point",
    )
    question = st.text_area(
        "Question for the group",
        value=wanted.question,
        placeholder="What could she have asked here?",
        height=80,
        max_chars=2000,
        key=f"{_WANTED}-at-question",
    )
    st.caption(f"A clip lasts {LONGEST_S:.0f} seconds at most. The question can be written later, too.")
    with st.container(horizontal=True):
        add = st.button("Add it", type="primary", key=f"{_WANTED}-add")
        cancel = st.button("Cancel", key=f"{_WANTED}-cancel")
    if add:
        try:
            clip = clip_of(result.recording.id, start, end, point, length)
            if not chosen and not name.strip():
                raise CoachError("The session has no name yet.", "Give it one, such as the day and the group.")
            into = chosen or session.sessions().add(Details(name=name), author())
            session.sessions().put_on(into, clip, author(), question)
        except CoachError as error:
            explain(error)
            return
        found = session.sessions().find(into)
        if found:
            tell(wanted.page, f"Added to {plain(found.details.name)} as clip {len(found.agenda)}.")
        st.session_state[USED] = into
    if add or cancel:
        _forget()
        st.rerun()
