"""G21: what people do with the product, traced: no call of the system goes anywhere but this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from coach.edges.offline_run import SERVER, steps
from torture.harness import Figure, Measured

ROOT = Path(__file__).parents[2]
CALLS = "connect,sendto,sendmsg,sendmmsg"
_ADDRESS = re.compile(
    r'sa_family=AF_INET6?, sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")'
)
PLANTED = {
    "a connection": "import socket; socket.socket().connect_ex(('192.0.2.1', 80))",
    "a datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    "a connection on IPv6": "import socket; socket.socket(socket.AF_INET6).connect_ex(('2001:db8::1', 80))",
    "a connection by native code": (
        "import ctypes, socket, struct; s = socket.socket();"
        "a = struct.pack('=H', 2) + struct.pack('!H', 80) + socket.inet_aton('192.0.2.1') + bytes(8);"
        "ctypes.CDLL(None).connect(s.fileno(), a, 16)"
    ),
    "a question to a name server on this machine": (
        "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.53', 53))"
    ),
}


def measure(size: int, seed: int) -> Measured:
    names = [*(step.what for step in steps(Path())), SERVER]  # nothing is left to chance but how often
    bad: list[str] = []
    calls = 0
    for n in range(size):
        name = names[n % len(names)]
        found, said = _traced([sys.executable, "-m", "coach.edges.offline_run", "--unwatched", name])
        told = [json.loads(line) for line in said.splitlines()]
        done = [line for line in told if line.get("what") == name]
        if len(done) != 1 or done[0]["wrong"]:
            bad.append(f"{name}: {done[0]['wrong'] if done else 'was not done'}")
        calls += len(found)
        bad += [f"{name}: {call}" for call in beyond(found)]
    return Measured(size, tuple(bad), {"calls to this machine itself": calls})


def planted(size: int, seed: int) -> Measured:
    """Programs that do reach out: each has to be seen."""
    chosen = list(PLANTED.items())[:size]
    bad = [name for name, code in chosen if beyond(_traced([sys.executable, "-I", "-S", "-c", code])[0])]
    return Measured(len(chosen), tuple(bad) if len(bad) == len(chosen) else ())


def beyond(calls: list[str]) -> list[str]:
    """Those that go to another machine, or ask a name server."""
    found = []
    for call in calls:
        if match := _ADDRESS.search(call):
            port, four, six = match.groups()
            here = (four or "").startswith("127.") or six == "::1"
            if not here or port == "53":
                found.append(call)
    return found


def _traced(command: list[str]) -> tuple[list[str], str]:
    """The calls of this program and all that it started which name an address, and what it said."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with tempfile.NamedTemporaryFile() as trace:
        strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", trace.name]
        run = [*strace, *command]
        done = subprocess.run(
            run, env=os.environ | {"PYTHONPATH": paths}, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        lines = Path(trace.name).read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if "AF_INET" in line], done.stdout


@cache
def _needs() -> str:
    if not shutil.which("strace"):
        return "strace is not installed"
    works = subprocess.run(["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"], capture_output=True)
    return "" if works.returncode == 0 else "strace may not trace here"


FIGURES = [
    Figure(
        id="G21",
        promise="15 flows (first start, missing model, export, crash, a wait), traced: nothing reaches outside",
        goal="0 of 45",
        full=45,
        slice=1,
        measure=measure,
        twin=planted,
        twin_size=len(PLANTED),
        needs=_needs,
    )
]
