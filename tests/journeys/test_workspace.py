"""A reviewer in a hurry: from the queue to the review with the keys alone, and nothing typed is lost."""

import pytest
from selenium.webdriver import ActionChains, Keys

from factcheck.road.seeds import SEEDS, read_seed_articles, seed_files
from factcheck.road.walk import await_split, submit
from tests.journeys import browser_model as model
from tests.journeys.browser import Browser, album, open_browser
from tests.journeys.crew import RunningDesk, discard_ground, open_desk, prepare_ground

__all__ = ["album", "open_browser"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PHONE = (360, 740)
ADDRESS = "https://roads.example/census/2025"
WORDS = "Thirty-one stallholders were registered."
WHY = "The register counts thirty-one."


@pytest.fixture(scope="module")
def desk_with_a_queue():
    """Two claims with numbers wait for anybody."""
    ground = prepare_ground("workspace")
    desk = open_desk(ground, "worker", "beat", "web")
    editor = desk.sign_in("admin")
    about = next(one for one, file in zip(read_seed_articles(), seed_files(), strict=True) if file == model.ARTICLE)
    article = submit(editor, {**about, "text": (SEEDS / model.ARTICLE).read_text()})
    await_split(editor, article)
    found = editor.get(f"/api/v1/articles/{article}/claims/").json()["results"]
    numeric = [one["id"] for one in found if "numeric" in one["types"]][:2]
    for claim in numeric:
        editor.post(f"/api/v1/claims/{claim}/accept/", {"because": "reach"})
    assert len(numeric) == 2
    yield desk
    desk.stop()
    discard_ground(ground)


def sit_down(browser: Browser, desk: RunningDesk) -> None:
    person = desk.of_role("reviewer")[0]
    browser.go("/desk/work/")
    browser.wait_for_path("/account/login/")
    browser.fill("Email", person["email"])
    browser.fill("Password", person["password"])
    browser.click("Sign in")
    browser.wait_for_path("/desk/work/")


def keys(browser: Browser, *what: str) -> None:
    for one in what:
        ActionChains(browser.driver).send_keys(one).perform()


def test_from_the_queue_to_the_review_with_the_keys_alone(desk_with_a_queue, open_browser):
    browser = open_browser(desk_with_a_queue.origin)
    sit_down(browser, desk_with_a_queue)
    browser.see("Next claim", "0 of ")
    browser.shoot("work-empty")
    browser.press("n")
    browser.wait_for_path("/desk/assignments/")
    browser.see("From the queue", "Where it was said", "Check these", "Your rating")
    browser.shoot("workspace")
    see_the_keys(browser)
    link_evidence(browser)
    unsaved_text_comes_back(browser)
    browser.press("c")
    keys(browser, Keys.SPACE)
    assert browser.all("#checklist input[type=checkbox]")[0].is_selected()
    browser.blur()
    browser.press("3")
    assert browser.one("input[name=rating][data-key='3']").is_selected()
    browser.see("Saved ")
    on_a_phone(browser)
    hand_in(browser)
    assert browser.complaints == []


def rationale(browser: Browser) -> str:
    return browser.one("textarea[name=rationale]").get_attribute("value")


def see_the_keys(browser: Browser) -> None:
    browser.press("?")
    browser.see("Next claim", "Add to the file", "Checklist", "Hand in (asks first)", "Decline", "Why", "Rate: Mixed")
    browser.shoot("workspace-keys")
    browser.press(browser.ESCAPE)
    browser.miss("Hand in (asks first)")


def link_evidence(browser: Browser) -> None:
    """A pasted address opens the form; the exact words come next; Ctrl+Enter sends it."""
    browser.driver.execute_script(
        "const taken = new DataTransfer(); taken.setData('text/plain', arguments[0]);"
        "document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: taken, bubbles: true}))",
        ADDRESS,
    )
    assert browser.field("Address").get_attribute("value") == ADDRESS
    keys(browser, WORDS)
    browser.shoot("workspace-evidence")
    browser.send()
    browser.see("1 piece of evidence", WORDS)
    browser.shoot("workspace-added")
    browser.blur()
    browser.press("j")
    assert browser.one("#file-list [aria-current=true]").text.startswith("“Thirty-one")


def unsaved_text_comes_back(browser: Browser) -> None:
    """The tab is killed before the text is saved; another one offers it."""
    here = browser.driver.current_url
    killed = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    other = browser.driver.current_window_handle
    browser.driver.switch_to.window(killed)
    browser.press("r")
    keys(browser, WHY)
    browser.driver.close()
    browser.driver.switch_to.window(other)
    browser.resize(1366, 768)
    browser.go(here)
    browser.see("There is text here that was not saved")
    assert rationale(browser) == ""
    browser.shoot("workspace-unsaved")
    browser.click("Take it")
    assert rationale(browser) == WHY
    browser.see("Saved ")


def on_a_phone(browser: Browser) -> None:
    with browser.looking(*PHONE, phone=True):
        assert not browser.overflows(), f"the workspace is wider than a phone: {browser.too_wide()}"
        browser.shoot("workspace-phone", whole=True)


def hand_in(browser: Browser) -> None:
    """s asks; the open items are asked about; then it is in."""
    browser.press("s")
    browser.see("Hand in your review?")
    keys(browser, Keys.ENTER)
    browser.see("of the list are open", "Hand in anyway")
    browser.shoot("workspace-open-items")
    assert rationale(browser) == WHY
    browser.press("s", "s")
    browser.see("Your review", WHY)
    browser.shoot("workspace-handed-in")
    browser.go("/desk/work/")
    browser.see("Done this week", "hidden until all are in")
    browser.shoot("work-done")
    with browser.looking(*PHONE, phone=True):
        assert not browser.overflows(), "My work is wider than a phone"
        browser.shoot("work-phone", whole=True)
