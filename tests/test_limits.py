"""A process that has limited itself can do no more than it said, nor can whatever it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coach.edges import limits
from coach.edges.limits import Limits, child_command, child_environment

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces it")
ROOT = Path(__file__).parents[1]


def limited(chosen: str, does: str) -> str:
    """What a process prints that limits itself to `chosen` and then tries: "done", or the kind of error."""
    code = (
        "import os, socket, subprocess, sys, threading\n"
        "from coach.edges.limits import Limits, limit_this_process\n"
        f"missing = limit_this_process(Limits({chosen}))\n"
        f"try:\n    {does}\n    print('done', *missing)\n"
        "except BaseException as error: print(type(error).__name__, *missing)"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


TRIED = [
    ("memory=1 << 29", "bytearray(1 << 30)", "MemoryError"),
    ("memory=1 << 31", "bytearray(1 << 20)", "done"),
    ("file_size=1000", "open(os.devnull, 'wb').write(bytes(5000))", "done"),
    ("open_files=12", "kept = [open(os.devnull) for _ in range(20)]", "OSError"),
    ("", "socket.socket(socket.AF_INET, socket.SOCK_STREAM)", "PermissionError"),
    ("", "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)", "PermissionError"),
    ("", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "PermissionError"),
    ("", "socket.socket(socket.AF_UNIX)", "done"),
    ("may_reach_network=True", "socket.socket()", "done"),
    ("", "os.fork()", "PermissionError"),
    ("", "subprocess.run(['true'])", "PermissionError"),
    ("", "os.execv('/bin/true', ['true'])", "PermissionError"),
    ("", "os.kill(os.getppid(), 0)", "PermissionError"),
    ("", "threading.Thread(target=print).start()", "done"),
    ("may_start_processes=True", "subprocess.run(['true'])", "done"),
    ("", "open(os.devnull)", "done"),
    ("may_open_files=False", "open(os.devnull)", "PermissionError"),
    ("may_open_files=False", "socket.socket(socket.AF_UNIX)", "PermissionError"),
    ("may_open_files=False", "os.unlink('nothing-here')", "PermissionError"),
    ("may_open_files=False", "os.rename('nothing-here', 'nor-here')", "PermissionError"),
    ("may_open_files=False", "os.read(os.pipe()[0], 0)", "done"),
]


@linux
@pytest.mark.parametrize(("chosen", "does", "outcome"), TRIED)
def test_more_than_was_allowed_fails_and_the_rest_works(chosen: str, does: str, outcome: str) -> None:
    assert limited(chosen, does) == outcome


@linux
def test_a_child_inherits_that_there_is_no_network() -> None:
    inner = "import socket; socket.socket()"

    said = limited("may_start_processes=True", f"subprocess.run([sys.executable, '-c', {inner!r}], check=True)")

    assert said == "CalledProcessError"


@linux
def test_a_file_grows_no_larger_than_allowed(tmp_path: Path) -> None:
    assert limited("file_size=1000", f"open({str(tmp_path / 'a')!r}, 'wb', 0).write(bytes(5000))") == "done"
    assert (tmp_path / "a").stat().st_size == 1000


@linux
def test_a_loop_ends_with_its_processor_time() -> None:
    assert limited("processor_s=1", "while True: pass") == ""


def test_a_machine_that_cannot_enforce_a_limit_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.platform, "machine", lambda: "riscv64")

    assert limits._filter_calls(Limits()) is False


def test_a_child_gets_no_setting_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "COACH_LLM_API_KEY", "COACH_DATABASE_URL", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "canary")

    assert "canary" not in child_environment().values()


def test_a_child_does_not_look_for_programs_in_the_current_folder() -> None:
    assert child_command("coach.edges.x", "a") == [sys.executable, "-P", "-m", "coach.edges.x", "a"]
