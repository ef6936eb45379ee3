"""A session before the group, one clip after the other in big type, and what was decided in the end.

The address says which clip: `?session=...&clip=2`; past the last one stands the end.
"""

from __future__ import annotations

import streamlit as st

from coach.models import Facts
from coach.presentation.findings import shown_findings
from coach.presentation.printed import printed_session, session_file
from coach.presentation.sessions import ClipTold, progress_of, verdicts_on
from coach.presentation.text import plain, safe_text
from coach.sessions import OnAgenda, Session
from coach.views import agenda, session
from coach.views.downloads import Download, downloads
from coach.views.parts import link_here, told_last
from coach.views.player import clip_player
from coach.views.trainers import author


def page(wanted: str, clip: str | None) -> None:
    """The session that the address asks for: its agenda, a clip of it, or its end."""
    found = session.sessions().find(wanted)
    if found is None:
        st.title("This session is not here")
        st.info("It was deleted, or the address is incomplete.", icon=":material/search_off:")
        link_here("All sessions", icon=":material/arrow_back:", part=agenda.TAB)
        return
    if clip is None or not found.agenda:
        agenda.page(found)
        return
    item = found.at(int(clip)) if clip.isdecimal() else None
    with st.container(key="projector"):
        if item is None:
            _end(found)
        else:
            _clip(found, item, int(clip))


def _clip(found: Session, item: OnAgenda, number: int) -> None:
    clip = agenda.clip_of_session(found, item, number)
    with st.container(horizontal=True, vertical_alignment="center", key="clip-bar"):
        st.markdown(f"**{safe_text(plain(found.details.name))}** · {progress_of(number, found)}")
        link_here("Agenda", icon=":material/list:", key="to-agenda", session=found.id)
        _go("Previous", found, number - 1, "Left")
        _go("Next" if number < len(found.agenda) else "To the end", found, number + 1, "Right")
    st.title(safe_text(clip.heading), anchor=False)
    told_last(found.id)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _heard(found, item, clip)
    with right:
        _point(item, clip)
        key = f"decided-{item.id}"
        st.text_area(
            "What did the group decide?",
            value=clip.decided,
            key=key,
            height=120,
            max_chars=2000,
            on_change=lambda: agenda.attempt_quietly(
                found.id, lambda: session.sessions().decide(found.id, item.id, st.session_state[key], author())
            ),
        )


def _go(label: str, found: Session, number: int, key: str) -> None:
    wanted = str(number) if number <= len(found.agenda) else "end"
    st.button(
        label,
        key=f"go-{key}",
        type="primary" if key == "Right" else "secondary",
        shortcut=key,
        disabled=number < 1,
        on_click=lambda: st.query_params.from_dict({"session": found.id, "clip": wanted}),
    )


def _heard(found: Session, item: OnAgenda, clip: ClipTold) -> None:
    recording = item.clip.recording
    kept, result = session.store().recording(recording), session.store().result(recording)
    if kept is None or result is None:
        st.info("This recording was deleted.", icon=":material/search_off:")
        return
    st.caption(safe_text(clip.where))
    if not kept.has_audio:
        st.info("The sound of this recording was deleted. Its transcript is kept.")
        for line in clip.lines:
            st.markdown(f"**{safe_text(line.name)}** {safe_text(line.text)}")
        return
    card = result.scorecard
    findings = [f for f in card.findings if f.criterion == item.clip.criterion] if card and _is_shown(item) else []
    clip_player(
        result,
        shown_findings(findings, session.rubric_of(card) if card else None),
        facts=Facts() if found.details.hides_names else session.store().facts(recording),
        url=session.audio_url(recording),
        peaks=session.waveform(recording),
        clip=item.clip,
        key=f"clip-{item.id}",
    )


def _is_shown(item: OnAgenda) -> bool:
    return bool(st.session_state.get(f"verdict-shown-{item.id}"))


def _point(item: OnAgenda, clip: ClipTold) -> None:
    """What the rubric asks here, and, once the group has thought for itself, who says what on it."""
    if item.clip.criterion is None:
        return
    st.header(safe_text(clip.title), anchor=False)
    st.markdown(safe_text(clip.asks))
    recording, shown = item.clip.recording, _is_shown(item)
    result = session.store().result(recording)
    verdicts = verdicts_on(item.clip.criterion, result, session.reviews().of(recording)) if result else ()
    if not verdicts:
        st.caption("Nobody has judged this point yet.")
        return
    st.button(
        "Hide the verdict" if shown else "Show the verdict",
        icon=":material/visibility_off:" if shown else ":material/visibility:",
        key=f"verdict-{item.id}",
        on_click=lambda: st.session_state.update({f"verdict-shown-{item.id}": not shown}),
    )
    if shown:
        for told in verdicts:
            st.markdown(f"{safe_text(told.who)}: :{told.look.color}[{told.look.icon}] **{told.look.word}**. "
                        f"{safe_text(told.reason)}")  # fmt: skip


def _end(found: Session) -> None:
    clips = [agenda.clip_of_session(found, item, number) for number, item in enumerate(found.agenda, start=1)]
    with st.container(horizontal=True, vertical_alignment="center", key="clip-bar"):
        st.markdown(f"**{safe_text(plain(found.details.name))}**")
        link_here("Agenda", icon=":material/list:", key="to-agenda", session=found.id)
        _go("Previous", found, len(clips), "Left")
        page = printed_session(found, clips, session.zone())
        file = Download(label="To print", name=session_file(found.details.name), media_type="text/html", text=page)
        downloads([file], key=f"print-{found.id}")
    st.title("What was decided", anchor=False)
    for clip in clips:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{clip.number}. {safe_text(clip.question or clip.title)}**")
            st.markdown(safe_text(clip.decided) if clip.decided else "Nothing was written down.")
            st.caption(safe_text(clip.source))
