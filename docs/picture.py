"""Makes the pictures in docs/: `coach run`, then `python docs/picture.py [address] [name ...]`.

Each page wide and as on a phone (`NAME.png`, `NAME-narrow.png`), from the samples. Needs playwright, Chromium and
ffmpeg, and an app on a data folder of its own: what is made for the pictures stays there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ZONE = "America/Chicago"
HERE = Path(__file__).parent
SOUND = HERE.parent / "samples" / "1-strong-voicemail" / "recording.ogg"
WIDE, NARROW = 1280, {"width": 390, "height": 844}
VOICEMAIL = "A voicemail after a recorded greeting and a beep"
STRONG = "A strong voicemail: 18.5 seconds"
TOLD = {"Your name": "Dana Reyes", "Your firm": "Harper Law", "The lead's name": "Marcus Bell"}
CALL = "A call on two channels that ends on a locked step"
PRACTISED = (
    "Hi Marcus, this is Dana Reyes from Harper Law. Sorry I missed you. I hope you are having a really great day. "
    "I have looked at the police report on the rear-end collision, and I can tell you what it means for the repair "
    "bill. Please call me back whenever you get a chance. Thank you so much and have a great day."
)
HEARD = "Hi Marcus, this is Dana Reyes from Harper Law. I am looking at the police report. Call me on 412 555 0158."


def at(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("h1").first.wait_for()
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_timeout(400)
    page.locator('[data-testid=stApp][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_timeout(600)


def fill(page: Page, told: dict[str, str]) -> None:
    for label, text in told.items():
        page.get_by_label(label).first.fill(text)
        page.keyboard.press("Tab")
        settle(page)


def reviewed(page: Page, sample: str) -> str:
    """Has a sample listened to and opens its review. The recording's id."""
    at(page, "/")
    page.locator("label").get_by_text("Sample", exact=True).click()
    settle(page)
    page.locator("label").get_by_text(sample).click()
    settle(page)
    page.get_by_role("button", name="Start the review").click()
    page.get_by_text("This went well").wait_for(timeout=120_000)
    settle(page)
    return page.url.partition("recording=")[2]


def in_the_middle(page: Page) -> None:
    """Plays from somewhere in the middle, so that the player shows where it is."""
    page.locator(".lines .word").nth(24).click()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(500)


def start(page: Page) -> None:
    at(page, "/")


def review(page: Page) -> None:
    reviewed(page, VOICEMAIL)
    in_the_middle(page)


def call(page: Page) -> None:
    reviewed(page, CALL)
    in_the_middle(page)


def privacy(page: Page) -> None:
    reviewed(page, CALL)
    page.get_by_role("button", name="Privacy").click()
    page.wait_for_timeout(1000)


def compared(page: Page) -> None:
    """The strong sample beside a first try: the same, hung up after 11 seconds."""
    after = reviewed(page, STRONG)
    at(page, "/")
    page.get_by_text("What do you know about it?").click()
    fill(page, TOLD)
    cut = ["ffmpeg", "-i", SOUND, "-t", "11", "-f", "ogg", "-"]
    short = subprocess.run(cut, check=True, capture_output=True).stdout  # noqa: S603  (our own command)
    upload = {"name": "First try.ogg", "mimeType": "audio/ogg", "buffer": short}
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(upload)
    page.get_by_role("button", name="Start the review").click()
    page.get_by_text("This went well").wait_for(timeout=120_000)
    settle(page)
    at(page, f"/?recording={after}&with={page.url.partition('recording=')[2]}")


def own(page: Page) -> None:
    at(page, f"/?recording={reviewed(page, VOICEMAIL)}&own=1")
    page.get_by_text("Partly met", exact=True).first.click()
    settle(page)


def calls(page: Page) -> None:
    for sample in (VOICEMAIL, CALL, STRONG):
        reviewed(page, sample)
    at(page, "/calls")


def practice(page: Page) -> None:
    at(page, "/practice")
    page.wait_for_load_state("networkidle")
    told = {
        "Who do you call?": "Marcus Lee",
        "Why now": "the rear-end collision on Fifth Street",
        "Your name": "Dana Reyes",
        "Your firm": "Harper Law",
        "What they already heard": HEARD,
    }
    fill(page, told)
    page.get_by_text("They heard 1 message").click()
    page.get_by_label("in your words").fill(PRACTISED)
    page.get_by_role("button", name="Cut ").wait_for()
    settle(page)


def follow_ups(page: Page) -> None:
    reviewed(page, CALL)
    page.get_by_role("link", name="What to say next").click()
    page.get_by_role("button", name="Keep this lead").or_(page.get_by_role("tab", name="Plan")).first.wait_for()
    settle(page)
    if page.get_by_role("button", name="Keep this lead").count():
        page.get_by_role("button", name="Keep this lead").click()
        page.get_by_role("tab", name="Plan").wait_for()
    page.get_by_text("Handwritten note", exact=True).first.click()
    settle(page)
    page.get_by_text("Email", exact=True).first.click()
    settle(page)
    page.mouse.move(5, 500)


def plan(page: Page) -> None:
    follow_ups(page)
    page.get_by_role("tab", name="Plan").click()
    settle(page)


def as_trainer(page: Page, path: str) -> None:
    at(page, path)
    page.get_by_label("Your name").fill("Kim Roe")
    page.get_by_role("button", name="Start", exact=True).click()
    settle(page)


def coaching(page: Page) -> None:
    as_trainer(page, f"/coaching?recording={reviewed(page, VOICEMAIL)}")
    page.get_by_role("button", name="Next point").click()
    settle(page)
    page.get_by_role("button", name="Choose the line at").nth(2).click()
    page.get_by_role("button", name="Use as evidence").click()
    settle(page)
    page.get_by_text("Met", exact=True).first.click()
    settle(page)


def session(page: Page) -> None:
    as_trainer(page, f"/coaching?recording={reviewed(page, CALL)}")
    page.get_by_role("button", name="Choose the line at").nth(3).click()
    page.get_by_role("button", name="Add to the session").first.click()
    page.get_by_label("Question for the group").wait_for()
    name = page.get_by_label("Its name")
    if name.count():  # the first time
        name.fill("Tuesday coaching")
    page.get_by_label("Question for the group").fill("He is on a ladder. What would you have said?")
    fill(page, {"From (seconds)": "9.4", "To (seconds)": "18.3"})
    page.get_by_label("The point that it is about").click()
    page.get_by_role("option", name="Asks for a better time").click()
    settle(page)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="The session").click()
    page.get_by_role("button", name="Start the session").click()
    page.get_by_text("Clip 1 of").wait_for()
    settle(page)


def script(page: Page) -> None:
    at(page, "/script")
    fill(
        page, {"Your name": "Luis Ortega", "Your firm": "Northside Heating", "What they asked about": "the new boiler"}
    )
    page.get_by_role("button", name="Write the script").click()
    page.get_by_test_id("stCode").wait_for()
    settle(page)


def rubrics(page: Page) -> None:
    at(page, "/rubrics")
    page.locator("summary").first.click()
    settle(page)


def rubric_editor(page: Page) -> None:
    for sample in (VOICEMAIL, STRONG):
        reviewed(page, sample)
    at(page, "/rubrics")
    page.get_by_role("button", name="Edit this rubric").click()
    settle(page)


def settings(page: Page) -> None:
    at(page, "/settings")


def assistance(page: Page) -> None:
    at(page, "/help")


PICTURES: dict[str, tuple[Callable[[Page], None], int]] = {
    "start": (start, 860),
    "practice": (practice, 1290),  # before Dana's own pace is measured, so that it counts at the usual one
    "review": (review, 900),
    "call": (call, 1500),
    "privacy": (privacy, 1000),
    "compared": (compared, 1100),
    "own": (own, 900),
    "calls": (calls, 800),
    "follow-ups": (follow_ups, 1020),
    "plan": (plan, 1020),
    "coaching": (coaching, 1000),
    "session": (session, 860),
    "script": (script, 1200),
    "rubrics": (rubrics, 1000),
    "rubric-editor": (rubric_editor, 1000),
    "settings": (settings, 860),
    "help": (assistance, 860),
}
"""What is done to bring a page up, and its height in the wide picture."""


def take(browser: Browser, address: str, name: str) -> None:
    prepare, height = PICTURES[name]
    wide = {"width": WIDE, "height": height}
    context = browser.new_context(base_url=address, viewport=wide, color_scheme="light", timezone_id=ZONE)
    page = context.new_page()
    page.set_default_timeout(60_000)
    prepare(page)
    page.screenshot(path=HERE / f"{name}.png")
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(1000)
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.screenshot(path=HERE / f"{name}-narrow.png")
    context.close()


address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501"
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for name in sys.argv[2:] or PICTURES:
        take(browser, address, name)
    browser.close()
