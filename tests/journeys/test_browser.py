"""Three people take one sentence from a pasted article to a published verdict in a real browser, and a reader reads it.

Pictures of every screen go to build/screenshots (`make screenshots`).
"""

import os
import signal
from datetime import datetime, timedelta

import pytest

from factcheck.road.seeds import SEEDS, read_seed_articles, seed_files
from factcheck.road.walk import await_split, seed_road, submit, walk
from tests.journeys import browser_model as model
from tests.journeys.browser import Browser, album, open_browser
from tests.journeys.crew import RunningDesk, discard_ground, open_desk, prepare_ground

__all__ = ["album", "open_browser"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ANA, BEN, CHI = "Ana Okafor", "Ben Lindqvist", "Chi Moreno"
PHONE, WIDE = (360, 740), (1920, 1080)
MIXED = "3"  # the third of five


@pytest.fixture(scope="module")
def used_desk():
    """A desk with some work done: four articles, a published verdict, two reviewers who disagree."""
    ground = prepare_ground("browser")
    desk = open_desk(ground, "worker", "fetcher", "beat", "web")
    editor = desk.sign_in("admin")
    articles = [
        submit(editor, one)
        for one, file in zip(read_seed_articles(), seed_files(), strict=True)
        if file != model.ARTICLE
    ]
    for article in articles:
        await_split(editor, article)
    walk(seed_road(desk, articles=articles).steps_to_verdict())
    walk(seed_road(desk, articles=articles, disputed=True).steps_to_comparison())
    yield desk
    desk.stop()
    discard_ground(ground)


def sit_down(browser: Browser, desk: RunningDesk, who: str) -> None:
    """Sign in through the form, or come back to one's own session."""
    if browser.be(who):
        browser.go("/desk/")
        return
    person = next(one for one in desk.people if one["name"] == who)
    browser.go("/desk/")
    browser.wait_for_path("/account/login/")
    if who == ANA:
        browser.shoot("sign-in")
    browser.fill("Email", person["email"])
    browser.fill("Password", person["password"])
    browser.click("Sign in")
    browser.wait_for_path("/desk/")
    browser.remember(who)


def test_three_people_take_a_sentence_to_a_verdict(used_desk, open_browser):
    browser = open_browser(used_desk.origin)

    sit_down(browser, used_desk, ANA)
    browser.see("Board", "settle")
    browser.shoot("board")
    hand_in_an_article(browser, used_desk)
    triage(browser)
    assign(browser)

    sit_down(browser, used_desk, BEN)
    build_the_file(browser)
    rate(browser, model.LEAD, name="lead")
    sit_down(browser, used_desk, CHI)
    rate_blind(browser)

    sit_down(browser, used_desk, BEN)
    write(browser)
    sit_down(browser, used_desk, ANA)
    address = publish(browser)

    browser.be("nobody")
    read(browser, address)
    sit_down(browser, used_desk, ANA)
    look_around(browser)
    assert browser.complaints == []


def hand_in_an_article(browser: Browser, desk: RunningDesk) -> None:
    """Paste it, and watch the page say by itself how far it is."""
    about = next(one for one, file in zip(read_seed_articles(), seed_files(), strict=True) if file == model.ARTICLE)
    browser.click("Articles")
    browser.see("Kelder Post")
    browser.shoot("articles")
    browser.press("c")
    browser.wait_for_path("/desk/articles/new/")
    browser.press("t")
    browser.paste((SEEDS / model.ARTICLE).read_text())
    browser.fill("Title", about["title"])
    browser.fill("Outlet", about["outlet"])
    browser.fill("Address", about["url"])
    browser.fill("Published on", about["published_on"])
    browser.shoot("add-an-article")
    with asleep(desk, "worker"):
        browser.send()
        browser.see("Received")
        browser.shoot("article-in-progress")
    browser.see("proposed of", "Said by")


class asleep:  # noqa: N801 - reads as a sentence: with asleep(desk, "worker")
    """A process of the crew that does nothing for a while."""

    def __init__(self, desk: RunningDesk, name: str) -> None:
        self.group = desk.processes[name].pid

    def __enter__(self) -> None:
        os.killpg(self.group, signal.SIGSTOP)

    def __exit__(self, *error: object) -> None:
        os.killpg(self.group, signal.SIGCONT)


def card(browser: Browser) -> str:
    return browser.one(".card-words").text


def triage(browser: Browser) -> None:
    """With the keyboard alone."""
    first = card(browser)
    browser.shoot("triage")
    browser.press("j")
    assert browser.soon(lambda: card(browser) != first)
    browser.press("k")
    assert browser.soon(lambda: card(browser) == first)
    browser.press("?")
    browser.see("Accept, then why")
    browser.shoot("keys")
    browser.press(browser.ESCAPE)

    find_card(browser, model.WORDS)
    browser.press("w", "0")
    browser.fill("Who says it", model.CLAIMANT)
    browser.choose("Who that is", "Organisation")
    browser.shoot("triage-who")
    browser.send()
    browser.miss("Who that is")
    browser.press("e")
    browser.fill("The claim in words", model.WORDING)
    browser.shoot("triage-wording")
    browser.send()
    browser.see(f"“{model.WORDING}”")
    browser.press("a")
    browser.see("Readers asked")
    browser.shoot("triage-accept-why")
    browser.press("4")
    browser.see("1 accepted")

    passed_over = card(browser)
    browser.press("x")
    browser.shoot("triage-dismiss-why")
    browser.press("4")
    browser.see("1 dismissed")
    assert browser.soon(lambda: card(browser) != passed_over)
    browser.press("u")
    browser.miss("1 dismissed")
    assert browser.soon(lambda: card(browser) == passed_over)
    browser.press("x", "1")
    browser.see("1 accepted, 1 dismissed")
    browser.shoot("triage-decided")
    browser.press("f")
    browser.see("This article is finished", "not picked")
    browser.shoot("triage-finished")


def find_card(browser: Browser, words: str) -> None:
    for _ in range(30):
        before = card(browser)
        if words in before:
            return
        browser.press("j")
        assert browser.soon(lambda before=before: card(browser) != before)
    raise AssertionError(f"no proposal says “{words}”")


def assign(browser: Browser) -> None:
    browser.click("Board")
    browser.see(model.WORDING)
    browser.shoot("board-to-assign")
    browser.row(model.WORDING, "Assign")
    browser.see("How it is checked")
    browser.shoot("claim-to-assign")
    browser.tick(f'input[name=lead][aria-label^="{BEN}"]')
    browser.tick(f'input[name=reviewers][aria-label*="{CHI}"]')
    due = datetime.now() + timedelta(days=3)
    browser.fill("Due", due.strftime("%Y-%m-%dT12:00"))
    browser.click("A note, or a reason", within="#assign")
    browser.fill("Note to those you ask", "The guild’s own page first, please.")
    browser.click("Assign", within="#assign")
    browser.see("Who checks it", "Ben Lindqvist", "Chi Moreno")
    browser.shoot("claim-assigned", whole=True)


def build_the_file(browser: Browser) -> None:
    browser.see("My work", model.WORDING)
    browser.shoot("my-work")
    browser.row(model.WORDING, "Begin")
    browser.see("Where it was said", "Your rating")
    browser.shoot("workspace-empty")
    for number, source in enumerate(model.SOURCES, start=1):
        browser.press("e")
        browser.fill("Exact words", source["excerpt"])
        browser.fill("Address", source["url"])
        browser.click("Who made it, when, and its interest")
        browser.fill("Title", source["title"])
        browser.fill("Publisher", source["publisher"])
        browser.fill("Published on", source["published_on"])
        browser.choose("Kind of source", source["kind"])
        browser.fill("Where in it", source["location"])
        if number == 1:
            browser.shoot("workspace-adding-evidence")
        browser.click("Add to the file")
        browser.see(f"{number} piece", source["excerpt"])


def rate(browser: Browser, why: str, *, name: str) -> None:
    """Read each piece, rate with two keys, say why; it is saved by itself; hand in with Ctrl+Enter."""
    stances = [source["stance"] for source in model.SOURCES]
    for piece in browser.all("#file-list article.evidence"):
        stance = stances[0] if model.SOURCES[0]["excerpt"] in piece.text else stances[1]
        browser.tick(stance_css(piece, stance))
    browser.blur()
    browser.press(MIXED)
    browser.press("r")
    browser.paste(why)
    browser.see("Not saved yet")
    browser.see("Saved ")
    browser.shoot(f"workspace-{name}")
    browser.send()
    browser.see("of the list")
    browser.click("Hand in anyway")
    browser.see("Your review")
    browser.shoot(f"handed-in-{name}", whole=True)


def stance_css(piece, stance: str) -> str:
    name = piece.find_element("css selector", "input[type=radio]").get_attribute("name")
    return f'input[name="{name}"][value={stance}]'


def rate_blind(browser: Browser) -> None:
    """The second reviewer sees the file, and nothing of how the first one reads it."""
    browser.row(model.WORDING, "Begin")
    browser.see("second opinion, hidden until both are in", *(source["excerpt"] for source in model.SOURCES))
    assert model.LEAD[:40] not in browser.driver.page_source
    assert not browser.all("#file-list input:checked")
    browser.shoot("workspace-second-empty")
    rate(browser, model.SECOND, name="second")
    browser.see(model.LEAD[:40], model.SECOND[:40], "Mixed")
    assert browser.path().startswith("/desk/rounds/")


def write(browser: Browser) -> None:
    browser.click("Writing")
    browser.see("Ready to write", model.WORDING)
    browser.shoot("writing")
    browser.row(model.WORDING, "Write the fact-check")
    browser.see("Title: what we found")
    browser.shoot("draft-empty")
    browser.click("The reasons agree")
    browser.see("The reasons agree.")
    browser.fill("Title", model.TITLE)
    browser.fill("What we found", model.FOUND)
    for place, source in enumerate(model.SOURCES, start=1):
        row = next(one for one in browser.all("article.evidence") if source["excerpt"] in one.text)
        stance, weight = row.find_elements("css selector", "select")
        browser.choose_in(stance, {"refutes": "against", "supports": "for"}[source["stance"]])
        browser.choose_in(weight, str(place))
    browser.fill("The check in full", model.EXPLANATION)
    browser.fill("What we could not establish", model.NOT_ESTABLISHED)
    browser.choose("Asking the claimant", "They answered")
    browser.fill("What they told us", model.REPLY)
    browser.fill("Rated on what was true on", "2025-06-12")
    browser.fill("Evidence found up to", "2025-06-20")
    browser.tick("input[name=no_interests]")
    browser.see("Saved ")
    browser.see(" to do")  # the sites of these sources do not exist, so there are no copies; and the sign-off
    browser.shoot("draft-written")
    type_on_while_it_is_saved(browser)
    browser.click("Ready for sign-off")
    browser.see("Handed in. An editor reads it next.")
    browser.shoot("draft-handed-in")


def type_on_while_it_is_saved(browser: Browser) -> None:
    """The answer to the last save is still on its way when the form is sent: no other tab has saved."""
    browser.driver.execute_script(
        "const real = window.fetch; window.late = 0;"
        "window.fetch = async (...given) => {"
        "  const answer = await real(...given); window.late += 1;"
        "  await new Promise(done => setTimeout(done, 3000)); return answer; }"
    )
    browser.field("What we could not establish").send_keys(" So far.")
    assert browser.soon(lambda: browser.driver.execute_script("return window.late") == 1)


def publish(browser: Browser) -> str:
    """Read it, sign it off, publish it; the address readers get."""
    browser.see("1 to sign off")
    browser.shoot("board-to-sign-off")
    browser.click("Writing")
    browser.see(model.TITLE)
    browser.shoot("writing-to-sign-off")
    browser.click("Read and sign off")
    browser.see("Sign off only", model.FOUND)
    browser.shoot("sign-off-not-yet", whole=True)
    while browser.all("select[name=key] option[value]:not([value=''])"):
        override(browser)
    browser.see("Sign off and publish", model.FOUND)
    browser.shoot("sign-off")
    browser.click("Sign off and publish")
    browser.see("Published.")
    browser.shoot("published")
    return browser.one("a[href^='/verdicts/']").get_attribute("href")


def override(browser: Browser) -> None:
    """An editor says on record why the text may pass although the first of what is missing is."""
    first = browser.all("select[name=key] option[value]:not([value=''])")[0].get_attribute("value")
    browser.click("Publish although")
    browser.driver.execute_script(f"document.querySelector('select[name=key]').value = '{first}'")
    browser.type_into("[name=reason]", "The sites are made up; there is nothing to copy.")
    browser.click("Let it pass")
    assert browser.soon(lambda: bool(browser.all(f"form input[name=key][value={first}]")))


def read(browser: Browser, address: str) -> None:
    """As anybody, on four screens and on paper."""
    browser.go("/")
    browser.see(model.TITLE, "Harbour crime")
    browser.shoot("front", whole=True)
    browser.type_into("#q", "stallholders")
    browser.click("Search")
    browser.see(model.TITLE)
    browser.miss("Harbour crime")
    browser.shoot("front-search")
    browser.click(model.TITLE[:30])
    assert browser.driver.current_url == address
    browser.see(model.TITLE, model.WORDING, model.FOUND, "How we know", "What we could not establish", BEN, CHI)
    assert browser.all("script:not([type='application/ld+json'])") == []
    browser.shoot("verdict")
    browser.shoot("verdict-whole", whole=True)
    for name, (width, height), how in (
        ("phone", PHONE, {"phone": True}),
        ("wide", WIDE, {}),
        ("dark", (1366, 768), {"dark": True}),
        ("paper", (794, 1123), {"media": "print"}),
    ):
        with browser.looking(width, height, **how):
            assert not browser.overflows(), f"wider than its window: {name}"
            browser.shoot(f"verdict-{name}")
            if name != "wide":
                browser.shoot(f"verdict-{name}-whole", whole=True)
    with browser.looking(*PHONE, phone=True):
        browser.go("/")
        assert not browser.overflows()
        browser.shoot("front-phone")
        browser.go("/about/method/")
        browser.shoot("about-phone", whole=True)
    browser.go("/about/scale/")
    browser.shoot("about-scale", whole=True)


def look_around(browser: Browser) -> None:
    """The other pages of the desk, on a laptop, on a phone and in the dark."""
    for name in ("board", "articles", "claims", "writing", "team", "jobs", "settings", "ledger", "notices", "account"):
        browser.go(f"/desk/{name}/")
        browser.see("Board")
        browser.shoot(f"desk-{name}")
    browser.go("/desk/board/")
    browser.click("Settle")
    browser.see("The reviewers see it differently.")
    browser.shoot("round-to-settle", whole=True)
    for name, path in (("board", "/desk/board/"), ("articles", "/desk/articles/"), ("triage", "/desk/articles/1/")):
        with browser.looking(*PHONE, phone=True):
            browser.go(path)
            assert not browser.overflows(), f"{path} is wider than a phone"
            browser.shoot(f"desk-{name}-phone")
        with browser.looking(1366, 768, dark=True):
            browser.go(path)
            browser.shoot(f"desk-{name}-dark")
    browser.go("/desk/claims/new/")
    browser.shoot("enter-a-claim")
    browser.click("Enter it")
    browser.see("Write the claim in words.")
    browser.shoot("enter-a-claim-refused")
    browser.go("/desk/claims/987654/")
    browser.see("There is nothing here")
    browser.shoot("nothing-here")
    browser.forgive("/desk/claims/new/", "/desk/claims/987654/")
