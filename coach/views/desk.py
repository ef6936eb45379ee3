"""What lies before a trainer who scores a recording, and what each click does with it: a draft is kept every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from coach.coaching import Coaching
from coach.errors import CoachError
from coach.models import Facts, Result, Scorecard, Value, Verdict
from coach.presentation.coaching import score_word
from coach.presentation.text import plain
from coach.reviews import ReviewDraft, TrainerCard, submitted, unexplained, unjudged
from coach.rubric import Rubric
from coach.views import session
from coach.views.parts import link_here, tell
from coach.views.trainers import QUEUE, is_blind, next_after


class Desk(Value):
    """What lies before the trainer."""

    trainer: str
    name: str
    result: Result
    card: Scorecard
    facts: Facts
    rubric: Rubric
    coaching: Coaching
    draft: ReviewDraft
    hidden: bool
    """Whether the machine's verdicts are not to be seen yet."""

    @property
    def recording(self) -> str:
        return self.result.recording.id

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(f.criterion for f in self.card.findings)

    @property
    def current(self) -> str:
        """The point in hand: the one that was chosen, else the first without a verdict."""
        wanted = st.session_state.get(f"point-{self.recording}")
        return wanted if wanted in self.criteria else next(iter(unjudged(self.draft, self.card)), self.criteria[0])


def open_desk(recording: str, who: str) -> Desk | None:
    store, reviews = session.store(), session.reviews()
    coaching = reviews.of(recording)
    kept, result = store.recording(recording), store.result(recording)
    rubric = session.rubric_of(result.scorecard) if result and result.scorecard else None
    if kept is None or result is None or result.scorecard is None or rubric is None or not result.scorecard.findings:
        st.title("Nothing to score here")
        st.info("This recording was deleted, or it has no scorecard.", icon=":material/search_off:")
        link_here("All recordings", icon=":material/arrow_back:")
        return None
    session.opened(recording)
    draft = reviews.draft(recording, who)
    hidden = is_blind() and not draft.revealed
    return Desk(
        trainer=who,
        name=kept.name,
        result=result,
        card=result.scorecard,
        facts=store.facts(recording) or Facts(),
        rubric=rubric,
        coaching=coaching,
        draft=draft if hidden else draft.reveal(),
        hidden=hidden,
    )


def draft_now(desk: Desk) -> ReviewDraft:
    """The draft as it is kept now: one click may be preceded by another change of the same run."""
    draft = session.reviews().draft(desk.recording, desk.trainer)
    return draft if desk.hidden else draft.reveal()


def keep(desk: Desk, change: Callable[[ReviewDraft], ReviewDraft]) -> ReviewDraft:
    """Keeps the draft with this change; says so where it cannot be done."""
    before = draft_now(desk)
    try:
        after = change(before)
        if after != session.reviews().draft(desk.recording, desk.trainer):
            session.reviews().save_draft(desk.recording, desk.trainer, after)
    except CoachError as error:
        tell(desk.recording, str(error), refused=True)
        return before
    return after


def choose(desk: Desk, name: str) -> None:
    st.session_state[f"point-{desk.recording}"] = name


def judge(desk: Desk, name: str, verdict: Verdict) -> None:
    """Keeps the verdict and goes on to the next point without one, unless a reason is still to be given."""
    draft = keep(desk, lambda before: before.judge(name, verdict))
    reason_first = not desk.hidden and name in unexplained(draft, desk.card)
    later = desk.criteria[desk.criteria.index(name) + 1 :]
    left = [c for c in unjudged(draft, desk.card) if c in later]
    st.session_state[f"point-{desk.recording}"] = left[0] if left and not reason_first else name


def undo(desk: Desk) -> None:
    session.reviews().undo(desk.recording, desk.trainer)
    draft = session.reviews().draft(desk.recording, desk.trainer)
    for name in desk.criteria:
        if (key := reason_key(desk, name)) in st.session_state:
            st.session_state[key] = draft.opinion(name).reason


def reason_key(desk: Desk, name: str) -> str:
    return f"reason-{desk.recording}-{name}"


def submitting(recording: str) -> str:
    """Under which name it is told why a scoring was not taken: beside the button, where the trainer looks."""
    return f"submitting-{recording}"


def submit(desk: Desk, go_on: bool) -> None:
    """Submits; a trainer who judged without the machine's verdicts sees them first where reasons are still needed."""
    draft = draft_now(desk)
    if desk.hidden and not unjudged(draft, desk.card):
        draft = draft.reveal()
        if differs := unexplained(draft, desk.card):
            keep(desk, ReviewDraft.reveal)
            choose(desk, differs[0])
            points = "1 point" if len(differs) == 1 else f"{len(differs)} points"
            tell(submitting(desk.recording), f"Your verdicts are kept. You and the machine differ on {points}: say "
                 "why on each, then submit.")  # fmt: skip
            return
    try:
        made = submitted(draft, desk.card, desk.rubric, desk.trainer, dt.datetime.now(dt.UTC))
        keep(desk, ReviewDraft.reveal)
        session.reviews().submit(desk.recording, desk.coaching.scorecard, made)
    except CoachError as error:
        left = unjudged(draft, desk.card) or unexplained(draft, desk.card)
        if left:
            choose(desk, left[0])
        tell(submitting(desk.recording), str(error), refused=True)
        return
    st.session_state.pop(f"anew-{desk.recording}", None)
    st.session_state.pop(f"point-{desk.recording}", None)
    _told(desk, made, go_on)


def _told(desk: Desk, made: TrainerCard, go_on: bool) -> None:
    said = f"Submitted {plain(desk.name)}: you {score_word(made.score)}, the machine {score_word(made.machine_score)}."
    if not go_on:
        tell(desk.recording, said)
        return
    following = next_after(desk.recording, desk.trainer)
    if following is None:
        tell(QUEUE, f"{said} Nothing else waits with these filters.")
        st.query_params.clear()
    else:
        tell(following.recording, said)
        st.query_params.from_dict({"recording": following.recording})
