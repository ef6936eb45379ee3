"""Notes which logins began and ended, so that the server can end one: Streamlit's own cookie is good for a month.

Streamlit puts who somebody is into a signed cookie when they come back from the provider. The login is named by that
cookie's digest from this moment on; a cookie whose beginning we did not see, or that we ended, is worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from http.cookies import CookieError, SimpleCookie

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.edges.kept_people import Logins
from coach.edges.store import open_store
from coach.settings import Settings

_COOKIE = re.compile(r"_streamlit_user(_\d+)?")


def cookie_of(cookies: Mapping[str, str]) -> str:
    """What this browser's login is known by, of the cookies it sent; "" where it has none."""
    parts = sorted((name, value) for name, value in cookies.items() if _COOKIE.fullmatch(name) and value)
    return "\n".join(f"{name}={value}" for name, value in parts) if "_streamlit_user" in dict(parts) else ""


class LoginCookies:
    """Watches the two addresses where logins begin and end."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    @cached_property
    def _logins(self) -> Logins:
        return Logins(open_store(self._settings).database)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith(("/oauth2callback", "/auth/logout")):
            await self._app(scope, receive, send)
            return
        before = Request(scope).cookies
        if path.endswith("/auth/logout") and (leaving := cookie_of(before)):
            await run_in_threadpool(self._logins.end, leaving)

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and path.endswith("/oauth2callback"):
                headers = MutableHeaders(scope=message)
                if begun := cookie_of(given := _set_by(headers.getlist("set-cookie"))):
                    for name in before:  # parts of an older, longer cookie would make another one of it
                        if _COOKIE.fullmatch(name) and name not in given:
                            headers.append("set-cookie", f"{name}=; Max-Age=0; Path=/; HttpOnly; SameSite=lax")
                    await run_in_threadpool(self._logins.begin, begun)
            await send(message)

        await self._app(scope, receive, watched)


def _set_by(lines: list[str]) -> dict[str, str]:
    """The cookies that the browser keeps after these `Set-Cookie` lines."""
    found: dict[str, str] = {}
    for line in lines:
        try:
            cookies = SimpleCookie(line)
        except CookieError:
            continue
        found |= {name: morsel.value for name, morsel in cookies.items()}
    return found
