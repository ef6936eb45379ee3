"""Signed links to recordings: a link is one recording's, for one person and login, and ends after a working day."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NamedTuple

from itsdangerous import BadData, URLSafeTimedSerializer

from coach.access import LOCAL
from coach.edges.failpoints import failpoint

LINK_LASTS_S = 8 * 3600


class Link(NamedTuple):
    """What a link says."""

    recording: str
    person: str
    login: str


class Links:
    """Makes and reads the links of this data folder. Its key lies there, for the user's eyes only."""

    def __init__(self, data_dir: Path) -> None:
        self._signer = URLSafeTimedSerializer(secret_key(data_dir / "links.key"), salt="audio")

    def token(self, recording: str, person: str = LOCAL.id, login: str = "") -> str:
        """A link for this person, in the browser that holds this login (its digest); "" where there is no login."""
        return self._signer.dumps([recording, person, login])

    def read(self, token: str) -> Link | None:
        """What the link says; None when it is forged or too old."""
        try:
            told = self._signer.loads(token, max_age=LINK_LASTS_S)
        except BadData:
            return None
        is_ours = isinstance(told, list) and len(told) == 3 and all(isinstance(part, str) for part in told)
        return Link(*told) if is_ours else None


def secret_key(path: Path) -> str:
    """The key in `path`, made at first use. Two processes that start together end with the same one."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            failpoint("key-write")
            file.write(secrets.token_urlsafe(32))
        try:
            failpoint("key-link")
            os.link(fresh, path)  # fails where another process was first; then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii")
