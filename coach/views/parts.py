"""Pieces that more than one page shows. Whatever comes from data passes `safe_text` before it meets Markdown."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.edges.hiding import hide
from coach.edges.jobs import Options
from coach.errors import CoachError
from coach.models import Facts, Kind
from coach.presentation.findings import KIND_WORDS
from coach.presentation.text import paragraphs, plain, play_link, safe_text, shown_name

KIND_CHOICES = ["Find out", "Voicemail", "Call"]


def explain(error: CoachError) -> None:
    """One plain line: what is wrong, and what to do."""
    st.error(safe_text(hide(str(error))), icon=":material/error:")


def explain_failure(error: BaseException) -> bool:
    """Stands in for the traceback on the page; Streamlit writes it into the log all the same."""
    if isinstance(error, CoachError):
        explain(error)
    else:
        st.error(
            "Something went wrong on this page. Your recordings are kept. Reload the page; the log has the details.",
            icon=":material/error:",
        )
    return True


def long_title(name: str) -> None:
    """The name of a recording as the title of its page; of a very long one the whole below it."""
    title = shown_name(name)
    st.title(safe_text(title))
    if title != plain(name):
        st.caption(safe_text(name))


def quote(text: str, start: float) -> None:
    """Words that were said, and the link that plays them."""
    st.markdown(f"“{safe_text(text)}” {play_link(start)}")


def details(known: Facts | Options, *, kind: Kind | None, key: str) -> Options:
    """Asks what the user knows beside the recording. Everything may stay empty."""
    chosen = st.radio(
        "What is it?",
        KIND_CHOICES,
        index=0 if kind is None else KIND_CHOICES.index(KIND_WORDS[kind]),
        horizontal=True,
        key=f"{key}-kind",
        help="We can tell most voicemails from calls by their sound and words.",
    )
    left, right = st.columns(2)
    caller = left.text_input("Your name", value=known.caller or "", key=f"{key}-caller")
    firm = right.text_input("Your firm", value=known.firm or "", key=f"{key}-firm")
    lead = left.text_input("The lead's name", value=known.lead or "", key=f"{key}-lead")
    date = right.date_input("Day of the call", value=known.date, key=f"{key}-date", format="YYYY-MM-DD")
    about = st.text_input("What the lead asked about", value=known.about or "", key=f"{key}-about")
    earlier = st.text_area(
        "Earlier voicemails to this lead",
        value="\n\n".join(known.previous or ()),
        key=f"{key}-previous",
        placeholder="What you said then, oldest first, with an empty line between two messages",
        help="Leave it empty, and we compare with the voicemails to this lead that you reviewed here before.",
    )
    return Options(
        kind={"Voicemail": Kind.VOICEMAIL, "Call": Kind.CALL}.get(chosen),
        caller=caller.strip() or None,
        firm=firm.strip() or None,
        lead=lead.strip() or None,
        company=known.company,
        about=about.strip() or None,
        date=date,
        timezone=known.timezone,
        previous=paragraphs(earlier) or None,
        practice=known.practice,
    )


def tell(about: str, text: str, *, refused: bool = False) -> None:
    """Keeps what came of a click for the page that is drawn next; `about` is whose page that is."""
    st.session_state[f"told-{about}"] = (hide(text), refused)


def told_last(about: str) -> None:
    """Says once what came of the last click."""
    text, refused = st.session_state.pop(f"told-{about}", ("", False))
    if refused:
        st.error(safe_text(text), icon=":material/error:")
    elif text:
        st.success(safe_text(text), icon=":material/check:")


def attempt(about: str, work: Callable[[], object], done: str) -> bool:
    """Does it and keeps `done` to be said, or why it could not be done; whether it was."""
    try:
        work()
    except CoachError as error:
        tell(about, str(error), refused=True)
        return False
    tell(about, done)
    return True


def link_here(label: str, *, icon: str | None = None, key: str | None = None, **query: str | list[str]) -> None:
    """A button to another state of the same page. A link to it would leave the address of the state before it."""
    st.button(label, icon=icon, key=key, type="tertiary", on_click=lambda: st.query_params.from_dict(query))


def show(**query: str | list[str]) -> None:
    """Goes to another state of this page. Its address can be kept, reloaded and sent to the next tab."""
    st.query_params.from_dict(query)
    st.rerun()
