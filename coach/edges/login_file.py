"""The login's provider, as whoever runs the app named it: `[auth]` of a `secrets.toml` that nobody else may read."""

from __future__ import annotations

import importlib.util
import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from coach.errors import CoachError
from coach.models import Value

if TYPE_CHECKING:
    from coach.settings import Settings

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Login(Value):
    """How people log in."""

    origin: str
    """Where the browsers of the team find the app: "https://coach.firm.example"."""
    secrets: dict[str, Any]
    """For Streamlit, which speaks with the provider."""

    def __repr__(self) -> str:
        return f"Login(origin={self.origin!r})"  # a secret is never shown

    __str__ = __repr__


def read_login(settings: Settings) -> Login | None:
    """How people log in; None where the app is used by one person. Raises CoachError for what is not safe or whole."""
    if not settings.team:
        return None
    path = _path(settings)
    try:
        mode = path.stat().st_mode
        auth = tomllib.loads(path.read_text(encoding="utf-8")).get("auth")
    except OSError as error:
        raise CoachError(
            f"A team needs a login, and {path} cannot be read ({error.strerror}).",
            "Name your provider there, as docs/security.md shows, or remove COACH_TEAM.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CoachError(f"{path} is no TOML.", "Correct it.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise CoachError(f"Other users of this machine can read {path}.", f"chmod 600 {path}")
    if importlib.util.find_spec("authlib") is None:
        raise CoachError("What a login needs is not installed.", "pip install 'callback-coach[team]'")
    return Login(origin=_origin(path, auth), secrets={"auth": auth})


def _path(settings: Settings) -> Path:
    if settings.login_file is not None:
        return settings.login_file
    here = Path(".streamlit/secrets.toml").absolute()
    return here if here.exists() else Path.home() / ".streamlit" / "secrets.toml"


def _origin(path: Path, auth: object) -> str:
    """The address that the browsers use, once everything about the login is found to be in order."""
    if not isinstance(auth, dict):
        raise CoachError(f"{path} has no [auth].", "docs/security.md shows what stands there.")
    for name in NEEDED:
        if not isinstance(auth.get(name), str) or not auth[name]:
            raise CoachError(f"{path}: [auth] has no {name}.", "docs/security.md shows what stands there.")
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise CoachError(
            f"{path}: cookie_secret is shorter than {SHORTEST_SECRET} characters.",
            'Make one: python -c "import secrets; print(secrets.token_hex(32))"',
        )
    for name in ("redirect_uri", "server_metadata_url"):
        where = urlsplit(auth[name])
        if where.scheme != "https" and not (where.scheme == "http" and where.hostname in LOOPBACK):
            raise CoachError(f"{path}: {name} does not begin with https://.", "Logins go over an encrypted line only.")
    where = urlsplit(auth["redirect_uri"])
    if not where.path.endswith("/oauth2callback"):
        raise CoachError(f"{path}: redirect_uri does not end with /oauth2callback.", "Correct it.")
    return f"{where.scheme}://{where.netloc}"
