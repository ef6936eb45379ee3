"""Signed links to recordings: a link names one recording, and stops working after a working day."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

LINK_LASTS_S = 8 * 3600


class Links:
    """Makes and reads the links of this data folder. Its key lies there, for the user's eyes only."""

    def __init__(self, data_dir: Path) -> None:
        self._signer = URLSafeTimedSerializer(secret_key(data_dir / "links.key"), salt="audio")

    def token(self, recording: str) -> str:
        return self._signer.dumps(recording)

    def recording(self, token: str) -> str | None:
        """The recording that the link names; None when it is forged or too old."""
        try:
            named = self._signer.loads(token, max_age=LINK_LASTS_S)
        except BadData:
            return None
        return named if isinstance(named, str) else None


def secret_key(path: Path) -> str:
    """The key in `path`, made at first use. Two processes that start together end with the same one."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(fresh, path)  # fails where another process was first; then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii")
