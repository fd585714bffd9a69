"""Every page, public and of the desk: axe-core finds nothing in light and dark, and html-validate accepts its HTML.

With `PICTURES=1` (`make screenshots`) each page is also photographed at three widths, light and dark.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from factcheck.road.opening import BASE_DIR, HOST, desk_settings, free_port, manage
from tests import engines
from tests.journeys.browser import ALBUM, Browser, give_up, start_chromium
from tests.journeys.crew import RunningDesk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PICTURES = ALBUM.parent / "pages"
TOOLS = Path(__file__).resolve().parent.parent / "browser"
AXE = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
VALIDATE = TOOLS / "node_modules" / ".bin" / "html-validate"
FEWEST = 80  # pages; fewer means that the showcase lost some
WIDTHS = {"phone": (360, 740), "laptop": (1366, 768), "wide": (1920, 1080)}
SEEK = """
const [only, done] = arguments;
const asked = {resultTypes: ["violations"], ...(only ? {runOnly: {type: "rule", values: only}} : {})};
axe.run(document, asked).then(found => done(found.violations.map(one =>
    `${one.id}, ${one.nodes.length} times: ${one.nodes.slice(0, 2).map(node => node.html.slice(0, 160)).join(" | ")}`
)), error => done([String(error)]));
"""
COLOURS = ["color-contrast", "link-in-text-block"]  # all that the dark changes


SEND = """
const form = document.querySelector("form.reader-form");
for (const [name, value] of Object.entries(arguments[0])) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === value; else field.value = value;
    }
}
form.submit();
"""
SHIFTED = """
const [done] = arguments;
let sum = 0;
const watch = new PerformanceObserver(seen => seen.getEntries().forEach(one => { sum += one.value; }));
watch.observe({type: "layout-shift", buffered: true});
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 60)));
"""
PUSHED = "document.body.prepend(Object.assign(document.createElement('p'), {style: 'height: 300px'}));"
LOADED = "return performance.getEntriesByType('resource').map(one => one.name);"
MOVING = "return document.getAnimations().filter(one => one.playState === 'running').length;"
STEADIEST = 0.01


@dataclass(frozen=True)
class Shown:
    """A served desk full of rows, and the pages an editor can open there: {address: HTML}.

    `forms`: {address: fields} of pages that come back to whoever sends a form; `steady`: pages to watch as they load.
    """

    origin: str
    session: dict[str, str]
    pages: dict[str, str]
    forms: dict[str, dict[str, str]]
    steady: list[str]

    @property
    def public(self) -> list[str]:
        return [path for path in self.pages if not path.startswith(("/desk/", "/account/"))]


@pytest.fixture(scope="module")
def shown() -> Iterator[Shown]:
    """On the engines of the tests themselves: a copied database, a web server, and the rows while it starts."""
    if not AXE.exists():
        give_up("NO PAGE WAS TRIED: axe-core and html-validate are missing (make browser-tools; it needs node and npm)")
    engines.make_template()
    engines.clone("shown")
    home, port = Path(tempfile.mkdtemp(prefix="desk-shown-")), free_port()
    env = desk_settings(
        home=home, port=port, database_url=engines.url_of("shown"), redis_url=os.environ["REDIS_URL"], sources=""
    )
    desk = RunningDesk(origin=f"http://{HOST}:{port}", people=[], sources="", env=env, home=home, port=port)
    filling = fill(env)
    try:
        manage(env, "collectstatic", "--noinput", "-v", "0")
        desk.start("web")
        seen = filled(filling)
        yield look_at(desk.origin, seen)
    finally:
        filling.kill()
        desk.stop()
        engines.drop("shown")
        shutil.rmtree(home, ignore_errors=True)


def fill(env: dict[str, str]) -> subprocess.Popen:
    """Rows of every kind for the served desk's own database, written by a process of its own."""
    command = [sys.executable, "-m", "tests.journeys.showcase"]
    env = {**env, "DJANGO_SETTINGS_MODULE": "factcheck.settings", "LOG_LEVEL": "ERROR"}
    return subprocess.Popen(command, env=env, cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def filled(filling: subprocess.Popen) -> dict:
    out, faults = filling.communicate()
    assert filling.returncode == 0, faults[-3000:]
    return json.loads(out)


def look_at(origin: str, seen: dict) -> Shown:
    """Every page, several at a time."""
    forms = {f"{one['path']} (sent)": one["fields"] for one in seen["forms"]}

    def page(path: str) -> str:
        return fetch(origin, path.removesuffix(" (sent)"), seen["session"], forms.get(path))

    with ThreadPoolExecutor(4) as readers:
        paths = [*seen["paths"], *forms]
        found = {path: html for path, html in zip(paths, readers.map(page, paths), strict=True) if html}
    return Shown(origin, seen["session"], found, forms, seen["steady"])


class StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args) -> None:
        return None


def fetch(origin: str, path: str, session: dict[str, str], fields: dict[str, str] | None = None) -> str:
    """The page at this address, be it a refusal; empty for a redirect, a file and a part of a page."""
    cookie = "; ".join(f"{name}={value}" for name, value in session.items())
    body = urlencode(fields).encode() if fields else None
    request = Request(origin + path, data=body, headers={"Cookie": cookie, "Origin": origin})
    try:
        answer = build_opener(StayHere).open(request)
    except HTTPError as refusal:
        answer = refusal
    with answer:
        html = answer.read().decode(errors="replace")
    assert answer.status < 500, f"{path}: {answer.status}"
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return html if is_page and html.lstrip().lower().startswith("<!doctype") else ""


def name_of(path: str) -> str:
    return re.sub(r"\W+", "-", path).strip("-")[:80] or "home"


def test_there_is_enough_to_see(shown):
    assert len(shown.pages) > FEWEST, sorted(shown.pages)
    assert len(shown.public) > 60, shown.public
    assert set(shown.forms) <= set(shown.pages)
    assert "alike" in shown.pages["/suggest/ (sent)"]
    assert "problem-summary" in shown.pages["/report/ (sent)"]


def test_html_is_valid(shown, tmp_path):
    found = tmp_path / "found.json"
    for path, html in shown.pages.items():
        (tmp_path / f"{name_of(path)}.html").write_text(html)
    command = [
        VALIDATE,
        "--config",
        TOOLS / ".htmlvalidate.json",
        "--formatter",
        f"json={found}",
        "--ext",
        "html",
        tmp_path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TOOLS)
    faults = [
        f"{Path(page['filePath']).name}:{one['line']} {one['ruleId']}: {one['message']}"
        for page in json.loads(found.read_text())
        for one in page["messages"]
    ]
    assert faults == []
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def browser(shown) -> Iterator[Browser]:
    """An editor's browser."""
    driver = start_chromium()
    browser = Browser(driver, shown.origin, album=Folder(PICTURES))
    driver.set_script_timeout(30)
    browser.go("/no-such-page/")
    for name, value in shown.session.items():
        driver.add_cookie({"name": name, "value": value})
    yield browser
    driver.quit()


def open_page(browser: Browser, shown: Shown, path: str) -> None:
    """Go there; where it answers a form, send that."""
    browser.driver.get(browser.origin + path.removesuffix(" (sent)"))
    if path in shown.forms:
        browser.driver.execute_script(SEND, shown.forms[path])
        assert browser.soon(lambda: browser.all(".problem-summary, .alike")), path


@contextmanager
def preferring(browser: Browser, **wishes: str) -> Iterator[None]:
    """`prefers_color_scheme="dark"`: what the reader's machine is set to."""
    features = [{"name": name.replace("_", "-"), "value": value} for name, value in wishes.items()]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
    yield
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def test_axe_finds_nothing_in_light_and_dark_and_nothing_moves_where_it_should_not(shown, browser):
    faults = [fault for path in shown.pages for fault in faults_of(browser, shown, path)]
    assert faults == []


def faults_of(browser: Browser, shown: Shown, path: str) -> list[str]:
    """What axe finds at this address; in the dark only colours differ. Whoever wants no motion sees none."""
    driver, faults = browser.driver, []
    with preferring(browser, prefers_color_scheme="light", prefers_reduced_motion="reduce"):
        open_page(browser, shown, path)
        faults += [f"{path} moves"] if driver.execute_script(MOVING) else []
        driver.execute_script(AXE.read_text())
        faults += [f"{path} (light) {one}" for one in driver.execute_async_script(SEEK, None)]
    with preferring(browser, prefers_color_scheme="dark"):
        faults += [f"{path} (dark) {one}" for one in driver.execute_async_script(SEEK, COLOURS)]
    return faults


def test_public_pages_stand_still_while_they_load(shown, browser):
    measured = {}
    for name in ("phone", "laptop"):
        width, height = WIDTHS[name]
        with browser.looking(width, height, phone=name == "phone"):
            for path in shown.steady:
                open_page(browser, shown, path)
                measured[path, name] = browser.driver.execute_async_script(SHIFTED)
    assert {page: sum for page, sum in measured.items() if sum >= STEADIEST} == {}

    browser.driver.execute_script(PUSHED)
    assert browser.driver.execute_async_script(SHIFTED) > STEADIEST  # a page that does move is noticed


def test_a_public_page_asks_for_one_sheet_and_nothing_of_anybody_else(shown, browser):
    for path in shown.steady:
        open_page(browser, shown, path)
        loaded = browser.driver.execute_script(LOADED)
        assert [url for url in loaded if not url.startswith(f"{shown.origin}/")] == []
        assert len([url for url in loaded if url.partition("?")[0].endswith(".css")]) == 1, loaded
        assert [url for url in loaded if re.search(r"\.(woff2?|ttf|otf|eot|m?js)\b", url)] == []


@pytest.mark.skipif(not os.environ.get("PICTURES"), reason="pictures are taken by make screenshots")
@pytest.mark.timeout(1800)
def test_pictures_of_every_page(shown, browser):
    PICTURES.mkdir(parents=True, exist_ok=True)
    for path in shown.pages:
        for name, (width, height) in WIDTHS.items():
            for scheme in ("light", "dark"):
                with browser.looking(width, height, phone=name == "phone", dark=scheme == "dark"):
                    open_page(browser, shown, path)
                    assert not browser.overflows(), f"{path} is wider than {name}: {browser.too_wide()}"
                    browser.shoot(f"{name_of(path)}-{name}-{scheme}", whole=True)


class Folder:
    """Pictures by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, picture: bytes) -> None:
        (self.folder / f"{name}.png").write_bytes(picture)
