"""Who may do what: every page and every verb of the house, for each kind of person, in one table.

All four try each row from the same set-up, so a refusal cannot pass for the wrong reason. The table is held against
the URLconf: a route that is not listed fails, and so does a method that is not listed and yet answered.
"""

import json
import re

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from factcheck import django_admin
from tests.access_table import (
    ACCOUNT,
    ARTICLE,
    EMPTY,
    GET,
    LOST,
    METHODS,
    NEVER,
    NEW,
    NO,
    OK,
    ON,
    SIGN_IN,
    TABLE,
    TAKEN,
    WHO,
    Row,
)
from tests.factories.tokens import make_token
from tests.routes import ADMIN_SITE, address, all_routes, own_routes
from tests.scene import PEOPLE, Scene, browser, undone


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """One desk for the whole table; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = Scene()
        made.browsers = {name: browser(getattr(made, name, None)) for name in PEOPLE}
        made.strict = {name: browser(getattr(made, name, None), enforce_csrf_checks=True) for name in PEOPLE}
        for client in (*made.browsers.values(), *made.strict.values()):
            client.kept = client.cookies["session"].value if "session" in client.cookies else ""
        yield made
        transaction.set_rollback(True)


# Readers of mail post here without a session (RFC 8058): the signed link is the key, and carries what it opens.
WITHOUT_FORM_TOKEN = {"desk/notices/mail/<str:token>/"}

PAGES_TRY = ("GET", "POST", "DELETE")  # no page tells PUT from DELETE


def outcome(response: HttpResponse) -> int | str:
    if 300 <= response.status_code < 400:
        return SIGN_IN if response["Location"].startswith("/account/login/") else ON
    return response.status_code


def complaints(row: Row, response: HttpResponse) -> list[str]:
    """What is wrong with the way a refusal is said."""
    status = response.status_code
    if status < 400:
        return []
    if row.route.startswith("v1alpha1"):
        error = json.loads(response.content)["error"]
        told = error["code"] == status and re.fullmatch(r"[A-Z_]+", error["status"]) and error["message"]
        return [] if told else [f"{status} says {error}"]
    if row.is_api or row.route == "oembed":
        if response["Content-Type"] != "application/problem+json":
            return [f"{status} is {response['Content-Type']}, no problem body"]
        problem = json.loads(response.content)
        told = problem["status"] == status and re.fullmatch(r"[a-z_]+", problem["code"]) and problem["detail"]
        return [] if told else [f"{status} says {problem}"]
    page = response.content.decode()
    if not response["Content-Type"].startswith("text/html") or "<h1" not in page or "factcheck/" not in page:
        return [f"{status} is no page of ours: {page[:80]!r}"]
    return []


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_everyone_gets_what_the_table_says(scene, row):
    wrong = []
    for name in PEOPLE:
        with undone():
            response = row.send(visit(scene.browsers[name]), scene)
            if response.streaming:
                response.getvalue()  # an address gets one such file at a time
        expected = getattr(row, name)
        if outcome(response) != expected:
            wrong.append(f"{name}: {outcome(response)} instead of {expected}: {response.content[:200]!r}")
        wrong += [f"{name}: {words}" for words in complaints(row, response)]
    assert wrong == []


def visit(client: Client) -> Client:
    """The browser with its session alone, so that no visit leaves a cookie to the next."""
    for name in set(client.cookies) - {"session"}:
        del client.cookies[name]
    if client.kept:
        client.cookies["session"] = client.kept
    return client


def test_every_route_is_in_the_table():
    listed = {row.route for row in TABLE} | set(ACCOUNT)
    routes = {route for route in all_routes() if not route.startswith(ADMIN_SITE)}
    assert len(routes) > 100
    assert sorted(routes - listed) == [], "routes nobody said who may use"
    assert sorted(listed - routes) == [], "rows about routes that are gone"


@pytest.mark.parametrize("route", sorted(own_routes()))
def test_a_method_that_is_not_in_the_table_is_not_answered(scene, route):
    rows = [row for row in TABLE if row.route == route]
    others = set(METHODS if rows[0].is_api else PAGES_TRY) - {row.method for row in rows}
    for method in sorted(others):
        with undone():
            response = rows[0].send(visit(scene.browsers["editor"]), scene, method)
        assert response.status_code == NEVER, f"{method} /{route}: {response.status_code}"
        assert complaints(rows[0], response) == []


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.method != GET and row.route not in WITHOUT_FORM_TOKEN], ids=str
)
def test_nothing_is_changed_without_the_form_token(scene, row):
    able = next((name for name in PEOPLE if getattr(row, name) in (OK, NEW, TAKEN, EMPTY, ON)), "asked")
    for headers in ({}, {"X-CSRFToken": "a" * 64, "Origin": "https://elsewhere.example", "HX-Request": "true"}):
        with undone():
            response = row.send(visit(scene.strict[able]), scene, **headers)
        assert (response.status_code, complaints(row, response)) == (NO, []), f"{able} with {headers}"


def test_a_script_with_its_token_needs_no_form_token(scene):
    with undone():
        secret = make_token(scene.asked)[1]
        client = Client(enforce_csrf_checks=True)
        taken = client.post(
            "/api/v1/articles/", ARTICLE, "application/json", headers={"Authorization": f"Token {secret}"}
        )
        refused = client.post("/api/v1/articles/", ARTICLE, "application/json", headers={"Authorization": "Token x"})
    assert (taken.status_code, refused.status_code) == (TAKEN, WHO)


HIDDEN = [
    row for row in TABLE if LOST in (row.editor, row.asked, row.other) and row.about in ("lead", "handed_in", "token")
]


@pytest.mark.parametrize("row", HIDDEN, ids=str)
def test_what_is_hidden_is_answered_like_what_is_not_there(scene, row):
    name = next(name for name in ("other", "editor") if getattr(row, name) == LOST)
    shown = scene.row(row.about)
    unknown = type("Unknown", (), {"pk": 10**9, "token_key": "0" * len(scene.token.token_key)})
    answers = []
    for one in (shown, unknown):
        scene.tried = one
        with undone():
            response = Row(row.method, row.route, "tried", row.sent, *[0] * 4).send(visit(scene.browsers[name]), scene)
        answers.append((response.status_code, same(response)))
    assert answers[0][0] == LOST
    assert answers[0] == answers[1]


WITH_NUMBER = {(row.method, row.route): row for row in TABLE if "<int:pk>" in row.route}


@pytest.mark.parametrize("row", WITH_NUMBER.values(), ids=str)
def test_an_unknown_number_is_not_found(scene, row):
    body = row.body(scene)
    scene.tried = type("Unknown", (), {"pk": 10**9, "copy": 10**9})
    with undone():
        response = Row(row.method, row.route, "tried", body, *[0] * 4).send(visit(scene.browsers["editor"]), scene)
    led_on = row.route == "desk/notices/<int:pk>/seen/"  # reading what is gone leads to the notices
    assert outcome(response) == (ON if led_on else LOST)
    assert complaints(row, response) == []


def same(response: HttpResponse) -> bytes:
    """The body and headers but for the request's id."""
    headers = repr(sorted((name, value) for name, value in response.headers.items() if name != "X-Request-ID"))
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", response.content) + headers.encode()


# --- what others wrote: sign-in, second steps, Django's own admin site ------------------------------------------------


PATTERN = re.compile(r"\^|\$|\(\?P<(\w+)>.*?\)(?=[-/$])")


def plain(route: str) -> str:
    """A regular expression as a route: `account/confirm-email/<re:key>/`."""
    return PATTERN.sub(lambda hole: f"<re:{hole[1]}>" if hole[1] else "", route)


class Anything:
    pk, key, uidb36 = 1, "none-such", "1"


@pytest.mark.parametrize("route", ACCOUNT, ids=plain)
def test_the_pages_of_sign_in_are_for_whom_they_should_be(scene, route):
    member, nobody = ACCOUNT[route]
    page = Row(GET, plain(route), "", {}, member, member, member, nobody)
    for name in ("asked", "nobody"):
        with undone():
            response = visit(scene.browsers[name]).get(address(page.route, Anything))
        assert outcome(response) == getattr(page, name), f"{name}: {response.content[:200]!r}"
        assert complaints(page, response) == []


@pytest.mark.parametrize("route", ACCOUNT, ids=plain)
def test_the_forms_of_sign_in_want_the_form_token(scene, route):
    with undone():
        response = visit(scene.strict["asked"]).post(address(plain(route), Anything), {"login": "x"})
    assert response.status_code in (NO, NEVER) or route.startswith("account/social/")


def test_django_s_admin_site_is_for_editors_and_holds_topics_alone(scene):
    assert [model.__name__ for model in django_admin.site._registry] == ["Topic"]
    inside = [route for route in all_routes() if route.startswith(ADMIN_SITE) and not re.search(r"[<^(]", route)]
    assert len(inside) > 8
    for route in inside:
        for name in PEOPLE:
            with undone():
                response = visit(scene.browsers[name]).get("/" + route, follow=True)
            where, status = response.request["PATH_INFO"], response.status_code
            if name == "nobody":
                assert (where, status) == ("/account/login/", OK), route
            elif name != "editor":
                assert status == NO or where.startswith("/desk/"), f"{name} at {route}: {status} {where}"
            else:
                assert status in (OK, NO, NEVER), f"{route}: {status}"
