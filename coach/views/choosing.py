"""The first state of the review page: which recording, and what is known about it."""

from __future__ import annotations

from typing import BinaryIO

import streamlit as st

from coach.edges.jobs import Options
from coach.errors import CoachError
from coach.presentation.text import safe_text
from coach.samples import Sample, samples
from coach.views import session
from coach.views.parts import details, explain, show
from coach.views.start import what_next

SOUND_FILES = [
    "wav",
    "mp3",
    "m4a",
    "ogg",
    "oga",
    "opus",
    "flac",
    "webm",
    "mp4",
    "mov",
    "aac",
    "amr",
    "wma",
    "gsm",
    "aiff",
]


def page() -> None:
    st.title("Review a recording")
    st.markdown(
        "A minute from now you see what the listener heard: the parts of the advice you followed, the words that show "
        "it, and the one thing to change. It all happens on this computer."
    )
    source = st.radio("Where is the recording?", ["Upload", "Record", "Sample"], horizontal=True)
    if source == "Sample":
        _sample()
    else:
        _own(source)
    what_next()


def _own(source: str) -> None:
    files = _uploaded() if source == "Upload" else _recorded()
    mine = session.settings()
    with st.expander("What do you know about it? Everything here may stay empty.", icon=":material/edit_note:"):
        told = details(Options(caller=mine.caller, firm=mine.firm), kind=None, key="new")
    # A click while a file is still on its way would start nothing.
    if st.button("Start the review", type="primary", icon=":material/play_arrow:", disabled=not files):
        _start(files, told)
    if not files:
        st.caption("Choose a file first." if source == "Upload" else "Record a voicemail first.")


def _uploaded() -> list[tuple[str, BinaryIO]]:
    limit = session.settings().max_upload_mb
    files = st.file_uploader(
        "Voicemails or calls",
        type=SOUND_FILES,
        accept_multiple_files=True,
        max_upload_size=limit,
        key="upload",
        help=f"WAV, MP3, M4A, OGG, FLAC, WebM, AMR and most other sound files, up to {limit} MB each.",
    )
    return [(file.name, file) for file in files]


def _recorded() -> list[tuple[str, BinaryIO]]:
    take = st.audio_input("Say your voicemail as you would leave it", sample_rate=16000, key="take")
    return [("Practice take.wav", take)] if take else []


def _sample() -> None:
    ours = {sample.name: sample for sample in samples()}
    if not ours:
        st.info("No samples came with this installation. Upload a recording, or record one.", icon=":material/info:")
        return
    name = st.radio("Samples", list(ours), format_func=lambda name: safe_text(ours[name].title), key="sample")
    if st.button("Start the review", type="primary", icon=":material/play_arrow:"):
        with ours[name].audio.open("rb") as file:
            _start([(ours[name].title, file)], _told(ours[name]))


def _told(sample: Sample) -> Options:
    """What is known beside a sample; its kind is found out, as with any recording."""
    return Options(**sample.facts.model_dump(exclude_none=True, exclude={"kind"}))


def _start(files: list[tuple[str, BinaryIO]], told: Options) -> None:
    """Keeps every file that can be kept; one that cannot is said, and does not stop the others."""
    started = []
    for name, file in files:
        try:
            recording = session.store().keep_audio(file, name, session.settings().max_upload_bytes)
            started.append(session.submit(recording, told))
        except CoachError as error:
            explain(error)
    if len(started) == len(files):
        show(job=started)
    elif started:
        st.page_link("review.py", label="See how the others are doing", query_params={"job": started})
