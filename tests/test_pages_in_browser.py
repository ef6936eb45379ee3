"""Every page, light and dark: axe finds nothing, no word is too faint, and nothing is cut off on a phone."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from saved_worker import result

pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
from app_in_browser import PATIENCE_MS, settled  # noqa: E402
from playwright.sync_api import Browser, Page, expect  # noqa: E402
from two_voices import FACTS, a_call_result  # noqa: E402

from coach.coaching import Comment, Visibility  # noqa: E402
from coach.edges.jobs import Jobs, Options  # noqa: E402
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
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}"""
SETTLED = "() => document.getAnimations().every((a) => a.effect.getComputedTiming().iterations === Infinity)"
OF_STREAMLIT = (
    # The box for files names itself although it says that it is none; the button in it is named and works.
    re.compile(r'presentation-role-conflict: <section role="presentation" .*data-testid="stFileUploaderDropzone"'),
)
"""What axe finds in Streamlit's own parts, that no page of ours can change."""
BACKGROUNDS = {"dark": "rgb(4, 5, 8)", "light": "rgb(255, 255, 255)"}
PAGES = (
    "/",
    "/calls",
    "/calls?q=nobody+is+called+that",
    "/follow-ups",
    "/follow-ups?new=1",
    "/script",
    "/rubrics",
    "/rubrics?rubric=voicemail&edit=1",
    "/rubrics?rubric=voicemail&version=shipped",
    "/help",
    "/settings",
    "/?recording={call}",
    "/?recording={voicemail}",
    "/?job={job}",
    "/?recording=nothing",
    "/follow-ups?lead={lead}",
    "/coaching",
    "/coaching?recording={call}",
    "/coaching?session={session}",
    "/coaching?session={session}&clip=1",
    "/coaching?session={session}&clip=end",
)
PARTS = {
    "/rubrics": ("Versions",),
    "/rubrics?rubric=voicemail&edit=1": ("Words and examples", "What would change"),
    "/settings": ("Listening", "Language model", "Your data"),
    "/follow-ups?lead={lead}": ("Plan", "Log", "About them"),
    "/coaching": ("Sessions", "Agreement"),
}


@pytest.fixture(scope="session")
def kept(data_folder: Path) -> dict[str, str]:
    """A voicemail, a call, its lead and a job that is over, by what an address says."""
    store = Store(f"sqlite:///{data_folder / 'coach.db'}", data_folder)
    facts = Facts(lead="Marcus Bell", company="Bell Roofing", caller="Dana Reyes", firm="Harper Law")
    voicemail, call = (
        store.keep_audio(
            io.BytesIO(samples()[n].audio.read_bytes() + b"seed"), f"{name} of a rather long name.ogg", 1 << 24
        )
        for n, name in ((0, "voicemail"), (4, "call"))
    )
    for recording in (voicemail, call):
        prepare(store.audio_path(recording), "sound.ogg")
    store.save_result(result(voicemail, "voicemail of a rather long name.ogg", facts), facts)
    store.save_result(a_call_result(call), FACTS)
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
    store.close()
    return {"voicemail": voicemail, "call": call, "lead": lead, "job": job, "session": session}


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


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A page that is used for all addresses: a new one each time would cost most of the time."""
    context = browser.new_context(base_url=address, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
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


def violations(page: Page) -> list[str]:
    """What axe finds in either palette."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = []
    for scheme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        page.wait_for_function(SETTLED)  # a colour on its way from one palette to the other is neither
        found += [f"{scheme}: {one}" for one in page.evaluate(RUN_AXE) if not any(k.match(one) for k in OF_STREAMLIT)]
    return found


def is_too_wide(page: Page) -> bool:
    """Whether anything must be scrolled to sideways on a phone."""
    page.set_viewport_size({"width": 390, "height": 900})
    width = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    return width > 390


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_too_wide_for_a_phone(reader: Page, kept: dict[str, str], path: str) -> None:
    opened(reader, path.format(**kept))

    found = {"": (violations(reader), is_too_wide(reader))}
    for part in PARTS.get(path, ()):
        reader.get_by_role("tab", name=part, exact=True).click()
        settled(reader)
        found[part] = (violations(reader), is_too_wide(reader))

    assert found == dict.fromkeys(found, ([], False))


def test_what_is_folded_away_is_as_sound_as_the_rest(reader: Page, kept: dict[str, str]) -> None:
    opened(reader, "/")
    reader.get_by_text("What do you know about it?").click()
    expect(reader.get_by_label("The lead's name")).to_be_visible()

    assert violations(reader) == []


def test_a_rubric_is_edited_saved_at_once_kept_as_a_file_and_taken_back(reader: Page, tmp_path: Path) -> None:
    opened(reader, "/rubrics?rubric=follow-up&edit=1")
    reader.get_by_role("tab", name="Words and examples").click()
    settled(reader)
    reader.get_by_role("button", name="Change", exact=True).first.click()
    reader.get_by_text("What is known beside the words").wait_for()
    settled(reader)
    assert (violations(reader), is_too_wide(reader)) == ([], False)

    reader.get_by_role("tab", name="Weights").click()
    reader.get_by_label("Weight of “One idea”").fill("33")  # and not left before the click on Save
    reader.get_by_role("button", name="Save as version 2").click()

    try:
        expect(reader.get_by_text("Version 2 is saved and in use")).to_be_visible()
        expect(reader.get_by_text("One idea: weight 10 → 33").first).to_be_visible()
        assert (violations(reader), is_too_wide(reader)) == ([], False)
        reader.get_by_role("tab", name="Versions").click()
        with reader.expect_download() as waiting:
            reader.get_by_role("button", name="Download version 2").click()
        waiting.value.save_as(tmp_path / "mine.yaml")
        assert waiting.value.suggested_filename == "follow-up-2.yaml"
        assert check_rubric(tmp_path / "mine.yaml") == []
    finally:
        reader.get_by_role("button", name="Go back to the shipped one").click()
    expect(reader.get_by_text("Version 1, as it ships, is in use now.")).to_be_visible()


def test_scoring_before_and_after_the_machines_verdicts_are_in_sight_has_no_barriers(
    reader: Page, kept: dict[str, str]
) -> None:
    opened(reader, f"/coaching?recording={kept['voicemail']}")
    reader.get_by_role("button", name="Choose the line at").first.click()
    found = {"alone": (violations(reader), is_too_wide(reader))}

    reader.get_by_role("button", name="Add to the session").first.click()
    reader.get_by_label("Question for the group").wait_for()
    found["to the session"] = (violations(reader), is_too_wide(reader))
    reader.get_by_role("button", name="Cancel").last.click()
    settled(reader)
    reader.get_by_role("button", name="Show the machine's verdicts").click()
    reader.get_by_text("The machine:").first.wait_for()
    found["beside it"] = (violations(reader), is_too_wide(reader))

    assert found == dict.fromkeys(found, ([], False))


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
