"""The app as a rep meets it, in Chromium: what is on the page, what plays, and that nothing leaves the machine.

A worker that hears nothing (`saved_worker.py`) stands in for the speech model, so these tests are about the app.
"""

from __future__ import annotations

import csv
import http.server
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import icalendar
import pytest
from docx import Document

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from app_in_browser import (  # noqa: E402
    FIND_AUDIO,
    ILLEGIBLE,
    PATIENCE_MS,
    finished,
    opened,
    playing_at,
    served,
    settled,
)
from playwright.sync_api import Browser, Page, expect  # noqa: E402

from coach.samples import samples  # noqa: E402

pytestmark = pytest.mark.browser

SOUND = samples()[0].audio


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody should ask: its address, and what it was asked."""
    asked: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def upload(page: Page, name: str = "for marcus.ogg", **told: str) -> None:
    page.goto("/")
    page.get_by_role("heading", name="Review a recording").wait_for()
    settled(page)
    if told:
        page.wait_for_load_state("networkidle")  # parts of the page that load late would close it again
        page.get_by_text("What do you know about it?").click()
        page.get_by_label("Your name").first.wait_for()
    for label, value in told.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(value)
        page.keyboard.press("Tab")
        page.wait_for_timeout(400)  # until the script has begun, so that it can be over
        settled(page)
    payload = {"name": name, "mimeType": "audio/ogg", "buffer": SOUND.read_bytes()}
    start = page.get_by_role("button", name="Start the review")
    for _ in range(3):  # a page that is drawn anew at that very moment may drop the file: then it is chosen again
        page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(payload)
        with suppress(AssertionError):
            expect(start).to_be_enabled(timeout=PATIENCE_MS / 3)
            break
    settled(page)
    start.click()


@pytest.fixture(scope="session")
def reviewed(browser: Browser, address: str) -> str:
    """The address of a review that is finished."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    upload(page)
    finished(page)
    url = page.url
    context.close()
    return url


def test_the_real_model_hears_a_sample_as_it_was_when_it_was_made(browser: Browser, tmp_path: Path) -> None:
    sample = samples()[0]
    with served(tmp_path) as real:
        page = browser.new_page(base_url=real)
        page.set_default_timeout(2 * PATIENCE_MS)  # the model is loaded first
        page.goto("/")
        page.locator("label").get_by_text("Sample", exact=True).click()
        page.locator("label").get_by_text(sample.title).click()
        settled(page)
        page.get_by_role("button", name="Start the review").click()
        finished(page)

        score = page.get_by_test_id("stMetricValue").first.inner_text()
        shown = page.locator(".lines .word").all_inner_texts()
        page.close()

    assert score == f"{sample.scorecard.score} / 100"
    assert " ".join(" ".join(shown).split()) == sample.transcript.text


@pytest.fixture
def go_on(data_folder: Path) -> Iterator[Callable[[], None]]:
    """Lets a recording of the lead "slow" be listened to at last."""
    sign = data_folder / "go on"
    yield sign.touch
    sign.unlink(missing_ok=True)


def test_from_an_upload_by_live_progress_to_a_scorecard(page: Page, go_on: Callable[[], None]) -> None:
    upload(page, The_lead="slow")

    page.get_by_role("progressbar").wait_for()
    expect(page.get_by_text(re.compile(r"Listening, \d+%"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Hi Marcus, this is Dana"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?job="))
    go_on()
    finished(page)

    expect(page).to_have_url(re.compile(r"\?recording=[0-9a-f]{64}$"))
    expect(page.get_by_text("Change this one thing")).to_be_visible()
    expect(page.get_by_text("Sorry I missed you.", exact=False).first).to_be_visible()


def test_a_reload_in_the_middle_of_the_work_finds_it_again(page: Page, go_on: Callable[[], None]) -> None:
    upload(page, The_lead="slow")
    page.get_by_role("progressbar").wait_for()

    page.reload()

    page.get_by_role("heading", name="Listening").wait_for()
    page.get_by_role("progressbar").wait_for()
    go_on()
    finished(page)


def test_the_work_can_be_cancelled(page: Page) -> None:
    upload(page, "slow.ogg", The_lead="slow")

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("You stopped this review.")).to_be_visible()


def test_a_failure_is_one_plain_line_and_the_file_is_kept(page: Page) -> None:
    upload(page, "broken.ogg", The_lead="broken")

    expect(page.get_by_text("Your file is kept.")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_quote_plays_from_its_moment_and_the_page_does_not_run_again(page: Page, reviewed: str) -> None:
    opened(page, reviewed)

    link = page.locator('a[href*="#t="]').nth(1)
    wanted = float((link.get_attribute("href") or "").split("#t=")[1])
    page.evaluate(
        """() => { window.runs = 0; new MutationObserver((all) => { window.runs += all.length; }).observe(
             document.querySelector('[data-testid=stApp]'), {attributeFilter: ['data-test-script-state']}); }"""
    )

    page.evaluate(
        f"() => {{ const audio = ({FIND_AUDIO})();"
        " audio.addEventListener('seeked', () => { window.at = audio.currentTime; }); }"
    )

    link.click()
    page.wait_for_function(f"() => !({FIND_AUDIO})().paused && window.at")
    page.evaluate(f"({FIND_AUDIO})().pause()")

    assert wanted > 1
    assert abs(page.evaluate("window.at") - wanted) < 0.3
    assert playing_at(page) >= wanted
    assert page.evaluate("window.runs") == 0
    expect(page).to_have_url(re.compile(r"\?recording=[0-9a-f]{64}$"))


def test_an_address_with_a_moment_opens_there(page: Page, reviewed: str) -> None:
    opened(page, f"{reviewed}&t=7.5")

    page.wait_for_function(f"() => Math.abs(({FIND_AUDIO})().currentTime - 7.5) < 0.3")


def test_the_player_is_driven_by_keys_alone(page: Page, reviewed: str) -> None:
    opened(page, reviewed)

    starts = page.evaluate(
        """() => [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.player'))
             .shadowRoot.querySelectorAll('.at').length"""
    )
    line = page.locator(".lines .at").first
    line.focus()

    page.keyboard.press("ArrowDown")
    second = page.locator(".lines .at").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => !({FIND_AUDIO})().paused")
    page.keyboard.press("k")
    page.wait_for_function(f"() => ({FIND_AUDIO})().paused")

    assert starts > 3
    assert page.locator('.lines .at[tabindex="0"]').count() == 1
    assert playing_at(page) >= float(second.get_attribute("data-t") or "inf")
    before = playing_at(page)
    page.keyboard.press("n")
    expect(page.locator(".player .message")).to_contain_text("Evidence")
    assert playing_at(page) > before


def test_a_word_in_the_transcript_plays_from_that_word(page: Page, reviewed: str) -> None:
    opened(page, reviewed)

    word = page.locator(".lines .word").nth(20)

    word.click()
    page.wait_for_function(f"() => !({FIND_AUDIO})().paused")
    page.evaluate(f"({FIND_AUDIO})().pause()")

    start = float(word.get_attribute("data-t") or "inf")
    assert start <= playing_at(page) < start + 1.0


def names(page: Page) -> list[str]:
    return [text.split(" ⇄")[0] for text in page.locator(".lines .who").all_inner_texts()]


def the_score(page: Page) -> str:
    return page.get_by_test_id("stMetricValue").first.inner_text()


def test_a_swap_changes_the_score_at_once_and_the_sound_goes_on(page: Page, call: str) -> None:
    opened(page, call)
    page.evaluate(f"() => {{ window.playing = ({FIND_AUDIO})(); }}")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => playing.currentTime > 0.5")

    for first in ("Tom Brandt", "Luis Ortega", "Tom Brandt"):
        before, score = page.evaluate("playing.currentTime"), the_score(page)
        page.get_by_role("button", name="Swap").click()
        expect(page.locator(".lines .who").first).to_contain_text(first)
        expect(page.get_by_test_id("stAlert").get_by_text(f"Score {score.split()[0]} → ")).to_be_visible()
        assert page.evaluate(f"({FIND_AUDIO})() === playing && !playing.paused")
        assert before < playing_at(page) < before + 10
        settled(page)


def test_a_line_is_given_to_the_other_side_by_one_click_and_back_by_undo(page: Page, call: str) -> None:
    opened(page, call)
    before, unsure = names(page), page.locator(".lines .who.doubtful")

    expect(unsure).to_have_count(2)
    expect(unsure.first).to_have_attribute("title", re.compile("We are not sure who said this"))
    unsure.first.click()

    expect(unsure).to_have_count(1)  # of the two lines of that turn
    assert names(page) != before
    page.get_by_role("button", name="Undo").click()
    expect(unsure).to_have_count(2)
    assert names(page) == before


def test_a_transcript_is_corrected_by_keys_alone(page: Page, call: str) -> None:
    opened(page, call)
    lines = page.locator(".lines li")
    many = lines.count()
    focused = page.locator(".lines :focus")

    page.locator(".lines .at").first.focus()
    page.keyboard.press("s")
    expect(page.locator(".lines .who").first).to_contain_text("Tom Brandt")
    expect(focused).to_be_visible()  # the keys stay at the line
    page.keyboard.press("e")
    expect(page.locator(".lines textarea")).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.type("rc ")  # which are keys of the page when they are typed elsewhere
    page.keyboard.press("Enter")
    expect(lines.first).to_contain_text("rc Hi Tom")

    expect(page.locator(".lines .edit").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Home")
    for _ in "rc Hi ":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(lines).to_have_count(many + 1)
    assert "Tom," not in lines.first.inner_text()

    page.locator(".lines .at").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Join with the line before").press("Enter")
    expect(lines).to_have_count(many)
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    expect(page.locator(".lines textarea")).to_have_count(0)


def test_markup_that_is_typed_into_a_line_stays_text(page: Page, call: str) -> None:
    opened(page, call)

    page.locator(".lines .edit").first.click()
    page.locator(".lines textarea").fill("<img src=x onerror=document.title='owned'> <b>Hi</b>")
    page.keyboard.press("Enter")

    expect(page.locator(".lines li").first).to_contain_text("<b>Hi</b>")
    assert page.locator(".lines img, .lines p b").count() == 0
    assert page.title() != "owned"


def kept_lead(page: Page, call: str, name: str) -> None:
    """From the scorecard of a call to the page of its lead."""
    opened(page, call)
    page.get_by_role("link", name="What to say next").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Tom Brandt")
    settled(page)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Keep this lead").click()
    page.get_by_role("heading", name=name).wait_for()
    expect(page.get_by_test_id("stCode").first).to_be_visible()
    settled(page)


def section(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    settled(page)


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that this button saves."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=button).click()
    return saved.value.suggested_filename, saved.value.path().read_bytes()


def test_a_note_is_saved_as_a_file_that_word_opens(page: Page, call: str) -> None:
    kept_lead(page, call, "Tom Berg")
    page.get_by_text("Handwritten note", exact=True).first.click()
    expect(page.get_by_role("button", name="Word").first).to_be_visible()

    with page.expect_download() as saved:
        page.get_by_role("button", name="Word").first.click()

    assert "Tom" in Document(str(saved.value.path())).paragraphs[0].text


def test_from_a_call_to_a_draft_that_is_edited_and_sent_and_the_plan_moves_on(page: Page, call: str) -> None:
    kept_lead(page, call, "Tom Ruiz")
    draft = page.get_by_test_id("stCode").first
    expect(draft).to_contain_text("Hi Tom")

    page.locator('[data-testid=stMain] a[href*="#t="]').first.click()
    page.wait_for_function(f"() => !({FIND_AUDIO})().paused")
    page.evaluate(f"({FIND_AUDIO})().pause()")
    page.get_by_text("Edit it").first.click()
    area = page.get_by_label("Email, in your words").first
    area.fill(f"{area.input_value()}\nPS: no need to clear the cellar.")
    area.press("Control+Enter")
    expect(draft).to_contain_text("PS: no need to clear the cellar.")
    expect(page.get_by_text("What you changed is your own", exact=False).first).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Mark as sent").first.click()
    expect(page.get_by_text("Logged: email. The plan has moved on.")).to_be_visible()

    section(page, "Plan")
    expect(page.get_by_text("Second touch", exact=False).first).to_be_visible()
    expect(page.get_by_text("Recap: email")).to_have_count(0)
    name, calendar = downloaded(page, "Calendar (.ics)")
    assert name == "follow-up-Tom-Ruiz.ics"
    assert [todo.get("SUMMARY") for todo in icalendar.Calendar.from_ical(calendar).walk("VTODO")]
    assert list(csv.DictReader(io.StringIO(downloaded(page, "Table (CSV)")[1].decode("utf-8-sig"))))
    assert json.loads(downloaded(page, "JSON")[1])["touches"]
    page.get_by_role("button", name="All leads").click()
    page.get_by_role("heading", name="Follow-ups").wait_for()
    settled(page)
    page.get_by_role("button", name="Tom Ruiz").click()
    page.get_by_role("heading", name="Tom Ruiz").wait_for()
    expect(page).to_have_url(re.compile(r"\?lead=[0-9a-f]{32}$"))
    settled(page)
    section(page, "Log")
    page.locator("summary").filter(has_text="What you wrote or said").first.click()
    expect(page.get_by_text("PS: no need to clear the cellar.", exact=False).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_follow_ups_of_a_lead_are_legible_and_fit_a_phone(page: Page, call: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 900})
    kept_lead(page, call, "Tom Brandt")

    for name in ("What to say", "Plan", "Log", "About them"):
        section(page, name)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390, name
        assert page.evaluate(ILLEGIBLE) == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_can_be_corrected_is_legible_and_fits_a_phone(page: Page, call: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 900})
    opened(page, call)

    page.locator(".lines .edit").nth(2).click()
    page.get_by_role("button", name="Join with the line before").scroll_into_view_if_needed()

    assert page.evaluate(ILLEGIBLE) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for part in page.locator(".lines li button:visible, .lines textarea").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 24


def test_what_is_said_into_the_microphone_is_reviewed(page: Page) -> None:
    page.goto("/")
    settled(page)
    page.locator("label").get_by_text("Record", exact=True).click()
    settled(page)

    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("button", name="Stop recording").wait_for()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Stop recording").click()
    page.get_by_role("button", name="Play").wait_for()
    settled(page)
    page.get_by_role("button", name="Start the review").click()

    finished(page)


def test_nothing_needs_sideways_scrolling_on_a_phone(page: Page, reviewed: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})

    for path in ("/", "/calls", "/follow-ups", "/coaching", "/rubrics", "/help", reviewed):
        page.goto(path)
        page.locator("h1").first.wait_for()
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_on_every_page_stands_out_from_its_background(page: Page, reviewed: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)

    for path in ("/", "/calls", "/follow-ups", "/coaching", "/rubrics", "/help", reviewed):
        page.goto(path)
        page.locator("h1").first.wait_for()
        settled(page)
        for _ in range(6):  # what is fading in, or is about to be drawn anew, is faint for a moment
            if not (faint := page.evaluate(ILLEGIBLE)):
                break
            page.wait_for_timeout(1000)
        assert faint == [], path


def test_no_page_asks_anybody_but_the_app(page: Page, address: str, reviewed: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    opened(page, reviewed)
    for path in ("/", "/calls", "/follow-ups", "/coaching", "/rubrics", "/help"):
        page.goto(path)
        page.locator("h1").first.wait_for()
        settled(page)

    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert [url for url in asked if url.startswith(f"{address}/media/")] == []
    assert [url for url in asked if url.startswith(f"{address}/api/audio/")]


def test_markup_in_a_file_name_or_in_speech_loads_nothing(
    browser: Browser, address: str, canary: tuple[str, list[str]]
) -> None:
    elsewhere, asked = canary
    hostile = f"![x]({elsewhere}/markdown.png) <img src={elsewhere}/tag.png>"
    # Without the security policy, so that the pages themselves are tested.
    context = browser.new_context(base_url=address, bypass_csp=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()

    upload(page, f"{hostile}.ogg", What_the_lead_asked_about=hostile, The_lead=hostile)
    finished(page)
    expect(page.locator(".lines")).to_contain_text(f"{elsewhere}/markdown.png")
    page.goto("/calls")
    page.get_by_text("Voicemail ·").first.wait_for()
    settled(page)

    assert asked == []
    assert page.locator(f'img[src*="{elsewhere}"]').count() == 0
    context.close()
