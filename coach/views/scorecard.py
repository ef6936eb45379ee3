"""The third state of the review page: what the listener heard, and the words that show it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from coach.coaching import Coaching
from coach.edges.jobs import Options
from coach.edges.kept import Kept
from coach.edges.kept_corrections import Standing
from coach.models import Facts, Kind, Result, Scorecard
from coach.presentation.findings import (
    KIND_WORDS,
    Point,
    Shown,
    change,
    coverage_warning,
    lengths,
    nothing_to_score,
    shown_findings,
    strength,
    taken_for,
)
from coach.presentation.privacy import withheld_lines
from coach.presentation.text import moment, plain, play_link, safe_text
from coach.rubric import Rubric
from coach.rubrics_in_use import figures_of_card
from coach.views import coached, comparing, correcting, found, keeping, own_scores, privacy, session, to_session
from coach.views.parts import details, link_here, long_title, show
from coach.views.player import player


def page(recording: str, at: str | None) -> None:
    kept = session.store().recording(recording)
    stands = correcting.current(recording) if kept else None
    if kept is None or stands is None:
        _not_here(kept)
        return
    session.opened(recording)
    coached.heard(recording)
    result, facts = stands.result, stands.facts
    rubric = session.rubric_of(result.scorecard) if result.scorecard else None
    people = session.reviews().of(recording)
    long_title(kept.name)
    _banners(result)
    privacy.banner(kept, result)
    if result.scorecard and rubric and own_scores.comes_first(result.scorecard, rubric, people):
        _unseen(kept, stands, result.scorecard, rubric, at, people)
        return
    shown = _shown(result.scorecard, rubric) if result.scorecard else ()
    with st.container():  # always there, so that the player below stays where it is and goes on playing
        correcting.who_is_the_rep(stands)
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
            coached.to_save(recording)
        privacy.button(kept, result)
        keeping.pin(kept, about=recording)
        coached.for_a_session(recording, moment(at) or 0.0)
        comparing.link_to_last(kept, result)
    keeping.when_it_goes(kept)
    to_session.form(recording)
    with st.container():
        correcting.speakers_line(stands)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _sound(kept, stands, shown, at, people, correcting.asked(stands))
    with right:
        with st.container():  # always there, so that the tab below stays the one that was chosen
            correcting.what_came_of_it(stands)
            coached.what_came_of_it(recording)
            coached.new_remark(recording)
        found.tabs(result, shown, people, rubric)
    if result.scorecard is not None:
        correcting.warm_up(stands)


def _unseen(kept: Kept, stands: Standing, card: Scorecard, rubric: Rubric, at: str | None, people: Coaching) -> None:
    """The recording without anything that the machine says of it, and the rep's own verdicts."""
    coached.what_came_of_it(kept.id)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _sound(kept, stands, (), at, people, correcting.NOTHING_ASKED)
    with right:
        coached.new_remark(kept.id)
        own_scores.form(kept.id, card, rubric)
        coached.remarks_of(kept.id, people)


def _sound(
    kept: Kept, stands: Standing, shown: tuple[Shown, ...], at: str | None, people: Coaching, asked: Mapping[str, str]
) -> None:
    """The player; alone in its column: it stays in sight, and what stood below would slide under it."""
    if not kept.has_audio:
        st.info("The sound of this recording was deleted. Its transcript and scores are kept.",
                icon=":material/volume_off:")  # fmt: skip
    player(
        stands.result,
        shown,
        facts=stands.facts,
        url=session.audio_url(kept.id) if kept.has_audio else "",
        peaks=session.waveform(kept.id) if kept.has_audio else (),
        start=moment(at),
        asked=asked,
        comments=coached.moments(people),
    )


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
    if withheld := withheld_lines(result.transcript):
        st.info(safe_text(" ".join(withheld)), icon=":material/credit_card_off:")


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
