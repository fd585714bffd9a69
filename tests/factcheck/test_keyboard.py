"""The desk's scripts in a real browser, under the desk's own Content-Security-Policy."""

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Engine
from django.template.loader import get_template
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.journeys.browser import give_up

pytestmark = pytest.mark.browser
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
PAGE = """{% extends "base/desk.html" %}{% block main %}<h1>Desk</h1>
<button data-key="u" id="undo" hx-post="/did/undo" hx-target="#card">Undo <kbd>u</kbd></button>
<button data-key="o" hx-post="/did/refused" hx-target="#card">Other</button>
<details class="menu" data-key-group="x" data-key-label="Dismiss"><summary>Dismiss</summary><div class="menu-body">
<button data-key="1" hx-post="/did/opinion" hx-target="#card">Opinion</button></div></details>
<div id="card"></div><form id="leave" method="post" action="/did/leave" data-signs-out></form>
<article data-text-root data-key-list><p data-key-item><span data-start="10">One 🚇 two three.</span></p>
<p data-key-item><span data-start="30">Four <b data-not-text>mark</b>five.</span></p></article>
<form data-from-selection><input data-selection-start><input data-selection-end></form>
<form id="draft" data-autosave="/did/draft" data-submit-key hx-post="/did/submit" hx-target="#card">
<input type="hidden" name="version" value="1"><textarea name="text"></textarea></form>{% endblock %}"""


class Desk(BaseHTTPRequestHandler):
    """Serves one page and what it loads; remembers what was posted."""

    page = b""
    refuse_drafts = False
    is_stale = False
    posts: list[tuple[str, dict]] = []

    def do_GET(self):
        static = self.path.startswith("/static/") and finders.find(self.path.removeprefix("/static/"))
        kind = TYPES[Path(self.path).suffix] if static else "text/html; charset=utf-8"
        self.answer(200, Path(static).read_bytes() if static else self.page, kind)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        self.posts.append((self.path, parse_qs(body) or {"raw": body}))
        if self.path == "/did/refused":
            return self.answer(409, get_template("errors/409.html").render().encode())
        if self.path == "/did/draft" and self.is_stale and 'name="version"\r\n\r\n5' not in body:
            other = {"version": 5, "saved": {"text": "typed in the other tab"}}
            return self.answer(409, json.dumps(other).encode(), "application/problem+json")
        if self.path == "/did/draft":
            return self.answer(503 if self.refuse_drafts else 200, b'{"version": 2}', "application/json")
        return self.answer(200, f"<p>answered {self.path}</p>".encode())

    def answer(self, status, body, kind="text/html; charset=utf-8"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def desk():
    template = Engine.get_default().from_string(PAGE)
    handler = type("OneDesk", (Desk,), {"page": template.render(Context({"csrf_token": "t"})).encode(), "posts": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    handler.url = f"http://127.0.0.1:{server.server_port}/"
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def chromium():
    if not (found := shutil.which("chromium") or shutil.which("google-chrome")):
        give_up("no Chromium here: the desk's scripts were NOT tried")
    options = webdriver.ChromeOptions()
    options.binary_location = found
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1366,768"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options)
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium, desk):
    chromium.get(desk.url)
    return chromium


def press(browser, *keys):
    webdriver.ActionChains(browser).send_keys(*keys).perform()


def until(browser, fact, seconds=10):
    return WebDriverWait(browser, seconds, poll_frequency=0.05).until(lambda _: fact())


def words_of(browser, selector):
    return browser.execute_script("return document.querySelector(arguments[0])?.textContent || ''", selector)


def test_a_key_presses_its_button_and_two_strokes_choose_from_a_group(browser, desk):
    press(browser, "u")
    until(browser, lambda: "undo" in words_of(browser, "#card"))
    press(browser, "1")
    press(browser, "x", "1")
    until(browser, lambda: "opinion" in words_of(browser, "#card"))
    assert [path for path, _ in desk.posts] == ["/did/undo", "/did/opinion"]


def test_keys_do_nothing_while_someone_types(browser, desk):
    browser.find_element(By.NAME, "text").send_keys("ux1")
    assert browser.find_element(By.NAME, "text").get_attribute("value") == "ux1"
    assert not [path for path, _ in desk.posts if path != "/did/draft"]


def test_an_error_page_becomes_one_line_and_leaves_the_card_alone(browser):
    press(browser, "o")
    until(browser, lambda: "This changed while you were looking" in words_of(browser, "#messages"))
    assert words_of(browser, "#card") == ""


def test_j_and_k_move_along_the_list(browser):
    press(browser, "j", "j", "k")
    current = browser.execute_script("return [...document.querySelectorAll('[data-key-item]')].map(e => e.ariaCurrent)")
    assert current == ["true", None]


def test_the_question_mark_lists_the_keys_of_the_page(browser):
    press(browser, "?")
    listed = words_of(browser, "#keys-dialog [data-keys-here]")
    assert "Undo" in listed
    assert "Dismiss" in listed


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [((10, "two"), (10, "two"), ("16", "19")), ((10, "three"), (30, "five"), ("20", "39"))],
    ids=["behind a character outside the basic plane", "across passages, without our own marks"],
)
def test_selected_words_are_counted_in_code_points(browser, first, last, span):
    browser.execute_script(
        """const at = ([start, words], edge) => {
          const walk = document.createTreeWalker(document.querySelector(`[data-start="${start}"]`), 4);
          while (walk.nextNode()) {
            const i = walk.currentNode.data.indexOf(words);
            if (i >= 0) return [walk.currentNode, edge ? i + words.length : i];
          }
        };
        getSelection().setBaseAndExtent(...at(arguments[0], false), ...at(arguments[1], true));""",
        first,
        last,
    )
    read = "return ['start', 'end'].map(n => document.querySelector(`[data-selection-${n}]`).value)"
    until(browser, lambda: browser.execute_script(read) == list(span))


def test_typing_is_saved_and_the_version_follows(browser, desk):
    browser.find_element(By.NAME, "text").send_keys("found it")
    until(browser, lambda: words_of(browser, "[data-autosave-note]").startswith("Saved "))
    assert browser.find_element(By.NAME, "version").get_attribute("value") == "2"
    assert browser.execute_script("return Object.keys(localStorage).length") == 0
    assert "found it" in json.dumps(desk.posts)


def test_what_the_server_never_got_comes_back_after_a_crash(browser, desk):
    desk.refuse_drafts = True
    browser.find_element(By.NAME, "text").send_keys("not to be lost")
    until(browser, lambda: "cannot be reached" in words_of(browser, "[data-autosave-note]"))
    browser.get(desk.url)
    assert "There is text here that was not saved" in words_of(browser, ".restored-note")
    assert browser.find_element(By.NAME, "text").get_attribute("value") == ""
    take, _ = browser.find_elements(By.CSS_SELECTOR, ".restored-note button")
    take.click()
    assert browser.find_element(By.NAME, "text").get_attribute("value") == "not to be lost"
    assert words_of(browser, ".restored-note") == ""


def test_text_saved_in_another_tab_stands_beside_what_is_typed_here(browser, desk):
    desk.is_stale = True
    field = browser.find_element(By.NAME, "text")
    field.send_keys("typed here")
    until(browser, lambda: "saved in another tab" in words_of(browser, "[data-other-text]"))
    other = browser.find_element(By.CSS_SELECTOR, "[data-other-text] textarea")
    assert (other.get_attribute("value"), field.get_attribute("value")) == ("typed in the other tab", "typed here")
    browser.find_element(By.CSS_SELECTOR, "[data-other-text] button").click()
    until(browser, lambda: words_of(browser, "[data-autosave-note]").startswith("Saved "))
    assert "typed here" in json.dumps(desk.posts[-1])


def test_signing_out_leaves_no_text_in_the_browser(browser, desk):
    desk.refuse_drafts = True
    browser.find_element(By.NAME, "text").send_keys("mine alone")
    until(browser, lambda: browser.execute_script("return Object.keys(localStorage).length") == 1)
    browser.execute_script("document.getElementById('leave').requestSubmit()")
    until(browser, lambda: any(path == "/did/leave" for path, _ in desk.posts))
    browser.get(desk.url)
    assert browser.execute_script("return Object.keys(localStorage).length") == 0


def test_control_enter_sends_the_form_once(browser, desk):
    browser.find_element(By.NAME, "text").send_keys("done", Keys.CONTROL, Keys.ENTER)
    until(browser, lambda: "submit" in words_of(browser, "#card"))
    assert [path for path, _ in desk.posts].count("/did/submit") == 1
