"""Comments on moments of a recording, and answers to them: the same for the trainer and for the rep."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.cadence_input import told
from coach.coaching import Coaching, Comment, LoggedComment, Thread, Visibility, same_name
from coach.presentation.coaching import VISIBLE_TO, comment_line
from coach.presentation.text import clock, play_link, safe_text
from coach.views import session, to_session
from coach.views.parts import attempt
from coach.views.trainers import is_trainer


def begin(recording: str, at: float) -> None:
    """Opens the form for a comment on this moment."""
    st.session_state[_moment_key(recording)] = at


def begun(recording: str, trainer: str) -> None:
    """The form for a comment, where one was begun in the player: it stands where the trainer looks."""
    at = st.session_state.get(_moment_key(recording))
    if at is not None:
        _form(recording, at, trainer)


def section(recording: str, coaching: Coaching, trainer: str) -> None:
    """What the trainer may read."""
    threads = coaching.threads(trainer)
    st.header(f"Comments ({len(threads)})", anchor=False)
    if not threads:
        st.caption("“Comment here” in the player begins one at the moment you hear; or choose words first.")
    for thread in threads:
        show(recording, thread, trainer)


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


def _form(recording: str, at: float, trainer: str) -> None:
    with st.form(f"comment-{recording}", clear_on_submit=True):
        st.markdown(f"**Comment at {clock(at)}**")
        text = st.text_area("What do you want to say?", max_chars=2000, key=f"comment-text-{recording}")
        seen_by = st.radio("Who sees it?", list(VISIBLE_TO), format_func=VISIBLE_TO.get, horizontal=True,
                           key=f"comment-seen-{recording}")  # fmt: skip
        with st.container(horizontal=True):
            keep = st.form_submit_button("Save the comment", type="primary")
            drop = st.form_submit_button("Cancel")
    if keep:
        _add(recording, at, text, trainer, seen_by, None)
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
