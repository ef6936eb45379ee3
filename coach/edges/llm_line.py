"""The line to a language model: how much is read from it is limited, and who waits can cut it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

from coach.model_failures import Failure

MOST_BYTES = 4 * 1024 * 1024
"""Of an answer as it travels: a stream repeats some 200 bytes around each word."""


def proxy_for(url: str) -> str | None:
    """The machine's own proxy for `url`, as its environment says; None where it says none."""
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


class StoppedError(httpx2.TransportError):
    """Raised inside the transport, where only its own errors come through."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class _Counted(httpx2.SyncByteStream):
    """A body of which only so much is read."""

    def __init__(self, body: Any, most: int) -> None:
        self._body, self._left = body, most

    def __iter__(self) -> Iterator[bytes]:
        for part in self._body:
            self._left -= len(part)
            if self._left < 0:
                raise StoppedError(Failure.TOO_LARGE)
            yield part

    def close(self) -> None:
        self._body.close()


class Line(httpx2.BaseTransport):
    """A transport that counts what it reads, and that another thread can cut."""

    def __init__(self, proxy: str | None) -> None:
        self._inner = httpx2.HTTPTransport(proxy=proxy)
        self._open: list[socket.socket] = []
        self._cut = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.extensions = {**request.extensions, "trace": self._note}
        for name in [name for name in request.headers if name.lower().startswith("x-stainless")]:
            del request.headers[name]  # they tell the server about this machine
        response = self._inner.handle_request(request)
        if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
            raise StoppedError(Failure.UNSUPPORTED)  # a packed megabyte may be a gigabyte; we asked for none
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Counted(response.stream, MOST_BYTES),
            extensions=response.extensions,
        )

    def _note(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")
            if found is not None:
                self._open.append(found)
            if self._cut:
                self.cut()

    def cut(self) -> None:
        """Ends whatever another thread is reading or writing here."""
        self._cut = True
        for found in self._open:
            with suppress(OSError):
                socket.socket.shutdown(found, socket.SHUT_RDWR)

    def close(self) -> None:
        self._inner.close()
