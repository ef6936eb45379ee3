"""The words of a criterion while a rubric is edited: title, tip and examples, each example tried at once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.models import Channel
from coach.presentation.findings import LOOKS
from coach.presentation.rubrics import VERDICT_OF, Placed, channel_word, example_notes
from coach.presentation.text import example_lines, paragraphs, safe_text
from coach.rubric_draft import Entry, RubricDraft, example_of

Edit = Callable[[str, Callable[[RubricDraft], RubricDraft]], None]
_OPEN = "rubric-example"
"""The example whose form is open: (rubric, criterion, group, number), the number None for a new one."""
_NOT_TOLD = "Not told"
_FIRST = {_NOT_TOLD: None, "Yes": True, "No": False}


def section(draft: RubricDraft, problems: tuple[Placed, ...], edit: Edit) -> None:
    names = [c["id"] for c in draft.asked]
    if not names:
        st.info("No criterion is asked. Tick one under “Weights”.", icon=":material/checklist:")
        return
    titles = {c["id"]: c["title"] or c["id"] for c in draft.asked}
    wrong = {one.criterion for one in problems}
    name = st.selectbox(
        "Criterion",
        names,
        format_func=lambda one: f"{titles[one]}{' (to be put right)' if one in wrong else ''}",
        key=f"criterion-{draft.name}",
    )
    criterion, mine = draft.criterion(name), [one for one in problems if one.criterion == name]
    st.caption(safe_text(criterion["source"]["point"]))
    _field(draft, name, "title", edit, st.text_input, "Title", max_chars=80)
    _say(mine, "title")
    _field(draft, name, "tip", edit, st.text_area, "Tip: what to say instead", height=80)
    _say(mine, "tip")
    st.header("Examples")
    st.caption("They run as tests: a version is saved only when every example comes out as it says.")
    _say([one for one in mine if one.number is None], "examples")
    for group, number, example in draft.examples(name):
        with st.container(border=True, gap="xsmall"):
            if group in VERDICT_OF and st.session_state.get(_OPEN) == (draft.name, name, group, number):
                _form(draft, name, group, number, example, edit)
                continue
            _shown(draft, name, group, number, example, edit)
            _say([one for one in mine if (one.group, one.number) == (group, number)], "examples")
    if st.session_state.get(_OPEN) == (draft.name, name, "met", None):
        with st.container(border=True, gap="xsmall"):
            _form(draft, name, "met", None, {"script": ""}, edit)
    else:
        st.button("Add an example", icon=":material/add:", on_click=_open, args=((draft.name, name, "met", None),))


def _field(draft: RubricDraft, name: str, field: str, edit: Edit, widget, label: str, **more) -> None:
    key = f"{field}-{draft.name}-{name}"
    if key not in st.session_state:
        st.session_state[key] = draft.criterion(name)[field]

    def change() -> None:
        edit(draft.name, lambda now: now.change(name, field, st.session_state[key]))

    widget(label, key=key, on_change=change, **more)


def _shown(draft: RubricDraft, name: str, group: str, number: int, example: Entry, edit: Edit) -> None:
    look = LOOKS[VERDICT_OF[group]] if group in VERDICT_OF else None
    if look:
        st.badge(look.word, icon=look.icon, color=look.color)
    else:
        st.badge("We get this wrong and know it", icon=":material/construction:", color="gray")
    for line in example_lines(example["script"]):
        st.markdown(safe_text(line))
    for note in example_notes(example):
        st.caption(safe_text(note))
    with st.container(horizontal=True):
        if look:
            st.button("Change", key=f"change-{name}-{group}-{number}", icon=":material/edit:", type="tertiary",
                      on_click=_open, args=((draft.name, name, group, number),))  # fmt: skip
        st.button("Remove", key=f"remove-{name}-{group}-{number}", icon=":material/delete:", type="tertiary",
                  on_click=_remove, args=(draft.name, name, group, example, edit))  # fmt: skip


def _remove(rubric: str, name: str, group: str, example: Entry, edit: Edit) -> None:
    _open(None)  # the numbers of those after it change
    edit(rubric, lambda draft: draft.drop_example(name, group, example))


def _open(which: tuple[str, str, str, int | None] | None) -> None:
    st.session_state[_OPEN] = which


def _form(draft: RubricDraft, name: str, group: str, number: int | None, old: Entry, edit: Edit) -> None:
    facts = old.get("facts", {})
    with st.form(f"example-{name}-{group}-{number}", border=False):
        verdict = st.selectbox(
            "Verdict that it deserves",
            list(VERDICT_OF),
            index=list(VERDICT_OF).index(group),
            format_func=lambda one: LOOKS[VERDICT_OF[one]].word,
        )
        script = st.text_area(
            "What is said",
            value=old["script"],
            height=140,
            help="A call has a line for each turn, which begins with rep: or prospect: (with a moment: [0:41] rep:).",
        )
        why = st.text_input("Why (for whoever reads it)", value=old.get("why", ""))
        evidence = st.text_area(
            "Words that must be shown, one quote a line",
            value="\n".join(old.get("evidence") or ()),
            height=80,
            help="Leave it empty where it does not matter which words.",
        )
        with st.expander("What is known beside the words", expanded=bool(set(facts) - {"kind"})):
            told = _facts(str(draft.head["kind"]), facts)
        with st.container(horizontal=True):
            kept = st.form_submit_button("Keep this example", type="secondary", icon=":material/check:")
            left = st.form_submit_button("Cancel", type="tertiary")
    if kept:
        before, new = None if number is None else (group, old), example_of(old, script, why, evidence, told)
        edit(draft.name, lambda now: now.put_example(name, verdict, new, before))
    if kept or left:
        _open(None)
        st.rerun()


def _facts(kind: str, facts: dict) -> dict[str, object]:
    told: dict[str, object] = {}
    left, right = st.columns(2)
    for place, name, label in (
        (left, "caller", "The rep's name"),
        (right, "firm", "The firm"),
        (left, "lead", "The lead's name"),
        (right, "company", "The lead's company"),
    ):
        told[name] = place.text_input(label, value=facts.get(name) or "").strip()
    told["about"] = st.text_input("What the lead asked about", value=facts.get("about") or "").strip()
    earlier = st.text_area(
        "Earlier messages to this lead",
        value="\n\n".join(facts.get("previous") or ()),
        height=80,
        help="Oldest first, with an empty line between two messages.",
    )
    told["previous"] = list(paragraphs(earlier))
    told["date"] = st.text_input("Day, like 2026-03-19", value=facts.get("date") or "").strip()
    if kind == "follow-up":
        channels = [_NOT_TOLD, *(c.value for c in Channel)]
        chosen = st.selectbox(
            "How it goes out",
            channels,
            index=channels.index(facts.get("channel") or _NOT_TOLD),
            format_func=lambda one: one if one == _NOT_TOLD else channel_word(one),
        )
        told["channel"] = None if chosen == _NOT_TOLD else chosen
        said = st.text_area(
            "What the lead said in the call", value="\n".join(facts.get("conversation") or ()), height=80,
            help="One thing a line.",
        )  # fmt: skip
        told["conversation"] = [line.strip() for line in said.splitlines() if line.strip()]
        first = st.selectbox("Is it the first SMS to them?", list(_FIRST), index=_index(facts.get("first_text")))
        told["first_text"] = _FIRST[first]
    return told


def _index(told: bool | None) -> int:
    return list(_FIRST.values()).index(told)


def _say(problems: list[Placed], field: str) -> None:
    for one in problems:
        if one.field == field:
            st.error(safe_text(one.text), icon=":material/error:")
