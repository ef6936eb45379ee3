"""Call script: write one from lead and offer, check one before the call, and see after the call what of it was said."""

import streamlit as st

from coach.call_script import Step, build_script
from coach.edges.script_files import LARGEST, LONGEST, SUFFIXES, script_text
from coach.errors import CoachError
from coach.models import Facts, Kind, Verdict
from coach.presentation.findings import LOOKS
from coach.presentation.scripts import STATUS_LOOKS, blank_line, counts_line, script_line, size_line
from coach.presentation.text import plain, safe_text
from coach.script_check import ScriptCheck, check_script
from coach.script_comparison import ComparedLine, compare
from coach.script_text import read_script
from coach.scripts import Status
from coach.views import session
from coach.views.downloads import Download, downloads
from coach.views.parts import explain

# The script of this visit: what is written on one tab is checked on the next, and held against a call on the third.
TEXT, VERSION = "script-text", "script-version"


def main() -> None:
    st.title("Call script")
    st.session_state.setdefault(TEXT, "")
    st.session_state.setdefault(VERSION, 0)
    tabs = dict(zip(SECTIONS, st.tabs(list(SECTIONS), key="script-view", on_change="rerun"), strict=True))
    for name, section in SECTIONS.items():
        if tabs[name].open:
            with tabs[name]:
                section()


def _take(text: str) -> None:
    """Makes it the script of this visit; its field begins anew with it."""
    st.session_state[TEXT] = text
    st.session_state[VERSION] += 1


def _write() -> None:
    mine = session.settings()
    with st.form("script-form"):
        left, right = st.columns(2)
        caller = left.text_input("Your name", value=mine.caller or "")
        firm = right.text_input("Your firm", value=mine.firm or "")
        lead = left.text_input("Who you call")
        about = right.text_input("What they asked about", placeholder="the roof leak")
        offer = left.text_input("What you offer", placeholder="a new roof")
        interest = right.text_input("How they got in touch: you …", placeholder="filled in the form on our website")
        action = left.text_input("The next step", placeholder="a visit")
        when = right.text_input("When", placeholder="Thursday at ten")
        purpose = left.text_input("What for", placeholder="to look at the roof")
        law = right.checkbox("Intake of a law firm", value=mine.law_firm,
                             help="Asks what happened, when, and what treatment or cover there is.")  # fmt: skip
        written = st.form_submit_button("Write the script", type="primary", icon=":material/edit_note:")
    if written:
        facts = Facts(kind=Kind.CALL, caller=caller, firm=firm, lead=lead or None, about=about or None)
        step = Step(action=action or None, when=when or None, purpose=purpose or None)
        try:
            built = build_script(facts, offer or None, step, interest=interest or None, law_firm=law)
        except CoachError as error:
            explain(error)
            return
        _take(built.text)
        st.session_state["script-needs"] = built.needs
    if text := st.session_state[TEXT]:
        for need in st.session_state.get("script-needs", ()):
            st.warning(safe_text(need), icon=":material/edit:")
        st.code(text, language=None, wrap_lines=True)
        downloads([Download(label="Save as text", name="call-script.txt", media_type="text/plain", text=text)],
                  key="script-file")  # fmt: skip


def _check() -> None:
    given = st.file_uploader(
        "A script of yours",
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        max_upload_size=LARGEST >> 20,
        help=f"Text, Markdown, Word or a PDF with text in it, up to {LARGEST >> 20} MB.",
    )
    if given is not None and st.session_state.get("script-read") != given.file_id:
        st.session_state["script-read"] = given.file_id
        try:
            _take(script_text(given.getvalue(), given.name))
        except CoachError as error:
            explain(error)
    text = st.text_area(
        "Or its words",
        value=st.session_state[TEXT],
        key=f"script-words-{st.session_state[VERSION]}",
        height=320,
        max_chars=LONGEST,
        placeholder="What you will say, a line each. Headings, bullets and [notes to yourself] are told apart.",
    )
    st.session_state[TEXT] = text
    if not text.strip():
        st.info("Upload a script, paste one, or write one on the first tab.", icon=":material/description:")
        return
    mine = session.settings()
    facts = Facts(kind=Kind.CALL, caller=mine.caller, firm=mine.firm)
    rubric = session.rubric("call")
    if rubric is None:
        st.info("The rubric of calls cannot be read.", icon=":material/checklist:")
        return
    try:
        checked = check_script(read_script(text, facts), rubric, facts)
    except CoachError as error:
        explain(error)
        return
    _judged(checked)


def _judged(checked: ScriptCheck) -> None:
    score = checked.card.score
    st.metric("Score of what a script can hold", "–" if score is None else f"{score} of 100", help=size_line(checked))
    st.caption(safe_text(size_line(checked)))
    for blank in checked.blanks:
        st.markdown(f":orange[:material/edit:] {safe_text(blank_line(blank))}")
    for missing in checked.missing:
        look = LOOKS[missing.verdict]
        st.markdown(
            f":{look.color}[{look.icon}] **{safe_text(missing.title)}**: {safe_text(missing.reason)} "
            f"{safe_text(missing.tip)}"
        )
    met = [f for f in checked.card.findings if f.verdict is Verdict.MET]
    with st.expander(f"What is there ({len(met)})", icon=":material/check_circle:"):
        for finding in met:
            words = "; ".join(f"“{e.quote}”" for e in finding.evidence)
            st.markdown(f"{safe_text(finding.reason)} {safe_text(words)}")
    if checked.left_out:
        with st.expander(f"What only the call can show ({len(checked.left_out)})", icon=":material/hearing:"):
            for finding in checked.left_out:
                st.markdown(safe_text(finding.reason))


def _after() -> None:
    text = st.session_state[TEXT]
    if not text.strip():
        st.info("First write a script, or give yours on “Check mine”.", icon=":material/description:")
        return
    calls = [kept for kept in session.store().recordings() if kept.recording and kept.recording.kind is Kind.CALL]
    if not calls:
        st.info("No call was reviewed here yet.", icon=":material/library_music:")
        st.page_link("review.py", label="Review a call", icon=":material/hearing:")
        return
    chosen = st.selectbox("The call", calls, format_func=lambda kept: plain(kept.name))
    result = session.store().result(chosen.id)
    if result is None or not result.transcript.rep_known:
        st.warning("We cannot tell who is who in this call. Say who is the rep on its page.", icon=":material/help:")
        st.page_link("review.py", label="Open the call", query_params={"recording": chosen.id})
        return
    try:
        compared = compare(read_script(text, chosen.facts), result.transcript, chosen.facts)
    except CoachError as error:
        explain(error)
        return
    st.markdown(f"**{safe_text(counts_line(compared))}**")
    for status, look in STATUS_LOOKS.items():
        lines = [line for line in compared.lines if line.status is status]
        if lines:
            st.header(f":{look.color}[{look.icon}] {look.heading}")
            for line in lines:
                _line(line, chosen.id)
    if compared.extra:
        st.header("Asked beside the script")
        for question in compared.extra:
            st.markdown(safe_text(question.text))


def _line(line: ComparedLine, recording: str) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(safe_text(script_line(line)))
        if line.evidence is not None:
            st.markdown(f":small[“{safe_text(line.evidence.quote)}”]")
            st.page_link("review.py", label="Hear it", icon=":material/play_circle:",
                         query_params={"recording": recording, "t": f"{line.evidence.start:.1f}"})  # fmt: skip
        elif line.status is Status.SKIPPED and line.condition:
            st.caption("Only said in that case: leaving it out need not be a lapse.")


SECTIONS = {"Write one": _write, "Check mine": _check, "After the call": _after}

main()
