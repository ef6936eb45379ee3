"""What of the Review page only a browser shows: a folder is chosen, and the player tells the moment of a note."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from app_in_browser import settled
from playwright.sync_api import Page, expect

from coach.samples import samples

pytestmark = pytest.mark.browser


def test_a_folder_is_reviewed_and_the_rep_notes_something_at_the_moment_that_is_heard(
    page: Page, tmp_path: Path
) -> None:
    week = tmp_path / "week"
    (week / "monday").mkdir(parents=True)
    for name, sample in (("one.ogg", samples()[0]), ("monday/two.ogg", samples()[1])):
        (week / name).write_bytes(sample.audio.read_bytes() + b"folder")
    (week / "notes.txt").write_text("Call Marcus.")
    page.goto("/")
    page.locator("label").get_by_text("Folder", exact=True).click()
    page.locator("input[type=file][webkitdirectory]").set_input_files(week)
    expect(page.get_by_text("2 recordings found. 1 other file is left out: notes.txt.")).to_be_visible()
    page.get_by_role("button", name="Start the review").click()
    expect(page.get_by_role("heading", name="What came of them")).to_be_visible()

    page.get_by_role("button", name="monday/two.ogg").click()
    page.get_by_text("This went well").wait_for()
    settled(page)
    page.locator(".lines .word").nth(12).click()  # the player goes there
    page.get_by_role("button", name="Pause").click()
    page.keyboard.press("m")
    page.get_by_label("What do you want to say?").fill("Breathe here.")
    page.get_by_role("button", name="Save the comment").click()

    page.get_by_role("tab", name="Comments").click()
    expect(page.get_by_text("Breathe here.")).to_be_visible()
    expect(page.get_by_text("only you see this")).to_be_visible()
    expect(page.get_by_role("heading", name="Comments (1)")).to_be_visible()
