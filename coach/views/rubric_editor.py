"""Editing a rubric: weights, words and examples, what that would change, and saving it as a new version.

What is edited is kept for this visit, so that a look at another page loses nothing. Every field writes into it at once.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.access import Action, Thing
from coach.errors import CoachError
from coach.presentation.rubrics import Placed, placed, problem_line, share_of, spoken
from coach.presentation.text import safe_text
from coach.rubric import check_text
from coach.rubric_draft import RubricDraft
from coach.rubrics_in_use import InUse, begin, figures, next_version, save
from coach.views import rubric_examples, rubric_what_if, session
from coach.views.parts import tell, told_last
from coach.yaml_file import Problem

_DRAFTS = "rubric-drafts"
_DOUBT = ". A hint: its verdict agrees too little with labels to weigh much"
_PARTS = ("Weights", "Words and examples", "What would change")


def is_begun(name: str) -> bool:
    """Whether there are changes of this visit that were not saved."""
    return name in _drafts()


def page(used: InUse) -> None:
    name = used.rubric.id
    draft, number = draft_now(name), next_version(name)
    problems = placed(_problems(draft.text(number), name), draft)
    st.title("Edit a rubric")
    told_last("rubrics")
    st.markdown(
        f"**{safe_text(used.rubric.title)}.** You start from {safe_text(used.line)}. Saving makes version {number} and "
        "puts it in use; the earlier ones are kept."
    )
    _outdated(draft, used)
    weights, words, change = st.tabs(list(_PARTS), key="edit-part", on_change="rerun")
    if weights.open:
        with weights:
            _weights(draft, used, problems)
    if words.open:
        with words:
            rubric_examples.section(draft, problems, edit)
    if change.open:
        with change:
            rubric_what_if.section(draft, number, used.rubric)
    _finish(draft, number, problems)


def edit(name: str, change: Callable[[RubricDraft], RubricDraft]) -> None:
    """Changes the draft as it stands now: one click may be preceded by another change of the same run."""
    changed = change(draft_now(name))
    if changed == begin(name):  # changed back
        _drafts().pop(name, None)
    else:
        _drafts()[name] = changed


def draft_now(name: str) -> RubricDraft:
    """What is edited; the version in use where nothing was changed yet."""
    return _drafts().get(name) or begin(name)


@st.cache_data(max_entries=32, show_spinner=False)
def _problems(text: str, name: str) -> list[Problem]:
    return check_text(text, name)


def _drafts() -> dict[str, RubricDraft]:
    found: dict[str, RubricDraft] = st.session_state.setdefault(_DRAFTS, {})
    return found


def _outdated(draft: RubricDraft, used: InUse) -> None:
    if draft.began_with != used.rubric.digest:
        st.warning(
            f"Since you began, {safe_text(used.line)} came into use. Yours cannot be saved over it: note your changes, "
            "drop them, and begin again.",
            icon=":material/sync_problem:",
        )


def _weights(draft: RubricDraft, used: InUse, problems: tuple[Placed, ...]) -> None:
    st.markdown("What counts more gets more weight, 1 to 100. What you untick is not asked and not shown at all.")
    total = sum(c["weight"] for c in draft.asked)
    known = figures(used.rubric)
    for criterion in draft.criteria:
        name, is_asked = criterion["id"], criterion["id"] not in draft.off
        accuracy = known.get(name)
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                with st.container(gap="xsmall"):
                    st.checkbox(
                        safe_text(criterion["title"]) or name,
                        key=_seed(f"ask-{draft.name}-{name}", is_asked),
                        on_change=_ask,
                        args=(draft.name, name),
                    )
                    share = f"{share_of(criterion['weight'], total)} of the score" if is_asked else "Not asked"
                    st.caption(share + (_DOUBT if is_asked and accuracy and accuracy.is_hint else ""))
                st.number_input(
                    f"Weight of “{spoken(criterion['title'])}”",
                    min_value=1,
                    max_value=100,
                    step=1,
                    key=_seed(f"weight-{draft.name}-{name}", criterion["weight"]),
                    label_visibility="collapsed",
                    disabled=not is_asked,
                    width=130,
                    on_change=_weigh,
                    args=(draft.name, name),
                )
            _say(problems, name, "weight")


def _say(problems: tuple[Placed, ...], name: str, field: str) -> None:
    for one in problems:
        if (one.criterion, one.field) == (name, field):
            st.error(safe_text(one.text), icon=":material/error:")


def _seed(key: str, value: object) -> str:
    """Shows what the draft says in a field that was not on the page just now."""
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def _ask(rubric: str, name: str) -> None:
    edit(rubric, lambda draft: draft.ask(name, st.session_state[f"ask-{rubric}-{name}"]))


def _weigh(rubric: str, name: str) -> None:
    edit(rubric, lambda draft: draft.change(name, "weight", int(st.session_state[f"weight-{rubric}-{name}"])))


def _finish(draft: RubricDraft, number: int, problems: tuple[Placed, ...]) -> None:
    is_changed = is_begun(draft.name)
    if problems:
        st.error(
            f"{'One thing stands' if len(problems) == 1 else f'{len(problems)} things stand'} in the way of saving:\n"
            + "\n".join(f"- {safe_text(problem_line(one, draft))}" for one in problems),
            icon=":material/error:",
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Save as version {number}",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(draft.name,),
        )
        st.button(
            "Back to the rubric",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=lambda: st.query_params.from_dict({"rubric": draft.name}),
        )
        if is_changed:
            st.button("Drop my changes", icon=":material/delete:", type="tertiary", on_click=_drop, args=(draft.name,))
    st.caption(
        "Your changes are kept until you save or drop them, or close this tab."
        if is_changed
        else "Nothing is changed yet."
    )


def _save(name: str) -> None:
    if not is_begun(name):
        tell("rubrics", "Nothing is changed yet, so there is nothing to save.", refused=True)
        return
    try:
        session.must(Action.CHANGE, Thing.RUBRIC)
        made = save(draft_now(name))
    except CoachError as error:
        tell("rubrics", str(error), refused=True)
        return
    _forget(name)
    st.query_params.from_dict({"rubric": name})
    tell("rubrics", f"Version {made} is saved and in use: here, for the worker and for the coach command.")


def _drop(name: str) -> None:
    _forget(name)
    tell("rubrics", "Your changes are dropped.")


def _forget(name: str) -> None:
    """Also what the fields hold, so that they show the version in use again."""
    _drafts().pop(name, None)
    for key in list(st.session_state):
        if str(key).startswith(tuple(f"{field}-{name}-" for field in ("ask", "weight", "title", "tip"))):
            del st.session_state[key]
