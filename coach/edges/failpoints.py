"""Named places where a test can cut us off: killed, out of disk, or slow. Nothing happens at them in use.

`COACH_FAILPOINT="intake-rename:kill"`, or several with commas, arms them: `name:action`, and `@n` for the n-th time
that the place is reached. Actions are kill, enospc, eio, raise, sleep, and count, which only notes that we came by.
"""

from __future__ import annotations

import errno
import os
import signal
import time
from collections import Counter
from collections.abc import Callable

VARIABLE = "COACH_FAILPOINT"
WRITES = frozenset(
    {
        "intake-folder",
        "intake-open",
        "intake-write",
        "intake-fsync",
        "intake-rename",
        "intake-folder-fsync",
        "copy-write",
        "copy-fsync",
        "copy-rename",
        "drawing-write",
        "drawing-rename",
        "sound-unlink",
        "sweep-unlink",
        "settings-write",
        "settings-rename",
        "rubric-write",
        "rubric-rename",
        "key-write",
        "key-link",
        "model-write",
        "model-rename",
        "log-clear",
        "backup-fsync",
        "backup-rename",
        "backup-note-write",
        "backup-note-rename",
        "restore-write",
        "restore-rename",
        "copies-unlink",
        "muted-write",
        "muted-rename",
        "muted-unlink",
        "sound-rewrite",
        "audit-head-write",
        "audit-head-rename",
    }
)
"""Before a write, fsync, rename or unlink of a file."""
TRANSACTIONS = frozenset(
    {
        "intake",
        "submit",
        "take",
        "sign-of-life",
        "block",
        "save",
        "correct",
        "undo",
        "finish",
        "fail",
        "wait",
        "give-back",
        "cancel",
        "delete",
        "erase",
        "erase-all",
        "retain",
        "pin",
        "sweep",
        "write",
    }
)
"""Of the database. Each has two places, before and after its commit: "save-commit", "save-committed". "write" is
every transaction that needs no name of its own."""
STEPS = frozenset({"decode", "hear", "score", "settle", "playback"})
"""Before a step of the work that writes nothing by itself."""
POINTS = frozenset(
    WRITES | {f"{name}-commit" for name in TRANSACTIONS} | {f"{name}-committed" for name in TRANSACTIONS} | STEPS
)

SLEEP_S = 0.2

passed: Counter[str] = Counter()
"""How often each place was reached since `arm`, while any is armed."""
_armed: dict[str, tuple[str, int]] = {}


def failpoint(name: str) -> None:
    """Does what `name` is armed with; nothing in use."""
    if _armed:
        _reached(name)


def arm(wanted: str) -> None:
    """Arms what a test wants, and nothing else; "" disarms. Raises ValueError for a place that there is not."""
    armed = {}
    for one in filter(None, wanted.split(",")):
        name, _, what = one.strip().partition(":")
        action, _, number = what.partition("@")
        if (name not in POINTS and name != "*") or action not in _ACTIONS:
            raise ValueError(f"{VARIABLE}: there is no {one!r}")
        armed[name] = (action, int(number or 1))
    passed.clear()
    _armed.clear()
    _armed.update(armed)


def _reached(name: str) -> None:
    assert name in POINTS, name
    passed[name] += 1
    action, number = _armed.get(name, ("", 0))
    if passed[name] == number:
        _ACTIONS[action]()


def _kill() -> None:
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _broken_disk() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _mistake() -> None:
    raise RuntimeError("a failpoint")


_ACTIONS: dict[str, Callable[[], object]] = {
    "kill": _kill,
    "enospc": _full,
    "eio": _broken_disk,
    "raise": _mistake,
    "sleep": lambda: time.sleep(SLEEP_S),
    "count": lambda: None,
}

arm(os.environ.get(VARIABLE, ""))
