"""What a process that touches somebody else's bytes may use: memory, time, files, and no network.

Called by such a process on itself, after its own code is loaded and before it looks at any data. Nothing of it can be
taken back, and processes that it starts inherit it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import coach

__all__ = ["Limits", "child_command", "child_environment", "limit_this_process"]

_KEPT = (
    *("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT"),
    *("TMPDIR", "TMP", "TEMP", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"),
)


@dataclass(frozen=True)
class Limits:
    """Upper bounds; None or True leaves a thing as it is."""

    memory: int | None = None
    """Bytes of address space."""
    processor_s: int | None = None
    """Seconds of processor time, of all its threads together."""
    file_size: int | None = None
    """Bytes that it may write into one file; 0: into none. Pipes are not files."""
    open_files: int | None = None
    may_reach_network: bool = False
    may_start_processes: bool = False
    """Threads are not processes."""
    may_open_files: bool = True
    """False: what is open stays open, and nothing else can be opened, renamed or deleted."""
    ends_with_parent: bool = True
    """Linux ends it with the thread that started it; elsewhere it ends when its pipe breaks."""


def limit_this_process(limits: Limits) -> tuple[str, ...]:
    """Puts `limits` into force, for ever. Returns what this system cannot enforce, in plain words; () is all of it."""
    missing = list(_bounded(limits))
    if limits.ends_with_parent and sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    forbidden = {
        "network": not limits.may_reach_network,
        "starting processes": not limits.may_start_processes,
        "opening files": not limits.may_open_files,
    }
    if any(forbidden.values()) and not _filter_calls(limits):
        missing += [what for what, wanted in forbidden.items() if wanted]
    return tuple(missing)


def child_environment() -> dict[str, str]:
    """For a child that needs no setting and no key of ours: neither is in it. One thread for arithmetic."""
    home = str(Path(coach.__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    small = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | small | {"PYTHONPATH": path}


def child_command(module: str, *arguments: str) -> list[str]:
    """A command that runs a module of ours, and never one of the same name that lies in the current folder."""
    return [sys.executable, "-P", "-m", module, *arguments]


def _bounded(limits: Limits) -> Iterator[str]:
    """Sets the bounds that POSIX knows; yields those that could not be."""
    try:
        import resource
    except ImportError:
        yield "memory, time and files"
        return
    bounds = [
        (resource.RLIMIT_AS, limits.memory, "memory"),
        (resource.RLIMIT_CPU, limits.processor_s, "processor time"),
        (resource.RLIMIT_FSIZE, limits.file_size, "size of files"),
        (resource.RLIMIT_NOFILE, limits.open_files, "open files"),
        (resource.RLIMIT_CORE, 0, "memory dumps"),
    ]
    if sys.platform != "linux" and not limits.may_start_processes:  # where threads do not count as processes
        bounds.append((resource.RLIMIT_NPROC, 0, "number of processes"))
    for what, most, name in bounds:
        if most is None:
            continue
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (bound, bound))
        except (ValueError, OSError):
            yield name


# Linux: a filter that the kernel asks about every system call (seccomp). See man 2 seccomp, man 7 bpf.

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_LOAD, _EQUAL, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _FAIL_WITH = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_AF_UNIX, _CLONE_THREAD = 1, 0x10000
_OTHER_NUMBERING = 0x40000000
"""System calls of x86_64 under other numbers (x32) begin here."""


@dataclass(frozen=True)
class _Machine:
    """The numbers of the system calls of one kind of processor."""

    mark: int
    seccomp: int
    socket: int
    clone: int
    clone3: int
    network: tuple[int, ...]
    """io_uring, which can open sockets without asking for one."""
    processes: tuple[int, ...]
    """fork and exec in all forms, and whatever reaches into another process: kill, ptrace, its memory, its files."""
    files: tuple[int, ...]
    """open in all forms, and whatever changes a file by its name."""


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E, 317, 41, 56, 435, (425,),
        (57, 58, 59, 322, 62, 200, 101, 310, 311, 424, 434, 438),
        (2, 85, 257, 437, 304, 76, 82, 83, 84, 86, 87, 88, 90, 92, 94, 133, 258, 259, 260, 263, 264, 265, 266,
         268, 316),
    ),
    "aarch64": _Machine(
        0xC00000B7, 277, 198, 220, 435, (425,),
        (221, 281, 129, 130, 117, 270, 271, 424, 434, 438),
        (56, 437, 265, 45, 33, 34, 35, 36, 37, 38, 53, 54, 276),
    ),
}  # fmt: skip


def _filter_calls(limits: Limits) -> bool:
    """Whether the kernel now refuses what `limits` forbids."""
    machine = _MACHINES.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 2**32 else None
    if machine is None:
        return False
    program = b"".join(struct.pack("=HBBI", *step) for step in _program(machine, limits))
    steps = ctypes.create_string_buffer(program, len(program))
    filter_ = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps)))
    if _prctl(_PR_SET_NO_NEW_PRIVS, 1) != 0:
        return False
    call = ctypes.CDLL(None).syscall
    call.restype = ctypes.c_long
    return bool(call(machine.seccomp, _SET_MODE_FILTER, _ALL_THREADS, filter_) == 0)


def _program(machine: _Machine, limits: Limits) -> Iterator[tuple[int, int, int, int]]:
    """Steps of (operation, jump if true, jump if false, value)."""
    refuse = (_RETURN, 0, 0, _FAIL_WITH | errno.EACCES)
    yield _LOAD, 0, 0, _MACHINE_AT
    yield _EQUAL, 1, 0, machine.mark
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER_AT
    yield _AT_LEAST, 0, 1, _OTHER_NUMBERING
    yield refuse
    refused: list[int] = []
    if not limits.may_reach_network:
        refused += machine.network
    if not limits.may_start_processes:
        refused += machine.processes
    if not limits.may_open_files:
        refused += (machine.socket, *machine.files)  # other programs listen at names in the file system
    for number in refused:
        yield _EQUAL, 0, 1, number
        yield refuse
    if not limits.may_reach_network:
        yield from _only(machine.socket, (_EQUAL, 0, 1, _AF_UNIX), refuse)
    if not limits.may_start_processes:
        yield from _only(machine.clone, (_HAS_BIT, 0, 1, _CLONE_THREAD), refuse)
        # Its flags lie in memory, where no filter sees them; "no such call" makes the library use clone.
        yield _EQUAL, 0, 1, machine.clone3
        yield _RETURN, 0, 0, _FAIL_WITH | errno.ENOSYS
    yield _RETURN, 0, 0, _ALLOW


def _only(
    number: int, test: tuple[int, int, int, int], refuse: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Lets a call pass when its first argument passes `test`."""
    yield _EQUAL, 0, 4, number
    yield _LOAD, 0, 0, _FIRST_ARGUMENT_AT
    yield test
    yield _RETURN, 0, 0, _ALLOW
    yield refuse


def _prctl(option: int, value: int) -> int:
    with contextlib.suppress(OSError, AttributeError):
        return int(ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0))
    return -1
