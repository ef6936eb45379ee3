"""The trainer's word on the rep's page: verdicts beside ours, comments to answer, and "Not right?" on a finding."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.cadence_input import told
from coach.coaching import Coaching, Dispute
from coach.models import Finding
from coach.presentation.coaching import (
    BY_REP,
    agreed_line,
    disputes_of,
    gap_line,
    said_line,
    score_word,
    trainers_on,
)
from coach.presentation.exports import FORM_WORDS, FORMS, export_name
from coach.presentation.text import safe_text
from coach.views import remarks, session, to_session
from coach.views.downloads import Download, downloads
from coach.views.parts import attempt, quote, told_last
from coach.views.player import key
from coach.views.trainers import is_trainer

BEGINS = "“Comment here” in the player notes something at the moment you hear: for yourself, or for your trainer."


def me() -> str:
    """Under which name the rep speaks."""
    return session.settings().caller or "Rep"


def what_came_of_it(recording: str) -> None:
    """Says once what came of the last click here."""
    told_last(recording)


def heard(recording: str) -> None:
    """Begins a comment where the player asks for one."""
    remarks.heard(recording, st.session_state.get(key(recording)))


def moments(people: Coaching) -> list[float]:
    """Where the comments are that the rep may read."""
    return [thread.first.comment.at for thread in people.threads_of_rep(me())]


def new_remark(recording: str) -> None:
    """The form for a comment of their own, where one was begun."""
    remarks.begun(recording, me(), BY_REP)


def remarks_of(recording: str, people: Coaching) -> None:
    """The comments on this recording that the rep may read."""
    remarks.section(recording, people.threads_of_rep(me()), me(), BEGINS)


def panel(people: Coaching) -> None:
    """The scores of trainers."""
    for card in people.latest:
        st.markdown(f"**{safe_text(said_line(card, session.zone()))}**")
        st.markdown(f"The machine: {score_word(card.machine_score)}. {safe_text(gap_line(card))}")
    st.caption("What they say on each point stands beside it, under Findings; their comments are under Comments.")


def to_save(recording: str) -> None:
    """The scorecard as a file; each is made when it is asked for, not with every page."""
    with st.popover("Save it as …", icon=":material/download:"):
        chosen = st.radio("As", list(FORMS), format_func=FORM_WORDS.get, key=f"form-{recording}", index=None)
        card = session.card(recording) if chosen else None
        if chosen and card:
            session.exported(recording)
            form, name = FORMS[chosen], export_name([card], chosen)
            file = Download.of_bytes("Save", name, form.media_type, form.write([card], session.zone()))
            downloads([file], key=f"save-{recording}-{chosen}")


def for_a_session(recording: str, at: float) -> None:
    """For trainers: puts a stretch of the recording on an agenda, and leads to the one that was used last."""
    if is_trainer():
        to_session.offer("stretch", recording, at, None)
        if used := st.session_state.get(to_session.USED):
            st.page_link("coaching.py", label="The session", icon=":material/co_present:",
                         query_params={"session": used})  # fmt: skip


def on_finding(recording: str, finding: Finding, people: Coaching) -> None:
    """What trainers say of a finding, what the rep has said, and the way to say it."""
    for says in trainers_on(finding, people):
        reason = f": {safe_text(says.reason)}" if says.reason else ""
        word = "agrees" if says.agrees else f":{says.look.color}[{says.look.icon}] {says.look.word}"
        st.markdown(f":material/rate_review: **{safe_text(says.trainer)}**: {word}{reason}")
        for evidence in says.evidence:
            quote(evidence.quote, evidence.start)
    if agreed := people.settled(finding.criterion):
        st.markdown(f":material/gavel: {safe_text(agreed_line(agreed.settlement, session.zone()))}")
    mine = disputes_of(finding.criterion, people)
    for logged in mine:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/flag: You say it is not right: “{safe_text(logged.dispute.reason)}” "
                        "A trainer will see it.")  # fmt: skip
            st.button(
                "Take back",
                key=f"undispute-{logged.id}",
                icon=":material/undo:",
                type="tertiary",
                on_click=lambda entry=logged.id: attempt(
                    recording, lambda: session.reviews().take_back(recording, entry), "Taken back."
                ),
            )
    if not mine:
        _not_right(recording, finding)


def _not_right(recording: str, finding: Finding) -> None:
    opened = f"disputing-{recording}"
    if st.session_state.get(opened) != finding.criterion:
        with st.container(horizontal=True):
            st.button(
                "Not right?",
                key=f"dispute-{finding.criterion}",
                icon=":material/flag:",
                type="tertiary",
                on_click=lambda: st.session_state.update({opened: finding.criterion}),
                help="Tell your trainer. The score stays until you put the transcript right.",
            )
            if finding.evidence and is_trainer():
                words = finding.evidence[0]
                to_session.offer(finding.criterion, recording, words.start, words.end, finding.criterion)
        return
    with st.form(f"dispute-form-{finding.criterion}", border=False):
        reason = st.text_area("What is not right about it?", max_chars=2000, key=f"dispute-text-{finding.criterion}")
        with st.container(horizontal=True):
            send = st.form_submit_button("Tell the trainer", type="primary")
            drop = st.form_submit_button("Cancel")
    kept = send and attempt(recording, lambda: _dispute(recording, finding, reason), "Noted. Your trainer will see it.")
    if kept or drop:
        st.session_state.pop(opened, None)
    if send or drop:
        st.rerun()


def _dispute(recording: str, finding: Finding, reason: str) -> None:
    now = dt.datetime.now(dt.UTC)
    dispute = told(Dispute, criterion=finding.criterion, verdict=finding.verdict, reason=reason, author=me(), at=now)
    session.reviews().dispute(recording, dispute)
