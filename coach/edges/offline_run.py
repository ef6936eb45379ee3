"""Uses the product from end to end without a network, in processes of their own.

    python -m coach.edges.offline_run [--unwatched] [STEP...]

Says in lines of JSON what was done, and at the end who asked for a network all the same.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from coach.edges import no_network
from coach.samples import samples
from coach.shipped import shipped

PATIENCE_S = 240.0
COACH = "coach.cli"
WAIT = "--hear-and-wait"
WAIT_S = 20.0
SERVER = "the app's server"
_LEFT_OUT = ("COACH_DATABASE_URL", "COACH_LLM", "OPENAI_API_KEY", "COACH_SPEECH_MODEL")
"""Of the user's settings: samples belong in no database of theirs, and a language model is asked over a network."""


class Step(NamedTuple):
    """Something that people do with the product."""

    what: str
    module: str
    arguments: tuple[str, ...] = ()
    ends_with: int = 0
    """The exit code that is right."""
    told: Mapping[str, str] = {}
    """Settings of this step."""


def steps(folder: Path) -> list[Step]:
    """Everything but the server. `folder` is for what is written."""
    sample = str(samples()[0].audio)
    draft = "Hi Ruth, this is Ola from Fern Legal. Call me on 512-555-0148."
    return [
        Step("the first start", COACH, ("history",)),
        Step("a recording heard and scored", COACH, ("score", sample, "--json")),
        Step("what to say next", COACH, ("draft", sample, "--json")),
        Step("a draft checked", COACH, ("check", draft)),
        Step("the next tries planned", COACH, ("cadence", "--lead", "Ruth", "--zone", "America/Chicago", "--drafts")),
        Step("subtitles written", COACH, ("transcribe", sample, "--format", "srt")),
        Step("everything exported", COACH, ("backup", str(folder / "backup.tar"))),
        Step("a speech model missing", COACH, ("score", sample), 1, {"COACH_SPEECH_MODEL": "small.en"}),
        Step("a file that is no recording", COACH, ("score", str(shipped("app.py"))), 1),
        Step("a language model switched off", COACH, ("draft", sample, "--model", "--json"), 1),
        Step("the machine looked at", COACH, ("models", "list")),
        Step("a crash", "coach.edges.no_such_module", (), 1),
        Step("a page of the app", "coach.views.page_alone"),
        Step("a worker that heard something and waits", "coach.edges.offline_run", (WAIT, sample)),
    ]


def hear_and_wait(sample: str) -> None:
    """Some libraries report to their makers only a while after they were loaded."""
    from coach.models import Facts
    from coach.workbench import Workbench

    Workbench.open(quiet=True).score(Path(sample), Facts(), None)
    time.sleep(WAIT_S)


def run_step(step: Step, folder: Path, log: Path | None) -> str:
    """Does it, watched where there is a log. "" when it went as it should, else what it said last."""
    command = _command(log, step.module, *step.arguments)
    try:
        done = subprocess.run(  # noqa: S603  (our own command)
            command,
            env=_environment(folder, step.told),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it took more than {PATIENCE_S:.0f} s"
    if done.returncode == step.ends_with:
        return ""
    said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
    return said[-1] if said else f"it ended with {done.returncode}"


def serve(folder: Path, log: Path | None) -> str:
    """Starts the app's server, watched where there is a log, and asks it once. "" when it answered, else why not."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = ("--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true")
    command = _command(log, "streamlit", "run", str(shipped("app.py")), *where)
    with tempfile.TemporaryFile() as said:
        app = subprocess.Popen(command, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=said, stderr=said)  # noqa: S603
        try:
            until = time.monotonic() + PATIENCE_S
            while time.monotonic() < until and app.poll() is None:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as page:
                        return "" if page.status == 200 else f"it answered {page.status}"
                except OSError:
                    time.sleep(0.2)
            said.seek(0)
            return (said.read().decode(errors="replace").strip().splitlines() or ["it did not answer"])[-1]
        finally:
            app.terminate()
            app.wait(20)


def run(log: Path | None, only: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Everything in turn, or `only` these: what was done, and what went wrong with it, "" for nothing."""
    with tempfile.TemporaryDirectory(prefix="coach-") as place:
        folder = Path(place)
        for step in steps(folder):
            if not only or step.what in only:
                yield step.what, run_step(step, folder, log)
        if not only or SERVER in only:
            yield SERVER, serve(folder, log)


def _command(log: Path | None, module: str, *arguments: str) -> list[str]:
    watched = (no_network.__name__, str(log)) if log else ()
    return [sys.executable, "-m", *watched, module, *arguments]


def _environment(folder: Path, told: Mapping[str, str] | None = None) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return {**own, "COACH_DATA_DIR": str(folder / "data"), **(told or {})}


def main() -> None:
    if sys.argv[1:2] == [WAIT]:
        hear_and_wait(sys.argv[2])
        return
    unwatched, only = "--unwatched" in sys.argv, [name for name in sys.argv[1:] if name != "--unwatched"]
    without = no_network.cut_off()
    with tempfile.NamedTemporaryFile(prefix="coach-") as file:
        log = Path(file.name)
        for what, wrong in run(None if unwatched else log, only):
            print(json.dumps({"what": what, "wrong": wrong}), flush=True)  # noqa: T201  (this is how it tells)
        asked = log.read_text(encoding="utf-8", errors="replace").splitlines()
        print(json.dumps({"asked": asked, "not_cut_off": without}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
