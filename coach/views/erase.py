"""The part of Settings about what is kept: where it lies, how much it is, and erasing it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.edges.kept import Kept
from coach.presentation.findings import kept_line
from coach.presentation.settings import ERASE_ALL, ERASE_ONE, held_lines, is_confirmed
from coach.presentation.text import beside_others, plain, safe_text, shown_name
from coach.settings import Settings
from coach.views import custody, keeping, session
from coach.views.downloads import Download, downloads
from coach.views.parts import attempt, tell

LISTED = 500


def section(mine: Settings) -> None:
    st.markdown("Everything lies in one folder of this computer:")
    st.code(str(mine.data_dir), language=None, wrap_lines=True)
    amounts = "\n".join(f"| {name} | {safe_text(amount)} |" for name, amount in held_lines(custody.held()))
    st.markdown(f"| What | How much |\n| --- | --- |\n{amounts}")
    if session.is_database_elsewhere():
        st.caption(safe_text(f"The database is {session.store().describe()}."))
    keeping.section(mine)
    st.caption(safe_text(custody.what_backups_keep()))
    st.header("Erase a recording")
    _certificate()
    one()
    st.header("Erase everything")
    st.markdown(
        "Every recording with its transcripts and scores, every lead with its log, your voice sample, your versions of "
        "rubrics, and what is set on this page. Speech models stay. Save what you still need: nobody can bring it back."
    )
    _confirmed("everything", ERASE_ALL, custody.erase_everything, "Erased. Nothing is kept here any more.")


def _certificate() -> None:
    """What was erased last in this visit, to be saved: nothing of whom it was about."""
    if told := st.session_state.get("certificate"):
        file = Download(label="Save the certificate", name="erased.json", media_type="application/json", text=told)
        downloads([file], key="certificate")


def one() -> None:
    """Chooses one of the recordings that the visitor may erase, and erases it."""
    kept = {recording.id: recording for recording in custody.erasable(LISTED)}
    if not kept:
        st.caption("No recording is kept.")
        return
    st.markdown(
        "Its sound, transcripts, scores and jobs, and its place in the log of a lead. That you called somebody, and "
        "whether they opted out, stays in that log; erase the lead on its own page."
    )
    asked = st.query_params.get("erase")
    which = st.selectbox(
        "Which one?",
        list(kept),
        index=list(kept).index(asked) if asked in kept else None,
        format_func=lambda recording: _line(kept[recording]),
        placeholder="Choose a recording, or type to search",
        key="erase-which",
    )
    if which:
        done = f"{plain(kept[which].name)} is erased."
        _confirmed("one", ERASE_ONE, lambda: custody.erase_recording(which), done)


def _line(kept: Kept) -> str:
    said = kept_line(kept.recording, kept.facts.lead, kept.score, kept.kept_at, st.context.timezone)
    return f"{beside_others(shown_name(kept.name))} · {said}"


def _confirmed(key: str, words: str, work: Callable[[], None], done: str) -> None:
    """Asks for `words` to be typed before it does `work`."""
    with st.form(f"erase-{key}", border=True, clear_on_submit=True):
        typed = st.text_input(f"To confirm, type: {words}", key=f"erase-{key}-words", autocomplete="off")
        pressed = st.form_submit_button(words.capitalize(), icon=":material/delete_forever:")
    if not pressed:
        return
    if is_confirmed(typed, words):
        attempt("settings", work, done)
    else:
        tell("settings", f"Nothing was erased: the words “{words}” were not typed.", refused=True)
    st.rerun()
