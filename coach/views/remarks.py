"""Comments on moments of a recording, and answers to them: the same for the trainer and for the rep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from coach.cadence_input import told
from coach.coaching import Comment, LoggedComment, Thread, Visibility, same_name
from coach.presentation.coaching import comment_line
from coach.presentation.text import clock, moment, play_link, safe_text
from coach.views import session, to_session
from coach.views.parts import attempt
from coach.views.trainers import is_trainer

_TOLD = "comment-told"


def begin(recording: str, at: float) -> None:
    """Opens the form for a comment on this moment."""
    st.session_state[_moment_key(recording)] = at


def heard(recording: str, told: Mapping[str, object] | None) -> None:
    """Begins a comment where the player told so: once, though the script may run twice for one event."""
    event = (told or {}).get("pick")
    if not isinstance(event, dict) or st.session_state.get(_TOLD) == event.get("id"):
        return
    st.session_state[_TOLD] = event.get("id")
    at = moment(str(event.get("start")))
    if event.get("kind") == "comment" and at is not None:
        begin(recording, at)


def begun(recording: str, me: str, visible_to: Mapping[Visibility, str]) -> None:
    """The form for a comment, where one was begun in the player: it stands where one looks."""
    at = st.session_state.get(_moment_key(recording))
    if at is not None:
        _form(recording, at, me, visible_to)


def section(recording: str, threads: Sequence[Thread], me: str, begins: str) -> None:
    """The comments that `me` may read; `begins` says how one begins."""
    st.header(f"Comments ({len(threads)})", anchor=False)
    st.caption(begins)
    for thread in threads:
        show(recording, thread, me)


def show(recording: str, thread: Thread, me: str) -> None:
    """One comment with its answers, to be answered by `me`."""
    first = thread.first
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{play_link(first.comment.at)} {safe_text(first.comment.text)}")
        _said_by(recording, first, me)
        for reply in thread.replies:
            st.markdown(f":material/reply: {safe_text(reply.comment.text)}")
            _said_by(recording, reply, me)
        with st.container(horizontal=True):
            with st.popover("Answer", icon=":material/reply:", type="tertiary"):
                _answer(recording, first, me)
            if is_trainer():
                to_session.offer(f"comment-{first.id}", recording, first.comment.at, None, question=first.comment.text)


def _answer(recording: str, first: LoggedComment, me: str) -> None:
    with st.form(f"reply-{first.id}", border=False, clear_on_submit=True):
        text = st.text_area("Your answer", max_chars=2000, key=f"reply-text-{first.id}")
        if st.form_submit_button("Send", type="primary"):
            _add(recording, first.comment.at, text, me, first.comment.visibility, first.id)


def _said_by(recording: str, logged: LoggedComment, me: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(safe_text(comment_line(logged.comment, session.zone())))
        if same_name(logged.comment.author, me):
            st.button(
                "Take back",
                key=f"unsay-{logged.id}",
                icon=":material/undo:",
                type="tertiary",
                on_click=lambda: attempt(
                    recording, lambda: session.reviews().take_back(recording, logged.id), "Comment taken back."
                ),
            )


def _form(recording: str, at: float, me: str, visible_to: Mapping[Visibility, str]) -> None:
    with st.form(f"comment-{recording}", clear_on_submit=True):
        st.markdown(f"**Comment at {clock(at)}**")
        text = st.text_area("What do you want to say?", max_chars=2000, key=f"comment-text-{recording}")
        seen_by = st.radio("Who sees it?", list(visible_to), format_func=visible_to.get, horizontal=True,
                           key=f"comment-seen-{recording}")  # fmt: skip
        with st.container(horizontal=True):
            keep = st.form_submit_button("Save the comment", type="primary")
            drop = st.form_submit_button("Cancel")
    if keep:
        _add(recording, at, text, me, seen_by, None)
    if drop:
        st.session_state.pop(_moment_key(recording), None)
        st.rerun()


def _add(recording: str, at: float, text: str, author: str, seen_by: Visibility, reply_to: int | None) -> None:
    def work() -> None:
        comment = told(
            Comment,
            at=at,
            text=text,
            author=author,
            visibility=seen_by,
            written_at=dt.datetime.now(dt.UTC),
            reply_to=reply_to,
        )
        session.reviews().comment(recording, comment)

    if attempt(recording, work, "Comment kept." if reply_to is None else "Answer kept."):
        st.session_state.pop(_moment_key(recording), None)
    st.rerun()


def _moment_key(recording: str) -> str:
    return f"comment-at-{recording}"
