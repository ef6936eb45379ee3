"""Putting a transcript right on the page of a recording: who is the rep, who said a line, which word was said.

What is asked for is done before the page is drawn, so that it is drawn once, with the new score.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from coach.changes import Rescored
from coach.corrections import CastRep, Correction, Swap, read_event
from coach.edges.kept_corrections import Corrections, OutdatedError, Standing
from coach.errors import CoachError
from coach.models import Value
from coach.presentation.casting import rep_line
from coach.presentation.speakers import (
    Candidate,
    asks_for_rep,
    can_swap,
    candidates,
    has_sides,
    outcome,
)
from coach.presentation.text import play_link, safe_text
from coach.rescoring import correct, left_out_line, rescored, standing, undo
from coach.views import session
from coach.views.player import key
from coach.workbench import rubric_again

NOTHING_ASKED = {"state": "", "answered": "", "said": ""}
"""What the player is told where nothing can be put right."""


class Answer(Value):
    """What came of what was asked for last. `to` is the player's own name for it."""

    text: str
    short: str
    refused: bool
    to: str = ""
    state: str = ""
    """What stands since."""


def current(recording: str) -> Standing | None:
    """Where the recording stands, after what the player asks for was done; None when nobody has listened to it."""
    store = session.store()
    told = st.session_state.get(key(recording))
    event = told.get("correct") if told else None
    if isinstance(event, dict):
        event = dict(event)
        to = str(event.pop("id", ""))[:40]
        last = answer(recording)
        if last is None or last.to != to:  # the script may run twice for one event
            seen = standing(store, recording, rubric_again)
            if seen is not None:
                _do(seen, lambda: _told(seen, event), to)
    return standing(store, recording, rubric_again)


def warm_up(found: Standing) -> None:
    """Judges what is shown once in the background, so that the first correction needs no longer than the others.

    What takes time at first is opening the wording model and reading every sentence; both are remembered.
    """
    with _warming:
        if found.recording in _warm:
            return
        _warm.add(found.recording)
    threading.Thread(target=_judge, args=(found,), daemon=True).start()


_warming = threading.Lock()
_warm: set[str] = set()


def _judge(found: Standing) -> None:
    with suppress(CoachError):  # the correction itself will say it
        rescored(found.result, found.transcript, rubric_again(found.result), found.facts)


def answer(recording: str) -> Answer | None:
    """What came of what was asked for last on this page."""
    found: Answer | None = st.session_state.get(f"answer-{recording}")
    return found


def who_is_the_rep(found: Standing) -> None:
    """The question, where only the user can tell."""
    if not has_sides(found.result) or not asks_for_rep(found.transcript):
        return
    with st.container(border=True, gap="small"):
        st.markdown("**:material/record_voice_over: Who is the rep?** We cannot tell. Say who, and the call is scored.")
        for candidate in candidates(found.transcript):
            with st.container(horizontal=True, vertical_alignment="center"):
                _is_the_rep(found, candidate, "primary")
                st.markdown(f"“{safe_text(candidate.words)}” {play_link(candidate.start)}")


def speakers_line(found: Standing) -> None:
    """Who was taken for the rep and why, with what turns it round, and what was put right."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if has_sides(found.result):
            _sides(found)
        if found.made:
            st.button(
                "Undo",
                icon=":material/undo:",
                key=f"undo-{found.recording}",
                on_click=lambda: _do(found, lambda: undo(session.store(), found, rubric_again)),
                help="Takes back what was put right last. What was heard is always kept.",
            )
    if note := left_out_line(found):
        st.caption(note)


def what_came_of_it(found: Standing) -> None:
    """The new score and what changed, or why nothing was done."""
    last = _last(found)
    if last is None:
        return
    if last.refused:
        st.error(safe_text(last.text), icon=":material/error:")
    else:
        st.success(safe_text(last.text), icon=":material/edit_note:")


def asked(found: Standing) -> dict[str, str]:
    """What the player is told of the corrections: the state it shows, what it asked for last, and what came of it."""
    last = _last(found)
    return {
        "state": found.token if found.is_scored else "",
        "answered": last.to if last else "",
        "said": last.short if last else "",
    }


def _last(found: Standing) -> Answer | None:
    last = answer(found.recording)
    return last if last is not None and last.state == found.token else None


def _sides(found: Standing) -> None:
    transcript = found.transcript
    if line := rep_line(transcript):
        st.markdown(safe_text(f"{line[0].upper()}{line[1:]}."))
    if transcript.casting is None and not can_swap(transcript):
        st.markdown("Click on a name in the transcript to say who speaks.")
    if can_swap(transcript):
        st.button(
            "Swap",
            icon=":material/swap_horiz:",
            key=f"swap-{found.recording}",
            on_click=lambda: _put_right(found, Swap()),
            help="Rep and prospect are the other way round. The score follows at once.",
        )
    elif transcript.casting is not None and transcript.casting.rep is not None:
        for candidate in candidates(transcript):
            if candidate.voice != transcript.casting.rep:
                _is_the_rep(found, candidate, "secondary")


def _is_the_rep(found: Standing, candidate: Candidate, look: str) -> None:
    name = candidate.name[0].upper() + candidate.name[1:]
    st.button(
        f"{safe_text(name)} is the rep",
        type=look,
        key=f"rep-{candidate.voice}-{found.recording}",
        on_click=lambda: _put_right(found, CastRep(voice=candidate.voice)),
    )


def _put_right(found: Standing, *new: Correction) -> None:
    _do(found, lambda: correct(session.store(), found, new, rubric_again))


def _told(seen: Standing, event: dict[str, object]) -> Rescored | None:
    if event.pop("state", None) != seen.token:
        raise OutdatedError
    new = read_event(event, seen.transcript)
    return correct(session.store(), seen, new, rubric_again) if new else None


def _do(seen: Standing, work: Callable[[], Rescored | None], to: str = "") -> None:
    """Does it, and keeps what came of it for the page to say."""
    refused = False
    try:
        made = work()
    except CoachError as error:
        text, short, refused = str(error), error.message, True
    else:
        card = seen.result.scorecard
        text = outcome(made, session.rubric_of(card) if card else None) if made else "No word was changed."
        short = text.partition("; changed")[0]
    state = Corrections(session.store()).token(seen.recording)
    st.session_state[f"answer-{seen.recording}"] = Answer(text=text, short=short, refused=refused, to=to, state=state)
