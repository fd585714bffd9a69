"""In the reading room of a real browser: words are selected, a key makes them the excerpt, and they are verified."""

import pytest
from selenium.webdriver.common.by import By

from factcheck.processes import wait_until
from tests.factories.copies import make_pdf
from tests.journeys.browser import Browser, album, open_browser
from tests.journeys.crew import RunningDesk, discard_ground, open_desk, prepare_ground

__all__ = ["album", "open_browser"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CLAIM = "Forty thousand cars go through the harbour tunnel every day."
REPORT = make_pdf(
    "Traffic census of the harbour, and how the office counts.",
    "The office counted 17,310 vehicles a day in the tunnel, both directions together.",
)
WORDS = "17,310 vehicles a day"
PHONE = (360, 740)
SELECT = """
const walker = document.createTreeWalker(document.querySelector("[data-text-root]"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const at = walker.currentNode.data.indexOf(arguments[0]);
  if (at >= 0) getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + arguments[0].length);
}
"""


@pytest.fixture(scope="module")
def desk_with_a_copy():
    """A claim, and our copy of a report in its file."""
    ground = prepare_ground("reading")
    desk = open_desk(ground, "fetcher", "beat", "web")
    yield desk
    desk.stop()
    discard_ground(ground)


def link_report(desk: RunningDesk) -> tuple[int, int]:
    """The numbers of the claim and of the copy of what was linked to it, with words that do not stand there."""
    editor = desk.sign_in("admin")
    claim = editor.post("/api/v1/claims/", {"text": CLAIM, "accept_because": "reach"}).json()["id"]
    about = {"excerpt": "The office counted 40,000 cars a day in the tunnel", "title": "Traffic census"}
    editor.upload(
        f"/api/v1/claims/{claim}/evidence/",
        filename="census.pdf",
        media_type="application/pdf",
        content=REPORT,
        fields=about,
    )
    made = "SELECT id FROM reviews_snapshot WHERE status = 'captured'"
    assert wait_until(lambda: desk.sql(made), seconds=60)
    return claim, desk.sql(made)[0][0]


def sit_down(browser: Browser, desk: RunningDesk) -> None:
    person = desk.of_role("admin")[0]
    browser.go("/desk/")
    browser.wait_for_path("/account/login/")
    browser.fill("Email", person["email"])
    browser.fill("Password", person["password"])
    browser.click("Sign in")
    browser.wait_for_path("/desk/")


def excerpt(browser: Browser) -> str:
    return browser.driver.find_element(By.CSS_SELECTOR, "[data-excerpt]").get_attribute("value")


def test_selected_words_become_a_verified_excerpt_by_keys_alone(desk_with_a_copy, open_browser):
    claim, copy = link_report(desk_with_a_copy)
    browser = open_browser(desk_with_a_copy.origin)
    sit_down(browser, desk_with_a_copy)
    browser.go(f"/desk/claims/{claim}/read/{copy}/")
    browser.see("Traffic census of the harbour", "Page 2", CLAIM)
    browser.driver.execute_script(SELECT, WORDS)
    assert browser.soon(lambda: browser.one("[data-take-words]").is_enabled())
    browser.press("e")
    assert excerpt(browser) == WORDS
    assert browser.field("Where in it").get_attribute("value") == "page 2"
    browser.shoot("reading-room-selected")
    browser.send()
    browser.see("Added to the file. Verified word for word.", "Verified word for word in our copy of")
    assert WORDS in [one.text for one in browser.all("mark")]
    browser.shoot("reading-room-verified")
    a_whole_paragraph(browser)
    on_a_phone(browser)
    assert browser.complaints == []


def a_whole_paragraph(browser: Browser) -> None:
    """j walks from paragraph to paragraph and selects each."""
    browser.blur()
    browser.press("j")
    assert browser.soon(lambda: browser.one("[data-take-words]").is_enabled())
    browser.press("e")
    assert excerpt(browser) == "Traffic census of the harbour, and how the office counts."
    browser.blur()


def on_a_phone(browser: Browser) -> None:
    with browser.looking(*PHONE, phone=True):
        assert not browser.overflows(), "the reading room is wider than a phone"
        browser.shoot("reading-room-phone", whole=True)
