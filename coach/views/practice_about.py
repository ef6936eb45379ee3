"""The first part of the page of practice: who is called, why now, and what they heard already."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coach.practising import Told
from coach.presentation.practice import heard_line, heard_text
from coach.presentation.pursuit import who_line
from coach.presentation.text import paragraphs, plain, safe_text
from coach.pursuit import Pursuit
from coach.views import session
from coach.views.editor import told
from coach.views.parts import link_here

LISTED = 50
"""Leads that are offered, those of whom something was logged last."""
_FIELDS = ("who", "why", "caller", "firm", "heard")
_RESTORED = "practice-restored"


def whom() -> Pursuit | None:
    """The lead that the address names."""
    lead = st.query_params.get("lead")
    if not lead:
        return None
    pursuit = session.leads().find(lead)
    if pursuit is None:
        st.info("This lead is not here any more. You can practise all the same.", icon=":material/search_off:")
    return pursuit


def restore(owner: str) -> bool:
    """Puts back what stood in the fields before a reload; whether this is the first look at this person."""
    seen: set[str] = st.session_state.setdefault("practice-seen", set())
    kept = told("fields")
    applied = st.session_state.get(_RESTORED)
    if kept.get("owner") == owner and kept != applied:
        st.session_state[_RESTORED] = kept
        for name in _FIELDS:
            value = kept.get("values", {}).get(name)
            if isinstance(value, str):
                st.session_state[_key(owner, name)] = value
    first = owner not in seen
    seen.add(owner)
    return first


def fields(owner: str) -> dict[str, str]:
    """What stands in the fields, which the browser's tab keeps."""
    return {name: st.session_state.get(_key(owner, name)) or "" for name in _FIELDS}


def waits_for_restoring(owner: str) -> bool:
    """Whether the tab told what its fields held before a reload, and they are not filled with it yet."""
    kept = told("fields")
    return kept.get("owner") == owner and kept != st.session_state.get(_RESTORED)


def about(pursuit: Pursuit | None, owner: str) -> Told:
    """Who is called, why now, and what they heard: of a lead that is kept, what is known of them."""
    mine = session.settings()
    options = session.options(pursuit) if pursuit else None
    caller = (options.caller if options else None) or mine.caller
    firm = (options.firm if options else None) or mine.firm
    heard = session.leads().previous(pursuit) if pursuit else ()
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        who = _who(pursuit, owner)
    why = _field(right, owner, "why", "Why now: they asked about …", pursuit.details.about if pursuit else None,
                 "the rear-end collision on Fifth Street")  # fmt: skip
    _prefill(owner, "heard", heard_text(heard))
    said = st.session_state[_key(owner, "heard")]
    with st.expander(safe_text(heard_line(paragraphs(said), caller, firm)), icon=":material/history:",
                     expanded=not (caller and firm), key=f"practice-more-{owner}"):  # fmt: skip
        you, house = st.columns(2)
        name = _field(you, owner, "caller", "Your name", caller)
        house_name = _field(house, owner, "firm", "Your firm", firm)
        earlier = st.text_area(
            "What they already heard or read from you, oldest first",
            key=_key(owner, "heard"),
            height=150,
            placeholder="With an empty line between two messages. Nothing, if this is the first.",
            persist_state="session",
        )
    known = pursuit.details if pursuit else None
    return Told(
        lead=known.name if known else who,
        company=known.company if known else None,
        about=why,
        heard=paragraphs(earlier),
        caller=name,
        firm=house_name,
        timezone=known.timezone if known else None,
    )


def _who(pursuit: Pursuit | None, owner: str) -> str | None:
    if pursuit:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe_text(', '.join(n for n in (pursuit.details.name, pursuit.details.company) if n))}**")
            link_here("Somebody else", icon=":material/person_search:")
        return pursuit.details.name
    found = {p.id: p for p in session.leads().recent(LISTED)}
    if not found:
        return _field(st.container(), owner, "who", "Who do you call?", None, "Marcus Lee")
    left, right = st.columns(2, vertical_alignment="bottom")
    name = _field(left, owner, "who", "Who do you call?", None, "Marcus Lee")
    right.selectbox("Or one of your leads", list(found), index=None, format_func=lambda i: plain(who_line(found[i])),
                    placeholder="Choose a lead", key="practice-lead", on_change=_choose)  # fmt: skip
    return name


def _choose() -> None:
    if lead := st.session_state.get("practice-lead"):
        st.query_params["lead"] = lead


def _field(
    place: DeltaGenerator, owner: str, name: str, label: str, known: str | None, example: str = ""
) -> str | None:
    _prefill(owner, name, known or "")
    written = place.text_input(label, key=_key(owner, name), placeholder=example, persist_state="session")
    return written.strip() or None


def _prefill(owner: str, name: str, known: str) -> None:
    """Fills a field with what is known, as long as the user has not written something else there."""
    key = _key(owner, name)
    if st.session_state.get(key) in (None, st.session_state.get(f"{key}-known")):
        st.session_state[key] = known
    st.session_state[f"{key}-known"] = known


def _key(owner: str, name: str) -> str:
    return f"practice-{owner}-{name}"
