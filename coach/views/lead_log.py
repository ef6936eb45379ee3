"""The log of one lead: what was done, what came of it, and what they answered."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import streamlit as st

from coach.cadence_input import told
from coach.language.opt_outs import opt_out
from coach.leads import Outcome, Touch
from coach.models import Channel
from coach.presentation.pursuit import (
    CHANNEL_ICONS,
    CHANNEL_WORDS,
    OUTCOMES,
    moment_line,
    outcomes_of,
    touch_title,
)
from coach.presentation.text import safe_text
from coach.pursuit import LoggedTouch, Pursuit, made_by_now
from coach.views import session
from coach.views.parts import attempt


def section(pursuit: Pursuit) -> None:
    """What was done, the newest first, and the forms that add to it."""
    _add(pursuit)
    if not pursuit.log:
        st.info("Nothing is logged yet. Log a touch above, or mark one of the plan as done.", icon=":material/history:")
    for logged in reversed(pursuit.log):
        _touch(pursuit, logged)


def moment(typed: dt.datetime | None) -> dt.datetime:
    """A moment as it was typed on the reader's clock; now where none was."""
    zone = zoneinfo.ZoneInfo(session.zone())
    return typed.replace(tzinfo=zone) if typed else dt.datetime.now(zone)


def ask_when(key: str) -> dt.datetime | None:
    """Asks for the moment of a touch, on the reader's clock."""
    help_text = "On your own clock."
    return st.datetime_input("When? (empty: now)", value=None, step=60, format="YYYY-MM-DD", key=key, help=help_text)


def keep(pursuit: Pursuit, done: str = "Logged.", **fields: object) -> None:
    """Logs a touch and says so, or why it cannot be; an answer that is an opt-out is taken for one."""
    reply = str(fields.get("reply") or "")
    words = opt_out(reply)
    if words and fields.get("outcome") is Outcome.REPLIED:
        fields["outcome"] = Outcome.OPTED_OUT
    if words:
        done = f"Logged as an opt-out (“{words}”): nothing more goes out."
    attempt(pursuit.id, lambda: session.leads().log(pursuit.id, made_by_now(told(Touch, **fields), _now())), done)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _touch(pursuit: Pursuit, logged: LoggedTouch) -> None:
    touch = logged.touch
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{CHANNEL_ICONS[touch.channel]} **{safe_text(touch_title(touch))}**")
            look = OUTCOMES[touch.outcome]
            st.badge(look.word, icon=look.icon, color=look.color)
            st.markdown(safe_text(moment_line(touch.at, session.zone())))
        if touch.text:
            with st.expander("What you wrote or said", type="compact"):
                st.text(touch.text)
        if touch.reply:
            st.markdown(f":material/reply: “{safe_text(touch.reply)}”")
        with st.container(horizontal=True, vertical_alignment="center"):
            if touch.recording and touch.recording in pursuit.recordings:
                st.page_link("review.py", label="Its scorecard", icon=":material/hearing:",
                             query_params={"recording": touch.recording})  # fmt: skip
            if st.button("Take back", key=f"back-{logged.id}", icon=":material/undo:", type="tertiary",
                         help="It was logged by mistake."):  # fmt: skip
                attempt(pursuit.id, lambda: session.leads().take_back(pursuit.id, logged.id), "Taken back.")
                st.rerun()


def _add(pursuit: Pursuit) -> None:
    with st.expander("Log something", icon=":material/add:", expanded=not pursuit.log):
        answered = st.radio(
            "What happened?", ["You reached out", "They answered"], horizontal=True, key=f"what-{pursuit.id}"
        )
        ours = answered == "You reached out"
        channels = list(CHANNEL_WORDS) if ours else [Channel.SMS, Channel.EMAIL, Channel.CALL]
        channel = st.radio(
            "How?", channels, format_func=CHANNEL_WORDS.get, horizontal=True, key=f"how-{ours}-{pursuit.id}"
        )
        with st.form(f"log-{pursuit.id}", clear_on_submit=True, border=False):
            left, right = st.columns(2)
            with left:
                at = ask_when(f"at-{pursuit.id}")
            outcome, text, reply = Outcome.REPLIED, None, None
            if ours:
                outcome = right.selectbox("What came of it?", outcomes_of(channel),
                                          format_func=lambda o: OUTCOMES[o].word, key=f"came-{channel}")  # fmt: skip
                text = st.text_area("What you wrote or said", key=f"text-{pursuit.id}", height=100,
                                    help="The next draft will not say it again.")  # fmt: skip
            else:
                reply = st.text_area("What they answered", key=f"reply-{pursuit.id}", height=100)
            sent = st.form_submit_button("Log it", type="primary")
        if sent:
            keep(pursuit, at=moment(at), channel=channel, outcome=outcome, text=text, reply=reply)
            st.rerun()
