"""The app and one Chromium, started once for all tests that need them; `conftest` makes them known."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
PATIENCE_MS = 60_000
"""How long a page may take: these tests say what is on it, and a busy machine is slow."""

FIND_AUDIO = """() => {
  const find = (node) => {
    const here = node.querySelector('audio');
    if (here) return here;
    for (const inner of node.querySelectorAll('*')) {
      const found = inner.shadowRoot && find(inner.shadowRoot);
      if (found) return found;
    }
  };
  return find(document);
}"""
ILLEGIBLE = """() => {
  const brush = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const color = (css) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = css;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const above = (node) => node.parentElement || node.getRootNode().host;
  const chain = (node) => (node ? [...chain(above(node)), node] : []);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const found = [];
  const look = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) look(node.shadowRoot);
      const text = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join('').trim();
      if (!text || !node.getClientRects().length) continue;
      const styles = chain(node).map((n) => getComputedStyle(n));
      const below = styles.reduce((rgb, style) => over(color(style.backgroundColor), rgb), [255, 255, 255]);
      const ink = color(styles.at(-1).color);
      ink[3] *= styles.reduce((all, style) => all * style.opacity, 1);
      const [a, b] = [light(over(ink, below)), light(below)];
      const contrast = Math.max(a, b) / Math.min(a, b);
      if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${text.slice(0, 40)}`);
    }
  };
  look(document);
  return found;
}"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@contextmanager
def served(data_folder: Path, port: int | None = None, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """The app on a data folder of its own; it starts the real worker unless another one holds that place.

    `more` is set in its environment.
    """
    port = port or free_port()
    environment = os.environ | {"COACH_DATA_DIR": str(data_folder), "PYTHONPATH": str(ROOT)} | dict(more or {})
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


def finished(page: Page) -> None:
    page.get_by_text("This went well").wait_for()
    settled(page)
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.readyState >= 1")


def opened(page: Page, url: str) -> None:
    page.goto(url)
    finished(page)


def playing_at(page: Page) -> float:
    return float(page.evaluate(f"({FIND_AUDIO})().currentTime"))


@pytest.fixture
def call(address: str, data_folder: Path, request: pytest.FixtureRequest) -> str:
    """The address of a call by two voices that was listened to, one for each test."""
    from two_voices import FACTS, a_call_result

    from coach.edges.playback import prepare
    from coach.edges.store import Store
    from coach.samples import samples

    store = Store(f"sqlite:///{data_folder / 'coach.db'}", data_folder)
    sound = samples()[4].audio.read_bytes() + request.node.name.encode()
    recording = store.keep_audio(io.BytesIO(sound), "call.ogg", 1 << 24)
    prepare(store.audio_path(recording), "call.ogg")
    store.save_result(a_call_result(recording), FACTS)
    store.close()
    return f"{address}/?recording={recording}"
