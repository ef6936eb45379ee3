"""Makes the pictures in docs/: `coach run`, then `python docs/picture.py [address]`.

Needs playwright and Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ZONE = "America/Chicago"
PICTURES = {
    "review.png": ("A voicemail after a recorded greeting and a beep", 900),
    "call.png": ("A call on two channels that ends on a locked step", 1500),
}
"""For each picture the sample that it shows, and its height."""
LEAD = "A call on two channels that ends on a locked step"
"""The sample whose follow-ups are shown."""
PRACTISED = (
    "Hi Marcus, this is Dana Reyes from Harper Law. Sorry I missed you. I hope you are having a really great day. "
    "I have looked at the police report on the rear-end collision, and I can tell you what it means for the repair "
    "bill. Please call me back whenever you get a chance. Thank you so much and have a great day."
)
HEARD = "Hi Marcus, this is Dana Reyes from Harper Law. I am looking at the police report. Call me on 412 555 0158."


def review(browser: Browser, address: str, sample: str, height: int) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": height}, color_scheme="light", timezone_id=ZONE)
    page.goto(address)
    page.locator("label").get_by_text("Sample", exact=True).click()
    page.locator("label").get_by_text(sample).click()
    page.get_by_role("button", name="Start the review").click()
    page.get_by_text("This went well").wait_for(timeout=120_000)
    return page


def take(browser: Browser, address: str, sample: str, height: int, to: Path) -> None:
    page = review(browser, address, sample, height)
    page.locator(".lines .word").nth(24).click()  # somewhere in the middle, so that the player shows where it is
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(500)
    page.screenshot(path=to)
    page.close()


def take_follow_ups(browser: Browser, address: str, to: Path) -> None:
    page = review(browser, address, LEAD, 1020)
    page.get_by_role("link", name="What to say next").click()
    page.get_by_role("button", name="Keep this lead").or_(page.get_by_role("tab", name="Plan")).wait_for()
    page.wait_for_timeout(1000)
    if page.get_by_role("button", name="Keep this lead").count():
        page.get_by_role("button", name="Keep this lead").click()
        page.get_by_role("tab", name="Plan").wait_for()
    page.get_by_text("Handwritten note", exact=True).first.click()
    page.wait_for_timeout(1500)
    page.get_by_text("Email", exact=True).first.click()
    page.wait_for_timeout(2000)
    page.mouse.move(5, 500)
    page.screenshot(path=to)
    page.close()


def take_practice(browser: Browser, address: str, to: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1290}, color_scheme="light", timezone_id=ZONE)
    page.goto(f"{address}/practice")
    page.get_by_role("heading", name="Practice", exact=True).wait_for()
    page.wait_for_load_state("networkidle")
    page.get_by_text("They heard nothing").click()
    told = {
        "Who do you call?": "Marcus Lee",
        "Why now": "the rear-end collision on Fifth Street",
        "Your name": "Dana Reyes",
        "Your firm": "Harper Law",
        "What they already heard": HEARD,
    }
    for label, text in told.items():
        page.get_by_label(label).first.fill(text)
        page.keyboard.press("Tab")
        page.wait_for_timeout(700)
    page.get_by_text("They heard 1 message").click()
    page.get_by_label("in your words").fill(PRACTISED)
    page.get_by_role("button", name="Cut ").wait_for()
    page.wait_for_timeout(1500)
    page.screenshot(path=to)
    page.close()


def take_session(browser: Browser, address: str, to: Path) -> None:
    page = review(browser, address, LEAD, 900)
    page.goto(page.url.replace("/?", "/coaching?"))
    page.get_by_label("Your name").fill("Kim Roe")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Choose the line at").nth(3).click()
    page.get_by_role("button", name="Add to the session").first.click()
    page.get_by_label("Its name").fill("Tuesday coaching")
    page.get_by_label("Question for the group").fill("He is on a ladder. What would you have said?")
    for label, seconds in (("From (seconds)", "9.4"), ("To (seconds)", "18.3")):
        page.get_by_label(label).fill(seconds)
        page.keyboard.press("Tab")
        page.wait_for_timeout(1000)
    page.get_by_label("The point that it is about").click()
    page.get_by_role("option", name="Asks for a better time").click()
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="The session").click()
    page.get_by_role("button", name="Start the session").click()
    page.get_by_text("Clip 1 of 1").wait_for()
    page.set_viewport_size({"width": 1600, "height": 900})
    page.wait_for_timeout(2000)
    page.screenshot(path=to)
    page.close()


address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501"
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for name, (sample, height) in PICTURES.items():
        take(browser, address, sample, height, Path(__file__).parent / name)
    take_follow_ups(browser, address, Path(__file__).parent / "follow-ups.png")
    take_practice(browser, address, Path(__file__).parent / "practice.png")
    take_session(browser, address, Path(__file__).parent / "session.png")
    browser.close()
