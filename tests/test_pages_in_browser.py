"""Every page, light and dark: axe finds nothing, no word is too faint, and nothing is cut off on a phone."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from saved_worker import result

pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
from app_in_browser import PATIENCE_MS, settled  # noqa: E402
from playwright.sync_api import Browser, Page, ViewportSize, expect  # noqa: E402
from two_voices import FACTS, a_call_result  # noqa: E402

from coach.coaching import Comment, Visibility  # noqa: E402
from coach.edges.jobs import Jobs, Options, State  # noqa: E402
from coach.edges.kept_leads import Leads  # noqa: E402
from coach.edges.kept_reviews import Reviews  # noqa: E402
from coach.edges.kept_sessions import Sessions  # noqa: E402
from coach.edges.playback import prepare  # noqa: E402
from coach.edges.store import Store  # noqa: E402
from coach.models import Facts, Kind, Verdict  # noqa: E402
from coach.pursuit import LeadDetails, touch_of_recording  # noqa: E402
from coach.reviews import ReviewDraft, submitted  # noqa: E402
from coach.rubric import check_rubric, load_rubric, packaged_rubrics  # noqa: E402
from coach.samples import samples  # noqa: E402
from coach.sessions import Clip, Details  # noqa: E402

pytestmark = pytest.mark.browser

AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const wanted = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false};
  const found = await axe.run(document, wanted);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}"""
WIDTH = "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
FAR_AWAY = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
SETTLED = "() => document.getAnimations().every((a) => a.effect.getComputedTiming().iterations === Infinity)"
OF_STREAMLIT = (
    # The box for files names itself although it says that it is none; the button in it is named and works.
    re.compile(r'presentation-role-conflict: <section role="presentation" .*data-testid="stFileUploaderDropzone"'),
)
"""What axe finds in Streamlit's own parts, that no page of ours can change."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 900}
LOOKS = (("light", WIDE), ("dark", NARROW))
"""Palette and size go together, so that axe looks twice and not four times: a colour is the same at either size."""
BACKGROUNDS = {"dark": "rgb(4, 5, 8)", "light": "rgb(255, 255, 255)"}
Step = Callable[[Page], None]


def tab(name: str) -> Step:
    return lambda page: page.get_by_role("tab", name=name, exact=True).click()


def typed(page: Page) -> None:
    """A voicemail with much to say of it."""
    page.get_by_label("in your words").fill(
        "Hi Tom, this is Dana Reyes. Sorry I missed you. I hope you are having a really great day. I am just checking "
        "in about the new boiler. Call me back whenever you get a chance on 412 555 0158. Have a great day."
    )
    expect(page.get_by_text(re.compile("points of our rubric"))).to_be_visible()


def built(page: Page) -> None:
    """A call script with blanks left in it."""
    told = {"Your name": "Luis Ortega", "Your firm": "Northside Heating", "What they asked about": "the new boiler"}
    for label, text in told.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Write the script").click()
    page.get_by_test_id("stCode").wait_for()


def checked(page: Page) -> None:
    tab("Check mine")(page)
    page.get_by_text("Score of what a script can hold").wait_for()


def held_against_a_call(page: Page) -> None:
    tab("After the call")(page)
    page.get_by_role("heading", level=2).first.wait_for()


def limited(page: Page) -> None:
    """What would be deleted, before it is saved."""
    tab("Your data")(page)
    page.get_by_role("radiogroup", name="Keep the sound for").get_by_text("30 days").click()
    page.get_by_text("Which ones?").click()
    page.get_by_role("button", name="Keep this one").first.wait_for()


PAGES: dict[str, tuple[Step, ...]] = {
    "/": (),
    "/calls": (),
    "/calls?q=nobody+is+called+that": (),
    "/follow-ups": (),
    "/follow-ups?new=1": (),
    "/follow-ups?lead={lead}": (tab("Plan"), tab("Log"), tab("About them")),
    "/practice?lead={lead}": (typed,),
    "/script": (built, checked, held_against_a_call),
    "/rubrics": (tab("Versions"),),
    "/rubrics?rubric=voicemail&edit=1": (tab("Words and examples"), tab("What would change")),
    "/rubrics?rubric=voicemail&version=shipped": (),
    "/help": (),
    "/settings": (tab("Listening"), tab("Language model"), limited),
    "/?recording={call}": (),
    "/?recording={voicemail}": (),
    "/?recording={voicemail}&with={earlier}": (),
    "/?recording={voicemail}&own=1": (),
    "/?recording={silent}": (),
    "/?job={job}&job={failed}&job={working}": (),
    "/?recording=nothing": (),
    "/coaching": (tab("Sessions"), tab("Agreement")),
    "/coaching?recording={call}": (),
    "/coaching?session={session}": (),
    "/coaching?session={session}&clip=1": (),
    "/coaching?session={session}&clip=end": (),
}
"""Every address, and what is done there before axe looks again."""


@pytest.fixture(scope="session")
def kept(data_folder: Path) -> dict[str, str]:
    """Two voicemails, a call, its lead and a job that is over, by what an address says."""
    store = Store(f"sqlite:///{data_folder / 'coach.db'}", data_folder)
    facts = Facts(lead="Marcus Bell", company="Bell Roofing", caller="Dana Reyes", firm="Harper Law")
    voicemail, call = (
        store.keep_audio(
            io.BytesIO(samples()[n].audio.read_bytes() + b"seed"), f"{name} of a rather long name.ogg", 1 << 24
        )
        for n, name in ((0, "voicemail"), (4, "call"))
    )
    earlier = store.keep_audio(io.BytesIO(samples()[1].audio.read_bytes() + b"seed"), "earlier.ogg", 1 << 24)
    for recording in (voicemail, call, earlier):
        prepare(store.audio_path(recording), "sound.ogg")
    before = facts.model_copy(update={"date": dt.date(2026, 3, 2)})
    store.save_result(result(earlier, "earlier.ogg", before, "Hi Marcus, this is Dana Reyes. Call me back."), before)
    store.save_result(result(voicemail, "voicemail of a rather long name.ogg", facts), facts)
    store.save_result(a_call_result(call), FACTS)
    others = {}
    for n, name in enumerate(("silent", "Take 1 for Tom.wav", "Take 2 for Tom.wav")):
        told = Facts(lead="Tom Brandt", caller="Dana Reyes", practice=name.startswith("Take") or None)
        others[name] = store.keep_audio(io.BytesIO(samples()[0].audio.read_bytes() + name.encode()), name, 1 << 24)
        prepare(store.audio_path(others[name]), "sound.ogg")
        store.save_result(result(others[name], name, told, "Hi Tom, this is Dana Reyes. " * (n + 1)), told)
    store.remove_sound(others["silent"])
    recordings, long_ago = store.database.recordings, dt.datetime.now(dt.UTC) - dt.timedelta(days=40)
    with store.database.write() as connection:
        old = recordings.update().where(recordings.c.id == others["Take 1 for Tom.wav"])
        connection.execute(old.values(kept_at=long_ago))
    leads, when = Leads(store), dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    lead = leads.add(LeadDetails(name="Tom Brandt", company="Brandt Roofing", timezone="UTC", came_in=when))
    leads.link(lead, call, touch_of_recording(Kind.CALL, call, when, store.transcript(call)))
    job = Jobs(store).submit(voicemail, Options(lead="Marcus Bell", rubric="none"))
    Jobs(store).cancel(job)
    point = scored_by_two(store, call)
    session = Sessions(store).add(Details(name="Tuesday coaching"), "Kim")
    for start in (0.0, 8.0):
        Sessions(store).put_on(
            session, Clip(recording=call, start=start, end=start + 2, criterion=point), "Kim", "Why?"
        )
    jobs = {
        "failed": a_job(store, voicemail, State.FAILED, error="This file holds no sound.", hint="Save it as WAV."),
        "working": a_job(store, call, State.WORKING, stage="listening", seconds_done=40.0, seconds_total=90.0,
                         heard="Hi Tom, this is Luis", started_at=dt.datetime.now(dt.UTC)),
    }  # fmt: skip
    store.close()
    recordings = {"voicemail": voicemail, "earlier": earlier, "call": call, "silent": others["silent"]}
    return recordings | {"lead": lead, "job": job, "session": session} | jobs


def scored_by_two(store: Store, recording: str) -> str:
    """Kim and Lee score it, each alone, and differ on one point: that one."""
    made, reviews, now = store.result(recording), Reviews(store), dt.datetime.now(dt.UTC)
    assert made
    assert made.scorecard
    rubric = load_rubric(packaged_rubrics()[made.scorecard.rubric])
    point = next(f for f in made.scorecard.findings if f.verdict is Verdict.MET and f.evidence)
    for trainer in ("Kim", "Lee"):
        draft = ReviewDraft()
        for finding in made.scorecard.findings:
            verdict = Verdict.MET if finding.verdict is Verdict.UNSCORED else finding.verdict
            draft = draft.judge(finding.criterion, verdict).because(finding.criterion, "I heard it.")
        if trainer == "Lee":
            draft = draft.judge(point.criterion, Verdict.MISSED)
        draft = draft.pointing_to(point.criterion, point.evidence[0]).reveal()
        card = submitted(draft, made.scorecard, rubric, trainer, now)
        reviews.submit(recording, reviews.of(recording).scorecard, card)
    said = Comment(at=9, text="Slow down here.", author="Kim", visibility=Visibility.TEAM, written_at=now)
    reviews.comment(recording, said)
    return point.criterion


def a_job(store: Store, recording: str, state: State, **more: object) -> str:
    """A job that stays as it is: the worker beside the app may not have it, and nothing waits for it."""
    values = {"recording_id": recording, "options": Options().model_dump_json(), "created_at": FAR_AWAY} | more
    with store.database.write() as connection:
        job = store.database.jobs.insert().values(id=state.value * 4, state=state, lease_until=FAR_AWAY, **values)
        connection.execute(job)
    return state.value * 4


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A page that is used for all addresses: a new one each time would cost most of the time."""
    context = browser.new_context(base_url=address, reduced_motion="reduce", viewport=WIDE)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("h1").first.wait_for()
    settled(page)
    if "/coaching" in path and "session=" not in path:
        signed_in(page, "Kim")


def signed_in(page: Page, trainer: str) -> None:
    """Says who scores, as every visit asks once."""
    page.get_by_label("Your name").fill(trainer)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name=trainer, exact=True).or_(page.get_by_role("tab", name="To score")).wait_for()
    settled(page)


def seen_by_axe(page: Page) -> list[str]:
    """What axe finds in our parts on a third look: what is just being drawn is pale, or has no name yet."""
    found: list[str] = []
    for _ in range(3):
        page.wait_for_function(SETTLED)  # a colour on its way from one palette to the other is neither
        found = [one for one in page.evaluate(RUN_AXE) if not any(known.match(one) for known in OF_STREAMLIT)]
        if not found:
            break
        page.wait_for_timeout(1000)
    return found


def faults(page: Page, looks: tuple[tuple[str, ViewportSize], ...] = LOOKS) -> list[str]:
    """What axe finds, and whether anything must be scrolled to sideways."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = []
    for scheme, size in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", BACKGROUNDS[scheme])
        here = f"{scheme} {size['width']}"
        found += [f"{here}: {one}" for one in seen_by_axe(page)]
        if (needed := page.evaluate(WIDTH)) > size["width"]:
            found.append(f"{here}: needs {needed} px")
    page.set_viewport_size(WIDE)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_too_wide_for_a_phone(reader: Page, kept: dict[str, str], path: str) -> None:
    opened(reader, path.format(**kept))

    found = faults(reader)
    for step in PAGES[path]:
        step(reader)
        settled(reader)
        found += faults(reader)

    assert found == []


def test_what_is_folded_away_and_the_way_between_pages_are_as_sound_as_the_rest(
    reader: Page, kept: dict[str, str]
) -> None:
    opened(reader, "/")
    reader.get_by_text("What do you know about it?").click()
    expect(reader.get_by_label("The lead's name")).to_be_visible()

    assert faults(reader, (("dark", WIDE), ("light", NARROW))) == []


def test_a_lost_connection_is_said_in_our_words(reader: Page, kept: dict[str, str]) -> None:
    opened(reader, "/help")
    app, said = reader.get_by_test_id("stApp"), reader.get_by_text("Connection lost.")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(said).to_be_hidden()

    app.evaluate("(app) => app.setAttribute('data-test-connection-state', 'PINGING_SERVER')")

    expect(said).to_be_visible()


def test_without_its_sound_a_moment_is_found_in_the_transcript(reader: Page, kept: dict[str, str]) -> None:
    opened(reader, f"/?recording={kept['silent']}")
    expect(reader.get_by_role("button", name="Play", exact=True)).to_have_count(0)

    reader.get_by_role("button", name="Next evidence").click()

    expect(reader.get_by_text(re.compile("^Evidence A"))).to_be_visible()
    expect(reader.locator(".lines li[aria-current]")).to_have_count(1)


def test_scoring_before_and_after_the_machines_verdicts_are_in_sight_has_no_barriers(
    reader: Page, kept: dict[str, str]
) -> None:
    opened(reader, f"/coaching?recording={kept['voicemail']}")
    reader.get_by_role("button", name="Choose the line at").first.click()
    found = {"alone": faults(reader)}

    reader.get_by_role("button", name="Add to the session").first.click()
    reader.get_by_label("Question for the group").wait_for()
    found["to the session"] = faults(reader)
    reader.get_by_role("button", name="Cancel").last.click()
    settled(reader)
    reader.get_by_role("button", name="Show the machine's verdicts").click()
    reader.get_by_text("The machine:").first.wait_for()
    found["beside it"] = faults(reader)

    assert [fault for faults in found.values() for fault in faults] == []


def test_a_rubric_is_edited_saved_at_once_kept_as_a_file_and_taken_back(reader: Page, tmp_path: Path) -> None:
    opened(reader, "/rubrics?rubric=follow-up&edit=1")
    tab("Words and examples")(reader)
    settled(reader)
    reader.get_by_role("button", name="Change", exact=True).first.click()
    reader.get_by_text("What is known beside the words").wait_for()
    settled(reader)
    found = faults(reader)

    tab("Weights")(reader)
    reader.get_by_label("Weight of “One idea”").fill("33")  # and not left before the click on Save
    reader.get_by_role("button", name="Save as version 2").click()

    try:
        expect(reader.get_by_text("Version 2 is saved and in use")).to_be_visible()
        expect(reader.get_by_text("One idea: weight 10 → 33").first).to_be_visible()
        found += faults(reader)
        tab("Versions")(reader)
        with reader.expect_download() as waiting:
            reader.get_by_role("button", name="Download version 2").click()
        waiting.value.save_as(tmp_path / "mine.yaml")
        assert waiting.value.suggested_filename == "follow-up-2.yaml"
        assert check_rubric(tmp_path / "mine.yaml") == []
    finally:
        reader.get_by_role("button", name="Go back to the shipped one").click()
    expect(reader.get_by_text("Version 1, as it ships, is in use now.")).to_be_visible()
    assert found == []


def test_a_recording_that_is_chosen_in_the_library_has_its_own_address(page: Page, kept: dict[str, str]) -> None:
    opened(page, "/calls")
    page.get_by_label("Search").fill("bell roofing")
    page.get_by_label("Search").press("Enter")
    expect(page).to_have_url(re.compile(r"/calls\?q=bell(\+|%20)roofing$"))
    page.reload()
    settled(page)
    expect(page.get_by_label("Search")).to_have_value("bell roofing")
    expect(page.get_by_text("call of a rather long name.ogg")).to_have_count(0)

    page.get_by_role("link", name="voicemail of a rather long name.ogg").click()

    page.get_by_text("This went well").wait_for()
    expect(page).to_have_url(re.compile(rf"\?recording={kept['voicemail']}$"))
