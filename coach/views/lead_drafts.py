"""What to say to one lead next: how it goes out, what for, what it may say, and the drafts."""

from __future__ import annotations

import streamlit as st

from coach.cadence_input import told
from coach.drafts import Purpose
from coach.errors import CoachError
from coach.lead_drafts import Drafted
from coach.materials import Offers
from coach.models import Channel, Facts
from coach.planned_touches import PlannedTouch
from coach.presentation.drafts import DRAFT_CHANNELS, DRAFT_WORDS, PURPOSE_WORDS, purpose_of
from coach.presentation.pursuit import NOT_LEGAL
from coach.presentation.text import plain, safe_text
from coach.pursuit import DraftOptions, Pursuit
from coach.views import session
from coach.views.draft_panel import panel, show_draft
from coach.views.lead_plan import usual_plan
from coach.views.model_draft import model_draft
from coach.views.parts import attempt, explain
from coach.views.player import player

_READ_ONLY = {"state": "", "answered": "", "said": ""}


def section(pursuit: Pursuit) -> None:
    """The drafts, beside the recording that they go on from, where there is one."""
    recording = _recording(pursuit)
    if recording is None:
        st.caption(
            "No recording of them is kept, so the drafts rest on what they asked about. After a voicemail or a call, "
            "review it and choose “What to say next” on its page."
        )
    channel, purpose = _choice(pursuit)
    try:
        made = session.drafted(pursuit, recording, channel, purpose)
    except CoachError as error:
        explain(error)
        return
    if made.drafts.ask:
        st.info(safe_text(made.drafts.ask), icon=":material/contact_support:")
    _options(pursuit, made)
    if recording is None:
        _drafts(pursuit, made, can_play=False)
        return
    left, right = st.columns([3, 2], gap="medium")
    with right:
        heard = _heard(recording)
    with left:
        _drafts(pursuit, made, can_play=heard)


def _drafts(pursuit: Pursuit, made: Drafted, *, can_play: bool) -> None:
    """The drafts made here, and below them one by a language model, where the user asks for it."""
    panel(pursuit, made, can_play=can_play)
    drafts = made.drafts
    model_draft(
        made.material,
        drafts.channel,
        drafts.purpose,
        drafts,
        made.pace.wpm,
        lambda draft: show_draft(pursuit, made, draft, "model", can_play),
    )


def _recording(pursuit: Pursuit) -> str | None:
    """The recording that the drafts go on from: the one that the address names, else the newest."""
    names = {r: session.store().name(r) for r in pursuit.recordings}
    if not names:
        return None
    asked = st.query_params.get("recording")
    listed = list(names)
    if len(listed) == 1:
        return listed[0]
    return st.selectbox(
        "They go on from",
        listed,
        index=listed.index(asked) if asked in names else 0,
        format_func=lambda r: plain(names[r]),
        key=f"from-{pursuit.id}",
    )


def _choice(pursuit: Pursuit) -> tuple[Channel, Purpose]:
    """How it goes out and what for; at first what the plan says comes next."""
    following = _following(pursuit)
    st.session_state.setdefault(f"channel-{pursuit.id}", following.channel if following else Channel.EMAIL)
    st.session_state.setdefault(f"purpose-{pursuit.id}", purpose_of(following))
    left, right = st.columns([3, 2], gap="medium")
    channel = left.radio(
        "How?", DRAFT_CHANNELS, format_func=DRAFT_WORDS.get, horizontal=True, key=f"channel-{pursuit.id}"
    )
    purpose = right.radio(
        "What for?", list(PURPOSE_WORDS), format_func=PURPOSE_WORDS.get, horizontal=True, key=f"purpose-{pursuit.id}"
    )
    return channel, purpose


def _following(pursuit: Pursuit) -> PlannedTouch | None:
    """What the plan says comes next."""
    plan = usual_plan(pursuit)
    return next(iter(plan.touches), None) if plan else None


def _options(pursuit: Pursuit, made: Drafted) -> None:
    """What the drafts may say beside what was said, and must not."""
    options = session.options(pursuit)
    offers = options.offers
    key = f"options-{pursuit.id}"
    asked = made.drafts.ask is not None
    told_so_far = made.material.facts
    with (
        st.expander("What the drafts may say", icon=":material/tune:", expanded=asked),
        st.form(key, border=False),
    ):
        left, right = st.columns(2)
        caller = left.text_input("Your name", value=options.caller or "", placeholder=told_so_far.caller or "",
                                 key=f"{key}-caller")  # fmt: skip
        firm = right.text_input("Your firm", value=options.firm or "", placeholder=told_so_far.firm or "",
                                key=f"{key}-firm")  # fmt: skip
        call_back = left.text_input("Your call-back number", value=offers.call_back or "", key=f"{key}-number")
        time = right.text_input("A time you can offer", value=offers.time or "", placeholder="Thursday at ten",
                                key=f"{key}-time")  # fmt: skip
        material = left.text_input("What you can send", value=offers.material or "",
                                   placeholder="the one-page price list", key=f"{key}-material")  # fmt: skip
        link = right.text_input("Where they can pick a time", value=offers.link or "", key=f"{key}-link",
                                help="No other link comes into a draft.")  # fmt: skip
        news = st.text_input("Something new and true that helps them", value=offers.news or "", key=f"{key}-news",
                             help="A whole sentence. It goes in as you write it.")  # fmt: skip
        law_firm = st.toggle("We are a law firm", value=options.law_firm, key=f"{key}-law",
                             help="Drafts say who the lawyers are.")  # fmt: skip
        discreet = st.toggle("Nothing of their matter in texts and voicemails", value=options.discreet,
                             key=f"{key}-discreet", help="Others may read or hear them.")  # fmt: skip
        sent = st.form_submit_button("Use this")
        st.caption(NOT_LEGAL)
    if sent:
        offered = {"call_back": call_back, "time": time, "material": material, "link": link, "news": news}
        who = {"caller": caller, "firm": firm, "law_firm": law_firm, "discreet": discreet}
        keep = lambda: session.leads().choose(  # noqa: E731
            pursuit.id, told(DraftOptions, **who, offers=told(Offers, **offered))
        )
        attempt(pursuit.id, keep, "The drafts are made anew.")
        st.rerun()


def _heard(recording: str) -> bool:
    """The sound and the words that the drafts rest on; whether they can be played."""
    store = session.store()
    kept, result = store.recording(recording), store.result(recording)
    if kept is None or result is None:
        return False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{safe_text(plain(kept.name))}**")
        st.page_link("review.py", label="Scorecard", icon=":material/hearing:", query_params={"recording": recording})
    if not kept.has_audio:
        st.caption("The sound of this recording was deleted. Its words are kept.")
        return False
    facts: Facts | None = store.facts(recording)
    player(result, (), facts=facts, url=session.audio_url(recording), peaks=session.waveform(recording),
           asked=_READ_ONLY)  # fmt: skip
    return True
