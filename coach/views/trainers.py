"""Who scores, and what they chose to see: held for the visit.

Who logged in scores under that name; who sits alone at the machine says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from coach.coaching import Waiting
from coach.presentation.coaching import chosen, following, reps
from coach.presentation.people import has_page
from coach.presentation.text import safe_text
from coach.views import gate, session

QUEUE = "coaching"
BLIND = "coach-blind"
ANYBODY = "Everybody"
_NAME = "trainer"


def trainer() -> str | None:
    """The name of who scores; asks for it once a visit, and None until it is told."""
    known: str | None = _logged_in() or st.session_state.get(_NAME)
    if known:
        return known
    st.title("Coaching")
    st.markdown("Score recordings yourself, beside the machine. Your verdicts are kept with your name and the time.")
    with st.form("who-scores", border=False):
        usual = session.settings().trainer or session.reviews().last_trainer() or ""
        name = st.text_input("Your name", value=usual, max_chars=80, key="trainer-name")
        if st.form_submit_button("Start", type="primary"):
            if name.strip():
                st.session_state[_NAME] = " ".join(name.split())
                st.rerun()
            st.warning("Tell us your name first.", icon=":material/info:")
    return None


def _logged_in() -> str:
    """The name of who logged in; "" where there is no login."""
    return gate.actor().name if session.settings_of_all().team else ""


def author() -> str:
    """Under which name something is written where nobody has to say their name; "" where none is known."""
    return _logged_in() or st.session_state.get(_NAME) or session.settings().trainer or ""


def is_trainer() -> bool:
    """Whether there are trainers here: their tools stay out of the way of a rep who is alone with the app."""
    if session.settings_of_all().team:
        return has_page(gate.actor(), "coaching")
    if "trainers-here" not in st.session_state:
        st.session_state["trainers-here"] = bool(session.settings().trainer or session.reviews().last_trainer())
    return bool(st.session_state.get(_NAME) or st.session_state["trainers-here"])


def who_scores(name: str) -> None:
    """Says under which name one scores, with the way to another."""
    if _logged_in():
        return
    with st.popover(safe_text(name), icon=":material/person:", type="tertiary"):
        st.markdown("You score under this name.")
        if st.button("I am somebody else", icon=":material/switch_account:"):
            st.session_state.pop(_NAME, None)
            st.rerun()


def remembered(key: str, default: object) -> None:
    """Keeps what a widget holds while another state of the page is shown, where Streamlit would forget it."""
    kept = st.session_state.setdefault("remembered", {})
    if key in st.session_state:
        kept[key] = st.session_state[key]
    else:
        st.session_state[key] = kept.get(key, default)


def is_blind() -> bool:
    """Whether the machine's verdicts are hidden from the start."""
    return bool(held(BLIND, True))


def queue_of(everything: Iterable[Waiting], who: str) -> tuple[Waiting, ...]:
    """The queue as the filters leave it."""
    everything = tuple(everything)
    rep = held("coach-rep", ANYBODY)
    return chosen(everything, held("coach-only", []), rep if rep in reps(everything) else None, who)


def next_after(recording: str, who: str) -> Waiting | None:
    """What to score after this, of what the filters leave."""
    everything = session.reviews().queue()
    return following(queue_of(everything, who), recording, who)


def held(key: str, default: Any) -> Any:
    """What such a widget holds, wherever it stands."""
    return st.session_state.get(key, st.session_state.get("remembered", {}).get(key, default))
