"""A rep scores themselves before they see the machine's verdicts, and then sees how far the two lie apart."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from coach.coaching import Coaching, LoggedOwn
from coach.models import Finding, Scorecard, Verdict
from coach.own_scores import own_card
from coach.presentation.own_scores import WORDS, Beside, can_be_scored, gap_line, gaps, you_said
from coach.presentation.text import safe_text
from coach.reviews import ReviewDraft
from coach.rubric import Rubric
from coach.views import session
from coach.views.coached import me
from coach.views.parts import attempt, quote, tell
from coach.views.trainers import held, remembered

FIRST = "own-first"
OWN = "own"
"""What the address says where the rep scores themselves first."""


def toggle() -> None:
    """Asks whether the rep wants to score themselves first; remembered for the visit."""
    remembered(FIRST, False)
    st.toggle(
        "I'll score myself first",
        key=FIRST,
        help="Listen, give your own verdict on every point, and only then see ours beside it.",
    )


def address(recording: str) -> dict[str, str]:
    """Where a result is read: with the rep's own verdicts first, if they want that."""
    return {"recording": recording} | ({OWN: "1"} if held(FIRST, False) else {})


def comes_first(card: Scorecard, rubric: Rubric, people: Coaching) -> bool:
    """Whether the machine's verdicts are to be hidden until the rep has given theirs."""
    return OWN in st.query_params and people.own is None and can_be_scored(card, rubric)


def hides(recording: str) -> bool:
    """Whether a list must not tell how this recording was scored."""
    return bool(held(FIRST, False)) and session.reviews().of(recording).own is None


def form(recording: str, card: Scorecard, rubric: Rubric) -> None:
    """One question a point, kept with every click, and the button that shows both sides."""
    draft = session.reviews().own_draft(recording, me())
    st.header("How did it go?")
    st.markdown("Listen, and judge each point yourself. What we found shows when you are done.")
    for finding in card.findings:
        criterion = rubric.criterion(finding.criterion)
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{safe_text(criterion.title)}**")
            st.caption(safe_text(criterion.source.point))
            _question(recording, criterion.title, finding.criterion, draft)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Show the result", type="primary", icon=":material/balance:", key="own-submit",
                  on_click=_submit, args=(recording, card, rubric))  # fmt: skip
        st.button("Show it without my verdicts", type="tertiary", key="own-skip",
                  on_click=lambda: st.query_params.from_dict({"recording": recording}))  # fmt: skip


def _question(recording: str, title: str, criterion: str, draft: ReviewDraft) -> None:
    key, given = f"own-{recording}-{criterion}", draft.opinion(criterion).verdict
    st.radio(
        f"Your verdict: {safe_text(title)}",
        list(WORDS),
        index=list(WORDS).index(given) if given else None,
        format_func=WORDS.__getitem__,
        horizontal=True,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: _keep(recording, criterion, st.session_state[key]),
    )


def _keep(recording: str, criterion: str, verdict: Verdict) -> None:
    reviews = session.reviews()
    draft = reviews.own_draft(recording, me()).judge(criterion, verdict)
    attempt(recording, lambda: reviews.save_own_draft(recording, me(), draft), "")


def _submit(recording: str, card: Scorecard, rubric: Rubric) -> None:
    reviews = session.reviews()

    def work() -> None:
        draft = reviews.own_draft(recording, me())
        reviews.submit_own(recording, own_card(draft, card, rubric, me(), dt.datetime.now(dt.UTC)))

    attempt(recording, work, "Kept. Your verdicts stand beside ours now.")


def panel(recording: str, own: LoggedOwn, card: Scorecard, rubric: Rubric | None) -> None:
    """Where the two agree, where the rep was kinder and where stricter, with the words."""
    st.markdown(f"**{safe_text(gap_line(own.card, card))}**")
    for gap in gaps(own.card, card, rubric):
        st.header(gap.heading)
        for point in gap.points:
            _beside(point)
    st.button(
        "Take my verdicts back",
        icon=":material/undo:",
        type="tertiary",
        key="own-back",
        on_click=lambda: _take_back(recording, own),
        help="Nobody but you sees them, and no figure counts them.",
    )


def _take_back(recording: str, own: LoggedOwn) -> None:
    session.reviews().take_back(recording, own.id)
    st.query_params.from_dict({"recording": recording})
    tell(recording, "Your verdicts are taken back.")


def _beside(point: Beside) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{safe_text(point.title)}**")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("You")
            st.badge(point.own.word, icon=point.own.icon, color=point.own.color)
            st.markdown("The machine")
            st.badge(point.machine.word, icon=point.machine.icon, color=point.machine.color)
        st.markdown(safe_text(point.finding.reason))
        for evidence in point.finding.evidence:
            quote(evidence.quote, evidence.start)


def said(finding: Finding, people: Coaching) -> None:
    """What the rep had said of this finding, beside it."""
    if people.own and (look := you_said(finding, people.own.card)):
        st.markdown(f":material/person: You said: :{look.color}[{look.icon}] {look.word}")
