"""The drafts themselves: each with the words it rests on, what our rubric says of it, editing, copying and sending."""

from __future__ import annotations

import hashlib

import streamlit as st

from coach.consent import no_contact
from coach.draft_check import DraftCheck, check_draft
from coach.drafts import FollowUp, Purpose
from coach.errors import CoachError
from coach.followup import facts_for_check
from coach.lead_drafts import Drafted
from coach.leads import Outcome
from coach.models import Channel
from coach.presentation.drafts import (
    DRAFT_WORDS,
    SENT_OUTCOMES,
    SENT_WORDS,
    STAGES,
    fact_line,
    is_edited,
    note_html,
    ready_lines,
    repeated_line,
    resting,
    shorter_line,
    size_line,
    text_file,
    verdict_line,
)
from coach.presentation.findings import LOOKS
from coach.presentation.practice import CHANNELS
from coach.presentation.pursuit import OUTCOMES, outcomes_of
from coach.presentation.text import play_link, safe_text
from coach.presentation.word import note_docx
from coach.pursuit import Pursuit
from coach.rubrics_in_use import standards
from coach.views.downloads import Download, downloads
from coach.views.lead_log import keep, moment
from coach.views.practice_drafts import practise

NUMBER = "callback-number"
"""The criterion that only the user can meet: we know no number of theirs."""


def panel(pursuit: Pursuit, made: Drafted, *, can_play: bool) -> None:
    """Up to three drafts; or why nothing may go out, in one line."""
    drafts = made.drafts
    if drafts.refusal and drafts.refusal == no_contact(pursuit.lead, pursuit.touches):
        st.caption("So there is no draft.")  # why stands at the top of the page
    elif drafts.refusal:
        st.warning(safe_text(drafts.refusal), icon=":material/block:")
        if drafts.channel is Channel.SMS and not any(c.consent.channel is Channel.SMS for c in pursuit.consents):
            st.caption("If they agreed to texts, note it under “About them”.")
    if made.silence and drafts.purpose is Purpose.SILENCE:
        found = made.silence.evidence
        words = f" “{safe_text(found.quote)}”" if found else ""
        link = f" {play_link(found.start)}" if found and can_play else ""
        st.markdown(f":material/hearing: {safe_text(made.silence.reason)}{words}{link}")
    if not drafts.drafts:
        if not drafts.refusal and not drafts.ask:
            st.info("There is nothing to go on from yet.", icon=":material/info:")
        return
    tabs = st.tabs([f"Draft {number}" for number in range(1, len(drafts.drafts) + 1)])
    for number, (tab, draft) in enumerate(zip(tabs, drafts.drafts, strict=True)):
        with tab:
            show_draft(pursuit, made, draft, str(number), can_play)


def show_draft(pursuit: Pursuit, made: Drafted, draft: FollowUp, place: str, can_play: bool) -> None:
    """One draft; `place` tells it from another one of the same words on the page. What was edited stays with it."""
    words = hashlib.sha256(f"{draft.channel}{draft.purpose}{draft.text}".encode()).hexdigest()[:16]
    key = f"draft-{pursuit.id}-{place}-{words}"
    text = st.session_state.get(f"{key}-text", draft.text)
    edited = is_edited(draft, text)
    if draft.by_model:
        st.badge("Worded by the language model", icon=":material/smart_toy:", color="violet")
    st.code(text, language=None, wrap_lines=True)
    check = _check(made, draft, text, edited)
    _judged(made, draft, check, edited)
    with st.container(horizontal=True, vertical_alignment="center"):
        _send(pursuit, draft, text, key)
        if draft.channel in CHANNELS and st.button("Practise it", key=f"{key}-practise", icon=":material/mic:"):
            practise(pursuit.id, draft.channel, text)
        downloads(_files(pursuit, draft, text), key=f"{key}-files")
    with st.expander("Edit it", icon=":material/edit:"):
        st.text_area(f"{DRAFT_WORDS[draft.channel]}, in your words", value=draft.text, height=180, key=f"{key}-text")
    _rests(draft, text, edited, can_play)


def _check(made: Drafted, draft: FollowUp, text: str, edited: bool) -> DraftCheck | None:
    """What our rubric says of the text as it stands; None of a note, which has none, and of no text."""
    if draft.channel is Channel.NOTE or not edited:
        return draft.check
    try:
        return check_draft(text, facts_for_check(made.material, draft.channel), standards(), made.pace.wpm)
    except CoachError as error:
        st.error(safe_text(str(error)), icon=":material/error:")
        return None


def _judged(made: Drafted, draft: FollowUp, check: DraftCheck | None, edited: bool) -> None:
    if check is None:
        for problem in () if edited else ready_lines(draft.problems):
            st.warning(safe_text(problem), icon=":material/warning:")
        return
    sign = ":orange[:material/contrast:]" if check.missing else ":green[:material/check_circle:]"
    st.markdown(f"{sign} {safe_text(f'{verdict_line(check)} · {size_line(check)}')}", help=_pace(made, check))
    for line in (shorter_line(check), repeated_line(check)):
        if line:
            st.markdown(safe_text(line))
    if any(missing.criterion == NUMBER for missing in check.missing):
        st.caption("Tell your call-back number under “What the drafts may say”, and they say it.")
    for missing in check.missing:
        look = LOOKS[missing.verdict]
        st.markdown(
            f":{look.color}[{look.icon}] **{safe_text(missing.title)}**: {safe_text(missing.reason)} "
            f"{safe_text(missing.tip)}"
        )


def _pace(made: Drafted, check: DraftCheck) -> str | None:
    return safe_text(made.pace.because) if check.seconds is not None else None


def _rests(draft: FollowUp, text: str, edited: bool, can_play: bool) -> None:
    """The words behind each sentence, to be heard."""
    st.markdown("**What it rests on**")
    for sentence in resting(draft, text):
        with st.container(border=True, gap="xsmall"):
            st.markdown(safe_text(sentence.text))
            for fact in sentence.said:
                found = fact.evidence
                words = f" “{safe_text(found.quote)}”" if found else ""
                link = f" {play_link(found.start)}" if found and can_play else ""
                st.markdown(f":small[{safe_text(fact_line(fact))}{words}]{link}")
    if edited:
        st.caption("What you changed is your own: we have no words of the recording for it.")


def _files(pursuit: Pursuit, draft: FollowUp, text: str) -> list[Download]:
    lead = pursuit.details.name
    files = [Download(label="Save as text", name=text_file(lead, draft.channel), media_type="text/plain", text=text)]
    if draft.channel is Channel.NOTE:
        page = note_html(text)
        name = text_file(lead, draft.channel, "html")
        files.append(Download(label="To print", name=name, media_type="text/html", text=page))
        files.append(Download.of_bytes("Word", text_file(lead, draft.channel, "docx"), DOCX, note_docx(text)))
    return files


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _send(pursuit: Pursuit, draft: FollowUp, text: str, key: str) -> None:
    """The button that logs the draft as it stands; after a call it asks what came of it."""
    label, ready = SENT_WORDS[draft.channel], bool(text.strip())
    if draft.channel is not Channel.CALL:
        if st.button(label, key=f"{key}-sent", type="primary", icon=":material/send:", disabled=not ready):
            _log(pursuit, draft, text, SENT_OUTCOMES.get(draft.channel, Outcome.SENT))
        return
    with st.popover(label, icon=":material/call:", disabled=not ready), st.form(f"{key}-called", border=False):
        outcome = st.radio("What came of it?", outcomes_of(Channel.CALL), format_func=lambda o: OUTCOMES[o].word,
                           key=f"{key}-came")  # fmt: skip
        if st.form_submit_button("Log it", type="primary"):
            _log(pursuit, draft, text, outcome)


def _log(pursuit: Pursuit, draft: FollowUp, text: str, outcome: Outcome) -> None:
    said = text if outcome in _HEARD else None  # who did not answer has not heard it
    keep(pursuit, at=moment(None), channel=draft.channel, outcome=outcome, text=said, stage=STAGES.get(draft.purpose),
         done=f"Logged: {DRAFT_WORDS[draft.channel].lower()}. The plan has moved on.")  # fmt: skip
    st.rerun()


_HEARD = (Outcome.SENT, Outcome.VOICEMAIL, Outcome.SPOKE)
