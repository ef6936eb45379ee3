"""`coach speakers` and `coach score --swap`: who said what is shown and put right, without listening again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from two_voices import AS_FOUND, FACTS, a_call, a_call_result

from coach import __version__
from coach.cli import main
from coach.edges.store import Store, open_store
from coach.edges.weights import find_model
from coach.models import Basis, Casting, Transcript
from coach.settings import load_settings

ROOT = Path(__file__).parents[1]
CALL = ROOT / "samples" / "5-call-with-locked-step" / "recording.ogg"
NOT_SOUND = b"whoever listens to this finds no sound"


def coach(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def told(*arguments: str | Path) -> dict[str, object]:
    said = coach(*arguments, "--json")
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)


@pytest.fixture
def store() -> Store:
    return open_store(load_settings())


@pytest.fixture
def call(store: Store, tmp_path: Path) -> Path:
    """A file that was listened to, and could not be listened to again."""
    return heard(store, tmp_path, a_call())


def heard(store: Store, folder: Path, transcript: Transcript) -> Path:
    file = folder / "call.ogg"
    file.write_bytes(NOT_SOUND)
    result = a_call_result(store.keep_audio(file, file.name, 1 << 20), transcript)
    model = find_model(load_settings().speech_model, load_settings().models_dir)
    engine = result.engine.model_copy(update={"version": __version__, "speech_model_digest": model.digest})
    store.save_result(result.model_copy(update={"engine": engine}), FACTS)
    return file


def speakers(shown: dict[str, object]) -> list[str]:
    return [u["speaker"] for u in shown["utterances"]]  # type: ignore[attr-defined, index]


def test_every_line_is_shown_with_its_number_time_speaker_voice_and_chance(call: Path) -> None:
    said = coach("speakers", call).stdout

    assert "rep: the left channel; it introduces itself (about 90 % sure)" in said
    assert "    1    0:00.0  rep       left    99 %  Hi Tom,[2?] this is Luis" in said
    [unsure] = [line for line in said.splitlines() if line.startswith("?")]
    assert unsure.split()[1] == "4"
    assert unsure.endswith("60 %  The old one rattles and the bill went up. Who handles the permit?")
    assert "somebody else may have said this line" in said
    assert "may well be another" in said


def test_the_same_as_json(call: Path, store: Store) -> None:
    shown = told("speakers", call)

    keys = "recording casting voices corrections utterances score score_before changes note"
    assert set(shown) == set(keys.split())
    assert shown["casting"] == AS_FOUND.model_dump(mode="json")
    lines = shown["utterances"]
    assert [line["number"] for line in lines if line["unsure"]] == [4]  # type: ignore[attr-defined, index]
    assert [w["text"] for line in lines for w in line["words"] if w["unsure"]] == ["Tom,"]  # type: ignore[attr-defined, index]
    assert shown["changes"] == []


def test_a_recording_is_named_by_the_start_of_its_id_too(call: Path, store: Store) -> None:
    [kept] = store.recordings()

    assert told("speakers", kept.id[:12])["recording"]["id"] == kept.id  # type: ignore[index]


def test_a_swap_shows_what_it_changed_and_undo_takes_it_back(call: Path) -> None:
    before = told("speakers", call)

    swapped = told("speakers", call, "--swap")
    said = coach("speakers", call, "--undo")

    assert speakers(swapped) == ["prospect", "rep"] * 3
    assert swapped["score_before"] == before["score"] != swapped["score"]
    assert swapped["corrections"] == 1
    changed = {c["criterion"]: (c["before"]["verdict"], c["after"]["verdict"]) for c in swapped["changes"]}  # type: ignore[attr-defined]
    assert changed["states-name"] == ("met", "missed")
    assert f"Score {swapped['score']} → {before['score']}; changed: " in said.stdout
    assert told("speakers", call) == before


def test_every_number_means_what_was_shown(call: Path) -> None:
    shown = told(
        *("speakers", call, "--set", "1=prospect", "--split", "4.10", "--word", "4.1=That", "--word", "4.2=really old"),
        *("--set", "5=prospect", "--word", "6.1="),
    )

    lines = [(u["speaker"], u["text"]) for u in shown["utterances"]]  # type: ignore[attr-defined, index]
    assert lines[0][0] == "prospect"
    assert lines[3] == ("prospect", "That really old one rattles and the bill went up.")
    assert lines[4] == ("prospect", "Who handles the permit?")
    assert lines[5][0] == "prospect"
    assert lines[6] == ("prospect", "at ten works for me.")


def test_a_line_is_joined_with_the_next(call: Path) -> None:
    told("speakers", call, "--split", "1.4")

    assert told("speakers", call, "--join", "1")["utterances"][0]["text"].startswith("Hi Tom, this is")  # type: ignore[index]


def test_the_rep_is_named_where_nobody_could_tell(store: Store, tmp_path: Path) -> None:
    call = heard(store, tmp_path, a_call(Casting(rep=None, basis=Basis.NOTHING, because="nothing shows it", sure=0)))

    before, after = told("speakers", call), told("speakers", call, "--rep", "left")

    assert before["score"] is None
    assert after["score"] is not None
    assert after["casting"] == Casting(rep="left", basis=Basis.TOLD, because="you said so").model_dump(mode="json")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--set", "1"),
        ("--set", "1=boss"),
        ("--set", "0=rep"),
        ("--set", "one=rep"),
        ("--set", "1.2=rep"),
        ("--word", "1=Tom"),
        ("--split", "1"),
        ("--split", "1.2=x"),
        ("--join", "1.2"),
        ("--swap", "--rep", "left"),
        ("--undo", "--swap"),
        ("--join", "1", "--set", "2=rep"),
        ("--join", "1", "--join", "2"),
    ],
)
def test_wrong_use_is_refused_before_anything_happens(wrong: tuple[str, ...], call: Path) -> None:
    assert coach("speakers", call, *wrong).exit_code == 2
    assert told("speakers", call)["corrections"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ("--set", "99=rep"),
        ("--split", "1.1"),
        ("--word", "1.99=x"),
        ("--word", "1.1=a\x1b[2J"),
        ("--rep", "C"),
        ("--rep", "C" * 30),
        ("--undo",),
        ("--swap", "--set", "99=rep"),
    ],
)
def test_what_does_not_fit_is_one_plain_line(wrong: tuple[str, ...], call: Path) -> None:
    said = coach("speakers", call, *wrong)

    assert said.exit_code == 1
    assert len(said.stderr.splitlines()) == 1
    assert said.stderr.startswith("coach: ")
    assert "\x1b" not in said.output
    assert told("speakers", call)["corrections"] == 0


def test_what_is_neither_a_file_nor_an_id_is_said_so() -> None:
    for nothing in ("nowhere.ogg", "abcdef", "f" * 64, "x" * 5000):
        said = coach("speakers", nothing)
        assert (said.exit_code, len(said.stderr.splitlines())) == (1, 1)


def test_a_recording_that_was_heard_is_swapped_without_listening_again(call: Path, store: Store) -> None:
    swapped = told("score", call, "--swap")

    assert swapped["transcript"]["utterances"][0]["speaker"] == "prospect"  # type: ignore[index]
    assert store.facts(store.recordings()[0].id) == FACTS  # what was told before still counts
    assert told("score", call, "--swap") == swapped  # the same command gives the same result
    assert told("score", call, "--rep-channel", "left")["transcript"]["utterances"][0]["speaker"] == "rep"  # type: ignore[index]


def test_a_swap_with_other_facts_is_judged_by_those(call: Path, store: Store) -> None:
    told("score", call, "--swap", "--lead-about", "a new boiler")

    facts = store.facts(store.recordings()[0].id)
    assert facts is not None
    assert (facts.about, facts.caller) == ("a new boiler", "Luis Ortega")


def test_names_that_it_was_not_heard_with_need_listening_again(call: Path) -> None:
    said = coach("score", call, "--swap", "--lead", "Somebody Else")

    assert said.exit_code == 1  # this file cannot be listened to


def test_swap_and_channel_at_once_are_wrong_use(call: Path) -> None:
    assert coach("score", call, "--swap", "--rep-channel", "left").exit_code == 2


def test_a_call_that_nobody_heard_is_swapped_while_it_is_scored() -> None:
    swapped = told("score", CALL, "--swap")
    shown = told("speakers", CALL)

    assert swapped["transcript"]["casting"]["because"] == "you said so"  # type: ignore[index]
    assert speakers(shown) == [u["speaker"] for u in swapped["transcript"]["utterances"]]  # type: ignore[index]
    assert shown["corrections"] == 1
    assert speakers(told("speakers", CALL, "--undo"))[0] == "rep"


def test_speakers_of_a_file_that_nobody_heard_listens_first() -> None:
    assert told("speakers", CALL)["casting"]["rep"] in ("left", "right")  # type: ignore[index]


def test_what_could_not_be_applied_is_said_in_one_line(call: Path, store: Store) -> None:
    told("speakers", call, "--swap")
    [kept] = store.recordings()
    other = a_call(said=(("left", "Hi Tom, this is Lewis."), ("right", "Hello.")))
    store.save_result(a_call_result(kept.id, other), FACTS)

    assert "so it was not applied: 1 correction waits" in coach("speakers", call).stdout
