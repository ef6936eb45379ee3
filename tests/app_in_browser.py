"""The app and one Chromium, started once for all tests that need them; `conftest` makes them known."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
PATIENCE_MS = 60_000
"""How long a page may take: these tests say what is on it, and a busy machine is slow."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@contextmanager
def served(data_folder: Path) -> Iterator[str]:
    """The app on a data folder of its own; it starts the real worker unless another one holds that place."""
    port = free_port()
    environment = os.environ | {"COACH_DATA_DIR": str(data_folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    app = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE_MS / 1000
    try:
        while time.monotonic() < until:
            try:
                if urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).read() == b"ok":
                    break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        app.terminate()
        app.wait(15)


@pytest.fixture(scope="session")
def address(data_folder: Path) -> Iterator[str]:
    """The app and the worker that hears nothing."""
    environment = os.environ | {"COACH_DATA_DIR": str(data_folder), "PYTHONPATH": str(ROOT)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    worker = subprocess.Popen([sys.executable, "tests/saved_worker.py"], cwd=ROOT, env=environment, **quiet)
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (data_folder / "worker.lock").exists() and time.monotonic() < until:
        time.sleep(0.1)  # the app starts a worker of its own where it finds none
    try:
        with served(data_folder) as found:
            yield found
    finally:
        worker.terminate()
        worker.wait(15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: two cannot be driven from one process."""
    sync = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    fake_microphone = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    sync.expect.set_options(timeout=PATIENCE_MS)
    with sync.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", *fake_microphone])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["microphone"], base_url=address)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def settled(page: Page) -> None:
    """Waits until the script has run."""
    from playwright.sync_api import expect

    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE_MS)
