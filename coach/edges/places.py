"""Where our files lie, and who may look at them."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_SHARES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs", "davfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs2"}
)
"""Kinds of file systems that lie on another machine."""
_MOUNTS = Path("/proc/self/mounts")


def keep_to_ourselves(path: Path, create: bool = False) -> None:
    """Takes every right to this file or folder from others. What is not ours, or open to all by intent, stays.

    With `create`, makes the file if there is none. Never fails: `coach doctor` tells what is still open.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        if create:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        found = path.lstat()
        ours = found.st_uid == os.geteuid() and not stat.S_ISLNK(found.st_mode)
        if ours and found.st_mode & 0o077 and not found.st_mode & stat.S_ISVTX:
            path.chmod(stat.S_IMODE(found.st_mode) & 0o700)


def keep_folder_to_ourselves(folder: Path) -> None:
    """The data folder and what lies in it directly: whoever cannot enter it comes to nothing further down."""
    keep_to_ourselves(folder)
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            keep_to_ourselves(Path(entry.path))


def open_to_others(folder: Path) -> list[Path]:
    """Files and folders of the data folder that other users of this machine may look at or change."""
    if os.name != "posix":
        return []
    found = []
    for path in (folder, *folder.rglob("*")):
        with contextlib.suppress(OSError):
            mode = path.lstat().st_mode
            if not stat.S_ISLNK(mode) and mode & 0o077:
                found.append(path)
    return found


def is_network_share(path: Path) -> bool:
    """Whether this lies on another machine's disk. False where the system does not tell (only Linux does)."""
    return kind_of_disk(path) in _SHARES


def kind_of_disk(path: Path) -> str:
    """The kind of the file system that `path` lies on, or would; "" where the system does not tell."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    whole = Path(os.path.realpath(path))
    best, kind = -1, ""
    for line in mounts:
        _, place, this, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        if (whole == Path(place) or Path(place) in whole.parents) and len(place) >= best:  # the later one lies on top
            best, kind = len(place), this
    return kind
