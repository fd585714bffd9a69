"""An editor at eight in the morning: the board, with the keys."""

from datetime import UTC, datetime, timedelta

import pytest

from factcheck.road.seeds import SEEDS, read_seed_articles, seed_files
from factcheck.road.walk import await_split, submit
from tests.journeys import browser_model as model
from tests.journeys.browser import Browser, album, open_browser
from tests.journeys.crew import RunningDesk, discard_ground, open_desk, prepare_ground

__all__ = ["album", "open_browser"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PHONE = (360, 740)
CLAIMS = 3


@pytest.fixture(scope="module")
def desk_with_claims():
    """Three accepted claims wait to be assigned."""
    ground = prepare_ground("board")
    desk = open_desk(ground, "worker", "web")
    editor = desk.sign_in("admin")
    about = next(one for one, file in zip(read_seed_articles(), seed_files(), strict=True) if file == model.ARTICLE)
    article = submit(editor, {**about, "text": (SEEDS / model.ARTICLE).read_text()})
    await_split(editor, article)
    found = editor.get(f"/api/v1/articles/{article}/claims/").json()["results"]
    for claim in found[:CLAIMS]:
        editor.post(f"/api/v1/claims/{claim['id']}/accept/", {"because": "reach"})
    assert len(found) >= CLAIMS
    yield desk
    desk.stop()
    discard_ground(ground)


def sit_down(browser: Browser, desk: RunningDesk) -> None:
    person = desk.of_role("admin")[0]
    browser.go("/desk/board/")
    browser.wait_for_path("/account/login/")
    browser.fill("Email", person["email"])
    browser.fill("Password", person["password"])
    browser.click("Sign in")
    browser.wait_for_path("/desk/board/")


def rows(browser: Browser) -> list[str]:
    """The words of the claims on the page, from the top."""
    return [one.text for one in browser.all(".row-words a")]


def test_two_claims_are_marked_and_assigned_with_the_keys_and_a_third_is_moved_up(desk_with_claims, open_browser):
    browser = open_browser(desk_with_claims.origin)
    sit_down(browser, desk_with_claims)
    browser.see("3 to assign", "With seats free")
    browser.shoot("board")
    see_the_keys(browser)
    boosted = rows(browser)[-1]
    move_up(browser, boosted)
    browser.go("/desk/board/?show=to_assign")
    assert rows(browser)[0] == boosted
    browser.see("moved up")
    marked = rows(browser)[1:]
    mark(browser, marked)
    assign_the_marked(browser, desk_with_claims.of_role("reviewer")[0]["name"])
    browser.go("/desk/board/?show=under_way")
    assert sorted(rows(browser)) == sorted(marked)
    browser.see("1 seat free")
    browser.go("/desk/board/?show=to_assign")
    assert rows(browser) == [boosted]
    assert browser.complaints == []


def see_the_keys(browser: Browser) -> None:
    """Each key is listed once, however many rows answer to it."""
    browser.press("?")
    browser.see("Mark the row", "Assign the marked claims", "Filter", "Search")
    assert browser.text().count("Mark the row") == 1
    browser.shoot("board-keys")
    browser.press(browser.ESCAPE)
    browser.miss("Assign the marked claims")
    browser.press("f")
    assert browser.field("Held by").is_displayed()
    browser.press("f")


def move_up(browser: Browser, words: str) -> None:
    browser.click(words)
    browser.click("Move up or down")
    browser.fill("Points", "2000")
    browser.type_into("#place [name=because]", "Readers ask about it.")
    browser.shoot("board-move-up")
    browser.click("Move it")
    browser.see("Moved because: Readers ask about it.")


def mark(browser: Browser, words: list[str]) -> None:
    """The second row and the third; the first stays as it is."""
    browser.press("j", "j", "x", "j", "x")
    ticked = [one for one in browser.all(".rows > li") if one.find_elements("css selector", ".row-mark:checked")]
    assert [any(claim in row.text for row in ticked) for claim in words] == [True, True]
    assert len(ticked) == len(words)


def assign_the_marked(browser: Browser, name: str) -> None:
    people = [one for one in browser.all("#assign-many label.choice") if name in one.text]
    people[0].click()
    browser.fill("Due", f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%dT12:00}")
    browser.shoot("board-marked")
    with browser.looking(*PHONE, phone=True):
        assert not browser.overflows(), "the board is wider than a phone"
        browser.shoot("board-phone")
    browser.blur()
    browser.press("A")
    browser.see("2 claims assigned.")
    browser.shoot("board-assigned")
