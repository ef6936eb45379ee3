"""Seeds a store with hostile words and visits the pages with them in Chromium: `python -m torture.visiting`.

A program of its own, because Chromium can be driven only once in a process. Reads on its input what to visit, as JSON,
and writes what acted, a line each, and where nothing of a text was to be seen, as JSON.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from app_in_browser import ROOT, free_port, served
from playwright.sync_api import TimeoutError, sync_playwright

from torture.payloads import HOST

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from coach.edges.store import Store

PATIENCE_MS = 180_000
FAR_AWAY = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
WATCH = """
window.coachBlocked = [];
document.addEventListener('securitypolicyviolation', (event) => {
  const what = `${event.effectiveDirective} ${event.blockedURI}`;
  const isOfStreamlit = what === 'script-src-elem inline' && !event.sourceFile.endsWith('.js'); // in its index.html
  if (what.includes('HOST') || (/ (inline|eval)$/.test(what) && !isOfStreamlit)) window.coachBlocked.push(what);
});
""".replace("HOST", HOST)
LOOK = """(own) => {
  const found = [...(window.coachBlocked || [])].map((what) => `blocked only by the policy: ${what}`);
  if (window.coachCanary !== undefined) found.push(`ran: ${window.coachCanary}`);
  const alive = (url) => {
    try {
      const parsed = new URL(url, location.href);
      if (['javascript:', 'vbscript:', 'ftp:', 'mailto:'].includes(parsed.protocol)) return true;
      const inside = ['blob:', 'data:', 'about:'].includes(parsed.protocol);
      return !inside && parsed.origin !== own && parsed.origin !== 'null';
    } catch { return false; }
  };
  const look = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) look(node.shadowRoot);
      const name = node.localName;
      for (const attribute of node.attributes) {
        const what = attribute.name.toLowerCase();
        if (/^on/.test(what)) found.push(`<${name} ${what}>`);
        const loads = ['href', 'src', 'xlink:href', 'action', 'formaction', 'poster', 'data', 'srcset', 'ping'];
        if (loads.includes(what) && alive(attribute.value)) found.push(`<${name} ${what}=${attribute.value}>`);
        if (what === 'style' && attribute.value.includes('HOST')) found.push(`<${name} style>`);
      }
      if (['iframe', 'object', 'embed', 'base', 'marquee', 'math', 'frame'].includes(name)) found.push(`<${name}>`);
      if (name === 'form' && node.hasAttribute('action')) found.push('<form action>');
      if (name === 'meta' && /refresh/i.test(node.httpEquiv)) found.push('<meta refresh>');
      const root = document.querySelector('#root');
      if (name === 'script' && (!root || root.contains(node))) found.push(`<script>${node.textContent.slice(0, 40)}`);
      if (name === 'a' && /^data:/i.test(node.getAttribute('href') || '')) found.push(`<a ${node.href}>`);
      if (name === 'img' && node.closest('[data-testid=stMarkdownContainer]')) found.push(`<img ${node.src}>`);
      if (node.classList?.contains('katex')) found.push('a formula is drawn');
    }
  };
  look(document);
  return found;
}""".replace("HOST", HOST)
SHOWN = """(needle) => {
  const within = (root) => root.innerHTML.includes(needle)
    || [...root.querySelectorAll('input, textarea')].some((field) => field.value.includes(needle))
    || [...root.querySelectorAll('*')].some((node) => node.shadowRoot && within(node.shadowRoot));
  return within(document.documentElement);
}"""
"""Whether these characters are anywhere on the page."""
SHOWN_WITHIN_MS = 500
"""After the script has run: the pages draw behind it."""


@dataclass
class Seeded:
    """What an address needs to know of one hostile text that is everywhere."""

    recording: str
    lead: str
    session: str
    job: str


def a_sound(number: int) -> io.BytesIO:
    """A second of silence that no other number has."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(number.to_bytes(4, "little") + bytes(32000))
    sound.seek(0)
    return sound


def seeded(store: Store, number: int, text: str) -> Seeded:
    """A recording, its lead, scores, comments, a session and a failed job, all with this text in all their words."""
    from coach.coaching import Comment, Dispute, Settlement, Visibility
    from coach.edges.jobs import Options, State
    from coach.edges.kept_leads import Leads
    from coach.edges.kept_reviews import Reviews
    from coach.edges.kept_sessions import Sessions
    from coach.leads import Channel, Outcome, Touch
    from coach.models import Facts, Verdict
    from coach.pursuit import LeadDetails
    from coach.reviews import ReviewDraft, submitted
    from coach.rubric import load_rubric, packaged_rubrics
    from coach.sessions import Clip, Details
    from torture.exports import a_card

    text = "".join(sign for sign in text if not 0xD800 <= ord(sign) < 0xE000)  # a value cannot hold half a letter
    line, name, now = text[:120], text[:80], dt.datetime.now(dt.UTC)
    recording = store.keep_audio(a_sound(number), text, 1 << 24)
    made = a_card(text).result
    made = made.model_copy(update={"recording": made.recording.model_copy(update={"id": recording})})
    facts = Facts(lead=line, company=line, caller=line, firm=line, about=text)
    store.save_result(made, facts)
    lead = Leads(store).add(LeadDetails(name=line, company=line, about=text, timezone="UTC", came_in=now))
    for outcome in (Outcome.REPLIED, Outcome.NO_ANSWER):
        channel = Channel.SMS if outcome is Outcome.REPLIED else Channel.CALL
        with contextlib.suppress(ValueError):
            Leads(store).log(lead, Touch(at=now, channel=channel, outcome=outcome, text=text, reply=text))
    reviews = Reviews(store)
    card = made.scorecard
    assert card
    draft = ReviewDraft().judge("name", Verdict.PARTIAL).because("name", text)
    with contextlib.suppress(Exception):  # a scoring that is not whole is left a draft
        rubric = load_rubric(packaged_rubrics()["voicemail"])
        scored = submitted(draft.reveal(), card, rubric, name, now)
        reviews.submit(recording, reviews.of(recording).scorecard, scored)
    reviews.save_draft(recording, "Kim", draft)
    reviews.comment(recording, Comment(at=0.5, text=text, author=name, visibility=Visibility.TEAM, written_at=now))
    for say in (
        lambda: reviews.dispute(
            recording, Dispute(criterion="name", verdict=Verdict.MISSED, reason=text, author=name, at=now)
        ),
        lambda: reviews.settle(
            recording, Settlement(criterion="name", verdict=Verdict.MET, reason=text, author=name, at=now)
        ),
    ):
        say()
    sessions = Sessions(store)
    session = sessions.add(Details(name=name), name)
    clip = sessions.put_on(session, Clip(recording=recording, start=0, end=3, criterion="name"), name, text)
    sessions.decide(session, clip, text, name)
    values = {"recording_id": recording, "options": Options().model_dump_json(), "created_at": now}
    job = f"{number:032x}"
    with store.database.write() as connection:
        failed = store.database.jobs.insert().values(
            id=job, state=State.FAILED, lease_until=FAR_AWAY, error=text, hint=text, **values
        )
        connection.execute(failed)
    return Seeded(recording, lead, session, job)


PLACES = {
    "review": "/?recording={0.recording}&t=0.5",
    "compare": "/?recording={0.recording}&with={1.recording}",
    "working": "/?job={0.job}&job={1.job}",
    "calls": "/calls",
    "calls, searched": "/calls?q={2}",
    "follow-ups": "/follow-ups",
    "lead": "/follow-ups?lead={0.lead}",
    "practice": "/practice?lead={0.lead}",
    "coaching": "/coaching",
    "desk": "/coaching?recording={0.recording}",
    "session": "/coaching?session={0.session}",
    "clip": "/coaching?session={0.session}&clip=1",
    "end of session": "/coaching?session={0.session}&clip=end",
    "script": "/script",
    "rubric": "/rubrics?rubric=voicemail",
    "rubric editor": "/rubrics?rubric=voicemail&edit=1",
    "settings": "/settings",
    "start": "/",
    "help": "/help?{2}",
    "printed scorecard": "file",
    "printed note": "file",
    "printed session": "file",
}
"""Where words are shown, with the address: of what was seeded, of what was seeded before it, and the text itself."""
TABS = {"lead": ("Plan", "Log", "About them"), "settings": ("Your data",), "coaching": ("Sessions", "Agreement")}


class Seen(NamedTuple):
    """What visits showed."""

    acted: list[str]
    unseen: Counter[str]
    """Visits of a place on which nothing of the text was on the page."""


class Visitor:
    """Goes to pages, and notes what acted."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin, self.found, self.unseen = origin, list[str](), Counter[str]()
        self.context = context
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(WATCH)
        context.route("**/*", self._route)
        context.on("page", lambda page: page is not self.page and self.found.append(f"opened {page.url}"))
        self.page: Page | None = None
        self.page = context.new_page()
        self.page.on("dialog", self._dialog)

    def _route(self, route: Any) -> None:
        url = route.request.url
        if url.startswith((self.origin, "blob:", "data:", "file:")):
            route.continue_()
        else:
            self.found.append(f"asked for {url}")
            route.abort()

    def _dialog(self, dialog: Any) -> None:
        self.found.append(f"said {dialog.message}")
        dialog.dismiss()

    def visit(self, url: str, place: str, text: str, patience_ms: int = SHOWN_WITHIN_MS) -> list[str]:
        """What acted on this page. Waits so long until something of the text is seen, and counts those it was not."""
        page, self.found = self.page, []
        assert page
        page.goto(url)
        if not url.startswith("file:"):
            self._settled()
            if place.startswith(("coaching", "desk")) and page.get_by_role("button", name="Start", exact=True).count():
                page.get_by_label("Your name").fill(text[:80])
                page.get_by_role("button", name="Start", exact=True).click()
                with contextlib.suppress(
                    Exception
                ):  # a name of nothing that is seen is refused, and one is asked again
                    page.get_by_role("button", name="Start", exact=True).wait_for(state="detached", timeout=5000)
                self._settled()
            if place == "script":
                page.get_by_label("What they asked about").fill(text)
                page.get_by_role("button", name="Write the script").click()
                self._settled()
            if place == "practice":
                page.get_by_label("in your words").fill(text)
                page.wait_for_timeout(500)
                self._settled()
            for tab in TABS.get(place, ()):
                page.get_by_role("tab", name=tab, exact=True).click()
                self._settled()
                self._look(url)
        if not self._is_shown(text, patience_ms):
            self.unseen[place] += 1
        self._look(url)
        return self.found

    def _is_shown(self, text: str, patience_ms: int) -> bool:
        page = self.page
        assert page
        needle = max(re.findall(r"[\w.=/]+", text[:70]), key=len, default="")
        try:
            page.wait_for_function(SHOWN, arg=needle, timeout=patience_ms)
        except TimeoutError:
            return False
        return True

    def _settled(self) -> None:
        page = self.page
        assert page
        state = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        page.wait_for_function(f"() => {state} && document.querySelector('h1')")
        page.wait_for_timeout(60)

    def _look(self, url: str) -> None:
        page = self.page
        assert page
        for frame in page.frames:
            self.found += frame.evaluate(LOOK, self.origin)
        if page.url.split("?")[0] != url.split("?")[0]:
            self.found.append(f"went to {page.url}")
        if page.get_by_text("Something went wrong on this page").count():
            self.found.append("the page failed")


@contextlib.contextmanager
def chromium(origin: str) -> Iterator[Visitor]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield Visitor(browser.new_context(locale="en-US"), origin)
        browser.close()


def _file(folder: Path, place: str, text: str) -> str:
    from coach.presentation.drafts import note_html
    from coach.presentation.exports import to_html
    from coach.presentation.printed import printed_session
    from coach.presentation.sessions import ClipTold
    from coach.sessions import Details, Session
    from torture.exports import NOW, a_card

    text = text.encode("utf-8", "replace").decode()
    if place == "printed note":
        written = note_html(text)
    elif place == "printed scorecard":
        written = to_html([a_card(text)]).decode()
    else:
        told = {name: text for name, field in ClipTold.model_fields.items() if field.annotation is str}
        clip = ClipTold.model_construct(**{"number": 1, "lines": (), "question": text, "decided": text, **told})
        session = Session.model_construct(details=Details.model_construct(name=text), touched_at=NOW, agenda=())
        written = printed_session(session, [clip], "UTC")
    path = folder / "page.html"
    path.write_text(written, encoding="utf-8")
    return path.as_uri()


def _with_rubric(text: str) -> None:
    """A version of the rubric of the team's own with this text in it."""
    import yaml

    from coach import rubrics_in_use

    text = "".join(sign for sign in text if sign.isprintable() or sign == " ")[:100]
    kept, used = rubrics_in_use.kept_rubrics(), rubrics_in_use.rubric_in_use("voicemail")
    body = yaml.safe_load(rubrics_in_use.path_in_use("voicemail").read_text(encoding="utf-8"))
    body["title"] = f"T {text}"
    for number, criterion in enumerate(body["criteria"]):
        criterion["title"], criterion["tip"] = f"{number} {text}", text
        criterion["source"]["point"] = text
    shipped = rubrics_in_use.shipped_rubric("voicemail").version

    def written(number: int) -> str:
        return yaml.safe_dump(body | {"version": number}, allow_unicode=True)

    kept.save("voicemail", shipped, written, lambda: rubrics_in_use.rubric_in_use("voicemail").digest == used.digest)


def visits(asked: list[tuple[str, int, str]]) -> Seen:
    """For visits of (place, number of the text, text)."""
    from coach.edges.store import Store
    from coach.settings import keep, load_settings

    acted: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        os.environ["COACH_DATA_DIR"] = str(data)
        store = Store(f"sqlite:///{data / 'coach.db'}", data)
        known = {-1: seeded(store, 10_000, "harmless")}
        with _worker(data), served(data) as origin, chromium(origin) as visitor:
            for place, number, text in asked:
                if number not in known:
                    known[number] = seeded(store, number, text)
                if PLACES[place] == "file":
                    url = _file(Path(folder), place, text)
                else:
                    url = origin + PLACES[place].format(
                        known[number], known[-1], quote(text.encode("utf-8", "replace"))
                    )
                if place in ("settings", "script", "start"):
                    line = "".join(sign for sign in text if sign.isprintable())[:100]
                    keep(load_settings(), {"caller": line or None, "firm": line or None, "call_back": None})
                if place.startswith("rubric"):
                    _with_rubric(text)
                acted += [f"{place}: {text[:60]!r}: {what}" for what in dict.fromkeys(visitor.visit(url, place, text))]
        store.close()
    return Seen(acted, visitor.unseen)


@contextlib.contextmanager
def _worker(data: Path) -> Iterator[None]:
    """The worker that hears nothing: the app starts a real one where there is none."""
    environment = os.environ | {"COACH_DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}
    worker = subprocess.Popen([sys.executable, "tests/saved_worker.py"], cwd=ROOT, env=environment)
    until = time.monotonic() + 30
    while not (data / "worker.lock").exists() and time.monotonic() < until:
        time.sleep(0.05)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(15)


def bare(texts: list[str]) -> Seen:
    """The same look at a page that shows the texts as they come."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "tests" / "bare_page.py")]
    command += [
        f"--server.port={port}",
        "--server.headless=true",
        "--server.address=127.0.0.1",
        "--browser.gatherUsageStats=false",
    ]
    acted: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/") as app:
        origin = f"http://127.0.0.1:{port}"
        with chromium(origin) as visitor:
            _wait(origin)
            for text in texts:
                address = f"{origin}/?text={quote(text.encode('utf-8', 'replace'))}"
                visited = visitor.visit(address, "bare", text, 5000)
                acted += [f"bare: {text[:60]!r}: {what}" for what in dict.fromkeys(visited)]
        app.terminate()
    return Seen(acted, visitor.unseen)


def _wait(origin: str) -> None:
    import urllib.request

    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{origin}/_stcore/health", timeout=1)
            return
        time.sleep(0.05)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump(
        bare(asked["bare"]) if "bare" in asked else visits([tuple(visit) for visit in asked["visits"]]), sys.stdout
    )
