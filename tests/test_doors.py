"""Which requests are let in: by the address they ask for, the page they come from, and the machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.cli import main
from coach.edges.doors import Doors, check_address, is_loopback
from coach.edges.kept_people import Logins
from coach.edges.login_cookies import LoginCookies, cookie_of
from coach.edges.login_file import Login, read_login
from coach.edges.store import open_store
from coach.edges.web import lifespan
from coach.errors import CoachError
from coach.settings import Settings, load_settings

LOGIN = Login(origin="https://coach.firm.example", secrets={})
HERE = "http://127.0.0.1:8501"

FORGED = [
    {"host": "rebound.example"},
    {"host": "rebound.example:8501"},
    {"host": "127.0.0.1.rebound.example"},
    {"host": "127.0.0.1@rebound.example"},
    {"host": "localhost.rebound.example:8501"},
    {"host": "0.0.0.0:8501"},
    {"host": "192.168.1.20:8501"},
    {"host": ""},
    {"host": "127.0.0.1:8501", "origin": "https://evil.example"},
    {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:3000"},
    {"host": "127.0.0.1:8501", "origin": "null"},
    {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501.evil.example"},
    {"host": "127.0.0.1:8501", "origin": "http://localhost:8501"},
]


def client_of(login: Login | None, machine: str = "127.0.0.1") -> TestClient:
    async def page(_request: Request) -> Response:
        return PlainTextResponse("inside")

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("inside")
        await socket.close()

    app = Starlette(
        routes=[Route("/", page), WebSocketRoute("/_stcore/stream", stream)],
        middleware=[Middleware(Doors, login=login)],
    )
    return TestClient(app, base_url=HERE, client=(machine, 5))


def answers(client: TestClient, headers: dict[str, str]) -> tuple[bool, bool]:
    """Whether a page and a socket are let in."""
    by_page = client.get("/", headers=headers).text == "inside"
    try:
        with client.websocket_connect(f"ws{HERE[4:]}/_stcore/stream", headers=headers) as socket:
            by_socket = socket.receive_text() == "inside"
    except WebSocketDisconnect:
        by_socket = False
    return by_page, by_socket


@pytest.mark.parametrize("login", [None, LOGIN], ids=["alone", "team"])
@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_what_is_asked_of_another_name_or_by_another_page_is_not_let_in(
    headers: dict[str, str], login: Login | None
) -> None:
    assert answers(client_of(login), headers) == (False, False)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8501"},
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"},
        {"host": "localhost:8501", "origin": "http://localhost:8501"},
        {"host": "[::1]:8501", "origin": "http://[::1]:8501"},
    ],
    ids=str,
)
def test_what_this_machine_asks_by_itself_is_let_in(headers: dict[str, str]) -> None:
    assert answers(client_of(None), headers) == (True, True)


def test_twin_without_the_doors_a_rebound_name_is_let_in() -> None:
    client = client_of(None)
    client.app.user_middleware.clear()  # type: ignore[attr-defined]

    assert answers(client, FORGED[0]) == (True, True)


def test_another_machine_is_let_in_only_where_there_is_a_login() -> None:
    own = {"host": "coach.firm.example", "origin": "https://coach.firm.example"}

    assert answers(client_of(LOGIN, "192.168.1.7"), own) == (True, True)
    assert answers(client_of(None, "192.168.1.7"), own) == (False, False)
    assert answers(client_of(None, "192.168.1.7"), {"host": "127.0.0.1:8501"}) == (False, False)


def test_behind_a_proxy_the_page_of_the_public_address_asks_the_inner_one() -> None:
    headers = {"host": "127.0.0.1:8501", "origin": "https://coach.firm.example"}

    assert answers(client_of(LOGIN), headers) == (True, True)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.20", "coach.firm.example", "127.0.0.1.x"])
def test_an_address_that_others_reach_needs_a_login(address: str | None) -> None:
    assert not is_loopback(address)
    with pytest.raises(CoachError, match="Without a login"):
        check_address(address, None)
    check_address(address, LOGIN)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.53"])
def test_this_machine_needs_none(address: str) -> None:
    check_address(address, None)


def test_the_command_refuses_another_address_in_one_line() -> None:
    done = CliRunner().invoke(main, ["run", "--host", "0.0.0.0"])

    assert done.exit_code == 1
    assert "Without a login the app answers to this machine only" in done.output
    assert "Traceback" not in done.output


def test_the_app_itself_refuses_to_start_there() -> None:
    async def start() -> None:
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(lifespan(load_settings(), "0.0.0.0")(None))

    import asyncio

    with pytest.raises(CoachError, match="Without a login"):
        asyncio.run(start())


GOOD = {
    "redirect_uri": "https://coach.firm.example/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "coach",
    "client_secret": "very-secret",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "secrets.toml"
    monkeypatch.setenv("COACH_TEAM", "1")
    monkeypatch.setenv("COACH_LOGIN_FILE", str(path))
    return path


def write(path: Path, values: dict[str, str], mode: int = 0o600) -> None:
    path.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in values.items()))
    path.chmod(mode)


def test_a_login_that_is_whole_is_taken_and_never_shown(team: Path) -> None:
    write(team, GOOD)

    login = read_login(load_settings())

    assert login is not None
    assert login.origin == "https://coach.firm.example"
    assert "very-secret" not in f"{login} {login!r}"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_login_that_others_can_read_is_refused(mode: int, team: Path) -> None:
    write(team, GOOD, mode)

    with pytest.raises(CoachError, match="chmod 600"):
        read_login(load_settings())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        *(({name: ""}, f"has no {name}") for name in GOOD),
        ({"cookie_secret": "short"}, "shorter than 32"),
        ({"redirect_uri": "http://coach.firm.example/oauth2callback"}, "https"),
        ({"redirect_uri": "https://coach.firm.example/"}, "oauth2callback"),
        ({"server_metadata_url": "http://login.example/x"}, "https"),
    ],
)
def test_a_login_that_is_not_safe_is_refused_without_its_secrets(change: dict[str, str], said: str, team: Path) -> None:
    write(team, GOOD | change)

    with pytest.raises(CoachError, match=said) as refused:
        read_login(load_settings())
    assert "very-secret" not in str(refused.value)


def test_a_team_without_a_login_does_not_start(team: Path) -> None:
    with pytest.raises(CoachError, match="needs a login"):
        read_login(load_settings())


@pytest.fixture
def settings() -> Settings:
    return load_settings()


@pytest.fixture
def watched(settings: Settings) -> Iterator[TestClient]:
    """A stand-in for Streamlit's addresses: the first login's cookie is in two parts, the next one's in one."""
    made = iter([{"_streamlit_user": "chunks-1", "_streamlit_user_1": "aaa"}, {"_streamlit_user": "bbb"}])

    async def back(_request: Request) -> Response:
        answer = RedirectResponse("/")
        for name, value in next(made).items():
            answer.set_cookie(name, value, httponly=True)
        return answer

    async def out(_request: Request) -> Response:
        return PlainTextResponse("bye")

    app = Starlette(
        routes=[Route("/oauth2callback", back), Route("/auth/logout", out), Route("/", out)],
        middleware=[Middleware(LoginCookies, settings=settings)],
    )
    with TestClient(app, base_url=HERE) as client:
        yield client


def test_a_login_is_noted_when_it_begins_and_when_it_ends(watched: TestClient, settings: Settings) -> None:
    logins = Logins(open_store(settings).database)

    watched.get("/oauth2callback")
    first = cookie_of(dict(watched.cookies))
    assert "aaa" in first
    assert logins.is_new(first)

    watched.get("/oauth2callback")
    second = cookie_of(dict(watched.cookies))
    assert second == "_streamlit_user=bbb", "what was left of the first one is gone"
    assert logins.is_new(second)

    watched.get("/auth/logout")
    assert not logins.is_new(second)
    assert not logins.is_new("_streamlit_user=made up")
