"""Practice: who you call and why, the words checked while you write them, read against the clock, and spoken as takes.

The address says for whom: `?lead=...` is a lead that is kept, nothing is anybody.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coach.draft_check import DraftCheck, check_draft
from coach.errors import CoachError
from coach.followup import follow_ups
from coach.lead_drafts import Ground
from coach.materials import Material
from coach.models import Channel, Facts
from coach.pace import RepPace
from coach.practising import Told, check_facts, lead_ground, practice_ground
from coach.presentation.practice import (
    ALOUD,
    CHANNEL_WORDS,
    CHANNELS,
    PLACEHOLDERS,
    editor_check,
    heard_line,
    heard_text,
    limit_s,
    pace_note,
)
from coach.presentation.pursuit import who_line
from coach.presentation.text import paragraphs, plain, safe_text
from coach.pursuit import Pursuit
from coach.rubric import standards
from coach.views import practice_drafts as drafts
from coach.views import session
from coach.views.editor import editor, told
from coach.views.parts import explain, link_here
from coach.views.takes import takes

LISTED = 50  # leads that are offered, those of whom something was logged last
FIELDS = ("who", "why", "caller", "firm", "heard")


def main() -> None:
    st.title("Practice")
    pursuit = _pursuit()
    owner = pursuit.id if pursuit else drafts.NOBODY
    drafts.receive(told("typed"))
    first = _restore(owner)
    about = _about(pursuit, owner)
    channel = _channel()
    ground = _ground(pursuit, about)
    _begin(owner, channel, ground, stopped=_stopped(ground.material, channel))
    fields = {name: st.session_state.get(_key(owner, name)) or "" for name in FIELDS}
    facts = check_facts(ground.material, channel)
    _live(owner, channel, facts, ground.pace, fields, first)
    if channel is Channel.VOICEMAIL:
        takes(about)
    if pursuit:
        st.page_link("follow_ups.py", label="Log it, and see what comes next", icon=":material/forward_to_inbox:",
                     query_params={"lead": pursuit.id})  # fmt: skip


def _pursuit() -> Pursuit | None:
    """The lead that the address names."""
    lead = st.query_params.get("lead")
    if not lead:
        return None
    pursuit = session.leads().find(lead)
    if pursuit is None:
        st.info("This lead is not here any more. You can practise all the same.", icon=":material/search_off:")
    return pursuit


def _restore(owner: str) -> bool:
    """Puts back what stood in the fields before a reload; whether this is the first look at this person."""
    seen: set[str] = st.session_state.setdefault("practice-seen", set())
    kept = told("fields")
    applied = st.session_state.get("practice-restored")
    if kept.get("owner") == owner and kept != applied:
        st.session_state["practice-restored"] = kept
        for name in FIELDS:
            value = kept.get("values", {}).get(name)
            if isinstance(value, str):
                st.session_state[_key(owner, name)] = value
    first = owner not in seen
    seen.add(owner)
    return first


def _about(pursuit: Pursuit | None, owner: str) -> Told:
    """Who is called, why now, and what they heard: of a lead that is kept, what is known of them."""
    mine = session.settings()
    options = session.options(pursuit) if pursuit else None
    caller = (options.caller if options else None) or mine.caller
    firm = (options.firm if options else None) or mine.firm
    heard = session.leads().previous(pursuit) if pursuit else ()
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        who = _who(pursuit, owner)
    why = _field(right, owner, "why", "Why now: they asked about …", pursuit.details.about if pursuit else None,
                 "the rear-end collision on Fifth Street")  # fmt: skip
    _prefill(owner, "heard", heard_text(heard))
    said = st.session_state[_key(owner, "heard")]
    with st.expander(heard_line(paragraphs(said), caller, firm), icon=":material/history:",
                     expanded=not (caller and firm), key=f"practice-more-{owner}"):  # fmt: skip
        you, house = st.columns(2)
        name = _field(you, owner, "caller", "Your name", caller)
        house_name = _field(house, owner, "firm", "Your firm", firm)
        earlier = st.text_area(
            "What they already heard or read from you, oldest first",
            key=_key(owner, "heard"),
            height=150,
            placeholder="With an empty line between two messages. Nothing, if this is the first.",
            persist_state="session",
        )
    known = pursuit.details if pursuit else None
    return Told(
        lead=known.name if known else who,
        company=known.company if known else None,
        about=why,
        heard=paragraphs(earlier),
        caller=name,
        firm=house_name,
        timezone=known.timezone if known else None,
    )


def _who(pursuit: Pursuit | None, owner: str) -> str | None:
    if pursuit:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe_text(', '.join(n for n in (pursuit.details.name, pursuit.details.company) if n))}**")
            link_here("Somebody else", icon=":material/person_search:")
        return pursuit.details.name
    found = {p.id: p for p in session.leads().recent(LISTED)}
    if not found:
        return _field(st.container(), owner, "who", "Who do you call?", None, "Marcus Lee")
    left, right = st.columns(2, vertical_alignment="bottom")
    name = _field(left, owner, "who", "Who do you call?", None, "Marcus Lee")
    right.selectbox("Or one of your leads", list(found), index=None, format_func=lambda i: plain(who_line(found[i])),
                    placeholder="Choose a lead", key="practice-lead", on_change=_choose)  # fmt: skip
    return name


def _choose() -> None:
    if lead := st.session_state.get("practice-lead"):
        st.query_params["lead"] = lead


def _field(
    place: DeltaGenerator, owner: str, name: str, label: str, known: str | None, example: str = ""
) -> str | None:
    _prefill(owner, name, known or "")
    written = place.text_input(label, key=_key(owner, name), placeholder=example, persist_state="session")
    return written.strip() or None


def _prefill(owner: str, name: str, known: str) -> None:
    """Fills a field with what is known, as long as the user has not written something else there."""
    key = _key(owner, name)
    if st.session_state.get(key) in (None, st.session_state.get(f"{key}-known")):
        st.session_state[key] = known
    st.session_state[f"{key}-known"] = known


def _key(owner: str, name: str) -> str:
    return f"practice-{owner}-{name}"


def _channel() -> Channel:
    asked = st.query_params.get("channel")
    if asked in CHANNELS and st.session_state.get("practice-asked") != asked:
        st.session_state["practice-channel"] = Channel(asked)
    st.session_state["practice-asked"] = asked
    st.session_state.setdefault("practice-channel", Channel.VOICEMAIL)
    chosen = st.radio(
        "What do you prepare?",
        CHANNELS,
        format_func=lambda channel: CHANNEL_WORDS[channel],
        key="practice-channel",
        horizontal=True,
        persist_state="session",
    )
    return Channel(chosen)


def _ground(pursuit: Pursuit | None, about: Told) -> Ground:
    if pursuit is None:
        return practice_ground(session.store(), session.settings(), about)
    today = dt.datetime.now(zoneinfo.ZoneInfo(pursuit.details.timezone or session.zone())).date()
    return lead_ground(session.store(), session.settings(), pursuit, about, today)


def _stopped(material: Material, channel: Channel) -> bool:
    """Says why nothing may go out to them this way; whether that is so."""
    reason = material.no_contact or (material.no_text if channel is Channel.SMS else None)
    if reason:
        st.warning(safe_text(reason), icon=":material/block:")
    return bool(reason)


def _begin(owner: str, channel: Channel, ground: Ground, *, stopped: bool) -> None:
    """A draft made here, an empty page, or what stood there before."""
    mine = drafts.text_of(owner, channel)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Another draft ({mine.number} of {mine.made})" if mine.made > 1 else "Draft it for me"
        wanted = st.button(label, icon=":material/edit_note:", type="primary", key="practice-draft",
                           disabled=stopped)  # fmt: skip
        if st.button("Start blank", icon=":material/check_box_outline_blank:", key="practice-blank"):
            drafts.put(owner, channel, "")
            st.rerun()
        back = mine.before is not None and mine.before != mine.text
        if back and st.button("Put back what I had", icon=":material/undo:", key="practice-back"):
            drafts.put(owner, channel, mine.before or "")
            st.rerun()
    if wanted:
        _draft(owner, channel, ground, mine)


def _draft(owner: str, channel: Channel, ground: Ground, mine: drafts.Text) -> None:
    try:
        made = follow_ups(ground.material, channel, standards(), silence=ground.silence_kind, pace_wpm=ground.pace.wpm)
    except CoachError as error:
        explain(error)
        return
    if not made.drafts:
        st.info(
            safe_text(made.refusal or made.ask or "There is nothing to go on from yet."),
            icon=":material/contact_support:",
        )
    else:
        chosen = made.drafts[mine.number % len(made.drafts)]
        drafts.put(owner, channel, chosen.text)
        mine.number, mine.made = mine.number % len(made.drafts) + 1, len(made.drafts)
        st.rerun()


@st.fragment
def _live(owner: str, channel: Channel, facts: Facts, pace: RepPace, fields: dict[str, str], first: bool) -> None:
    """The editor. While one types, only this runs again."""
    drafts.receive(told("typed"))
    kept = told("fields")
    if kept.get("owner") == owner and kept != st.session_state.get("practice-restored"):
        st.rerun()  # the fields above the editor are filled anew
    mine = drafts.text_of(owner, channel)
    check, error = _check(mine.text, facts, pace)
    editor(
        {
            "draft": drafts.name(owner, channel),
            "version": mine.version,
            "text": mine.text,
            "untouched": mine.untouched,
            "ignored": list(mine.ignored),
            "label": f"{CHANNEL_WORDS[channel]}, in your words",
            "placeholder": PLACEHOLDERS[channel],
            "aloud": channel in ALOUD,
            "wpm": pace.wpm,
            "limit": limit_s(channel, standards()),
            "note": pace_note(pace, channel),
            "checked": editor_check(check, facts.previous or (), standards()) if check else None,
            "error": error,
            "owner": owner,
            "fields": fields,
            "first": first,
        }
    )


def _check(text: str, facts: Facts, pace: RepPace) -> tuple[DraftCheck | None, str]:
    """What our rubrics say of the text; or why they say nothing. Of an empty one there is nothing to say."""
    if not text.strip():
        return None, ""
    try:
        return check_draft(text, facts, standards(), pace.wpm), ""
    except CoachError as error:
        return None, str(error)


main()
