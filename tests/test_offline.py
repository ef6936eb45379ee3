"""Nothing goes out, and whoever tried would be seen."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coach import offline_checks
from coach.edges.no_network import is_here
from coach.edges.offline_run import SERVER, run, steps
from coach.offline_checks import examine_offline, verdict

ROOT = Path(__file__).parents[1]
CUT_OFF = [sys.executable, str(ROOT / "tests" / "cut_off.py"), sys.executable, "-c"]


def watched(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the network by a program that is watched."""
    (tmp_path / "planted.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{tmp_path}")
    log = tmp_path / "log"
    subprocess.run([sys.executable, "-m", "coach.edges.no_network", str(log), "planted"], check=True)
    return log.read_text().splitlines()


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("socket.create_connection(('192.0.2.1', 80), 1)", "getaddrinfo ('192.0.2.1', 80)"),
        ("socket.getaddrinfo('example.com', 443)", "getaddrinfo ('example.com', 443)"),
        ("socket.gethostbyname('example.com')", "gethostbyname ('example.com',)"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))", "sendto ('192.0.2.1', 53)"),
        ("socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))", "connect ('2001:db8::1', 80)"),
        ("urllib.request.urlopen('http://192.0.2.1/', timeout=1)", "getaddrinfo ('192.0.2.1', 80)"),
        ("asyncio.run(asyncio.open_connection('192.0.2.1', 80))", "connect ('192.0.2.1', 80)"),
    ],
)
def test_whoever_asks_for_the_network_is_refused_and_written_down(
    code: str, seen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = "except OSError as error:\n    assert 'unreachable' in str(error).lower(), error\n"
    text = f"import asyncio, socket, urllib.request\ntry:\n    {code}\n{refused}else:\n    raise SystemExit(3)\n"

    (line,) = watched(text, tmp_path, monkeypatch)

    assert line.startswith(seen)


def test_who_talks_to_this_machine_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: server.accept(), daemon=True).start()
    port = server.getsockname()[1]
    code = f"import socket\nsocket.create_connection(('localhost', {port}), 5)\nsocket.getaddrinfo('127.0.0.1', 1)\n"

    assert watched(code, tmp_path, monkeypatch) == []
    server.close()


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        (b"localhost", True),
        ("128.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("::ffff:192.0.2.1", False),
        ("localhost.example.com", False),
        ("2130706433", False),
    ],
)
def test_only_this_machine_counts_as_this_machine(host: object, here: bool) -> None:
    assert is_here(host) is here


def test_a_process_that_is_cut_off_has_itself_and_nobody_else() -> None:
    code = """
import errno, socket, threading
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname(), 5)
try:
    socket.create_connection(("192.0.2.1", 80), 5)
except OSError as error:
    print(errno.errorcode[error.errno])
"""
    done = subprocess.run([*CUT_OFF, code], capture_output=True, text=True)
    if "network of its own" in done.stderr:
        pytest.skip(done.stderr.strip())

    assert done.stdout == "ENETUNREACH\n", done.stderr


def test_the_flows_run_and_what_goes_wrong_in_one_is_told(tmp_path: Path) -> None:
    assert list(run(tmp_path / "log", ["the first start", "a crash"])) == [("the first start", ""), ("a crash", "")]
    assert (tmp_path / "log").read_text() == ""
    assert len({step.what for step in steps(tmp_path)} | {SERVER}) == len(steps(tmp_path)) + 1


def test_the_proof_says_how_often_somebody_asked_and_how_sure_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline_checks, "COMMAND", (*offline_checks.COMMAND, "the first start"))

    first, last = examine_offline()

    assert (first.ok, first.what) == (True, "Without a network: the first start")
    assert last.ok
    assert last.what.startswith("0 attempts to reach anything outside this machine (")
    one, all_of_it = verdict(["connect ('192.0.2.1', 80) by coach.cli score"], "this is a Mac")
    assert not one.ok
    assert (all_of_it.ok, all_of_it.what) == (
        False,
        "1 attempts to reach anything outside this machine (watched only, because this is a Mac)",
    )
