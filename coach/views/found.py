"""What was found in a recording, under tabs: findings with their words, numbers, questions and the next step."""

from __future__ import annotations

import streamlit as st

from coach.coaching import Coaching
from coach.models import Kind, NextStep, Question, Result, Verdict
from coach.presentation.findings import HINT, Group, Shown, agreement_line, grouped
from coach.presentation.metrics import doubt_line, numbers
from coach.presentation.text import play_link, safe_text
from coach.rubric import Rubric
from coach.views import coached, own_scores
from coach.views.parts import quote

FINDINGS, NUMBERS, NEXT, OWN, TRAINER, COMMENTS = (
    "Findings",
    "Numbers",
    "Questions and next step",
    "You and the machine",
    "From your trainer",
    "Comments",
)


def tabs(result: Result, shown: tuple[Shown, ...], people: Coaching, rubric: Rubric | None) -> None:
    """A rep who has just scored themselves sees the gap first."""
    card = result.scorecard
    names = [FINDINGS, NUMBERS]
    names += [NEXT] if card and result.recording.kind is Kind.CALL else []
    names += [OWN] if card and people.own else []
    names += [TRAINER] if people.cards else []
    names += [COMMENTS]
    first = OWN if OWN in names and own_scores.OWN in st.query_params else FINDINGS
    there = dict(zip(names, st.tabs(names, default=first), strict=True))
    with there[FINDINGS]:
        for group in grouped(shown):
            _group(group, result.recording.id, people)
        if not shown:
            st.markdown("Nothing was scored.")
    with there[NUMBERS]:
        _numbers(result)
    if card and NEXT in there:
        with there[NEXT]:
            _next_step(card.next_step)
            _questions(card.questions)
    if card and people.own:
        with there[OWN]:
            own_scores.panel(result.recording.id, people.own, card, rubric)
    if people.cards:
        with there[TRAINER]:
            coached.panel(people)
    with there[COMMENTS]:
        coached.remarks_of(result.recording.id, people)


def _group(group: Group, recording: str, people: Coaching) -> None:
    if group.verdict is Verdict.NOT_APPLICABLE:
        with st.expander(group.heading, icon=":material/do_not_disturb_on:"):
            for shown in group.shown:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(f"**{safe_text(shown.title)}**: {safe_text(shown.finding.reason)}")
                    _hint(shown)
                own_scores.said(shown.finding, people)
                coached.on_finding(recording, shown.finding, people)
        return
    st.header(group.heading)
    for shown in group.shown:
        _finding(shown, recording, people)


def _finding(shown: Shown, recording: str, people: Coaching) -> None:
    look, finding = shown.look, shown.finding
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe_text(shown.title)}**" + (f" ({shown.tag})" if shown.tag else ""))
            st.badge(look.word, icon=look.icon, color=look.color)
            _hint(shown)
        st.markdown(safe_text(finding.reason))
        for evidence in finding.evidence:
            quote(evidence.quote, evidence.start)
        if finding.please_confirm:
            st.markdown(f":material/hearing: {safe_text(finding.please_confirm)}")
        own_scores.said(finding, people)
        coached.on_finding(recording, finding, people)
        if shown.criterion:
            with st.expander("Tip and source", type="compact"):
                st.markdown(safe_text(shown.criterion.tip))
                source = shown.criterion.source
                st.caption(f"{safe_text(source.article)}, {safe_text(source.section)}: {safe_text(source.point)}")
                if line := agreement_line(shown.accuracy):
                    st.caption(line)


def _hint(shown: Shown) -> None:
    if shown.hint:
        st.badge(HINT.word, icon=HINT.icon, color=HINT.color, help=shown.hint)


def _numbers(result: Result) -> None:
    if not result.metrics:
        st.markdown("Nothing was measured.")
    if doubt := doubt_line(result.transcript):
        st.caption(f":material/help: {safe_text(doubt)}")
    for number in numbers(result.metrics, result.recording.kind):
        with st.container(gap="xsmall"):
            help_text = safe_text(number.note) or None
            st.markdown(f"**{safe_text(number.title)}** {safe_text(number.value)}", help=help_text)
            if number.share is not None:
                st.progress(number.share)
            if number.published:
                st.caption(safe_text(number.published))
                with st.expander("Who published what", type="compact"):
                    st.caption("\n".join(f"- {safe_text(source)}" for source in number.sources))


def _next_step(step: NextStep | None) -> None:
    st.header("Next step")
    if step is None:
        st.markdown("No next step was agreed.")
        return
    st.markdown(f"{safe_text(step.action)} {play_link(step.start)}")
    said = {
        "When": step.when,
        "Date": step.date.isoformat() if step.date else None,
        "Time": step.time,
        "Purpose": step.purpose,
        "Who does it": step.owner,
        "Agreed aloud": "yes" if step.confirmed else "no",
    }
    st.markdown("\n".join(f"- {label}: {safe_text(value) if value else 'not said'}" for label, value in said.items()))


def _questions(questions: tuple[Question, ...]) -> None:
    st.header(f"Questions that the rep asked ({len(questions)})")
    if not questions:
        st.markdown("We heard none.")
    st.markdown("\n".join(f"- {play_link(q.start)} {safe_text(q.text)} {_about(q)}" for q in questions))


def _about(question: Question) -> str:
    """Type, what decided it, and the prospect's words that a connecting question grew from."""
    told = f"*{safe_text(question.type.value)}* ({safe_text(question.because)})"
    grew = question.grew_from
    return f"{told}; grew from {play_link(grew.start)} {safe_text(grew.quote)}" if grew else told
