"""After a trainer has submitted: the two scorings side by side, and the way back."""

from __future__ import annotations

import streamlit as st

from coach.coaching import Coaching, LoggedCard
from coach.models import Scorecard
from coach.presentation.coaching import Compared, compared, gap_line, said_line, score_word
from coach.presentation.text import local_time, safe_text
from coach.rubric import Rubric
from coach.views import session
from coach.views.parts import attempt, link_here, quote
from coach.views.trainers import next_after


def panel(mine: LoggedCard, coaching: Coaching, card: Scorecard, rubric: Rubric, who: str) -> None:
    """Both scores, the gap, every point that differs, and what agrees."""
    recording = st.query_params["recording"]
    made = mine.card
    with st.container(horizontal=True):
        st.metric("You", score_word(made.score), border=True)
        st.metric("The machine", score_word(made.machine_score), border=True)
    st.markdown(f"{safe_text(gap_line(made))} Submitted {safe_text(local_time(made.at, session.zone()))}.")
    with st.container(horizontal=True, vertical_alignment="center"):
        if following := next_after(recording, who):
            link_here("Next recording", icon=":material/arrow_forward:", key="next", recording=following.recording)
        st.button("Score it anew", icon=":material/edit:", type="tertiary", key="anew",
                  on_click=lambda: st.session_state.update({f"anew-{recording}": True}))  # fmt: skip
        st.button(
            "Undo the submission",
            icon=":material/undo:",
            type="tertiary",
            key="unsubmit",
            on_click=lambda: attempt(
                recording, lambda: session.reviews().take_back(recording, mine.id), "Taken back. Your draft is here."
            ),
            help="It stays in the log and counts no more.",
        )
    rows = compared(made, card, rubric)
    differing = [row for row in rows if row.differs]
    st.header(f"You differ on {len(differing)} of {len(rows)} points", anchor=False)
    for row in differing:
        with st.container(border=True, gap="xsmall"):
            _row(row)
    with st.expander(f"The same on {len(rows) - len(differing)}", icon=":material/check:"):
        for row in rows:
            if not row.differs:
                st.markdown(f":{row.trainer.color}[{row.trainer.icon}] **{safe_text(row.title)}**: {row.trainer.word}")
                _why(row)
    others = [c.card for c in coaching.cards if c.id != mine.id]
    if others:
        with st.expander("Other scorings", icon=":material/history:"):
            st.markdown("\n".join(f"- {safe_text(said_line(other, session.zone()))}" for other in others))
            link_here("How far trainers agree", icon=":material/balance:", key="to-agreement", part="Agreement")


def _row(row: Compared) -> None:
    st.markdown(f"**{safe_text(row.title)}**")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Machine")
        st.badge(row.machine.word, icon=row.machine.icon, color=row.machine.color)
        st.markdown("You")
        st.badge(row.trainer.word, icon=row.trainer.icon, color=row.trainer.color)
    if row.finding and row.finding.verdict is row.review.machine:
        st.markdown(f"Machine: {safe_text(row.finding.reason)}")
    _why(row)


def _why(row: Compared) -> None:
    if row.review.reason:
        st.markdown(f"You: {safe_text(row.review.reason)}")
    for evidence in row.review.evidence:
        quote(evidence.quote, evidence.start)
    if row.changed_mind:
        st.caption(safe_text(row.changed_mind))
