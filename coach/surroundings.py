"""What `coach doctor` looks at around the product: disks, rights, the clock, the web server's settings, backups.

Each of these is fine on an ordinary machine, and each has cost somebody their recordings or shown them to others.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from coach.checks import Check
from coach.edges.login_file import read_login
from coach.presentation.backups import age_advice, age_line
from coach.settings import Settings
from coach.shipped import shipped

MADE_ON = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
"""A clock that says less is wrong."""
FLOORS = {"av": (18, 1), "streamlit": (1, 67), "starlette": (1, 1), "SQLAlchemy": (2, 0, 44)}
"""Versions of what the outside comes through, below which there are known holes or losses."""
_HERE = ("127.0.0.1", "localhost", "::1")
_OFF = ("0", "false", "no", "off")


def _rights(settings: Settings) -> Check:
    from coach.edges.places import open_to_others

    found = open_to_others(settings.data_dir)
    if not found:
        return Check(ok=True, what="Nobody else of this machine can look into the data folder")
    more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
    fix = f"chmod -R go= {settings.data_dir}"
    return Check(ok=False, what=f"Others of this machine can look at {found[0]}{more}", fix=fix)


def _one_disk(settings: Settings) -> Check:
    folders = [settings.data_dir, *(settings.data_dir / name for name in ("tmp", "audio", "backups"))]
    disks = {folder.stat().st_dev for folder in folders if folder.exists()}
    what = "The folders of the data folder lie on one disk"
    if len(disks) == 1:
        return Check(ok=True, what=what)
    fix = "A recording is written to tmp and then renamed into audio, which works on one disk only: remove the mount."
    return Check(ok=False, what="tmp, audio or backups lie on another disk than the data folder", fix=fix)


def _lasting(settings: Settings) -> Check:
    from coach.edges.store import open_store

    found = open_store(settings).database.weaknesses()
    if not found:
        return Check(ok=True, what="What the database says is written stays written")
    fix = "Move it to a disk of this machine, or set the server so that it waits for its disk."
    return Check(ok=False, what=found[0][:1].upper() + found[0][1:], fix=fix)


def _served(settings: Settings) -> Check:
    told = web_settings(os.environ, Path.home(), Path.cwd())
    address, where = told.get("server.address", ("127.0.0.1", ""))
    wrong = ""
    login = read_login(settings)
    if str(address) not in _HERE and login is None:
        wrong, fix = f"The app would answer other machines, at {address or 'every address'}", "Start it with: coach run"
    elif (found := told.get("server.enablexsrfprotection", (True, "")))[0] is False:
        wrong, where, fix = "The app would take uploads from other web pages", found[1], "Switch XSRF protection on."
    elif (found := told.get("server.enablecors", (True, "")))[0] is False:
        wrong, where, fix = "Other web pages could talk to the app", found[1], "Switch CORS protection on."
    elif (found := told.get("client.showerrordetails", ("none", "")))[0] not in ("none", False):
        wrong, where, fix = "The app would show the insides of an error", found[1], 'Set showErrorDetails = "none".'
    elif (found := told.get("browser.gatherusagestats", (False, "")))[0] is True:
        wrong, where, fix = "The web server would send figures of use", found[1], "Set gatherUsageStats = false."
    if not wrong:
        whom = f"a team, which logs in at {login.origin}" if login else "this machine alone"
        return Check(ok=True, what=f"The app answers {whom}")
    return Check(ok=False, what=f"{wrong} ({where})", fix=fix)


def web_settings(environment: Mapping[str, str], home: Path, here: Path) -> dict[str, tuple[object, str]]:
    """What Streamlit would be told, with where it stands, by the name in small letters: the later place wins."""
    found: dict[str, tuple[object, str]] = {}
    for path in (shipped(".streamlit/config.toml"), *(at / ".streamlit" / "config.toml" for at in (home, here))):
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # which Streamlit tells itself
            continue
        for section, values in read.items():
            if isinstance(values, dict):
                found |= {f"{section}.{name}".lower(): (value, str(path)) for name, value in values.items()}
    for name in ("server.address", "server.enableXsrfProtection", "server.enableCORS", "client.showErrorDetails"):
        _from_environment(name, environment, found)
    _from_environment("browser.gatherUsageStats", environment, found)
    return found


def _from_environment(name: str, environment: Mapping[str, str], found: dict[str, tuple[object, str]]) -> None:
    variable = "STREAMLIT_" + re.sub(r"(?<=[a-z])(?=[A-Z])|\.", "_", name).upper()
    if (value := environment.get(variable)) is not None:
        plain = {"true": True, "false": False}.get(value.lower(), value)
        found[name.lower()] = (plain, variable)


def _secrets(settings: Settings) -> Check:
    places = [settings.data_dir / "settings.toml"]
    places += [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]
    for path in places:
        if os.name == "posix" and path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            return Check(ok=False, what=f"Others of this machine can read {path}", fix=f"chmod 600 {path}")
    return Check(ok=True, what="Files that may hold secrets are for you alone")


def _clock(settings: Settings) -> Check:
    from coach.edges.store import open_store

    now = _now()
    fix = "Set this machine's clock: leases, limits and times of calls go by it."
    if now < MADE_ON:
        return Check(ok=False, what=f"The clock says {now:%Y-%m-%d}, before this version was made", fix=fix)
    newest = next(iter(open_store(settings).recordings(1)), None)
    if newest and newest.kept_at > now + dt.timedelta(hours=1):
        what = f"The newest recording was kept on {newest.kept_at:%Y-%m-%d %H:%M} UTC, which is to come"
        return Check(ok=False, what=what, fix=fix)
    return Check(ok=True, what=f"The clock says {now:%Y-%m-%d %H:%M} UTC")


def _libraries(_: Settings) -> Check:
    for name, floor in FLOORS.items():
        version = importlib.metadata.version(name)
        if tuple(map(int, re.findall(r"\d+", version)[: len(floor)])) < floor:
            wanted = ".".join(map(str, floor))
            fix = "Install Callback Coach again, with the versions that it names."
            return Check(ok=False, what=f"{name} {version} is older than {wanted}, which is known to be safe", fix=fix)
    return Check(ok=True, what="The libraries are new enough")


def _quiet(_: Settings) -> Check:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        if os.environ.get(name, "1").lower() in _OFF:
            fix = f"Remove {name}: only `coach models get` needs the network, and it asks for it itself."
            return Check(ok=False, what=f"{name} lets the speech library go to the network", fix=fix)
    return Check(ok=True, what="The speech library fetches nothing by itself")


def _backup(settings: Settings) -> Check:
    from coach.edges.backups import last_backup

    last, now = last_backup(settings.data_dir), _now()
    return Check(ok=True, what=age_line(last, now), fix=age_advice(last, now))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


SURROUNDINGS: tuple[Callable[[Settings], Check], ...] = (
    _rights,
    _one_disk,
    _lasting,
    _served,
    _secrets,
    _clock,
    _libraries,
    _quiet,
    _backup,
)
