"""Who may knock: to which address of ours a request goes, from which page, and from which machine.

A page elsewhere that has a name lead to this machine (DNS rebinding), or that opens a socket to us, is turned away
before anything of ours sees it.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.edges.login_file import LOOPBACK, Login
from coach.errors import CoachError


class Doors:
    """Lets in what is asked of this machine by itself, and where there is a login, what its address is asked for."""

    def __init__(self, app: ASGIApp, login: Login | None) -> None:
        self._app = app
        self._origin = login.origin if login else None
        self._host = urlsplit(login.origin).netloc.lower() if login else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._lets_in(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("This address is not served here.", status_code=421)(scope, receive, send)

    def _lets_in(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or len(origins) > 1:
            return False
        if self._host is None and not _is_this_machine(scope.get("client")):
            return False
        host = hosts[0].lower()
        if _name_of(host) not in LOOPBACK and host != self._host:
            return False
        return not origins or origins[0] == self._origin or _is_same(origins[0], host)


def check_address(address: str | None, login: Login | None) -> None:
    """Raises CoachError where the app would answer to other machines and nobody has to log in."""
    if login is None and not is_loopback(address):
        raise CoachError(
            f"Without a login the app answers to this machine only, not at {address or 'every address'}.",
            "Leave the address out, or set up a team: docs/security.md shows how.",
        )


def is_loopback(address: str | None) -> bool:
    """Whether only this machine can reach what listens there. None and "" listen everywhere."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False


def _is_this_machine(client: tuple[str, int] | None) -> bool:
    return client is not None and is_loopback(client[0].removeprefix("::ffff:"))


def _name_of(host: str) -> str:
    """The name of "name:port"; "" for what is no address of a page."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    is_plain = parts.netloc == host and "@" not in host and not host.endswith(":")
    return parts.hostname or "" if is_plain else ""


def _is_same(origin: str, host: str) -> bool:
    """Whether a page of this origin came from the very address that it asks now."""
    return origin.lower() in (f"http://{host}", f"https://{host}")
