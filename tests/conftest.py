"""No test reaches the network, needs a key, or touches the user's own data."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from app_in_browser import address, browser, call, data_folder, page  # noqa: F401  (fixtures)

ROOT = Path(__file__).parents[1]
LONG = (
    "test_app_in_browser",
    "test_pages_in_browser",
    "test_wheel",
    "test_jobs",
    "test_torture_others",
    "test_torture_work",
    "test_torture_recordings",
    "test_awkward_calls",
    "test_channels",
    "test_coaching_in_browser",
    "test_team_in_browser",
    "test_transcribe",
    "test_cli",
    "test_voice_samples",
    "test_backups",
    "test_coaching_views",
    "test_correcting_view",
    "test_draft_views",
    "test_views",
    "test_practice_in_browser",
    "test_pipeline",
    "test_batch",
    "test_decoder_child",
    "test_speakers",
    "test_follow_up_views",
    "test_review_in_browser",
    "test_store",
    "test_session_views",
    "test_settings_page",
    "test_kept_corrections",
)
"""Files that take longest, in that order: begun first, so that no process is left with a long one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONG)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled cases and recordings beside the repository; tests that want it skip without."""
    folder = Path(os.environ.get("COACH_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the folder of labelled cases and recordings is not beside this repository")
    return folder


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path / "data"))
    for name in ("OPENAI_API_KEY", "COACH_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("COACH_LLM")]:
        monkeypatch.delenv(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, own_data_folder: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of an own database with our tables in it. A test that uses this runs on either engine.

    On SQLite it is in `tmp_path`; on PostgreSQL it is what the settings name too.
    """
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'coach.db'}"
        return
    if why := postgres.missing():
        pytest.skip(why)
    url = postgres.prepared_database()
    monkeypatch.setenv("COACH_DATABASE_URL", url)
    yield url
    postgres.drop(url)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be talked to; anything else fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, where: object) -> None:
        host = where[0] if isinstance(where, tuple) else "unix"
        if host not in ("127.0.0.1", "::1", "localhost", "unix"):
            raise AssertionError(f"a test tried to reach {where!r}")
        connect(self, where)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
