"""A person at a real Chromium: clicks, keys, and pictures of what they see."""

import base64
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from factcheck.processes import wait_until
from factcheck.road.opening import BASE_DIR

ALBUM = BASE_DIR / "build" / "screenshots"
REPLACED = "does not belong to the document"  # how Chromium says that what was looked at is stale
SECONDS = 20
LAPTOP = (1366, 768)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)


def find_chromium() -> tuple[str, str] | None:
    """The browser and its driver, as Debian installs them."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def give_up(missing: str) -> NoReturn:
    """Skip, for not every machine has a browser; with BROWSER_REQUIRED=1, as in CI, fail."""
    if os.environ.get("BROWSER_REQUIRED", "0") not in {"", "0"}:
        pytest.fail(missing)
    pytest.skip(missing)


def start_chromium() -> webdriver.Chrome:
    """A headless Chromium. Without one the test is skipped; with BROWSER_REQUIRED=1 it fails."""
    found = find_chromium()
    if found is None:
        give_up("NO BROWSER TEST RAN: chromium and chromedriver are missing (apt-get install chromium chromium-driver)")
    options = Options()
    options.binary_location = found[0]
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # Naming the driver keeps Selenium from downloading one.
    return webdriver.Chrome(options=options, service=Service(found[1]))


class Album:
    """Numbered pictures in build/screenshots."""

    def __init__(self, folder: Path = ALBUM) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.count = 0

    def keep(self, name: str, picture: bytes) -> None:
        self.count += 1
        (self.folder / f"{self.count:02}-{name}.png").write_bytes(picture)


class Browser:
    """One window. Several people can take turns at it: each keeps their own session cookie."""

    ESCAPE = Keys.ESCAPE

    def __init__(self, driver: webdriver.Chrome, origin: str, album: Album) -> None:
        self.driver = driver
        self.origin = origin
        self.album = album
        self.complaints: list[str] = []
        self._sessions: dict[str, list[dict[str, Any]]] = {}
        self.resize(*LAPTOP)

    # --- going places -------------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        self.driver.get(path if path.startswith("http") else self.origin + path)
        self._hear()

    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.origin)

    def wait_for_path(self, beginning: str) -> None:
        assert self.soon(lambda: self.path().startswith(beginning)), f"at {self.path()}, not {beginning}"

    def be(self, who: str) -> bool:
        """Sit down as this person; whether they have a session already."""
        self.driver.delete_all_cookies()
        for cookie in self._sessions.get(who, []):
            self.driver.add_cookie(cookie)
        return who in self._sessions

    def remember(self, who: str) -> None:
        self._sessions[who] = self.driver.get_cookies()

    # --- seeing -------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        return " ".join(self.driver.find_element(By.TAG_NAME, "body").text.split())

    def see(self, *words: str) -> None:
        """Wait until all the words are on the page."""
        assert self.soon(lambda: all(one in self.text() for one in words)), [
            one for one in words if one not in self.text()
        ]

    def miss(self, *words: str) -> None:
        """Wait until none of the words is on the page."""
        assert self.soon(lambda: not any(one in self.text() for one in words)), words

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css: str) -> WebElement:
        """The first that can be seen."""
        found: list[WebElement] = []

        def look() -> bool:
            found[:] = [element for element in self.all(css) if element.is_displayed()]
            return bool(found)

        assert self.soon(look), f"no {css} to be seen at {self.path()}"
        return found[0]

    def soon(self, condition: Callable[[], bool], *, seconds: float = SECONDS) -> bool:
        """Wait for a condition; a page that is being replaced meanwhile counts as not yet."""

        def holds() -> bool:
            try:
                return condition()
            except (NoSuchElementException, StaleElementReferenceException):
                return False
            except WebDriverException as error:
                if REPLACED not in str(error):
                    raise
                return False

        return wait_until(holds, seconds=seconds)

    # --- doing --------------------------------------------------------------------------------------------------------

    def click(self, words: str, *, within: str = "") -> None:
        """Click the button, link or summary that begins with these words."""
        found: list[WebElement] = []

        def look() -> bool:
            elements = self.all(", ".join(f"{within} {kind}" for kind in ("button", "a", "summary")))
            found[:] = [one for one in elements if one.is_displayed() and one.text.strip().startswith(words)]
            return bool(found)

        assert self.soon(look), f"nothing to click says “{words}” at {self.path()}"
        found[0].click()
        self._hear()

    def tick(self, css: str) -> None:
        """Click a radio or checkbox, however it is drawn."""
        element = self.driver.find_element(By.CSS_SELECTOR, css)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        if not element.is_selected():
            element.click()

    def press(self, *keys: str) -> None:
        """Keys on the page, not in a field."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()
        self._hear()

    def field(self, label: str) -> WebElement:
        """The field whose label begins with these words."""
        found: list[WebElement] = []

        def look() -> bool:
            labels = [one for one in self.all("label") if one.get_property("textContent").strip().startswith(label)]
            found[:] = [self.driver.find_element(By.ID, one.get_attribute("for")) for one in labels]
            return bool(found)

        assert self.soon(look), f"no field “{label}” at {self.path()}"
        return found[0]

    def fill(self, label: str, words: str) -> None:
        """Type into the field with this label, in place of what stands there."""
        field = self.field(label)
        if field.get_attribute("type") in {"date", "datetime-local"}:
            # How a date is typed depends on the language of the machine.
            self.driver.execute_script(
                "arguments[0].value = arguments[1];"
                "for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, {bubbles: true}))",
                field,
                words,
            )
        else:
            field.clear()
            field.send_keys(words)

    def choose(self, label: str, option: str) -> None:
        """Choose the option that begins with these words."""
        self.choose_in(self.field(label), option)

    def choose_in(self, field: WebElement, option: str) -> None:
        options = field.find_elements(By.TAG_NAME, "option")
        next(one for one in options if one.text.startswith(option)).click()

    def type_into(self, css: str, words: str) -> None:
        field = self.one(css)
        field.clear()
        field.send_keys(words)

    def paste(self, words: str) -> None:
        """Into the field that has the focus, all at once."""
        self.driver.execute_cdp_cmd("Input.insertText", {"text": words})

    def blur(self) -> None:
        """Leave the field, so that keys are the page's again."""
        self.driver.execute_script("document.activeElement.blur()")

    def row(self, words: str, act: str) -> None:
        """In the row of a list that says the first words, click what says the second."""
        assert self.soon(lambda: any(words in one.text for one in self.all(".rows > li"))), words
        row = next(one for one in self.all(".rows > li") if words in one.text)
        next(one for one in row.find_elements(By.CSS_SELECTOR, "a, button") if one.text.startswith(act)).click()
        self._hear()

    def send(self) -> None:
        """Ctrl+Enter, as a hurried person sends a form."""
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
        self._hear()

    # --- pictures -----------------------------------------------------------------------------------------------------

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    @contextmanager
    def looking(
        self, width: int, height: int, *, phone: bool = False, dark: bool = False, media: str = ""
    ) -> Iterator[None]:
        """Another screen for a while."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.resize(width, height, phone=phone)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})
        yield
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
        self.resize(*LAPTOP)

    def shoot(self, name: str, *, whole: bool = False) -> None:
        """A picture of the screen; `whole` of all there is to scroll through."""
        asked: dict[str, Any] = {"format": "png"}
        if whole:
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
            asked |= {"captureBeyondViewport": True, "clip": clip}
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", asked)
        self.album.keep(name, base64.b64decode(taken["data"]))
        self._hear()

    def overflows(self) -> bool:
        """Whether the page is wider than the window."""
        measured = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return self.driver.execute_script(measured) > 0

    def too_wide(self) -> list[str]:
        """What reaches beyond the window: the beginning of each such element, the innermost first."""
        beyond = """const width = document.documentElement.clientWidth;
            return [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > width + 1)
                .reverse().slice(0, 12).map(one => one.outerHTML.slice(0, 160));"""
        return self.driver.execute_script(beyond)

    # --- complaints ---------------------------------------------------------------------------------------------------

    def forgive(self, *paths: str) -> None:
        """Forget complaints about refusals that were asked for: Chromium logs every answer of 400 and above."""
        asked_for = [f"{self.origin}{path} - Failed to load resource" for path in paths]
        self.complaints = [one for one in self.complaints if not any(words in one for words in asked_for)]

    def _hear(self) -> None:
        try:
            entries = self.driver.get_log("browser")
        except WebDriverException:
            return
        for entry in entries:
            if entry["level"] in {"SEVERE", "WARNING"}:
                self.complaints.append(f"{entry['level']} at {self.path()}: {entry['message']}")


@pytest.fixture
def album() -> Album:
    return Album()


@pytest.fixture
def open_browser(album):
    """Open a browser on a desk; it is closed when the test is over."""
    drivers = []

    def open_at(origin: str) -> Browser:
        drivers.append(start_chromium())
        return Browser(drivers[-1], origin, album)

    yield open_at
    for driver in drivers:
        driver.quit()
