"""Coaching in Chromium: scoring by mouse and by keys, what is refused, comments, and a session with a group."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from app_in_browser import FIND_AUDIO, ILLEGIBLE, playing_at, settled  # noqa: E402
from playwright.sync_api import Page, expect  # noqa: E402

from coach.edges.kept_reviews import Reviews  # noqa: E402
from coach.edges.kept_sessions import Sessions  # noqa: E402
from coach.edges.store import Store  # noqa: E402
from coach.models import Verdict  # noqa: E402
from coach.reviews import TRAINER_VERDICTS, ReviewDraft  # noqa: E402
from coach.sessions import Clip, Details  # noqa: E402

pytestmark = pytest.mark.browser

DOT = """(second) => {
  const find = (node) => {
    for (const inner of node.querySelectorAll('*')) {
      if (inner.matches('canvas')) return inner;
      const found = inner.shadowRoot && find(inner.shadowRoot);
      if (found) return found;
    }
  };
  const canvas = find(document);
  const scale = canvas.width / canvas.getBoundingClientRect().width;
  const x = (second / Number(canvas.getAttribute('aria-valuemax'))) * canvas.width;
  const [r, g, b, a] = canvas.getContext('2d').getImageData(x + 3 * scale, 7 * scale, 1, 1).data;
  return a > 200 && r + g + b < 90;
}"""
"""Whether a dark dot stands at this second at the top of the waveform, beside the line that shows the position."""


def scoring(page: Page, call: str) -> None:
    """The page on which a trainer scores this call."""
    page.goto(call.replace("/?", "/coaching?"))
    page.get_by_label("Your name").fill("Kim")
    page.get_by_role("button", name="Start").click()
    page.get_by_text("Point 1 of", exact=False).wait_for()
    settled(page)
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.readyState >= 1")


def test_words_that_are_dragged_over_are_evidence_and_a_key_gives_the_verdict(page: Page, call: str) -> None:
    scoring(page, call)
    words = page.locator(".lines .word")
    first, last = words.nth(2).bounding_box(), words.nth(4).bounding_box()
    assert first
    assert last
    quote = " ".join(words.nth(n).inner_text() for n in (2, 3, 4))

    page.mouse.move(first["x"] + 3, first["y"] + 6)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 6, steps=5)
    page.mouse.up()
    assert page.evaluate(f"({FIND_AUDIO})().paused")
    page.get_by_role("button", name="Use as evidence").click()

    expect(page.get_by_test_id("stMarkdown").filter(has_text=f"“{quote}”").first).to_be_visible()
    settled(page)
    page.locator("body").press("2")
    expect(page.get_by_text("1 of", exact=False).first).to_be_visible()
    page.get_by_text("Point 2 of", exact=False).wait_for()
    settled(page)
    page.get_by_role("button", name="Previous point").click()
    settled(page)
    page.get_by_role("textbox", name="Why?").fill("At 2 they say 1 of 3.")
    page.get_by_text("Point 1 of", exact=False).wait_for()  # what is typed gives no verdict
    page.reload()
    page.get_by_label("Your name").wait_for()
    expect(page.get_by_label("Your name")).to_have_value("Kim")


def test_evidence_and_comments_are_made_by_keys_alone(page: Page, call: str) -> None:
    scoring(page, call)

    page.locator(".lines .at").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Use as evidence")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take away").wait_for()
    settled(page)
    page.locator(".lines .at").first.focus()
    page.keyboard.press("m")

    page.get_by_role("textbox", name="What do you want to say?").fill("Well begun.")
    page.get_by_role("button", name="Save the comment").click()
    expect(page.get_by_text("Comment kept.")).to_be_visible()
    expect(page.get_by_role("heading", name="Comments (1)")).to_be_visible()


def test_an_override_without_a_reason_is_refused_in_sight_and_a_comment_stands_on_the_waveform(
    page: Page, call: str, data_folder: Path
) -> None:
    store = Store(f"sqlite:///{data_folder / 'coach.db'}", data_folder)
    recording = call.partition("recording=")[2]
    made, draft = store.result(recording), ReviewDraft()
    assert made
    assert made.scorecard
    for finding in made.scorecard.findings:
        draft = draft.judge(finding.criterion, finding.verdict if finding.verdict in TRAINER_VERDICTS else Verdict.MET)
    Reviews(store).save_draft(recording, "Kim", draft.judge(made.scorecard.findings[0].criterion, Verdict.MISSED))
    page.set_viewport_size({"width": 1280, "height": 700})
    scoring(page, call)
    page.locator(".lines .at").first.focus()
    page.keyboard.press("l")
    page.keyboard.press("l")
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.currentTime > 9.9")
    before = page.evaluate(DOT, 10)

    page.keyboard.press("m")
    page.get_by_role("textbox", name="What do you want to say?").fill("Well begun.")
    page.get_by_role("button", name="Save the comment").click()
    expect(page.get_by_text("Comment kept.")).to_be_visible()
    expect(page.get_by_role("link", name="▶ 0:10")).to_be_visible()
    page.wait_for_function(f"() => ({DOT})(10)")
    assert before is False

    submit = page.get_by_role("button", name="Submit", exact=True)
    submit.click()
    expect(page.get_by_text("You and the machine differ on 1 point")).to_be_in_viewport()
    submit.click()
    expect(
        page.get_by_text("You differ from the machine without a reason on: Says their own name.")
    ).to_be_in_viewport()
    assert Reviews(store).of(recording).cards == ()
    page.get_by_role("textbox", name="Why do you differ").fill("Too fast to catch.")
    submit.click()
    expect(page.get_by_role("heading", name="You differ on 1 of")).to_be_visible()
    store.close()


def test_a_group_hears_one_clip_to_its_end_and_goes_on_by_keys(page: Page, call: str, data_folder: Path) -> None:
    store = Store(f"sqlite:///{data_folder / 'coach.db'}", data_folder)
    sessions, recording = Sessions(store), call.partition("recording=")[2]
    session = sessions.add(Details(name="Tuesday coaching"), "Kim")
    for start in (2.0, 9.0):
        sessions.put_on(session, Clip(recording=recording, start=start, end=start + 1.5), "Kim")
    store.close()
    page.goto(f"/coaching?session={session}&clip=1")
    page.get_by_text("Clip 1 of 2").wait_for()
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.currentTime === 2")
    size = page.locator(".lines .word").first.evaluate("(word) => parseFloat(getComputedStyle(word).fontSize)")
    assert size >= 28

    expect(page.get_by_role("button", name="Play", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_function(f"() => ({FIND_AUDIO})().currentTime > 2.5")
    page.wait_for_function(f"() => ({FIND_AUDIO})().paused")
    assert playing_at(page) == pytest.approx(3.5, abs=0.1)

    page.get_by_label("Speed").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("What did the group decide?").fill("Say the firm first.")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Clip 1 of 2")).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).focus()
    page.wait_for_timeout(400)  # what was written is on its way
    settled(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Clip 2 of 2")).to_be_visible()
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.currentTime === 9")
    settled(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Say the firm first.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"clip=end$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scoring_page_is_legible_and_fits_a_phone(page: Page, call: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 900})
    scoring(page, call)
    page.get_by_text("All points:", exact=False).click()
    page.get_by_role("button", name="Choose the line at").first.click()

    for _ in range(2):  # without the machine's verdicts, then with them
        settled(page)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
        assert page.evaluate(ILLEGIBLE) == []
        if (reveal := page.get_by_role("button", name="Show the machine's verdicts")).count():
            reveal.click()
            page.get_by_text("The machine:", exact=False).wait_for()
