"""The app of a team, served with a login's provider of our own, and what its people have recorded."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app_in_browser import free_port, served
from fake_provider import Provider, provider
from kept_values import a_result

from coach.access import Actor, Role
from coach.edges.kept_people import People
from coach.edges.store import Store
from coach.models import Facts
from coach.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]


class Team:
    """A team that is served: `people` by name, and `address`."""

    def __init__(self, folder: Path, address: str, known: Provider) -> None:
        self.folder, self.address, self.provider = folder, address, known
        self.store = Store(f"sqlite:///{folder / 'coach.db'}", folder)
        self.people: dict[str, Actor] = {}

    def add(self, name: str, role: Role, team: str) -> Actor:
        known = People(self.store.database)
        self.people[name] = known.add(f"{name}@firm.example", role, team, name.capitalize())
        return self.people[name]

    def recording(self, name: str, words: str, number: int = 0) -> str:
        """A scored recording of this person's, in which these words are said."""
        mine = self.store.as_actor(self.people[name])
        sound = samples()[0].audio.read_bytes() + f"{name} {number}".encode()
        recording = mine.keep_audio(BytesIO(sound), f"{words}.ogg", 1 << 24)
        mine.save_result(a_result(recording, f"Hi, this is {name} with Hale and Wren, {words}."), Facts(lead=words))
        return recording


@contextmanager
def served_team(
    folder: Path, *names: str, more: Mapping[str, str] | None = None, listens: bool = False
) -> Iterator[Team]:
    """The app for a team that these people can log in to; the caller says who of them has access.

    `more` is set in its environment. The real worker `listens`, or one that hears nothing stands in its place.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with provider(*names) as known, contextlib.ExitStack() as stack:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        secrets = folder / "secrets.toml"
        secrets.touch(0o600)
        secrets.write_text(known.secrets(address), encoding="utf-8")
        own = {"COACH_TEAM": "1", "COACH_LOGIN_FILE": str(secrets)} | dict(more or {})
        team = Team(folder, address, known)
        stack.callback(team.store.close)
        if not listens:
            environment = os.environ | own | {"COACH_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
            command, quiet = [sys.executable, "tests/saved_worker.py"], subprocess.DEVNULL
            worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
            stack.callback(lambda: (worker.terminate(), worker.wait(15)))
        stack.enter_context(served(folder, port, own))
        yield team


def log_in(page: Page, team: Team, name: str) -> None:
    """Logs in as this person, in the browser."""
    page.goto(team.address)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name=name, exact=True).click()
