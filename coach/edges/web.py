"""What the app's web server adds to Streamlit: the sound of a recording by signed link, and security headers."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.access import LOCAL, Actor
from coach.edges.audit_log import REFUSED, AuditLog
from coach.edges.doors import Doors, check_address
from coach.edges.kept_people import Logins, digest
from coach.edges.links import Link, Links
from coach.edges.login_cookies import LoginCookies, cookie_of
from coach.edges.login_file import read_login
from coach.edges.playback import playable
from coach.edges.store import Store, open_store
from coach.edges.worker import ensure_worker
from coach.errors import CoachError
from coach.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' blob:",  # Streamlit hands the player's script to the browser as a blob
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",  # a recording that was just made is read back from a blob
        "media-src 'self' blob:",  # the preview of what was just recorded is a blob
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}
ONLY_WITH_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
AUDIO_HEADERS = {"Cache-Control": "private, no-store"}
UPLOADS = "/_stcore/upload_file/"
HELD_AT_MOST = 1 << 30
"""Bytes of uploads that the web process holds at a time: Streamlit keeps them in memory until they are accepted, and
copies them for a moment whenever the page is drawn. One file as large as the settings allow may always come."""
FILES_AT_MOST = 2000
SAFE_OPTIONS = {"server.enableXsrfProtection": True, "server.enableCORS": True, "client.showErrorDetails": "none"}
"""How Streamlit must be set: without the first two, any page that the user visits may talk to the app."""


class Held(NamedTuple):
    """What the web process holds of uploads."""

    files: int
    size: int
    """In bytes."""


def refuse_open_doors(option: Callable[[str], object]) -> None:
    """Raises CoachError where Streamlit, of which `option` tells how it is set, would let others in."""
    for name, safe in SAFE_OPTIONS.items():
        if option(name) != safe:
            told = str(safe).lower()
            raise CoachError(
                f"The app does not start with {name} = {option(name)}.", f"Set it to {told}, or leave it out."
            )


class SecurityHeaders:
    """Puts `HEADERS` on every answer, and closes `/media`, whose addresses need no right and outlive the page."""

    def __init__(self, app: ASGIApp, origin: str = "") -> None:
        """`origin` is the app's public address, where it has one: if that has TLS, browsers are told to keep to it."""
        self._app = app
        self._headers = HEADERS | (ONLY_WITH_TLS if origin.startswith("https://") else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
                    if "no-store" not in headers["Cache-Control"]:
                        headers["Cache-Control"] = "no-store"
            await send(message)

        if scope["path"].startswith("/media/"):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)


class UploadLimits:
    """Turns an upload away before a byte of it is read where it, or all that are on their way, would be too large."""

    def __init__(self, app: ASGIApp, largest: int, held: Callable[[], Held]) -> None:
        """`largest` is of one file, in bytes; `held` tells what was taken in and not let go yet."""
        self._app, self._largest, self._held = app, largest + FRAMING, held
        self._arriving: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or UPLOADS not in scope["path"]:
            await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "")
        size = int(told) if told.isdecimal() and len(told) < 20 else None
        if why := self._too_much(size):
            await PlainTextResponse(why[1], status_code=why[0])(scope, receive, send)
            return
        assert size is not None
        self._arriving.append(size)
        try:
            await self._app(scope, receive, send)
        finally:
            self._arriving.remove(size)

    def _too_much(self, size: int | None) -> tuple[int, str] | None:
        if size is None:
            return 411, "The size of the file is missing."
        if size > self._largest:
            return 413, "This file is too large."
        held = self._held()
        if (
            held.size + sum(self._arriving) + size > max(HELD_AT_MOST, self._largest)
            or held.files + len(self._arriving) >= FILES_AT_MOST
        ):
            return 503, "Too much is being uploaded at once. Start the review of what is here, then add the rest."
        return None


FRAMING = 64 << 10
"""What a form adds to the file in it, at most, in bytes."""


class Audio:
    """The sound of one recording, for who holds a signed link to it. Browsers ask for it piece by piece.

    Where there are logins, each request is asked anew: a link is good in the browser that it was made for, as long as
    that login lasts and its person may still hear the recording.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _links(self) -> Links:
        return Links(self._settings.data_dir)

    @cached_property
    def _store(self) -> Store:
        return open_store(self._settings)

    @cached_property
    def _audit(self) -> AuditLog:
        return AuditLog(self._store.database, self._settings.data_dir)

    async def __call__(self, request: Request) -> Response:
        link = self._links.read(request.path_params["token"])
        if link is None:
            return _refused()
        try:
            actor = await run_in_threadpool(self._actor, link, cookie_of(request.cookies))
            if actor is None:
                return _refused()
            path, media_type = await run_in_threadpool(self._sound, link.recording, actor)
        except (CoachError, OSError):
            return PlainTextResponse("This recording cannot be played.", status_code=404, headers=AUDIO_HEADERS)
        begins = request.headers.get("range", "bytes=0-").startswith("bytes=0-")
        if actor != LOCAL and begins:  # the pieces that follow are of the same listening
            await run_in_threadpool(self._audit.note, actor.id, "play", f"recording {link.recording}")
        return FileResponse(path, media_type=media_type, headers=AUDIO_HEADERS)

    def _actor(self, link: Link, cookie: str) -> Actor | None:
        """Who asks, if the link was made for them."""
        if not self._settings.team:
            return LOCAL if link.person == LOCAL.id and not link.login else None
        actor = Logins(self._store.database).who(cookie, touch=True) if cookie else None
        if actor is None:
            return None
        if actor.id == link.person and hmac.compare_digest(link.login, digest(cookie)):
            return actor
        self._audit.note(actor.id, "play", f"recording {link.recording}", REFUSED)
        return None

    def _sound(self, recording: str, actor: Actor) -> tuple[Path, str]:
        theirs = self._store.as_actor(actor)
        return playable(theirs.audio_path(recording), theirs.name(recording))


def _refused() -> Response:
    return PlainTextResponse("This link has expired. Reload the page.", status_code=403, headers=AUDIO_HEADERS)


def lifespan(
    settings: Settings, address: str | None = "127.0.0.1"
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Goes on, as soon as the app starts, with whatever waited when it stopped.

    Raises CoachError where the app listens at an `address` that others reach and nobody would have to log in.
    """

    @asynccontextmanager
    async def running(_app: object) -> AsyncIterator[None]:
        check_address(address, read_login(settings))
        ensure_worker(settings)
        yield

    return running


def routes(settings: Settings) -> list[BaseRoute]:
    return [Route("/api/audio/{token}", Audio(settings).__call__, methods=["GET"])]


def middleware(settings: Settings, held: Callable[[], Held]) -> list[Middleware]:
    """From the outermost to the innermost. `held` tells what the web process holds of uploads.

    Raises CoachError where a team has no login that is safe.
    """
    login = read_login(settings)
    uploads = Middleware(UploadLimits, settings.max_upload_bytes, held)
    outer = [Middleware(SecurityHeaders, origin=login.origin if login else ""), Middleware(Doors, login=login), uploads]
    return [*outer, Middleware(LoginCookies, settings=settings)] if login else outer
