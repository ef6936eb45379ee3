"""A trainer scores one recording: the player beside the points, one point at a time, a draft kept with every click."""

from __future__ import annotations

from functools import partial

import streamlit as st

from coach.models import Verdict
from coach.presentation.coaching import agreed_line, disputes_of, judged_line, title_of
from coach.presentation.findings import LOOKS, Shown, shown_findings
from coach.presentation.text import moment, safe_text
from coach.reviews import (
    TRAINER_VERDICTS,
    ReviewDraft,
    overrides,
    trainer_findings,
    unexplained,
    words_from,
)
from coach.sessions import until
from coach.views import compared, remarks, session, to_session
from coach.views.desk import Desk, choose, judge, keep, open_desk, reason_key, submit, submitting, undo
from coach.views.parts import link_here, long_title, quote, tell, told_last
from coach.views.player import scoring_key, scoring_player
from coach.views.trainers import QUEUE, remembered, who_scores

KEYS = "coach-keys"


def page(recording: str, at: str | None, who: str) -> None:
    desk = open_desk(recording, who)
    if desk is None:
        return
    if isinstance(told := (st.session_state.get(scoring_key(recording)) or {}).get("pick"), dict):
        _picked(desk, told)
        desk = open_desk(recording, who) or desk
    long_title(desk.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        link_here("All recordings", icon=":material/arrow_back:", key="to-queue")
        st.page_link("review.py", label="The rep's page", icon=":material/hearing:",
                     query_params={"recording": recording})  # fmt: skip
        who_scores(who)
        if used := st.session_state.get(to_session.USED):
            link_here("The session", icon=":material/co_present:", key="to-agenda", session=used)
    told_last(recording)
    told_last(QUEUE)
    to_session.form(recording)
    mine, done = desk.coaching.by(who), _is_done(desk)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _player(desk, at, done)  # alone here: it stays in sight, and what stood below would slide under it
    with right:
        remarks.begun(recording, who)
        if done and mine is not None:
            compared.panel(mine, desk.coaching, desk.card, desk.rubric, who)
        else:
            _point(desk)
            _points(desk)
            _finish(desk)
        remarks.section(recording, desk.coaching, who)


def _is_done(desk: Desk) -> bool:
    return desk.coaching.by(desk.trainer) is not None and not st.session_state.get(f"anew-{desk.recording}")


def _player(desk: Desk, at: str | None, done: bool) -> None:
    kept = session.store().recording(desk.recording)
    has_audio = kept is not None and kept.has_audio
    if not has_audio:
        st.info("The sound of this recording was deleted. Its transcript and scores are kept.",
                icon=":material/volume_off:")  # fmt: skip
    findings = trainer_findings(desk.draft, desk.card) if desk.hidden and not done else desk.card.findings
    shown: tuple[Shown, ...] = shown_findings(findings, desk.rubric)
    scoring_player(
        desk.result,
        shown,
        facts=desk.facts,
        url=session.audio_url(desk.recording) if has_audio else "",
        peaks=session.waveform(desk.recording) if has_audio else (),
        start=moment(at),
        comments=[thread.first.comment.at for thread in desk.coaching.threads(desk.trainer)],
    )


def _picked(desk: Desk, told: dict[str, object]) -> None:
    """Does what the player asks for: once, though the script may run twice for one event."""
    if st.session_state.get("picked") == told.get("id"):
        return
    st.session_state["picked"] = told.get("id")
    first, last = (moment(str(told.get(name))) for name in ("start", "last"))
    if first is None or last is None:
        return
    if told.get("kind") == "comment":
        remarks.begin(desk.recording, first)
        return
    if told.get("kind") == "clip":
        to_session.begin(desk.recording, first, until(desk.result.transcript, last), _point_of_clip(desk))
        return
    if _is_done(desk):
        tell(desk.recording, "You have submitted this scoring. Choose “Score it anew” to change it.", refused=True)
        return
    point = desk.current
    keep(desk, lambda draft: draft.pointing_to(point, words_from(desk.result.transcript, first, last)))
    choose(desk, point)


def _point_of_clip(desk: Desk) -> str | None:
    """Chosen words are about the point in hand, as long as one is in hand."""
    return None if _is_done(desk) else desk.current


def _point(desk: Desk) -> None:
    """The point in hand: what it asks, the verdict, the words that show it, and why."""
    name = desk.current
    criterion = next((c for c in desk.rubric.criteria if c.id == name), None)
    finding, opinion = desk.card.finding(name), desk.draft.opinion(name)
    number = desk.criteria.index(name) + 1
    with st.container(border=True, gap="small", key="point"):
        st.caption(f"Point {number} of {len(desk.criteria)} · {judged_line(_verdicts(desk))}")
        st.header(safe_text(title_of(name, desk.rubric)), anchor=False)
        if criterion:
            st.markdown(safe_text(criterion.source.point))
        if not desk.hidden and (agreed := desk.coaching.settled(name)):
            st.markdown(f":material/gavel: {safe_text(agreed_line(agreed.settlement, session.zone()))}")
        for logged in disputes_of(name, desk.coaching):
            why = "" if desk.hidden else f": “{safe_text(logged.dispute.reason)}”"
            st.markdown(f":red[:material/flag:] {safe_text(logged.dispute.author)} disputes this point{why}")
        if not desk.hidden:
            look = LOOKS[finding.verdict]
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"The machine: :{look.color}[{look.icon}] **{look.word}**. {safe_text(finding.reason)}")
                for index, evidence in enumerate(finding.evidence):
                    with st.container(horizontal=True, vertical_alignment="center"):
                        quote(evidence.quote, evidence.start)
                        to_session.offer(f"machine-{name}-{index}", desk.recording, evidence.start, evidence.end, name)
        _verdict_buttons(desk, name, opinion.verdict)
        for index, evidence in enumerate(opinion.evidence):
            with st.container(horizontal=True, vertical_alignment="center"):
                quote(evidence.quote, evidence.start)
                drop = partial(ReviewDraft.without, criterion=name, evidence=evidence)
                st.button("Take away", key=f"drop-{name}-{index}", icon=":material/close:", type="tertiary",
                          on_click=keep, args=(desk, drop))  # fmt: skip
                to_session.offer(f"{name}-{index}", desk.recording, evidence.start, evidence.end, name)
        if not opinion.evidence:
            st.caption("Evidence: drag over words in the transcript, or choose a line by its ❝.")
        key = reason_key(desk, name)
        needed = not desk.hidden and opinion.verdict is not None and overrides(finding.verdict, opinion.verdict)
        st.text_area(
            "Why do you differ from the machine? (needed)" if needed else "Why? (needed only where you differ)",
            value=opinion.reason,
            key=key,
            height=80,
            max_chars=2000,
            on_change=lambda: keep(desk, lambda draft: draft.because(name, st.session_state[key])),
        )
        with st.container(horizontal=True):
            _go("Previous point", desk, number - 2, ":material/arrow_back:")
            _go("Next point", desk, number, ":material/arrow_forward:")
            if not desk.hidden and (more := [c for c in unexplained(desk.draft, desk.card) if c != name]):
                st.button(f"Next reason to give ({len(more)} left)", icon=":material/edit:", type="tertiary",
                          key="next-reason", on_click=choose, args=(desk, more[0]))  # fmt: skip


def _verdict_buttons(desk: Desk, name: str, chosen: Verdict | None) -> None:
    keys = st.session_state.get(KEYS, True)
    with st.container(horizontal=True, gap="small"):
        for number, verdict in enumerate(TRAINER_VERDICTS, start=1):
            look = LOOKS[verdict]
            st.button(
                look.word,
                icon=look.icon,
                key=f"verdict-{number}",
                type="primary" if verdict is chosen else "secondary",
                shortcut=str(number) if keys else None,
                on_click=judge,
                args=(desk, name, verdict),
            )


def _go(label: str, desk: Desk, index: int, icon: str) -> None:
    if 0 <= index < len(desk.criteria):
        st.button(label, icon=icon, type="tertiary", key=label, on_click=choose, args=(desk, desk.criteria[index]))


def _points(desk: Desk) -> None:
    """All points with the trainer's verdicts; a click goes to one."""
    with st.expander(f"All points: {judged_line(_verdicts(desk))}", icon=":material/checklist:"):
        for name in desk.criteria:
            verdict = desk.draft.opinion(name).verdict
            look = LOOKS[verdict] if verdict else None
            word = f"{look.word}: " if look else "No verdict yet: "
            st.button(
                safe_text(f"{word}{title_of(name, desk.rubric)}"),
                icon=look.icon if look else ":material/radio_button_unchecked:",
                key=f"to-{name}",
                type="tertiary",
                on_click=choose,
                args=(desk, name),
            )
        remembered(KEYS, True)
        st.toggle("Keys 1 to 4 give the verdict", key=KEYS)


def _verdicts(desk: Desk) -> list[Verdict | None]:
    return [desk.draft.opinion(name).verdict for name in desk.criteria]


def _finish(desk: Desk) -> None:
    told_last(submitting(desk.recording))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Submit and next", type="primary", icon=":material/done_all:", key="submit-next",
                  on_click=submit, args=(desk, True))  # fmt: skip
        st.button("Submit", icon=":material/done:", key="submit", on_click=submit, args=(desk, False))
        if session.reviews().can_undo(desk.recording, desk.trainer):
            st.button("Undo", icon=":material/undo:", key="undo-draft", on_click=undo, args=(desk,))
        if desk.hidden:
            st.button(
                "Show the machine's verdicts",
                icon=":material/visibility:",
                type="tertiary",
                key="reveal",
                on_click=keep,
                args=(desk, ReviewDraft.reveal),
                help="What you judged until now is kept as judged without them.",
            )
    st.caption("Every click is kept as a draft; you may leave and come back.")
