"""A name is something to show and never a path: whatever a file or a browser calls a recording, nothing obeys it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile_names import NAMES

from coach.cli import main
from coach.edges.audio import open_audio
from coach.edges.kept import plain_name
from coach.edges.store import Store
from coach.errors import AudioError
from coach.models import Channel
from coach.names import spelled_out
from coach.presentation.drafts import text_file
from coach.presentation.printed import card_file, session_file
from coach.presentation.text import safe_text, shown_name

STEERS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def test_recordings_are_kept_by_their_bytes_whatever_they_are_called(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store = Store(f"sqlite:///{tmp_path}/coach.db", data)

    kept = [store.keep_audio(io.BytesIO(b"RIFF%d" % n), name, 1 << 20) for n, name in enumerate(NAMES)]

    assert len(NAMES) == len(set(kept)) == 120
    files = {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()}
    assert files == {f"audio/{recording[:2]}/{recording}" for recording in kept}
    assert {path.name for path in tmp_path.iterdir()} <= {"data", "coach.db", "coach.db-wal", "coach.db-shm"}
    assert [store.name(recording) for recording in kept] == [plain_name(name) for name in NAMES]
    store.close()


@pytest.mark.parametrize("name", NAMES, ids=[str(n) for n in range(len(NAMES))])
def test_a_name_is_shown_on_one_line_with_what_cannot_be_seen_spelled_out(name: str) -> None:
    shown = shown_name(name)

    assert not STEERS.search(shown)
    assert not STEERS.search(str(AudioError(f"{name} is damaged.", "Export it again.")))
    assert len(shown) <= 80
    assert not re.search(r"(?<!\\)[\[\]<>!:$`{}]", safe_text(shown).replace("\u2060", ""))


def test_names_that_look_alike_stay_apart_where_they_are_shown() -> None:
    assert spelled_out("a\u200bb.wav") == "a\\u200bb.wav"
    assert spelled_out("call\u202egpj.wav") == "call\\u202egpj.wav"
    assert spelled_out("a\r\nb.wav") == "a\\r\\nb.wav"
    assert spelled_out("b\udcff.wav") == "b\\udcff.wav"
    assert spelled_out("Zoë & Ann.wav") == "Zoë & Ann.wav"


@pytest.mark.parametrize("name", NAMES, ids=[str(n) for n in range(len(NAMES))])
def test_the_name_of_an_export_is_an_ordinary_one(name: str) -> None:
    for made in (card_file(name), session_file(name), text_file(name, Channel.SMS), text_file(name, Channel.EMAIL)):
        assert re.fullmatch(r"[^\W_][\w.-]*\.(html|txt)", made)
        assert len(made.encode()) <= 255
        assert ".." not in made


def test_the_command_tells_one_plain_line_a_file_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [name for name in NAMES if not {"/", "\0"} & set(name) and 0 < len(name.encode()) <= 255]
    names = [name for name in names if STEERS.search(name) or name[0] in "-<@$:"]
    for name in names:
        Path(name).write_text("Hello, this is Dana.\n" * 20)

    said = CliRunner().invoke(main, ["score", "--json", "--", *names])

    assert len(names) > 25
    assert said.exit_code == 1
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == names
    assert not STEERS.search("".join(said.stderr.splitlines()))
    assert len(said.stderr.splitlines()) == len(names)


@pytest.mark.parametrize("name", ["a\r\nb.wav", "call\u202egpj.wav", "\x1b[31mred.wav", "-i.wav", "<b>.wav"])
def test_the_decoder_and_its_errors_take_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(b"no sound at all\n" * 9)

    with pytest.raises(AudioError) as caught:
        open_audio(tmp_path / "a", name)

    assert str(caught.value).startswith(f"{spelled_out(name)} is not a recording")
