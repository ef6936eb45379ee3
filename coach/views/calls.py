"""Calls: every recording that is kept, searched, chosen and put in order. The address keeps what was asked for."""

import streamlit as st

from coach.edges.kept import Kept
from coach.models import Kind
from coach.presentation.findings import kept_line
from coach.presentation.library import KINDS, Band, Order, Wanted, chosen, found_line
from coach.presentation.text import safe_text, shown_name
from coach.views import keeping, session
from coach.views.parts import told_last

MORE = 50


def main() -> None:
    st.title("Calls")
    told_last("calls")
    kept = session.store().recordings()
    if not kept:
        st.info("Nothing was reviewed here yet.", icon=":material/library_music:")
        st.page_link("review.py", label="Review your first recording", icon=":material/hearing:")
        return
    wanted = _asked()
    found = chosen(kept, wanted)
    st.caption(found_line(len(found), len(kept)))
    if not found:
        st.info("No recording is like that. Search for less, or show them all.", icon=":material/search_off:")
        st.button("Show them all", icon=":material/library_music:", on_click=_show_all)
    limit = st.session_state.setdefault("calls-limit", MORE)
    pins = session.settings().limits.any
    for recording in found[:limit]:
        _one(recording, pins=pins)
    if len(found) > limit and st.button(f"Show {min(MORE, len(found) - limit)} more"):
        st.session_state["calls-limit"] = limit + MORE
        st.rerun()


def _asked() -> Wanted:
    """What the reader looks for. Each field stands in the address, so that a list can be kept and sent on."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search",
            key="q",
            bind="query-params",
            placeholder="Name, lead or firm",
            icon=":material/search:",
            width=320,
        )
        kind = st.selectbox("Kind", list(KINDS), key="kind", bind="query-params", width=150)
        band = st.selectbox("Score", [band.value for band in Band], key="score", bind="query-params", width=160)
        order = st.selectbox("Order", [order.value for order in Order], key="order", bind="query-params", width=200)
    return Wanted(words=words or "", kind=kind, band=Band(band), order=Order(order))


def _show_all() -> None:
    st.session_state.update({"q": "", "kind": next(iter(KINDS)), "score": Band.ANY.value})


def _one(kept: Kept, *, pins: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.page_link("review.py", label=safe_text(shown_name(kept.name, 48)), query_params={"recording": kept.id})
        st.text(kept_line(kept.recording, kept.facts.lead, kept.score, kept.kept_at, st.context.timezone))
        if kept.recording and kept.recording.kind is not Kind.NO_SPEECH and not kept.facts.practice:
            st.page_link("follow_ups.py", label="What to say next", icon=":material/forward_to_inbox:",
                         query_params={"recording": kept.id})  # fmt: skip
        if pins or kept.is_pinned:
            keeping.pin(kept, about="calls")


main()
