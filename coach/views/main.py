"""The script that Streamlit runs: the pages and the way between them."""

from pathlib import Path

import streamlit as st

from coach.errors import CoachError
from coach.presentation.people import has_page
from coach.presentation.text import safe_text
from coach.views import gate, session
from coach.views.parts import explain

HERE = Path(__file__).parent
# page.css shows it while the browser looks for the app.
CONNECTION_LOST = """<p class="connection-lost" role="status">
Connection lost. What was saved is kept. See that the app still runs on this computer (<code>coach run</code>);
this page goes on by itself as soon as it answers.</p>"""


# Without an icon of its own the page would fetch one for its first page from elsewhere.
st.set_page_config(page_title="Callback Coach", page_icon="🎧", layout="wide")
st.html(HERE / "page.css")
st.html(CONNECTION_LOST)
try:
    if not gate.admitted(session.settings_of_all()):
        st.stop()
    visitor = gate.actor()
except CoachError as error:
    explain(error)
    st.stop()
pages = {
    "review": st.Page(
        HERE / "review.py",
        title="Review",
        icon=":material/hearing:",
        default=True,
        help="Have a voicemail or a call listened to, and see what the listener heard.",
    ),
    "calls": st.Page(
        HERE / "calls.py",
        title="Calls",
        icon=":material/library_music:",
        help="Every recording that was reviewed here, with its score.",
    ),
    "practice": st.Page(
        HERE / "practice.py",
        title="Practice",
        icon=":material/mic:",
        help="Write the next voicemail, text or email with a check while you type, and say it before you dial.",
    ),
    "follow_ups": st.Page(
        HERE / "follow_ups.py",
        title="Follow-ups",
        icon=":material/forward_to_inbox:",
        url_path="follow-ups",
        help="What to say to a lead next, when, and what was done so far.",
    ),
    "coaching": st.Page(
        HERE / "coaching.py",
        title="Coaching",
        icon=":material/rate_review:",
        help="For trainers: score recordings beside the machine, comment on moments, answer what a rep disputes.",
    ),
    "scripts": st.Page(
        HERE / "scripts.py",
        title="Call script",
        icon=":material/description:",
        url_path="script",
        help="Write a script for a call, check yours, and see after the call what of it was said.",
    ),
    "rubrics": st.Page(
        HERE / "rubrics.py",
        title="Rubrics",
        icon=":material/checklist:",
        help="What is asked of a voicemail and of a call, and where the advice comes from.",
    ),
    "settings": st.Page(
        HERE / "settings.py",
        title="Settings",
        icon=":material/settings:",
        help="Who you are, what listens, and what is kept here.",
    ),
    "help": st.Page(
        HERE / "help.py",
        title="Help",
        icon=":material/help:",
        help="How it works, the keys, what it cannot do, and what stays on this machine.",
    ),
    "account": st.Page(
        HERE / "account.py",
        title="Account",
        icon=":material/person:",
        help="Who you are here, and the way out.",
    ),
}
page = st.navigation(
    [found for name, found in pages.items() if has_page(visitor, name)],
    position="top",
)
try:
    for problem in session.rubric_problems():
        st.warning(safe_text(problem), icon=":material/checklist:")
    page.run()
except CoachError as error:
    explain(error)
