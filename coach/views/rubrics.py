"""Rubrics: what is asked of a recording, where the advice comes from, and a team's own versions of it."""

import streamlit as st

from coach.accuracy import Accuracy
from coach.errors import CoachError
from coach.presentation.findings import LOOKS, rubric_line
from coach.presentation.rubrics import OWN_FIGURES, changes_between, counts_line, example_notes, trust_line
from coach.presentation.text import example_lines, safe_text
from coach.rubric import Criterion, Example, Rubric
from coach.rubrics_in_use import InUse, figures, in_use, shipped_rubric
from coach.views import rubric_editor, rubric_versions, session
from coach.views.downloads import downloads
from coach.views.parts import explain, told_last
from coach.views.rubric_versions import file_of, link_to


def main() -> None:
    found = in_use()
    usable = {name: one for name, one in found.items() if isinstance(one, InUse)}
    wanted = st.query_params.get("rubric")
    name = wanted if wanted in usable else next(iter(usable), None)
    edits = session.may_edit_rubrics()
    if name and wanted == name and "edit" in st.query_params and edits:
        rubric_editor.page(usable[name])
        return
    st.title("Rubrics")
    told_last("rubrics")
    for problem in found.values():
        if isinstance(problem, CoachError):
            explain(problem)
    if name is None:
        st.info("No rubric is installed.", icon=":material/checklist:")
        return
    st.session_state["rubric-name"] = name  # the address says which, also when it changed beside this choice
    st.radio(
        "Rubric",
        list(usable),
        format_func=lambda one: safe_text(usable[one].rubric.title),
        horizontal=True,
        key="rubric-name",
        on_change=lambda: st.query_params.from_dict({"rubric": st.session_state["rubric-name"]}),
    )
    used = usable[name]
    looked_at = rubric_versions.looked_at(used)
    if looked_at is not None:
        _criteria(looked_at)
        return
    st.caption(
        f"{safe_text(used.line[:1].upper() + used.line[1:])} · {len(used.rubric.criteria)} criteria · "
        f"weights come to {sum(c.weight for c in used.rubric.criteria)}"
    )
    if not edits:
        _criteria(used.rubric)
        downloads([file_of(used.path, used.rubric)], key=f"download-{name}")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        label = "Go on editing" if rubric_editor.is_begun(name) else "Edit this rubric"
        st.button(label, type="primary", icon=":material/edit:", on_click=lambda: link_to(name, edit="1"))
    criteria, versions = st.tabs(["Criteria", "Versions"], key="rubric-view")
    with criteria:
        rubric_versions.under_other_versions(used)
        _criteria(used.rubric)
    with versions:
        rubric_versions.section(used)
        downloads([file_of(used.path, used.rubric)], key=f"download-{name}")


def _criteria(rubric: Rubric) -> None:
    shipped = shipped_rubric(rubric.id)
    measured = {c.id: c.detector for c in shipped.criteria}
    known = figures(rubric)
    if rubric.digest != shipped.digest:
        if changed := changes_between(shipped, rubric):
            st.markdown("**Other than as it ships**")
            st.markdown("\n".join(f"- {safe_text(line)}" for line in changed))
        st.caption(OWN_FIGURES)
    for criterion in rubric.criteria:
        accuracy = known.get(criterion.id)
        with st.expander(f"**{safe_text(criterion.title)}** ({rubric_line(criterion, accuracy)})"):
            is_same = measured.get(criterion.id, criterion.detector) == criterion.detector
            _criterion(criterion, rubric, accuracy, is_same)


def _criterion(criterion: Criterion, rubric: Rubric, accuracy: Accuracy | None, is_same: bool) -> None:
    source = criterion.source
    st.markdown(safe_text(source.point))
    if source.quote:
        st.markdown(f"“{safe_text(source.quote)}”")
    st.caption(f"From: {safe_text(source.article)}, {safe_text(source.section)}")
    st.markdown(f"**Tip.** {safe_text(criterion.tip)}")
    st.caption(counts_line(criterion, rubric, accuracy))
    if line := trust_line(accuracy, is_same=is_same):
        st.caption(line)
    for verdict, example in criterion.examples.expected():
        look = LOOKS[verdict]
        with st.container(border=True, gap="xsmall"):
            st.badge(look.word, icon=look.icon, color=look.color)
            _example(example)
    for gap in criterion.examples.known_gaps:
        with st.container(border=True, gap="xsmall"):
            st.badge(f"Should be: {LOOKS[gap.should_be].word.lower()}", icon=":material/construction:", color="gray")
            _example(gap)


def _example(example: Example) -> None:
    for line in example_lines(example.script):
        st.markdown(safe_text(line))
    for note in example_notes(example.model_dump(mode="json")):
        st.caption(safe_text(note))


main()
