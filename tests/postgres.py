"""A PostgreSQL of this test process alone: started at the first call, in a temporary folder, gone at the end."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from functools import cache
from pathlib import Path

_SETTINGS = {
    "listen_addresses": "''",  # reached by its socket alone, which lies in its folder
    "fsync": "off",  # what is tested are our transactions, not its disk
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "120",
    "autovacuum": "off",
}


def missing() -> str:
    """Why there is no PostgreSQL to be had on this machine; "" when there is."""
    if not _program("initdb"):
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and not _as_another():
        return "PostgreSQL does not run as root, and there is no user 'postgres' that it could run as"
    return ""


def fresh_database() -> str:
    """The address of a new and empty database."""
    return _create("template0")


def prepared_database() -> str:
    """The address of a new database that has our tables already."""
    return _create(_template())


def drop(url: str) -> None:
    """Takes a database away, whoever still uses it."""
    name = url.partition("@/")[2].partition("?")[0]
    _command("dropdb", "--force", "--if-exists", name)


def address(name: str) -> str:
    """The address of the database of this name."""
    return f"postgresql://coach@/{name}?unix_sock={_cluster()}/.s.PGSQL.5432"


def stop_server() -> None:
    """As when its machine goes down: every connection breaks."""
    _control("stop", "-m", "immediate")


def start_server() -> None:
    _control("start", "-l", str(_folder() / "log"), "-o", f"-k {_folder()}")


def _create(template: str) -> str:
    name = f"t{uuid.uuid4().hex}"
    _command("createdb", "-T", template, name)
    return address(name)


@cache
def _cluster() -> Path:
    """The folder of the running server."""
    folder = _folder()
    _run("initdb", "-D", str(folder / "data"), "-U", "coach", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in _SETTINGS.items())
    atexit.register(_remove, os.getpid())
    start_server()
    return folder


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="coach-pg-", dir="/tmp"))  # a socket's path has to be short
    if as_user := _as_another():
        shutil.chown(folder, as_user, as_user)
    return folder


@cache
def _template() -> str:
    from coach.edges.database import Database

    _command("createdb", "-T", "template0", name := "prepared")
    Database(address(name)).close()
    return name


def _remove(started_by: int) -> None:
    if os.getpid() == started_by:  # a forked child ends without ending the server of its parent
        _control("stop", "-m", "immediate")
        shutil.rmtree(_folder(), ignore_errors=True)


def _control(*asked: str) -> None:
    _run("pg_ctl", "-D", str(_folder() / "data"), "-w", "-s", *asked)


def _command(program: str, *asked: str) -> None:
    _run(program, "-h", str(_cluster()), "-U", "coach", *asked)


def _run(program: str, *asked: str) -> None:
    path = _program(program)
    assert path, missing()
    command = [path, *asked]
    if as_user := _as_another():
        command = ["setpriv", f"--reuid={as_user}", f"--regid={as_user}", "--init-groups", *command]
    with tempfile.TemporaryFile() as told:  # no pipe: the server would hold its other end
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, cwd="/", timeout=60)
        if done.returncode:
            told.seek(0)
            raise RuntimeError(f"{program} ended with {done.returncode}: {told.read().decode()[-2000:]}")


@cache
def _program(name: str) -> str | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    return shutil.which(name, path=os.pathsep.join([*map(str, debian), os.environ.get("PATH", "")]))


@cache
def _as_another() -> str | None:
    """The user that the server runs as when we are root: it refuses to be root itself."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return None
    try:
        name = pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None
    # Root of a small world of users, as in some containers, may not become another one.
    become = ["setpriv", f"--reuid={name}", f"--regid={name}", "--init-groups", "true"]
    return name if subprocess.run(become, capture_output=True).returncode == 0 else None
