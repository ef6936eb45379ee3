"""A login's provider of our own, on this machine: discovery, keys, the page where one logs in, and the token.

Whoever is asked for by `?login_hint=` is who logs in: a test sets `Provider.next`. For logging in in real browsers.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "coach", "the provider's word for us"


class Provider:
    """Lets in whom `people` names; the browser says who it is on the provider's page."""

    def __init__(self, people: dict[str, dict[str, Any]]) -> None:
        from joserfc.jwk import RSAKey

        self.people = people
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, tuple[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._get(self)

            def do_POST(self) -> None:
                provider._token(self)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def secrets(self, app: str) -> str:
        """The `secrets.toml` of an app at this address."""
        values = {
            "redirect_uri": f"{app}/oauth2callback",
            "cookie_secret": secrets.token_hex(32),
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"{self.address}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())

    def _get(self, request: BaseHTTPRequestHandler) -> None:
        where = urlsplit(request.path)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if where.path == "/.well-known/openid-configuration":
            self._json(request, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            })  # fmt: skip
        elif where.path == "/jwks":
            self._json(request, {"keys": [self.key.as_dict(private=False)]})
        elif where.path == "/authorize" and "who" not in asked:
            links = "".join(
                f'<p><a href="/authorize?{urlencode(asked | {"who": who})}">{who}</a></p>' for who in self.people
            )
            self._answer(request, 200, "text/html", f"<h1>Who are you?</h1>{links}".replace("&", "&amp;").encode())
        elif where.path == "/authorize":
            code = secrets.token_urlsafe(16)
            self.codes[code] = (asked["who"], asked.get("nonce", ""))
            back = urlencode({"code": code, "state": asked["state"]})
            request.send_response(302)
            request.send_header("Location", f"{asked['redirect_uri']}?{back}")
            request.end_headers()
        else:
            self._answer(request, 404, "text/plain", b"")

    def _token(self, request: BaseHTTPRequestHandler) -> None:
        from joserfc import jwt

        body = parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode())
        basic = base64.b64decode(request.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        found = self.codes.pop(body["code"][0], None)
        if found is None or not (basic.startswith(f"{CLIENT}:") or body.get("client_id") == [CLIENT]):
            self._answer(request, 400, "application/json", b'{"error": "invalid_grant"}')
            return
        who, nonce = found
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims | self.people[who], self.key)
        self._json(request, {"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": signed})

    def _json(self, request: BaseHTTPRequestHandler, value: object) -> None:
        self._answer(request, 200, "application/json", json.dumps(value).encode())

    def _answer(self, request: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


@contextmanager
def provider(*names: str) -> Iterator[Provider]:
    """A provider that knows these people: "dana" is dana@firm.example."""
    found = Provider(
        {
            name: {"sub": f"s-{name}", "email": f"{name}@firm.example", "email_verified": True, "name": name}
            for name in names
        }
    )
    try:
        yield found
    finally:
        found.close()
