"""What is written down about a lead: a new one, whose a recording is, consent, opt-out, and erasing it all."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import streamlit as st

from coach.business_hours import check_region
from coach.cadence_input import told
from coach.errors import CoachError
from coach.leads import Consent, ConsentBasis, OptOut
from coach.models import Channel, Facts, Kind
from coach.presentation.pursuit import (
    BASIS_WORDS,
    CHANNEL_WORDS,
    NOT_LEGAL,
    consent_line,
    moment_line,
    texting_line,
    told_when,
    who_line,
)
from coach.presentation.text import plain, safe_text
from coach.pursuit import LeadDetails, Pursuit, given_by, touch_of_recording
from coach.views import session
from coach.views.parts import attempt, explain, link_here, show, tell

LISTED = 200
"""Leads that are offered for a recording, those of whom something was logged last."""
_NO_PLACES = ("Etc/", "posix/", "right/", "SystemV/")


def new() -> None:
    """A lead that is entered by hand."""
    st.title("New lead")
    link_here("All leads", icon=":material/arrow_back:")
    details = _fields("new", Facts(), None, dt.datetime.now(dt.UTC), "Keep this lead", session.settings().region)
    if details is not None:
        show(lead=session.leads().add(details))


def whose(recording: str) -> None:
    """Whose recording this is: a lead that is kept, or a new one with what the recording tells."""
    if lead := session.leads().of(recording):
        show(lead=lead, recording=recording)
    kept = session.store().recording(recording)
    if kept is None or kept.recording is None:
        st.title("This recording is not here")
        st.info("It may have been deleted, or nobody has listened to it yet.", icon=":material/search_off:")
        st.page_link("calls.py", label="See your calls", icon=":material/library_music:")
        return
    facts, kind = kept.facts, kept.recording.kind
    st.title("Who was it for?")
    st.markdown(f"{safe_text(plain(kept.name))}: to follow it up, we keep who it was for. It stays on this computer.")
    when = _when_recorded(facts, kept.kept_at)
    named = session.leads().named(facts.lead) if facts.lead else []
    for pursuit in named:
        if st.button(f"It was {safe_text(who_line(pursuit))}", key=f"was-{pursuit.id}", icon=":material/person:"):
            _link(pursuit.id, recording, kind, when)
    if others := {p.id: p for p in session.leads().recent(LISTED) if p not in named}:
        with st.expander("It was another lead that is kept", icon=":material/group:"):
            other = st.selectbox("Which one?", list(others), format_func=lambda p: plain(who_line(others[p])))
            if st.button("It was for them", icon=":material/person:"):
                _link(other, recording, kind, when)
    heard = session.names_heard(recording, facts)
    if heard.lead and not facts.lead:
        st.caption("The name is as it was heard: see how it is written.")
    details = _fields(f"new-{recording}", heard, kind, when, "Keep this lead", session.settings().region)
    if details is not None:
        _link(session.leads().add(details), recording, kind, details.came_in)


def section(pursuit: Pursuit) -> None:
    """Everything that is kept of a lead beside the log of touches."""
    st.header("Details")
    known = pursuit.details
    facts = Facts(lead=known.name, company=known.company, about=known.about, timezone=known.timezone)
    details = _fields(f"lead-{pursuit.id}-{pursuit.details_id}", facts, None, known.came_in, "Save", known.region)
    if details is not None and details != known:
        attempt(pursuit.id, lambda: session.leads().change(pursuit, details), "Saved.")
        st.rerun()
    _consent(pursuit)
    _opt_out(pursuit)
    _recordings(pursuit)
    _erase(pursuit)


def _fields(
    key: str, known: Facts, kind: Kind | None, when: dt.datetime, label: str, region: str | None
) -> LeadDetails | None:
    """The form of a lead's details; what was filled in, once it is sent and can be kept."""
    mine = session.settings()
    zones, own = _zones(), zoneinfo.ZoneInfo(session.zone())
    zone = known.timezone or mine.timezone or session.zone()
    with st.form(key, border=True):
        left, right = st.columns(2)
        name = left.text_input("Name", value=known.lead or "", key=f"{key}-name")
        company = right.text_input("Company", value=known.company or "", key=f"{key}-company")
        about = st.text_input("What they asked about", value=known.about or "", key=f"{key}-about")
        left, right = st.columns(2)
        zone = left.selectbox(
            "Their time zone",
            zones,
            index=zones.index(zone if zone in zones else "UTC"),
            key=f"{key}-zone",
        )
        region = right.text_input(
            "Whose holidays",
            value=region or "",
            placeholder="US, US-CA, GB-SCT",
            help="A country, or a country and a part of it. Empty: only weekends are known.",
            key=f"{key}-region",
        )
        moment = st.datetime_input(
            f"{told_when(kind)} (on your clock)",
            value=when.astimezone(own).replace(tzinfo=None, second=0, microsecond=0),
            step=60,
            format="YYYY-MM-DD",
            key=f"{key}-when",
        )
        if not st.form_submit_button(label, type="primary"):
            return None
    try:
        if not name.strip():
            raise CoachError("A lead needs a name.", "Write their name, or what you call them.")
        if region.strip():
            check_region(region.strip().upper())
        at = moment.replace(tzinfo=own) if moment else when
        return told(
            LeadDetails, name=name, company=company, about=about, timezone=zone,
            region=region.strip() or None, came_in=at,
        )  # fmt: skip
    except CoachError as error:
        explain(error)
        return None


def _link(lead: str, recording: str, kind: Kind, when: dt.datetime) -> None:
    said = session.store().transcript(recording)
    session.leads().link(lead, recording, touch_of_recording(kind, recording, when, said))
    tell(lead, "Kept, with this recording in the log.")
    show(lead=lead, recording=recording)


def _consent(pursuit: Pursuit) -> None:
    st.header("Consent")
    st.markdown(safe_text(texting_line(pursuit.lead, pursuit.touches)))
    for logged in pursuit.consents:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(safe_text(consent_line(logged.consent)))
            _take_back(pursuit, logged.id, "consent")
    today = dt.datetime.now(zoneinfo.ZoneInfo(session.zone())).date()
    with st.form(f"consent-{pursuit.id}", clear_on_submit=True):
        left, right = st.columns(2)
        channel = left.selectbox("They agreed to", [Channel.SMS, Channel.EMAIL, Channel.CALL],
                                 format_func=lambda c: CHANNEL_WORDS[c])  # fmt: skip
        basis = right.selectbox("How", list(ConsentBasis), format_func=lambda b: BASIS_WORDS[b])
        left, right = st.columns(2)
        day = left.date_input("On", value="today", format="YYYY-MM-DD")
        words = right.text_input("In which words", placeholder="“Yes, text me” or the text beside the box they ticked")
        sent = st.form_submit_button("Note the consent")
    if sent:
        note = lambda: session.leads().consent(  # noqa: E731
            pursuit.id, given_by(told(Consent, channel=channel, basis=basis, date=day, words=words or None), today)
        )
        attempt(pursuit.id, note, "The consent is noted.")
        st.rerun()
    st.caption(NOT_LEGAL)


def _opt_out(pursuit: Pursuit) -> None:
    st.header("Opt-out")
    for logged in pursuit.opt_outs:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = f": “{logged.opt_out.words}”" if logged.opt_out.words else ""
            st.markdown(safe_text(f"{moment_line(logged.opt_out.at, session.zone())}{said}"))
            _take_back(pursuit, logged.id, "opt-out")
    with st.form(f"opt-out-{pursuit.id}", clear_on_submit=True):
        words = st.text_input("Their words", placeholder="“Please don't contact me any more”")
        sent = st.form_submit_button("They asked not to be contacted", icon=":material/block:")
    if sent:
        note = lambda: session.leads().opt_out(  # noqa: E731
            pursuit.id, told(OptOut, at=dt.datetime.now(dt.UTC), words=words or None)
        )
        attempt(pursuit.id, note, "The opt-out is noted.")
        st.rerun()


def _recordings(pursuit: Pursuit) -> None:
    if pursuit.recordings:
        st.header("Recordings")
    for recording in pursuit.recordings:
        with st.container(horizontal=True, vertical_alignment="center"):
            name = safe_text(plain(session.store().name(recording)))
            st.page_link("review.py", label=name, icon=":material/hearing:", query_params={"recording": recording})
            if st.button("Not theirs", key=f"unlink-{recording}", icon=":material/link_off:"):
                attempt(pursuit.id, lambda: session.leads().unlink(recording), "It is nobody's now, and off the log.")  # noqa: B023
                st.rerun()


def _take_back(pursuit: Pursuit, entry: int, what: str) -> None:
    if st.button("Take back", key=f"back-{entry}", icon=":material/undo:", help=f"This {what} was noted by mistake."):
        attempt(pursuit.id, lambda: session.leads().take_back(pursuit.id, entry), "Taken back.")
        st.rerun()


def _erase(pursuit: Pursuit) -> None:
    st.header("Erase")
    with st.popover("Erase this lead", icon=":material/delete:"):
        st.markdown(
            f"Everything kept about {safe_text(pursuit.details.name)} goes: details, log, consents. Recordings stay "
            "among your calls. There is no way back."
        )
        if st.button("Erase it now", key=f"erase-{pursuit.id}", type="primary"):
            session.leads().erase(pursuit.id)
            show()


def _when_recorded(facts: Facts, kept_at: dt.datetime) -> dt.datetime:
    """When it came to us if that was on the day that was told, else noon of that day."""
    zone = zoneinfo.ZoneInfo(session.zone())
    if facts.date is None or facts.date == kept_at.astimezone(zone).date():
        return kept_at.astimezone(zone)
    return dt.datetime.combine(facts.date, dt.time(12), zone)


@st.cache_data(max_entries=1, show_spinner=False)
def _zones() -> list[str]:
    """The time zones of places, and UTC."""
    named = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(_NO_PLACES))
    return [*sorted(named), "UTC"]
