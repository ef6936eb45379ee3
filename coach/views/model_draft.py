"""One more draft, by a language model: what would be sent, the yes, the words as they come, and what stood the check.

The Follow-ups page calls `model_draft` below the drafts made here. Nothing is sent before the button is pressed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from coach.drafting import HOW_TO_SWITCH_ON, ask_for_draft, question_for, would_send
from coach.drafts import Drafts, FollowUp, Purpose
from coach.edges.llm import is_this_machine, server_address
from coach.errors import CoachError
from coach.materials import Material
from coach.model_followup import DraftQuestion, ModelDraft, NoDraft, Outcome, rests_on
from coach.models import Channel
from coach.presentation.text import clock, plain, safe_text
from coach.rubrics_in_use import standards
from coach.views import session


def model_draft(
    material: Material,
    channel: Channel,
    purpose: Purpose,
    offline: Drafts,
    pace_wpm: float | None = None,
    show_draft: Callable[[FollowUp], None] | None = None,
) -> None:
    """Offers a draft by a language model beside `offline`, and shows it checked; one line where there can be none.

    `show_draft` shows it as the page shows its own drafts.
    """
    if offline.refusal is not None or offline.ask is not None:
        return  # the page itself says why nothing is written
    settings = session.settings()
    if settings.llm_model is None:
        st.caption(HOW_TO_SWITCH_ON)
        return
    question = question_for(material, channel, purpose, offline)
    if isinstance(question, NoDraft):
        st.caption(safe_text(question.why))
        return
    try:
        where = server_address(settings)
    except CoachError as error:
        st.caption(safe_text(f"No language model can be asked. {error}"))
        return
    body = would_send(question, settings)
    key = f"model-draft-{hashlib.sha256(body).hexdigest()[:16]}"
    place = "on this machine" if is_this_machine(where) else "on the internet"
    st.caption(
        f"{safe_text(settings.llm_model)} can write one more draft from the same facts. It would get the text below, "
        f"without names, addresses and telephone numbers, at {safe_text(where)} ({place}). "
        "Every sentence is held against what was said."
    )
    _show_question(question, body)
    if st.button("Send this and write a draft", key=f"{key}-ask", icon=":material/edit_note:"):
        st.session_state[key] = _asked(question, offline, pace_wpm)
    if (outcome := st.session_state.get(key)) is not None:
        _show(outcome, show_draft)


def _show_question(question: DraftQuestion, body: bytes) -> None:
    with st.expander("What would be sent", icon=":material/visibility:"):
        st.code(
            "\n\n".join(message.text for message in question.sealed.prompt.messages), language=None, wrap_lines=True
        )
        st.caption("The same as it travels, byte for byte:")
        st.code(body.decode(), language=None, wrap_lines=True)


def _asked(question: DraftQuestion, offline: Drafts, pace_wpm: float | None) -> Outcome:
    """Asks, and shows the words as they come: as text, never as markup, and gone when the checked draft is there."""
    coming = st.empty()
    coming.text("Waiting for the model …")
    pace = {} if pace_wpm is None else {"pace_wpm": pace_wpm}
    outcome = ask_for_draft(
        question,
        offline,
        standards(),
        session.settings(),
        consent=True,
        show=lambda words: coming.text(f"Not checked yet: {plain(words)}"),
        **pace,
    )
    coming.empty()
    return outcome


def _show(outcome: Outcome, show_draft: Callable[[FollowUp], None] | None) -> None:
    if isinstance(outcome, ModelDraft) and show_draft is not None:
        show_draft(outcome.follow_up)
    elif isinstance(outcome, ModelDraft):
        st.code(outcome.follow_up.text, language=None, wrap_lines=True)
        for problem in outcome.follow_up.problems:
            st.caption(safe_text(problem))
        for sentence, evidence in rests_on(outcome.follow_up):
            words = f"“{safe_text(sentence)}” rests on “{safe_text(evidence.quote)}”"
            st.caption(f"{words} ({clock(evidence.start)})")
    else:
        st.info(safe_text(outcome.why), icon=":material/info:")
    for dropped in outcome.dropped:
        st.markdown(f"~~{safe_text(' '.join(dropped.text.split()))}~~ {safe_text(dropped.why)}")
