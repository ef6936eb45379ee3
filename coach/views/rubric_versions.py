"""The versions of a rubric: looking at one, going back to it, saving it as a file, and scoring the library with it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from coach.access import Action, Thing
from coach.changes import Rescored
from coach.errors import CoachError, RubricError
from coach.presentation.rubrics import changes_between
from coach.presentation.text import local_time, safe_text
from coach.presentation.what_if import again_line, waiting_line
from coach.rubric import Rubric, packaged_rubrics
from coach.rubrics_in_use import InUse, kept_rubric, kept_rubrics, shipped_rubric
from coach.views import session
from coach.views.downloads import Download, downloads
from coach.views.parts import attempt, explain, tell

SHIPPED = "shipped"
"""What an address calls the version that ships."""


def link_to(name: str, **more: str) -> None:
    """Goes to another state of the page of this rubric."""
    st.query_params.from_dict({"rubric": name, **more})


def file_of(path: Path, rubric: Rubric) -> Download:
    """The file of a version, to be saved."""
    return Download(
        label=f"Download version {rubric.version}",
        name=f"{rubric.id}-{rubric.version}.yaml",
        media_type="application/yaml",
        text=path.read_text(encoding="utf-8-sig"),
    )


def looked_at(used: InUse) -> Rubric | None:
    """Another version than the one in use, when the address asks for it; says which, with the way back to it."""
    name, wanted = used.rubric.id, st.query_params.get("version")
    if wanted is None or wanted == _address(used.number):
        return None
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else None
    if number is None and wanted != SHIPPED:
        return None
    try:
        rubric = shipped_rubric(name) if number is None else kept_rubric(name, number)
    except RubricError as error:
        explain(error)
        return None
    with st.container(border=True):
        st.markdown(f"You are looking at {_words(rubric, number)}. In use is {safe_text(used.line)}.")
        with st.container(horizontal=True, vertical_alignment="center"):
            _go_back(name, number, rubric.version)
            st.button("Look at the one in use", type="tertiary", on_click=lambda: link_to(name))
        downloads([file_of(_path(name, number), rubric)], key=f"download-{name}-{wanted}")
    return rubric


def section(used: InUse) -> None:
    """Every version with when it was saved and what it changed."""
    name = used.rubric.id
    kept = kept_rubrics().versions(name)
    shipped = shipped_rubric(name)
    if not kept:
        st.markdown("So far there is only the version that ships. Edit it, and yours is kept here beside it.")
    for version in kept:
        with st.container(border=True, gap="xsmall"):
            saved = local_time(version.saved_at, session.zone())
            try:
                rubric = kept_rubric(name, version.number)
            except RubricError as error:
                st.markdown(f"**Version {version.number}**, saved {saved}")
                explain(error)
                continue
            _version(used, version.number, rubric, f", your own, saved {saved}")
            changed = changes_between(shipped, rubric)
            st.caption("\n".join(f"- {safe_text(line)}" for line in changed) or "The same as it ships.")
    with st.container(border=True, gap="xsmall"):
        _version(used, None, shipped, ", as it ships")


def under_other_versions(used: InUse) -> None:
    """Offers to score again what was scored by another version."""
    waiting = session.under_other_versions(used.rubric)
    if not waiting:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(waiting_line(len(waiting), used.rubric.version))
        if st.button("Score them again with this version", icon=":material/refresh:", key="score-again"):
            _score_again(waiting, used.rubric)


def _score_again(waiting: tuple[str, ...], rubric: Rubric) -> None:
    again: list[Rescored] = []
    bar = st.progress(0.0, "Scoring again …")
    for done, recording in enumerate(waiting, 1):
        try:
            made = session.score_again(recording, rubric)
        except CoachError as error:
            tell("rubrics", str(error), refused=True)
            st.rerun()
        again += [made] if made else []
        bar.progress(done / len(waiting), f"Scored again: {done} of {len(waiting)}")
    tell("rubrics", again_line(again))
    st.rerun()


def _version(used: InUse, number: int | None, rubric: Rubric, how: str) -> None:
    name = rubric.id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Version {rubric.version}**{how}")
        if number == used.number:
            st.badge("In use", icon=":material/check:", color="green")
            return
        st.button(
            "Look at it",
            key=f"look-{_address(number)}",
            icon=":material/visibility:",
            type="tertiary",
            on_click=lambda: link_to(name, version=_address(number)),
        )
        _go_back(name, number, rubric.version)


def _go_back(name: str, number: int | None, version: int) -> None:
    label = "Go back to the shipped one" if number is None else f"Use version {version}"
    st.button(
        label,
        key=f"use-{_address(number)}",
        icon=":material/history:",
        on_click=_use,
        args=(name, number, version),
    )


def _use(name: str, number: int | None, version: int) -> None:
    how = "as it ships, " if number is None else ""

    def work() -> None:
        session.must(Action.CHANGE, Thing.RUBRIC)
        kept_rubrics().use(name, number)

    attempt("rubrics", work, f"Version {version}, {how}is in use now.")
    link_to(name)


def _words(rubric: Rubric, number: int | None) -> str:
    return f"version {rubric.version}, {'as it ships' if number is None else 'one of your own'}"


def _address(number: int | None) -> str:
    return SHIPPED if number is None else str(number)


def _path(name: str, number: int | None) -> Path:
    return packaged_rubrics()[name] if number is None else kept_rubrics().file(name, number)
