"""Rubrics: what is asked of a recording, where the advice comes from, and examples of both sides."""

import streamlit as st

from coach.accuracy import Accuracy, figures_of
from coach.errors import CoachError
from coach.presentation.findings import LOOKS, agreement_line, rubric_line
from coach.presentation.text import example_lines, safe_text
from coach.rubric import Criterion, Rubric
from coach.views import session
from coach.views.parts import explain


def main() -> None:
    st.title("Rubrics")
    found = session.rubrics()
    for problem in found.values():
        if isinstance(problem, CoachError):
            explain(problem)
    usable = {name: rubric for name, rubric in found.items() if isinstance(rubric, Rubric)}
    if not usable:
        st.info("No rubric is installed.", icon=":material/checklist:")
        return
    name = st.radio(
        "Rubric",
        list(usable),
        format_func=lambda name: safe_text(usable[name].title),
        horizontal=True,
    )
    _rubric(usable[name])


def _rubric(rubric: Rubric) -> None:
    st.caption(f"Version {rubric.version}, {len(rubric.criteria)} criteria")
    figures = figures_of(rubric.id, rubric.version)
    for criterion in rubric.criteria:
        accuracy = figures.get(criterion.id)
        with st.expander(f"**{safe_text(criterion.title)}** ({rubric_line(criterion, accuracy)})"):
            _criterion(criterion, accuracy)


def _criterion(criterion: Criterion, accuracy: Accuracy | None) -> None:
    source = criterion.source
    st.markdown(safe_text(source.point))
    if source.quote:
        st.markdown(f"“{safe_text(source.quote)}”")
    st.caption(f"From: {safe_text(source.article)}, {safe_text(source.section)}")
    if line := agreement_line(accuracy):
        st.caption(line)
    st.markdown(f"**Tip.** {safe_text(criterion.tip)}")
    for verdict, example in criterion.examples.expected():
        look = LOOKS[verdict]
        with st.container(border=True):
            st.badge(look.word, icon=look.icon, color=look.color)
            for line in example_lines(example.script):
                st.markdown(safe_text(line))
            if example.why:
                st.caption(safe_text(example.why))


main()
