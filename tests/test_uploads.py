"""A folder of recordings: what in it is none is counted and named, what is there twice is reviewed once."""

from __future__ import annotations

import pytest
from saved_worker import result

from coach.models import Facts, Kind
from coach.presentation.uploads import folder_line, is_sound, name_in_folder, twice_line
from coach.presentation.working import Line, in_order, line


def test_a_file_of_a_folder_is_sound_by_its_name() -> None:
    assert [
        name
        for name in ("week/a.WAV", "week/b.txt", "week/.hidden.wav", "week/._a.wav", "week/c", "week/d.opus")
        if is_sound(name)
    ] == ["week/a.WAV", "week/d.opus"]


def test_the_folders_in_a_folder_stay_in_the_name() -> None:
    assert [name_in_folder(name) for name in ("week/a.wav", "week/monday/a.wav", "a.wav")] == [
        "a.wav",
        "monday/a.wav",
        "a.wav",
    ]


def test_what_is_left_out_of_a_folder_is_counted_and_named_in_one_line() -> None:
    others = ["w/list.csv", "w/.DS_Store", "w/notes.txt", "w/a.pdf", "w/b.pdf"]

    assert folder_line(["w/a.wav"]) == "1 recording found."
    assert folder_line(["w/a.wav", "w/b.mp3", "w/list.csv"]) == (
        "2 recordings found. 1 other file is left out: list.csv."
    )
    assert folder_line(others) == (
        "No recording found. 5 other files are left out: list.csv, .DS_Store, notes.txt and 2 more."
    )


def test_a_file_that_is_there_twice_is_named() -> None:
    assert twice_line([]) == ""
    assert twice_line([("b.wav", "a.wav")]) == "b.wav is the same as a.wav: reviewed once."


def scored(name: str, score: int | None) -> Line:
    made = result("a" * 64, name, Facts())
    assert made.scorecard is not None
    return line(name, made.model_copy(update={"scorecard": made.scorecard.model_copy(update={"score": score})}))


def test_of_several_the_lowest_score_comes_first_and_none_last() -> None:
    found = in_order(scored(name, score) for name, score in (("b", 70), ("a", 70), ("c", None), ("d", 0)))

    assert [(one.name, one.score_word) for one in found] == [
        ("d", "0 / 100"),
        ("a", "70 / 100"),
        ("b", "70 / 100"),
        ("c", "Not scored"),
    ]


def test_a_recording_without_a_score_says_why_where_its_change_would_stand() -> None:
    made = result("a" * 64, "a", Facts())
    silent = made.recording.model_copy(update={"kind": Kind.NO_SPEECH})

    one = line("a", made.model_copy(update={"scorecard": None, "recording": silent}))

    assert (one.kind, one.score_word) == ("No speech", "Not scored")
    assert one.change.startswith("Nobody speaks")


def test_what_was_accepted_is_let_go_of_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from streamlit.proto.Common_pb2 import FileURLs
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

    from coach.edges.web import Held
    from coach.views import uploads

    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    files = [UploadedFileRec(file_id=name, name=name, type="", data=bytes(10)) for name in ("a", "b")]
    for file in files:
        manager.add_file("visitor", file)
    monkeypatch.setattr(uploads, "_manager", lambda: manager)
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: SimpleNamespace(session_id="visitor"))
    monkeypatch.setattr(uploads.runtime, "exists", lambda: True)

    before = uploads.held()
    uploads.let_go(UploadedFile(files[0], FileURLs()))

    assert (before, uploads.held()) == (Held(2, 20), Held(1, 10))
