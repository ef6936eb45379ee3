"""A team's own versions of the rubrics as they are kept: added, never overwritten, and untrusted when read again."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from two_voices import FACTS, a_call_result

from coach import rubrics_in_use
from coach.casting import Clues
from coach.cli import main
from coach.edges.erasing import erase_everything
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_rubrics import KeptRubrics
from coach.edges.store import Store, open_store
from coach.edges.transcribe import SavedTranscriber
from coach.edges.weights import SpeechModel
from coach.errors import CoachError, RubricError
from coach.listening import Tools
from coach.models import Channel, Facts, Kind, Transcript
from coach.rubric import Rubric
from coach.rubrics_in_use import InUse, begin, in_use, judged_by, kept_rubrics, save, standards
from coach.samples import samples
from coach.scoring import score
from coach.settings import load_settings
from coach.workbench import Workbench, draft_rubrics, named_rubric, rubric_for, work

MODEL = SpeechModel(name="saved", folder=Path(), digest="5a", languages="English")
"""The one that heard the call of `two_voices`."""


def saved(weight: int = 40) -> int:
    return save(begin("voicemail").change("length", "weight", weight))


def used(name: str = "voicemail") -> InUse:
    found = in_use()[name]
    assert isinstance(found, InUse)
    return found


def folder() -> Path:
    return load_settings().data_dir / "rubrics"


def weights(*rubrics: Rubric) -> set[int]:
    return {rubric.criterion("length").weight for rubric in rubrics}


def test_everything_that_scores_uses_the_version_in_use() -> None:
    saved()

    everywhere = (
        named_rubric("voicemail"),
        rubric_for(Kind.VOICEMAIL, None),
        standards()[Kind.VOICEMAIL],
        draft_rubrics(Channel.VOICEMAIL, None)[Kind.VOICEMAIL],
        rubrics_in_use.rubric_in_use("voicemail"),
    )

    assert weights(*everywhere) == {40}
    assert {rubric.version for rubric in everywhere} == {2}
    assert used("call").line == "version 1, as it ships"


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def test_the_command_and_the_worker_score_by_the_version_in_use(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = samples()[1]
    heard = SavedTranscriber(sample.transcript, MODEL)
    bench = Workbench(load_settings(), store, Tools(heard), quiet=True)
    monkeypatch.setattr("coach.workbench._transcriber", lambda *_: heard)
    monkeypatch.setattr("coach.workbench.Workbench.open", lambda quiet=False: bench)
    saved()

    told = json.loads(CliRunner().invoke(main, ["score", str(sample.audio), "--json"]).stdout)
    jobs = Jobs(store)
    jobs.submit(store.keep_audio(sample.audio, "sample.ogg", 1 << 24), Options(kind=Kind.VOICEMAIL))
    job = jobs.take("worker")
    assert job is not None
    done = work(job, store, load_settings(), lambda *_: None, lambda: False)

    assert told["rubric"] == {"id": "voicemail", "version": 2, "sha256": used().rubric.digest}
    assert done.scorecard is not None
    assert done.scorecard.rubric_version == 2


def test_a_call_that_need_not_be_heard_again_is_scored_by_the_version_in_use_too(store: Store, tmp_path: Path) -> None:
    call = tmp_path / "call.ogg"
    call.write_bytes(b"a call")
    recording = store.keep_audio(call, "call.ogg", 1 << 20)
    store.save_result(a_call_result(recording), FACTS)
    bench = Workbench(load_settings(), store, Tools(SavedTranscriber(Transcript(utterances=()), MODEL)), quiet=True)
    save(begin("call").ask("states-name", is_asked=False))

    again = bench.score(call, FACTS, Kind.CALL, Clues(told="left")).scorecard

    assert again is not None
    assert (again.rubric_version, len(again.findings)) == (2, 15)


def test_nobody_but_the_one_place_asks_for_the_shipped_rubrics() -> None:
    package = Path(rubrics_in_use.__file__).parent
    asks = {
        path.name
        for path in package.glob("**/*.py")
        if "packaged_rubrics" in path.read_text() or "from coach.rubric import standards" in path.read_text()
    }

    # The command line: names of rubrics, and the figures of the detectors. Versions: the file to be saved.
    assert asks == {"rubric.py", "rubrics_in_use.py", "workbench.py", "cli.py", "rubric_versions.py"}


def test_versions_are_added_and_any_of_them_can_be_used_again() -> None:
    assert [saved(40), saved(50)] == [2, 3]
    kept_rubrics().use("voicemail", 2)
    assert (used().number, weights(used().rubric)) == (2, {40})

    assert saved(60) == 4
    kept_rubrics().use("voicemail", None)

    assert (used().number, used().line) == (None, "version 1, as it ships")
    assert [v.number for v in kept_rubrics().versions("voicemail")] == [4, 3, 2]
    assert list(folder().glob("**/*.part")) == []
    assert {path.stat().st_mode & 0o777 for path in folder().glob("**/*.*")} == {0o600}


def test_what_the_check_refuses_is_not_saved() -> None:
    with pytest.raises(RubricError, match=r"Not saved: 'weight' can't be '0'\."):
        saved(0)

    assert kept_rubrics().versions("voicemail") == ()


def test_a_version_that_came_into_use_meanwhile_is_not_saved_over() -> None:
    draft = begin("voicemail").change("length", "weight", 50)
    saved(40)

    with pytest.raises(CoachError, match="Another version of this rubric came into use"):
        save(draft)

    assert weights(used().rubric) == {40}


DAMAGED = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "no text": lambda text: "\0" + text,
    "another's": lambda text: text.replace("id: voicemail", "id: house"),
    "another version": lambda text: text.replace("version: 2", "version: 9"),
    "another kind": lambda text: text.replace("kind: voicemail", "kind: call", 1),
    "an alias": lambda text: text.replace("title: A", "title: &a A", 1),
    "far too large": lambda text: text + "#" * 300_000,
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_version_that_cannot_be_used_is_said_in_one_line_and_the_shipped_one_scores(
    damage, caplog: pytest.LogCaptureFixture
) -> None:
    saved()
    path = kept_rubrics().file("voicemail", 2)
    path.write_text(damage(path.read_text()))

    with caplog.at_level(logging.WARNING, "coach.rubrics_in_use"):
        found = used()
        used()

    assert (found.number, weights(found.rubric)) == (None, {12})
    assert found.problem.startswith("Version 2 of the rubric 'voicemail' cannot be used, so the shipped one is: ")
    assert "\n" not in found.problem
    assert len(caplog.messages) == 1
    assert used("call").problem == ""


@pytest.mark.parametrize(
    "text", ["", "[]", '{"voicemail": "2"}', '{"voicemail": -2}', '{"voicemail": true}', "{" * 9999]
)
def test_a_list_of_what_is_in_use_that_says_nothing_is_said_and_put_right_by_the_next_choice(text: str) -> None:
    saved()
    (folder() / "in-use.json").write_text(text)

    assert "does not say which versions are in use." in used().problem
    assert used().number is None
    kept_rubrics().use("voicemail", 2)
    assert (used().number, used().problem) == (2, "")


def test_a_write_that_is_cut_off_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    saved(40)
    before = {path: path.read_bytes() for path in folder().glob("**/*.*")}

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CoachError, match="No space left on device"):
        saved(50)

    assert {path: path.read_bytes() for path in folder().glob("**/*.*")} == before
    assert weights(used().rubric) == {40}


def test_names_of_other_files_are_no_versions(tmp_path: Path) -> None:
    kept = KeptRubrics(tmp_path)
    kept.file("voicemail", 2).parent.mkdir(parents=True)
    for name in ("02.yaml", "2.yaml.part", "0.yaml", "-1.yaml", "notes.txt", "12345678.yaml", "7.yaml"):
        (kept.file("voicemail", 2).parent / name).write_text("")

    assert [version.number for version in kept.versions("voicemail")] == [7]


def test_figures_hold_where_the_same_detector_judges() -> None:
    saved()
    path = kept_rubrics().file("voicemail", 2)
    assert set(rubrics_in_use.figures(used().rubric)) == {c.id for c in used().rubric.criteria}

    path.write_text(path.read_text().replace("at_most: 20", "at_most: 25", 1))

    assert used().number == 2
    assert set(rubrics_in_use.figures(used().rubric)) == {c.id for c in used().rubric.criteria} - {"length"}


def test_a_scorecard_finds_the_version_that_it_was_made_with() -> None:
    said, facts = Transcript.from_text("Hi Marcus, Dana here."), Facts()
    shipped = score(said, used().rubric, facts)
    saved(40)
    own = score(said, used().rubric, facts)
    saved(50)

    assert [judged_by(card).version for card in (shipped, own)] == [1, 2]
    assert judged_by(own.model_copy(update={"rubric_digest": "0"})) is None
    assert judged_by(own.model_copy(update={"rubric": "house"})) is None


def test_erasing_everything_erases_them_too(store: Store) -> None:
    saved()

    erase_everything(store, load_settings())

    assert not folder().exists()
    assert used().number is None
