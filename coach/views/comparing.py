"""Two recordings of one rep side by side: what changed since the last one, or since another one that is chosen."""

from __future__ import annotations

import streamlit as st

from coach.comparison import last_one, others, texts
from coach.edges.kept import Kept
from coach.models import Kind, Result
from coach.presentation.comparison import (
    Turned,
    choice_line,
    day_line,
    gain_line,
    marked,
    repeated_line,
    rows,
    summary,
    table,
    turned_points,
)
from coach.presentation.text import clock, plain, safe_text
from coach.views import session
from coach.views.listen import listen
from coach.views.parts import link_here

LOOKED_THROUGH = 300
"""Recordings among which the ones to compare with are looked for, the newest."""


def page(recording: str, other: str) -> None:
    """The two that the address names."""
    this, now = session.store().recording(recording), session.store().result(recording)
    if this is None or now is None or now.scorecard is None:
        st.title("Nothing to compare")
        st.info("This recording was deleted, or it has no scorecard.", icon=":material/search_off:")
        st.page_link("calls.py", label="See your calls", icon=":material/library_music:")
        return
    listed = others(this, session.store().recordings(LOOKED_THROUGH), session.settings().caller)
    last = _last(this, listed)
    that = next((one for one in listed if one.id == other), None)
    st.title("Compared with the last one" if last and last.id == other else "Two recordings compared")
    with st.container(horizontal=True, vertical_alignment="center"):
        link_here("Back to the review", icon=":material/arrow_back:", key="to-review", recording=recording)
        st.text(plain(this.name))
    _choice(recording, other, listed)
    then = session.store().result(that.id) if that else None
    if that is None or then is None:
        st.info("Choose a recording of the same kind and by the same rep.", icon=":material/compare_arrows:")
        return
    st.markdown(f"**{safe_text(summary(then, now))}**")
    st.markdown(table(rows(then, now)))
    if now.recording.kind is Kind.VOICEMAIL:
        _texts(that, then, this, now)
    _points(that, then, this, now)


def link_to_last(this: Kept, now: Result) -> None:
    """The way from a review to what changed since the last one; nothing where there is none."""
    if now.scorecard is None:
        return
    listed = session.store().recordings(LOOKED_THROUGH)
    last = _last(this, listed)
    then = session.store().result(last.id) if last else None
    if last and then:
        link_here(
            f"Compared with the last one: {gain_line(then, now)}",
            icon=":material/compare_arrows:",
            key="compare",
            recording=this.id,
            **{"with": last.id},
        )


def _last(this: Kept, listed: list[Kept]) -> Kept | None:
    return last_one(this, listed, session.settings().caller)


def _choice(recording: str, other: str, listed: list[Kept]) -> None:
    lines = {one.id: choice_line(one, session.zone()) for one in listed}
    if not lines:
        return
    key = f"with-{recording}-{other}"
    st.selectbox(
        "Compare with",
        list(lines),
        index=list(lines).index(other) if other in lines else None,
        format_func=lines.__getitem__,
        key=key,
        on_change=lambda: st.query_params.from_dict({"recording": recording, "with": st.session_state[key]}),
    )


def _texts(that: Kept, then: Result, this: Kept, now: Result) -> None:
    st.header("What was said")
    both = texts(then.transcript, now.transcript)
    for column, word, kept, runs in zip(
        st.columns(2), ("Then", "Now"), (that, this), (both.then, both.now), strict=True
    ):
        with column, st.container(border=True, gap="small"):
            lead = f", to {plain(kept.facts.lead)}" if kept.facts.lead else ""
            st.markdown(f"**{word}** {safe_text(day_line(kept, session.zone()) + lead)}")
            if kept.has_audio:
                listen(kept.id, f"{word}: {plain(kept.name)}")
            st.markdown(marked(runs) or "We heard no words.")
    st.caption(safe_text(repeated_line(both)))


def _points(that: Kept, then: Result, this: Kept, now: Result) -> None:
    rubric = session.rubric_of(now.scorecard) if now.scorecard else None
    found = turned_points(then, now, rubric)
    st.header(f"Verdicts that changed ({len(found)})")
    if not found:
        st.markdown("Every point has the verdict that it had then.")
    for point in found:
        _point(point, that.id, this.id)


def _point(point: Turned, then: str, now: str) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe_text(point.title)}**")
            st.badge(point.then.word, icon=point.then.icon, color=point.then.color)
            st.markdown(":material/arrow_forward:")
            st.badge(point.now.word, icon=point.now.icon, color=point.now.color)
            st.markdown(f":{point.turn.color}[{point.turn.icon}] {point.turn.word}")
        for word, finding, recording in (("Then", point.change.before, then), ("Now", point.change.after, now)):
            with st.container(horizontal=True, vertical_alignment="center"):
                said = f" “{finding.evidence[0].quote}”" if finding.evidence else ""
                st.markdown(f"{word}: {safe_text(finding.reason + said)}")
                for evidence in finding.evidence[:1]:
                    link_here(
                        f"Hear it at {clock(evidence.start)}",
                        icon=":material/play_circle:",
                        key=f"{word}-{finding.criterion}",
                        recording=recording,
                        t=f"{evidence.start:.1f}",
                    )
