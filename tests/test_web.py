"""A recording's sound goes only to who holds a signed link, and every answer tells the browser to keep to itself."""

from __future__ import annotations

import io
import stat
import time
import wave
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from coach.edges.links import LINK_LASTS_S, Link, Links
from coach.edges.store import open_store
from coach.edges.web import (
    FILES_AT_MOST,
    HEADERS,
    HELD_AT_MOST,
    SAFE_OPTIONS,
    Held,
    SecurityHeaders,
    UploadLimits,
    middleware,
    refuse_open_doors,
    routes,
)
from coach.errors import CoachError
from coach.settings import Settings, load_settings


@pytest.fixture
def settings() -> Settings:
    return load_settings()


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    async def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("page")

    paths = ("/", "/media/{name}", "/static/media/{name}")
    app = Starlette(
        routes=[*routes(settings), *(Route(p, page) for p in paths)],
        middleware=middleware(settings, lambda: Held(0, 0)),
    )
    with TestClient(app, base_url="http://127.0.0.1:8501", client=("127.0.0.1", 1)) as client:
        yield client


@pytest.fixture
def recording(settings: Settings) -> str:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(32000))
    store = open_store(settings)
    kept = store.keep_audio(io.BytesIO(sound.getvalue()), "take.wav", 1 << 20)
    store.close()
    return kept


def link(settings: Settings, recording: str) -> str:
    return f"/api/audio/{Links(settings.data_dir).token(recording)}"


def test_a_signed_link_plays_the_recording(client: TestClient, settings: Settings, recording: str) -> None:
    answer = client.get(link(settings, recording))

    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert len(answer.content) == 32044
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_browser_may_ask_for_a_part(client: TestClient, settings: Settings, recording: str) -> None:
    answer = client.get(link(settings, recording), headers={"Range": "bytes=100-199"})

    assert (answer.status_code, len(answer.content)) == (206, 100)
    assert answer.headers["content-range"] == "bytes 100-199/32044"


def test_a_forged_link_plays_nothing(client: TestClient, settings: Settings, recording: str) -> None:
    good = link(settings, recording)

    for forged in (f"/api/audio/{recording}", good[:-2] + "xx", "/api/audio/.", "/api/audio/..%2f..%2fcoach.db"):
        answer = client.get(forged)
        assert answer.status_code in (403, 404), forged
        assert b"RIFF" not in answer.content


def test_a_link_of_another_installation_plays_nothing(
    client: TestClient, settings: Settings, recording: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = Links(tmp_path_factory.mktemp("elsewhere"))

    assert client.get(f"/api/audio/{elsewhere.token(recording)}").status_code == 403


def test_a_link_stops_working_after_a_working_day(
    client: TestClient, settings: Settings, recording: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = link(settings, recording)
    later = time.time() + LINK_LASTS_S + 10
    monkeypatch.setattr("time.time", lambda: later)

    answer = client.get(address)

    assert (answer.status_code, answer.text) == (403, "This link has expired. Reload the page.")


@pytest.mark.parametrize("named", ["f" * 64, "../../etc/passwd", ""])
def test_a_link_to_nothing_is_a_plain_answer(client: TestClient, settings: Settings, named: str) -> None:
    answer = client.get(link(settings, named))

    assert (answer.status_code, answer.text) == (404, "This recording cannot be played.")


def test_the_key_of_the_links_is_for_the_users_eyes_only_and_stays(settings: Settings) -> None:
    first = Links(settings.data_dir).token("a")

    assert Links(settings.data_dir).read(first) == Link("a", "local", "")
    assert [stat.S_IMODE(p.stat().st_mode) for p in settings.data_dir.glob("links.key*")] == [0o600]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/media/x.wav", "/api/audio/forged"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_public_address_tells_browsers_to_stay_with_https() -> None:
    def told(origin: str) -> str | None:
        app = Starlette(
            routes=[Route("/", lambda _: PlainTextResponse("page"))],
            middleware=[Middleware(SecurityHeaders, origin=origin)],
        )
        with TestClient(app) as client:
            return client.get("/").headers.get("strict-transport-security")

    assert told("https://coach.firm.example") == "max-age=31536000; includeSubDomains"
    assert told("") is None


def test_a_page_may_load_and_call_nothing_from_elsewhere() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))

    allowed = {word for sources in policy.values() for word in sources.split()}
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert "'unsafe-inline'" not in policy["script-src"]


def test_sound_has_no_address_without_a_signature_but_fonts_do(client: TestClient) -> None:
    assert client.get("/media/abc.wav").status_code == 404
    assert client.get("/static/media/font.woff2").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/audio/forged", "/nowhere"])
def test_nothing_personal_stays_in_a_cache(client: TestClient, path: str) -> None:
    assert "no-store" in client.get(path).headers["cache-control"]


def uploading(held: Held, largest: int = 1 << 20) -> TestClient:
    async def taken(_request: object) -> PlainTextResponse:
        return PlainTextResponse("taken")

    route = Route("/_stcore/upload_file/{visitor}/{file}", taken, methods=["PUT"])
    return TestClient(UploadLimits(Starlette(routes=[route]), largest, lambda: held))


@pytest.mark.parametrize(
    ("held", "size", "status"),
    [
        (Held(0, 0), 1 << 20, 200),
        (Held(0, 0), 600 << 20, 413),
        (Held(1, HELD_AT_MOST - (1 << 20)), 1 << 20, 200),
        (Held(1, HELD_AT_MOST), 1, 503),
        (Held(FILES_AT_MOST, 1), 1, 503),
    ],
)
def test_an_upload_that_is_too_much_is_turned_away_before_it_is_read(held: Held, size: int, status: int) -> None:
    def body() -> Iterator[bytes]:
        if status != 200:
            raise AssertionError("it was read")
        yield bytes(1)

    client = uploading(held)
    request = client.build_request("PUT", "/_stcore/upload_file/a/b", headers={"Content-Length": str(size)})

    assert client.send(request).status_code == status


@pytest.mark.parametrize("told", ["", "-1", "many", "1" * 30])
def test_an_upload_tells_its_size(told: str) -> None:
    client = uploading(Held(0, 0))

    assert client.put("/_stcore/upload_file/a/b", headers={"Content-Length": told}).status_code == 411


def test_one_file_as_large_as_the_settings_allow_may_always_come() -> None:
    client = uploading(Held(0, 0), largest=2 * HELD_AT_MOST)

    request = client.build_request(
        "PUT", "/_stcore/upload_file/a/b", headers={"Content-Length": str(2 * HELD_AT_MOST)}, content=b""
    )

    assert client.send(request).status_code == 200


def test_uploads_on_their_way_count_as_held() -> None:
    arriving: list[int] = []

    async def slow(scope: object, receive: object, send: object) -> None:
        arriving.append(limits._too_much(HELD_AT_MOST // 2 + 1) is not None)

    limits = UploadLimits(slow, HELD_AT_MOST // 2, lambda: Held(0, 0))
    with pytest.raises(AssertionError, match=r".*"):
        TestClient(limits).put(
            "/_stcore/upload_file/a/b", headers={"Content-Length": str(HELD_AT_MOST // 2)}, content=b""
        )

    assert arriving == [True]


@pytest.mark.parametrize("name", SAFE_OPTIONS)
def test_the_app_does_not_start_with_a_door_open(name: str) -> None:
    refuse_open_doors(SAFE_OPTIONS.get)

    with pytest.raises(CoachError, match=f"The app does not start with {name} = False"):
        refuse_open_doors(lambda asked: False if asked == name else SAFE_OPTIONS[asked])
