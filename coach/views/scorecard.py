"""The third state of the review page: what the listener heard, and the words that show it."""

from __future__ import annotations

import streamlit as st

from coach.coaching import Coaching
from coach.edges.jobs import Options
from coach.edges.kept import Kept
from coach.models import Facts, Kind, NextStep, Question, Result, Scorecard, Verdict
from coach.presentation.findings import (
    HINT,
    KIND_WORDS,
    Group,
    Point,
    Shown,
    agreement_line,
    change,
    coverage_warning,
    grouped,
    lengths,
    nothing_to_score,
    shown_findings,
    strength,
    taken_for,
)
from coach.presentation.metrics import doubt_line, numbers
from coach.presentation.text import moment, plain, play_link, safe_text
from coach.rubric import Rubric
from coach.rubrics_in_use import figures_of_card
from coach.views import coached, correcting, keeping, session, to_session
from coach.views.parts import details, link_here, long_title, quote, show
from coach.views.player import player


def page(recording: str, at: str | None) -> None:
    kept = session.store().recording(recording)
    found = correcting.current(recording) if kept else None
    if kept is None or found is None:
        _not_here(kept)
        return
    result, facts = found.result, found.facts
    rubric = session.rubric_of(result.scorecard) if result.scorecard else None
    shown = _shown(result.scorecard, rubric) if result.scorecard else ()
    people = session.reviews().of(recording)
    long_title(kept.name)
    _banners(result)
    with st.container():  # always there, so that the player below stays where it is and goes on playing
        correcting.who_is_the_rep(found)
    if empty := nothing_to_score(result):
        st.info(empty, icon=":material/hearing_disabled:")
    else:
        _first_words(result)
    _figures(result, shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(safe_text(taken_for(result, shown)))
        if kept.has_audio:
            _correct(result, facts)
        if result.recording.kind is not Kind.NO_SPEECH and not (facts and facts.practice):
            st.page_link("follow_ups.py", label="What to say next", icon=":material/forward_to_inbox:",
                         query_params={"recording": recording})  # fmt: skip
        if result.scorecard is not None:
            coached.to_print(kept.name, result, shown, people)
        keeping.pin(kept, about=recording)
        coached.for_a_session(recording, moment(at) or 0.0)
    keeping.when_it_goes(kept)
    to_session.form(recording)
    with st.container():
        correcting.speakers_line(found)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if not kept.has_audio:
            st.info("The sound of this recording was deleted. Its transcript and scores are kept.",
                    icon=":material/volume_off:")  # fmt: skip
        player(
            result,
            shown,
            facts=facts,
            url=session.audio_url(recording) if kept.has_audio else "",
            peaks=session.waveform(recording) if kept.has_audio else (),
            start=moment(at),
            asked=correcting.asked(found),
            comments=[thread.first.comment.at for thread in people.threads(None)],
        )
    with right:
        with st.container():
            correcting.what_came_of_it(found)
        coached.what_came_of_it(recording)
        _tabs(result, shown, people)
    if result.scorecard is not None:
        correcting.warm_up(found)


def _shown(card: Scorecard, rubric: Rubric | None) -> tuple[Shown, ...]:
    return shown_findings(card.findings, rubric, figures_of_card(card))


def _not_here(kept: Kept | None) -> None:
    if kept is None:
        st.title("This recording is not here")
        st.info("It may have been deleted, or the address is incomplete.", icon=":material/search_off:")
        st.page_link("calls.py", label="See your calls", icon=":material/library_music:")
        return
    last = next(iter(session.jobs().jobs_of(kept.id)), None)
    st.title("Not listened to yet")
    st.text(plain(kept.name))
    if last is not None and not last.is_over:
        st.info("It is being listened to, or waits for its turn.", icon=":material/hearing:")
        link_here("See how far it is", icon=":material/hourglass_top:", job=last.id)
    elif not kept.has_audio:
        st.info(
            "Its sound was deleted before anybody listened to it. Add the file again.", icon=":material/volume_off:"
        )
        st.page_link("review.py", label="Review a recording", icon=":material/add:")
    else:
        if last is not None and last.error:
            st.error(safe_text(f"{last.error} {last.hint}".strip()), icon=":material/error:")
        st.info("This recording is kept, but nobody has listened to it yet.", icon=":material/hearing:")
        if st.button("Start the review", type="primary"):
            show(job=session.submit(kept.id, last.options if last else Options()))


def _banners(result: Result) -> None:
    if damaged := coverage_warning(result.recording):
        st.warning(damaged, icon=":material/broken_image:")
    for warning in result.recording.warnings:
        st.warning(safe_text(warning), icon=":material/warning:")


def _first_words(result: Result) -> None:
    """What is read first: one thing that went well, and the one thing to change."""
    left, right = st.columns(2)
    with left, st.container(border=True, gap="xsmall"):
        st.markdown(":green[:material/thumb_up:] **This went well**")
        _point(strength(result), "Nothing stands out yet. Start with the change beside this.")
    with right, st.container(border=True, gap="xsmall"):
        gain = f" (+{result.advice.gain} points)" if result.advice.gain else ""
        st.markdown(f":blue[:material/lightbulb:] **Change this one thing**{gain}")
        _point(change(result), "Nothing to change: everything that could be judged is met.")


def _point(point: Point | None, otherwise: str) -> None:
    if point is None:
        st.markdown(otherwise)
        return
    st.markdown(" ".join([safe_text(point.text), *([play_link(point.evidence.start)] if point.evidence else [])]))


def _figures(result: Result, shown: tuple[Shown, ...]) -> None:
    card = result.scorecard
    with st.container(horizontal=True):
        if card is not None:
            st.metric("Score", "Not scored" if card.score is None else f"{card.score} / 100", border=True)
        st.metric("Kind", KIND_WORDS[result.recording.kind], border=True)
        for one in lengths(result, shown):
            st.metric(one.label, one.value, border=True)


def _correct(result: Result, facts: Facts) -> None:
    """Everything that was found out or told may be put right; then the recording is judged again."""
    recording = result.recording
    with st.popover("Not right? Correct it", icon=":material/tune:"):
        kind = None if recording.kind is Kind.NO_SPEECH else recording.kind
        told = details(facts, kind=kind, key=f"again-{recording.id}")
        if st.button("Score it again", icon=":material/refresh:"):
            show(job=session.submit(recording.id, told))


def _tabs(result: Result, shown: tuple[Shown, ...], people: Coaching) -> None:
    is_call = result.recording.kind is Kind.CALL and result.scorecard is not None
    names = ["Findings", "Numbers"] + (["Questions and next step"] if is_call else [])
    has_coach = coached.says_something(people)
    tabs = st.tabs([*names, "From your trainer"] if has_coach else names)
    with tabs[0]:
        for group in grouped(shown):
            _group(group, result.recording.id, people)
        if not shown:
            st.markdown("Nothing was scored.")
    with tabs[1]:
        _numbers(result)
    if is_call:
        with tabs[2]:
            _next_step(result.scorecard.next_step)
            _questions(result.scorecard.questions)
    if has_coach:
        with tabs[-1]:
            coached.panel(result, people)


def _group(group: Group, recording: str, people: Coaching) -> None:
    if group.verdict is Verdict.NOT_APPLICABLE:
        with st.expander(group.heading, icon=":material/do_not_disturb_on:"):
            for shown in group.shown:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(f"**{safe_text(shown.title)}**: {safe_text(shown.finding.reason)}")
                    _hint(shown)
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
