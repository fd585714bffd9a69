"""Whatever programs and browsers send: never a 5xx, and from the API always a problem body."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access_table import GET, TABLE, Row
from tests.routes import address
from tests.scene import Scene, browser, undone

pytestmark = [pytest.mark.fuzz, pytest.mark.timeout(300)]

HUGE = [2**31, 2**63, -(2**63) - 1, 10**30]
ALMOST = ["", "2026-05-01", "2026-13-40", "reach", "mixed", "en", "https://a.example/", "0-6", "panel", "1", "9" * 30]
QUERIES = ["q", "cursor", "page_size", "older", "newer", "status", "language", "article", "rating", "show", "id", "x"]
BROKEN = [
    b"",
    b"[" * 5_000,
    b'{"text": 1e999}',
    b'{"text": "a", "text": 1}',
    b"\xff\xfe{}",
    b"NaN",
    b"--x\r\n\r\n--x--",
]
FORM = "multipart/form-data; boundary=x"
TYPES = ["application/json", "text/plain", "application/x-www-form-urlencoded", "", FORM, f"{FORM}; charset=zlib"]

anything = st.text(st.characters(exclude_categories=()), max_size=40)  # half character pairs too
numbers = st.integers(-3, 3) | st.integers() | st.sampled_from(HUGE) | st.floats()
scalars = st.none() | st.booleans() | numbers | anything | st.sampled_from(ALMOST)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything | st.sampled_from(["1"]), inner, max_size=3),
    max_leaves=8,
)


class Far:
    """A row that is not there."""

    slug = secret = token = token_key = rest = "none"

    def __init__(self, number: int) -> None:
        self.pk = self.number = self.part = self.copy = self.key = self.version = number


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = Scene()
        made.browsers = {who: browser(getattr(made, who, None)) for who in ("editor", "asked", "nobody")}
        yield made
        transaction.set_rollback(True)


def tried(examples: int):
    """So many random requests, however long one takes."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def spoiled(draw, good: dict[str, object]) -> object:
    """A good body with some of it replaced, left out, or something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(values)
    wrong = draw(st.dictionaries(st.sampled_from([*good, "version", "readings", "x"]), values, min_size=1, max_size=3))
    kept = {name: value for name, value in good.items() if draw(st.integers(0, 9))}
    return {**kept, **wrong}


def about(draw, scene: Scene, row: Row) -> object:
    """The row itself, or now and then one that is not there."""
    if draw(st.integers(0, 9)) == 0:
        return Far(draw(st.sampled_from([0, *HUGE[:2], HUGE[3]])))
    return scene.row(row.about) if row.about else None


def must_be_said_well(response: HttpResponse, what: object) -> None:
    """A success, or a problem body that programs can rely on."""
    assert response.status_code < 500, (what, response.content[:300])
    if response.status_code < 400:
        return
    assert response["Content-Type"] == "application/problem+json", (what, response.status_code)
    problem = json.loads(response.content)
    assert problem["status"] == response.status_code
    codes = [problem["code"], *(error["code"] for error in problem["errors"])]
    assert all(re.fullmatch("[a-z_]+", code) for code in codes), (what, problem)
    assert problem["detail"]
    assert all(error["field"] for error in problem["errors"])


@contextmanager
def still_signed_in(client: Client) -> Iterator[Client]:
    """What is sent may end or change the session: the database forgets it, and so does the browser."""
    cookies = deepcopy(client.cookies)
    yield client
    client.cookies = cookies


WRITING = [row for row in TABLE if row.is_api and row.method != GET]
FORMS = [row for row in TABLE if not row.is_api and row.method != GET]
READING = [row for row in TABLE if row.method == GET]


def test_whatever_is_sent_to_the_api_is_taken_or_refused_with_a_problem_body(scene):
    seen = set()

    @tried(400)
    @given(st.data())
    def send(data) -> None:
        row = data.draw(st.sampled_from(WRITING))
        body, media_type = json.dumps(spoiled(data.draw, row.body(scene)), default=str).encode(), "application/json"
        if data.draw(st.integers(0, 9)) == 0:
            body = data.draw(st.binary(max_size=60) | st.sampled_from(BROKEN))
            media_type = data.draw(st.sampled_from(TYPES))
        who = data.draw(st.sampled_from(["editor", "asked"]))
        url = address(row.route, about(data.draw, scene, row))
        with undone(), still_signed_in(scene.browsers[who]) as client:
            response = client.generic(row.method, url, body, media_type)
        seen.add(response.status_code)
        must_be_said_well(response, (row.method, url, body, media_type))

    send()
    assert {200, 400, 403, 404} <= seen  # some taken, some refused


def test_whatever_is_typed_into_a_form_breaks_nothing(scene):
    seen = set()

    @tried(300)
    @given(st.data())
    def send(data) -> None:
        row = data.draw(st.sampled_from(FORMS))
        body = spoiled(data.draw, row.body(scene))
        typed = {name: as_typed(value) for name, value in body.items()} if isinstance(body, dict) else {}
        headers = data.draw(st.sampled_from([{}, {"HX-Request": "true"}, {"X-Autosave": "1"}]))
        url = address(row.route, about(data.draw, scene, row))
        with undone(), still_signed_in(scene.browsers["editor"]) as client:
            response = client.post(url, typed, headers=headers)
        seen.add(response.status_code)
        assert response.status_code < 500, (url, typed, headers, response.content[:300])

    send()
    assert {303, 400, 404} <= seen


def as_typed(value: object) -> object:
    """As a browser would send it: text, or several of them."""
    if isinstance(value, list):
        return [as_typed(one) for one in value if not isinstance(one, list | dict)]
    return str(value).encode("utf-8", "replace").decode()


def test_whatever_is_asked_for_is_answered(scene):
    seen = set()

    @tried(700)
    @given(st.data())
    def ask(data) -> None:
        row = data.draw(st.sampled_from(READING))
        query = data.draw(st.dictionaries(st.sampled_from(QUERIES), st.text(max_size=20) | st.sampled_from(ALMOST)))
        url = address(row.route, about(data.draw, scene, row))
        who = data.draw(st.sampled_from(["editor", "asked", "nobody"]))
        with undone():
            response = scene.browsers[who].get(url, query)
        seen.add(response.status_code)
        assert response.status_code < 500, (url, query, response.content[:300])
        if row.is_api:
            must_be_said_well(response, (url, query))

    ask()
    assert {200, 302, 400, 401, 404} <= seen


def test_whatever_address_readers_try_is_answered(scene):
    beginnings = ["/", "/verdicts/", "/verdicts/1-", "/about/", "/api/v1/", "/feed", "/sitemap-", "/desk/", "/account/"]

    @tried(100)
    @given(beginning=st.sampled_from(beginnings), rest=st.text(max_size=20), words=st.text(max_size=30))
    def ask(beginning: str, rest: str, words: str) -> None:
        with undone():
            response = scene.browsers["nobody"].get(beginning + quote(rest), {"q": words, "rating": words})
        assert response.status_code < 500, (beginning, rest, words)

    ask()
