"""Practice in Chromium: what is underlined while one types, what one click does, what a reload keeps, and a take."""

from __future__ import annotations

import re
import time

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from app_in_browser import settled  # noqa: E402
from playwright.sync_api import Locator, Page, expect  # noqa: E402

pytestmark = pytest.mark.browser

LONG = (
    "Hi Marcus, this is Dana Reyes from Harper Law about the rear-end collision on Fifth Street. Sorry I missed you. "
    "I hope you are having a really great day. I have looked at the police report for you, and I can tell you what it "
    "means for the repair bill. Call me on 412 555 0158. Thank you so much and have a great day."
)


@pytest.fixture
def words(page: Page) -> Locator:
    page.goto("/practice")
    page.get_by_role("heading", name="Practice", exact=True).wait_for()
    settled(page)
    return page.get_by_label("in your words")


def write(page: Page, words: Locator, text: str) -> None:
    words.click()
    page.keyboard.insert_text(text)
    expect(page.get_by_text(re.compile(r"points of our rubric"))).to_be_visible()


def test_it_is_underlined_while_one_types(page: Page, words: Locator) -> None:
    write(page, words, LONG)
    sorry = page.locator("mark", has_text="Sorry I missed you.")
    expect(sorry).to_have_count(1)

    words.evaluate("(field) => field.setSelectionRange(0, 0)")
    page.keyboard.type("Sorry I missed you. ", delay=5)

    expect(sorry).to_have_count(2)


def test_one_click_cuts_it_to_its_length_and_one_key_takes_that_back(page: Page, words: Locator) -> None:
    write(page, words, LONG)

    page.get_by_role("button", name="Cut ").click()

    expect(words).not_to_have_value(re.compile("I hope you are having"))
    expect(page.get_by_text("Says it in 20 seconds")).to_have_count(0)
    words.press("Control+z")
    expect(words).to_have_value(LONG)


def test_go_to_it_selects_the_words_and_ignore_keeps_a_point_away(page: Page, words: Locator) -> None:
    write(page, words, LONG)

    page.get_by_role("button", name="Go to it: No apology").click()
    chosen = words.evaluate("(field) => field.value.slice(field.selectionStart, field.selectionEnd)")
    page.get_by_role("button", name="Ignore: No apology").click()

    assert chosen == "Sorry I missed you."
    expect(page.get_by_text("1 ignored for this draft.")).to_be_visible()
    write(page, words, " Bye.")
    expect(page.get_by_role("button", name="Ignore: No apology")).to_have_count(0)


def test_a_reload_loses_no_word(page: Page, words: Locator) -> None:
    page.get_by_label("Who do you call?").fill("Marcus Lee")
    page.keyboard.press("Tab")
    settled(page)
    words.click()
    page.keyboard.insert_text("Hi Marcus, half a sent")

    page.reload()

    expect(words).to_have_value("Hi Marcus, half a sent")
    expect(page.get_by_label("Who do you call?")).to_have_value("Marcus Lee")
    expect(page.get_by_text(re.compile(r"points of our rubric"))).to_be_visible()


def test_it_is_read_aloud_against_the_clock(page: Page, words: Locator) -> None:
    write(page, words, LONG)

    page.get_by_role("button", name="Read it aloud against 20 s").click()
    expect(page.locator(".flag")).to_have_text("20 s")
    expect(page.locator(".read .now")).to_be_visible()
    page.wait_for_timeout(1_200)
    page.get_by_role("button", name="Stop", exact=True).click()

    expect(page.get_by_text(re.compile(r"You took 1\.\d s: within 20 s"))).to_be_visible()
    expect(words).to_have_value(LONG)


def test_a_take_is_recorded_scored_and_stands_beside_the_next_one(page: Page, words: Locator) -> None:
    write(page, words, LONG)
    for number in (1, 2):
        page.get_by_role("button", name="Record", exact=True).click()
        page.wait_for_timeout(1_500)
        page.get_by_role("button", name="Stop recording").click()
        expect(page.get_by_text(f"Take {number}", exact=True)).to_be_visible()
        expect(page.get_by_text("Score", exact=True)).to_have_count(number)
        expect(page.get_by_text(re.compile(r"Take \d is kept"))).to_have_count(0)

    expect(words).to_have_value(LONG)
    expect(page.get_by_role("link", name="Scorecard")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_those_who_do_not_see_or_point(page: Page, words: Locator, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    write(page, words, LONG)
    page.get_by_text("Cut ", exact=False).first.wait_for()
    time.sleep(0.5)

    found = axe.Axe().run(page)

    assert [(v["id"], [n["target"] for n in v["nodes"]][:2]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
