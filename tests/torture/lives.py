"""The life of two recordings, from being handed in to being erased, in a process that can be cut off anywhere.

Run as a script it is a server: it has loaded everything once, and for each line on its input it forks a process that
lives such a life, or goes on with one that was cut off, and tells how that process ended. It decodes by itself: that
the decoder's process ends with the worker's is measured elsewhere, and would take most of the time here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import logging
import os
import signal
import sys
import time
import wave
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coach import listening, pipeline, workbench
from coach.corrections import CorrectWord
from coach.edges import failpoints, worker
from coach.edges import playback as playing
from coach.edges.audio_reader import read_here
from coach.edges.erasing import erase_recording
from coach.edges.failpoints import arm
from coach.edges.jobs import Job, Jobs, Options, State
from coach.edges.kept_corrections import Corrections
from coach.edges.playback import playback
from coach.edges.retaining import keep_to_limits
from coach.edges.store import Store
from coach.edges.sweeping import left_behind, sweep
from coach.edges.tables import OUTLIVES_ERASING, metadata
from coach.edges.transcribe import Heard, Listener, Track
from coach.edges.weights import SpeechModel
from coach.edges.worker import run_worker
from coach.errors import CoachError
from coach.models import Kind, Word
from coach.rescoring import correct, standing
from coach.retention import Limits
from coach.settings import Settings

RATE = 8_000
SECONDS = 5.0
BLOCK_S = 1.5
"""A block here; in use it is five minutes."""
MOST = 1 << 24
SENTENCE = (
    "Hi Marcus this is Dana Reyes from Harper Law you asked about the collision on Fifth Street I have looked at the "
    "police report and can tell you what it means call me on 412 555 0158 today"
)
SAID = SENTENCE.split()
MODEL = SpeechModel(name="saved", digest="5a" * 32, folder=Path(), languages="")
NAMES = ("kept.wav", "erased.wav")
PLAN = ("keep", "submit", "work", "correct", "erase", "retain", "sweep")
GIVES_UP_AFTER = 6


def sound(number: int, case: int) -> bytes:
    """A telephone recording, which browsers do not play: bytes that no other case has."""
    noise = np.random.default_rng((case, number)).integers(0, 8, int(SECONDS * RATE))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((noise * 40).astype("<i2").tobytes())
    return as_mulaw(file.getvalue())


def as_mulaw(wav: bytes) -> bytes:
    """The same sound with the codec of telephones."""
    samples = np.frombuffer(wav[44:], "<i2").astype(np.int32)
    magnitude = np.minimum(np.abs(samples) + 132, 32_767)
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 15
    body = (~((samples < 0) * 128 + exponent * 16 + mantissa) & 255).astype(np.uint8).tobytes()
    form = b"fmt " + (18).to_bytes(4, "little") + b"\7\0\1\0" + RATE.to_bytes(4, "little") * 2 + b"\1\0\x08\0\0\0"
    chunks = form + b"data" + len(body).to_bytes(4, "little") + body
    return b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WAVE" + chunks


class Log:
    """What happened, in a file that outlives the process: one line a write, so that none is ever half there."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def __call__(self, *words: object) -> None:
        os.write(self._file, (" ".join(map(str, words)) + "\n").encode())


class Telling:
    """Says the same words each time, at their moments, and notes which stretch it heard."""

    model = MODEL
    recording = ""

    def __init__(self, log: Log) -> None:
        self._log = log

    def transcribe(self, tracks: Sequence[Track], hints: str, language: str | None, listener: Listener) -> Heard:
        stretch = tracks[0].sound
        pace = SECONDS / len(SAID)
        words = tuple(
            Word(text=text, start=round(n * pace, 3), end=round((n + 0.9) * pace, 3), probability=0.9)
            for n, text in enumerate(SAID)
            if stretch.start <= n * pace < stretch.end
        )
        self._log("heard", self.recording, f"{stretch.start:.2f}", f"{stretch.end - stretch.start:.2f}")
        listener(stretch.end, words[-1].text if words else "")
        return Heard((words,) * len(tracks), "en")


class Life:
    """What is done with two recordings, each step acknowledged in the log once it is done."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.folder, self.case = Path(told["folder"]), told["case"]
        self.settings = Settings(data_dir=self.folder, database_url=told["url"], min_free_mb=0)
        self.store = Store(told["url"], self.folder)
        self.jobs = Jobs(self.store)
        self.early, self.unswept = told.get("early", False), told.get("unswept", False)
        self.log = Log(self.folder.parent / f"{self.folder.name}.log")
        self.telling = Telling(self.log)
        self.ids = [hashlib.sha256(sound(number, self.case)).hexdigest() for number in (0, 1)]
        listening._WINDOW_S, listening._BORDER_S = BLOCK_S, 0.3
        pipeline.open_audio = playing.open_audio = read_here  # type: ignore[assignment]
        workbench._transcriber = lambda *_: self.telling  # type: ignore[assignment]
        workbench.find_model = lambda *_: MODEL

    def acknowledged(self) -> list[list[str]]:
        text = (self.folder.parent / f"{self.folder.name}.log").read_text(encoding="utf-8")
        return [line.split() for line in text.splitlines()]

    def keep(self) -> None:
        for number, name in enumerate(NAMES):
            if self.early:  # the twin: accepted before it is safe
                self.log("kept", number)
            if self.store.recording(self.ids[number]) is None:
                self.store.keep_audio(io.BytesIO(sound(number, self.case)), name, MOST)
            self.log("kept", number)

    def submit(self) -> None:
        for number in (0, 1):
            if not self.jobs.jobs_of(self.ids[number]):
                self.jobs.submit(self.ids[number], Options(kind=Kind.VOICEMAIL))
            self.log("submitted", number)

    def work(self) -> None:
        def noting(job: Job, *rest: Any) -> Any:
            self.telling.recording = job.recording[:8]
            return workbench.work(job, *rest)

        run_worker(self.settings, noting, once=True, settle=workbench.settle)

    def is_worked(self) -> bool:
        jobs = self.jobs.recent()
        return bool(jobs) and all(job.is_over for job in jobs)

    def correct(self) -> None:
        found = standing(self.store, self.ids[0], workbench.rubric_again)
        assert found is not None
        if not found.made:
            wrong = CorrectWord(utterance=0, word=1, text="Mark")
            correct(self.store, found, (wrong,), workbench.rubric_again)
        self.log("corrected")

    def erase(self) -> None:
        self.log("erasing")
        erase_recording(self.store, self.ids[1])
        self.log("erased")

    def retain(self) -> None:
        self.log("retaining")
        recordings = self.store.database.recordings
        with self.store.database.write() as connection:
            long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=9)
            connection.execute(recordings.update().values(kept_at=long_ago))
        keep_to_limits(self.store, Limits(sound_days=1, scores_days=None))
        if self.store.sound_bytes(self.ids[0]):
            raise CoachError("The sound stays until the next time.")
        self.log("retained")

    def sweep(self) -> None:
        if not self.unswept:  # the twin has no sweeper
            left = self.folder / "tmp" / "left.part"
            left.parent.mkdir(exist_ok=True)
            left.write_bytes(b"left by another")
            sweep(self.store, self.folder, -1)
        self.log("swept")

    def live(self) -> None:
        """All of it, once, to be cut off anywhere."""
        for step in PLAN:
            getattr(self, step)()

    def go_on(self) -> list[str]:
        """After it was cut off: what was lost, then the rest of the life, then what is wrong at its end."""
        self._let_time_pass()
        bad = self._lost()
        if not self.unswept:
            sweep(self.store, self.folder, -1)
        for step in ("keep", "submit"):
            if not any(words[0] == "erasing" for words in self.acknowledged()):
                getattr(self, step)()
        self._until_worked()
        if not any(words[0] == "retaining" for words in self.acknowledged()):
            bad += self._half()
        for step in PLAN[3:]:
            getattr(self, step)()
        return bad + self._wrong_at_the_end()

    def live_through(self) -> list[str]:
        """All of it, each step again when it fails, as a user or the worker does; what is wrong at its end."""
        bad = []
        for step in PLAN:
            for _ in range(GIVES_UP_AFTER):
                try:
                    getattr(self, step)()
                    if step == "work":
                        self._until_worked()
                    break
                except CoachError as error:
                    if any(sign in str(error) for sign in ("Traceback", "\n")) or not error.message.strip():
                        bad.append(f"{step}: no plain message: {error!r}")
                except OSError as error:
                    if step != "sweep":  # whose caller, the worker, notes it and tries again in an hour
                        bad.append(f"{step}: {error!r}")
            else:
                bad.append(f"{step} did not come through in {GIVES_UP_AFTER} attempts")
        return bad + self._half(at_the_end=True) + self._wrong_at_the_end()

    def _let_time_pass(self) -> None:
        jobs = self.store.database.jobs
        ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        with self.store.database.write() as connection:
            connection.execute(jobs.update().where(jobs.c.state == State.WORKING).values(lease_until=ago))
            connection.execute(jobs.update().where(jobs.c.state == State.WAITING).values(next_at=ago))

    def _until_worked(self) -> None:
        for _ in range(GIVES_UP_AFTER):
            if self.is_worked():
                return
            self._let_time_pass()
            self.work()

    def _lost(self) -> list[str]:
        """What was accepted and is not there any more."""
        acknowledged = self.acknowledged()
        begun = {words[0] for words in acknowledged}
        bad = []
        for number in {int(words[1]) for words in acknowledged if words[0] == "kept"}:
            if (number == 1 and "erasing" in begun) or (number == 0 and "retaining" in begun):
                continue
            try:
                same = self.store.audio_path(self.ids[number]).read_bytes() == sound(number, self.case)
            except CoachError:
                same = False
            if not same or self.store.recording(self.ids[number]) is None:
                bad.append(f"lost: {NAMES[number]} was accepted and is not there as it was")
            if ["submitted", str(number)] in acknowledged and len(self.jobs.jobs_of(self.ids[number])) != 1:
                bad.append(f"lost: the job of {NAMES[number]}")
        if "erased" in begun and self.store.recording(self.ids[1]) is not None:
            bad.append("erased, and there again")
        if "corrected" in begun and not Corrections(self.store).standing(self.ids[0]).made:  # type: ignore[union-attr]
            bad.append("lost: a correction")
        return bad

    def _half(self, *, at_the_end: bool = False) -> list[str]:
        """What a page would show half, once all was listened to."""
        bad = []
        for number in (0,) if at_the_end else (0, 1):
            recording = self.ids[number]
            if self.store.recording(recording) is None:
                continue
            result = self.store.result(recording)
            heard = " ".join(u.text for u in result.transcript.utterances) if result else ""
            if heard.replace("Mark ", "Marcus ") != SENTENCE:
                bad.append(f"half: {NAMES[number]} reads {heard[:40]!r}")
            states = [job.state for job in self.jobs.jobs_of(recording)]
            if states != [State.DONE]:
                bad.append(f"half: the jobs of {NAMES[number]} are {states}")
            if number == 1 and ["erasing"] in self.acknowledged():  # asked for, and to be asked for again
                continue
            if not at_the_end and not playback(self.store.audio_path(recording)).is_copy:
                bad.append(f"half: {NAMES[number]} has no copy to play")
        return bad

    def _wrong_at_the_end(self) -> list[str]:
        db, bad = self.store.database, []
        wanted = {db.recordings: 1, db.jobs: 1, db.transcripts: 2, db.scorecards: 2, db.corrections: 1}
        wanted |= {db.heard_blocks: 0, db.names: 1}
        bad += [f"{db.count(t)} {t.name}, not {number}" for t, number in wanted.items() if db.count(t) != number]
        if (left := left_behind(self.store, self.folder, -1)).any:
            bad.append(f"orphans: {left.line}")
        for pattern in ("audio/??/*", "tmp/*"):
            bad += [f"orphan: {file.relative_to(self.folder)}" for file in self.folder.glob(pattern)]
        if self.settings.database_url.startswith("sqlite"):
            with db.read() as connection:
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            bad += [f"integrity: {found} {broken}"] if found != "ok" or broken else []
        return bad

    def empty(self) -> None:
        """For the next case."""
        with self.store.database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                if table.info.get(OUTLIVES_ERASING):
                    continue
                connection.execute(table.delete())


class Mistakes(logging.Handler):
    """What the worker's log holds that no user could read."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else ""
        self.found.append(f"unexpected in the log: {record.getMessage()[:80]} {error!r:.80}")


def lived(told: dict[str, Any]) -> dict[str, Any]:
    """Does what is `told` in this process; what it says is what came of it."""
    mistakes = Mistakes()
    logging.getLogger("coach").addHandler(mistakes)
    logging.getLogger("coach").propagate = False
    worker.DATABASE_REST_S = 0.01
    if told.get("misjudges"):  # the twin: no failure passes by itself
        worker.passing = lambda _: None
    life = Life(told)
    arm(told.get("arm", ""))
    bad: list[str] | None = getattr(life, told["do"])()
    arm_passed = dict(failpoints.passed)
    arm("")
    if told.get("empty"):
        life.empty()
    return {"bad": [*(bad or []), *mistakes.found], "passed": arm_passed}


def serve() -> None:
    """One line in, one process, one line out."""
    for line in sys.stdin:
        told = json.loads(line)
        answer = Path(told["folder"] + ".said")
        answer.unlink(missing_ok=True)
        began = time.monotonic()
        if not (child := os.fork()):
            _in_child(lambda told=told: lived(told), answer)  # type: ignore[misc]
        status = _ended(child, began, told.get("kill_after"))
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        said = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() and not killed else {}
        end = {"killed": killed, "code": status, "took": time.monotonic() - began}
        print(json.dumps(said | end), flush=True)


def _in_child(does: Callable[[], dict[str, Any]], answer: Path) -> None:
    try:
        said = does()
    except BaseException as error:  # noqa: BLE001  (it is told, and the process ends)
        said = {"bad": [f"ended with {error!r:.300}"], "passed": {}}
    answer.write_text(json.dumps(said), encoding="utf-8")
    os._exit(0)


def _ended(child: int, began: float, kill_after: float | None) -> int:
    limit = 120.0 if kill_after is None else kill_after
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() - began > limit:
            os.kill(child, signal.SIGKILL)
            return os.waitpid(child, 0)[1]
        time.sleep(0.002)


if __name__ == "__main__":
    serve()
