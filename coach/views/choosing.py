"""The first state of the review page: which recording, and what is known about it."""

from __future__ import annotations

from typing import BinaryIO

import streamlit as st

from coach.edges.jobs import Options
from coach.errors import CoachError
from coach.presentation.text import safe_text
from coach.presentation.uploads import SOUND_FILES, folder_line, is_sound, name_in_folder, twice_line
from coach.samples import Sample, samples
from coach.views import own_scores, session
from coach.views.parts import details, explain, link_here, show, tell
from coach.views.start import what_next
from coach.views.uploads import let_go
from coach.views.working import WAITING

NOTHING_YET = {
    "Upload": "Choose a file first.",
    "Folder": "Choose a folder with recordings first.",
    "Record": "Record a voicemail first.",
}


def page() -> None:
    st.title("Review a recording")
    st.markdown(
        "A minute from now you see what the listener heard: the parts of the advice you followed, the words that show "
        "it, and the one thing to change. It all happens on this computer."
    )
    source = st.radio("Where is the recording?", ["Upload", "Folder", "Record", "Sample"], horizontal=True)
    if source == "Sample":
        _sample()
    else:
        _own(source)
    what_next()


def _own(source: str) -> None:
    files = {"Upload": _uploaded, "Folder": _folder, "Record": _recorded}[source]()
    mine = session.settings()
    with st.expander("What do you know about it? Everything here may stay empty.", icon=":material/edit_note:"):
        told = details(Options(caller=mine.caller, firm=mine.firm), kind=None, key="new")
    if _starts(bool(files)):
        _start(files, told)
    if not files:
        st.caption(NOTHING_YET[source])


def _starts(ready: bool = True) -> bool:
    """The button that starts the review, and what is to come first when it is done."""
    with st.container(horizontal=True, vertical_alignment="center"):
        # A click while a file is still on its way would start nothing.
        started = st.button("Start the review", type="primary", icon=":material/play_arrow:", disabled=not ready)
        own_scores.toggle()
    return started


def _uploaded() -> list[tuple[str, BinaryIO]]:
    limit = session.settings().max_upload_mb
    files = st.file_uploader(
        "Voicemails or calls",
        type=SOUND_FILES,
        accept_multiple_files=True,
        max_upload_size=limit,
        key="upload",
        help="WAV, MP3, M4A, OGG, FLAC, WebM, AMR and most other sound files, "
        f"up to {limit} MB each and 1 GB at a time.",
    )
    return [(file.name, file) for file in files]


def _folder() -> list[tuple[str, BinaryIO]]:
    """The recordings in a folder. Its other files come along, so that they can be counted instead of refused."""
    limit = session.settings().max_upload_mb
    files = st.file_uploader(
        "A folder of voicemails or calls",
        accept_multiple_files="directory",
        max_upload_size=limit,
        key="folder",
        help=f"With the folders in it. Recordings of up to {limit} MB each, 1 GB at a time, are reviewed, "
        "anything else is left out.",
    )
    if files:
        st.caption(safe_text(folder_line([file.name for file in files])))
    return [(name_in_folder(file.name), file) for file in files if is_sound(file.name)]


def _recorded() -> list[tuple[str, BinaryIO]]:
    take = st.audio_input("Say your voicemail as you would leave it", sample_rate=16000, key="take")
    return [("Practice take.wav", take)] if take else []


def _sample() -> None:
    ours = {sample.name: sample for sample in samples()}
    if not ours:
        st.info("No samples came with this installation. Upload a recording, or record one.", icon=":material/info:")
        return
    name = st.radio("Samples", list(ours), format_func=lambda name: safe_text(ours[name].title), key="sample")
    if _starts():
        with ours[name].audio.open("rb") as file:
            _start([(ours[name].title, session.own_copy(file))], _told(ours[name]))


def _told(sample: Sample) -> Options:
    """What is known beside a sample; its kind is found out, as with any recording."""
    return Options(**sample.facts.model_dump(exclude_none=True, exclude={"kind"}))


def _start(files: list[tuple[str, BinaryIO]], told: Options) -> None:
    """Keeps every file that can be kept; one that cannot is said, and does not stop the others."""
    started: dict[str, str] = {}
    first: dict[str, str] = {}
    twice: list[tuple[str, str]] = []
    refused = False
    for name, file in files:
        try:
            recording = session.store().keep_audio(file, name, session.settings().max_upload_bytes)
            if recording in first:
                twice.append((name, first[recording]))
                let_go(file)
                continue
            started[recording] = session.submit(recording, told)
            first[recording] = name
            let_go(file)
        except CoachError as error:
            refused = True
            explain(error)
    if line := twice_line(twice):
        tell(WAITING, line)
    if started and not refused:
        show(job=list(started.values()))
    elif started:
        link_here("See how the others are doing", icon=":material/hearing:", job=list(started.values()))
