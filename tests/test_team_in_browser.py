"""A team in Chromium, with a login that really runs: each sees what is theirs, and nobody else's address plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest
from app_in_browser import FIND_AUDIO, PATIENCE_MS, settled
from team_app import Team, log_in, served_team

from coach.access import Role
from coach.edges.audit_log import AuditLog
from coach.edges.kept_people import People

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    with served_team(tmp_path_factory.mktemp("team"), "dana", "omar", "tess", "ada", "zoe", "eve") as team:
        for name, role in (("dana", Role.REP), ("omar", Role.REP), ("tess", Role.TRAINER), ("zoe", Role.REP)):
            team.add(name, role, "east")
        team.add("ada", Role.ADMIN, "")
        team.recording("dana", "emerald")
        team.recording("omar", "scarlet")
        yield team


@pytest.fixture
def visit(browser: Browser, team: Team) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=team.address)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def came_in(context: BrowserContext, team: Team, name: str) -> Page:
    page = context.new_page()
    log_in(page, team, name)
    page.get_by_role("heading", name="Review a recording").wait_for()
    settled(page)
    return page


def calls_of(page: Page) -> str:
    page.goto("/calls")
    page.get_by_role("heading", name="Calls").wait_for()
    settled(page)
    return page.locator("body").inner_text()


def audio_address(page: Page, team: Team, recording: str) -> str:
    page.goto(f"/?recording={recording}")
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.src")
    return str(page.evaluate(f"({FIND_AUDIO})().src"))


def status(context: BrowserContext, address: str) -> int:
    return context.request.get(address).status


def test_nobody_who_has_not_logged_in_sees_anything(visit: BrowserContext, team: Team) -> None:
    page = visit.new_page()

    for path in ("/", "/calls", "/settings", "/coaching"):
        page.goto(path)
        page.get_by_role("button", name="Log in").wait_for()
        settled(page)
        said = page.locator("body").inner_text()
        assert "emerald" not in said
        assert "scarlet" not in said


def test_a_stranger_with_a_login_of_the_same_provider_is_told_so_plainly(visit: BrowserContext, team: Team) -> None:
    page = visit.new_page()
    log_in(page, team, "eve")

    page.get_by_text("You have no access here.").wait_for()
    assert "emerald" not in page.locator("body").inner_text()


def test_a_rep_sees_the_own_a_trainer_the_teams(browser: Browser, visit: BrowserContext, team: Team) -> None:
    page = came_in(visit, team, "dana")
    said = calls_of(page)
    assert "emerald" in said
    assert "scarlet" not in said
    assert page.get_by_role("link", name="Settings").count() == 0
    assert page.get_by_role("link", name="Coaching").count() == 0

    other = browser.new_context(base_url=team.address)
    other.set_default_timeout(PATIENCE_MS)
    said = calls_of(came_in(other, team, "tess"))
    assert "emerald" in said
    assert "scarlet" in said
    other.close()


def test_an_address_that_plays_here_plays_nowhere_else_and_no_longer_than_the_login(
    browser: Browser, visit: BrowserContext, team: Team
) -> None:
    recording = team.store.as_actor(team.people["dana"]).recordings()[0].id
    page = came_in(visit, team, "dana")
    address = audio_address(page, team, recording)
    assert status(visit, address) == 200

    other = browser.new_context(base_url=team.address)
    other.set_default_timeout(PATIENCE_MS)
    assert status(other, address) == 403
    came_in(other, team, "tess")
    assert status(other, address) == 403, "though she may hear it, by an address of her own"
    tried = AuditLog(team.store.database, team.folder).last(1)[0]
    assert (tried.actor, tried.action, tried.outcome) == (team.people["tess"].id, "play", "refused")
    other.close()
    with pytest.raises(OSError, match="403"):
        urlopen(Request(address), timeout=10)

    old = visit.cookies()
    page.goto("/account")
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log in").wait_for()
    assert status(visit, address) == 403
    visit.add_cookies(old)
    assert status(visit, address) == 403, "the old cookie is worth nothing"
    page.goto("/calls")
    page.get_by_text("Your login has ended.").wait_for()
    assert "emerald" not in page.locator("body").inner_text()


def test_whoever_is_shut_out_is_out_at_the_next_click(visit: BrowserContext, team: Team) -> None:
    team.recording("zoe", "violet")
    page = came_in(visit, team, "zoe")
    assert "violet" in calls_of(page)
    page.get_by_role("link", name="Practice").wait_for()

    People(team.store.database).change(team.people["zoe"].id, active=False)
    page.get_by_role("link", name="Practice").click()

    page.get_by_text("Your login has ended.").wait_for()


def test_what_was_done_stands_in_the_log(visit: BrowserContext, team: Team) -> None:
    recording = team.store.as_actor(team.people["omar"]).recordings()[0].id
    page = came_in(visit, team, "omar")
    audio_address(page, team, recording)
    page.wait_for_function(f"() => ({FIND_AUDIO})()?.readyState >= 1")
    page.get_by_role("button", name="Save it as …").click()
    page.get_by_text("A table (CSV)").click()
    page.get_by_role("button", name="↓ Save").wait_for()

    log = AuditLog(team.store.database, team.folder)
    mine = [(one.action, one.resource) for one in log.last(50) if one.actor == team.people["omar"].id]

    of_it = {(action, f"recording {recording}") for action in ("see", "play", "export")}
    assert {("log in", "people"), *of_it} <= set(mine)
    assert log.problems() == ()


def test_a_trainer_scores_a_recording_of_the_team_under_the_own_name(visit: BrowserContext, team: Team) -> None:
    recording = team.store.as_actor(team.people["omar"]).recordings()[0].id
    page = came_in(visit, team, "tess")
    page.get_by_role("link", name="Coaching").click()
    page.get_by_text("scarlet").first.wait_for()
    assert page.get_by_label("Your name").count() == 0

    for path in (f"/coaching?recording={recording}", f"/?recording={recording}"):
        page.goto(path)
        page.get_by_text("scarlet").first.wait_for()
        settled(page)
        assert page.get_by_role("alert").count() == 0, page.get_by_role("alert").all_inner_texts()
    page.get_by_role("link", name="Account").click()
    page.get_by_role("heading", name="Erase a recording").wait_for()
    page.get_by_text("No recording is kept.").wait_for()


def test_an_admin_has_the_settings(visit: BrowserContext, team: Team) -> None:
    page = came_in(visit, team, "ada")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("heading", name="Settings").wait_for()
    page.get_by_role("tab", name="Your data").click()
    page.get_by_role("heading", name="Erase everything").wait_for()
    settled(page)
    assert page.get_by_role("alert").count() == 0, page.get_by_role("alert").all_inner_texts()


def test_a_rep_has_the_own_recording_listened_to_and_erases_it(visit: BrowserContext, team: Team) -> None:
    page = came_in(visit, team, "dana")
    for name in ("dana", "omar"):  # the same sample, and each has their own
        page = page if name == "dana" else came_in(_other(visit), team, name)
        page.get_by_text("Sample", exact=True).click()
        page.get_by_role("radiogroup", name="Samples").wait_for()
        settled(page)
        page.get_by_role("button", name="Start the review").click()
        page.wait_for_function("() => /job=/.test(location.search)")
        settled(page)
    newest = {team.store.resource(kept.id).owner: kept.id for kept in team.store.recordings(2)}
    assert set(newest) == {team.people["dana"].id, team.people["omar"].id}

    page = visit.pages[0]
    page.goto(f"/account?erase={newest[team.people['dana'].id]}")
    page.get_by_label("To confirm, type").fill("erase")
    page.get_by_role("button", name="Erase").click()
    page.get_by_text("is erased.").wait_for()
    assert team.store.recording(newest[team.people["dana"].id]) is None
    assert team.store.recording(newest[team.people["omar"].id]) is not None


def _other(visit: BrowserContext) -> BrowserContext:
    assert visit.browser is not None
    other = visit.browser.new_context(base_url=visit.pages[0].url.partition("/?")[0])
    other.set_default_timeout(PATIENCE_MS)
    return other
