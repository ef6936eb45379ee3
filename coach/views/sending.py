"""The part of Settings about a language model: off, where text would go, and exactly what would be sent."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.drafting import would_send
from coach.edges.llm import is_this_machine, server_address
from coach.errors import CoachError
from coach.presentation.settings import LABELS
from coach.presentation.text import plain, safe_text
from coach.settings import Settings
from coach.views import session
from coach.views.parts import explain

TYPED = ("llm_model", "llm_base_url")


def section(mine: Settings, save: Callable[[Settings, dict[str, str | bool | None]], None]) -> None:
    """`save` keeps what was set here."""
    _state(mine)
    with st.form("language-model", border=True):
        values = {
            "llm_model": _field(
                mine, "llm_model", "The name that the server gives it", "Empty: none, and nothing can be sent."
            ),
            "llm_base_url": _field(
                mine, "llm_base_url", "http://127.0.0.1:11434/v1",
                "Any server that speaks OpenAI's chat completions. Empty: OpenAI's own.",
            ),
        }  # fmt: skip
        st.caption(
            "Naming a model sends nothing. A key, where the server needs one, is read from OPENAI_API_KEY and never "
            "kept here; it goes to the server named above, with what you send."
        )
        if st.form_submit_button("Save", type="primary"):
            save(mine, values)
    st.header("What would be sent")
    st.markdown(
        "Only the text for one draft, each time you press the button below the drafts on the Follow-ups page. Names, "
        "addresses and telephone numbers are taken out first. Never a recording."
    )
    if st.button("Show it on my newest recording", icon=":material/visibility:"):
        _example(mine)


def _field(mine: Settings, name: str, placeholder: str, hint: str) -> str:
    return st.text_input(
        LABELS[name],
        max_chars=200,
        placeholder=placeholder,
        help=hint,
        disabled=name in mine.from_environment,
        key=f"set-{name}",
    )


def _state(mine: Settings) -> None:
    if mine.llm_model is None:
        st.success("No language model is set up: nothing can be sent anywhere. Everything works without one.",
                   icon=":material/lock:")  # fmt: skip
        return
    try:
        where = server_address(mine)
    except CoachError as error:
        explain(error)
        return
    place = "on this computer" if is_this_machine(where) else "**not on this computer**"
    st.info(
        f"{safe_text(mine.llm_model)} can be asked for one more draft, at {safe_text(where)} ({place}). "
        "Nothing goes there before you press the button for it.",
        icon=":material/edit_note:",
    )


def _example(mine: Settings) -> None:
    with st.spinner("Putting it together. Nothing is sent …"):
        example = session.sending_example()
    if example is None:
        st.info("There is no recording yet with enough in it to write about.", icon=":material/info:")
        return
    st.caption(safe_text(f"What would be asked about {plain(example.name)}:"))
    messages = example.question.sealed.prompt.messages
    st.code("\n\n".join(message.text for message in messages), language=None, wrap_lines=True)
    if mine.llm_model:
        st.caption("The same as it travels, byte for byte:")
        st.code(would_send(example.question, mine).decode(), language=None, wrap_lines=True)
