"""G13: an erased recording leaves no byte of itself in the data folder, also where erasing was broken off."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import random
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from saved_worker import result
from sqlalchemy import event

from coach.coaching import Comment, Visibility
from coach.edges import erasing
from coach.edges.database import Database
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_leads import Leads
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.store import Store
from coach.leads import Outcome, Touch
from coach.models import Channel, Facts
from coach.pursuit import LeadDetails
from coach.sessions import Clip, Details
from torture.harness import Figure, Measured

KILLED_EVERY = 10
STEPS = ("begun", "sound", "later scores", "rows", "logs", "anew", "written anew")
"""Where an erasure is killed, in turn."""
NOW = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)
Open = Callable[[Path], Store]


def _open(folder: Path) -> Store:
    return Store(f"sqlite:///{folder}/coach.db", folder)


def _open_careless(folder: Path) -> Store:
    """Without the guard: what is deleted stays in the file until something else is written over it."""
    store = _open(folder)
    store.database.close()
    event.listen(store.database._engine, "connect", lambda raw, _: raw.execute("PRAGMA secure_delete = 0").fetchall())
    return store


def _measure(size: int, seed: int, open_store: Open, thorough: bool) -> Measured:
    rng = random.Random(seed)
    bad: list[str] = []
    killed = 0
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        if not thorough:
            stack.enter_context(mock.patch.object(Database, "leave_nothing_behind", return_value=None))
        for index in range(size):
            store = open_store(folder)
            gone, stays = (f"{kind}{index}x{rng.randrange(16**12):012x}" for kind in ("gone", "stays"))
            recording = _fill(store, folder, gone, Facts(lead="Tom Reed"))
            _fill(store, folder, stays, Facts(lead="Tom Reed", previous=(f"this is about {gone}",)))
            store.close()
            if index % KILLED_EVERY == KILLED_EVERY - 1:
                killed += _killed(open_store, folder, recording, STEPS[killed % len(STEPS)])
                store = open_store(folder)
                erasing.finish_erasing(store, folder)
            else:
                store = open_store(folder)
                erasing.erase_recording(store, recording, folder)
            store.close()
            left = [f"{index}: {where}" for where in _where(folder, gone, recording)]
            if not list(_where(folder, stays)):
                left.append(f"{index}: another recording went too")
            bad += left[:1]
    return Measured(size, tuple(bad), {"of them killed midway": killed})


def _fill(store: Store, folder: Path, canary: str, facts: Facts) -> str:
    """A recording with the canary in every place that holds anything of one."""
    recording = store.keep_audio(io.BytesIO(b"RIFF" + canary.encode() * 40), f"{canary}.wav", 1 << 20)
    said = f"this is about {canary}"
    for ending in ("playback.json", "playback.mp3", "muted.json"):
        store.audio_path(recording).with_name(f"{recording}.{ending}").write_text(canary)
    store.save_result(result(recording, f"{canary}.wav", facts, said=said), facts)
    Jobs(store).submit(recording, Options(about=canary))
    lead = Leads(store).add(LeadDetails(name="Tom Reed", came_in=NOW))
    touch = Touch(at=NOW, channel=Channel.CALL, outcome=Outcome.SPOKE, reply=canary, recording=recording)
    Leads(store).link(lead, recording, touch)
    comment = Comment(at=0, text=canary, author="Ann", visibility=Visibility.TEAM, written_at=NOW)
    Reviews(store).comment(recording, comment)
    session = Sessions(store).add(Details(name="Monday"), "Ann")
    Sessions(store).put_on(session, Clip(recording=recording, start=0, end=1), "Ann", question=canary)
    with (folder / "worker.log").open("a") as log:
        job = Jobs(store).jobs_of(recording)[0].id
        log.write(f"2026-11-22 ERROR job {job} failed\nTraceback\n  {canary}\n2026-11-22 INFO another line\n")
        log.write(f"2026-11-22 WARNING recording {recording} stays: {canary}\n")
    return recording


def _killed(open_store: Open, folder: Path, recording: str, step: str) -> int:
    """Erases in a child that is killed at `step`; 1 where it was."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            store = open_store(folder)
            with _dies_at(step):
                erasing.erase_recording(store, recording, folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return int(os.WIFSIGNALED(status))


@contextlib.contextmanager
def _dies_at(step: str) -> Iterator[None]:
    def die_after(work: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **more: object) -> object:
            work(*args, **more)
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        return wrapped

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    places: dict[str, tuple[object, str, Callable[..., object]]] = {
        "begun": (erasing, "go_on_erasing", die),
        "sound": (Store, "remove_sound", die_after(Store.remove_sound)),
        "later scores": (erasing, "_forget_in_later_scores", die_after(erasing._forget_in_later_scores)),
        "rows": (erasing, "_forget_in_logs", die),
        "logs": (erasing, "_forget_in_logs", die_after(erasing._forget_in_logs)),
        "anew": (Database, "leave_nothing_behind", die),
        "written anew": (Database, "leave_nothing_behind", die_after(Database.leave_nothing_behind)),
    }
    with mock.patch.object(*places[step]):
        yield


def _where(folder: Path, *canaries: str) -> Iterator[str]:
    """The files, or names of files, in which one of `canaries` is."""
    for path in folder.rglob("*"):
        if any(canary in path.name for canary in canaries):
            yield f"the name {path.name[:20]}"
        elif path.is_file() and any(canary.encode() in path.read_bytes() for canary in canaries):
            yield path.name


FIGURES = [
    Figure(
        "G13", "200 recordings erased, every tenth killed midway and gone on with: a byte of the sound, words, scores, "
        "comments, quotes, jobs or log lines that is left in the data folder, or of another recording that is gone",
        "0 of 200", 200, 20,
        lambda size, seed: _measure(size, seed, _open, thorough=True),
        lambda size, seed: _measure(size, seed, _open_careless, thorough=False), 3,
    ),
]  # fmt: skip
