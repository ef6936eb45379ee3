"""Measures the app as somebody meets it, with the goals beside: `make bench-app`. Needs Chromium, no network.

A call of 30 minutes is made of the samples, listened to by the real worker while pages are used, and opened.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
from app_in_browser import ROOT, free_port, settled
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright
from two_voices import FACTS, a_call_result

from coach.edges.audio import open_audio
from coach.edges.jobs import Jobs, Options, State
from coach.edges.playback import prepare
from coach.edges.store import Store
from coach.models import Kind, Result, Utterance
from coach.samples import samples

MINUTES = 30
RATE = 16_000
PAGES = ("/", "/calls", "/practice", "/follow-ups", "/coaching", "/script", "/rubrics", "/settings", "/help")
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
FIND_AUDIO = "() => [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('audio')).find((a) => a)"


TYPED = "Hi Marcus, this is Dana Reyes from Harper Law about the rear-end collision on Fifth Street. Call me please."
AGAIN = "Sorry I missed you again. "
TIMED = """() => {
  const find = (node) => {
    for (const inner of node.querySelectorAll('*')) {
      const found = inner.classList.contains('draft') ? inner : inner.shadowRoot && find(inner.shadowRoot);
      if (found) return found;
    }
  };
  const draft = find(document);
  let last = 0;
  window.waited = [];
  draft.querySelector('textarea').addEventListener('input', () => (last = performance.now()));
  new MutationObserver(() => {
    if (last) window.waited.push((performance.now() - last) / 1000);
    last = 0;
  }).observe(draft.querySelector('.summary'), {childList: true, characterData: true, subtree: true});
}"""
"""Notes how long after the last key the result of the live checker changes."""


class Figure(NamedTuple):
    """One line of what is printed; `goal` in the same unit, as the most that it may be."""

    what: str
    value: float
    goal: float
    unit: str = "s"

    def __str__(self) -> str:
        held = "holds" if self.value <= self.goal else "MISSED"
        return f"{self.what:<64} {self.value:>7.2f} {self.unit:<3} goal {self.goal:>6.1f} {self.unit:<3} {held}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        store = Store(f"sqlite:///{data / 'coach.db'}", data)
        call, sound = long_call(store, data)
        with app(data) as (address, process), sync_playwright() as started:
            chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
            page.set_default_timeout(60_000)
            for figure in measured(page, store, call, sound, process):
                print(figure, flush=True)
            print(f"{os.cpu_count()} cores, of which this machine wanted {os.getloadavg()[0]:.1f} in the last minute")
            browser.close()
        store.close()


def measured(page: Page, store: Store, call: str, sound: Path, process: psutil.Process) -> Iterator[Figure]:
    for path in PAGES:  # what is loaded once is loaded now: a first visit is another figure
        heading(page, path)
    took = {path: [heading(page, path) for _ in range(3)] for path in PAGES}
    yield Figure("first paint, warm (median of 3)", statistics.median(paint for paint, _ in took["/"]), 1.2)
    slowest = max(PAGES, key=lambda path: statistics.median(there for _, there in took[path]))
    yield Figure(
        f"heading of any page, warm (the slowest: {slowest})",
        statistics.median(there for _, there in took[slowest]),
        1.5,
    )
    yield Figure("server memory without a model", process.memory_info().rss / 1e6, 400, "MB")
    opened = [transcript(page, call) for _ in range(3)]
    yield Figure(f"transcript of a {MINUTES}-minute call (median of 3)", statistics.median(opened), 4.0)
    heard = [quote(page, n) for n in (1, 4, 2)]
    yield Figure("quote to sound (the slowest of 3)", max(heard), 0.5)
    yield Figure("swap of who is the rep to the new score (median of 4)", statistics.median(swaps(page)), 1.0)
    yield Figure("live checker, last key to result (median)", statistics.median(typing(page)), 0.6)
    busy = while_listening(page, store, sound)
    nearly_all = float(np.percentile(busy, 95))
    yield Figure(f"a page while a recording is listened to (95th percentile of {len(busy)})", nearly_all, 2.0)
    yield Figure("server memory after that", process.memory_info().rss / 1e6, 400, "MB")


def heading(page: Page, path: str) -> tuple[float, float]:
    """Seconds until something is painted, and until the heading is there."""
    began = time.monotonic()
    page.goto(path, wait_until="commit")
    page.locator("h1").first.wait_for()
    there = time.monotonic() - began
    return page.evaluate(PAINTED) / 1000, there


def transcript(page: Page, call: str) -> float:
    began = time.monotonic()
    page.goto(f"/?recording={call}", wait_until="commit")
    page.locator(".lines .word").first.wait_for()
    return time.monotonic() - began


def quote(page: Page, nth: int) -> float:
    """Seconds from the click on a quote until its sound moves on."""
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.readyState >= 1")
    link = page.locator('a[href*="#t="]').nth(nth)
    wanted = float((link.get_attribute("href") or "").split("#t=")[1])
    link.scroll_into_view_if_needed()
    began = time.monotonic()
    link.click()
    page.wait_for_function(f"() => {{ const a = ({FIND_AUDIO})(); return !a.paused && a.currentTime > {wanted}; }}")
    took = time.monotonic() - began
    page.evaluate(f"({FIND_AUDIO})().pause()")
    return took


def swaps(page: Page) -> list[float]:
    """Seconds from each click on "Swap" until the page says what came of it."""
    took = []
    for _ in range(4):
        score = page.get_by_test_id("stMetricValue").first.inner_text().split()[0]
        began = time.monotonic()
        page.get_by_role("button", name="Swap").click()
        page.get_by_test_id("stAlert").get_by_text(f"Score {score} → ").wait_for()
        took.append(time.monotonic() - began)
        settled(page)
    return took


def typing(page: Page) -> list[float]:
    """Seconds from the last key to the new result, each time that some words are typed and taken back."""
    page.goto("/practice")
    settled(page)
    words = page.get_by_label("in your words")
    words.fill(TYPED)
    page.get_by_text("points of our rubric").wait_for()
    page.evaluate(TIMED)
    for _ in range(5):
        words.evaluate("(field) => field.setSelectionRange(0, 0)")
        page.keyboard.type(AGAIN, delay=5)
        page.wait_for_timeout(1500)
        for _ in AGAIN:
            page.keyboard.press("Backspace")
        page.wait_for_timeout(1500)
    return list(page.evaluate("window.waited"))


def while_listening(page: Page, store: Store, sound: Path) -> list[float]:
    """How long pages take while the app's own worker listens with the real model."""
    recording = store.keep_audio(sound, "to listen to.wav", 1 << 30)
    job = Jobs(store).submit(recording, Options(kind=Kind.CALL))
    page.goto(f"/?job={job}")
    until = time.monotonic() + 120
    while (now := Jobs(store).job(job)) and now.state is not State.WORKING and time.monotonic() < until:
        time.sleep(0.2)
    took: list[float] = []
    while (now := Jobs(store).job(job)) and now.state is State.WORKING and len(took) < 5 * len(PAGES):
        took.append(heading(page, PAGES[len(took) % len(PAGES)])[1])
    Jobs(store).cancel(job)
    return took


def long_call(store: Store, folder: Path) -> tuple[str, Path]:
    """A call of 30 minutes: two voices in text, and the sound of a sample over and over."""
    with open_audio(samples()[-1].audio) as audio:
        once = np.concatenate([window.samples.mean(axis=0) for window in audio.windows()])
    said = np.clip(once * 32767, -32768, 32767).astype(np.int16)
    sound, listened = (wave_file(folder, said, minutes) for minutes in (MINUTES, 10))
    recording = store.keep_audio(sound, "call.wav", 1 << 30)
    prepare(store.audio_path(recording), "call.wav")
    store.save_result(over_and_over(a_call_result(recording)), FACTS)
    return recording, listened


def wave_file(folder: Path, said: NDArray[np.int16], minutes: int) -> Path:
    path = folder / f"{minutes} minutes.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.resize(said, minutes * 60 * RATE).tobytes())
    return path


def over_and_over(result: Result) -> Result:
    """The same talk again and again until half an hour is full. The verdicts are of the first time."""
    said = result.transcript.utterances
    length = max(utterance.end for utterance in said) + 1.0
    times = int(MINUTES * 60 / length)
    every = tuple(_later(utterance, n * length) for n in range(times) for utterance in said)
    whole = result.transcript.model_copy(update={"utterances": every})
    seconds = {"duration_s": MINUTES * 60.0, "decoded_s": MINUTES * 60.0}
    return result.model_copy(update={"transcript": whole, "recording": result.recording.model_copy(update=seconds)})


def _later(utterance: Utterance, by: float) -> Utterance:
    words = tuple(w.model_copy(update={"start": w.start + by, "end": w.end + by}) for w in utterance.words)
    return utterance.model_copy(update={"words": words})


@contextmanager
def app(data: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The app with a data folder of its own, as `coach run` starts it."""
    port = free_port()
    environment = os.environ | {"COACH_DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                if urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).read() == b"ok":
                    break
            except OSError:
                time.sleep(0.1)
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(15)


if __name__ == "__main__":
    main()
