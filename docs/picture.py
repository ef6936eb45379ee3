"""Makes docs/review.png: `coach run`, then `python docs/picture.py [address]`. Needs playwright and Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SAMPLE = "A voicemail after a recorded greeting and a beep"

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501"
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.goto(address)
    page.locator("label").get_by_text("Sample", exact=True).click()
    page.locator("label").get_by_text(SAMPLE).click()
    page.get_by_role("button", name="Start the review").click()
    page.get_by_text("This went well").wait_for(timeout=120_000)
    page.locator(".lines .word").nth(24).click()  # somewhere in the middle, so that the player shows where it is
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(500)
    page.screenshot(path=Path(__file__).parent / "review.png")
    browser.close()
