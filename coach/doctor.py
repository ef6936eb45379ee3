"""What `coach doctor` looks at: one check a thing that the product needs, each with its remedy."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterable, Iterator

from coach.checks import Check
from coach.errors import CoachError
from coach.retention import limits_line
from coach.settings import Settings, load_settings
from coach.surroundings import SURROUNDINGS

ROOM_NEEDED = 1 << 30
"""Bytes of free disk below which new recordings may not fit: 1 GiB."""


def examine() -> Iterator[Check]:
    """Every check in turn; a check that fails never keeps the next from being made."""
    yield Check(ok=True, what=f"Python {sys.version.split()[0]}")
    try:
        settings = load_settings()
    except CoachError as error:
        yield Check(ok=False, what=error.message, fix=error.hint)
        return
    yield from _looked_at(settings, (*_THINGS, _port, llm_check))


def examine_from_the_app(settings: Settings) -> Iterator[Check]:
    """The checks that tell something to who has the app open already."""
    yield from _looked_at(settings, (*_THINGS, llm_check))


def _looked_at(settings: Settings, checks: Iterable[Callable[[Settings], Check]]) -> Iterator[Check]:
    for check in checks:
        try:
            yield check(settings)
        except CoachError as error:
            yield Check(ok=False, what=error.message, fix=error.hint)


def _decoder(_: Settings) -> Check:
    import av

    from coach.edges.formats import check_ffmpeg

    check_ffmpeg()
    return Check(ok=True, what=f"Audio decoder: PyAV {av.__version__} with FFmpeg {av.ffmpeg_version_info}")


def _speech_model(settings: Settings) -> Check:
    from coach.edges.weights import find_model

    model = find_model(settings.speech_model, settings.models_dir)
    return Check(ok=True, what=f"Speech model {model.name}: every file is as published")


def _samples(_: Settings) -> Check:
    from coach.edges.audio import open_audio
    from coach.samples import samples

    found = samples()
    missing: tuple[str, ...] = ()
    for sample in found:
        with open_audio(sample.audio) as audio:
            next(iter(audio.windows()))
            missing = audio.not_enforced
    closed = f"with no limit on {', '.join(missing)}" if missing else "without network or files"
    what = f"{len(found)} sample recordings decode, in a process of their own {closed}"
    fix = "Only Linux enforces every limit: take recordings from people you know." if missing else ""
    return Check(ok=bool(found), what=what, fix=fix if found else "Install again.")


def _folder(settings: Settings) -> Check:
    folder = settings.data_dir
    closed = folder.stat().st_mode & 0o077 == 0
    fix = "" if closed else f"Other users of this machine can look into it: chmod 700 {folder}"
    return Check(ok=closed and os.access(folder, os.W_OK), what=f"Data folder {folder}", fix=fix)


def _room(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    fix = "" if free >= ROOM_NEEDED else "Make room: new recordings may not fit."
    return Check(ok=free >= ROOM_NEEDED, what=f"{free / 1e9:.1f} GB free for recordings", fix=fix)


def _store(settings: Settings) -> Check:
    from coach.edges.store import open_store

    return Check(ok=True, what=f"Database: {open_store(settings).describe()}")


def _voices(settings: Settings) -> Check:
    from coach.edges.store import open_store
    from coach.edges.voice_samples import VoiceSamples

    kept = VoiceSamples(open_store(settings).database).all()
    if not kept:
        return Check(ok=True, what="No voice sample is kept")
    old = any(not sample.usable for sample in kept)
    what = f"{len(kept)} voice sample{'s' if len(kept) > 1 else ''} kept, on this machine only"
    fix = "One was made by another version: coach voice show" if old else "To delete one: coach voice forget"
    return Check(ok=True, what=what, fix=fix)


def _left(settings: Settings) -> Check:
    from coach.edges.store import open_store
    from coach.edges.sweeping import left_behind

    line = left_behind(open_store(settings), settings.data_dir).line
    if not line:
        return Check(ok=True, what="Nothing was left behind by a crash")
    return Check(ok=True, what=f"Left behind by a crash: {line}", fix="The worker takes it away by itself.")


def _retention(settings: Settings) -> Check:
    return Check(ok=True, what=limits_line(settings.limits))


_THINGS: tuple[Callable[[Settings], Check], ...] = (
    _decoder,
    _speech_model,
    _samples,
    _folder,
    _room,
    _store,
    _voices,
    _retention,
    _left,
    *SURROUNDINGS,
)


def _port(_: Settings) -> Check:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", 8501)) == 0
    what = "Port 8501 is in use" if taken else "Port 8501 is free for the app"
    return Check(ok=True, what=what, fix="If that is not the app itself, use: coach run --port 8502" if taken else "")


def llm_check(settings: Settings) -> Check:
    """Whether text could go to a language model, and where to; nothing is sent to find out."""
    from coach.edges.llm import is_switched_on, is_this_machine, open_model, server_address

    if settings.llm_model is None and not settings.llm:
        return Check(ok=True, what="Language model: off; nothing is sent anywhere")
    if settings.llm_model is None:
        return Check(
            ok=False, what="Language model: on, but none is named", fix="Set COACH_LLM_MODEL or COACH_LLM=off."
        )
    where = server_address(settings)
    place = "stays on this machine, at" if is_this_machine(where) else "goes, without names and numbers, to"
    if not is_switched_on(settings):
        return Check(ok=True, what=f"Language model: off; nothing is sent unless you say so each time ({where})")
    open_model(settings)
    return Check(ok=True, what=f"Language model: {settings.llm_model} is on; text {place} {where}")
