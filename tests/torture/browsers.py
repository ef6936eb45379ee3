"""G11: many browsers at once, each logged in as somebody else, while recordings are listened to: no mix-up."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from app_in_browser import ROOT
from team_app import Team, served_team

from coach.access import Role
from coach.edges.jobs import Jobs, Options
from coach.samples import samples
from torture.harness import Figure, Measured

NAMES = ("amber", "basil", "cedar", "denim", "ebony", "fern", "ginger", "hazel", "ivory", "jade", "khaki", "lilac")
PAGES = ("Calls", "Practice", "Follow-ups", "Review", "Account")
SLOWEST_P95_S = 2.0
READS_S = (4.0, 12.0)
"""How long somebody looks at a page in a whole run. Browsers that click without a pause measure their own drawing: all
of them and the server share the processors of one machine."""
WHOLE_S = 300
T = TypeVar("T")
UNFILTERED = "from coach.edges.store import Store\nStore.as_actor = lambda self, _actor: self\n"
"""What Python runs at the start of the twin's app: everybody gets the store as a whole."""


def needs() -> str:
    if find_spec("playwright") is None or find_spec("authlib") is None:
        return "playwright and Authlib are not installed"
    return "" if shutil.which("chromium") else "Chromium is not installed"


def visits(size: int, seed: int) -> Measured:
    """`size` seconds of clicking: twelve browsers in a whole run, which also tells how long a page takes."""
    return _visits(size, seed, {})


def unfiltered(size: int, seed: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(UNFILTERED, encoding="utf-8")
        return _visits(size, seed, {"PYTHONPATH": f"{folder}:{ROOT}"})


def _visits(size: int, seed: int, more: dict[str, str]) -> Measured:
    is_whole = size >= WHOLE_S
    names = NAMES if is_whole else NAMES[:3] if not more else NAMES[:2]
    with _firm(names, more, is_whole) as team:
        pages, bad, took = _apart(_clicked(team, names, size, seed, READS_S if is_whole else (0.0, 0.0)))
    took.sort()
    p95 = took[int(len(took) * 0.95)] if took else 0.0
    if is_whole and p95 > SLOWEST_P95_S:
        bad.append(f"a page took {p95:.1f} s or more, one time in twenty")
    return Measured(pages, tuple(bad), {"browsers": len(names), "p95 of a page": f"{p95:.2f} s"})


def canary(name: str) -> str:
    return f"canary-{name}-51b"


@contextmanager
def _firm(names: tuple[str, ...], more: dict[str, str], listens: bool) -> Iterator[Team]:
    with (
        tempfile.TemporaryDirectory() as folder,
        served_team(Path(folder) / "data", *names, more=more, listens=listens) as team,
    ):
        for name in names:
            team.add(name, Role.REP, "east")
            team.recording(name, canary(name))
            mine = team.store.as_actor(team.people[name])
            for number in range(8 if listens else 1):  # enough to listen to for as long as it takes
                sound = samples()[-1].audio.read_bytes() + f"{name} {number} waits".encode()
                waiting = mine.keep_audio(BytesIO(sound), f"{canary(name)} {number}.ogg", 1 << 24)
                Jobs(mine).submit(waiting, Options(lead=canary(name), caller=name))
        yield team


def _apart(work: Coroutine[Any, Any, T]) -> T:
    """Does it in a thread of its own: this one may drive a browser already, which holds on to it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _clicked(
    team: Team, names: tuple[str, ...], seconds: int, seed: int, reads_s: tuple[float, float]
) -> tuple[int, list[str], list[float]]:
    from playwright.async_api import async_playwright

    bad: list[str] = []
    took: list[float] = []
    async with async_playwright() as started:
        browser = await started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visitors = [_Visitor(team, browser, name, names, bad, took, random.Random(f"{seed} {name}")) for name in names]
        await asyncio.gather(*(one.comes_in() for one in visitors))
        until = time.monotonic() + seconds
        await asyncio.gather(*(one.clicks(until, reads_s) for one in visitors))
        await browser.close()
    return len(took), bad, took


class _Visitor:
    """One person in a browser of their own. Whatever the server sends is looked through, drawn or not."""

    def __init__(
        self, team: Team, browser: Any, name: str, names: tuple[str, ...], bad: list[str], took: list[float],
        chosen: random.Random,
    ) -> None:  # fmt: skip
        self._team, self._browser, self._name = team, browser, name
        self._others = [canary(other).encode() for other in names if other != name]
        self._bad, self._took, self._chosen = bad, took, chosen
        self._sees_own = False

    async def comes_in(self) -> None:
        context = await self._browser.new_context(base_url=self._team.address)
        context.set_default_timeout(60_000)
        self._page = page = await context.new_page()
        page.on("websocket", lambda socket: socket.on("framereceived", self._look_through))
        await page.goto("/")
        await page.get_by_role("button", name="Log in").click()
        await page.get_by_role("link", name=self._name, exact=True).click()
        await page.get_by_role("heading", name="Review a recording").wait_for()

    async def clicks(self, until: float, reads_s: tuple[float, float]) -> None:
        titles = {"Review": "Review a recording", "Account": "Your account"}
        here = "Review"
        while time.monotonic() < until:
            there = self._chosen.choice([one for one in PAGES if one != here]) if self._sees_own else "Calls"
            began = time.monotonic()
            await self._page.get_by_role("link", name=there, exact=True).click()
            heading = self._page.get_by_role("heading", name=titles.get(there, there), exact=True)
            await heading.first.wait_for()
            await self._page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
            self._took.append(time.monotonic() - began)
            here = there
            await asyncio.sleep(self._chosen.uniform(*reads_s))
        if not self._sees_own:
            self._bad.append(f"{self._name} does not see the own recording")

    def _look_through(self, frame: bytes | str) -> None:
        sent = frame if isinstance(frame, bytes) else frame.encode()
        self._sees_own = self._sees_own or canary(self._name).encode() in sent
        self._bad += [f"{self._name} was sent {other.decode()}" for other in self._others if other in sent]


FIGURES = [
    Figure(
        id="G11",
        promise="12 browsers for 5 minutes, each on another page every 4 to 12 s, while recordings are listened to: "
        "nobody is sent a word of another's",
        goal="0 mix-ups, p95 of a page <= 2 s",
        full=WHOLE_S,
        slice=3,
        measure=visits,
        twin=unfiltered,
        twin_size=1,
        needs=needs,
        in_browser=True,
    )
]
