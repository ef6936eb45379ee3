"""How long recordings are kept: the part of Settings that says so, and "Keep this one" on a recording."""

from __future__ import annotations

import streamlit as st

from coach.edges.kept import Kept
from coach.errors import CoachError
from coach.presentation.retaining import choices, days_word, did_go, goes_line, stays, would_go
from coach.presentation.settings import LABELS
from coach.presentation.text import safe_text, shown_name
from coach.retention import Due, Limits
from coach.settings import Settings
from coach.views import custody, session
from coach.views.parts import attempt, tell

SHOWN = 20
CHOSEN = ("keep_sound_days", "keep_scores_days")


def section(mine: Settings) -> None:
    """Asks how long; before that is kept, says what would go at once."""
    st.header("How long to keep recordings")
    sound = _days(mine, "keep_sound_days", "Counted from the day the file came here. Transcripts and scores stay.")
    scores = _days(
        mine, "keep_scores_days",
        "When they go, the whole recording goes: its sound, what a trainer said of it, and its words in a lead's log.",
    )  # fmt: skip
    limits = Limits(sound_days=sound, scores_days=scores)
    going = custody.what_goes(limits)
    _told(going, limits)
    fixed = mine.from_environment
    changed = {name: days for name, days in zip(CHOSEN, (sound, scores), strict=True) if name not in fixed}
    label = "Save, and delete these now" if going.sound or going.whole else "Save"
    if st.button(label, type="primary", key="keep-save", disabled=limits == mine.limits):
        _keep(changed)
        st.rerun()


def _days(mine: Settings, name: str, help_text: str) -> int | None:
    offered = {days_word(days): days for days in choices(getattr(mine, name))}
    chosen = st.radio(
        LABELS[name],
        list(offered),
        horizontal=True,
        disabled=name in mine.from_environment,
        key=f"set-{name}",
        help=help_text,
    )
    return offered[chosen]


def _told(going: Due, limits: Limits) -> None:
    if not limits.any:
        st.caption("Nothing is ever deleted unless you erase it.")
        return
    said = safe_text(" ".join(part for part in (would_go(going), stays(going)) if part))
    if not (going.sound or going.whole):
        st.info(said, icon=":material/event_available:")
        return
    st.warning(f"{said} Nobody can bring it back.", icon=":material/auto_delete:")
    with st.expander("Which ones?", icon=":material/list:"):
        for one in (*going.whole, *going.sound)[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.page_link("review.py", label=safe_text(shown_name(one.name, 48)), query_params={"recording": one.id})
                st.button("Keep this one", icon=":material/keep:", key=f"keep-{one.id}", type="tertiary",
                          on_click=_pin, args=(one.id, True))  # fmt: skip
        if (more := len(going.whole) + len(going.sound) - SHOWN) > 0:
            st.caption(f"and {more} more")


def _keep(changes: dict[str, int | None]) -> None:
    """Keeps to the new limits at once, so that what was said to go is gone."""
    try:
        session.keep(changes)
        tell("settings", f"Saved. {did_go(custody.keep_to_limits())}".strip())
    except CoachError as error:
        tell("settings", str(error), refused=True)


def pin(kept: Kept, *, about: str) -> None:
    """The switch that keeps a recording however old it is; `about` is the page that says what went wrong."""
    key = f"pin-{kept.id}"
    st.session_state[key] = kept.is_pinned  # as it stands, also when another tab changed it
    st.toggle("Keep this one", key=key, help="It stays, however old, whatever Settings say about deleting.",
              on_change=lambda: _pin(kept.id, st.session_state[key], about))  # fmt: skip


def when_it_goes(kept: Kept) -> None:
    """Says when this recording goes, where one is ever deleted."""
    if kept.is_pinned:
        return
    if line := goes_line(kept.kept_at, session.settings().limits, session.zone(), has_audio=kept.has_audio):
        st.caption(f":material/auto_delete: {safe_text(line)}")


def _pin(recording: str, on: bool, about: str = "settings") -> None:
    attempt(about, lambda: custody.pin(recording, on=on), "")
