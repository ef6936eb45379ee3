"""What a changed rubric would do to the recordings that were scored already."""

from __future__ import annotations

import streamlit as st

from coach.errors import RubricError
from coach.library_scores import MOST
from coach.presentation.text import safe_text
from coach.presentation.what_if import NOTHING_SCORED, asked_line, rows, sum_line
from coach.rubric import Rubric, rubric_in
from coach.rubric_draft import RubricDraft
from coach.views import session
from coach.what_if import summed

FIRST = 25


def section(draft: RubricDraft, number: int, used: Rubric) -> None:
    try:
        changed = rubric_in(draft.text(number), draft.name)
    except RubricError:
        st.info("Put right first what stands below; then this can be worked out.", icon=":material/info:")
        return
    with st.spinner("Working out the scores …"):
        found = session.outcomes(changed)
    if not found:
        st.info(NOTHING_SCORED, icon=":material/library_music:")
        return
    st.markdown(f"**{sum_line(summed(found))}**")
    if asked := asked_line(used, changed):
        st.markdown(safe_text(asked))
    table = rows(found)
    is_all = st.session_state.get("what-if-all", False)
    shown = table if is_all else table[:FIRST]
    has_changes = any(row.changes for row in shown)
    lines = [("Recording", "Score", "Change", "Verdicts that change"), ("---", "---:", "---:", "---")]
    for row in shown:
        cells = (row.name, row.score, row.difference, row.changes or "none")
        lines.append(tuple(safe_text(cell) for cell in cells))
    st.markdown("\n".join(f"| {' | '.join(line if has_changes else line[:3])} |" for line in lines))
    if len(table) > len(shown):
        st.button(f"Show all {len(table)}", on_click=lambda: st.session_state.update({"what-if-all": True}))
    st.caption(
        f"At most the newest {MOST} recordings that were scored with this rubric, from their verdicts and words as "
        "they are kept. Nothing is saved by looking."
    )
