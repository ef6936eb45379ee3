"""How far the machine agrees with trainers, and trainers with each other; and settling it where they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from coach.cadence_input import told
from coach.calibration import Judged, among_trainers, disagreements, judged_by_several
from coach.coaching import Settlement, Waiting
from coach.errors import CoachError
from coach.models import Verdict
from coach.presentation.calibration import (
    Titles,
    among_line,
    apart_word,
    known_line,
    said_line,
    title,
    titles_of,
)
from coach.presentation.coaching import FEW, agreed_line, agreement_lines
from coach.presentation.findings import LOOKS
from coach.presentation.text import plain, safe_text
from coach.reviews import LEAST_REASON, TRAINER_VERDICTS, trainer_agreement
from coach.rubric import Rubric
from coach.views import session, to_session
from coach.views.parts import attempt, told_last
from coach.views.trainers import author, is_blind

TAB = "Agreement"
MOST = 20


def section(everything: Sequence[Waiting], who: str) -> None:
    told_last(TAB)
    to_session.form(TAB)
    rubrics = [rubric for rubric in session.rubrics().values() if isinstance(rubric, Rubric)]
    cards = [card for waiting in everything for card in waiting.cards]
    if not cards:
        st.info("Nobody has submitted a scoring yet. From the first one on, this says how far it agrees with the "
                "machine's.", icon=":material/balance:")  # fmt: skip
        return
    _among_trainers(judged_by_several(everything), titles_of(rubrics), who)
    st.header("How far the machine agrees with trainers", anchor=False)
    lines = agreement_lines(trainer_agreement(cards), rubrics)
    if not lines:
        st.markdown("Said once somebody has judged without seeing the machine's verdicts.")
        return
    st.markdown("\n".join(f"- {safe_text(line)}" for line in lines))
    st.caption(
        "On each point: the machine's verdict then, against the trainer's before it was shown. Kappa is "
        f"agreement beyond chance (1 is all, 0 none), said from {FEW} scorings on."
    )


def _among_trainers(judged: Sequence[Judged], titles: Titles, who: str) -> None:
    st.header("How far trainers agree", anchor=False)
    if not judged:
        st.markdown("Said once two trainers have scored the same recording without seeing the machine's verdicts.")
        return
    st.markdown(safe_text(known_line(judged)))
    rows = among_trainers(judged)
    st.markdown("\n".join(f"- {safe_text(among_line(row, titles))}" for row in rows if row.same < row.pairs))
    if same := [row for row in rows if row.same == row.pairs]:
        with st.expander(f"Always the same on {len(same)}", icon=":material/check:"):
            st.markdown("\n".join(f"- {safe_text(among_line(row, titles))}" for row in same))
    st.caption(
        "A pair is two trainers who judged the same point of the same recording. Only what was said before the "
        "machine's verdicts were in sight counts. Alpha (Krippendorff's) is agreement beyond chance, 1 is all and 0 "
        f"none, said from {FEW} recordings on; with fewer, it may all be chance."
    )
    differing = disagreements(judged)
    # Whoever has yet to score a recording without help is not told here what others say of it.
    shown = [one for one in differing if one.is_by(who) or not is_blind()]
    st.header(f"Where they differ ({len(differing)})", anchor=False)
    if hidden := len(differing) - len(shown):
        st.caption(f"{hidden} on recordings that you have not scored without help: score them first.")
    for one in shown[:MOST]:
        _disagreement(one, titles)
    if len(shown) > MOST:
        st.caption(f"{len(shown) - MOST} more follow once these are settled.")


def _disagreement(one: Judged, titles: Titles) -> None:
    key = f"{one.recording[:12]}-{one.criterion}"
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe_text(title(one, titles))}** · {safe_text(plain(one.name))}")
            word, color = apart_word(one)
            st.badge(word, color=color)
        for blind in one.verdicts:
            look = LOOKS[blind.verdict]
            st.markdown(f":{look.color}[{look.icon}] {safe_text(said_line(blind))}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Hear it", icon=":material/play_circle:", type="tertiary", key=f"hear-{key}",
                      on_click=_to_moment, args=(one,))  # fmt: skip
            if one.at is not None:
                to_session.offer(f"apart-{key}", one.recording, one.at, None, one.criterion, page=TAB)
            if one.settled is None:
                with st.popover("Settle it", icon=":material/gavel:", type="tertiary", key=f"settle-{key}"):
                    _settle(one, key)
        if one.settled is not None:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f":material/gavel: {safe_text(agreed_line(one.settled.settlement, session.zone()))}")
                st.button("Take back", key=f"unsettle-{key}", icon=":material/undo:", type="tertiary",
                          on_click=_open_again, args=(one.recording, one.settled.id))  # fmt: skip


def _to_moment(one: Judged) -> None:
    st.session_state[f"point-{one.recording}"] = one.criterion
    at = {"t": f"{one.at:.1f}"} if one.at is not None else {}
    st.query_params.from_dict({"recording": one.recording, **at})


def _settle(one: Judged, key: str) -> None:
    with st.form(f"settle-form-{key}", border=False):
        verdict = st.radio(
            "What holds?",
            TRAINER_VERDICTS,
            index=None,
            format_func=lambda verdict: LOOKS[verdict].word,
            key=f"settle-verdict-{key}",
        )
        reason = st.text_area("Why? The next ones judge by it.", max_chars=2000, key=f"settle-reason-{key}")
        st.caption("It is kept with your name. What each of you had said stays as it is.")
        if st.form_submit_button("Settle it", type="primary"):
            attempt(TAB, lambda: _keep(one, verdict, reason), "Settled.")
            st.rerun()


def _open_again(recording: str, entry: int) -> None:
    attempt(TAB, lambda: session.reviews().take_back(recording, entry), "Open again.")


def _keep(one: Judged, verdict: Verdict | None, reason: str) -> None:
    if verdict is None:
        raise CoachError("Nothing was settled: no verdict was chosen.", "Choose the one that holds.")
    if len(reason.strip()) < LEAST_REASON:
        raise CoachError("Nothing was settled: there is no reason.", "Say why it holds.")
    now = dt.datetime.now(dt.UTC)
    session.reviews().settle(
        one.recording,
        told(Settlement, criterion=one.criterion, verdict=verdict, reason=reason, author=author(), at=now),
    )
