"""Takes the network away from this process and all that it starts, and writes down who asked for it.

    python -m coach.edges.no_network LOG MODULE ARGUMENT...

runs a module as `python -m MODULE` would, watched: a look-up or connection that would leave this machine fails as on a
machine without network, and is a line of LOG.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import runpy
import socket
import struct
import sys
from pathlib import Path
from typing import Any

_NEWUSER, _NEWNET = 0x10000000, 0x40000000
_SIOCSIFFLAGS, _UP = 0x8914, 1
_CONNECTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOKS_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_NAMES = (None, "", b"", "localhost", "0.0.0.0", "::")  # noqa: S104  (names to listen at; nothing is reached by them)


def cut_off() -> str:
    """Gives this process a network of its own, in which there is only itself. "" when done, else why it cannot be."""
    if not sys.platform.startswith("linux"):
        return "only Linux gives a process a network of its own"
    system, user, group = ctypes.CDLL(None, use_errno=True), os.getuid(), os.getgid()
    if system.unshare(_NEWNET):  # which takes root, or else a world of users of its own
        if system.unshare(_NEWUSER | _NEWNET):
            return f"this machine gives no process a network of its own ({os.strerror(ctypes.get_errno())})"
        with contextlib.suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    with contextlib.suppress(OSError), socket.socket() as any_socket:  # its own loopback is there, and switched off
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", _UP))
    return ""


def watch(log: Path) -> None:
    """From now on whatever Python code of this process asks of the world outside is refused, and a line of `log`."""
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CONNECTS:
            asked, where = arguments
            if asked.family not in (socket.AF_INET, socket.AF_INET6) or where is None or is_here(where[0]):
                return
        elif event in _LOOKS_UP:
            where = arguments[:2]
            if is_here(where[0]):
                return
        else:
            return
        os.write(written, f"{event.removeprefix('socket.')} {where!r} by {' '.join(sys.argv)[:80]}\n".encode())
        raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))

    sys.addaudithook(hook)


def is_here(host: object) -> bool:
    """Whether this name or address is this machine itself."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return host in _NAMES or str(host).startswith("127.") or str(host).partition("%")[0] == "::1"


def main() -> None:
    log, module, *arguments = sys.argv[1:]
    watch(Path(log))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
